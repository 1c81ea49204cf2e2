"""The commands of « Mes points à faire »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.command import Argument, Command, Help, later
from commands.rights import ANYONE
from commands.rounds import texts
from commands.updates.table import PARTS

if TYPE_CHECKING:
    from commands.rounds import opening, rounds, undoing
else:
    # A question on the command line does not wait for what only updates need.
    opening = later("commands.rounds.opening")
    rounds = later("commands.rounds.rounds")
    undoing = later("commands.rounds.undoing")

# A round belongs to one person, and each of its points is checked when it is told (commands/rounds/steps.py).
_AT = Argument("at", rounds.read_at, required=False)
_ROUND = Argument("number", rounds.read_round, required=False)

ROUNDS = (
    Command(
        words=("maj", "suivant"),
        arguments=(Argument("words", as_typed, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_NEXT, texts.USAGE_NEXT, examples=("maj",)),
        handler=opening.following,
    ),
    Command(
        words=("maj", "liste"),
        arguments=(Argument("page", opening.read_page, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST, examples=("maj liste",)),
        handler=opening.listing,
    ),
    Command(
        words=("maj", "inchangé"),
        arguments=(_AT,),
        allowed=ANYONE,
        help=Help(texts.HELP_UNCHANGED, texts.USAGE_UNCHANGED),
        handler=rounds.unchanged,
    ),
    Command(
        words=("maj", "modifier"),
        arguments=(_AT, Argument("said", as_typed, required=False), *PARTS),
        allowed=ANYONE,
        help=Help(texts.HELP_MODIFY, texts.USAGE_MODIFY),
        handler=rounds.modify,
    ),
    Command(
        words=("maj", "passer"),
        arguments=(_AT,),
        allowed=ANYONE,
        help=Help(texts.HELP_SKIP, texts.USAGE_SKIP),
        handler=rounds.skip,
    ),
    Command(
        words=("maj", "arrêter"),
        arguments=(_ROUND,),
        allowed=ANYONE,
        help=Help(texts.HELP_STOP, texts.USAGE_STOP),
        handler=rounds.stop,
    ),
    Command(
        words=("maj", "annuler"),
        arguments=(_ROUND,),
        allowed=ANYONE,
        help=Help(texts.HELP_UNDO, texts.USAGE_UNDO),
        handler=undoing.undo,
    ),
)
