"""Saying that an action is done, or putting it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commands import recording
from commands.authority import voice_on
from commands.call import Call
from commands.command import Instead
from commands.decisions import deciding, lines, misread_texts, naming, texts
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Message, paragraph
from storage import matters, meetings
from storage.ledger import recording as ledger
from storage.ledger.folding import ACTION_DONE, ACTION_REVISED
from storage.matters import Found
from storage.rows.following import MatterState


def may_settle(call: Call, values: Mapping[str, object]) -> bool:
    """Who is to act, those with a voice on the subject, and those who record the decisions of its body."""
    action = values.get("action")
    if not isinstance(action, Found) or call.asker.person_id is None:
        return False
    if action.holder is not None and action.holder == call.asker.handle:
        return True
    if voice_on(call, action.subject) is not None:
        return True
    subjects = [action.subject] if action.subject[0] != meetings.KIND else []
    return action.body is not None and deciding.records_for(call, action.body, subjects)


def to_others(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone who may not settle an action is told: who may."""
    action = values["action"]
    if not isinstance(action, Found):
        raise TypeError(action)
    return Instead(misread_texts.settled_by(action.number, action.holder_label or action.holder, _short(call, action)))


def done(call: Call, action: Found) -> Message:
    """Record that the action is done."""
    action = _open(call, action)
    voice = deciding.voice_for(call, action.subject)
    recorded = recording.record(call, action.subject, ACTION_DONE, {"action": action.number}, voice=voice)
    line = texts.action_done(action.number, _short(call, action), recorded.entry, action.detail.get("text"))
    blocks = (paragraph(line), Choices(_after(action, recorded.entry)))
    return Message(blocks, Audience.QUIET, _about(action))


def postpone(call: Call, action: Found, due_on: date, reason: str) -> Message:
    """Record a new deadline; the first one stays, with each revision and the drift."""
    action = _open(call, action)
    if due_on == action.due_on:
        raise Misread(misread_texts.same_deadline(action.number, due_on))
    if due_on < call.today:
        raise Misread(misread_texts.deadline_past(due_on))
    detail = {"action": action.number, "due_on": due_on.isoformat(), "reason": reason}
    recorded = recording.record(
        call, action.subject, ACTION_REVISED, detail, voice=deciding.voice_for(call, action.subject)
    )
    revised = matters.matter(call.session, action.number, call.reader)
    if revised is None:
        raise LookupError(action.number)
    told = [texts.action_postponed(action.number, _short(call, action), recorded.entry)]
    told += lines.deadline_lines(call, revised, matters.postponements(call.session, [revised]).get(revised.number, []))
    blocks = (paragraph(*told), Choices(_after(action, recorded.entry)))
    return Message(blocks, Audience.QUIET, _about(action))


def _open(call: Call, action: Found) -> Found:
    """The action as it stands now that nobody else adds to its subject's history; raises Misread once it is closed."""
    ledger.lock(call.session, subject=action.subject)
    found = matters.matter(call.session, action.number, call.reader)
    if found is None:
        raise LookupError(action.number)
    if found.state is MatterState.REVERSED:
        raise Misread(misread_texts.taken_back(found.number))
    if found.state is not MatterState.OPEN:
        when = found.settled_at.astimezone(call.options.zone).date() if found.settled_at else None
        raise Misread(misread_texts.already_done(found.number, when))
    return found


def _short(call: Call, action: Found) -> str:
    return naming.short_name(call, action)


def _after(action: Found, entry: int) -> tuple[Button, ...]:
    buttons = [
        Button(texts.UNDO, says=f"{naming.group_of(action)} annuler {entry}"),
        Button(texts.MY_ACTIONS, says="action liste"),
    ]
    state = naming.state_says(action)
    return (*buttons, *((Button(texts.STATE, says=state),) if state else ()))


def _about(action: Found) -> About:
    return deciding.about([action.subject])
