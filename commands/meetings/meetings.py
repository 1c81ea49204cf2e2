"""Meetings to come: put on the calendar, listed, their agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Refused
from commands.meetings import texts
from commands.message import About, Audience, Bullets, Button, Choices, Item, Message, paragraph
from commands.periods import find_period
from commands.references import Reference, read_community
from commands.reminding.reading import read_hour
from commands.reminding.recurrence import instant_of
from commands.rights import Action, may
from commands.spans import Precision
from storage import communities, planned_meetings
from storage.planned_meetings import Wish
from storage.rows.reminding import PlannedMeeting

# Characters of a point of an agenda.
_POINT = 200
# Meetings of a list.
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Planned:
    """A body and when it meets."""

    body: Reference
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """A body, and a point for its agenda (empty: to be read)."""

    body: Reference
    point: str = ""


def read_meeting(text: str, call: Call) -> Taken:
    """« Comex, le 15/12 à 9h »; takes the whole text."""
    name, comma, rest = text.partition(",")
    if not comma:
        raise Misread(texts.BODY_THEN_COMMA)
    body: Reference = read_community(name, call).value
    hour, when = read_hour(rest)
    found = find_period(when, today=call.today)
    if found is None or found.period.precision is not Precision.DAY or found.period.first is None:
        raise Misread(texts.not_a_day(rest))
    if hour is None:
        raise Misread(texts.HOUR_EXPECTED)
    starts_at = instant_of(found.period.first, hour, call.options.zone)
    if starts_at <= call.now:
        raise Misread(texts.past(starts_at.astimezone(call.options.zone)))
    return Taken(Planned(body, starts_at))


def read_agenda(text: str, call: Call) -> Taken:
    """« Comex », « Comex : revue du pilier 4 »; takes the whole text."""
    name, _, point = text.partition(":")
    return Taken(OnAgenda(read_community(name, call).value, " ".join(point.split())[:_POINT]))


def plan(call: Call, planned: Planned) -> Message:
    """Put a meeting on the calendar; twice the same is once."""
    key = f"{planned.body.code}@{planned.starts_at.isoformat()}"
    uid = f"{sha256(key.encode()).hexdigest()[:32]}@dimension"
    wish = Wish(uid=uid, community_key=planned.body.code, starts_at=planned.starts_at)
    outcome = planned_meetings.plan(call.session, wish, at=call.now)
    starts_at = planned.starts_at.astimezone(call.options.zone)
    line = texts.planned(_name(call, planned.body.code), starts_at, call.today, new=outcome == "added")
    return Message((paragraph(line), _onward(planned.body.code)), Audience.QUIET, About(kind="meeting"))


def coming(call: Call, body: Reference | None = None) -> Message:
    """The next meetings of a body, or of all."""
    key = body.code if body else None
    meetings = planned_meetings.coming(call.session, since=call.now, community_key=key)[:_LISTED]
    if not meetings:
        said = texts.none_planned(_name(call, key) if key else "")
        return Message((paragraph(said),), Audience.QUIET, About(kind="meetings", abstained=True))
    items = tuple(
        Item(texts.listed(_title(call, each), each.starts_at.astimezone(call.options.zone), call.today))
        for each in meetings
    )
    return Message((Bullets(items), _onward(meetings[0].community_key)), Audience.QUIET, About(kind="meetings"))


def agenda(call: Call, on: OnAgenda) -> Message:
    """The agenda of the next meeting, with one more point where one was said."""
    meetings = planned_meetings.coming(call.session, since=call.now, community_key=on.body.code)
    name = _name(call, on.body.code)
    if not meetings:
        return Message((paragraph(texts.none_planned(name)),), Audience.QUIET, About(kind="meetings", abstained=True))
    points, said = meetings[0].agenda, []
    if on.point:
        if len(points) >= texts.MOST_POINTS:
            raise Refused(texts.too_many_points(texts.MOST_POINTS))
        points = planned_meetings.add_to_agenda(call.session, number=meetings[0].id, point=on.point)
        said = [paragraph(texts.added(on.point))]
    heading = paragraph(texts.agenda(name, meetings[0].starts_at.astimezone(call.options.zone)))
    listed = Bullets(tuple(Item((each,)) for each in points)) if points else paragraph(texts.EMPTY_AGENDA)
    return Message((*said, heading, listed, _onward(on.body.code)), Audience.QUIET, About(kind="agenda"))


def may_set_agenda(call: Call, values: Mapping[str, object]) -> bool:
    """Anybody may read an agenda; those who record decisions put points on it."""
    on = values.get("on")
    return not (isinstance(on, OnAgenda) and on.point) or may(call.asker.roles, Action.RECORD_DECISIONS)


def _title(call: Call, meeting: PlannedMeeting) -> str:
    return meeting.title or _name(call, meeting.community_key)


def _name(call: Call, community_key: str) -> str:
    community = communities.community(call.session, community_key)
    return community.name if community else community_key


def _onward(community_key: str) -> Choices:
    return Choices(
        (
            Button(texts.AGENDA, says=f"instance ordre du jour {community_key}"),
            Button(texts.DOSSIER, says=f"instance dossier {community_key}"),
        )
    )
