"""Questions put to what was raised about subjects: support requests, decisions, actions, proposals.

Every one of them takes the reader: what concerns a project that they may not read is not there, and neither is what
was taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, exists, not_, or_, select
from sqlalchemy.orm import Session, aliased

from storage import standings
from storage.history import Subject
from storage.ledger.folding import ACTION_REVISED, REVERSED, reversed_entries
from storage.reader import Reader
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, MatterKind, MatterState
from storage.rows.organisation import Person
from storage.rows.portfolio import Project

# A support request that is still to be settled.
UNSETTLED = frozenset({MatterState.OPEN, MatterState.ARBITRATION})

_COLUMNS = cast(Table, Matter.__table__).c
_RAISER, _HOLDER = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Found:
    """A matter with the words of the entry that raised it; its number is that entry's reference.

    `raiser` and `holder_label` are what people read, `raiser_handle` and `holder` the handles. `project` is the
    project's name where the subject is one, `circle` who may read it (None: everybody). `due_on` is the deadline as
    last revised.
    """

    number: int
    kind: MatterKind
    subject: Subject
    state: MatterState
    body: str | None
    holder: str | None
    holder_label: str | None
    raised_by: int | None
    raiser: str | None
    raiser_handle: str | None
    raised_at: datetime
    due_on: date | None
    settled_at: datetime | None
    detail: Mapping[str, Any]
    project: str | None
    circle: str | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is awaited any more."""
        return self.settled_at is not None

    @property
    def on(self) -> date:
        """The day on which it was decided, or else recorded."""
        said = self.detail.get("on")
        return date.fromisoformat(said) if isinstance(said, str) else self.raised_at.date()

    @property
    def first_due_on(self) -> date | None:
        """The deadline as it was first recorded: an action's, or by when a support is needed."""
        said = self.detail.get("due_on")
        return date.fromisoformat(said) if isinstance(said, str) else self.due_on


@dataclass(frozen=True, slots=True)
class Postponed:
    """One revision of an action's deadline: the new day, why, the entry, when it was said and by whom."""

    due_on: date
    reason: str | None
    entry: int
    at: datetime
    by: int | None


def matter(session: Session, number: int, reader: Reader) -> Found | None:
    """The matter of this number, whatever its state; None as well where the reader may not know of it."""
    found = _found(session, _asked(reader).where(Matter.id == number))
    return found[0] if found else None


# Support


def open_supports(session: Session, *, bodies: Collection[str], handle: str | None, reader: Reader) -> list[Found]:
    """The requests that these bodies, or this person by name, have still to settle, the soonest needed first.

    A request put off to a body's arbitration is that body's as well.
    """
    waiting = and_(Matter.kind == MatterKind.SUPPORT, Matter.state.in_(UNSETTLED))
    arbitrated = Matter.state == MatterState.ARBITRATION
    asked = or_(Matter.body_key.in_(bodies), Matter.holder == handle, arbitrated)
    found = _found(session, _asked(reader).where(waiting, asked).order_by(Matter.due_on, Matter.id))
    arbiters = _arbiters(session, [one for one in found if one.state is MatterState.ARBITRATION])
    return [
        one
        for one in found
        if one.body in bodies or (handle is not None and one.holder == handle) or arbiters.get(one.number) in bodies
    ]


def all_open_supports(session: Session, *, reader: Reader) -> list[Found]:
    """Every request that is still to be settled, the soonest needed first."""
    waiting = and_(Matter.kind == MatterKind.SUPPORT, Matter.state.in_(UNSETTLED))
    return _found(session, _asked(reader).where(waiting).order_by(Matter.due_on, Matter.id))


def supports_asked_by(session: Session, *, person_id: int, reader: Reader) -> list[Found]:
    """The requests that a person has made, settled or not, the newest first."""
    theirs = and_(Matter.kind == MatterKind.SUPPORT, Matter.raised_by == person_id)
    return _found(session, _asked(reader).where(theirs, _STANDS).order_by(Matter.id.desc()))


