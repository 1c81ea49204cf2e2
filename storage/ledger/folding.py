"""From a subject's history to how it stands: each entry adds to the state, and one that is reversed never happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from storage.ledger.state import (
    NOTHING_SAID,
    MatterStanding,
    Measured,
    Revision,
    Said,
    State,
    Support,
)
from storage.ledger.update import Update, from_detail
from storage.rows.following import NEEDING_SUPPORT, MatterKind, MatterState
from storage.rows.plan import Status

# What an entry does; the keys are stored. Entries of other actions, such as what files brought, change nothing.
UPDATED = "updated"
SUPPORT_ANSWERED = "support_answered"
SUPPORT_LIFTED = "support_lifted"
DECISION_RECORDED = "decision_recorded"
ACTION_RECORDED = "action_recorded"
ACTION_DONE = "action_done"
ACTION_REVISED = "action_revised"
PROPOSED = "proposed"
PROPOSAL_ACCEPTED = "proposal_accepted"
PROPOSAL_DECLINED = "proposal_declined"
REVERSED = "reversed"
# Also written by the organisation's files (`storage/organisation/leading.py`).
LEAD_CHANGED = "lead_changed"

# What `annuler` may take back.
REVERSIBLE = frozenset(
    {
        UPDATED,
        SUPPORT_ANSWERED,
        SUPPORT_LIFTED,
        DECISION_RECORDED,
        ACTION_RECORDED,
        ACTION_DONE,
        ACTION_REVISED,
        REVERSED,
    }
)  # fmt: skip


class Entry(Protocol):
    """What folding needs of a history entry."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def action(self) -> str: ...
    @property
    def detail(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a value."""

    id: int
    at: datetime
    person_id: int | None
    action: str
    detail: Mapping[str, Any]


def fold(entries: Sequence[Entry], initial: State = NOTHING_SAID) -> State:
    """How the subject stands after these entries, in the order in which they were written."""
    void = reversed_entries(entries)
    # What was accepted and has been taken back waits for an answer again.
    void |= {each.id for each in entries if each.action == PROPOSAL_ACCEPTED and each.detail.get("entry") in void}
    state = initial
    for entry in entries:
        if entry.id in void or entry.action == REVERSED:
            state = replace(state, last_entry=entry.id)
        else:
            state = apply(state, entry)
    # What a reversed entry had raised is known as such: its number still names it.
    raised = {entry.id: entry for entry in entries if entry.id in void and entry.action in _RAISES}
    gone = {}
    for number, entry in raised.items():
        matter = apply(NOTHING_SAID, entry).matters.get(number)
        if matter is not None:
            gone[number] = replace(matter, state=MatterState.REVERSED)
    return replace(state, matters=dict(sorted({**state.matters, **gone}.items()))) if gone else state


def reversed_entries(entries: Iterable[Entry]) -> frozenset[int]:
    """The ids of the entries that a reversal which itself stands takes back."""
    void: set[int] = set()
    for entry in sorted(entries, key=lambda one: one.id, reverse=True):
        if entry.action == REVERSED and entry.id not in void:
            void.add(int(entry.detail["entry"]))
    return frozenset(void)


def apply(state: State, entry: Entry) -> State:
    """The state with one entry more, as `fold` would give it; a reversal is not applied but folded.

    An entry of which nothing follows leaves the state as it is: files write such entries without taking the lock.
    """
    changed = _APPLIED.get(entry.action)
    if changed is None:
        return state
    return replace(changed(state, entry, _said(entry)), last_entry=entry.id)


def _said(entry: Entry) -> Said:
    return Said(entry.id, entry.at, entry.person_id, entry.detail.get("on_behalf_of"))


def _updated(state: State, entry: Entry, said: Said) -> State:
    update = from_detail(entry.detail)
    state = replace(state, told=said)
    if update.status is not None:
        state = replace(state, status=update.status, status_said=said)
        if update.status is Status.DONE:
            state = replace(state, progress=100)
    elif _tells_of_work(update) and state.status in _NOT_BEGUN:
        # Who gives a figure says that it has begun; « suspendu » stays so until said otherwise.
        state = replace(state, status=Status.UNDER_WAY, status_said=said)
    if update.progress is not None:
        state = replace(state, progress=update.progress)
    if update.weather is not None:
        state = replace(state, weather=update.weather, weather_said=said)
    if "comment" in entry.detail:
        state = replace(state, comment=update.comment, comment_said=said)
    if update.deadline is not None:
        revision = Revision(update.deadline.due_on, update.deadline.label, update.deadline.reason, said)
        state = replace(state, revisions=(*state.revisions, revision))
    if update.completion is not None:
        state = replace(state, completion=update.completion, lessons=update.completion.lessons or state.lessons)
    if "evaluation" in entry.detail:
        state = replace(state, evaluation=update.evaluation, evaluation_said=said)
    if "lessons" in entry.detail:
        state = replace(state, lessons=update.lessons)
    return _asked(_measured(state, update, said), update, said)


_NOT_BEGUN = frozenset({None, Status.PLANNED})


def _tells_of_work(update: Update) -> bool:
    return update.progress is not None or (update.measure is not None and not update.measure.baseline)


def _measured(state: State, update: Update, said: Said) -> State:
    if update.measure is None:
        return state
    kept = Measured(update.measure, said)
    name = "baselines" if update.measure.baseline else "measures"
    before: dict[int, Measured] = getattr(state, name)
    known = before.get(update.measure.target)
    if known is not None and known.measure.as_of > update.measure.as_of:
        # An older figure told late completes the history; the latest still stands.
        return state
    after = {**before, update.measure.target: kept}
    if update.measure.baseline:
        return replace(state, baselines=after)
    return replace(state, measures=after)


def _asked(state: State, update: Update, said: Said) -> State:
    if update.support is None:
        return state
    support = Support(update.support, MatterState.OPEN, said)
    matter = MatterStanding(
        said.entry,
        MatterKind.SUPPORT,
        MatterState.OPEN,
        said,
        body=update.support.body,
        holder=update.support.person,
        due_on=update.support.needed_by,
    )
    return replace(state, supports=(*state.supports, support), matters={**state.matters, said.entry: matter})


def _support_answered(state: State, entry: Entry, said: Said) -> State:
    number, answer = int(entry.detail["request"]), MatterState(entry.detail["answer"])
    supports = tuple(
        replace(each, state=answer, answered=said, answer=entry.detail.get("comment"), read_in=entry.detail.get("body"))
        if each.said.entry == number
        else each
        for each in state.supports
    )
    # Put off to a body's arbitration, it is not settled yet.
    settled = None if answer is MatterState.ARBITRATION else said
    return _settled(replace(state, supports=supports), number, answer, settled)


def _support_lifted(state: State, entry: Entry, said: Said) -> State:
    number = int(entry.detail["request"])
    supports = tuple(each for each in state.supports if each.said.entry != number)
    return _settled(replace(state, supports=supports), number, MatterState.LIFTED, said)


def _recorded(kind: MatterKind, begun: MatterState) -> Callable[[State, Entry, Said], State]:
    def recorded(state: State, entry: Entry, said: Said) -> State:
        due_on = entry.detail.get("due_on")
        matter = MatterStanding(
            entry.id,
            kind,
            begun,
            said,
            body=entry.detail.get("body"),
            holder=entry.detail.get("holder"),
            due_on=date.fromisoformat(due_on) if due_on else None,
            settled=said if begun is MatterState.RECORDED else None,
        )
        return replace(state, matters={**state.matters, entry.id: matter})

    return recorded


def _action_revised(state: State, entry: Entry, _said: Said) -> State:
    number = int(entry.detail["action"])
    matter = _standing_matter(state, number)
    if matter is None:
        return state
    due_on = date.fromisoformat(entry.detail["due_on"])
    return replace(state, matters={**state.matters, number: replace(matter, due_on=due_on)})


def _closed(name: str, end: MatterState) -> Callable[[State, Entry, Said], State]:
    def closed(state: State, entry: Entry, said: Said) -> State:
        return _settled(state, int(entry.detail[name]), end, said)

    return closed


def _settled(state: State, number: int, end: MatterState, said: Said | None) -> State:
    matter = _standing_matter(state, number)
    if matter is None:
        return state
    return replace(state, matters={**state.matters, number: replace(matter, state=end, settled=said)})


def _standing_matter(state: State, number: int) -> MatterStanding | None:
    """The matter, unless what raised it was taken back: nothing more can happen to it."""
    matter = state.matters.get(number)
    return None if matter is None or matter.state is MatterState.REVERSED else matter


_RAISES = frozenset({UPDATED, DECISION_RECORDED, ACTION_RECORDED, PROPOSED})
_APPLIED: Mapping[str, Callable[[State, Entry, Said], State]] = {
    UPDATED: _updated,
    SUPPORT_ANSWERED: _support_answered,
    SUPPORT_LIFTED: _support_lifted,
    DECISION_RECORDED: _recorded(MatterKind.DECISION, MatterState.RECORDED),
    ACTION_RECORDED: _recorded(MatterKind.ACTION, MatterState.OPEN),
    ACTION_DONE: _closed("action", MatterState.DONE),
    ACTION_REVISED: _action_revised,
    PROPOSED: _recorded(MatterKind.PROPOSAL, MatterState.OPEN),
    PROPOSAL_ACCEPTED: _closed("proposal", MatterState.ACCEPTED),
    PROPOSAL_DECLINED: _closed("proposal", MatterState.DECLINED),
}

# The actions of which something follows.
FOLDED = frozenset(_APPLIED)


def needs_support(state: State) -> bool:
    """Whether the weather that stands calls for a support that nobody has asked yet."""
    return state.weather in NEEDING_SUPPORT and not state.supports
