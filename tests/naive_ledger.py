"""A reading of the history so naive that it needs no proof, to hold the real one against."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from storage.history import Subject
from storage.ledger.state import State

# The kind of matter that an entry raises; an update raises one when it asks for a support.
RAISING = {"decision_recorded": "decision", "action_recorded": "action", "proposed": "proposal"}


@dataclass(frozen=True)
class Told:
    """An entry as the test remembers it."""

    id: int
    action: str
    detail: dict[str, Any]
    at: datetime
    on_behalf_of: str | None = None

    @property
    def raises(self) -> str | None:
        """The kind of matter that it raises."""
        if self.action == "updated":
            return "support" if self.detail.get("support") else None
        return RAISING.get(self.action)


@dataclass
class Story:
    """What was said of one subject, in order."""

    told: list[Told] = field(default_factory=list)
    transitions: list[tuple[int, str, str | None, str | None]] = field(default_factory=list)

    def stands(self, entry: Told) -> bool:
        """Whether no standing reversal takes the entry back."""
        against = (one for one in self.told if one.action == "reversed" and one.detail["entry"] == entry.id)
        return not any(self.stands(one) for one in against)

    @property
    def standing(self) -> list[Told]:
        """What was not taken back."""
        return [one for one in self.told if self.stands(one)]

    def last(self, key: str) -> Any:
        """What the last update that speaks of it says."""
        said = [one.detail[key] for one in self.standing if one.action == "updated" and key in one.detail]
        return said[-1] if said else None

    @property
    def updates(self) -> list[Told]:
        """The updates that stand."""
        return [one for one in self.standing if one.action == "updated"]

    @property
    def status(self) -> str | None:
        """The status that stands."""
        status = None
        for one in self.updates:
            figure = "progress" in one.detail or not one.detail.get("measure", {"baseline": True}).get("baseline")
            if "status" in one.detail:
                status = one.detail["status"]
            elif figure and status in {None, "planned"}:
                status = "under_way"
        return status

    @property
    def progress(self) -> int | None:
        """The progress that stands, what is done being all of it."""
        said = [
            one.detail.get("progress", 100)
            for one in self.updates
            if "progress" in one.detail or one.detail.get("status") == "done"
        ]
        return said[-1] if said else None

    @property
    def due_on(self) -> str | None:
        """The deadline that stands."""
        deadline = self.last("deadline")
        return deadline["due_on"] if deadline else None

    @property
    def values(self) -> dict[int, Decimal]:
        """The latest value of each target, the last said of those of one day."""
        measures = [one.detail["measure"] for one in self.updates if "measure" in one.detail]
        latest: dict[int, tuple[str, Decimal]] = {}
        for each in sorted((each for each in measures if not each.get("baseline")), key=lambda each: each["as_of"]):
            latest[each["target"]] = (each["as_of"], Decimal(each["value"]))
        return {target: value for target, (_, value) in latest.items()}

    @property
    def blocked_by(self) -> list[int]:
        """The requests for support that nobody lifted."""
        lifted = {one.detail["request"] for one in self.standing if one.action == "support_lifted"}
        return [one.id for one in self.updates if one.raises and one.id not in lifted]

    @property
    def matters(self) -> dict[int, tuple[str, str]]:
        """Each matter's kind and state."""
        return {one.id: (one.raises, self._settled(one)) for one in self.told if one.raises}

    def _settled(self, raised: Told) -> str:
        if not self.stands(raised):
            return "reversed"
        state = "recorded" if raised.raises == "decision" else "open"
        for one in self.standing:
            if one.action == "proposal_accepted" and any(
                told.id == one.detail.get("entry") and not self.stands(told) for told in self.told
            ):
                continue
            if raised.id not in {one.detail.get("request"), one.detail.get("action"), one.detail.get("proposal")}:
                continue
            ends = {"support_lifted": "lifted", "action_done": "done"}
            ends |= {"proposal_accepted": "accepted", "proposal_declined": "declined"}
            state = one.detail["answer"] if one.action == "support_answered" else ends.get(one.action, state)
        return state

    def add(self, told: Told) -> None:
        """Remember an entry, and what should be told of it."""
        before = self.status, self.last("weather"), self.due_on
        self.told.append(told)
        after = self.status, self.last("weather"), self.due_on
        for kind, old, new in zip(("status", "weather", "deadline"), before, after, strict=True):
            if old != new:
                self.transitions.append((told.id, kind, old, new))
        if told.action == "decision_recorded":
            self.transitions.append((told.id, "decision", None, str(told.id)))
        if told.action == "lead_changed":
            self.transitions.append((told.id, "lead", told.detail["before"], told.detail["after"]))

    def forget(self, before: datetime, words: frozenset[str]) -> None:
        """Let the words of what was said before the instant be gone."""

        def blank(detail: dict[str, Any]) -> dict[str, Any]:
            kept = {key: None if key in words else value for key, value in detail.items()}
            return {key: blank(value) if isinstance(value, dict) else value for key, value in kept.items()}

        self.told = [replace(one, detail=blank(one.detail)) if one.at < before else one for one in self.told]

    def agrees_with(self, state: State) -> None:
        """Assert that the state says what a naive reading of the story says."""
        assert (state.status and state.status.value) == self.status
        assert (state.weather and state.weather.value) == self.last("weather")
        assert state.progress == self.progress
        assert (state.due_on and state.due_on.isoformat()) == self.due_on
        assert state.comment == self.last("comment")
        assert {target: each.measure.value for target, each in state.measures.items()} == self.values
        assert [each.said.entry for each in state.supports] == self.blocked_by
        assert {n: (each.kind.value, each.state.value) for n, each in state.matters.items()} == self.matters
        last = self.updates[-1] if self.updates else None
        assert (state.told and state.told.entry) == (last and last.id)
        assert (state.told and state.told.on_behalf_of) == (last and last.on_behalf_of)
        assert [each.reason for each in state.revisions] == [
            one.detail["deadline"].get("reason") for one in self.updates if one.detail.get("deadline")
        ]


@dataclass
class Delegated:
    """A delegation as the test remembers it; `subject` is what is led, None for all of it."""

    id: int
    subject: Subject | None
    first_day: date
    last_day: date
    ended: bool = False

    def covers(self, subject: Subject, day: date) -> bool:
        """Whether the deputy speaks for the lead on that day."""
        return not self.ended and self.subject in {None, subject} and self.first_day <= day <= self.last_day
