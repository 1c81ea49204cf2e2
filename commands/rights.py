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


EVERYONE = frozenset(Role)

# A role absent from a line may not. No role reads a restricted project: its circle does (storage/reader.py).
GRANTS: Mapping[Action, frozenset[Role]] = {
    Action.CONSULT: EVERYONE,
    Action.SEE_STATE: frozenset({Role.ADMINISTRATOR, Role.SUPPORT}),
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
