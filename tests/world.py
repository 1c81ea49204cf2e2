"""A database with the real plan and the example organisation, and what tests arrange and ask in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.app import dispatcher
from bot.plain import plain
from bot.settings import Settings
from commands.command import Command, CommandTable
from commands.dispatch import Dispatcher
from commands.lexicon import Lexicon, LexiconCache
from commands.message import About, Button, Message
from commands.request import Door, Event, Identity, Place, Request
from commands.table import TABLE
from storage import history, outline
from storage.database import Database
from storage.outline import PLAN
from storage.rows.bookkeeping import Conversation, InboxEvent, Revision
from storage.rows.delivery import OutboxAction, OutboxMessage, OutboxState, Rank
from storage.rows.organisation import Account, Circle, CircleMember, Lead, LeadRole, Person, Platform, SubjectKind
from storage.rows.plan import KeyResult, Status
from storage.rows.portfolio import Project, Theme

# A platform that numbers choices and has no forms of its own.
PLAIN = Door()
NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def filled(url: str) -> None:
    """Fill a database: tables, plan, example organisation."""
    from bot.opening import Content, open_ready
    from storage.organisation.files import EXAMPLE

    with open_ready(url, Content(organisation=EXAMPLE), now=NOON).database as database, database.read() as session:
        Lexicons.remember(session)


class Lexicons(LexiconCache):
    """Lexicons of a test; that of the template, which no test has changed, is built once a run."""

    templates: ClassVar[dict[str, tuple[int, Lexicon]]] = {}

    @classmethod
    def remember(cls, session: Session) -> None:
        """Build the template's lexicon."""
        cls.templates[session.get_bind().dialect.name] = (outline.revision(session), LexiconCache().current(session))

    def current(self, session: Session) -> Lexicon:
        """The template's lexicon as long as nothing that has a name has changed."""
        revision, lexicon = self.templates[session.get_bind().dialect.name]
        return lexicon if outline.revision(session) == revision else super().current(session)


@dataclass(frozen=True)
class Answer:
    """What came back, and how it reads."""

    message: Message

    @property
    def text(self) -> str:
        """The answer as plain text, with ordinary spaces."""
        return plain(self.message).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Its buttons, in the order of their numbers."""
        return self.message.buttons

    @property
    def about(self) -> About:
        """What it rests on."""
        return self.message.about

    @property
    def says(self) -> list[str]:
        """The sentences of its buttons."""
        return [button.says for button in self.message.buttons]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, a number and its sign with an ordinary space."""
        return [button.label.replace("n°\u00a0", "n° ") for button in self.message.buttons]

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


Say = Callable[..., Answer]


