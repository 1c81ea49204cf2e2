"""French sentences of the journeys of newcomers, and of a first contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from commands.french import count, day, listing, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.rows.plan import Objective
from storage.rows.reference import Community, Tool

HELP = "Trois points pour vos débuts (jours 0, 7 et 30), dans votre lettre : nouvel arrivant, nouveau manager"
USAGE = "/dimension parcours [arrivant | manager | fin]"
NAMES = {"arrival": "nouvel arrivant", "manager": "nouveau manager"}
# What people type, folded.
TYPED = {
    "arrivant": "arrival",
    "arrivante": "arrival",
    "arrivee": "arrival",
    "arrival": "arrival",
    "nouvel arrivant": "arrival",
    "nouvelle arrivante": "arrival",
    "nouveaux arrivants": "arrival",
    "accueil": "arrival",
    "manager": "manager",
    "encadrant": "manager",
    "encadrante": "manager",
    "nouveau manager": "manager",
    "nouvelle manager": "manager",
    "nouveaux managers": "manager",
    "nouvel encadrant": "manager",
}
OVER = frozenset({"fin", "arret", "arreter", "stop", "non", "terminer"})
BEGIN_ARRIVAL, BEGIN_MANAGER = "Parcours nouvel arrivant", "Parcours nouveau manager"
STOP = "Arrêter ce parcours"
MY_PAGE = "Ma page"
NONE = typeset("Vous ne suivez aucun parcours. Il y en a deux, en trois points, dans votre lettre du jour.")
ENDED = typeset("Parcours arrêté : vous ne recevrez plus ces points.")
NOTHING_TO_END = typeset("Vous ne suivez aucun parcours.")
UNKNOWN_PERSON = typeset(
    "Votre compte n'est rattaché à personne dans le registre : la cellule d'appui peut vous rattacher, et le parcours "
    "vous sera alors envoyé."
)
FIRST_TIME = "Bonjour. Trois choses à taper pour commencer"


def unknown(typed: str) -> str:
    """A journey that is not."""
    known = listing(list(NAMES.values()), last="ou")
    return typeset(f"Je ne connais pas le parcours {quote(shortened(typed, 40))}. Les parcours : {known}.")


def begun(journey: str, days: Sequence[int]) -> str:
    """A journey that begins."""
    later = listing([f"jour {each}" for each in days[1:]])
    said = f"Parcours « {NAMES[journey]} » commencé : un premier point dans votre prochaine lettre, puis {later}."
    return typeset(f"{said} « dimension parcours fin » l'arrête.")


def already(journey: str, began_on: date) -> str:
    """A journey that one is on."""
    return typeset(f"Vous suivez le parcours « {NAMES[journey]} » depuis le {day(began_on)}.")


def followed(journeys: Mapping[str, date], days: Sequence[int], today: date) -> list[str]:
    """The journeys that one is on, and what is still to come."""
    lines = []
    for journey, began_on in sorted(journeys.items()):
        left = [began_on + timedelta(each) for each in days if began_on + timedelta(each) > today]
        said = f"encore {count(len(left), 'point')}, le {listing([day(each) for each in left])}" if left else "terminé"
        lines.append(typeset(f"Parcours « {NAMES[journey]} », depuis le {day(began_on)} : {said}."))
    return lines


def heading(journey: str, which: int) -> Line:
    """The title of a point."""
    return (Strong(f"Parcours {NAMES[journey]}, jour {which}"),)


def pillars(found: Sequence[tuple[int, str]]) -> Line:
    """The pillars of the plan."""
    named = " ; ".join(f"{number}. {title}" for number, title in found)
    return (typeset(f"DiMENSiON tient en {count(len(found), 'pilier')} : {named} (source : DiMENSiON, partie 3)"),)


def objective(found: Objective) -> Line:
    """An objective, with what it commits to first, and where the document says it."""
    first = found.key_results[0] if found.key_results else None
    commits = ""
    if first is not None:
        due = f", échéance {first.printed_deadline}" if first.printed_deadline else ""
        commits = f" : {shortened(first.statement, 140)}{due}"
    where = f"source : DiMENSiON, pilier {found.pillar_number}, {found.printed_number}"
    return (Strong(found.code), typeset(f" {found.title}{commits} ({where})"))


def community(found: Community) -> Line:
    """A community, and what it is for."""
    return (Strong(found.name), typeset(f" : {shortened(found.purpose, 180)} (source : DiMENSiON, {found.source})"))


def tool(found: Tool) -> Line:
    """A tool that the document names."""
    return (Strong(found.name), typeset(f" : {shortened(found.purpose, 180)} (source : DiMENSiON, {found.source})"))
