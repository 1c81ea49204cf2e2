"""French sentences of « La semaine DiMENSiON » and of its commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commands.french import capitalised, count, day, distance, listing, number, quote, typeset
from commands.message import Line, Strong
from commands.state_words import STATUS_WORDS, WEATHER_WORDS
from commands.texts import shortened
from storage.rows.following import TransitionKind, Weather
from storage.rows.plan import Status

if TYPE_CHECKING:
    from storage.deadlines import Deadline
    from storage.digest_facts import Change, Story
    from storage.matters import Found

GROUP = "« La semaine DiMENSiON » : ce qu'elle dirait, la recevoir ou non"
HELP_PREVIEW = "Ce que « La semaine DiMENSiON » dirait lundi, pour vous ou pour une communauté"
USAGE_PREVIEW = "/recap aperçu [communauté]"
HELP_NOW = "Ce qui a changé ces sept derniers jours, tout de suite"
USAGE_NOW = "/recap maintenant"
HELP_CHOICE = "Recevoir « La semaine DiMENSiON » le lundi, ou ne plus la recevoir"
USAGE_CHOICE = "/recap abonnement [oui|non]"
HELP_SHARE = "Partager un argumentaire ou un chiffre clé dans la conversation"
USAGE_SHARE = "/recap partager référence"
ASK_STORY = "Quel argumentaire ou chiffre clé ?"
ASK_STORY_HINT = "Le code d'un objectif, par exemple 4.2.2, ou le numéro d'un pilier."

HEADING = "La semaine DiMENSiON"
CHANGED = "Ce qui a changé"
CHANGED_IN_PLAN = "Ce qui a changé dans le plan et les projets"
DUE = "À échéance dans les 14 jours"
ASKED = "Ce qui vous est demandé"
SILENT = "Sans nouvelles"
OVERDUE = "Échéances dépassées depuis 21 jours et plus, à arbitrer"
SUPPORTS = "Appuis en attente de réponse"
ACTIONS = "Actions décidées, encore ouvertes"
STORY = "À raconter"
SHARE = "Partager"
MOVEMENTS = "Ce qui a bougé"
SUBSCRIBE = "Recevoir chaque lundi"
UNSUBSCRIBE = "Ne plus recevoir"
NOTHING = typeset("Rien n'a changé dans ce que vous suivez : « La semaine DiMENSiON » ne serait pas envoyée.")
NOTHING_FOR_COMMUNITY = typeset("Rien n'a changé : « La semaine DiMENSiON » ne serait pas envoyée à cette communauté.")
ON = typeset("Vous recevez « La semaine DiMENSiON » le premier matin ouvré de la semaine.")
OFF = typeset("Vous ne recevez pas « La semaine DiMENSiON ».")
NOW_ON = typeset("C'est noté : vous recevrez « La semaine DiMENSiON » le premier matin ouvré de la semaine.")
NOW_OFF = typeset("C'est noté : vous ne recevrez plus « La semaine DiMENSiON ».")
NOT_REGISTERED = typeset(
    "Votre compte n'est rattaché à personne dans le registre : « La semaine DiMENSiON » ne peut pas vous être envoyée. "
    "La cellule d'appui peut vous rattacher."
)

FOLLOWED, LED, IN_UNIT, GOVERNANCE = "vous le suivez", "vous le pilotez", "dans votre unité", "gouvernance"
WHOLE_PLAN = "plan entier"
BY_NAME, IN_BODY = "demandé à vous", "demandé à une instance"

YES = frozenset({"oui", "o", "activer", "recevoir", "abonner", "je m'abonne", "s'abonner"})
NO = frozenset({"non", "n", "arreter", "arrêter", "désabonner", "desabonner", "se désabonner", "ne plus recevoir"})


def answer_expected(typed: str) -> str:
    """Neither yes nor no."""
    return typeset(f"{quote(shortened(typed, 40))} n'est ni « oui » ni « non ».")


def unknown_story(typed: str) -> str:
    """No argumentaire and no figure under that reference."""
    return typeset(
        f"Ce n'est pas consigné : il n'y a ni argumentaire ni chiffre clé sous {quote(shortened(typed, 40))}."
    )


def heading(until: date, since: date) -> Line:
    """The title, and the period."""
    return (Strong(HEADING), typeset(f" du {day(until)} : depuis le {day(since)}"))


def section(title: str) -> Line:
    """The title of a part."""
    return (Strong(title),)


def subject(kind: str, code: str, title: str) -> str:
    """What a subject is called in a line: its code and title, or a project's name."""
    return shortened(title, 80) if kind == "project" else f"{code} {shortened(title, 80)}"