@dataclass
class World:
    """One database, one dispatcher, an hour that only tests move."""

    database: Database
    now: datetime = NOON
    administrators: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(
            TABLE, dispatcher(Settings()).options, Lexicons(), administrators=self.administrators
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
        room: str | None = None,
    ) -> Answer:
        """The answer to what somebody types; fails the test when there is none."""
        answer = self.send(text, by=by, platform=platform, event=event, values=values, door=door, room=room)
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
        room: str | None = None,
    ) -> Answer | None:
        """The answer, or None when the event was already taken."""
        request = self.request(text, by=by, platform=platform, event=event, values=values, door=door, room=room)
        with self.database.write() as session:
            message = self.dispatcher.answer(session, request, now=self.now)
        return None if message is None else Answer(message)

    def request(
        self,
        text: str,
        *,
        by: str = "agent",
        platform: str = "terminal",
        event: str | None = None,
        values: Mapping[str, str] | None = None,
        door: Door = PLAIN,
        room: str | None = None,
    ) -> Request:
        """What somebody types, in a direct conversation or in a room, as a platform hands it over."""
        place = Place(platform, room or by, direct=room is None)
        taken = Event(platform, event or uuid4().hex, "line", self.now)
        return Request(Identity(platform, by), place, text, taken, values or {}, door)

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def lead(self, code: str, handle: str, *, role: LeadRole = LeadRole.OBJECTIVE_LEAD) -> None:
        """Make a person lead an objective (by code) or a project (by key)."""
        kind = SubjectKind.OBJECTIVE if "." in code else SubjectKind.PROJECT
        with self.database.write() as session:
            person = session.scalars(select(Person).where(Person.handle == handle)).one()
            session.add(Lead(subject_kind=kind, subject_code=code, role=role, person_id=person.id))

    def account(self, account: str, handle: str) -> None:
        """Give a person an account on Slack."""
        with self.database.write() as session:
            person = session.scalars(select(Person).where(Person.handle == handle)).one()
            session.add(Account(platform=Platform.SLACK, account_id=account, person_id=person.id))

    def label(self, handle: str) -> str:
        """What others read of this person."""
        with self.database.read() as session:
            return session.scalars(select(Person.label).where(Person.handle == handle)).one()

    def leave(self, handle: str) -> None:
        """Let a person leave the organisation."""
        with self.database.write() as session:
            session.execute(update(Person).where(Person.handle == handle).values(active=False))

    def status(self, code: str, status: Status) -> None:
        """Give a key result a status."""
        with self.database.write() as session:
            session.execute(update(KeyResult).where(KeyResult.code == code).values(status=status))
        self._renamed()

    def change_project(self, key: str, **values: object) -> None:
        """Change columns of a project."""
        with self.database.write() as session:
            session.execute(update(Project).where(Project.key == key).values(**values))
        self._renamed()

    def restrict(self, key: str, *, to: str) -> None:
        """Let only one person read a project."""
        circle = f"cercle-{key}"
        with self.database.write() as session:
            person = session.scalars(select(Person).where(Person.handle == to)).one()
            session.add(Circle(key=circle, name=circle))
            session.flush()
            session.add(CircleMember(circle_key=circle, person_id=person.id))
        self.change_project(key, circle_key=circle)

    def retire(self, code: str) -> None:
        """Take a key result, or a theme by its key, out of the plan."""
        row, column = (KeyResult, KeyResult.code) if "." in code else (Theme, Theme.key)
        with self.database.write() as session:
            session.execute(update(row).where(column == code).values(retired=True))
        self._renamed()

    def due(self, key: str, days: int | None) -> None:
        """Give a project a deadline, in so many days, or none."""
        self.change_project(key, due_on=None if days is None else self.now.date() + timedelta(days=days))

    def tell(self, kind: str, code: str, action: str, *, by: str | None = None, **detail: object) -> None:
        """Append to the history."""
        with self.database.write() as session:
            person_id = session.scalar(select(Person.id).where(Person.handle == by))
            history.append(
                session, subject=(kind, code), at=self.now, person_id=person_id, action=action, detail=detail
            )

    def queue(self, key: str, state: OutboxState, **values: object) -> None:
        """Put a message in the outbox, in this state."""
        row = {
            "key": key,
            "platform": "slack",
            "place": "C1",
            "payload": "texte d'une personne",
            "created_at": self.now,
            "not_before": self.now,
            "try_at": self.now,
            "state": state,
            "action": OutboxAction.SEND,
            "attempts": 0,
            "rank": Rank.UNASKED.value,
        }
        with self.database.write() as session:
            session.execute(insert(OutboxMessage), [{**row, **values}])

    def use(self, *commands: Command) -> None:
        """Answer from these commands instead of the table, the first verb of each group being the default."""
        defaults = {command.words[0]: command.words[1] for command in reversed(commands)}
        table = CommandTable(commands, defaults=defaults, summaries=dict.fromkeys(defaults, ""))
        self.dispatcher = replace(self.dispatcher, table=table)

    def kept(self) -> list[Conversation]:
        """What is kept of conversations."""
        with self.database.read() as session:
            return list(session.scalars(select(Conversation)))

    def _renamed(self) -> None:
        """Tell that something that has a name has changed."""
        with self.database.write() as session:
            session.execute(update(Revision).where(Revision.subject == PLAN).values(number=Revision.number + 1))

    def events(self) -> int:
        """How many events were taken."""
        with self.database.read() as session:
            return len(session.scalars(select(InboxEvent.event_id)).all())
