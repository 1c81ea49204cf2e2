"""The commands that answer about communities and governance bodies."""

from __future__ import annotations

from commands.command import Argument, Command, Help
from commands.communities import communities, texts
from commands.references import read_community
from commands.rights import ANYONE

COMMUNITIES = (
    Command(
        words=("instance", "liste"),
        also=(("communaute", "liste"),),
        arguments=(Argument("kind", communities.read_kind, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_LIST, texts.USAGE_LIST, examples=("instance liste", "communaute liste communauté")),
        handler=communities.listing,
    ),
    Command(
        words=("instance", "info"),
        also=(("communaute", "info"),),
        arguments=(Argument("entry", read_community, ask=texts.ASK, hint=texts.ASK_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_INFO, texts.USAGE_INFO, examples=("communaute info CAP Managers", "instance info Comex")),
        handler=communities.info,
    ),
)
