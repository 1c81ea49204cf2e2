"""French sentences about projects and themes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import capitalised, count, day, distance, listing, overdue, quote, typeset
from commands.message import Line, Strong
from commands.state_words import STATUS_WORDS, calendar
from commands.texts import shortened
from storage.leads import Holder
from storage.rows.organisation import LeadRole
from storage.rows.plan import Status
from storage.rows.portfolio import Project, Theme

NO_DEADLINE = "échéance non consignée"
NO_STATE = "état non consigné"
# A project whose state is not recorded may still be late; one that is finished or put aside may not.
_STILL_OPEN = frozenset({None, Status.PLANNED, Status.UNDER_WAY})
ROLE_WORDS = {
    LeadRole.SPONSOR: "porteur",
    LeadRole.PROJECT_DIRECTOR: "directeur de projet",
    LeadRole.PROJECT_MANAGER: "chef de projet",
}
NOBODY = "non désigné"

GROUP = "Les projets du portefeuille : état, listes, fiches, mises à jour, reports, historique"
HELP_STATUS = "État d'un projet, ou le portefeuille si vous ne précisez rien"
USAGE_STATUS = "/projet statut [nom ou mots du projet]"
HELP_LIST = "Projets qui répondent à des critères"
USAGE_LIST = (
    "/projet liste [thématique, commune, Territoire, unité, période, échéance dépassée, réalisé, météo ; "
    "« hors » pour exclure]"
)
HELP_SEARCH = "Recherche dans les noms et les énoncés"
USAGE_SEARCH = "/projet chercher mots"
HELP_HISTORY = "Ce qui s'est dit et fait sur un projet, du plus récent au plus ancien"
USAGE_HISTORY = "/projet historique nom"
HELP_SHEET = "Fiche complète d'un projet"
USAGE_SHEET = "/projet fiche nom"
ASK_PROJECT = "Quel projet ?"
ASK_PROJECT_HINT = "Quelques mots de son nom."
ASK_WORDS = "Que cherchez-vous ?"
ASK_WORDS_HINT = "Quelques mots du nom, de l'énoncé, un lieu."

HISTORY = "Historique"
SHEET = "Fiche"
STATE = "État"
RESTRICTED = "Projet à lecture restreinte : ne le partagez pas hors de son cercle."
PORTFOLIO = "Le portefeuille de projets"
NOTHING_SINCE = "Rien d'autre n'est consigné depuis l'édition du document."
LABEL_SUMMARY = "En bref"
LABEL_COMPONENTS = "Composantes"
LABEL_NOTE = "À savoir"
LABEL_PEOPLE = "Rôles"


def heading(project: Project) -> Line:
    """The project's name."""
    return (Strong(project.name),)


def place(project: Project) -> Line:
    """Theme, communes with their Territoire, sites."""
    said = [f"Thématique {project.theme.title}"]
    if project.communes:
        territories = list(dict.fromkeys(each.territory.name for each in project.communes))
        communes = listing([each.name for each in project.communes])
        said.append(f"{communes} ({listing([f'Territoire {name}' for name in territories])})")
    if project.sites:
        said.append(f"site : {listing(project.sites)}")
    return (typeset(" · ".join(said)),)


def state(project: Project, *, today: date) -> Line:
    """Status and deadline, or that they are not recorded."""
    said = capitalised(STATUS_WORDS[project.status]) if project.status else capitalised(NO_STATE)
    if project.due_on is None:
        return (typeset(f"{said}, {NO_DEADLINE}"),)
    late = project.status in _STILL_OPEN and project.due_on < today
    when = overdue(project.due_on, today=today) if late else distance(project.due_on, today=today)
    return (
        typeset(
            f"{said}, échéance {day(project.due_on)} {when}"
            if late
            else f"{said}, échéance {day(project.due_on)}, {when}"
        ),
    )


def deadline(due_on: date | None, *, today: date | None) -> str:
    """A deadline that nobody has revised, and what the calendar says of it; nothing of it where it is over."""
    return f"échéance {day(due_on)}{calendar(due_on, today)}" if due_on else NO_DEADLINE


def printed(due_on: date | None) -> str:
    """The deadline as recorded, in words."""
    return day(due_on) if due_on else ""


def people(leads: Sequence[Holder]) -> Line:
    """The three roles, each with who holds it."""
    said = []
    for role, word in ROLE_WORDS.items():
        held = [lead.label for lead in leads if lead.role is role]
        said.append(f"{word} : {listing(held) or NOBODY}")
    return (typeset(" · ".join(said)),)


def source(project: Project) -> Line:
    """Where the document says it."""
    if project.source_line is None:
        return ("Source : registre des projets",)
    return (typeset(f"Source : DiMENSiON, Partie 4, {project.theme.title}"),)


def list_heading(total: int, criteria: str) -> Line:
    """How many, and by which criteria."""
    return (Strong(typeset(f"{count(total, 'projet')} : {criteria}" if criteria else f"{count(total, 'projet')}")),)


def nothing_listed(criteria: str) -> str:
    """An empty list."""
    return typeset(f"Aucun projet ne répond à : {criteria}.")


def listed(project: Project) -> Line:
    """A project in a list."""
    places = f" ({listing([each.name for each in project.communes])})" if project.communes else ""
    return (Strong(project.name), places)


def listed_theme(project: Project) -> Line:
    """The theme, under a project of a list."""
    return (typeset(f"thématique {project.theme.title}"),)


def shown_range(first: int, last: int, total: int) -> Line:
    """Which page of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)


def portfolio_heading(total: int) -> Line:
    """How many projects are recorded."""
    return (Strong(typeset(f"{PORTFOLIO} : {count(total, 'projet')}")),)


def theme_line(theme: Theme, number: int) -> Line:
    """A theme with its projects counted."""
    return (typeset(f"{theme.title} : {count(number, 'projet')}"),)


def search_heading(total: int, words: str) -> Line:
    """What a search found."""
    return (Strong(typeset(f"{count(total, 'résultat')} pour {quote(shortened(words, 60))}")),)


def nothing_found(words: str) -> str:
    """A search that found nothing."""
    return typeset(
        f"Ce n'est pas consigné : rien ne correspond à {quote(shortened(words, 60))}. Essayez d'autres mots."
    )


def labelled(label: str, text: str) -> Line:
    """A label and its text."""
    return (Strong(typeset(f"{label} : ")), typeset(text))


def history_heading(project: Project) -> Line:
    """Whose history."""
    return (Strong(f"Historique : {project.name}"),)


def printed_first(project: Project) -> Line:
    """The first entry: what the document prints, or the register."""
    if project.source_line is None:
        return ("inscrit au registre des projets",)
    return (typeset(f"inscrit dans DiMENSiON, 2020, Partie 4, ligne {project.source_line}"),)
