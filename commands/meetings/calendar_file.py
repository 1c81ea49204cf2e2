"""The meetings as a calendar (ICS) that others subscribe to: nothing of a restricted project is ever in it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from sqlalchemy.orm import Session

from commands.meetings import calendar_file_texts as texts
from storage import communities, organisation_units, planned_meetings, portfolio
from storage.people import NOBODY
from storage.planned_meetings import Body, body_of
from storage.rows.reminding import PlannedMeeting

MEDIA_TYPE = "text/calendar"
# What says whose meeting it is, so that a file that was written is read back as it was.
PROJECT, UNIT, OCCASION = "X-DIMENSION-PROJECT", "X-DIMENSION-UNIT", "X-DIMENSION-OCCASION"


def write(session: Session, *, body: Body | None = None) -> tuple[bytes, int]:
    """The calendar and its number of meetings: those of a body, or all; a cancelled one says so.

    The same meetings give the same bytes. It is written for whoever has it: no circle opens anything in it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//DiMENSiON//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts.CALENDAR)
    names = {each.key: each.name for each in communities.communities(session)}
    found = planned_meetings.everything(session, reader=NOBODY, body=body)
    for meeting in found:
        calendar.add_component(_event(session, meeting, names))
    return bytes(calendar.to_ical()), len(found)


def _event(session: Session, meeting: PlannedMeeting, names: dict[str, str]) -> Any:
    from icalendar import Event

    event = Event()
    name = names.get(meeting.community_key, meeting.community_key)
    event.add("uid", meeting.uid)
    # When it was last changed, rather than when the file is written.
    event.add("dtstamp", meeting.recorded_at.astimezone(UTC))
    event.add("last-modified", meeting.recorded_at.astimezone(UTC))
    if meeting.all_day:
        event.add("dtstart", _day(meeting))
    else:
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        if meeting.ends_at is not None:
            event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.title or title_of(session, body_of(meeting)))
    event.add("categories", [name])
    said = ((PROJECT, meeting.project_key), (UNIT, meeting.unit_key), (OCCASION, meeting.occasion))
    for key, value in said:
        if value is not None:
            event.add(key, value)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.agenda:
        event.add("description", "\n".join(meeting.agenda))
    if meeting.cancelled:
        event.add("status", "CANCELLED")
    return event


def _day(meeting: PlannedMeeting) -> Any:
    """The day of a meeting of a whole day, which begins at its morning: the same in Paris as in UTC."""
    return meeting.starts_at.astimezone(UTC).date()


def title_of(session: Session, body: Body) -> str:
    """The title of a body's meetings that have none of their own, as anybody may read it."""
    community = communities.community(session, body.community_key)
    name = community.name if community else body.community_key
    if body.project_key is not None:
        project = portfolio.project(session, body.project_key, reader=NOBODY)
        return texts.within(name, project.name if project else body.project_key)
    if body.unit_key is not None:
        unit = organisation_units.unit(session, body.unit_key)
        return texts.within(name, unit.name if unit else body.unit_key)
    return texts.occasion(name) if body.occasion is not None else name
