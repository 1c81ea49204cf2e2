"""Meetings to come: listed, with what has no date yet; their agenda; the calendar as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands.call import Call
from commands.command import Taken
from commands.errors import Refused
from commands.meetings import calendar_file, rhythm_texts, rhythms, texts
from commands.meetings.bodies import may_prepare, name_of, read_body, typed
from commands.meetings.planning import onward
from commands.message import About, Audience, Block, Bullets, Button, Choices, File, Item, Line, Message, paragraph
from storage import organisation_units, planned_meetings
from storage.planned_meetings import Body, body_of
from storage.rows.reminding import PlannedMeeting

# Characters of a point of an agenda.
_POINT = 200
# Meetings of a list.
_LISTED = 10


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """A body, and a point for its agenda (empty: to be read)."""

    body: Body
    point: str = ""


def read_agenda(text: str, call: Call) -> Taken:
    """« Comex », « Comex : revue du pilier 4 »; takes the whole text."""
    name, _, point = text.partition(":")
    return Taken(OnAgenda(read_body(name, call).value, " ".join(point.split())[:_POINT]))


def coming(call: Call, body: Body | None = None) -> Message:
    """The next meetings of a body, or of all with those that are expected and have no date."""
    found = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=body)
    blocks: list[Block] = []
    if found:
        blocks.append(Bullets(tuple(Item(_listed(call, each)) for each in found[:_LISTED])))
    else:
        blocks.append(paragraph(texts.none_planned(name_of(call, body) if body else "")))
    if len(found) > _LISTED:
        blocks.append(paragraph(texts.and_more(len(found) - _LISTED)))
    missing = undated_lines(call, body)
    if missing:
        blocks += [paragraph((rhythm_texts.HEADING,)), Bullets(tuple(missing))]
    elif body is None:
        blocks.append(paragraph(rhythm_texts.ALL_DATED))
    if body is not None:
        blocks.append(onward(body))
    elif found:
        blocks.append(onward(body_of(found[0])))
    cited = tuple(dict.fromkeys(each.project_key for each in found[:_LISTED] if each.project_key is not None))
    return Message(tuple(blocks), Audience.QUIET, About("meetings", projects=cited, abstained=not found))


def undated_lines(call: Call, body: Body | None = None) -> list[Item]:
    """What the plan leads to expect of a body, or of all, and that has no date."""
    missing = rhythms.undated(call.session, today=call.today, zone=call.options.zone)
    kept = [each for each in missing if body is None or body in each.bodies or _is_of(each.of, body)]
    return [undated_item(call, each) for each in kept]


def _is_of(of: Body, body: Body) -> bool:
    return body.shared and of.community_key == body.community_key and body.occasion in (None, of.occasion)


def undated_item(call: Call, missing: rhythms.Undated) -> Item:
    """One meeting without a date; of the reviews of DGA, how many, and which where they are few."""
    units = [organisation_units.unit(call.session, each.unit_key) for each in missing.bodies if each.unit_key]
    names = [each.name for each in units if each is not None]
    line = rhythm_texts.undated(name_of(call, missing.of), missing.of, missing.first, missing.months, names)
    return Item(line, (texts.some_of(names),) if names else ())


def agenda(call: Call, on: OnAgenda) -> Message:
    """The agenda of the next meeting, with one more point where one was said."""
    found = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=on.body)
    name = name_of(call, on.body)
    projects = (on.body.project_key,) if on.body.project_key is not None else ()
    if not found:
        about = About("meetings", projects=projects, abstained=True)
        return Message((paragraph(texts.none_planned(name)),), Audience.QUIET, about)
    points, said = found[0].agenda, []
    if on.point:
        if len(points) >= texts.MOST_POINTS:
            raise Refused(texts.too_many_points(texts.MOST_POINTS))
        points = planned_meetings.add_to_agenda(call.session, number=found[0].id, point=on.point, at=call.now)
        said = [paragraph(texts.added(on.point))]
    heading = paragraph(texts.agenda(name, found[0].starts_at.astimezone(call.options.zone)))
    listed = Bullets(tuple(Item((each,)) for each in points)) if points else paragraph(texts.EMPTY_AGENDA)
    dossier = Choices((Button(texts.DOSSIER, says=f"instance dossier {typed(on.body)}"),))
    return Message((*said, heading, listed, dossier), Audience.QUIET, About("agenda", projects=projects))


def may_set_agenda(call: Call, values: Mapping[str, object]) -> bool:
    """Anybody may read an agenda; those who prepare the meetings put points on it."""
    on = values.get("on")
    return not (isinstance(on, OnAgenda) and on.point) or may_prepare(call, on.body)


def as_file(call: Call, body: Body | None = None) -> Message:
    """The meetings as a calendar file, which any calendar reads; nothing of restricted projects is in it."""
    content, number = calendar_file.write(call.session, body=body)
    if not number:
        about = About("calendar_file", abstained=True)
        return Message((paragraph(texts.none_planned(name_of(call, body) if body else "")),), Audience.QUIET, about)
    file = File(texts.FILE_NAME, calendar_file.MEDIA_TYPE, content)
    return Message((paragraph(texts.as_file(number)), file), Audience.QUIET, About("calendar_file"))


def _listed(call: Call, meeting: PlannedMeeting) -> Line:
    name = meeting.title or name_of(call, body_of(meeting))
    starts_at = meeting.starts_at.astimezone(call.options.zone)
    return texts.listed(name, starts_at, call.today, all_day=meeting.all_day, place=meeting.place)
