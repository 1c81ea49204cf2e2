"""Recording actions, with who is to do them and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commands import recording
from commands.call import Call
from commands.decisions import deciding, misread_texts, naming, texts
from commands.decisions.deciding import day_and_body, held, met, place, voice_for
from commands.decisions.reading import Held, Spoken
from commands.errors import Misread
from commands.french import quote
from commands.message import About, Audience, Button, Choices, Field, Form, Message, paragraph
from commands.persons import Somebody
from commands.references import Reference
from commands.topics import topic
from storage import people, portfolio
from storage.history import Subject
from storage.ledger.folding import ACTION_RECORDED


@dataclass(frozen=True, slots=True)
class _Given:
    """An action as it was said; its holder and its deadline are None while they are to be asked for."""

    text: str
    holder: Somebody | None
    due_on: date | None
    entry: Reference | None
    where: Held | None


def act(
    call: Call,
    entry: Reference,
    said: Spoken,
    *,
    holder: Somebody | None = None,
    due_on: date | None = None,
    body: Held | None = None,
) -> Message:
    """Record an action on the subject; asks for who and by when where they were left out."""
    there = body if body is not None else Held(said.tail.body, said.tail.on) if said.tail.body is not None else None
    given = _Given(said.text, holder or said.tail.holder, due_on or said.tail.due_on, entry, there)
    _possible(given.due_on, (there.on if there is not None else None) or call.today)
    if given.holder is None or given.due_on is None:
        return _asking(f"{naming.GROUPS[entry.kind]} action {entry.code}", given)
    return _recorded(call, given, given.holder, given.due_on, met(call, said, body, None))


def act_in_meeting(
    call: Call,
    meeting: Held,
    said: Spoken,
    *,
    holder: Somebody | None = None,
    due_on: date | None = None,
    about: Reference | None = None,
) -> Message:
    """Record an action agreed in a meeting, on the objective or project that it concerns, else on the meeting."""
    if len(said.tail.about) > 1:
        raise Misread(misread_texts.ONE_SUBJECT)
    entry = about or next(iter(said.tail.about), None)
    given = _Given(said.text, holder or said.tail.holder, due_on or said.tail.due_on, entry, None)
    _possible(given.due_on, meeting.on or call.today)
    if given.holder is None or given.due_on is None:
        on = f" {texts.ON} {entry.code}" if entry is not None else ""
        return _asking(f"instance action {meeting.body} du {meeting.on or call.today:%d/%m/%Y}", given, on)
    return _recorded(call, given, given.holder, given.due_on, held(call, meeting))


def _possible(due_on: date | None, agreed_on: date) -> None:
    """What a past meeting agreed may be due since, as long as it was not when it was agreed; else raises Misread."""
    if due_on is not None and due_on < agreed_on:
        raise Misread(misread_texts.deadline_past(due_on))


def _recorded(call: Call, given: _Given, who: Somebody, due_on: date, where: Held | None) -> Message:
    if given.entry is not None:
        about = topic(call, given.entry)
        subject, name, listed = about.subject, about.short, given.entry.code
    elif where is not None:
        subject, name, listed = where.subject, None, where.body
    else:
        raise ValueError("an action is about something")
    _may_read(call, subject, who)
    detail: dict[str, Any] = {"text": given.text, "holder": who.handle, "due_on": due_on.isoformat()}
    detail |= day_and_body(call, where)
    recorded = recording.record(call, subject, ACTION_RECORDED, detail, voice=voice_for(call, subject))
    told = texts.action_recorded(recorded.entry, name, place(call, where), given.text)
    due = texts.who_and_when(who.label, due_on, today=call.today)
    undo, *others = deciding.after(call, [(subject, recorded.entry)], where)
    buttons = (undo, Button(texts.ACTIONS, says=f"action liste {listed}"), *others)
    blocks = (paragraph(told, due, texts.NO_JUDGEMENT), Choices(buttons))
    return Message(blocks, Audience.QUIET, deciding.about([subject]))


def _asking(base: str, given: _Given, behind: str = "") -> Message:
    """The form for who and by when; what was said is kept."""
    says = f"{base} {quote(given.text)}"
    if given.holder is not None:
        says += f" {texts.BY} @{given.holder.handle}"
    if given.due_on is not None:
        says += f" {texts.BEFORE} {given.due_on:%d/%m/%Y}"
    if given.where is not None:
        says += f" {texts.INTO} {given.where.body}"
        says += f" {texts.OF_DAY} {given.where.on:%d/%m/%Y}" if given.where.on is not None else ""
    says += behind
    fields = [Field("holder", texts.ASK_HOLDER, hint=texts.ASK_HOLDER_HINT)] if given.holder is None else []
    fields += [Field("due_on", texts.ASK_DUE, hint=texts.ASK_DUE_HINT)] if given.due_on is None else []
    return Message((Form(texts.ACTION_TITLE, says, tuple(fields)),), Audience.QUIET, About(kind="question"))


def _may_read(call: Call, subject: Subject, who: Somebody) -> None:
    """Nobody is given what they may not read."""
    kind, code = subject
    project = portfolio.project(call.session, code, reader=call.reader) if kind == "project" else None
    if project is None or project.circle_key is None:
        return
    known = people.person(call.session, person_id=who.id)
    if not people.reader_of(call.session, person=known).may_read(project.circle_key):
        raise Misread(misread_texts.outside_circle(who.label))
