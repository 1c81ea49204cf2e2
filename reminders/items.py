"""One point of a letter: what was said, by whom, as the person who gets it may read it, and the click that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from commands import message, story_texts, telling
from commands.call import Call
from commands.decisions import naming
from commands.decisions import texts as decision_texts
from commands.message import Button, Line
from commands.references import Reference
from commands.support import texts as support_texts
from commands.topics import Topic, topic
from commands.updates.words import words_of
from reminders import texts
from storage import history, meetings, notices, people, standings
from storage.history import Subject
from storage.ledger import recording as ledger
from storage.ledger.folding import (
    ACTION_RECORDED,
    DECISION_RECORDED,
    LEAD_CHANGED,
    PROPOSAL_ACCEPTED,
    PROPOSAL_DECLINED,
    PROPOSED,
    REVERSED,
    SUPPORT_ANSWERED,
    UPDATED,
    reversed_entries,
)
from storage.ledger.update import from_detail
from storage.matters import UNSETTLED
from storage.notices import Due
from storage.rows.following import MatterState, Weather

# What asks something of the person comes first.
_ORDER = (
    telling.COMPROMISED,
    telling.CONTRADICTION,
    telling.SUPPORT_REQUEST,
    telling.PROPOSAL,
    telling.ACTION_GIVEN,
    telling.SUPPORT_ANSWER,
    telling.PROPOSAL_ANSWER,
    telling.LED,
    telling.LEAD_CHANGE,
    telling.TAKEN_BACK,
    telling.FOLLOWED_AFTER,
    telling.FOLLOWED,
)
# What is told only while it is still to be settled.
_AWAITING = frozenset({telling.SUPPORT_REQUEST, telling.PROPOSAL, telling.ACTION_GIVEN})


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a letter, and its place among the others; `code` is a code of the plan or a project's key."""

    line: message.Item
    buttons: tuple[Button, ...]
    rank: tuple[int, int]
    code: str
    project: bool


@dataclass(frozen=True, slots=True)
class _About:
    """What a point is about, as the person reads and types it."""

    name: str
    short: str
    topic: Topic | None = None


