"""How the subject of a matter is named to those who read it."""

from __future__ import annotations

from commands.call import Call
from commands.decisions import texts
from storage import communities, meetings, plan
from storage.history import Subject
from storage.matters import Found


def short_name(call: Call, found: Found) -> str:
    """A code, a project's name, or « Comex du 12 novembre 2020 »."""
    kind, code = found.subject
    if kind == meetings.KIND:
        return meeting_name(call, found.subject)
    return found.project or code


def full_name(call: Call, found: Found) -> str:
    """The same, a code with its title or statement."""
    kind, code = found.subject
    if kind == "objective":
        objective = plan.objective(call.session, code)
        return f"{code} {objective.title}" if objective is not None else code
    if kind == "key_result":
        result = plan.key_result(call.session, code)
        return f"{code} {result.statement}" if result is not None else code
    return short_name(call, found)


def meeting_name(call: Call, subject: Subject) -> str:
    """« Comex du 12 novembre 2020 »."""
    key, held_on = meetings.meeting_of(subject[1])
    return texts.meeting(body_name(call, key) or key, held_on)


def body_name(call: Call, key: str | None) -> str | None:
    """The name of a body or community; None for none."""
    body = communities.community(call.session, key) if key is not None else None
    return body.name if body is not None else key


def group_of(found: Found) -> str:
    """The first word of the commands about the matter's subject."""
    return GROUPS.get(found.subject[0], "objectif")


def state_says(found: Found) -> str | None:
    """What one types to read how the subject stands; None for a meeting."""
    kind, code = found.subject
    return None if kind == meetings.KIND else f"{GROUPS[kind]} statut {code}"


GROUPS = {"objective": "objectif", "key_result": "objectif", "project": "projet"}
