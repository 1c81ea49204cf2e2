"""What happened in a period: the dates that the document tells."""

from __future__ import annotations

from datetime import date, timedelta

from commands.call import Call
from commands.message import About, Audience, Bullets, Item, Message, Strong, paragraph
from commands.periods import Period, find_period
from commands.questions import card_texts, list_texts
from commands.questions.cues import Cue
from commands.questions.question import Question
from storage import reference
from storage.rows.reference import KeyDate

# Dates told at once.
SHOWN = 20
# The year in which the document's dates end; its deadlines begin with the next.
LAST_YEAR = 2019


def in_a_period(question: Question, call: Call) -> Message | None:
    """« il s'est passé quoi en septembre 2018 »: the events of that time, where nothing else is named."""
    period = _period(question, call)
    asked = list_texts.HAPPENED.search(question.said) is not None
    left = [word for word in question.left if word not in list_texts.HAPPENING]
    if period is None or left or not (asked or question.asks(Cue.PAST, Cue.LIST) or not question.left):
        return None
    if not asked and (period.last is None or period.last.year > LAST_YEAR):
        return None
    found = [each for each in reference.key_dates(call.session) if _within(each, period)]
    if not found:
        return None
    items = tuple(Item((Strong(each.title), f" : {list_texts.dated(each)}"), _detail(each)) for each in found[:SHOWN])
    blocks = (
        paragraph((Strong(list_texts.events_counted(len(found), period.label)),)),
        Bullets(items),
        paragraph(card_texts.source(card_texts.PART_OF_DATES)),
    )
    about = About("date", sources=tuple(("date", each.key) for each in found[:SHOWN]))
    return Message(blocks, Audience.QUIET, about)


def _period(question: Question, call: Call) -> Period | None:
    """The period as one speaks of the past."""
    found = find_period(question.narrowed.named, today=call.today, past=True)
    return found.period if found is not None else None


def _detail(event: KeyDate) -> tuple[tuple[str], ...]:
    return ((event.detail,),) if event.detail else ()


def _within(event: KeyDate, period: Period) -> bool:
    """Whether the event falls in the period, by as much of its date as is printed."""
    if event.date is None:
        return False
    first, _, last = event.date.replace(" ", "").partition("/")
    begun, over = _bounds(first), _bounds(last or first)
    return period.overlaps(Period(begun[0], over[1]))


def _bounds(text: str) -> tuple[date, date]:
    """The first and last day of « 2018 », « 2018-06 » or « 2018-06-28 »."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
    following = (
        date(first.year + (first.month // 12), first.month % 12 + 1, 1) if len(parts) > 1 else date(parts[0] + 1, 1, 1)
    )
    return first, following - timedelta(days=1)
