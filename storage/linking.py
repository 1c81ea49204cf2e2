"""Codes with which a person links one more account, confirmed from both sides."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from storage import accounts
from storage.rows.linking import LinkCode
from storage.rows.organisation import Platform

# How long a code is good: the time to take up the other device.
GOOD_FOR = timedelta(minutes=10)
# Characters of a code, without those that are taken one for another; 31 to the eighth is 850,000 million.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


@dataclass(frozen=True, slots=True)
class Pending:
    """A code that is good: the account that asked for it, and who has confirmed it from an account of theirs."""

    platform: str
    account: str
    person_id: int | None


def begin(session: Session, *, platform: str, account: str, at: datetime) -> str:
    """A new code for this account, in the place of an earlier one."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    session.execute(delete(LinkCode).where(or_(LinkCode.expires_at <= at, _of(platform, account))))
    session.add(LinkCode(platform=platform, account=account, digest=_digest(code), expires_at=at + GOOD_FOR))
    session.flush()
    return code


def pending(session: Session, *, code: str, at: datetime) -> Pending | None:
    """What the code stands for; None when it is unknown, used or outdated."""
    found = session.scalar(select(LinkCode).where(LinkCode.digest == _digest(code), LinkCode.expires_at > at))
    return None if found is None else Pending(found.platform, found.account, found.person_id)


def confirm(session: Session, *, code: str, person_id: int) -> None:
    """The person confirms from an account of theirs."""
    session.execute(update(LinkCode).where(LinkCode.digest == _digest(code)).values(person_id=person_id))


def complete(session: Session, *, code: str, at: datetime) -> bool:
    """Link the account to whoever confirmed; False when nobody did, or the account is somebody's already."""
    known = pending(session, code=code, at=at)
    if known is None or known.person_id is None:
        return False
    forget(session, code=code)
    return accounts.link(session, platform=Platform(known.platform), account=known.account, person_id=known.person_id)


def forget(session: Session, *, code: str) -> None:
    """The code stands for nothing any more."""
    session.execute(delete(LinkCode).where(LinkCode.digest == _digest(code)))


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().replace("-", "").encode()).hexdigest()


def _of(platform: str, account: str) -> ColumnElement[bool]:
    return and_(LinkCode.platform == platform, LinkCode.account == account)