def change(one: Change, name: str, why: str) -> Line:
    """A change: the subject, what it was, what it is, the number of the entry, and why the reader is told."""
    return (Strong(name), typeset(f" : {_became(one)} (n° {one.entry}, {why})"))


def _became(one: Change) -> str:
    match one.kind:
        case TransitionKind.STATUS:
            return _from_to("", _status(one.before), _status(one.after))
        case TransitionKind.WEATHER:
            return _from_to("", _weather(one.before), _weather(one.after))
        case TransitionKind.DEADLINE:
            return _from_to("échéance ", _day(one.before), _day(one.after))
        case TransitionKind.LEAD:
            return "changement de pilote"
        case TransitionKind.DECISION:
            return "une décision a été prise"


def _from_to(label: str, before: str, after: str) -> str:
    told = f"{label}{after}" if after else f"{label}non renseignée"
    return f"{told} (auparavant : {before})" if before else told


def _status(value: str | None) -> str:
    return STATUS_WORDS[Status(value)] if value else ""


def _weather(value: str | None) -> str:
    return WEATHER_WORDS[Weather(value)] if value else ""


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else ""


def due(deadline: Deadline, name: str, why: str, today: date) -> Line:
    """A deadline to come."""
    when = f"{day(deadline.due_on)}, {distance(deadline.due_on, today=today)}"
    return (Strong(name), typeset(f" : {when} ({why})"))


def overdue(deadline: Deadline, name: str, today: date) -> Line:
    """A deadline that passed long ago."""
    when = f"échéance du {day(deadline.due_on)}, {distance(deadline.due_on, today=today)}"
    return (Strong(name), typeset(f" : {when} ({GOVERNANCE})"))


def silent(deadline: Deadline, name: str, why: str) -> Line:
    """An objective of which nothing is heard; never who should have spoken."""
    said = (
        "aucun point d'étape consigné" if deadline.told_at is None else f"rien depuis le {day(deadline.told_at.date())}"
    )
    return (Strong(name), typeset(f" : échéance {day(deadline.due_on)}, {said} ({why})"))


def to_forward(codes: Sequence[str]) -> Line:
    """A message that can be forwarded as it is."""
    subjects = f"en est l'objectif {codes[0]}" if len(codes) == 1 else f"en sont les objectifs {listing(codes)}"
    message = f"Bonjour, où {subjects} ? Un point d'étape prend 30 secondes : tapez « maj »."
    return (typeset(f"Message à transmettre : {message}"),)


def support(one: Found, name: str, why: str) -> Line:
    """A support request that waits."""
    needed = f", pour le {day(one.due_on)}" if one.due_on else ""
    return (Strong(name), typeset(f" : appui n° {one.number} attendu{needed} ({why})"))


def action(one: Found, name: str, why: str) -> Line:
    """An action to be done."""
    when = f", pour le {day(one.due_on)}" if one.due_on else ""
    said = shortened(str(one.detail.get("text") or ""), 80)
    return (Strong(name), typeset(f" : action n° {one.number}{when}, {quote(said)} ({why})"))


def story(one: Story) -> Line:
    """An argumentaire or a figure to tell around one."""
    if not one.label:
        return (typeset(f"{one.text} (selon DiMENSiON, 2020, {one.reference})"),)
    figure = number(int(one.text)) if one.text.isdecimal() else one.text
    return (typeset(f"{capitalised(one.label)} : {figure} (selon DiMENSiON, 2020)"),)


def and_more(left: int) -> Line:
    """What a part leaves out."""
    return (typeset(f"et {count(left, 'autre', 'autres')}"),)
