"""Who asked to be told of which subjects."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, bindparam, delete, exists, or_, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.inserting import insert_missing
from storage.rows.following import Follow
from storage.rows.organisation import Person


def follow(session: Session, *, person_id: int, subject: Subject, at: datetime) -> bool:
    """Whether the person did not follow the subject yet."""
    kind, code = subject
    row = {"person_id": person_id, "subject_kind": kind, "subject_code": code, "since": at}
    return bool(insert_missing(session, Follow, [row], unless=("person_id", "subject_kind", "subject_code")))


def unfollow(session: Session, *, person_id: int, subject: Subject) -> bool:
    """Whether the person did follow the subject."""
    theirs = delete(Follow).where(Follow.person_id == person_id, _is(subject))
    return cast("CursorResult[Any]", session.execute(theirs)).rowcount > 0


def followed_by(session: Session, *, person_id: int) -> list[Subject]:
    """What the person follows, by kind and code; projects that they may no longer read included."""
    wanted = select(Follow.subject_kind, Follow.subject_code).where(Follow.person_id == person_id)
    rows = session.execute(wanted.order_by(Follow.subject_kind, Follow.subject_code))
    return [(row.subject_kind, row.subject_code) for row in rows]


_FOLLOWS = select(
    exists().where(
        Follow.person_id == bindparam("person"),
        Follow.subject_kind == bindparam("kind"),
        Follow.subject_code == bindparam("code"),
    )
)


def follows(session: Session, *, person_id: int, subject: Subject) -> bool:
    """Whether the person asked for this very subject."""
    here = {"person": person_id, "kind": subject[0], "code": subject[1]}
    return bool(session.connection().execute(_FOLLOWS, here).scalar())


def followers(session: Session, *, subject: Subject) -> list[int]:
    """The active persons who follow the subject, or the objective of a key result."""
    kind, code = subject
    about = [_is(subject)]
    if kind == "key_result":
        about.append(_is(("objective", code.rpartition(".")[0])))
    wanted = select(Follow.person_id).join(Person, Person.id == Follow.person_id).where(Person.active, or_(*about))
    return list(session.scalars(wanted.distinct().order_by(Follow.person_id)))


def _is(subject: Subject) -> ColumnElement[bool]:
    kind, code = subject
    return and_(Follow.subject_kind == kind, Follow.subject_code == code)
