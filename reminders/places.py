"""Where persons are written to: on the first of the platforms where they have an account, else in the terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from commands.request import Place
from storage import accounts
from storage.rows.organisation import Platform


def direct_places(session: Session, *, persons: Collection[int], platforms: Sequence[Platform]) -> dict[int, Place]:
    """The place of each of these active persons."""
    known = accounts.of_persons(session, persons=persons)
    found: dict[int, Place] = {}
    for person_id, (handle, theirs) in known.items():
        platform = next((each for each in platforms if each in theirs), Platform.TERMINAL)
        found[person_id] = Place(platform.value, theirs.get(platform, handle), direct=True)
    return found
