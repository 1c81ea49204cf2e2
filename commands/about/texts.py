"""French sentences about the bot itself: help, who one is, the state of the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import count, day, listing, since, typeset
from commands.message import Line, Strong
from storage.rows.organisation import Role, Unit

GROUP = "Aide, votre fiche, état du service"
HELP_HELP = "Les commandes, ou l'aide d'une commande"
USAGE_HELP = "/dimension aide [commande]"
HELP_ME = "Ce que le bot sait de vous : rôles, unité, ce que vous suivez ou pilotez"
USAGE_ME = "/dimension moi"
HELP_STATE = "État du service : plan chargé, envois en attente, envois en échec"
USAGE_STATE = "/dimension etat"

ROLE_WORDS = {
    Role.AGENT: "agent",
    Role.MANAGER: "manager",
    Role.AMBASSADOR: "ambassadeur",
    Role.CAP_MANAGERS: "membre du CAP Managers",
    Role.PROJECT_MANAGER: "chef de projet",
    Role.OBJECTIVE_LEAD: "chef de file",
    Role.SUPPORT: "cellule d'appui",
    Role.COMEX: "Comex",
    Role.ADMINISTRATOR: "administrateur",
}
# Three things to type first, by role; the first role of this order that one has decides.
FIRST_STEPS: tuple[tuple[Role, tuple[str, str, str]], ...] = (
    (Role.SUPPORT, ("/objectif liste échéance dépassée", "/objectif liste sans chef de file", "/dimension etat")),
    (Role.OBJECTIVE_LEAD, ("/objectif statut", "/objectif liste échéance dépassée", "/dimension moi")),
    (Role.PROJECT_MANAGER, ("/projet statut", "/objectif statut", "/dimension moi")),
    (Role.COMEX, ("/objectif statut", "/objectif liste échéance dépassée", "/projet liste")),
    (Role.CAP_MANAGERS, ("/objectif statut", "/communaute info CAP Managers", "/objectif liste T4 2020")),
    (Role.AMBASSADOR, ("/objectif statut 4.2.2", "/objectif fiche pilier 6", "/communaute liste")),
    (Role.MANAGER, ("/objectif statut", "/objectif liste pilier 2", "/projet liste Istres")),
    (Role.AGENT, ("/objectif statut 4.2.2", "/projet liste Istres", "/objectif chercher télétravail")),
)


def first_steps(roles: frozenset[Role]) -> tuple[str, str, str]:
    """Three things to type first, by role."""
    return next((steps for role, steps in FIRST_STEPS if role in roles), FIRST_STEPS[-1][1])


WELCOME = (
    "Je réponds sur le projet d'administration DiMENSiON : ses 7 piliers, ses objectifs, ses échéances, ses projets, "
    "ses instances."
)
TRY = "Pour commencer, tapez par exemple"
COMMANDS = "Commandes"
HOW = typeset(
    "Accents et majuscules sont libres. Un objectif se désigne par son code (4.2.2, P4 2.2, 4.2.2.b) ou par des mots "
    "de son titre. Le numéro d'un choix proposé suffit pour le choisir, « suite » continue une liste, « annuler » "
    "abandonne une question. Une question en français, sans commande, marche aussi."
)
EXAMPLES = "Exemples"


def group_line(name: str, summary: str, verbs: Sequence[str]) -> Line:
    """A first word, what it is for, and its verbs."""
    return (Strong(f"/{name}"), typeset(f" {summary} ({', '.join(verbs)})"))


def command_line(sentence: str, summary: str) -> Line:
    """A command and what it is for."""
    return (Strong(f"/{sentence}"), typeset(f" : {summary}"))


def usage_line(usage: str) -> Line:
    """How it is typed."""
    return (typeset(f"Tapez : {usage}"),)


def no_such_help(typed: str) -> str:
    """Help asked about something that is no command."""
    return typeset(f"Il n'y a pas de commande « {typed} ».")


# Who one is


def me_heading(label: str, handle: str) -> Line:
    """One's function and handle."""
    return (Strong(label), f" · {handle}" if handle else "")


