"""With which right one speaks of a subject: as its lead or contributor, as a lead's deputy, as the cellule d'appui."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands.call import Call
from commands.rights import Action, Allowed, may
from storage import authority
from storage.history import Subject
from storage.rows.organisation import Role


@dataclass(frozen=True, slots=True)
class Voice:
    """With which right somebody updates a subject; `on_behalf_of` is the lead's handle when a deputy speaks."""

    on_behalf_of: str | None = None


def voice_on(call: Call, subject: Subject) -> Voice | None:
    """The asker's right to update the subject (a key result, an objective or a project); None: they may only propose.

    One's own lead or contribution comes first, then a delegation that covers today, then the cellule d'appui within
    its perimeter. Whether a restricted project may be read at all is decided by its circle, before.
    """
    person_id = call.asker.person_id
    if person_id is None:
        return None
    if authority.leads_or_contributes(call.session, person_id=person_id, subject=subject):
        return Voice()
    giver = authority.delegated_by(call.session, deputy_id=person_id, subject=subject, on=call.today)
    if giver is not None:
        return Voice(giver)
    if may(call.asker.roles, Action.UPDATE) and authority.supports(call.session, person_id=person_id, subject=subject):
        return Voice()
    return None


def to_those_who_update(argument: str) -> Allowed:
    """Allowed to whoever has a voice on the entry that this argument names (a `Reference`)."""

    def allowed(call: Call, values: Mapping[str, object]) -> bool:
        entry = values.get(argument)
        subject = getattr(entry, "subject", None)
        return isinstance(subject, tuple) and voice_on(call, subject) is not None

    return allowed


def to_those_who_lead(argument: str) -> Allowed:
    """Allowed to whoever leads the entry of this argument, or anything where it was left out; not to contributors."""

    def allowed(call: Call, values: Mapping[str, object]) -> bool:
        person_id, entry = call.asker.person_id, values.get(argument)
        subject = getattr(entry, "subject", None)
        return person_id is not None and authority.leads(call.session, person_id=person_id, subject=subject)

    return allowed


def to_those_who_set_leads(argument: str) -> Allowed:
    """Allowed to administrators, and to the cellule d'appui within its perimeter."""

    def allowed(call: Call, values: Mapping[str, object]) -> bool:
        person_id, subject = call.asker.person_id, getattr(values.get(argument), "subject", None)
        if not may(call.asker.roles, Action.SET_LEADS) or subject is None:
            return False
        if Role.ADMINISTRATOR in call.asker.roles:
            return True
        return person_id is not None and authority.supports(call.session, person_id=person_id, subject=subject)

    return allowed


def to_those_known(action: Action) -> Allowed:
    """Allowed to whoever is in the register and has a role that grants the action."""

    def allowed(call: Call, values: Mapping[str, object]) -> bool:
        del values
        return call.asker.person_id is not None and may(call.asker.roles, action)

    return allowed
