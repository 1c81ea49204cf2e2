"""Answering a proposal in one click, and taking an answer or a proposal back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commands import recording
from commands.authority import Voice
from commands.call import Call
from commands.command import Instead
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Field, Form, Message, paragraph
from commands.proposals import texts
from commands.proposals.deciders import deciding_voice, put_to
from commands.proposals.drafts import draft_of
from commands.proposals.proposing import about
from commands.references import Reference
from commands.topics import Topic, topic
from commands.updates import contradictions, saying
from commands.updates.completing import Completing, Unfinished
from commands.updates.draft import Draft
from commands.updates.reversing import ONE_CLICK
from commands.updates.updates import NOTHING, gathered
from commands.updates.words import words_of_entry
from storage import history, matters, people
from storage.ledger import recording as ledger
from storage.ledger.folding import PROPOSAL_ACCEPTED, PROPOSAL_DECLINED, REVERSED, reversed_entries
from storage.ledger.state import MatterStanding, State
from storage.ledger.update import from_detail
from storage.matters import Found
from storage.rows.following import MatterState


def accept(call: Call, proposal: Found, said: Draft = NOTHING, **parts: Draft) -> Message:
    """Record what was proposed as said by the asker; what has changed meanwhile is told first.

    `said` is what the questions of an update have put back: the whole draft, or only that its warning was read.
    """
    proposal, state = _awaiting(call, proposal)
    spoken = topic(call, Reference(*proposal.subject), state)
    answered = gathered(said, **parts)
    proposed = draft_of(from_detail(proposal.detail["update"]), spoken, today=call.today)
    draft = answered if answered else proposed.with_parts(answered)
    if draft.seen is None:
        # Who proposed it had read what was said before.
        draft = replace(draft, seen=proposal.number)
    completing = Completing(call, spoken, f"proposition accepter {proposal.number}")
    try:
        update = completing.update(draft)
        _own_word_since(call, spoken, proposal, draft, completing)
    except Unfinished as unfinished:
        return unfinished.message
    except Misread as misread:
        raise Misread(*misread.lines, choices=(*misread.choices, _decline_button(proposal))) from None
    voice = _voice(call, proposal)
    recorded = saying.record_update(
        call,
        proposal.subject,
        update,
        voice=voice,
        proposed_by=proposal.raiser_handle,
        contradicted=contradictions.contradiction(spoken, update, today=call.today) is not None,
    )
    detail = {"proposal": proposal.number, "entry": recorded.entry}
    recording.record(call, proposal.subject, PROPOSAL_ACCEPTED, detail, voice=voice)
    lines = saying.confirmed_lines(call, spoken, update, recorded)
    told = texts.accepted(proposal.number, proposal.raiser)
    undoing = (texts.undo_for(proposal.number),)
    blocks = (paragraph(told, *lines, undoing), Choices(_after(spoken, proposal)))
    return Message(blocks, Audience.QUIET, about(spoken))


def decline(call: Call, proposal: Found, reason: str | None = None) -> Message:
    """Record that it is not retained, and why where that is said."""
    proposal, state = _awaiting(call, proposal)
    spoken = topic(call, Reference(*proposal.subject), state)
    detail: dict[str, Any] = {"proposal": proposal.number, **({"reason": reason} if reason else {})}
    recording.record(call, proposal.subject, PROPOSAL_DECLINED, detail, voice=_voice(call, proposal))
    blocks = (
        paragraph(texts.declined(proposal.number, proposal.raiser, reason), texts.undo_for(proposal.number)),
        Choices(_after(spoken, proposal)),
    )
    return Message(blocks, Audience.QUIET, about(spoken))


def withdraw(call: Call, proposal: Found) -> Message:
    """Take one's own proposal back while it waits."""
    proposal, state = _awaiting(call, proposal)
    spoken = topic(call, Reference(*proposal.subject), state)
    recording.record(call, proposal.subject, REVERSED, {"entry": proposal.number})
    buttons = Choices((Button(texts.LIST, says="proposition liste"), _state_button(spoken)))
    return Message((paragraph(texts.withdrawn(proposal.number)), buttons), Audience.QUIET, About(kind="reversed"))


