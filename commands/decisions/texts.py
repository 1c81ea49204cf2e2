"""French sentences about decisions and actions: recorded, listed, put off, help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import capitalised, count, day, distance, duration_of, listing, overdue, quote, typeset
from commands.message import Line, Strong

GROUP_ACTION = "Les actions décidées : les vôtres, celles d'un objectif ou d'une instance ; fait, reporter"
HELP_DECISION = "Consigne une décision sur un objectif"
USAGE_DECISION = "/objectif décision code « … » [en Comex] [le 12/11/2020]"
HELP_DECISION_PROJECT = "Consigne une décision sur un projet"
USAGE_DECISION_PROJECT = "/projet décision nom « … » [en Comex] [le 12/11/2020]"
HELP_DECISION_MEETING = "Consigne ce qu'une instance a décidé"
USAGE_DECISION_MEETING = "/instance décision Comex du 12/11/2020 « … » [sur 4.2.2]"
HELP_ACTION = "Consigne une action sur un objectif : quoi, par qui, avant quand"
USAGE_ACTION = "/objectif action code « … » par identifiant avant le 15/12/2020 [en Comex]"
HELP_ACTION_PROJECT = "Consigne une action sur un projet : quoi, par qui, avant quand"
USAGE_ACTION_PROJECT = "/projet action nom « … » par identifiant avant le 15/12/2020 [en Comex]"
HELP_ACTION_MEETING = "Consigne une action décidée en instance : quoi, par qui, avant quand"
USAGE_ACTION_MEETING = "/instance action Comex du 12/11/2020 « … » par identifiant avant le 15/12/2020 [sur 4.2.2]"
HELP_MINUTES = "Relevé de décisions d'une réunion, en message et en fichier"
USAGE_MINUTES = "/instance relevé Comex [du 12/11/2020]"
HELP_LIST = "Les actions à faire : les vôtres, ou celles d'un objectif, d'un projet, d'une instance"
USAGE_LIST = "/action liste [4.2.2, nom d'un projet, Comex]"
HELP_DONE = "Dit qu'une action est faite"
USAGE_DONE = "/action fait 140"
HELP_POSTPONE = "Reporte l'échéance d'une action ; la première date et les motifs restent visibles"
USAGE_POSTPONE = "/action reporter 140 au 15/01/2021 motif « … »"

TEXT_HINT = "500 caractères au plus. On y parle du travail ; aucune personne n'y est jugée."
ASK_ENTRY = "Sur quel objectif ?"
ASK_ENTRY_HINT = "Son code, par exemple 4.2.2."
ASK_PROJECT = "Sur quel projet ?"
ASK_PROJECT_HINT = "Quelques mots de son nom."
ASK_MEETING = "Quelle réunion ?"
ASK_MEETING_HINT = "L'instance et le jour, par exemple « Comex du 12/11/2020 »."
ASK_BODY_OF = "De quelle instance ?"
ASK_BODY_OF_HINT = "Son nom, et le jour s'il ne s'agit pas de la dernière réunion : « Comex du 12/11/2020 »."
ASK_DECISION = "Quelle décision ?"
ASK_ACTION = "Quelle action ?"
ASK_HOLDER = "Par qui ?"
ASK_HOLDER_HINT = "Un identifiant ou des mots de la fonction."
ASK_DUE = "Pour quand ?"
ASK_DUE_HINT = "Une date ou une période, par exemple 15/12/2020 ou T1 2021."
ASK_BODY = "Décidé en quelle instance ?"
ASK_BODY_HINT = "Par exemple « Comex du 12/11/2020 »."
ASK_ON = "Quel jour ?"
ASK_ON_HINT = "Par exemple 12/11/2020 ; sinon aujourd'hui."
ASK_ABOUT = "Sur quel objectif ou projet ?"
ASK_ABOUT_HINT = "Un code, par exemple 4.2.2, ou le nom d'un projet."
ASK_NUMBER = "Quelle action ?"
ASK_NUMBER_HINT = "Son numéro, que montre « action liste »."
ASK_REASON = "Pour quel motif ?"
ASK_REASON_HINT = "En une phrase."
ACTION_TITLE = "Qui fait cette action, et pour quand"

UNDO = "Annuler"
STATE = "État"
MINUTES = "Relevé"
MY_ACTIONS = "Mes actions"
DECISIONS = "Décisions"
ACTIONS = "Actions"
YOUR_ACTIONS = "Vos actions à faire"
# Folded.
MINE = frozenset({"moi", "mes", "miennes", "mes actions", "les miennes"})
# How a sentence that was begun is said again.
BY, BEFORE, INTO, OF_DAY, ON = "par", "avant le", "en", "du", "sur"

NO_JUDGEMENT = typeset("Ce texte parle du travail ; s'il juge une personne, annulez-le et reprenez-le.")
GONE = "texte retiré"


def meeting(body: str, held_on: date) -> str:
    """A meeting by its body and day."""
    return f"{body} du {day(held_on)}"


# Recorded


def decision_recorded(entries: Sequence[int], names: Sequence[str], place: str | None, on: date, text: str) -> Line:
    """« C'est noté (n° 131) : décision sur 4.2.2, Comex du 12 novembre 2020 : « … ». »"""
    about = f" sur {listing(names)}" if names else ""
    numbers = listing([str(entry) for entry in entries])
    return (Strong("C'est noté"), typeset(f" (n° {numbers}) : décision{about}, {place or day(on)} : {quote(text)}."))


