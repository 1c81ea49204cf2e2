"""History entries as lines: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence

from commands import texts
from commands.call import Call
from commands.message import Line
from storage import people
from storage.rows.bookkeeping import HistoryEntry


def history_lines(call: Call, entries: Sequence[HistoryEntry]) -> list[Line]:
    """One line an entry, in the given order; the bot's own entries name no one."""
    authors = people.labels(call.session, ids={each.person_id for each in entries if each.person_id is not None})
    return [
        texts.history_line(
            each.at.astimezone(call.options.zone).date(),
            authors.get(each.person_id) if each.person_id is not None else None,
            each.subject_code,
            each.action,
            each.detail,
        )
        for each in entries
    ]
