"""What one speaks of: a key result, an objective or a project, with what the document says and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.references import Reference
from commands.state_words import period_of
from storage import plan, portfolio, standings
from storage.history import Subject
from storage.ledger.state import State
from storage.rows.plan import Status, Target


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject as people read and type it.

    `typed` is what names it after a command's words; `group` the first word of its commands (« objectif », « projet »).
    `status` and `due_on` are those that stand now, `initial_due_on` and `printed_deadline` those of the document.
    """

    reference: Reference
    title: str
    group: str
    state: State
    printed_status: Status | None = None
    initial_due_on: date | None = None
    printed_deadline: str = ""
    targets: tuple[Target, ...] = ()
    # None: everybody may read it.
    circle: str | None = None
    # Days after which a figure is shown as that of its day; None where it has none.
    period: int | None = None

    @property
    def subject(self) -> Subject:
        """As the history names it."""
        return self.reference.subject

    @property
    def typed(self) -> str:
        """What names it after a command's words."""
        return self.reference.code

    @property
    def name(self) -> str:
        """What people read for it: a code with its title, or a project's name."""
        return self.title if self.reference.kind == "project" else f"{self.reference.code} {self.title}"

    @property
    def short(self) -> str:
        """A code, or a project's name."""
        return self.title if self.reference.kind == "project" else self.reference.code

    @property
    def status(self) -> Status | None:
        """The status that stands."""
        return self.state.status or self.printed_status

    @property
    def due_on(self) -> date | None:
        """The deadline that stands."""
        return self.state.due_on or self.initial_due_on


def topic(call: Call, reference: Reference, state: State | None = None) -> Topic:
    """The topic of a key result, an objective or a project that the asker may read; raises LookupError for another.

    `state` is how it stands, where the caller has locked it.
    """
    stands = standings.state_of(call.session, subject=reference.subject) if state is None else state
    if reference.kind == "project":
        project = portfolio.project(call.session, reference.code, reader=call.reader)
        if project is None:
            raise LookupError(reference.code)
        return Topic(
            reference,
            project.name,
            "projet",
            stands,
            project.status,
            project.due_on,
            circle=project.circle_key,
        )
    if reference.kind == "objective":
        objective = plan.objective(call.session, reference.code)
        if objective is None:
            raise LookupError(reference.code)
        return Topic(reference, objective.title, "objectif", stands)
    result = plan.key_result(call.session, reference.code)
    if result is None:
        raise LookupError(reference.code)
    return Topic(
        reference,
        result.statement,
        "objectif",
        stands,
        result.status,
        result.due_on,
        result.printed_deadline,
        tuple(result.targets),
        period=period_of(result.recurrence_rule),
    )
