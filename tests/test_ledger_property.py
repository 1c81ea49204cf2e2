"""Whatever is said, in whatever order, what is stored is the fold of the history, and what a naive reading gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Session

from storage import authority, delegations, history
from storage.columns import Base
from storage.database import Database, open_database
from storage.history import Subject
from storage.ledger import recording
from storage.ledger.folding import REVERSIBLE
from storage.ledger.retention import forget_of
from storage.ledger.update import FREE_TEXTS, to_detail
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Delegation, Matter, Standing, Transition
from storage.rows.organisation import Lead, LeadRole, SubjectKind
from tests import ledgers
from tests.conftest import upgraded
from tests.databases import Databases
from tests.ledgers import NOON, assert_folded
from tests.naive_ledger import Delegated, Story, Told

SUBJECTS: tuple[Subject, ...] = (
    ("key_result", "4.2.2.b"),
    ("project", "developpement-du-teletravail"),
    ("meeting", "comex@2020-11-12"),
)
# What « chef-de-file » leads, each beside the subject that is spoken of there; meetings are led by nobody.
LED: dict[Subject, Subject] = {SUBJECTS[0]: ("objective", "4.2.2"), SUBJECTS[1]: SUBJECTS[1]}


@pytest.fixture
def postgresql_database(postgresql_databases: Databases) -> Iterator[Database]:
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as opened:
        yield opened


@dataclass(frozen=True)
class Step:
    """One thing that somebody says: `pick` chooses among what it may be about, when it is about an entry."""

    action: str
    subject: int
    pick: int = 0
    detail: dict[str, Any] = field(default_factory=dict)
    by: int = 0
    minutes: int = 0


def _steps(action: str, **detail: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        action=st.just(action),
        subject=st.integers(0, len(SUBJECTS) - 1),
        pick=st.integers(0, 30),
        detail=st.fixed_dictionaries(detail),
        by=st.integers(0, 1),
        minutes=st.integers(-1, 3),
    )


iso_days = ledgers.days.map(date.isoformat)
spoken = ledgers.updates.filter(bool).map(to_detail)
steps = st.one_of(
    *(spoken.flatmap(lambda said: _steps("updated", **{key: st.just(value) for key, value in said.items()})),) * 3,
    *(_steps("reversed"),) * 3,
    _steps("support_answered", answer=st.sampled_from(["granted", "refused", "arbitration"]), comment=ledgers.texts),
    _steps("support_lifted"),
    _steps("decision_recorded", text=ledgers.words, body=ledgers.handles),
    _steps("action_recorded", text=ledgers.words, holder=ledgers.handles, due_on=st.none() | iso_days),
    _steps("action_revised", due_on=iso_days, reason=ledgers.texts),
    _steps("action_done"),
    _steps("proposed", update=spoken),
    _steps("proposal_accepted"),
    _steps("proposal_declined"),
    _steps("lead_changed", before=ledgers.handles, after=ledgers.handles),
    _steps("files"),
    *(_steps("delegated", first=st.integers(-1, 1), days=st.integers(0, 2), whole=st.booleans()),) * 2,
    _steps("delegation_ended"),
    _steps("forgotten", minutes=st.integers(0, 5)),
)
# What an entry is about: the key that names it, and what raised it.
ABOUT = {
    "support_answered": ("request", "support"),
    "support_lifted": ("request", "support"),
    "action_revised": ("action", "action"),
    "action_done": ("action", "action"),
    "proposal_accepted": ("proposal", "proposal"),
    "proposal_declined": ("proposal", "proposal"),
}


def play(session: Session, said: Sequence[Step]) -> None:
    """Say it all, one entry after the other, checking after each that what is stored agrees with what was said."""
    stories = {subject: Story() for subject in SUBJECTS}
    delegated: list[Delegated] = []
    by = ledgers.persons(session, "chef-de-file", "chef-de-projet")
    for kind, code in LED.values():
        role = LeadRole.OBJECTIVE_LEAD if kind == "objective" else LeadRole.PROJECT_MANAGER
        lead = {"subject_kind": SubjectKind(kind), "subject_code": code, "role": role, "person_id": by[0]}
        session.execute(insert(Lead), [lead])
    at = NOON
    for step in said:
        subject = SUBJECTS[step.subject]
        story = stories[subject]
        at += timedelta(minutes=step.minutes)
        if step.action == "files":
            history.append(session, subject=subject, at=at, person_id=None, action="lead_changed", detail={})
            session.flush()
            continue
        if step.action in {"delegated", "delegation_ended"}:
            _delegate(session, step, by, delegated, at)
            continue
        if step.action == "forgotten":
            before = at - timedelta(minutes=step.detail["minutes"])
            forget_of(session, subject=subject, before=before)
            story.forget(before, FREE_TEXTS)
            continue
        behalf = None
        if step.by == 1:
            behalf = authority.delegated_by(session, deputy_id=by[1], subject=subject, on=at.date())
            led = LED.get(subject)
            covered = led is not None and any(each.covers(led, at.date()) for each in delegated)
            assert behalf == ("chef-de-file" if covered else None)
        for action, detail in _entries_of(step, story):
            recorded = recording.record(
                session,
                subject=subject,
                action=action,
                detail=detail,
                by=by[step.by],
                at=at,
                on_behalf_of=behalf,
            )
            story.add(Told(recorded.entry, action, json.loads(json.dumps(detail)), at, behalf))
            story.agrees_with(recorded.after)
    assert_folded(session)
    assert_told(session, stories)
    stored = rows(session)
    for subject, story in stories.items():
        if story.told:
            story.agrees_with(recording.rebuild(session, subject=subject))
    assert rows(session) == stored


def _delegate(session: Session, step: Step, by: Sequence[int], known: list[Delegated], at: datetime) -> None:
    """The lead lets the deputy speak for a few days, or ends that; both stay in the lead's own history."""
    if step.action == "delegation_ended":
        if known:
            ended = known[step.pick % len(known)]
            ended.ended = True
            delegations.end(session, ids=[ended.id], at=at)
    else:
        whole = step.detail["whole"] or SUBJECTS[step.subject] not in LED
        subject = None if whole else LED[SUBJECTS[step.subject]]
        first_day = at.date() + timedelta(days=step.detail["first"])
        last_day = first_day + timedelta(days=step.detail["days"])
        delegations.give(
            session,
            giver_id=by[0],
            deputy_id=by[1],
            subject=subject,
            first_day=first_day,
            last_day=last_day,
            at=at,
        )
        newest = session.scalars(select(Delegation.id).order_by(Delegation.id.desc()).limit(1)).one()
        known.append(Delegated(newest, subject, first_day, last_day))
    history.append(
        session, subject=("person", "chef-de-file"), at=at, person_id=by[0], action=step.action, detail=step.detail
    )
    session.flush()


