"""History entries as lines: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence

from commands import story_texts
from commands.call import Call
from commands.message import Line
from storage import people
from storage.rows.bookkeeping import HistoryEntry


def history_lines(call: Call, entries: Sequence[HistoryEntry]) -> list[Line]:
    """One line an entry, in the given order; the bot's own entries name no one."""
    authors = people.labels(call.session, ids={each.person_id for each in entries if each.person_id is not None})
    concerned = {each.detail.get(name) for each in entries for name in ("before", "after")}
    known = people.labels_by_handle(call.session, handles={one for one in concerned if isinstance(one, str)})
    return [
        story_texts.line(
            each.at.astimezone(call.options.zone).date(),
            authors.get(each.person_id) if each.person_id is not None else None,
            each.subject_code,
            story_texts.what_changed(each.action, each.detail, known),
        )
        for each in entries
    ]
