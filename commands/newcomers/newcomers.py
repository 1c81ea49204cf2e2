"""A journey asked for, and ended: its three points are put in at once, each for the letter of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Refused
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.newcomers import texts
from commands.newcomers.journeys import ARRIVAL, DAYS, MANAGER
from commands.normalise import fold
from commands.reminding.reading import USUAL
from commands.reminding.recurrence import instant_of
from storage import letter_items, newcomers
from storage.letter_items import NewItem

# The rule of its points (`rule:subject:instant:recipient`), which `reminders/rule_items.py` writes.
RULE = "newcomer"


@dataclass(frozen=True, slots=True)
class Wish:
    """The journey that one wants; None: no more of any."""

    journey: str | None


def read_wish(text: str, call: Call) -> Taken:
    """« arrivant », « nouveau manager », « fin »; takes the whole text."""
    del call
    typed = fold(text).strip()
    if typed in texts.OVER:
        return Taken(Wish(None))
    journey = texts.TYPED.get(typed)
    if journey is None:
        raise Misread(texts.unknown(text))
    return Taken(Wish(journey))


def follow(call: Call, wish: Wish | None = None) -> Message:
    """What one follows, or what begins or ends."""
    person_id = call.asker.person_id
    if person_id is None:
        raise Refused(texts.UNKNOWN_PERSON)
    if wish is None:
        return _shown(call, person_id)
    if wish.journey is None:
        ended = newcomers.end(call.session, person_id=person_id)
        return _said(texts.ENDED if ended else texts.NOTHING_TO_END)
    if not newcomers.begin(call.session, person_id=person_id, journey=wish.journey, on=call.today, at=call.now):
        return _said(texts.already(wish.journey, newcomers.journeys(call.session, person_id=person_id)[wish.journey]))
    letter_items.put(call.session, items=[_item(call, person_id, wish.journey, each) for each in DAYS], at=call.now)
    return _said(texts.begun(wish.journey, DAYS))


def _item(call: Call, person_id: int, journey: str, day: int) -> NewItem:
    """The point of a day; letters leave in working hours, so that it waits for the next of them."""
    on = call.today + timedelta(day)
    instant = call.now if day == 0 else instant_of(on, USUAL, call.options.zone)
    key = f"{RULE}:{journey}-{day}:{instant.astimezone(UTC):%Y-%m-%dT%H:%MZ}:{call.asker.handle}"
    detail = {"journey": journey, "day": on.isoformat(), "step": day, "began_on": call.today.isoformat()}
    return NewItem(key, person_id, RULE, detail, instant)


def _shown(call: Call, person_id: int) -> Message:
    on = newcomers.journeys(call.session, person_id=person_id)
    lines = texts.followed(on, DAYS, call.today) or [texts.NONE]
    wanted = ((ARRIVAL, texts.BEGIN_ARRIVAL, "arrivant"), (MANAGER, texts.BEGIN_MANAGER, "manager"))
    buttons = [
        Button(label, says=f"dimension parcours {typed}") for journey, label, typed in wanted if journey not in on
    ]
    if on:
        buttons.append(Button(texts.STOP, says="dimension parcours fin"))
    return Message((paragraph(*lines), Choices(tuple(buttons))), Audience.QUIET, About("newcomer"))


def _said(line: str) -> Message:
    return Message((paragraph(line),), Audience.QUIET, About("newcomer"))
