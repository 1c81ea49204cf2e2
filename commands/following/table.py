"""The commands that follow subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.authority import to_those_known
from commands.command import Argument, Command, Help, later
from commands.following import texts
from commands.references import read_objective, read_project
from commands.rights import Action

if TYPE_CHECKING:
    from commands.following import following
else:
    following = later("commands.following.following")

_KNOWN = to_those_known(Action.FOLLOW)
_OBJECTIVE = (Argument("entry", read_objective, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT),)
_PROJECT = (Argument("entry", read_project, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT),)

FOLLOWING = (
    Command(
        words=("objectif", "suivre"),
        arguments=_OBJECTIVE,
        allowed=_KNOWN,
        help=Help(texts.HELP_FOLLOW, texts.USAGE_FOLLOW, examples=("objectif suivre 4.2.2",)),
        handler=following.follow,
        instead=following.not_registered,
    ),
    Command(
        words=("objectif", "ne plus suivre"),
        arguments=_OBJECTIVE,
        allowed=_KNOWN,
        help=Help(texts.HELP_UNFOLLOW, texts.USAGE_UNFOLLOW),
        handler=following.unfollow,
        instead=following.not_registered,
    ),
    Command(
        words=("projet", "suivre"),
        arguments=_PROJECT,
        allowed=_KNOWN,
        help=Help(texts.HELP_FOLLOW_PROJECT, texts.USAGE_FOLLOW_PROJECT, examples=("projet suivre stratobus",)),
        handler=following.follow,
        instead=following.not_registered,
    ),
    Command(
        words=("projet", "ne plus suivre"),
        arguments=_PROJECT,
        allowed=_KNOWN,
        help=Help(texts.HELP_UNFOLLOW_PROJECT, texts.USAGE_UNFOLLOW_PROJECT),
        handler=following.unfollow,
        instead=following.not_registered,
    ),
)
