"""The reminder of a meeting in the room of its body; bodies without a room are told in the letters of their members."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands.call import Asker, Call, Options
from commands.lexicon import LexiconCache
from commands.meetings import dossier
from commands.meetings.bodies import name_of, typed
from commands.message import About, Audience, Bullets, Button, Choices, Item, Message, paragraph
from commands.request import Place
from commands.table import TABLE
from reminders import rule_texts as texts
from reminders import rules
from reminders.calendar import WorkingCalendar
from reminders.outbox import enqueue
from storage import communities, planned_meetings
from storage.people import NOBODY
from storage.planned_meetings import body_of
from storage.rows.reminding import PlannedMeeting


def has_room(session: Session, meeting: PlannedMeeting) -> bool:
    """Whether the body has a room of its own; a project's committee and a DGA's review have none."""
    body = body_of(meeting)
    return body.shared and bool(communities.places(session, body.community_key))


def enqueue_for_rooms(
    session: Session, *, day: date, morning: datetime, now: datetime, calendar: WorkingCalendar
) -> int:
    """Put in the outbox, on a working morning, what rooms are told of meetings two working days ahead; gives how many.

    Once a room, under `meeting-soon:meeting:instant:platform:place`, for the next open hour, whichever process serves
    the platform.
    """
    since, until = rules.meetings_ahead(day, calendar)
    opening = calendar.next_open(now).astimezone(UTC)
    put = 0
    for meeting in planned_meetings.between(session, since=since, until=until, reader=NOBODY):
        if meeting.starts_at <= opening or not has_room(session, meeting):
            continue
        message = _message(_for_everybody(session, now, calendar.zone), meeting)
        for place in communities.places(session, meeting.community_key):
            instant = morning.strftime("%Y-%m-%dT%H:%MZ")
            put += enqueue(
                session,
                key=f"{rules.MEETING}:{meeting.id}:{instant}:{place.platform.value}:{place.place_id}",
                place=Place(place.platform.value, place.place_id),
                message=message,
                at=now,
                not_before=max(opening, morning),
            )
    return put


def _message(call: Call, meeting: PlannedMeeting) -> Message:
    body = body_of(meeting)
    starts_at = meeting.starts_at.astimezone(call.options.zone)
    heading = texts.meeting_soon(
        meeting.title or name_of(call, body), starts_at, call.today, all_day=meeting.all_day, place=meeting.place
    )
    details = (Item(texts.agenda(meeting.agenda)), Item(dossier.in_figures(call, body)))
    buttons = (
        Button(texts.DOSSIER, says=f"instance dossier {typed(body)}"),
        Button(texts.AGENDA, says=f"instance ordre du jour {typed(body)}"),
    )
    return Message((paragraph(heading), Bullets(details), Choices(buttons)), Audience.EVERYONE, About(rules.MEETING))


def _for_everybody(session: Session, now: datetime, zone: ZoneInfo) -> Call:
    """What answers are made of, read as anybody may read: a room is read by all who are in it."""
    asker = Asker(None, "", "", frozenset(), None, False, NOBODY)
    lexicons = LexiconCache()
    return Call(session, asker, now, Options(zone), TABLE, lambda: lexicons.current(session))
