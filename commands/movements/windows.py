"""Since when: « depuis le dernier Comex », « depuis le 1er octobre », « cette semaine », from what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from commands.call import Call
from commands.errors import Misread
from commands.message import Button
from commands.movements import texts, vocabulary
from commands.periods import Period, find_period
from commands.spans import Precision
from commands.support.asked import beginning_with_body
from storage import meetings
from storage.rows.reference import Community

# How far back one looks when nobody says since when.
USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from first to last, both included, and what they are called.

    `before` is the meeting before the one since which it is asked, and the name of its body.
    """

    first: date
    last: date
    label: str
    before: tuple[str, date] | None = None

    def instants(self, call: Call) -> tuple[datetime, datetime]:
        """From the first midnight of the organisation's zone (included) to the one after the last day (excluded)."""
        midnights = (self.first, self.last + timedelta(days=1))
        first, after = (datetime.combine(each, time(), call.options.zone) for each in midnights)
        return first, after


def take_window(text: str, call: Call) -> tuple[Window, str]:
    """The window that the text names anywhere, the last thirty days where it names none, and what is left.

    Raises Misread for a body that has not met, or a period that is still to come.
    """
    meeting = _since_meeting(text, call)
    if meeting is not None:
        return meeting
    told = vocabulary.SINCE.search(text)
    offset = told.start() if told is not None else 0
    found = find_period(text[offset:], today=call.today, past=True)
    if found is None and offset:
        offset, found = 0, find_period(text, today=call.today, past=True)
    if found is None:
        first = call.today - USUAL
        return Window(first, call.today, texts.since(first)), text
    rest = f"{text[: offset + found.start]} {text[offset + found.end :]}"
    return _of_period(found.period, call.today), rest


def _of_period(period: Period, today: date) -> Window:
    first = period.first or today - USUAL
    if first > today:
        raise Misread(texts.in_the_future(first))
    last = min(period.last or today, today)
    since = last == today and (period.last is None or period.precision is Precision.SPAN)
    return Window(first, last, texts.since(first) if since else texts.during(period.label))


def _since_meeting(text: str, call: Call) -> tuple[Window, str] | None:
    """The window since a body met; None where the text names none."""
    told = vocabulary.SINCE_MEETING.search(text)
    if told is None:
        return None
    surely = bool(told["last"] or told["meeting"])
    found = beginning_with_body(text[told.end() :], call)
    if found is None:
        if told["meeting"] or (told["last"] and find_period(text[told.start() :], today=call.today, past=True) is None):
            raise Misread(texts.unknown_body(text[told.end() :]), texts.SINCE_IS)
        return None
    body, rest = found
    on = find_period(rest, today=call.today, past=True)
    if not surely and on is not None and not rest[: on.start].strip() and on.period.precision is Precision.DAY:
        held_on = on.period.first or call.today
        if held_on > call.today:
            raise Misread(texts.in_the_future(held_on))
        return _since(body, held_on, call), f"{text[: told.start()]} {rest[on.end :]}"
    last = meetings.last(call.session, body.key, call.today, reader=call.reader)
    if last is None:
        choices = (Button(texts.LAST_DAYS, says="dimension mouvements"),)
        raise Misread(texts.never_met(body.name), texts.SINCE_A_DAY, choices=choices)
    return _since(body, last, call), f"{text[: told.start()]} {rest}"


def _since(body: Community, held_on: date, call: Call) -> Window:
    earlier = meetings.last(call.session, body.key, held_on - timedelta(days=1), reader=call.reader)
    before = (body.name, earlier) if earlier is not None else None
    return Window(held_on, call.today, texts.since_meeting(body.name, held_on), before)
