"""The sentence that says what a draft says: `read_draft` reads it back to the same draft, whatever the texts hold.

Buttons, and forms that ask for what is missing, keep what was understood as such a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from commands.french import NARROW_NO_BREAK, day, number
from commands.numbers import Unit
from commands.state_words import STATUS_WORDS, WEATHER_WORDS
from commands.updates.draft import Draft
from commands.updates.vocabulary import WRITTEN

_UNITS = {None: "", Unit.PERCENT: " %", Unit.EURO: " €"}
# In the order of a point d'étape told aloud.
_TEXTS = (
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


def write_draft(draft: Draft) -> str:
    """The canonical sentence; a clause for each part, free texts in guillemets; nothing for a draft that says nothing.

    A day of completion needs the status « réalisé », which alone gives it a meaning.
    """
    return ", ".join((*_state(draft), *_value(draft), *_deadline(draft), *_texts(draft), *_about(draft)))


def _state(draft: Draft) -> Iterator[str]:
    if draft.status is not None:
        yield STATUS_WORDS[draft.status]
    if draft.done_on is not None:
        yield _named("done_on", _day(draft.done_on))
    if draft.progress is not None:
        yield _named("progress", f"{draft.progress} %")
    if draft.percent is not None:
        yield f"{_figure(draft.percent)} %"
    if draft.weather is not None:
        yield _named("weather", WEATHER_WORDS[draft.weather])


def _value(draft: Draft) -> Iterator[str]:
    if draft.value is not None:
        name = "baseline" if draft.baseline else "value"
        yield _named(name, f"{_figure(draft.value)}{_UNITS[draft.value_unit]}")
    if draft.as_of is not None:
        yield _named("as_of", _day(draft.as_of))
    for name in ("source", "method"):
        text = getattr(draft, name)
        if text is not None:
            yield _named(name, f"« {text} »")
    if draft.target is not None:
        yield _named("target", str(draft.target))


def _deadline(draft: Draft) -> Iterator[str]:
    if draft.due_on is not None:
        # A period is written as typed (« T2 2021 »), so that it stays one.
        period = draft.due_label is not None and draft.due_label != day(draft.due_on)
        yield _named("due", str(draft.due_label) if period else _day(draft.due_on))
    if draft.needed_by is not None:
        yield _named("needed_by", _day(draft.needed_by))


def _texts(draft: Draft) -> Iterator[str]:
    for name in _TEXTS:
        text = getattr(draft, name)
        if text is not None:
            yield _named(name, f"« {text} »")


def _about(draft: Draft) -> Iterator[str]:
    if draft.unchanged:
        yield WRITTEN["unchanged"]
    if draft.seen is not None:
        yield _named("seen", str(draft.seen))
    if draft.confirmed:
        yield WRITTEN["confirmed"]


def _named(name: str, said: str) -> str:
    return f"{WRITTEN[name]} {said}"


def _day(when: date) -> str:
    return f"{when:%d/%m/}{when.year}"


def _figure(value: Decimal) -> str:
    return number(value).replace(NARROW_NO_BREAK, "")
