"""Who answers proposals: those who lead, their deputies, the cellule d'appui within its perimeter."""

from __future__ import annotations

from collections.abc import Mapping

from commands.authority import Voice
from commands.call import Call
from commands.proposals import texts
from commands.rights import Action, may
from storage import authority, concerned, people
from storage.history import Subject
from storage.matters import Found


def deciding_voice(call: Call, subject: Subject) -> Voice | None:
    """The asker's right to answer what is proposed on the subject; None for others, contributors included."""
    person_id = call.asker.person_id
    if person_id is None:
        return None
    if authority.leads(call.session, person_id=person_id, subject=subject):
        return Voice()
    giver = authority.delegated_by(call.session, deputy_id=person_id, subject=subject, on=call.today)
    if giver is not None:
        return Voice(giver)
    if may(call.asker.roles, Action.UPDATE) and authority.supports(call.session, person_id=person_id, subject=subject):
        return Voice()
    return None


def may_decide(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever may answer the proposal of this argument."""
    proposal = values.get("proposal")
    return isinstance(proposal, Found) and deciding_voice(call, proposal.subject) is not None


def may_withdraw(call: Call, values: Mapping[str, object]) -> bool:
    """Who made it."""
    proposal = values.get("proposal")
    return isinstance(proposal, Found) and proposal.raised_by is not None and proposal.raised_by == call.asker.person_id


def put_to(call: Call, subject: Subject) -> str:
    """Who will read a proposal on the subject, as people read it: its leads, else the cellule d'appui, else nobody."""
    among = concerned.leads(call.session, subject=subject)
    leads = concerned.may_read(call.session, subject=subject, among=among)
    labels = people.labels(call.session, ids=leads)
    if labels:
        return texts.those([labels[each] for each in among if each in labels])
    helping = concerned.supporting(call.session, subject=subject)
    return texts.SUPPORT if concerned.may_read(call.session, subject=subject, among=helping) else ""
