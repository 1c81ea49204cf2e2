"""Opaque values of the buttons of a private ballot: other ones for each voter and poll, that say nothing by themselves.

They are computed, never stored: the poll's own key makes them, and is forgotten when the poll is counted.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from storage.rows.polls import Poll

# Characters of a value: 50 bits, far more than the buttons of one ballot need.
LENGTH = 10
# What tells a value from a position.
PREFIX = "v"


def token(poll: Poll, person_id: int, value: int) -> str:
    """What this voter's button for the value carries; raises ValueError once the poll was counted."""
    if poll.ballot_key is None:
        raise ValueError("the poll has no key")
    signed = hmac.new(bytes.fromhex(poll.ballot_key), f"{poll.id}:{person_id}:{value}".encode(), hashlib.sha256)
    return PREFIX + base64.b32encode(signed.digest()).decode().lower()[: LENGTH - 1]


def looks_like(text: str) -> bool:
    """Whether the text may be such a value."""
    return len(text) == LENGTH and text.startswith(PREFIX) and text.isalnum() and text.islower()


def value_of(poll: Poll, person_id: int, text: str, values: range) -> int | None:
    """The value of this voter's button; None for another voter's, another poll's or an older one."""
    if poll.ballot_key is None:
        return None
    return next((each for each in values if hmac.compare_digest(token(poll, person_id, each), text)), None)
