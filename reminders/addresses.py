"""Where a person is written to: the first of the platforms on which they have an account, else the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commands.request import Place
from storage import people
from storage.rows.organisation import Platform


def place_of(session: Session, person_id: int, handle: str, platforms: Sequence[Platform]) -> Place:
    """The person's own place on a platform."""
    accounts: dict[Platform, str] = {}
    if platforms:
        known = people.person(session, person_id=person_id)
        if known is not None:
            accounts = {each.platform: each.account_id for each in people.accounts_of(session, person=known)}
    accounts[Platform.TERMINAL] = handle
    platform = next((each for each in platforms if each in accounts), Platform.TERMINAL)
    return Place(platform.value, accounts[platform], direct=True)
