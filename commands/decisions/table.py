"""The commands about decisions, actions and what a meeting decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.decisions import texts
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.decisions import acting, deciding, listing, minutes, reading, settling
else:
    # A question on the command line does not wait for what only these need.
    acting = later("commands.decisions.acting")
    deciding = later("commands.decisions.deciding")
    listing = later("commands.decisions.listing")
    minutes = later("commands.decisions.minutes")
    reading = later("commands.decisions.reading")
    settling = later("commands.decisions.settling")

_ENTRY = Argument("entry", reading.read_entry, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT)
_PROJECT = Argument("entry", reading.read_project_entry, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT)
_MEETING = Argument("meeting", reading.read_meeting, ask=texts.ASK_MEETING, hint=texts.ASK_MEETING_HINT)
_BODY = Argument("body", reading.read_body, ask=texts.ASK_BODY, hint=texts.ASK_BODY_HINT, required=False)
_ON = Argument("on", reading.read_on, ask=texts.ASK_ON, hint=texts.ASK_ON_HINT, required=False)
_ABOUT = Argument("about", reading.read_about, ask=texts.ASK_ABOUT, hint=texts.ASK_ABOUT_HINT, required=False)
_HOLDER = Argument("holder", reading.read_holder, ask=texts.ASK_HOLDER, hint=texts.ASK_HOLDER_HINT, required=False)
_DUE = Argument("due_on", reading.read_deadline, ask=texts.ASK_DUE, hint=texts.ASK_DUE_HINT, required=False)
_DECISION = Argument("said", reading.read_decision, ask=texts.ASK_DECISION, hint=texts.TEXT_HINT)
_ACTION = Argument("said", reading.read_action, ask=texts.ASK_ACTION, hint=texts.TEXT_HINT)
_NUMBER = Argument("action", reading.read_number, ask=texts.ASK_NUMBER, hint=texts.ASK_NUMBER_HINT)

DECISIONS = (
    Command(
        words=("objectif", "décision"),
        arguments=(_ENTRY, _DECISION, _BODY, _ON),
        allowed=deciding.may_decide,
        help=Help(
            texts.HELP_DECISION,
            texts.USAGE_DECISION,
            examples=("objectif décision 4.1.1 « Retenir le scénario 2 » en Comex du 12/11/2020",),
        ),
        handler=deciding.decide,
        instead=deciding.to_others,
    ),
    Command(
        words=("projet", "décision"),
        arguments=(_PROJECT, _DECISION, _BODY, _ON),
        allowed=deciding.may_decide,
        help=Help(
            texts.HELP_DECISION_PROJECT,
            texts.USAGE_DECISION_PROJECT,
            examples=("projet décision télétravail : étendre la charte à tous les sites, en Comex du 12/11/2020",),
        ),
        handler=deciding.decide,
        instead=deciding.to_others,
    ),
    Command(
        words=("instance", "décision"),
        also=(("communaute", "décision"),),
        arguments=(
            _MEETING,
            Argument("said", reading.read_meeting_decision, ask=texts.ASK_DECISION, hint=texts.TEXT_HINT),
            _ABOUT,
        ),
        allowed=deciding.may_decide_in_meeting,
        help=Help(
            texts.HELP_DECISION_MEETING,
            texts.USAGE_DECISION_MEETING,
            examples=("instance décision Comex du 12/11/2020 « Lancer le marché » sur 4.2.2",),
        ),
        handler=deciding.decide_in_meeting,
        instead=deciding.to_others,
    ),
    Command(
        words=("objectif", "action"),
        arguments=(_ENTRY, _ACTION, _HOLDER, _DUE, _BODY),
        allowed=deciding.may_decide,
        help=Help(
            texts.HELP_ACTION,
            texts.USAGE_ACTION,
            examples=("objectif action 4.1.1 « Rédiger le cahier des charges » par manager avant le 15/12/2020",),
        ),
        handler=acting.act,
        instead=deciding.to_others,
    ),
    Command(
        words=("projet", "action"),
        arguments=(_PROJECT, _ACTION, _HOLDER, _DUE, _BODY),
        allowed=deciding.may_decide,
        help=Help(
            texts.HELP_ACTION_PROJECT,
            texts.USAGE_ACTION_PROJECT,
            examples=("projet action télétravail « Réunir les référents » par manager avant le 15/12/2020",),
        ),
        handler=acting.act,
        instead=deciding.to_others,
    ),
    Command(
        words=("instance", "action"),
        also=(("communaute", "action"),),
        arguments=(
            _MEETING,
            Argument("said", reading.read_meeting_action, ask=texts.ASK_ACTION, hint=texts.TEXT_HINT),
            _HOLDER,
            Argument(
                "due_on", reading.read_agreed_deadline, ask=texts.ASK_DUE, hint=texts.ASK_DUE_HINT, required=False
            ),
            _ABOUT,
        ),
        allowed=deciding.may_decide_in_meeting,
        help=Help(
            texts.HELP_ACTION_MEETING,
            texts.USAGE_ACTION_MEETING,
            examples=("instance action Comex du 12/11/2020 « Préparer la revue » par appui avant le 15/12/2020",),
        ),
        handler=acting.act_in_meeting,
        instead=deciding.to_others,
    ),
    Command(
        words=("instance", "relevé"),
        also=(("communaute", "relevé"),),
        arguments=(Argument("meeting", reading.read_held_meeting, ask=texts.ASK_BODY_OF, hint=texts.ASK_BODY_OF_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_MINUTES, texts.USAGE_MINUTES, examples=("instance relevé Comex",)),
        handler=minutes.minutes,
    ),
    Command(
        words=("action", "liste"),
        arguments=(Argument("scope", reading.read_scope, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_LIST, texts.USAGE_LIST, examples=("action liste", "action liste 4.1.1", "action liste Comex")
        ),
        handler=listing.listing,
    ),
    Command(
        words=("action", "fait"),
        also=(("action", "faite"),),
        arguments=(_NUMBER,),
        allowed=settling.may_settle,
        help=Help(texts.HELP_DONE, texts.USAGE_DONE),
        handler=settling.done,
        instead=settling.to_others,
    ),
    Command(
        words=("action", "reporter"),
        arguments=(
            _NUMBER,
            Argument("due_on", reading.read_new_deadline, ask=texts.ASK_DUE, hint=texts.ASK_DUE_HINT),
            Argument("reason", reading.read_reason, ask=texts.ASK_REASON, hint=texts.ASK_REASON_HINT),
        ),
        allowed=settling.may_settle,
        help=Help(texts.HELP_POSTPONE, texts.USAGE_POSTPONE),
        handler=settling.postpone,
        instead=settling.to_others,
    ),
)
