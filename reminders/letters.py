"""The letter of the day: what waits to be told to a person, in one message a day, in working hours.

What asks something of them, or concerns them first, is told at the next open hour; what they only follow, on the next
working morning. A second letter of the day waits for that morning too, whatever it holds.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from commands import telling
from commands.call import Asker, Call, Options
from commands.lexicon import LexiconCache
from commands.message import About, Audience, Block, Bullets, Button, Choices, Message, paragraph
from commands.request import Place
from commands.table import TABLE
from reminders import texts
from reminders.calendar import WorkingCalendar
from reminders.items import Item, Items
from reminders.outbox import enqueue
from storage import notices, outbox, people
from storage.notices import LEFT_OUT, Due
from storage.people import KnownPerson
from storage.rows.organisation import Platform

logger = logging.getLogger(__name__)

# Points told one by one; beyond, a letter says how many more there are and where to read them.
MOST_ITEMS = 20
MOST_BUTTONS = 10


def enqueue_letters(
    session: Session, *, now: datetime, calendar: WorkingCalendar, platforms: Sequence[Platform] = ()
) -> int:
    """Put in the outbox the letters whose hour has come, and mark their notices as told; gives how many letters.

    A person is written to where they have an account, the first of these platforms, else in the terminal.
    """
    if not calendar.is_open(now):
        return 0
    tomorrow = calendar.next_working_morning(now)
    later: dict[int, datetime] = {}
    waiting: list[Due] = []
    for notice in notices.due(session, now=now):
        hour = hour_of(notice.kind, notice.created_at, calendar)
        if hour > now:
            later[notice.id] = hour
        else:
            waiting.append(notice)
    letters = 0
    by_person = {handle: list(some) for handle, some in groupby(waiting, key=lambda each: each.handle)}
    keys = {handle: letter_key(handle, now, calendar) for handle in by_person}
    sent = outbox.used_keys(session, keys=keys.values())
    items = Items(session)
    for handle, some in by_person.items():
        if keys[handle] in sent:
            later.update((each.id, tomorrow) for each in some)
            continue
        letters += _write(session, keys[handle], some, items, now=now, calendar=calendar, platforms=platforms)
    notices.put_off(session, until=later)
    if letters:
        logger.info("Letters enqueued", extra={"action": "letters_enqueued", "letters": letters})
    return letters


def letter_key(handle: str, now: datetime, calendar: WorkingCalendar) -> str:
    """The outbox key of a person's letter of the day."""
    return f"daily:{handle}:{now.astimezone(calendar.zone).date().isoformat()}"


def hour_of(kind: str, at: datetime, calendar: WorkingCalendar) -> datetime:
    """From when a notice of this kind may be told, of something said at this instant.

    Followers read what others are told first on the working morning after these could read it.
    """
    if kind == telling.FOLLOWED_AFTER:
        return calendar.next_working_morning(calendar.next_open(at))
    if kind in (telling.FOLLOWED, telling.TAKEN_BACK):
        return calendar.next_working_morning(at)
    return calendar.next_open(at)


def _write(
    session: Session,
    key: str,
    waiting: Sequence[Due],
    items: Items,
    *,
    now: datetime,
    calendar: WorkingCalendar,
    platforms: Sequence[Platform],
) -> int:
    """Whether a letter was put in the outbox: 1, or 0 where nothing was left to tell."""
    person = _recipient(session, waiting[0])
    told: Mapping[int, Item] = {}
    if person is not None:
        call = _on_behalf_of(session, person, now, calendar)
        composed = {notice.id: items.of(call, notice) for notice in waiting}
        told = {number: item for number, item in composed.items() if item is not None}
    notices.take(session, ids=[each.id for each in waiting if each.id not in told], letter=LEFT_OUT)
    if person is None or not told:
        return 0
    in_order = sorted(told.values(), key=lambda item: item.rank)
    message = _letter(in_order, now.astimezone(calendar.zone))
    place = _place(session, person, platforms)
    if not enqueue(session, key=key, place=place, message=message, at=now):
        # Another process has just written to them.
        return 0
    notices.take(session, ids=list(told), letter=key)
    return 1


def _letter(items: Sequence[Item], today: datetime) -> Message:
    shown = items[:MOST_ITEMS]
    blocks: list[Block] = [paragraph(texts.heading(today.date())), Bullets(tuple(each.line for each in shown))]
    buttons = list({button.says: button for each in shown for button in each.buttons}.values())[:MOST_BUTTONS]
    if len(items) > len(shown):
        blocks.append(paragraph(texts.more(len(items) - len(shown))))
        buttons.append(Button(texts.MOVEMENTS, says="objectif mouvements"))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    codes = tuple(dict.fromkeys(each.code for each in shown if each.code and not each.project))
    projects = tuple(dict.fromkeys(each.code for each in shown if each.code and each.project))
    return Message(tuple(blocks), Audience.PERSONAL, About("letter", codes=codes, projects=projects))


def _recipient(session: Session, notice: Due) -> KnownPerson | None:
    """The person with what they may read; None for one who has left."""
    # In the terminal, a handle is an account.
    return people.asker(session, platform=Platform.TERMINAL.value, account=notice.handle) if notice.active else None


def _on_behalf_of(session: Session, person: KnownPerson, now: datetime, calendar: WorkingCalendar) -> Call:
    """What answers are made of, read as the person who gets the letter may read."""
    asker = Asker(
        person.id, person.handle, person.label, person.roles, person.unit_key, person.fictitious, person.reader
    )
    lexicons = LexiconCache()
    return Call(session, asker, now, Options(calendar.zone), TABLE, lambda: lexicons.current(session))


def _place(session: Session, person: KnownPerson, platforms: Sequence[Platform]) -> Place:
    known = people.person(session, person_id=person.id)
    accounts = {each.platform: each.account_id for each in people.accounts_of(session, person=known)} if known else {}
    accounts[Platform.TERMINAL] = person.handle
    platform = next((each for each in platforms if each in accounts), Platform.TERMINAL)
    return Place(platform.value, accounts[platform], direct=True)