ACCOUNT_UNKNOWN = (
    "Votre compte n'est rattaché à personne dans le registre : vous pouvez tout consulter et poser des questions. "
    "La cellule d'appui peut vous rattacher."
)
LABEL_ROLES = "Rôles"
LABEL_UNIT = "Unité"
LABEL_LED = "Objectifs que vous pilotez ou auxquels vous contribuez"
LABEL_UNIT_OBJECTIVES = "Objectifs de votre unité"
LABEL_PROJECTS = "Projets de votre périmètre"
LABEL_COMMUNITIES = "Communautés"
NONE = "aucun"
OWN_STATUS = "Mon périmètre"
NO_UNIT = "non consignée"
KEPT = typeset(
    "Ce qui est gardé : votre identifiant, vos rôles, votre unité, ce que vous suivez et, à votre nom, ce que vous "
    "consignez ou proposez. Vos questions ne sont pas gardées à votre nom : une question sans réponse l'est trente "
    "jours, sans auteur ; ce que vous tapez n'est jamais journalisé."
)


def roles(held: frozenset[Role]) -> str:
    """One's roles, in the order of the table."""
    return listing([word for role, word in ROLE_WORDS.items() if role in held])


def unit(value: Unit | None) -> str:
    """One's unit."""
    return value.name if value is not None else NO_UNIT


# State of the service

LABEL_PLAN = "Plan"
LABEL_REGISTER = "Registre"
LABEL_QUEUE = "Envois"
LABEL_OFF_HOURS = "Partis hors des heures ouvrées"
LABEL_DEAD = "Envois en échec"
LABEL_SKIPPED = typeset("Périodes sautées : le bot était arrêté trop longtemps")
STATE_HEADING = "État du service"
STATES = {
    "pending": "en attente",
    "claimed": "pris en charge",
    "sending": "en cours d'envoi",
    "sent": "envoyés",
    "failed": "en échec",
    "unknown": "incertains",
}
QUEUE_EMPTY = "aucun message en file"


def off_hours(since_day: date, unasked: int, urgent: int) -> str:
    """What left unasked outside working hours this year, urgent announcements apart."""
    said = f"{count(unasked, 'message')} {since(since_day)}"
    return typeset(f"{said} ; à part, {count(urgent, 'envoi')} d'annonces urgentes" if urgent else said)


def plan_size(objectives: int, results: int, projects: int) -> str:
    """What is loaded; projects that one may read."""
    return (
        f"{count(objectives, 'objectif')}, {count(results, 'objectif opérationnel', 'objectifs opérationnels')}, "
        f"{count(projects, 'projet')}"
    )


def register_size(persons: int) -> str:
    """Who is known."""
    return count(persons, "personne active", "personnes actives")


def queue(states: Sequence[tuple[str, int]]) -> str:
    """How many messages are in each state."""
    said = [f"{number} {STATES[state]}" for state, number in states if number]
    return ", ".join(said) or QUEUE_EMPTY


# What rules are called, for the operator.
_RULES = {
    "deadline": "rappel d'échéance à venir",
    "past-due": "rappel d'échéance dépassée",
    "digest-weekly": "« La semaine DiMENSiON »",
    "digest-weekly-communities:slack": "« La semaine DiMENSiON » des communautés, sur Slack",
    "digest-weekly-communities:matrix": "« La semaine DiMENSiON » des communautés, sur Matrix",
    "ask-weekly": "points d'étape du vendredi",
    "reminder": "rappel demandé",
}


def skipped_period(rule: str, on: date) -> Line:
    """What a rule would have told on a day, had the bot not been stopped for too long."""
    kind = _RULES.get(rule) or next((said for key, said in _RULES.items() if rule.startswith(key)), rule)
    return (typeset(f"{kind} du {day(on)} ({rule})"),)


def dead_letter(key: str, place: str, failure: str) -> Line:
    """A message that could not be sent: keys only, never its text."""
    return (typeset(f"{key}, vers {place} : {failure}"),)


def with_state(name: str, said: str) -> str:
    """A code or a project's name, with its state in a few words."""
    return f"{name} ({said})" if said else name