class Items:
    """Composes points; what stands of each subject is read once for all the letters of a transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._void: dict[Subject, frozenset[int]] = {}

    def of(self, call: Call, notice: Due) -> Item | None:
        """The notice as a point; None where there is nothing left to tell: taken back, settled, not theirs to read."""
        if self._moot(notice):
            return None
        about = _about(call, notice.subject)
        write = _WRITTEN.get(notice.action)
        if about is None or write is None:
            return None
        line = message.Item(write(call, notice, about), (self._said_by(call, notice),))
        kind, code = notice.subject
        rank = (_ORDER.index(notice.kind), notice.id)
        known = about.topic is not None
        return Item(line, _buttons(notice, about), rank, code if known else "", kind == "project")

    def _moot(self, notice: Due) -> bool:
        if notice.entry in self._reversed(notice.subject):
            return True
        if notice.action == REVERSED:
            # Who was never told of something is not told that it was taken back.
            return not notices.told(self._session, person_id=notice.person_id, entry=int(notice.detail["entry"]))
        if notice.kind not in _AWAITING:
            return False
        matter = standings.state_of(self._session, subject=notice.subject).matters.get(notice.entry)
        if matter is None or matter.state in UNSETTLED:
            return False
        return notice.detail.get("weather") != Weather.COMPROMISED.value

    def _reversed(self, subject: Subject) -> frozenset[int]:
        if subject not in self._void:
            self._void[subject] = reversed_entries(ledger.entries(self._session, subject=subject))
        return self._void[subject]

    def _said_by(self, call: Call, notice: Due) -> Line:
        ids = {notice.author} if notice.author is not None else set()
        giver = notice.detail.get("on_behalf_of")
        labels = people.labels_by_handle(self._session, handles={giver} if giver else set())
        return texts.said_by(
            people.labels(self._session, ids=ids).get(notice.author or 0),
            labels.get(giver, giver) if giver else None,
            notice.at.astimezone(call.options.zone),
            notice.entry,
        )


def _about(call: Call, subject: Subject) -> _About | None:
    """What the subject is called; None where the person may not read it, or it is no longer there."""
    kind, code = subject
    if kind == meetings.KIND:
        name = naming.meeting_name(call, subject)
        return _About(name, name)
    try:
        spoken = topic(call, Reference(kind, code))
    except LookupError:
        return None
    return _About(spoken.name, spoken.short, spoken)


# What was said, by action


def _updated(call: Call, notice: Due, about: _About) -> Line:
    parts = words_of(call, from_detail(notice.detail), about.topic) if about.topic is not None else []
    if notice.kind == telling.CONTRADICTION:
        return texts.contradiction(about.name, parts)
    return texts.updated(about.name, parts)


def _proposed(call: Call, notice: Due, about: _About) -> Line:
    said = notice.detail.get("update", notice.detail)
    parts = words_of(call, from_detail(said), about.topic) if about.topic is not None else []
    return texts.proposed(about.name, parts)


def _proposal_answered(_call: Call, notice: Due, about: _About) -> Line:
    accepted = notice.action == PROPOSAL_ACCEPTED
    return texts.proposal_answered(
        about.name, int(notice.detail["proposal"]), accepted=accepted, reason=notice.detail.get("reason")
    )


def _support_answered(call: Call, notice: Due, about: _About) -> Line:
    body = naming.body_name(call, notice.detail.get("body"))
    state, comment = MatterState(notice.detail["answer"]), notice.detail.get("comment")
    number = int(notice.detail["request"])
    return support_texts.answered_line(number, about.short, state, body, comment)


def _decided(_call: Call, notice: Due, about: _About) -> Line:
    return texts.decided(about.name, notice.detail.get("text"))


def _action_given(call: Call, notice: Due, about: _About) -> Line:
    if notice.kind != telling.ACTION_GIVEN:
        handles = {notice.detail["holder"]} if notice.detail.get("holder") else set()
        body = notice.detail.get("body")
        bodies = {body: naming.body_name(call, body) or body} if body else {}
        names = story_texts.Names(people.labels_by_handle(call.session, handles=handles), bodies)
        return texts.told(about.name, story_texts.what_changed(ACTION_RECORDED, notice.detail, names))
    return texts.action_given(about.name, notice.detail.get("text"), notice.detail.get("due_on"))


def _lead_changed(call: Call, notice: Due, about: _About) -> Line:
    handles = {each for each in (notice.detail.get("before"), notice.detail.get("after")) if each}
    labels = people.labels_by_handle(call.session, handles=handles)
    return texts.told(about.name, story_texts.what_changed(LEAD_CHANGED, notice.detail, story_texts.Names(labels)))


def _taken_back(call: Call, notice: Due, about: _About) -> Line:
    number = int(notice.detail["entry"])
    target = history.entry(call.session, number=number)
    again = target is not None and target.action == REVERSED
    return texts.taken_back(about.name, number, notice.detail.get("reason"), again=again)


_WRITTEN: Mapping[str, Callable[[Call, Due, _About], Line]] = {
    UPDATED: _updated,
    PROPOSED: _proposed,
    PROPOSAL_ACCEPTED: _proposal_answered,
    PROPOSAL_DECLINED: _proposal_answered,
    SUPPORT_ANSWERED: _support_answered,
    DECISION_RECORDED: _decided,
    ACTION_RECORDED: _action_given,
    LEAD_CHANGED: _lead_changed,
    REVERSED: _taken_back,
}


def _buttons(notice: Due, about: _About) -> tuple[Button, ...]:
    """The click that answers, or the one that shows how the subject stands."""
    if notice.kind == telling.SUPPORT_REQUEST:
        return tuple(
            Button(support_texts.answer_button(label, notice.entry), says=f"appui répondre {notice.entry} {typed}")
            for label, typed, _ in support_texts.OFFERED
        )
    if notice.kind == telling.PROPOSAL:
        return (
            Button(texts.accept(notice.entry), says=f"proposition accepter {notice.entry}"),
            Button(texts.decline(notice.entry), says=f"proposition refuser {notice.entry}"),
        )
    if notice.kind == telling.ACTION_GIVEN:
        return (
            Button(decision_texts.done_button(notice.entry), says=f"action fait {notice.entry}"),
            Button(decision_texts.postpone_button(notice.entry), says=f"action reporter {notice.entry}"),
        )
    if notice.kind == telling.SUPPORT_ANSWER and notice.detail["answer"] == MatterState.GRANTED.value:
        request = int(notice.detail["request"])
        return (Button(support_texts.lift_button(request), says=f"appui lever {request}"),)
    if about.topic is None:
        return ()
    return (Button(texts.state(about.short), says=f"{about.topic.group} statut {about.topic.typed}"),)
