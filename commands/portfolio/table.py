"""The commands that answer about projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.command import Argument, Command, Help, later
from commands.portfolio import projects, texts, type_texts
from commands.references import read_project, with_page
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.filters import reading
    from commands.portfolio import types
else:
    types = later("commands.portfolio.types")
    reading = later("commands.filters.reading")

PROJECTS = (
    Command(
        words=("projet", "statut"),
        arguments=(Argument("entry", read_project, required=False),),
        allowed=ANYONE,
        help=Help(texts.HELP_STATUS, texts.USAGE_STATUS, examples=("projet statut stratobus",)),
        handler=projects.status,
    ),
    Command(
        words=("projet", "liste"),
        arguments=(Argument("criteria", reading.read_portfolio_criteria, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_LIST,
            texts.USAGE_LIST,
            examples=("projet liste Istres", "projet liste thématique habitat", "projet liste Territoire Pays d'Aix"),
        ),
        handler=projects.listing,
    ),
    Command(
        words=("projet", "chercher"),
        arguments=(Argument("words", as_typed, ask=texts.ASK_WORDS, hint=texts.ASK_WORDS_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_SEARCH, texts.USAGE_SEARCH, examples=("projet chercher piscines",)),
        handler=projects.searching,
    ),
    Command(
        words=("projet", "historique"),
        arguments=(Argument("entry", with_page(read_project), ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_HISTORY, texts.USAGE_HISTORY, examples=("projet historique stratobus",)),
        handler=projects.history_of,
    ),
    Command(
        words=("projet", "fiche"),
        arguments=(Argument("entry", read_project, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_SHEET, texts.USAGE_SHEET, examples=("projet fiche stratobus",)),
        handler=projects.sheet,
    ),
    Command(
        words=("projet", "type"),
        arguments=(Argument("typed", types.read_typed, ask=type_texts.ASK, hint=type_texts.ASK_HINT),),
        allowed=lambda call, values: bool(types.may_say(call, values)),
        help=Help(
            type_texts.HELP_TYPE,
            type_texts.USAGE_TYPE,
            examples=("projet type stratobus", "projet type stratobus : totémique"),
        ),
        handler=types.show_or_set,
    ),
)
