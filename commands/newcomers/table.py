"""The command of newcomers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.newcomers import texts
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.newcomers import newcomers
else:
    newcomers = later("commands.newcomers.newcomers")

NEWCOMERS = (
    Command(
        words=("dimension", "parcours"),
        arguments=(Argument("wish", newcomers.read_wish, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP, texts.USAGE, examples=("dimension parcours arrivant", "dimension parcours fin")),
        handler=newcomers.follow,
    ),
)
