"""What was understood of an update, written as a sentence, is read back as the same: no click loses anything."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands.errors import Misread
from commands.french import day
from commands.numbers import Unit
from commands.periods import Period
from commands.spans import Precision, unit_span
from commands.updates.days import deadline
from commands.updates.draft import Draft
from commands.updates.free_text import free_text
from commands.updates.limits import FIRST_DAY, LONGEST_TEXT
from commands.updates.reading import read_draft
from commands.updates.writing import write_draft
from storage.rows.following import Weather
from storage.rows.plan import Status

TODAY = date(2020, 11, 23)
# Words that mean something in an update, and signs that part its clauses: none does inside a free text.
MEANINGFUL = st.sampled_from(
    "vert rouge orage 62 % 3/4 valeur source motif car réalisé le 12/11/2020 au demandé à avant T2 2021 « » “ ” \" ' , "
    ". ; - – ( ) : \n confirmé vu 128 inchangé presque fini @comex <!channel> <b> 1 n° 2".split(" ")
)


def _kept(text: str) -> str | None:
    try:
        return free_text(text)
    except Misread:
        return None


typed = st.text(max_size=40) | st.lists(MEANINGFUL, max_size=12).map(" ".join)
texts = st.none() | typed.map(_kept)
past = st.dates(FIRST_DAY, TODAY)
ahead = st.dates(date(2000, 1, 1), date(2100, 12, 31))
decimals = st.decimals(-999_999, 10**12, places=2) | st.integers(-(10**9), 10**14).map(Decimal)
units = st.sampled_from([Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.YEAR])
deadlines = st.builds(
    lambda when, unit: deadline(Period(*unit_span(when, unit))), st.dates(date(2000, 1, 5), date(2099, 12, 1)), units
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Whatever may have been read: figures with their day, a day of completion with its status."""
    said: dict[str, Any] = {
        "status": draw(st.none() | st.sampled_from(Status)),
        "weather": draw(st.none() | st.sampled_from(Weather)),
        "source": draw(texts),
        "method": draw(texts),
        "as_of": draw(st.none() | past),
        "target": draw(st.none() | st.integers(1, 99)),
        "needed_by": draw(st.none() | ahead),
        "unchanged": draw(st.booleans()),
        "confirmed": draw(st.booleans()),
        "seen": draw(st.none() | st.integers(0, 10**9 - 1)),
    }
    names = (
        "comment",
        "blocker",
        "need",
        "asked_of",
        "reason",
        "evidence",
        "expected",
        "obtained",
        "lessons",
        "evaluation",
    )
    said |= {name: draw(texts) for name in names}
    if said["status"] is Status.DONE:
        said["done_on"] = draw(st.none() | past)
    else:
        said["progress"] = draw(st.none() | st.integers(0, 100))
        said["percent"] = draw(st.none() | st.decimals(0, 100, places=1))
    if draw(st.booleans()):
        said["value"] = draw(decimals)
        said["value_unit"] = draw(st.none() | st.sampled_from(Unit))
        said["baseline"] = draw(st.booleans())
    if draw(st.booleans()):
        said["due_on"], said["due_label"] = draw(deadlines)
    return Draft(**said)


@given(drafts())
@example(Draft(value=Decimal(0), as_of=TODAY, source="a"))
@example(Draft(progress=0))
@example(Draft(reason="x" * LONGEST_TEXT, due_on=date(2021, 6, 30), due_label="T2 2021"))
def test_what_is_written_is_read_back(draft: Draft) -> None:
    assert read_draft(write_draft(draft), today=TODAY) == draft


def test_the_longest_texts_are_read_back_together() -> None:
    long = "é" * LONGEST_TEXT
    names = ("comment", "blocker", "need", "asked_of", "reason", "source", "method", "lessons", "evaluation")
    said: dict[str, Any] = dict.fromkeys((*names, "evidence", "expected", "obtained"), long)
    draft = Draft(due_on=date(2021, 6, 30), due_label=day(date(2021, 6, 30)), **said)
    assert read_draft(write_draft(draft), today=TODAY) == draft


@given(drafts(), drafts())
def test_parts_of_a_form_complete_what_was_typed(one: Draft, other: Draft) -> None:
    both = one.with_parts(other)
    assert both.with_parts(other) == both
    assert both.with_parts(Draft()) == both


@given(st.text(max_size=60) | st.lists(MEANINGFUL, max_size=15).map(" ".join))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    from commands.errors import Several

    try:
        read_draft(text, today=TODAY)
    except (Misread, Several):
        return


@pytest.mark.parametrize("days", [-400, 400])
def test_a_period_keeps_its_name(days: int) -> None:
    quarter = Period(*unit_span(TODAY + timedelta(days=days), Precision.QUARTER))
    due_on, label = deadline(quarter)
    assert (label, due_on) == (quarter.label, quarter.last)
