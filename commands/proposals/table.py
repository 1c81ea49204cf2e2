"""The commands that propose updates, and answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.authority import to_those_known
from commands.command import Argument, Command, Help, later
from commands.paging import read_page
from commands.proposals import texts
from commands.rights import ANYONE, Action
from commands.updates import texts as update_texts
from commands.updates.table import PARTS

if TYPE_CHECKING:
    from commands.proposals import answering, deciders, listing, proposing, reading
    from commands.updates import entry_reading, reversing
    from commands.updates import reading as update_reading
else:
    # A question on the command line does not wait for what only proposals need.
    answering = later("commands.proposals.answering")
    deciders = later("commands.proposals.deciders")
    listing = later("commands.proposals.listing")
    proposing = later("commands.proposals.proposing")
    reading = later("commands.proposals.reading")
    entry_reading = later("commands.updates.entry_reading")
    reversing = later("commands.updates.reversing")
    update_reading = later("commands.updates.reading")

_SAID = Argument("said", update_reading.read_said, required=False)
_PROPOSAL = Argument("proposal", reading.read_proposal, ask=texts.ASK_NUMBER, hint=texts.ASK_NUMBER_HINT)
_REASON = Argument("reason", reversing.read_reason, required=False)

PROPOSALS = (
    Command(
        words=("objectif", "proposer"),
        arguments=(
            Argument("entry", entry_reading.read_result, ask=update_texts.ASK_ENTRY, hint=update_texts.ASK_ENTRY_HINT),
            _SAID,
            *PARTS,
        ),
        allowed=to_those_known(Action.PROPOSE),
        help=Help(
            texts.HELP_PROPOSE, texts.USAGE_PROPOSE, examples=("objectif proposer 4.1.1 40 %, couvert, marché notifié",)
        ),
        handler=proposing.propose,
        instead=proposing.unknown,
    ),
    Command(
        words=("projet", "proposer"),
        arguments=(
            Argument(
                "entry",
                entry_reading.read_named_project,
                ask=update_texts.ASK_PROJECT,
                hint=update_texts.ASK_PROJECT_HINT,
            ),
            _SAID,
            *PARTS,
        ),
        allowed=to_those_known(Action.PROPOSE),
        help=Help(texts.HELP_PROPOSE_PROJECT, texts.USAGE_PROPOSE_PROJECT),
        handler=proposing.propose,
        instead=proposing.unknown,
    ),
    Command(
        words=("proposition", "liste"),
        arguments=(Argument("page", read_page, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST, examples=("proposition liste",)),
        handler=listing.listing,
    ),
    Command(
        words=("proposition", "accepter"),
        # What the questions of an update put back: its whole draft, or the fields of a form.
        arguments=(_PROPOSAL, _SAID, *PARTS),
        allowed=deciders.may_decide,
        help=Help(texts.HELP_ACCEPT, texts.USAGE_ACCEPT),
        handler=answering.accept,
        instead=answering.to_others,
    ),
    Command(
        words=("proposition", "refuser"),
        arguments=(_PROPOSAL, _REASON),
        allowed=deciders.may_decide,
        help=Help(texts.HELP_DECLINE, texts.USAGE_DECLINE),
        handler=answering.decline,
        instead=answering.to_others,
    ),
    Command(
        words=("proposition", "retirer"),
        arguments=(_PROPOSAL,),
        allowed=deciders.may_withdraw,
        help=Help(texts.HELP_WITHDRAW, texts.USAGE_WITHDRAW),
        handler=answering.withdraw,
        instead=answering.to_those_who_did_not,
    ),
    Command(
        words=("proposition", "annuler"),
        arguments=(_PROPOSAL, _REASON),
        allowed=deciders.may_decide,
        help=Help(texts.HELP_UNDO, texts.USAGE_UNDO),
        handler=answering.undo,
        instead=answering.to_others,
    ),
)
