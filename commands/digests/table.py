"""The commands of « La semaine DiMENSiON »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.authority import to_those_known
from commands.command import Argument, Command, Help, later
from commands.digests import texts
from commands.references import read_community
from commands.rights import ANYONE, Action

if TYPE_CHECKING:
    from commands.digests import recap
else:
    recap = later("commands.digests.recap")

DIGESTS = (
    Command(
        words=("recap", "aperçu"),
        also=(("digest", "aperçu"),),
        arguments=(Argument("community", read_community, required=False),),
        allowed=lambda call, values: bool(recap.may_preview(call, values)),
        help=Help(texts.HELP_PREVIEW, texts.USAGE_PREVIEW, examples=("recap aperçu Comex",)),
        handler=recap.preview,
    ),
    Command(
        words=("recap", "maintenant"),
        also=(("digest", "maintenant"),),
        allowed=ANYONE,
        help=Help(texts.HELP_NOW, texts.USAGE_NOW),
        handler=recap.now,
    ),
    Command(
        words=("recap", "abonnement"),
        also=(("digest", "abonnement"),),
        arguments=(Argument("wanted", recap.read_choice, required=False),),
        allowed=to_those_known(Action.FOLLOW),
        help=Help(texts.HELP_CHOICE, texts.USAGE_CHOICE, examples=("recap abonnement oui",)),
        handler=recap.choose,
        instead=recap.instead,
    ),
    Command(
        words=("recap", "partager"),
        also=(("digest", "partager"),),
        arguments=(Argument("reference", as_typed, ask=texts.ASK_STORY, hint=texts.ASK_STORY_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_SHARE, texts.USAGE_SHARE, examples=("recap partager 4.2.2",)),
        handler=recap.share,
    ),
)
