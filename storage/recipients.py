"""To whom rules write: who leads, the managers above, the cellule d'appui, who wants the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.authority import led_subject
from storage.history import Subject
from storage.inserting import insert_missing
from storage.rows.organisation import Lead, LeadRole, Person, Role, RoleGrant, SubjectKind, Unit
from storage.rows.portfolio import Project
from storage.rows.reminding import DigestChoice

# Who answers for a subject, the first of these roles that somebody holds.
_ANSWERING = (
    LeadRole.OBJECTIVE_LEAD,
    LeadRole.PROJECT_DIRECTOR,
    LeadRole.PROJECT_MANAGER,
    LeadRole.SPONSOR,
)
# The roles with which one gets the digest without asking; that of ambassador, where it is for a unit.
DIGEST_ROLES = frozenset({Role.MANAGER, Role.COMEX, Role.SUPPORT, Role.OBJECTIVE_LEAD})


@dataclass(frozen=True, slots=True)
class Known:
    """An active person, as rules know them."""

    id: int
    handle: str
    unit_key: str | None


class Recipients:
    """Everybody that rules may write to, of one transaction."""

    def __init__(self, session: Session) -> None:
        self._persons = {
            row.id: Known(row.id, row.handle, row.unit_key)
            for row in session.execute(select(Person.id, Person.handle, Person.unit_key).where(Person.active))
        }
        self._parents: dict[str, str | None] = {
            row.key: row.parent_key for row in session.execute(select(Unit.key, Unit.parent_key))
        }
        self._leads: defaultdict[tuple[SubjectKind, str], list[tuple[int, int]]] = defaultdict(list)
        for row in session.execute(select(Lead.subject_kind, Lead.subject_code, Lead.role, Lead.person_id)):
            if row.role in _ANSWERING and row.person_id in self._persons:
                rank = _ANSWERING.index(row.role)
                self._leads[row.subject_kind, row.subject_code].append((rank, row.person_id))
        self._roles: defaultdict[int, set[tuple[Role, str | None]]] = defaultdict(set)
        managers: defaultdict[str, list[int]] = defaultdict(list)
        for grant in session.execute(select(RoleGrant.person_id, RoleGrant.role, RoleGrant.unit_key)):
            person = self._persons.get(grant.person_id)
            if person is None:
                continue
            self._roles[person.id].add((grant.role, grant.unit_key))
            if grant.role is Role.MANAGER and person.unit_key is not None:
                managers[person.unit_key].append(person.id)
        self._managers = {unit: sorted(set(ids)) for unit, ids in managers.items()}
        self._project_units: dict[str, str | None] = {
            row.key: row.unit_key for row in session.execute(select(Project.key, Project.unit_key))
        }
        self._choices: dict[int, bool] = {
            row.person_id: row.wanted for row in session.execute(select(DigestChoice.person_id, DigestChoice.wanted))
        }

    def person(self, person_id: int) -> Known:
        """The active person of this id; raises KeyError for somebody who has left."""
        return self._persons[person_id]

    def leading(self, subject: Subject) -> list[int]:
        """Who answers for the subject: its chef de file, its directeur de projet, else its chef, else its porteur."""
        led = led_subject(subject)
        held = self._leads.get(led, []) if led is not None else []
        first = min((rank for rank, _ in held), default=0)
        return sorted({person_id for rank, person_id in held if rank == first})

    def led(self) -> Mapping[int, list[tuple[SubjectKind, str]]]:
        """What each person answers for."""
        found: defaultdict[int, list[tuple[SubjectKind, str]]] = defaultdict(list)
        for led, held in self._leads.items():
            for _, person_id in held:
                found[person_id].append(led)
        return found

    def managing(self, subject: Subject) -> list[int]:
        """The managers of the nearest unit, from that of the subject on, that has another than those who lead it."""
        leads = set(self.leading(subject))
        for unit in self.above(self.unit_of(subject)):
            others = [each for each in self._managers.get(unit, []) if each not in leads]
            if others:
                return others
        return []

    def unit_of(self, subject: Subject) -> str | None:
        """The project's unit, else that of the first who leads the subject."""
        kind, code = subject
        own = self._project_units.get(code) if kind == "project" else None
        if own is not None:
            return own
        units = (self._persons[each].unit_key for each in self.leading(subject))
        return next((unit for unit in units if unit is not None), None)

    def above(self, unit_key: str | None) -> list[str]:
        """The unit and those above it, the nearest first."""
        chain: list[str] = []
        while unit_key is not None and unit_key not in chain:
            chain.append(unit_key)
            unit_key = self._parents.get(unit_key)
        return chain

    def supporting(self) -> list[int]:
        """The cellule d'appui."""
        return self.having(Role.SUPPORT)

    def having(self, role: Role) -> list[int]:
        """The persons to whom this role was given, by id."""
        return sorted(person_id for person_id, roles in self._roles.items() if any(one is role for one, _ in roles))

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """The roles given to a person."""
        return frozenset(role for role, _ in self._roles.get(person_id, ()))

    def units_of_ambassador(self, person_id: int) -> frozenset[str]:
        """The units of which the person is the ambassador."""
        granted = self._roles.get(person_id, ())
        return frozenset(unit for role, unit in granted if role is Role.AMBASSADOR and unit is not None)

    def reading_digest(self) -> list[int]:
        """Who gets « La semaine DiMENSiON »: by a choice, else by a role, or as the ambassador of a unit; by id."""
        leading = self.led()
        wanting = []
        for person_id in sorted(self._persons):
            chosen = self._choices.get(person_id)
            by_role = bool(self.roles_of(person_id) & DIGEST_ROLES) or bool(self.units_of_ambassador(person_id))
            if chosen if chosen is not None else by_role or person_id in leading:
                wanting.append(person_id)
        return wanting

    def without_lead(self, subjects: Collection[Subject]) -> list[Subject]:
        """Those of these that nobody answers for."""
        return [each for each in subjects if not self.leading(each)]


def choose_digest(session: Session, *, person_id: int, wanted: bool, at: datetime) -> None:
    """Keep whether the person wants the digest."""
    row = {"person_id": person_id, "wanted": wanted, "said_at": at}
    if not insert_missing(session, DigestChoice, [row], unless=("person_id",)):
        kept = session.get_one(DigestChoice, person_id)
        kept.wanted, kept.said_at = wanted, at
        session.flush()


def digest_choice(session: Session, *, person_id: int) -> bool | None:
    """What the person said of the digest; None: nothing."""
    return session.scalar(select(DigestChoice.wanted).where(DigestChoice.person_id == person_id))
