"""The commands about what has moved, and why something stands as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.movements import texts
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.movements import doubted, movements, reading, why
else:
    # A question on the command line does not wait for what only questions of history need.
    doubted = later("commands.movements.doubted")
    movements = later("commands.movements.movements")
    reading = later("commands.movements.reading")
    why = later("commands.movements.why")

MOVEMENTS = (
    Command(
        words=("objectif", "mouvements"),
        arguments=(Argument("asked", reading.read_of_plan, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_PLAN,
            texts.USAGE_PLAN,
            examples=("objectif mouvements depuis le 1er octobre", "objectif mouvements pilier 4 cette semaine"),
        ),
        handler=movements.of_plan,
    ),
    Command(
        words=("objectif", "pourquoi"),
        arguments=(
            Argument("doubted", doubted.read_doubted_objective, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT),
        ),
        allowed=ANYONE,
        help=Help(texts.HELP_WHY, texts.USAGE_WHY, examples=("objectif pourquoi 4.2.2.b",)),
        handler=why.why,
    ),
    Command(
        words=("projet", "mouvements"),
        arguments=(Argument("asked", reading.read_of_portfolio, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_PORTFOLIO,
            texts.USAGE_PORTFOLIO,
            examples=("projet mouvements depuis le 1er octobre thématique mobilité",),
        ),
        handler=movements.of_portfolio,
    ),
    Command(
        words=("projet", "pourquoi"),
        arguments=(
            Argument("doubted", doubted.read_doubted_project, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT),
        ),
        allowed=ANYONE,
        help=Help(texts.HELP_WHY_PROJECT, texts.USAGE_WHY_PROJECT, examples=("projet pourquoi plan vélo",)),
        handler=why.why,
    ),
    Command(
        words=("dimension", "mouvements"),
        arguments=(Argument("asked", reading.read_of_everything, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_EVERYTHING,
            texts.USAGE_EVERYTHING,
            examples=("dimension mouvements depuis le 1er octobre",),
        ),
        handler=movements.of_everything,
    ),
)
