"""The commands about the bot itself and about the asker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.about import audit_texts, home_texts, me, texts
from commands.about import help as about_help
from commands.arguments import as_typed
from commands.command import Argument, Command, Help, later
from commands.paging import read_page
from commands.rights import ANYONE, Action, to_those_who_may

if TYPE_CHECKING:
    from commands.about import audit, home, state
else:
    audit = later("commands.about.audit")
    home = later("commands.about.home")
    state = later("commands.about.state")

ABOUT = (
    Command(
        words=("dimension", "aide"),
        arguments=(Argument("topic", as_typed, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_HELP, texts.USAGE_HELP, examples=("dimension aide objectif liste",)),
        handler=about_help.show_help,
    ),
    Command(
        words=("dimension", "moi"),
        allowed=ANYONE,
        help=Help(texts.HELP_ME, texts.USAGE_ME),
        handler=me.show_me,
    ),
    Command(
        words=("dimension", "accueil"),
        also=(("dimension", "ma page"),),
        allowed=ANYONE,
        help=Help(home_texts.HELP_HOME, home_texts.USAGE_HOME),
        handler=home.show_home,
    ),
    Command(
        words=("dimension", "etat"),
        allowed=to_those_who_may(Action.SEE_STATE),
        help=Help(texts.HELP_STATE, texts.USAGE_STATE),
        handler=state.show_state,
    ),
    Command(
        words=("dimension", "refus"),
        arguments=(Argument("page", read_page, required=False),),
        allowed=to_those_who_may(Action.SEE_AUDIT),
        help=Help(audit_texts.HELP_AUDIT, audit_texts.USAGE_AUDIT),
        handler=audit.show_refusals,
    ),
)
