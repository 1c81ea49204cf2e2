"""The arguments of proposals: which one, and why it is not retained."""

from __future__ import annotations

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.proposals import texts
from commands.updates.entry_reading import read_entry_number
from storage import matters
from storage.rows.following import MatterKind


def read_proposal(text: str, call: Call) -> Taken:
    """The proposal of a number, where the asker may read its subject; leaves what follows."""
    taken = read_entry_number(text, call)
    found = matters.matter(call.session, taken.value, call.reader)
    if found is None or found.kind is not MatterKind.PROPOSAL:
        raise Misread(texts.no_such_proposal(taken.value), texts.SEE_LIST)
    return Taken(found, taken.rest)
