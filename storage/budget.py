"""A token bucket for each account, shared by all the processes that write with it: campaigns keep its pace.

Answers are sent whatever it holds, and drawn from it all the same; what is unasked waits until it holds something.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from storage.rows.delivery import AccountBudget


def refilled(session: Session, *, platform: str, rate: float, burst: float, now: datetime) -> AccountBudget:
    """The account's bucket as it stands at the instant; whoever sends draws from its `tokens`.

    `rate` is in messages a second; `burst` is the most that it holds. Nobody else draws before this transaction ends.
    """
    found = session.get(AccountBudget, platform, with_for_update=True, populate_existing=True)
    if found is None:
        found = AccountBudget(platform=platform, tokens=burst, at=now)
        session.add(found)
        return found
    gained = max((now - found.at).total_seconds(), 0) * rate
    found.tokens, found.at = min(burst, found.tokens + gained), max(found.at, now)
    return found