def action_recorded(entry: int, name: str | None, place: str | None, text: str) -> Line:
    """The same, of an action."""
    about = f" sur {name}" if name else ""
    where = f", {place}" if place else ""
    return (Strong("C'est noté"), typeset(f" (n° {entry}) : action{about}{where} : {quote(text)}."))


def who_and_when(label: str, due_on: date, *, today: date) -> Line:
    """By whom, by when."""
    when = overdue(due_on, today=today) if due_on < today else distance(due_on, today=today)
    return (typeset(f"Par {label}, échéance {day(due_on)} ({when})."),)


def action_done(number: int, short: str, entry: int, text: str | None) -> Line:
    """To whoever says that it is done."""
    what = f" : {quote(text)}" if text else ""
    return (Strong("C'est noté"), typeset(f" (n° {entry}) : sur {short}, l'action n° {number} est faite{what}."))


def action_postponed(number: int, short: str, entry: int) -> Line:
    """To whoever puts it off."""
    return (Strong("C'est noté"), typeset(f" (n° {entry}) : sur {short}, action n° {number}, nouvelle échéance."))


def undo(entry: int | None) -> str:
    """The button that takes it back; of several, each by its number."""
    return UNDO if entry is None else typeset(f"{UNDO} (n° {entry})")


# Lists


def actions_on(short: str) -> str:
    """The actions of a subject."""
    return f"Actions à faire sur {short}"


def actions_of(body: str) -> str:
    """The actions of a body."""
    return f"Actions à faire, {body}"


def actions_heading(title: str, total: int) -> Line:
    """How many."""
    return (Strong(typeset(f"{title} : {count(total, 'action')}")),)


def no_action(title: str) -> str:
    """An empty list."""
    return typeset(f"{title} : aucune.")


def action_line(number: int, text: str | None) -> Line:
    """An action by its number and words."""
    return (Strong(typeset(f"n° {number}")), typeset(f" · {text or GONE}"))


def action_place(holder: str | None, about: str | None, place: str | None) -> Line:
    """Who is to act, on what, where it was agreed."""
    said = [f"par {holder}" if holder else "", f"sur {about}" if about else "", place or ""]
    return (typeset(capitalised(" · ".join(part for part in said if part))),)


def due(due_on: date, *, today: date) -> Line:
    """« Échéance 15 décembre 2020, dans 22 jours », « … dépassée de 3 jours »."""
    past = due_on < today
    when = f" {overdue(due_on, today=today)}" if past else f", {distance(due_on, today=today)}"
    return (typeset(f"Échéance {day(due_on)}{when}"),)


def done_on(when: date | None, due_on: date) -> Line:
    """A done action."""
    on = f" le {day(when)}" if when else ""
    return (typeset(f"Fait{on} · échéance {day(due_on)}"),)


def drift(first: date, last: date, times: int) -> str:
    """« Échéance initiale 15 décembre 2020, révisée 2 fois, glissement de 47 jours »: the total, from the first."""
    days = (last - first).days
    moved = (
        f"glissement {duration_of(days)}" if days > 0 else f"avance {duration_of(-days)}" if days else "sans glissement"
    )
    return typeset(f"Échéance initiale {day(first)}, révisée {times} fois, {moved}")


def revision(due_on: date, said_on: date, who: str | None, reason: str | None) -> Line:
    """One revision, with its author and reason."""
    by = f" par {who}" if who else ""
    return (typeset(f"Portée au {day(due_on)} le {day(said_on)}{by} : {quote(reason) if reason else GONE}"),)


def done_button(number: int) -> str:
    """A button that says that it is done."""
    return typeset(f"Fait (n° {number})")


def postpone_button(number: int) -> str:
    """A button that puts it off."""
    return typeset(f"Reporter (n° {number})")


def shown_range(first: int, last: int, total: int) -> Line:
    """Which page of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)
