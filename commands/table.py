"""Every command there is. Help, manifests and the reference follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.about import help as about_help
from commands.about import me
from commands.about import texts as about
from commands.arguments import as_typed
from commands.command import Argument, Command, CommandTable, Help, later
from commands.communities import communities
from commands.communities import texts as bodies
from commands.plan import history, objectives, sheets
from commands.plan import texts as plan
from commands.portfolio import projects
from commands.portfolio import texts as portfolio
from commands.references import (
    read_community,
    read_objective,
    read_plan_entry,
    read_project,
    read_sheet_entry,
    with_page,
)
from commands.rights import Action, to_those_who_may

if TYPE_CHECKING:
    from commands.about import state
    from commands.filters import reading
else:
    # A question on the command line does not wait for what takes long to import and does not concern it.
    state = later("commands.about.state")
    reading = later("commands.filters.reading")

ANYONE = to_those_who_may(Action.CONSULT)

OBJECTIVES = (
    Command(
        words=("objectif", "statut"),
        arguments=(Argument("entry", read_plan_entry, required=False),),
        allowed=ANYONE,
        help=Help(
            plan.HELP_STATUS,
            plan.USAGE_STATUS,
            examples=("objectif statut 4.2.2", "objectif statut pilier 4", "objectif statut schéma directeur"),
        ),
        handler=objectives.status,
    ),
    Command(
        words=("objectif", "liste"),
        arguments=(Argument("criteria", reading.read_plan_criteria, required=False),),
        allowed=ANYONE,
        help=Help(
            plan.HELP_LIST,
            plan.USAGE_LIST,
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
        arguments=(Argument("words", as_typed, ask=plan.ASK_WORDS, hint=plan.ASK_WORDS_HINT),),
        allowed=ANYONE,
        help=Help(plan.HELP_SEARCH, plan.USAGE_SEARCH, examples=("objectif chercher télétravail",)),
        handler=objectives.searching,
    ),
    Command(
        words=("objectif", "historique"),
        arguments=(Argument("entry", with_page(read_objective), ask=plan.ASK_ENTRY, hint=plan.ASK_OBJECTIVE_HINT),),
        allowed=ANYONE,
        help=Help(plan.HELP_HISTORY, plan.USAGE_HISTORY, examples=("objectif historique 4.2.2",)),
        handler=history.of_objective,
    ),
    Command(
        words=("objectif", "fiche"),
        arguments=(Argument("entry", read_sheet_entry, ask=plan.ASK_ENTRY, hint=plan.ASK_ENTRY_HINT),),
        allowed=ANYONE,
        help=Help(plan.HELP_SHEET, plan.USAGE_SHEET, examples=("objectif fiche 4.2.2", "objectif fiche pilier 6")),
        handler=sheets.sheet,
    ),
)

PROJECTS = (
    Command(
        words=("projet", "statut"),
        arguments=(Argument("entry", read_project, required=False),),
        allowed=ANYONE,
        help=Help(portfolio.HELP_STATUS, portfolio.USAGE_STATUS, examples=("projet statut stratobus",)),
        handler=projects.status,
    ),
    Command(
        words=("projet", "liste"),
        arguments=(Argument("criteria", reading.read_portfolio_criteria, required=False),),
        allowed=ANYONE,
        help=Help(
            portfolio.HELP_LIST,
            portfolio.USAGE_LIST,
            examples=("projet liste Istres", "projet liste thématique habitat", "projet liste Territoire Pays d'Aix"),
        ),
        handler=projects.listing,
    ),
    Command(
        words=("projet", "chercher"),
        arguments=(Argument("words", as_typed, ask=portfolio.ASK_WORDS, hint=portfolio.ASK_WORDS_HINT),),
        allowed=ANYONE,
        help=Help(portfolio.HELP_SEARCH, portfolio.USAGE_SEARCH, examples=("projet chercher piscines",)),
        handler=projects.searching,
    ),
    Command(
        words=("projet", "historique"),
        arguments=(
            Argument("entry", with_page(read_project), ask=portfolio.ASK_PROJECT, hint=portfolio.ASK_PROJECT_HINT),
        ),
        allowed=ANYONE,
        help=Help(portfolio.HELP_HISTORY, portfolio.USAGE_HISTORY, examples=("projet historique stratobus",)),
        handler=projects.history_of,
    ),
    Command(
        words=("projet", "fiche"),
        arguments=(Argument("entry", read_project, ask=portfolio.ASK_PROJECT, hint=portfolio.ASK_PROJECT_HINT),),
        allowed=ANYONE,
        help=Help(portfolio.HELP_SHEET, portfolio.USAGE_SHEET, examples=("projet fiche stratobus",)),
        handler=projects.sheet,
    ),
)

COMMUNITIES = (
    Command(
        words=("instance", "liste"),
        also=(("communaute", "liste"),),
        arguments=(Argument("kind", communities.read_kind, required=False),),
        allowed=ANYONE,
        help=Help(bodies.HELP_LIST, bodies.USAGE_LIST, examples=("instance liste", "communaute liste communauté")),
        handler=communities.listing,
    ),
    Command(
        words=("instance", "info"),
        also=(("communaute", "info"),),
        arguments=(Argument("entry", read_community, ask=bodies.ASK, hint=bodies.ASK_HINT),),
        allowed=ANYONE,
        help=Help(
            bodies.HELP_INFO, bodies.USAGE_INFO, examples=("communaute info CAP Managers", "instance info Comex")
        ),
        handler=communities.info,
    ),
)

ABOUT = (
    Command(
        words=("dimension", "aide"),
        arguments=(Argument("topic", as_typed, required=False),),
        allowed=ANYONE,
        help=Help(about.HELP_HELP, about.USAGE_HELP, examples=("dimension aide objectif liste",)),
        handler=about_help.show_help,
    ),
    Command(
        words=("dimension", "moi"),
        allowed=ANYONE,
        help=Help(about.HELP_ME, about.USAGE_ME),
        handler=me.show_me,
    ),
    Command(
        words=("dimension", "etat"),
        allowed=to_those_who_may(Action.SEE_STATE),
        help=Help(about.HELP_STATE, about.USAGE_STATE),
        handler=state.show_state,
    ),
)

TABLE = CommandTable(
    (*OBJECTIVES, *PROJECTS, *COMMUNITIES, *ABOUT),
    # The verb meant when a first word is followed by none.
    defaults={
        "objectif": "statut",
        "projet": "statut",
        "instance": "info",
        "communaute": "info",
        "dimension": "aide",
    },
    summaries={
        "objectif": plan.GROUP,
        "projet": portfolio.GROUP,
        "instance": bodies.GROUP_BODY,
        "communaute": bodies.GROUP_COMMUNITY,
        "dimension": about.GROUP,
    },
)
