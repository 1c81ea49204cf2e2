"""Who may do what: one table of roles by action, asked once for each request, whatever the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from commands.call import Call
from storage.rows.organisation import Role


class Action(Enum):
    """What a right is needed for."""

    CONSULT = "consult"
    SEE_STATE = "see_state"
    # Updating what one does not lead, within the perimeter of one's role (commands/authority.py).
    UPDATE = "update"
    PROPOSE = "propose"
    FOLLOW = "follow"
    # Answering a support request that was put to a body one belongs to.
    ANSWER_SUPPORT = "answer_support"
    # Recording what a governance body decided.
    RECORD_DECISIONS = "record_decisions"
    SET_LEADS = "set_leads"
    # Teaching other ways to say entries, short answers, and the references retained.
    TEACH = "teach"
    SEE_AUDIT = "see_audit"
    # Putting a poll to a community one belongs to, to one's unit or to named persons; and to anybody.
    PUT_POLLS = "put_polls"
    PUT_POLLS_TO_ANYONE = "put_polls_to_anyone"
    VOTE = "vote"
    # Saying which review follows a project.
    SET_PROJECT_TYPES = "set_project_types"
    # Asking for reminders for a community.
    REMIND_COMMUNITY = "remind_community"
    # Announcements: preparing them, answering for them, stopping them.
    ANNOUNCE = "announce"


EVERYONE = frozenset(Role)

# A role absent from a line may not. No role reads a restricted project: its circle does (storage/reader.py).
GRANTS: Mapping[Action, frozenset[Role]] = {
    Action.CONSULT: EVERYONE,
    Action.SEE_STATE: frozenset({Role.ADMINISTRATOR, Role.SUPPORT}),
    Action.UPDATE: frozenset({Role.SUPPORT}),
    Action.PROPOSE: EVERYONE,
    Action.FOLLOW: EVERYONE,
    Action.ANSWER_SUPPORT: frozenset({Role.COMEX, Role.SUPPORT}),
    Action.RECORD_DECISIONS: frozenset({Role.COMEX, Role.SUPPORT}),
    Action.SET_LEADS: frozenset({Role.SUPPORT, Role.ADMINISTRATOR}),
    Action.TEACH: frozenset({Role.SUPPORT, Role.ADMINISTRATOR}),
    Action.SEE_AUDIT: frozenset({Role.SUPPORT, Role.ADMINISTRATOR}),
    Action.PUT_POLLS: EVERYONE - {Role.AGENT},
    Action.PUT_POLLS_TO_ANYONE: frozenset({Role.COMEX, Role.SUPPORT, Role.ADMINISTRATOR}),
    # Being a participant decides it, poll by poll.
    Action.VOTE: EVERYONE,
    Action.SET_PROJECT_TYPES: frozenset({Role.SUPPORT, Role.COMEX, Role.ADMINISTRATOR}),
    Action.REMIND_COMMUNITY: frozenset({Role.SUPPORT, Role.COMEX}),
    Action.ANNOUNCE: frozenset({Role.SUPPORT}),
}

Allowed = Callable[[Call, Mapping[str, object]], bool]


def may(roles: frozenset[Role], action: Action) -> bool:
    """Whether one of these roles grants the action."""
    return bool(roles & GRANTS[action])


def to_those_who_may(action: Action) -> Allowed:
    """Allowed to whoever has a role that grants the action."""

    def allowed(call: Call, values: Mapping[str, object]) -> bool:
        del values
        return may(call.asker.roles, action)

    return allowed


ANYONE = to_those_who_may(Action.CONSULT)
