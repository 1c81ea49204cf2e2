"""The commands that say who leads what, and who stands in for whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commands.authority import to_those_known, to_those_who_lead, to_those_who_set_leads
from commands.command import Argument, Command, Help, later
from commands.leading import texts
from commands.rights import Action
from storage.rows.organisation import LeadRole

if TYPE_CHECKING:
    from commands.leading import delegations, leads
else:
    # A question on the command line does not wait for what only leads need.
    delegations = later("commands.leading.delegations")
    leads = later("commands.leading.leads")

_OBJECTIVE = Argument("entry", leads.read_led_objective, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT)
_PROJECT = Argument("entry", leads.read_led_project, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT)
_WHO = Argument("who", leads.read_who, ask=texts.ASK_WHO, hint=texts.ASK_WHO_HINT)
_SETTING = to_those_who_set_leads("entry")

_DEPUTY = Argument("deputy", delegations.read_deputy, ask=texts.ASK_DEPUTY, hint=texts.ASK_DEPUTY_HINT)
_DAYS = Argument("days", delegations.read_days, ask=texts.ASK_PERIOD, hint=texts.ASK_PERIOD_HINT)
_ON = Argument("entry", delegations.read_subject, required=False)


def _of_project(role: LeadRole, *, also: tuple[tuple[str, str], ...], examples: tuple[str, ...]) -> Command:
    return Command(
        words=("projet", texts.ROLE_VERBS[role]),
        also=also,
        arguments=(_PROJECT, _WHO),
        allowed=_SETTING,
        help=Help(texts.HELP_PROJECT_ROLE[role], texts.usage_project_role(role), examples=examples),
        handler=partial(leads.set_role, role),
    )


def _delegating(group: str, usage: str, usage_end: str, *, examples: tuple[str, ...]) -> tuple[Command, Command]:
    delegate = Command(
        words=(group, "déléguer"),
        arguments=(_DEPUTY, _DAYS, _ON),
        allowed=to_those_who_lead("entry"),
        instead=delegations.not_leading,
        help=Help(texts.HELP_DELEGATE, usage, examples=examples),
        handler=delegations.delegate,
    )
    end = Command(
        words=(group, "déléguer fin"),
        also=((group, "fin de délégation"),),
        arguments=(_DEPUTY, _ON),
        allowed=to_those_known(Action.CONSULT),
        help=Help(texts.HELP_END, usage_end),
        handler=delegations.end,
    )
    return delegate, end


LEADING = (
    Command(
        words=("objectif", "chef de file"),
        # An objective has one kind of lead: « responsable » can mean no other.
        also=(("objectif", "cheffe de file"), ("objectif", "responsable")),
        arguments=(_OBJECTIVE, _WHO),
        allowed=_SETTING,
        help=Help(
            texts.HELP_OBJECTIVE_LEAD,
            texts.USAGE_OBJECTIVE_LEAD,
            examples=("objectif chef de file 4.2.2 chef-de-file", "objectif chef de file 4.2.2 personne"),
        ),
        handler=partial(leads.set_role, LeadRole.OBJECTIVE_LEAD),
    ),
    Command(
        words=("objectif", "contributeur"),
        also=(("objectif", "contributrice"),),
        arguments=(_OBJECTIVE, _WHO),
        allowed=_SETTING,
        help=Help(
            texts.HELP_OBJECTIVE_CONTRIBUTOR,
            texts.USAGE_OBJECTIVE_CONTRIBUTOR,
            examples=("objectif contributeur 4.2.2 manager", "objectif contributeur 4.2.2 retirer manager"),
        ),
        handler=partial(leads.set_role, LeadRole.CONTRIBUTOR),
    ),
    _of_project(
        LeadRole.SPONSOR,
        also=(("projet", "porteuse"),),
        examples=("projet porteur programme-stratobus porteur-mobilites",),
    ),
    _of_project(
        LeadRole.PROJECT_DIRECTOR,
        also=(("projet", "directeur"), ("projet", "directrice"), ("projet", "directrice de projet")),
        examples=("projet directeur de projet programme-stratobus directeur-de-projet-tramway",),
    ),
    _of_project(
        LeadRole.PROJECT_MANAGER,
        also=(("projet", "cheffe de projet"),),
        examples=("projet chef de projet programme-stratobus chef-de-projet",),
    ),
    _of_project(
        LeadRole.CONTRIBUTOR,
        also=(("projet", "contributrice"),),
        examples=("projet contributeur programme-stratobus manager",),
    ),
    Command(
        words=("projet", "responsable"),
        arguments=(_PROJECT, _WHO),
        allowed=_SETTING,
        help=Help(texts.HELP_RESPONSIBLE, texts.USAGE_RESPONSIBLE),
        handler=leads.ask_role,
    ),
    *_delegating(
        "objectif",
        texts.USAGE_DELEGATE,
        texts.USAGE_END,
        examples=(
            "objectif déléguer à manager du 1er au 31 décembre",
            "objectif déléguer à manager du 1er au 31 décembre sur 4.1.1",
        ),
    ),
    *_delegating(
        "projet",
        texts.USAGE_DELEGATE_PROJECT,
        texts.USAGE_END_PROJECT,
        examples=("projet déléguer à manager jusqu'au 31 décembre sur developpement-du-teletravail",),
    ),
)
