"""Reminders asked for: created, listed, put off, done with, cancelled. Their owner alone sees and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from commands.authority import to_those_known
from commands.call import Call
from commands.command import Instead, Taken
from commands.errors import Misread, Refused
from commands.message import About, Audience, Bullets, Button, Choices, Item, Message, paragraph
from commands.reminding import recurrence, texts
from commands.reminding import vocabulary as words
from commands.reminding.reading import Asked
from commands.rights import Action, may
from storage import communities, own_reminders
from storage.rows.reminding import Reminder, ReminderState

# Reminders of one person that still come.
MOST_WAITING = 50
_KNOWN = to_those_known(Action.FOLLOW)


def may_create(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever is in the register, for themselves; for a community, those whose role may write to one."""
    asked = values.get("asked")
    for_community = isinstance(asked, Asked) and asked.community is not None
    return _KNOWN(call, values) and (not for_community or may(call.asker.roles, Action.REMIND_COMMUNITY))


def instead(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone who may not is told."""
    del values
    return Instead(texts.NOT_REGISTERED if call.asker.person_id is None else texts.NOT_FOR_COMMUNITIES)


def read_number(text: str, call: Call) -> Taken:
    """A reminder of the asker, by its number or as the one that was sent last; takes the whole text."""
    typed = text.strip().removeprefix("n°").strip()
    owner_id = person_of(call)
    if typed.lower() in words.LAST_ONE:
        return Taken(_last(call, owner_id))
    # Numbers that no database holds are nobody's.
    if not typed.isdecimal() or len(typed) > 12:
        raise Misread(texts.unknown(typed))
    found = own_reminders.find(call.session, number=int(typed), owner_id=owner_id)
    if found is None:
        raise Misread(texts.unknown(typed))
    return Taken(found)


def create(call: Call, asked: Asked) -> Message:
    """A reminder, read back with its day, its hour and what repeats."""
    owner_id = person_of(call)
    if own_reminders.count_waiting(call.session, owner_id=owner_id) >= MOST_WAITING:
        raise Refused(texts.too_many(MOST_WAITING), choices=(Button(texts.LIST, says="rappel liste"),))
    row = own_reminders.create(
        call.session,
        owner_id=owner_id,
        community_key=asked.community.code if asked.community else None,
        text=asked.text,
        recurrence=recurrence.dump(asked.when),
        next_at=asked.next_at,
        at=call.now,
    )
    line = texts.created(row.id, asked.text, _when(call, asked.next_at), texts.repeated(asked.when), _where(call, row))
    buttons = (Button(texts.CANCEL, says=f"rappel annuler {row.id}"), Button(texts.LIST, says="rappel liste"))
    return Message((paragraph(line, texts.HOURS), Choices(buttons)), Audience.QUIET, About(kind="reminder"))


def listing(call: Call) -> Message:
    """The asker's reminders that still come, the next one first."""
    rows = own_reminders.of_owner(call.session, owner_id=person_of(call))
    if not rows:
        return Message((paragraph(texts.NO_REMINDER),), Audience.QUIET, About(kind="reminders"))
    items = tuple(
        Item(
            texts.listed(
                row.id,
                row.text,
                _when(call, row.next_at),
                texts.repeated(recurrence.load(row.recurrence)),
                _where(call, row),
            )
        )
        for row in rows
        if row.next_at is not None
    )
    blocks = (paragraph(texts.heading(len(rows))), Bullets(items))
    return Message(blocks, Audience.QUIET, About(kind="reminders"))


def cancel(call: Call, reminder: Reminder) -> Message:
    """It does not come any more."""
    reminder.next_at, reminder.state = None, ReminderState.CANCELLED
    call.session.flush()
    return _said(texts.cancelled(reminder.id, reminder.text))


def done(call: Call, reminder: Reminder | None = None) -> Message:
    """What came once is over; what repeats comes again."""
    found = reminder or _last(call, person_of(call))
    again = ""
    if found.recurrence is None or "every" not in found.recurrence or found.next_at is None:
        found.next_at, found.state = None, ReminderState.DONE
    else:
        again = texts.comes_again(_local(call, found.next_at), call.today)
    call.session.flush()
    return _said(texts.done(found.id, found.text, again=again))


def tomorrow(call: Call, reminder: Reminder | None = None) -> Message:
    """The same, tomorrow at the same hour; what repeats keeps its own days besides."""
    found = reminder or _last(call, person_of(call))
    zone = call.options.zone
    hour = (found.last_at or found.next_at or call.now).astimezone(zone).time().replace(second=0, microsecond=0)
    next_at = recurrence.instant_of(call.today + timedelta(days=1), hour, zone)
    if found.recurrence is None:
        found.next_at, found.state = next_at, ReminderState.WAITING
        call.session.flush()
        number = found.id
    else:
        number = own_reminders.create(
            call.session,
            owner_id=found.owner_id,
            community_key=found.community_key,
            text=found.text,
            recurrence=None,
            next_at=next_at,
            at=call.now,
        ).id
    return _said(texts.postponed(number, _local(call, next_at), call.today))


def person_of(call: Call) -> int:
    """The asker, who must be in the register."""
    if call.asker.person_id is None:
        raise Refused(texts.NOT_REGISTERED)
    return call.asker.person_id


def _last(call: Call, owner_id: int) -> Reminder:
    found = own_reminders.last_sent(call.session, owner_id=owner_id)
    if found is None:
        raise Misread(texts.NONE_SENT)
    return found


def _where(call: Call, row: Reminder) -> str:
    if row.community_key is None:
        return ""
    community = communities.community(call.session, row.community_key)
    return texts.for_community(community.name if community else row.community_key)


def _when(call: Call, instant: datetime) -> str:
    return texts.when(_local(call, instant), call.today)


def _local(call: Call, instant: datetime | None) -> datetime:
    return (instant or call.now).astimezone(call.options.zone)


def _said(sentence: str) -> Message:
    buttons = (Button(texts.LIST, says="rappel liste"),)
    return Message((paragraph(sentence), Choices(buttons)), Audience.QUIET, About(kind="reminder"))
