"""The lines that tell of an action: what, by whom, by when, and how often that was put off."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call
from commands.decisions import naming, texts
from commands.message import Line
from storage import meetings, people
from storage.matters import Found, Postponed
from storage.rows.following import MatterState


def action_lines(call: Call, action: Found, revisions: Sequence[Postponed]) -> tuple[Line, ...]:
    """What stands below an action's words."""
    body = naming.body_name(call, action.body)
    on_meeting = action.subject[0] == meetings.KIND
    agreed = texts.meeting(body, action.on) if body is not None else None
    about = None if on_meeting else naming.full_name(call, action)
    told = texts.action_place(action.holder_label or action.holder, about, agreed)
    return told, *deadline_lines(call, action, revisions)


def deadline_lines(call: Call, action: Found, revisions: Sequence[Postponed]) -> list[Line]:
    """The deadline as the calendar sees it, with the first one, each revision and the drift; or that it is done."""
    if action.due_on is None or action.first_due_on is None:
        return []
    if action.state is MatterState.DONE:
        when = action.settled_at.astimezone(call.options.zone).date() if action.settled_at else None
        told = [texts.done_on(when, action.due_on)]
    else:
        told = [texts.due(action.due_on, today=call.today)]
    if not revisions:
        return told
    told.append((texts.drift(action.first_due_on, action.due_on, len(revisions)),))
    authors = people.labels(call.session, ids={each.by for each in revisions if each.by is not None})
    for each in revisions:
        said_on = each.at.astimezone(call.options.zone).date()
        told.append(texts.revision(each.due_on, said_on, authors.get(each.by) if each.by else None, each.reason))
    return told
