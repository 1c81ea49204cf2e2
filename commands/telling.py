"""Who is to be told of what was just said: noted with it, told by a letter when reminders find the hour.

Commands know no calendar: a notice says what it is to the person, and `reminders/letters.py` when that may be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from commands.call import Call
from storage import authority, concerned, follows, history, lead_notices, notices
from storage.history import Subject
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
)
from storage.ledger.recording import Recorded
from storage.rows.following import Weather
from storage.rows.organisation import Role

# What a notice is to the person; the words are stored.
# The figures say otherwise than the weather that somebody else has entered: the lead knows first.
CONTRADICTION = "contradiction"
SUPPORT_REQUEST = "support_request"
# Told first to whom it concerns, to followers the next working day.
COMPROMISED = "compromised"
SUPPORT_ANSWER = "support_answer"
PROPOSAL = "proposal"
PROPOSAL_ANSWER = "proposal_answer"
ACTION_GIVEN = "action_given"
# Recorded by somebody else on what they lead, or on what they answer for in a lead's place.
LED = "led"
LEAD_CHANGE = notices.LEAD_CHANGE
# What they were told of, or were about to be, was taken back.
TAKEN_BACK = "taken_back"
FOLLOWED = notices.FOLLOWED
# The same, of something that others are told first.
FOLLOWED_AFTER = "followed_after"

# The roles that make somebody a member of a body, whatever the register says of it.
_ROLE_OF_BODY = {"comex": Role.COMEX, "cellule_appui": Role.SUPPORT}


# Some persons, and what the notice is to them.
_Concerned = Iterator[tuple[Iterable[int], str]]


def tell(call: Call, subject: Subject, recorded: Recorded, action: str, detail: Mapping[str, Any]) -> None:
    """Note for each person concerned what was just recorded: never its author, nor whoever may not read the subject.

    Somebody concerned in two ways is told once, of what asks most of them.
    """
    if action == LEAD_CHANGED:
        before, after = detail.get("before"), detail.get("after")
        lead_notices.note(
            call.session,
            entry=recorded.entry,
            subject=subject,
            before=before,
            after=after,
            at=call.now,
            by=call.asker.person_id,
        )
        return
    kinds: dict[int, str] = {}
    concerning = _CONCERNING.get(action)
    for persons, kind in concerning(call, subject, recorded, detail) if concerning else ():
        for person_id in persons:
            kinds.setdefault(person_id, kind)
    if _changes(recorded, action):
        kind = FOLLOWED_AFTER if detail.get("contradiction") or _gets_worst(recorded) else FOLLOWED
        for person_id in follows.followers(call.session, subject=subject):
            kinds.setdefault(person_id, kind)
    kinds.pop(call.asker.person_id or 0, None)
    if not kinds:
        return
    readers = concerned.may_read(call.session, subject=subject, among=kinds.keys())
    persons_told = {person_id: kind for person_id, kind in kinds.items() if person_id in readers}
    notices.note(call.session, entry=recorded.entry, persons=persons_told, at=call.now)


def asked_of(call: Call, body: str | None, holder: str | None) -> list[int]:
    """The persons of whom a support is asked: those of the body, or the one named."""
    if body is not None:
        return concerned.of_body(call.session, body_key=body, role=_ROLE_OF_BODY.get(body))
    return concerned.by_handle(call.session, handles=[holder] if holder else [])


def _updated(call: Call, subject: Subject, recorded: Recorded, detail: Mapping[str, Any]) -> _Concerned:
    if detail.get("contradiction"):
        yield concerned.leads(call.session, subject=subject), CONTRADICTION
    asked = recorded.after.matters.get(recorded.entry)
    if asked is not None:
        yield asked_of(call, asked.body, asked.holder), SUPPORT_REQUEST
    if _gets_worst(recorded):
        yield concerned.leads(call.session, subject=subject, roles=concerned.FIRST_TOLD), COMPROMISED
        unit_key = concerned.unit_of(call.session, subject=subject)
        yield concerned.dga_of(call.session, unit_key=unit_key), COMPROMISED


def _support_answered(_call: Call, _subject: Subject, recorded: Recorded, detail: Mapping[str, Any]) -> _Concerned:
    yield _raiser(recorded, int(detail["request"])), SUPPORT_ANSWER


def _proposed(call: Call, subject: Subject, _recorded: Recorded, _detail: Mapping[str, Any]) -> _Concerned:
    yield _answering_for(call, subject), PROPOSAL
    if not concerned.leads(call.session, subject=subject):
        yield concerned.supporting(call.session, subject=subject), PROPOSAL


def _proposal_answered(_call: Call, _subject: Subject, recorded: Recorded, detail: Mapping[str, Any]) -> _Concerned:
    yield _raiser(recorded, int(detail["proposal"])), PROPOSAL_ANSWER


def _decided(call: Call, subject: Subject, _recorded: Recorded, _detail: Mapping[str, Any]) -> _Concerned:
    yield _answering_for(call, subject), LED


def _action_given(call: Call, subject: Subject, _recorded: Recorded, detail: Mapping[str, Any]) -> _Concerned:
    if detail.get("holder"):
        yield concerned.by_handle(call.session, handles=[detail["holder"]]), ACTION_GIVEN
    yield _answering_for(call, subject), LED


def _taken_back(call: Call, _subject: Subject, _recorded: Recorded, detail: Mapping[str, Any]) -> _Concerned:
    """Those who had a notice of the entry; where it was itself a reversal, what it took back stands again."""
    number = int(detail["entry"])
    yield notices.concerned_by(call.session, entry=number), TAKEN_BACK
    reversal = history.entry(call.session, number=number)
    if reversal is not None and reversal.action == REVERSED:
        notices.revive(call.session, entry=int(reversal.detail["entry"]))


_CONCERNING: Mapping[str, Callable[[Call, Subject, Recorded, Mapping[str, Any]], _Concerned]] = {
    UPDATED: _updated,
    SUPPORT_ANSWERED: _support_answered,
    DECISION_RECORDED: _decided,
    PROPOSED: _proposed,
    PROPOSAL_ACCEPTED: _proposal_answered,
    PROPOSAL_DECLINED: _proposal_answered,
    ACTION_RECORDED: _action_given,
    REVERSED: _taken_back,
}


def _answering_for(call: Call, subject: Subject) -> list[int]:
    """Those who lead the subject, and the deputies of the day."""
    leads = concerned.leads(call.session, subject=subject)
    return [*leads, *authority.deputies(call.session, subject=subject, on=call.today)]


def _changes(recorded: Recorded, action: str) -> bool:
    """Whether something changed that followers are told of; what is taken back is told to those who knew of it."""
    before, after = recorded.before, recorded.after
    if action == DECISION_RECORDED:
        return True
    stood, stands = (before.status, before.weather, before.due_on), (after.status, after.weather, after.due_on)
    return action != REVERSED and stood != stands


def _gets_worst(recorded: Recorded) -> bool:
    return recorded.after.weather is Weather.COMPROMISED and recorded.before.weather is not Weather.COMPROMISED


def _raiser(recorded: Recorded, number: int) -> list[int]:
    matter = recorded.after.matters.get(number)
    return [matter.raised.by] if matter is not None and matter.raised.by is not None else []
