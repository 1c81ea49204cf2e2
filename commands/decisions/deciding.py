"""Recording decisions: on an objective, a key result or a project, and those of a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commands import recording
from commands.authority import Voice, voice_on
from commands.call import Call
from commands.command import Instead
from commands.decisions import misread_texts, naming, texts
from commands.decisions.reading import Held, Spoken
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.references import Reference
from commands.rights import Action, may
from commands.support.bodies import bodies_of
from commands.topics import topic
from storage import authority, meetings
from storage.history import Subject
from storage.ledger.folding import DECISION_RECORDED
from storage.rows.organisation import Role


def may_decide(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever has a voice on the subject; in the name of a body, also those who record its decisions."""
    entry, spoken, body = values.get("entry"), values.get("said"), values.get("body")
    if not isinstance(entry, Reference):
        return False
    if voice_on(call, entry.subject) is not None:
        return True
    named = body.body if isinstance(body, Held) else spoken.tail.body if isinstance(spoken, Spoken) else None
    return named is not None and records_for(call, named, [entry.subject])


def may_decide_in_meeting(call: Call, values: Mapping[str, object]) -> bool:
    """Those who record the body's decisions."""
    meeting, spoken, about = values.get("meeting"), values.get("said"), values.get("about")
    if not isinstance(meeting, Held):
        return False
    entries = [about] if isinstance(about, Reference) else spoken.tail.about if isinstance(spoken, Spoken) else ()
    return records_for(call, meeting.body, [entry.subject for entry in entries])


def records_for(call: Call, body: str, subjects: Sequence[Subject]) -> bool:
    """Whether the asker records what this body decides: as one of its members, or for the cellule d'appui.

    The latter within its perimeter; what a meeting decides of no objective or project in particular has none.
    """
    person_id = call.asker.person_id
    if person_id is None or not may(call.asker.roles, Action.RECORD_DECISIONS):
        return False
    if body in bodies_of(call):
        return True
    if Role.SUPPORT not in call.asker.roles:
        return False
    return all(authority.supports(call.session, person_id=person_id, subject=subject) for subject in subjects)


def voice_for(call: Call, subject: Subject) -> Voice:
    """In whose name the asker, who may, records: a lead's when they stand in for one, else their own."""
    return voice_on(call, subject) or recording.OWN


def to_others(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone who may not record is told: who may."""
    entry, meeting = values.get("entry"), values.get("meeting")
    body = naming.body_name(call, meeting.body) if isinstance(meeting, Held) else None
    return Instead(misread_texts.recorded_by(topic(call, entry).short if isinstance(entry, Reference) else None, body))


def decide(call: Call, entry: Reference, said: Spoken, body: Held | None = None, on: date | None = None) -> Message:
    """Record a decision on the subject; said to be of a body, it is of its meeting of that day."""
    where = met(call, said, body, on)
    return _recorded(call, [entry], said.text, where)


def decide_in_meeting(call: Call, meeting: Held, said: Spoken, about: Reference | None = None) -> Message:
    """Record what a meeting has decided, on the objectives or the project that it concerns, else on the meeting."""
    entries = [about] if about is not None else list(said.tail.about)
    return _recorded(call, entries, said.text, held(call, meeting))


def met(call: Call, said: Spoken, body: Held | None, on: date | None) -> Held | None:
    """The body's meeting that was named, recorded as held where its day was typed; None for no body.

    Without its day, it is the last one recorded, or today.
    """
    key = body.body if body is not None else said.tail.body
    day = (body.on if body is not None else None) or on or said.tail.on
    if key is None:
        return Held("", day) if day is not None else None
    if day is not None:
        return held(call, Held(key, day))
    return Held(key, meetings.last(call.session, key, call.today, reader=call.reader) or call.today)


def held(call: Call, meeting: Held) -> Held:
    """The same meeting, recorded as held."""
    if meeting.on is not None:
        meetings.hold(call.session, meeting.body, meeting.on, call.now)
    return meeting


def day_and_body(call: Call, where: Held | None) -> dict[str, Any]:
    """The entries of a detail that say in which body and on which day."""
    detail: dict[str, Any] = {"on": ((where.on if where is not None else None) or call.today).isoformat()}
    if where is not None and where.body:
        detail["body"] = where.body
    return detail


def place(call: Call, where: Held | None) -> str | None:
    """« Comex du 12 novembre 2020 »; None where no body is named."""
    if where is None or not where.body:
        return None
    return texts.meeting(naming.body_name(call, where.body) or where.body, where.on or call.today)


def after(call: Call, subjects: list[tuple[Subject, int]], where: Held | None) -> tuple[Button, ...]:
    """What may follow: taking it back, the meeting's relevé, the subject's state."""
    several = len(subjects) > 1
    buttons = [
        Button(texts.undo(entry if several else None), says=f"{naming.GROUPS.get(kind, 'objectif')} annuler {entry}")
        for (kind, _), entry in subjects
    ]
    if where is not None and where.body:
        day = f"{where.on or call.today:%d/%m/%Y}"
        buttons.append(Button(texts.MINUTES, says=f"instance relevé {where.body} du {day}"))
    (kind, code), _ = subjects[0]
    if kind in naming.GROUPS and not several:
        buttons.append(Button(texts.STATE, says=f"{naming.GROUPS[kind]} statut {code}"))
    return tuple(buttons)


def about(subjects: list[Subject]) -> About:
    """What the answer rests on."""
    projects = tuple(code for kind, code in subjects if kind == "project")
    codes = tuple(code for kind, code in subjects if kind in naming.GROUPS and kind != "project")
    return About(kind="recorded", codes=codes, projects=projects)


def _recorded(call: Call, entries: list[Reference], text: str, where: Held | None) -> Message:
    subjects: list[Subject] = [entry.subject for entry in entries]
    topics = [topic(call, entry) for entry in entries]
    names = [each.short for each in topics]
    if not subjects and where is not None:
        subjects = [where.subject]
    detail = {"text": text, **day_and_body(call, where)}
    recorded: list[tuple[Subject, int]] = []
    for subject in subjects:
        voice = voice_for(call, subject)
        recorded.append((subject, recording.record(call, subject, DECISION_RECORDED, detail, voice=voice).entry))
    on = date.fromisoformat(detail["on"])
    line = texts.decision_recorded([entry for _, entry in recorded], names, place(call, where), on, text)
    buttons = Choices(after(call, recorded, where))
    blocks = (paragraph(line, texts.NO_JUDGEMENT), buttons)
    return Message(blocks, Audience.QUIET, about(subjects))
