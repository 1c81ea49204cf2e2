"""The commands that answer about objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.arguments import as_typed
from commands.command import Argument, Command, Help, later
from commands.plan import history, objectives, sheets, texts
from commands.references import read_objective, read_plan_entry, read_sheet_entry, with_page
from commands.rights import ANYONE

if TYPE_CHECKING:
    from commands.filters import reading
else:
    # A question on the command line does not wait for what takes long to import and does not concern it.
    reading = later("commands.filters.reading")

OBJECTIVES = (
    Command(
        words=("objectif", "statut"),
        arguments=(Argument("entry", read_plan_entry, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_STATUS,
            texts.USAGE_STATUS,
            examples=("objectif statut 4.2.2", "objectif statut pilier 4", "objectif statut schéma directeur"),
        ),
        handler=objectives.status,
    ),
    Command(
        words=("objectif", "liste"),
        arguments=(Argument("criteria", reading.read_plan_criteria, required=False),),
        allowed=ANYONE,
        help=Help(
            texts.HELP_LIST,
            texts.USAGE_LIST,
            examples=(
                "objectif liste pilier 7 T3 2020",
                "objectif liste échéance dépassée hors pilier 3",
                "objectif liste avant juin 2021",
            ),
        ),
        handler=objectives.listing,
    ),
    Command(
        words=("objectif", "chercher"),
        arguments=(Argument("words", as_typed, ask=texts.ASK_WORDS, hint=texts.ASK_WORDS_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_SEARCH, texts.USAGE_SEARCH, examples=("objectif chercher télétravail",)),
        handler=objectives.searching,
    ),
    Command(
        words=("objectif", "historique"),
        arguments=(Argument("entry", with_page(read_objective), ask=texts.ASK_ENTRY, hint=texts.ASK_OBJECTIVE_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_HISTORY, texts.USAGE_HISTORY, examples=("objectif historique 4.2.2",)),
        handler=history.of_objective,
    ),
    Command(
        words=("objectif", "fiche"),
        arguments=(Argument("entry", read_sheet_entry, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT),),
        allowed=ANYONE,
        help=Help(texts.HELP_SHEET, texts.USAGE_SHEET, examples=("objectif fiche 4.2.2", "objectif fiche pilier 6")),
        handler=sheets.sheet,
    ),
)
