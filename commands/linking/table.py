"""The command that links an account to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.linking import texts
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.linking import linking
else:
    # A question does not wait for what is asked once in an account's life.
    linking = later("commands.linking.linking")

LINKING = (
    Command(
        words=("dimension", "moi lier"),
        also=(("dimension", "lier"),),
        arguments=(
            Argument("code", linking.read_code, required=False),
            Argument("answer", linking.read_answer, required=False),
        ),
        allowed=ANYONE,
        help=Help(texts.HELP_LINK, texts.USAGE_LINK),
        handler=linking.link,
    ),
)
