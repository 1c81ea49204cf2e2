"""Updates and states written as JSON and read back: nothing is lost on the way, and forgotten words break nothing."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.retention import without_texts
from storage.ledger.state import (
    NOTHING_SAID,
    MatterStanding,
    Measured,
    Revision,
    Said,
    State,
    Support,
    dump,
    load,
)
from storage.ledger.update import Update, from_detail, to_detail
from storage.rows.following import MatterKind, MatterState, Weather
from storage.rows.plan import Status
from tests import ledgers
from tests.ledgers import support

# What is recorded is in UTC. Other offsets are read back as well; an hour that a clock change skips or repeats is not
# tried, since Python holds it unequal to the same instant written in any other zone.
instants = st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=2)))))
numbers = st.integers(0, 2**40)
saids = st.builds(Said, entry=numbers, at=instants, by=st.none() | numbers, on_behalf_of=ledgers.handles)
perhaps_said = st.none() | saids
measured = st.dictionaries(ledgers.ranks, st.builds(Measured, measure=ledgers.measures, said=saids), max_size=2)
revisions = st.builds(Revision, due_on=ledgers.days, label=ledgers.words, reason=ledgers.texts, said=saids)
open_supports = st.builds(
    Support,
    asked=ledgers.supports,
    state=st.sampled_from(MatterState),
    said=saids,
    answered=perhaps_said,
    answer=ledgers.texts,
    read_in=ledgers.handles,
)
matters = st.builds(
    MatterStanding,
    number=numbers,
    kind=st.sampled_from(MatterKind),
    state=st.sampled_from(MatterState),
    raised=saids,
    body=ledgers.handles,
    holder=ledgers.handles,
    due_on=st.none() | ledgers.days,
    settled=perhaps_said,
)
EVERY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "status": st.none() | st.sampled_from(Status),
    "status_said": perhaps_said,
    "progress": st.none() | st.integers(0, 100),
    "weather": st.none() | st.sampled_from(Weather),
    "weather_said": perhaps_said,
    "comment": ledgers.texts,
    "comment_said": perhaps_said,
    "measures": measured,
    "baselines": measured,
    "revisions": st.lists(revisions, max_size=2).map(tuple),
    "supports": st.lists(open_supports, max_size=2).map(tuple),
    "completion": st.none() | ledgers.completions,
    "evaluation": ledgers.texts,
    "evaluation_said": perhaps_said,
    "lessons": ledgers.texts,
    "matters": st.dictionaries(numbers, matters, max_size=2),
    "told": perhaps_said,
    "last_entry": numbers,
}


@given(ledgers.updates)
def test_an_update_comes_back_from_its_detail(update: Update) -> None:
    assert from_detail(json.loads(json.dumps(to_detail(update)))) == update


@given(ledgers.updates)
def test_what_was_not_said_leaves_no_trace(update: Update) -> None:
    said = {
        each.name for each in fields(Update) if (value := getattr(update, each.name)) is not None and value is not False
    }
    assert to_detail(update).keys() == said


@given(ledgers.updates)
def test_an_update_is_still_read_once_its_words_are_forgotten(update: Update) -> None:
    detail = without_texts(to_detail(update))
    forgotten = from_detail(detail)
    assert (forgotten.status, forgotten.progress, forgotten.weather) == (update.status, update.progress, update.weather)
    assert forgotten.comment is None
    assert (forgotten.measure is None) == (update.measure is None)
    assert forgotten.support is None or forgotten.support == replace(
        update.support or support(), blocker=None, need=None
    )


def test_every_field_of_a_state_is_tried() -> None:
    assert EVERY_FIELD.keys() == {each.name for each in fields(State)}


@given(st.fixed_dictionaries(EVERY_FIELD))
def test_a_state_comes_back_from_json(parts: dict[str, Any]) -> None:
    state = State(**parts)
    assert load(json.loads(json.dumps(dump(state)))) == state


def test_nothing_said_is_written_as_nothing() -> None:
    assert dump(NOTHING_SAID) == {}
    assert load({}) == NOTHING_SAID
