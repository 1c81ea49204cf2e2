"""A database with the real plan and the example organisation, and what tests arrange and ask in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.plain import plain
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.message import Message
from commands.request import Door, Event, Identity, Place, Request
from commands.table import TABLE
from storage.database import Database
from storage.outline import PLAN
from storage.rows.bookkeeping import HistoryEntry, Revision
from storage.rows.delivery import InboxEvent
from storage.rows.organisation import Circle, CircleMember, Lead, LeadRole, Person, SubjectKind
from storage.rows.plan import KeyResult, Status
from storage.rows.portfolio import Project

# A platform that numbers choices and has no forms of its own.
PLAIN = Door()
NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def filled(url: str) -> None:
    """Fill a database: tables, plan, example organisation."""
    from bot.opening import Content, open_ready
    from storage.organisation.files import EXAMPLE

    open_ready(url, Content(organisation=EXAMPLE), now=NOON).database.dispose()


@dataclass(frozen=True)
class Answer:
    """What came back, and how it reads."""

    message: Message

    @property
    def text(self) -> str:
        """The answer as plain text, with ordinary spaces."""
        return plain(self.message).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def says(self) -> list[str]:
        """The sentences of its buttons."""
        return [button.says for button in self.message.buttons]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [button.label for button in self.message.buttons]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it cites."""
        return self.message.about.codes

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects that it cites."""
        return self.message.about.projects

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.message.about.kind


@dataclass
class World:
    """One database, one dispatcher, an hour that only tests move."""

    database: Database
    now: datetime = NOON
    administrators: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(
            TABLE, Options(ZoneInfo("Europe/Paris")), LexiconCache(), administrators=self.administrators
        )

    def say(
        self,
        text: str,
        *,
        by: str = "agent",
        platform: str = "terminal",
        event: str | None = None,
        values: Mapping[str, str] | None = None,
        door: Door = PLAIN,
    ) -> Answer:
        """The answer to what somebody types; fails the test when there is none."""
        answer = self.send(text, by=by, platform=platform, event=event, values=values, door=door)
        assert answer is not None
        return answer

    def send(
        self,
        text: str,
        *,
        by: str = "agent",
        platform: str = "terminal",
        event: str | None = None,
        values: Mapping[str, str] | None = None,
        door: Door = PLAIN,
    ) -> Answer | None:
        """The answer, or None when the event was already taken."""
        identifier = event or uuid4().hex
        request = Request(
            Identity(platform, by),
            Place(platform, by, direct=True),
            text,
            Event(platform, identifier, "line", self.now),
            values or {},
            door,
        )
        with self.database.write() as session:
            message = self.dispatcher.answer(session, request, now=self.now)
        return None if message is None else Answer(message)

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def lead(self, code: str, handle: str, *, role: LeadRole = LeadRole.OBJECTIVE_LEAD) -> None:
        """Make a person lead an objective (by code) or a project (by key)."""
        kind = SubjectKind.OBJECTIVE if "." in code else SubjectKind.PROJECT
        with self.database.write() as session:
            person = session.scalars(select(Person).where(Person.handle == handle)).one()
            session.add(Lead(subject_kind=kind, subject_code=code, role=role, person_id=person.id))

    def status(self, code: str, status: Status) -> None:
        """Give a key result a status."""
        with self.database.write() as session:
            session.execute(update(KeyResult).where(KeyResult.code == code).values(status=status))

    def change_project(self, key: str, **values: object) -> None:
        """Change columns of a project."""
        with self.database.write() as session:
            session.execute(update(Project).where(Project.key == key).values(**values))
            session.execute(update(Revision).where(Revision.subject == PLAN).values(number=Revision.number + 1))

    def restrict(self, key: str, *, to: str) -> None:
        """Let only one person read a project."""
        circle = f"cercle-{key}"
        with self.database.write() as session:
            person = session.scalars(select(Person).where(Person.handle == to)).one()
            session.add(Circle(key=circle, name=circle))
            session.flush()
            session.add(CircleMember(circle_key=circle, person_id=person.id))
        self.change_project(key, circle_key=circle)

    def tell(self, kind: str, code: str, action: str, **detail: object) -> None:
        """Append to the history."""
        with self.database.write() as session:
            session.add(
                HistoryEntry(
                    subject_kind=kind, subject_code=code, at=self.now, person_id=None, action=action, detail=detail
                )
            )

    def events(self) -> int:
        """How many events were taken."""
        with self.database.read() as session:
            return len(session.scalars(select(InboxEvent.event_id)).all())
