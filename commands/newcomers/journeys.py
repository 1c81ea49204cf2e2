"""The first month of somebody who arrives, or who now manages: three points, on days 0, 7 and 30, all from the plan.

Nothing is written here: each line is an entry of the plan, as recorded, with where the document says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.about.texts import first_steps
from commands.call import Call
from commands.message import Button, Line
from commands.newcomers import texts
from storage import communities, plan, reference

ARRIVAL, MANAGER = "arrival", "manager"
DAYS = (0, 7, 30)


@dataclass(frozen=True, slots=True)
class Step:
    """What a point tells, line by line, and the buttons with it."""

    lines: Sequence[Line]
    buttons: Sequence[Button] = ()


# The entries that each day of each journey shows, by kind and code.
CONTENT: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {
    (ARRIVAL, 0): (("plan", ""), ("objective", "5.3.1")),
    (ARRIVAL, 7): (("community", "ambassadeurs_metropole"), ("tool", "mactu"), ("objective", "6.2.1")),
    (ARRIVAL, 30): (("objective", "6.2.2"), ("objective", "5.3.2"), ("objective", "1.2.1")),
    (MANAGER, 0): (("plan", ""), ("objective", "2.1.1")),
    (MANAGER, 7): (("community", "cap_managers"), ("community", "xxl"), ("objective", "2.1.2")),
    (MANAGER, 30): (("objective", "2.1.3"), ("objective", "2.1.5"), ("objective", "6.1.3")),
}


def step(call: Call, journey: str, day: int) -> Step:
    """The point of that day; an entry that the plan no longer has is left out."""
    lines = [line for kind, code in CONTENT[journey, day] for line in _line(call, kind, code)]
    buttons = [Button(each, says=each.lstrip("/")) for each in first_steps(call.asker.roles)] if day == 0 else []
    if day == DAYS[-1]:
        return Step(lines, [Button(texts.MY_PAGE, says="dimension accueil")])
    return Step(lines, [*buttons, Button(texts.STOP, says="dimension parcours fin")])


def _line(call: Call, kind: str, code: str) -> list[Line]:
    if kind == "plan":
        pillars = plan.pillars(call.session)
        return [texts.pillars([(each.number, each.title) for each in pillars])] if pillars else []
    if kind == "objective":
        objective = plan.objective(call.session, code)
        return [texts.objective(objective)] if objective is not None else []
    if kind == "tool":
        tool = reference.tool(call.session, code)
        return [texts.tool(tool)] if tool is not None else []
    community = communities.community(call.session, code)
    return [texts.community(community)] if community is not None else []
