"""Whom a poll is put to: as it was asked for, and the participants that it means on the day of the opening."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.leads import below
from storage.rows.organisation import CommunityMember, Person
from storage.rows.polls import PollParticipant

COMMUNITY, LIST, UNIT, EVERYONE = "community", "list", "unit", "everyone"


@dataclass(frozen=True, slots=True)
class Electorate:
    """A community or a unit by its key, persons by their ids, or everyone; `label` is what people read."""

    kind: str
    label: str
    key: str = ""
    ids: tuple[int, ...] = ()

    def stored(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {"kind": self.kind, "label": self.label, "key": self.key, "ids": list(self.ids)}


def read(stored: Mapping[str, Any]) -> Electorate:
    """The electorate that a row keeps."""
    return Electorate(stored["kind"], stored["label"], stored.get("key", ""), tuple(stored.get("ids", ())))


def members(session: Session, electorate: Electorate) -> Sequence[int]:
    """The active persons that it means now, by id."""
    wanted = select(Person.id).where(Person.active).order_by(Person.id)
    if electorate.kind == COMMUNITY:
        member = select(CommunityMember.person_id).where(CommunityMember.community_key == electorate.key)
        wanted = wanted.where(Person.id.in_(member))
    elif electorate.kind == UNIT:
        wanted = wanted.where(Person.unit_key.in_(below(frozenset({electorate.key}))))
    elif electorate.kind == LIST:
        wanted = wanted.where(Person.id.in_(electorate.ids))
    return session.scalars(wanted).all()


def volunteer(session: Session, *, poll_id: int, person_id: int) -> bool:
    """Add a volunteer to a poll that is not open yet; whether they were not one already."""
    row = {"poll_id": poll_id, "person_id": person_id}
    return bool(insert_missing(session, PollParticipant, [row], unless=tuple(row)))


def volunteers(session: Session, *, poll_id: int) -> Sequence[int]:
    """Those who are still there, by id."""
    theirs = select(PollParticipant.person_id).where(PollParticipant.poll_id == poll_id)
    wanted = select(Person.id).where(Person.active, Person.id.in_(theirs))
    return session.scalars(wanted.order_by(Person.id)).all()


def draw(among: Sequence[int], number: int) -> list[int]:
    """So many of them, drawn from the system's randomness, which no seed repeats; in their order."""
    return sorted(secrets.SystemRandom().sample(list(among), number))


def freeze(session: Session, *, poll_id: int, persons: Sequence[int]) -> None:
    """Make these persons, and nobody else, the participants."""
    session.execute(delete(PollParticipant).where(PollParticipant.poll_id == poll_id))
    if persons:
        session.execute(insert(PollParticipant), [{"poll_id": poll_id, "person_id": each} for each in persons])
