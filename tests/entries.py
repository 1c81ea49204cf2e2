"""Entries of the ledger, as whoever has the right would have them recorded."""

from __future__ import annotations

from typing import Any

from storage.history import Subject
from storage.ledger import recording
from storage.people import person_by_handle
from tests.world import World


def record(
    world: World, subject: Subject, what: str, *, by: str = "chef-de-file", giver: str | None = None, **detail: Any
) -> int:
    """Record an entry in somebody's name; its number."""
    with world.database.write() as session:
        person = person_by_handle(session, handle=by)
        assert person is not None
        recorded = recording.record(
            session, subject=subject, action=what, detail=detail, by=person.id, at=world.now, on_behalf_of=giver
        )
        return recorded.entry
