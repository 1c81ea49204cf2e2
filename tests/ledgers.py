"""What may be said of subjects, drawn at random, and the check that the stored rows are what the history folds into."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.ledger import recording
from storage.ledger.folding import fold
from storage.ledger.state import MatterStanding, State, dump, load
from storage.ledger.update import Completion, DeadlineSaid, MeasureSaid, SupportAsked, Update
from storage.rows.following import Matter, MatterKind, MatterState, Standing, Weather
from storage.rows.organisation import Person
from storage.rows.plan import Status

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)

words = st.text(max_size=12)
texts = st.none() | words
days = st.dates(date(2020, 1, 1), date(2020, 1, 9)) | st.dates(date(2020, 1, 1), date(2023, 12, 31))
figures = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(0, 100, places=1)
handles = st.none() | st.sampled_from(("chef-de-file", "comex"))
ranks = st.integers(0, 2)

supports = st.builds(SupportAsked, blocker=texts, need=texts, needed_by=days, body=handles, person=handles)
measures = st.builds(
    MeasureSaid, value=figures, as_of=days, source=texts, target=ranks, method=texts, baseline=st.booleans()
)
deadlines = st.builds(DeadlineSaid, due_on=days, label=words, reason=texts)
completions = st.builds(Completion, on=days, evidence=texts, expected=texts, obtained=texts, lessons=texts)


def _perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


updates = st.builds(
    Update,
    status=_perhaps(st.sampled_from(Status)),
    progress=_perhaps(st.integers(0, 100)),
    weather=_perhaps(st.sampled_from(Weather)),
    comment=texts,
    support=_perhaps(supports),
    measure=_perhaps(measures),
    deadline=_perhaps(deadlines),
    completion=_perhaps(completions),
    evaluation=texts,
    lessons=texts,
    unchanged=st.booleans(),
)


def measure(value: int, as_of: str = "2020-10-31", **more: Any) -> MeasureSaid:
    """A value of the first target, from an inquiry."""
    return MeasureSaid(Decimal(value), date.fromisoformat(as_of), "enquête", **more)


def support(needed_by: str = "2020-12-15", **more: Any) -> SupportAsked:
    """A support asked for two posts."""
    return SupportAsked("deux équipes manquent", "deux postes", date.fromisoformat(needed_by), **more)


def persons(session: Session, *handles: str) -> list[int]:
    """New persons of these handles, who are nothing else."""
    session.execute(insert(Person), [{"handle": each, "label": each} for each in handles])
    return [session.scalars(select(Person.id).where(Person.handle == each)).one() for each in handles]


def assert_folded(session: Session) -> None:
    """Every standing and every matter is what the whole history of its subject gives, and nothing else is there."""
    expected: dict[int, tuple[Subject, MatterStanding]] = {}
    for row in session.execute(select(Standing.__table__)):
        subject = (row.subject_kind, row.subject_code)
        state = fold(recording.entries(session, subject=subject))
        assert standing_of(row) == standing_from(state), subject
        assert load(row.said) == state, subject
        assert row.said == dump(state), subject
        expected |= {number: (subject, matter) for number, matter in state.matters.items()}
    rows = {row.id: row for row in session.execute(select(Matter.__table__))}
    assert rows.keys() == expected.keys()
    for number, (subject, matter) in expected.items():
        row = rows[number]
        assert (row.subject_kind, row.subject_code) == subject
        assert matter_of(row) == (
            matter.kind,
            matter.state,
            matter.body,
            matter.holder,
            matter.raised.by,
            matter.raised.at,
            matter.due_on,
            matter.settled.at if matter.settled else None,
        )


def standing_of(row: Any) -> tuple[Any, ...]:
    """The columns of a standing that questions are put to."""
    return row.status, row.weather, row.progress, row.due_on, row.told_at, row.last_entry_id


def standing_from(state: State) -> tuple[Any, ...]:
    """What they are in a state."""
    told_at = state.told.at if state.told else None
    return state.status, state.weather, state.progress, state.due_on, told_at, state.last_entry


def matter_of(row: Any) -> tuple[Any, ...]:
    """The columns of a matter, but for its number and subject."""
    said: tuple[MatterKind, MatterState] = (row.kind, row.state)
    return (*said, row.body_key, row.holder, row.raised_by, row.raised_at, row.due_on, row.settled_at)
