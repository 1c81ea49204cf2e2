"""Proposing an update to whoever leads the subject, and what is offered to somebody who may not update it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commands import recording
from commands.authority import voice_on
from commands.call import Call
from commands.command import Instead
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.proposals import texts
from commands.proposals.deciders import put_to
from commands.references import Reference
from commands.topics import Topic, topic
from commands.updates import saying
from commands.updates.completing import Unfinished
from commands.updates.draft import Draft
from commands.updates.updates import NOTHING, drafted, gathered
from commands.updates.words import words_of
from commands.updates.writing import write_draft
from storage import concerned, matters
from storage.ledger import recording as ledger
from storage.ledger.folding import PROPOSED
from storage.ledger.update import to_detail


def propose(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """Record the proposal and tell whoever answers it; asks for what is missing, as an update does."""
    draft = gathered(said, **parts)
    spoken = topic(call, entry, ledger.lock(call.session, subject=entry.subject))
    if voice_on(call, entry.subject) is not None:
        return _say_it(spoken, draft)
    if draft.unchanged and not _without_unchanged(draft):
        raise Misread(texts.NOTHING_PROPOSED)
    try:
        update = saying.completed(call, spoken, draft, base=f"{spoken.group} proposer {spoken.typed}")
    except Unfinished as unfinished:
        return unfinished.message
    detail: dict[str, Any] = {"update": to_detail(update)}
    _not_twice(call, spoken, detail)
    recorded = recording.record(call, entry.subject, PROPOSED, detail)
    parts_said = words_of(call, update, spoken)
    lines = (
        texts.proposed(spoken.short, recorded.entry, parts_said),
        (texts.put_to(put_to(call, entry.subject)),),
    )
    buttons = (
        Button(texts.WITHDRAW, says=f"proposition retirer {recorded.entry}"),
        Button(texts.LIST, says="proposition liste"),
        Button(texts.STATE, says=f"{spoken.group} statut {spoken.typed}"),
    )
    return Message((paragraph(*lines), Choices(buttons)), Audience.QUIET, about(spoken))


def offer(call: Call, values: Mapping[str, object]) -> Instead:
    """What somebody who may not update the subject is told: who may, and that it can be proposed in one click."""
    entry = values["entry"]
    if not isinstance(entry, Reference):
        raise TypeError(entry)
    spoken = topic(call, entry)
    who = put_to(call, entry.subject)
    if call.asker.person_id is None:
        return Instead(texts.not_yours_nor_known(spoken.short, who))
    says = f"{spoken.group} proposer {spoken.typed} {write_draft(drafted(call, values))}".strip()
    led = bool(concerned.leads(call.session, subject=entry.subject))
    label = texts.offer_to(project=entry.kind == "project", led=led)
    return Instead(texts.not_yours(spoken.short, who), (Button(label, says=says),))


def unknown(call: Call, values: Mapping[str, object]) -> Instead:
    """What an account that the register does not know is told: somebody must be able to answer."""
    del call, values
    return Instead(texts.NOT_KNOWN)


def about(spoken: Topic) -> About:
    """What the answer rests on."""
    return saying.about_recorded(spoken)


def _say_it(spoken: Topic, draft: Draft) -> Message:
    """Who may say it need not propose it."""
    says = f"{spoken.group} maj {spoken.typed} {write_draft(draft)}".strip()
    blocks = (paragraph(texts.say_it(spoken.short)), Choices((Button(texts.UPDATE, says=says),)))
    return Message(blocks, Audience.QUIET, About(kind="choices"))


def _not_twice(call: Call, spoken: Topic, detail: Mapping[str, Any]) -> None:
    """Raises Misread where the same is already proposed, and waits."""
    waiting = matters.open_proposals(call.session, subjects=[spoken.subject], reader=call.reader)
    same = next((one for one in waiting if one.detail.get("update") == detail["update"]), None)
    if same is None:
        return
    if same.raised_by == call.asker.person_id:
        choices = (Button(texts.WITHDRAW, says=f"proposition retirer {same.number}"),)
        raise Misread(texts.already_yours(same.number, put_to(call, spoken.subject)), choices=choices)
    raise Misread(texts.already_proposed(same.number, same.raiser or "", put_to(call, spoken.subject)))


def _without_unchanged(draft: Draft) -> bool:
    return bool(replace(draft, unchanged=False))