def undo(call: Call, proposal: Found, reason: str | None = None) -> Message:
    """Take the answer back: what it recorded no longer counts, and the proposal waits again.

    A reason is asked for somebody else's answer, or one older than ten minutes.
    """
    state = ledger.lock(call.session, subject=proposal.subject)
    standing = _standing(state, proposal)
    if standing.settled is None or standing.state not in {MatterState.ACCEPTED, MatterState.DECLINED}:
        raise Misread(texts.not_answered(proposal.number))
    answer = history.entry(call.session, number=standing.settled.entry)
    if answer is None:
        raise LookupError(standing.settled.entry)
    own_and_fresh = answer.person_id == call.asker.person_id and call.now - answer.at <= ONE_CLICK
    if reason is None and not own_and_fresh:
        field = Field("reason", texts.ASK_REASON, hint=texts.ASK_REASON_HINT)
        form = Form(texts.HELP_UNDO, f"proposition annuler {proposal.number}", (field,))
        return Message((form,), Audience.QUIET, About(kind="question"))
    voice = _voice(call, proposal)
    void = reversed_entries(ledger.entries(call.session, subject=proposal.subject))
    recorded = answer.detail.get("entry")
    for number in (recorded, answer.id):
        # What the answer recorded may have been taken back by itself.
        if isinstance(number, int) and number not in void:
            detail = {"entry": number, **({"reason": reason} if reason else {})}
            recording.record(call, proposal.subject, REVERSED, detail, voice=voice)
    buttons = (*answers(proposal), _state_button(topic(call, Reference(*proposal.subject))))
    blocks = (paragraph(texts.reopened(proposal.number)), Choices(buttons))
    return Message(blocks, Audience.QUIET, About(kind="reversed"))


def to_others(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone who may not answer is told: who may."""
    proposal = values["proposal"]
    if not isinstance(proposal, Found):
        raise TypeError(proposal)
    return Instead(texts.not_yours_to_answer(proposal.number, put_to(call, proposal.subject)))


def to_those_who_did_not(call: Call, values: Mapping[str, object]) -> Instead:
    """What someone is told who wants to take back what another one proposed."""
    proposal = values["proposal"]
    if not isinstance(proposal, Found):
        raise TypeError(proposal)
    del call
    return Instead(texts.not_yours_to_withdraw(proposal.number))


def answers(proposal: Found) -> tuple[Button, Button]:
    """The two clicks that answer it."""
    accepting = Button(texts.accept(proposal.number), says=f"proposition accepter {proposal.number}")
    return accepting, _decline_button(proposal)


def _awaiting(call: Call, proposal: Found) -> tuple[Found, State]:
    """The proposal and its subject now that nobody else adds to its history; raises Misread once it is answered."""
    state = ledger.lock(call.session, subject=proposal.subject)
    found = matters.matter(call.session, proposal.number, call.reader)
    if found is None:
        raise LookupError(proposal.number)
    if found.state is MatterState.OPEN:
        return found, state
    settled = _standing(state, found).settled
    if found.state is MatterState.REVERSED or settled is None:
        raise Misread(texts.was_withdrawn(found.number))
    who = people.labels(call.session, ids={settled.by} if settled.by is not None else set()).get(settled.by or 0, "")
    when = settled.at.astimezone(call.options.zone).date()
    choices: tuple[Button, ...] = ()
    if deciding_voice(call, found.subject) is not None:
        choices = (Button(texts.UNDO_ANSWER, says=f"proposition annuler {found.number}"),)
    accepted = found.state is MatterState.ACCEPTED
    raise Misread(texts.already_answered(found.number, who, when, accepted=accepted), choices=choices)


def _standing(state: State, proposal: Found) -> MatterStanding:
    return state.matters[proposal.number]


def _own_word_since(call: Call, spoken: Topic, proposal: Found, draft: Draft, completing: Completing) -> None:
    """What the asker said themselves since it was proposed is put before them too: it is about to be replaced."""
    told = spoken.state.told
    if told is None or told.by != call.asker.person_id or told.entry <= (draft.seen or proposal.number):
        return
    entry = history.entry(call.session, number=told.entry)
    if entry is None:
        return
    parts = words_of_entry(call, entry.detail, spoken)
    options = (
        Button(texts.ACCEPT_ALL_THE_SAME, says=completing.says(replace(draft, seen=told.entry))),
        _decline_button(proposal),
        _state_button(spoken),
    )
    when = told.at.astimezone(call.options.zone).date()
    blocks = (paragraph(texts.you_said_since(proposal.number, parts, when, told.entry)), Choices(options))
    raise Unfinished(Message(blocks, Audience.QUIET, About(kind="choices")))


def _voice(call: Call, proposal: Found) -> Voice:
    voice = deciding_voice(call, proposal.subject)
    if voice is None:
        raise LookupError(proposal.number)
    return voice


def _after(spoken: Topic, proposal: Found) -> tuple[Button, ...]:
    undo_button = Button(texts.UNDO, says=f"proposition annuler {proposal.number}")
    return undo_button, Button(texts.LIST, says="proposition liste"), _state_button(spoken)


def _state_button(spoken: Topic) -> Button:
    return Button(texts.STATE, says=f"{spoken.group} statut {spoken.typed}")


def _decline_button(proposal: Found) -> Button:
    return Button(texts.decline(proposal.number), says=f"proposition refuser {proposal.number}")
