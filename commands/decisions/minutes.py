"""« Relevé de décisions » of a meeting: what was decided, then who does what by when; a message and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.decisions import lines, minutes_file, minutes_texts, naming, texts
from commands.decisions.reading import Held
from commands.message import About, Audience, Block, Bullets, Button, Choices, File, Item, Message, paragraph
from storage import matters, meetings
from storage.history import Subject
from storage.matters import Found

# Past meetings offered where the one that was asked for is not recorded.
OFFERED = 3
# Decisions, and actions, that the message shows; the file has them all.
SHOWN = 15


Names = Mapping[Subject, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the relevé says it: its numbers, on what, and its words."""

    numbers: tuple[int, ...]
    about: str | None
    text: str | None


def minutes(call: Call, meeting: Held) -> Message:
    """The decisions and actions of a meeting, by default the last one, without those that the asker may not read."""
    body = naming.body_name(call, meeting.body) or meeting.body
    held_on = _held_on(call, meeting)
    if held_on is None:
        return _not_recorded(call, meeting, body)
    found = matters.decisions(call.session, body=meeting.body, since=held_on, until=held_on, reader=call.reader)
    actions = matters.actions(
        call.session, body=meeting.body, open_only=False, since=held_on, until=held_on, reader=call.reader
    )
    names = _names(call, [*found, *actions])
    revised = matters.postponements(call.session, actions)
    decided = _decided(found, names)
    title = texts.meeting(body, held_on)
    blocks: list[Block] = [paragraph(minutes_texts.minutes_heading(title, len(decided), len(actions)))]
    if decided:
        shown = [Item(minutes_texts.decided(each.numbers, each.about, each.text)) for each in decided[:SHOWN]]
        blocks += _part(texts.DECISIONS, shown, len(decided))
    if actions:
        blocks += _part(texts.ACTIONS, [_item(call, one, names, revised) for one in actions[:SHOWN]], len(actions))
    if not decided and not actions:
        blocks.append(paragraph(minutes_texts.NOTHING_DECIDED))
    circles = {one.circle for one in (*found, *actions)} - {None}
    restricted = bool(circles)
    if restricted:
        blocks.append(paragraph(minutes_texts.RESTRICTED))
    rows = [_row(call, one, names, revised.get(one.number, [])) for one in actions]
    content = minutes_file.page(minutes_file.Minutes(title, call.today, decided, rows, restricted=restricted))
    name = minutes_texts.file_name(meeting.body, held_on)
    blocks.append(File(name, "text/html", content.encode("utf-8")))
    return Message(tuple(blocks), Audience.QUIET, _about([*found, *actions]))


def _part(title: str, items: Sequence[Item], total: int) -> list[Block]:
    """A titled list; what is left out is said to be in the file."""
    blocks: list[Block] = [paragraph(minutes_texts.title(title)), Bullets(tuple(items))]
    return [*blocks, paragraph(minutes_texts.in_the_file(total - len(items)))] if total > len(items) else blocks


def _held_on(call: Call, meeting: Held) -> date | None:
    """The day that was asked for, or the last one; None where no meeting of that day is recorded."""
    known = meetings.meetings(call.session, meeting.body, reader=call.reader)
    if meeting.on is not None:
        return meeting.on if meeting.on in known else None
    return next((day for day in known if day <= call.today), None)


def _not_recorded(call: Call, meeting: Held, body: str) -> Message:
    """That no such meeting is recorded, and the last ones that are."""
    known = meetings.meetings(call.session, meeting.body, reader=call.reader)
    past = [day for day in known if day <= call.today][:OFFERED]
    said = paragraph(minutes_texts.no_meeting(body, meeting.on, near=bool(past)))
    buttons = tuple(
        Button(texts.meeting(body, day), says=f"instance relevé {meeting.body} du {day:%d/%m/%Y}") for day in past
    )
    blocks = (said, Choices(buttons)) if buttons else (said,)
    return Message(blocks, Audience.QUIET, About(kind="minutes", abstained=True))


def _names(call: Call, found: Sequence[Found]) -> Names:
    """What each subject is called, read once; nothing where it is the meeting itself."""
    subjects = {one.subject: one for one in found if one.subject[0] != meetings.KIND}
    return {subject: naming.full_name(call, one) for subject, one in subjects.items()}


def _decided(found: Sequence[Found], names: Names) -> list[Decided]:
    """The decisions; one that was recorded on several objectives at once is said once."""
    together: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        said = one.detail.get("text")
        key = (said, one.raised_at, one.raised_by) if said is not None else (one.number,)
        together.setdefault(key, []).append(one)
    return [
        Decided(
            tuple(one.number for one in same),
            minutes_texts.subjects([names[one.subject] for one in same if one.subject in names]),
            same[0].detail.get("text"),
        )
        for same in together.values()
    ]


def _item(call: Call, one: Found, names: Names, revised: Mapping[int, Sequence[matters.Postponed]]) -> Item:
    line = texts.action_line(one.number, one.detail.get("text"))
    place = texts.action_place(one.holder_label or one.holder, names.get(one.subject), None)
    return Item(line, (place, *lines.deadline_lines(call, one, revised.get(one.number, []))))


def _row(call: Call, one: Found, names: Names, revised: Sequence[matters.Postponed]) -> minutes_file.Row:
    return minutes_file.Row(
        number=one.number,
        text=one.detail.get("text"),
        about=names.get(one.subject),
        holder=one.holder_label or one.holder,
        due_on=one.due_on,
        first_due_on=one.first_due_on,
        reasons=[each.reason for each in revised],
        state=minutes_texts.action_state(one.state, one.due_on, today=call.today),
    )


def _about(found: Sequence[Found]) -> About:
    codes = tuple(dict.fromkeys(one.subject[1] for one in found if one.subject[0] in {"objective", "key_result"}))
    projects = tuple(dict.fromkeys(one.subject[1] for one in found if one.subject[0] == "project"))
    return About(kind="minutes", codes=codes, projects=projects)