def _arbiters(session: Session, found: Sequence[Found]) -> dict[int, str]:
    """The body to whose arbitration each of these requests was put off, where one was named."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        codes[one.subject[0]].add(one.subject[1])
    return {
        support.said.entry: support.read_in
        for kind, some in codes.items()
        for state in standings.states(session, kind=kind, codes=some).values()
        for support in state.supports
        if support.read_in is not None
    }


# Proposals


def open_proposals(session: Session, *, subjects: Collection[Subject], reader: Reader) -> list[Found]:
    """What was proposed on these subjects and waits for its answer, the oldest first."""
    if not subjects:
        return []
    waiting = and_(Matter.kind == MatterKind.PROPOSAL, Matter.state == MatterState.OPEN)
    return _found(session, _asked(reader).where(waiting, _on_any(subjects)).order_by(Matter.id))


def all_open_proposals(session: Session, *, reader: Reader) -> list[Found]:
    """Everything that was proposed and waits for its answer, the oldest first."""
    waiting = and_(Matter.kind == MatterKind.PROPOSAL, Matter.state == MatterState.OPEN)
    return _found(session, _asked(reader).where(waiting).order_by(Matter.id))


def proposals_by(session: Session, person_id: int, reader: Reader) -> list[Found]:
    """What a person has proposed, answered or not, the newest first."""
    theirs = and_(Matter.kind == MatterKind.PROPOSAL, Matter.raised_by == person_id)
    return _found(session, _asked(reader).where(theirs, _STANDS).order_by(Matter.id.desc()))


# Decisions and actions


def decisions(
    session: Session,
    *,
    subject: Subject | None = None,
    body: str | None = None,
    since: date | None = None,
    until: date | None = None,
    reader: Reader,
) -> list[Found]:
    """What was decided on a subject (an objective's key results included), by a body, between two days included.

    In the order of the days on which it was decided.
    """
    wanted = _asked(reader).where(Matter.kind == MatterKind.DECISION, _STANDS, *_narrowed(subject, body, since))
    return _in_time(_found(session, wanted.order_by(Matter.id)), since, until)


def actions(
    session: Session,
    *,
    subject: Subject | None = None,
    holder: str | None = None,
    body: str | None = None,
    open_only: bool = True,
    since: date | None = None,
    until: date | None = None,
    reader: Reader,
) -> list[Found]:
    """What is to be done, the soonest due first: on a subject, by someone (their handle), for a body.

    `since` and `until` bound the day on which it was agreed, both included.
    """
    wanted = _asked(reader).where(Matter.kind == MatterKind.ACTION, _STANDS, *_narrowed(subject, body, since))
    if holder is not None:
        wanted = wanted.where(Matter.holder == holder)
    if open_only:
        wanted = wanted.where(Matter.state == MatterState.OPEN)
    return _in_time(_found(session, wanted.order_by(Matter.due_on, Matter.id)), since, until)


def actions_due(session: Session, first: date, last: date, *, reader: Reader) -> list[Found]:
    """The actions not done whose deadline falls from first to last, both included, the soonest first."""
    due = and_(Matter.kind == MatterKind.ACTION, Matter.state == MatterState.OPEN, Matter.due_on.between(first, last))
    return _found(session, _asked(reader).where(due).order_by(Matter.due_on, Matter.id))


def postponements(session: Session, found: Iterable[Found]) -> dict[int, list[Postponed]]:
    """The revisions of these actions' deadlines that stand, oldest first; an action never revised has no entry."""
    revised = {one.number: one.subject for one in found if one.kind is MatterKind.ACTION}
    if not revised:
        return {}
    about = or_(
        *(
            and_(HistoryEntry.subject_kind == kind, HistoryEntry.subject_code == code)
            for kind, code in sorted(set(revised.values()))
        )
    )
    wanted = select(HistoryEntry).where(about, HistoryEntry.action.in_((ACTION_REVISED, REVERSED)))
    entries = session.scalars(wanted.order_by(HistoryEntry.id)).all()
    void = reversed_entries(entries)
    told: defaultdict[int, list[Postponed]] = defaultdict(list)
    for entry in entries:
        if entry.action == REVERSED or entry.id in void or int(entry.detail["action"]) not in revised:
            continue
        due_on = date.fromisoformat(entry.detail["due_on"])
        postponed = Postponed(due_on, entry.detail.get("reason"), entry.id, entry.at, entry.person_id)
        told[int(entry.detail["action"])].append(postponed)
    return dict(told)


# Conditions

_STANDS = Matter.state != MatterState.REVERSED


def _asked(reader: Reader) -> Select[Any]:
    """Matters with their words and persons, but for those of projects that the reader may not read."""
    return (
        # Columns, and no row of the session's: a matter may have changed since it was read.
        select(*_COLUMNS, HistoryEntry.detail, _RAISER.label.label("raiser"), _RAISER.handle.label("raiser_handle"))
        .add_columns(
            _HOLDER.label.label("holder_label"), Project.name.label("project"), Project.circle_key.label("circle")
        )
        .select_from(Matter)
        .join(HistoryEntry, HistoryEntry.id == Matter.id)
        .outerjoin(_RAISER, _RAISER.id == Matter.raised_by)
        .outerjoin(_HOLDER, _HOLDER.handle == Matter.holder)
        .outerjoin(Project, and_(Matter.subject_kind == "project", Project.key == Matter.subject_code))
        .where(or_(Matter.subject_kind != "project", readable_project(reader)))
    )


def readable_project(reader: Reader) -> ColumnElement[bool]:
    """Whether the matter's subject is a project in use that the reader may read."""
    shown = aliased(Project)
    return exists().where(shown.key == Matter.subject_code, not_(shown.retired), reader.clause(shown.circle_key))


def _narrowed(subject: Subject | None, body: str | None, since: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if subject is not None:
        conditions.append(_on(subject))
    if body is not None:
        conditions.append(Matter.body_key == body)
    if since is not None:
        # Nothing is recorded before the day of which it speaks, whatever the zone.
        midnight = datetime.combine(since, time(), UTC)
        conditions.append(Matter.raised_at >= midnight - timedelta(days=1))
    return conditions


def _on(subject: Subject) -> ColumnElement[bool]:
    """The subject itself, and the key results of an objective."""
    kind, code = subject
    itself = and_(Matter.subject_kind == kind, Matter.subject_code == code)
    if kind != "objective":
        return itself
    return or_(itself, and_(Matter.subject_kind == "key_result", Matter.subject_code.startswith(f"{code}.")))


def _on_any(subjects: Collection[Subject]) -> ColumnElement[bool]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for kind, code in subjects:
        codes[kind].add(code)
    return or_(
        *(and_(Matter.subject_kind == kind, Matter.subject_code.in_(sorted(some))) for kind, some in codes.items())
    )


def _in_time(found: list[Found], since: date | None, until: date | None) -> list[Found]:
    kept = [one for one in found if (since is None or one.on >= since) and (until is None or one.on <= until)]
    # A list of actions keeps its own order.
    return sorted(kept, key=lambda one: one.on) if kept and kept[0].kind is MatterKind.DECISION else kept


def _found(session: Session, wanted: Select[Any]) -> list[Found]:
    return [
        Found(
            number=row.id,
            kind=row.kind,
            subject=(row.subject_kind, row.subject_code),
            state=row.state,
            body=row.body_key,
            holder=row.holder,
            holder_label=row.holder_label,
            raised_by=row.raised_by,
            raiser=row.raiser,
            raiser_handle=row.raiser_handle,
            raised_at=row.raised_at,
            due_on=row.due_on,
            settled_at=row.settled_at,
            detail=row.detail,
            project=row.project,
            circle=row.circle,
        )
        for row in session.execute(wanted)
    ]
