"""What a sender takes in hand where several processes write with one account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.platform import Platform
from storage import budget
from storage.rows.delivery import Rank
from storage.sending import Claimed

# Seconds of its pace that an account may save up.
BURST = 10


def within_budget(
    session: Session,
    claim: Callable[..., list[Claimed]],
    platform: Platform,
    *,
    room: int,
    last_rank: Rank,
    now: datetime,
) -> list[Claimed]:
    """Answers, and of what is unasked as much as the account may send: other processes write with it too."""
    rate = 1 / platform.pace.per_account
    answers = claim(limit=room, last_rank=Rank.ANSWER)
    bucket = budget.refilled(session, platform=platform.name, rate=rate, burst=max(rate * BURST, 1.0), now=now)
    bucket.tokens -= len(answers)
    room = min(room - len(answers), int(bucket.tokens))
    unasked = claim(limit=room, last_rank=last_rank) if room > 0 else []
    bucket.tokens -= len(unasked)
    return answers + unasked
