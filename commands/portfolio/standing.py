"""A project as lines: how it stands by what was said, else by what is recorded of it."""

from __future__ import annotations

from collections.abc import Sequence

from commands import standing_lines as lines
from commands.call import Call
from commands.french import capitalised
from commands.message import Line
from commands.portfolio import texts
from commands.standing_lines import Deadline, Standings
from storage.history import Subject
from storage.leads import Holder
from storage.ledger.state import State
from storage.rows.plan import Status
from storage.rows.portfolio import Project


def subject_of(project: Project) -> Subject:
    """The project, as the history names it."""
    return "project", project.key


def state_lines(call: Call, project: Project, leads: Sequence[Holder]) -> list[Line]:
    """All that stands of a project, for its state and its sheet."""
    stands = Standings(call, [subject_of(project)], leads)
    return [*standing(project, stands), *lines.details(stands, stands.of(subject_of(project)))]


def standing(project: Project, stands: Standings, *, named: bool = True) -> list[Line]:
    """Its state in two lines at most."""
    state, today = stands.of(subject_of(project)), stands.call.today
    if state.told is None:
        return [texts.state(project, today=today)]
    status = status_of(project, state)
    unrevised = texts.deadline(project.due_on, today=None if status in lines.OVER else today)
    recorded = Deadline(project.due_on, texts.printed(project.due_on), unrevised)
    said = capitalised(lines.summary(state, status, today=today))
    deadline = lines.deadline(stands, state, status, recorded)
    return [lines.together(said), lines.together(deadline, lines.last_told(stands, state, named=named))]


def status_of(project: Project, state: State) -> Status | None:
    """The status that stands; None where it is not recorded."""
    return state.status or project.status