def _entries_of(step: Step, story: Story) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries that the step writes: none when there is nothing that it could be about."""
    detail = dict(step.detail)
    if step.action == "reversed":
        may_be = [one for one in story.standing if one.action in REVERSIBLE]
        if may_be:
            yield "reversed", {"entry": may_be[step.pick % len(may_be)].id, "reason": "erreur"}
        return
    if step.action in ABOUT:
        name, kind = ABOUT[step.action]
        # Taken back or settled ones as well: nothing must break whatever a caller lets through.
        raised = [one for one in story.told if one.raises == kind]
        if not raised:
            return
        about = raised[step.pick % len(raised)]
        detail[name] = about.id
        if step.action == "proposal_accepted":
            yield "updated", {**about.detail["update"], "proposed_by": "agent"}
            detail["entry"] = story.told[-1].id
    yield step.action, detail


def assert_told(session: Session, stories: Mapping[Subject, Story]) -> None:
    """Assert that what changed, and only that, is told, in order."""
    found: dict[Subject, list[tuple[int, str, str | None, str | None]]] = {subject: [] for subject in stories}
    for row in session.execute(select(Transition.__table__).order_by(Transition.id)):
        found[row.subject_kind, row.subject_code].append((row.entry_id, row.kind.value, row.before, row.after))
    assert found == {subject: story.transitions for subject, story in stories.items()}


def rows(session: Session) -> list[list[Any]]:
    """Every row of the ledger, in an order of its own."""
    tables: tuple[type[Base], ...] = (HistoryEntry, Standing, Matter, Transition)
    ordered = (select(row.__table__).order_by(*inspect(row).primary_key) for row in tables)
    return [[tuple(row) for row in session.execute(each)] for each in ordered]


class Undone(Exception):
    """Ends an example, of which nothing stays in the database."""


def tried(database: Database, said: Sequence[Step]) -> None:
    """Play it in a transaction that is undone."""
    with suppress(Undone), database.write() as session:
        play(session, said)
        raise Undone


stories = st.lists(steps, min_size=2, max_size=25)


@given(said=stories)
def test_what_stands_is_the_fold_of_the_history(sqlite_database: Database, said: list[Step]) -> None:
    tried(sqlite_database, said)


@pytest.mark.postgresql
@settings(max_examples=20)
@given(said=stories)
def test_so_it_is_on_postgresql(postgresql_database: Database, said: list[Step]) -> None:
    tried(postgresql_database, said)
