"""What the bot keeps of a conversation until the next request: choices offered, a form being filled in, a thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from storage import ahead
from storage.rows.bookkeeping import Conversation


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that was offered: its label, its sentence, its letter, and whether words may follow the letter."""

    label: str
    says: str
    letter: str = ""
    takes_words: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Choices, in the order of their numbers, and a form as JSON.

    `subject` is what the last answer was about; `thread`, what the last plain question was understood to be.
    """

    choices: tuple[Choice, ...] = ()
    form: dict[str, Any] | None = None
    subject: tuple[str, str] | None = None
    thread: str = ""


# Where no form is kept, its place holds the subject under this name.
_SUBJECT = "subject"

# What was kept, and until when.
Found = tuple[Kept, datetime]
# A platform, an account and a place.
Where = tuple[str, str, str]

# Statements of every request, built once. `b_` keeps their parameters apart from the columns that an update sets.
_TABLE = cast(Table, Conversation.__table__)
_HERE = (
    _TABLE.c.platform == bindparam("b_platform"),
    _TABLE.c.account == bindparam("b_account"),
    _TABLE.c.place == bindparam("b_place"),
)
_FIND = select(_TABLE.c.choices, _TABLE.c.form, _TABLE.c.thread, _TABLE.c.expires_at).where(*_HERE)
_FIND_MANY = select(_TABLE).where(
    _TABLE.c.platform.in_(bindparam("platforms", expanding=True)),
    _TABLE.c.account.in_(bindparam("accounts", expanding=True)),
)
_CONTENT = ("choices", "form", "thread", "expires_at")
_UPDATE = update(_TABLE).where(*_HERE).values({name: bindparam(name) for name in _CONTENT})
_INSERT = insert(_TABLE)
_FORGET = delete(_TABLE).where(*_HERE)


def find(session: Session, *, platform: str, account: str, place: str) -> Found | None:
    """What was kept for this account in this place, and until when; it may be outdated."""
    read = ahead.of(session)
    if read is not None and (platform, account, place) in read.conversations:
        return cast("Found | None", read.conversations[platform, account, place])
    row = session.connection().execute(_FIND, _here(platform, account, place)).first()
    return None if row is None else _found(row)


def find_many(session: Session, *, wanted: Collection[Where]) -> dict[Where, Found | None]:
    """The same for many at once."""
    found: dict[Where, Found | None] = dict.fromkeys(wanted)
    if wanted:
        values = {
            "platforms": sorted({platform for platform, _, _ in wanted}),
            "accounts": sorted({account for _, account, _ in wanted}),
        }
        for row in session.connection().execute(_FIND_MANY, values):
            if (row.platform, row.account, row.place) in found:
                found[row.platform, row.account, row.place] = _found(row)
    return found


def _found(row: Any) -> Found:
    choices = tuple(Choice(**choice) for choice in row.choices)
    thread = row.thread or ""
    if row.form is not None and _SUBJECT in row.form:
        kind, code = row.form[_SUBJECT]
        return Kept(choices, subject=(kind, code), thread=thread), row.expires_at
    return Kept(choices, row.form, thread=thread), row.expires_at


def keep(session: Session, *, platform: str, account: str, place: str, kept: Kept, until: datetime) -> None:
    """Keep this in place of what was kept before."""
    content = {
        "choices": [_stored(choice) for choice in kept.choices],
        "form": {_SUBJECT: list(kept.subject)} if kept.form is None and kept.subject is not None else kept.form,
        "thread": kept.thread or None,
        "expires_at": until,
    }
    connection = session.connection()
    _outdate(session, platform, account, place)
    # Messages of one person in one place come one after the other: nobody inserts between the two statements.
    changed = connection.execute(_UPDATE, {**_here(platform, account, place), **content})
    if not changed.rowcount:
        connection.execute(_INSERT, {"platform": platform, "account": account, "place": place, **content})


def forget(session: Session, *, platform: str, account: str, place: str) -> None:
    """Keep nothing for this account in this place."""
    _outdate(session, platform, account, place)
    session.connection().execute(_FORGET, _here(platform, account, place))


def purge(session: Session, *, before: datetime) -> int:
    """Forget what is outdated since before the instant; how many were forgotten."""
    gone = session.scalars(delete(Conversation).where(Conversation.expires_at < before).returning(Conversation.place))
    return len(gone.all())


def _outdate(session: Session, platform: str, account: str, place: str) -> None:
    """What was read ahead of this conversation is no longer so."""
    read = ahead.of(session)
    if read is not None:
        read.conversations.pop((platform, account, place), None)


def _stored(choice: Choice) -> dict[str, Any]:
    stored: dict[str, Any] = {"label": choice.label, "says": choice.says}
    if choice.letter:
        stored |= {"letter": choice.letter, "takes_words": choice.takes_words}
    return stored


def _here(platform: str, account: str, place: str) -> Mapping[str, str]:
    return {"b_platform": platform, "b_account": account, "b_place": place}
