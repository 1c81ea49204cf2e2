"""What a week's digests are made of, read once for all who get one: changes, deadlines, what is awaited.

Restricted projects are among them, with their circle: whoever shows them asks the reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from storage import matters, movements
from storage.deadlines import Deadline, all_open, due_within
from storage.history import Subject
from storage.matters import Found
from storage.reader import Reader
from storage.recipients import Recipients
from storage.rows.following import Follow, TransitionKind
from storage.rows.plan import KeyResult, Objective, Pillar
from storage.rows.portfolio import Project
from storage.rows.reference import Figure

# Days ahead that a digest tells.
AHEAD = timedelta(days=14)
_EVERYTHING = Reader(sees_all=True)


@dataclass(frozen=True, slots=True)
class Name:
    """What a subject is called, and who may read it (None: everybody)."""

    title: str
    circle: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a subject over the week: the values of the first and of the last change of a kind."""

    subject: Subject
    kind: TransitionKind
    before: str | None
    after: str | None
    entry: int


@dataclass(frozen=True, slots=True)
class Story:
    """Something to tell around one: an argumentaire of the document or a key figure, and its reference."""

    reference: str
    text: str
    # Of a key figure.
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A week, whole: plain values, which outlive the session that read them."""

    since: datetime
    until: datetime
    changes: Sequence[Change]
    names: Mapping[Subject, Name]
    due: Sequence[Deadline]
    still_open: Sequence[Deadline]
    supports: Sequence[Found]
    actions: Sequence[Found]
    stories: Sequence[Story]
    recipients: Recipients
    # By subject, its unit and those above.
    units: Mapping[Subject, frozenset[str]]
    follows: Mapping[int, frozenset[Subject]]


def read(session: Session, *, since: datetime, until: datetime, today: date) -> Facts:
    """The facts of what happened from `since` (included) to `until` (excluded), seen from a day."""
    changes = _changes(session, since, until)
    due = due_within(session, windows=[(today, today + AHEAD)])
    still_open = all_open(session)
    recipients = Recipients(session)
    subjects = {each.subject for each in changes} | {each.subject for each in (*due, *still_open)}
    follows: defaultdict[int, set[Subject]] = defaultdict(set)
    for row in session.execute(select(Follow.person_id, Follow.subject_kind, Follow.subject_code)):
        follows[row.person_id].add((row.subject_kind, row.subject_code))
    return Facts(
        since=since,
        until=until,
        changes=changes,
        names=_names(session),
        due=due,
        still_open=still_open,
        supports=matters.all_open_supports(session, reader=_EVERYTHING),
        actions=matters.actions(session, reader=_EVERYTHING),
        stories=stories(session),
        recipients=recipients,
        units={each: frozenset(recipients.above(recipients.unit_of(each))) for each in subjects},
        follows={person: frozenset(some) for person, some in follows.items()},
    )


def _changes(session: Session, since: datetime, until: datetime) -> list[Change]:
    """What stands of the changes of the period, by subject and kind; the most recent subject first."""
    kinds = ("key_result", "objective", "project")
    left_out = movements.moved(session, kinds=kinds, since=since, until=until).left_out
    found: dict[tuple[Subject, TransitionKind], Change] = {}
    for each in movements.between(session, since=since, until=until, kinds=frozenset(TransitionKind)):
        if each.entry_id in left_out or each.subject_kind not in kinds:
            continue
        key = ((each.subject_kind, each.subject_code), each.kind)
        first = found.pop(key, None)
        before = first.before if first is not None else each.before
        if each.kind is TransitionKind.DECISION or before != each.after:
            found[key] = Change(key[0], each.kind, before, each.after, each.entry_id)
    return sorted(found.values(), key=lambda one: one.entry, reverse=True)


def _names(session: Session) -> dict[Subject, Name]:
    names: dict[Subject, Name] = {}
    for code, statement in session.execute(select(KeyResult.code, KeyResult.statement).where(not_(KeyResult.retired))):
        names["key_result", code] = Name(statement)
    for code, title in session.execute(select(Objective.code, Objective.title).where(not_(Objective.retired))):
        names["objective", code] = Name(title)
    wanted = select(Project.key, Project.name, Project.circle_key).where(not_(Project.retired))
    for key, name, circle in session.execute(wanted):
        names["project", key] = Name(name, circle)
    return names


def stories(session: Session) -> list[Story]:
    """Every argumentaire and key figure, in the document's order."""
    wanted = select(Objective.code, Objective.pitch).where(not_(Objective.retired), Objective.pitch.is_not(None))
    told = [Story(code, pitch) for code, pitch in session.execute(wanted.order_by(Objective.code)) if pitch]
    pillars = select(Pillar.number, Pillar.pitch).where(not_(Pillar.retired), Pillar.pitch.is_not(None))
    told += [Story(str(number), pitch) for number, pitch in session.execute(pillars.order_by(Pillar.number)) if pitch]
    figures = select(Figure.key, Figure.label, Figure.value).order_by(Figure.position)
    told += [Story(key, value, label) for key, label, value in session.execute(figures)]
    return told
