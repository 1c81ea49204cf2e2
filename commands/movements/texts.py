"""French sentences of questions of history: what has moved since when, why something stands as it does, who said it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import count, day, listing, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened

# Commands

HELP_PLAN = "Ce qui a bougé sur les objectifs depuis une date ou une réunion : qui l'a dit, quand, ce qui valait avant"
USAGE_PLAN = "/objectif mouvements [depuis le 1er octobre, depuis le dernier Comex, cette semaine] [pilier, unité…]"
HELP_PORTFOLIO = "Ce qui a bougé sur les projets depuis une date ou une réunion"
USAGE_PORTFOLIO = "/projet mouvements [depuis le 1er octobre, depuis le dernier Comex] [thématique, commune…]"
HELP_EVERYTHING = "Ce qui a bougé, objectifs et projets ensemble"
USAGE_EVERYTHING = "/dimension mouvements [depuis le 1er octobre, depuis le dernier Comex, cette semaine]"
HELP_WHY = "Pourquoi un objectif est dans cet état ou en rouge : qui l'a dit, quand, sous quel numéro"
USAGE_WHY = "/objectif pourquoi code"
HELP_WHY_PROJECT = "Pourquoi un projet est dans cet état ou en rouge : qui l'a dit, quand, sous quel numéro"
USAGE_WHY_PROJECT = "/projet pourquoi nom"
ASK_ENTRY = "De quel objectif ou projet parlez-vous ?"
ASK_ENTRY_HINT = "Un code, par exemple 4.2.2.b, ou quelques mots de son nom."
ASK_PROJECT = "De quel projet parlez-vous ?"
ASK_PROJECT_HINT = "Quelques mots de son nom."

# Since when

SINCE_IS = typeset("Dites par exemple « depuis le 1er octobre », « depuis le dernier Comex » ou « cette semaine ».")

SINCE_A_DAY = typeset("Dites par exemple « depuis le 1er octobre » ou « cette semaine ».")


def since(first: date) -> str:
    """« depuis le 1er octobre 2020 »."""
    return f"depuis le {day(first)}"


def during(label: str) -> str:
    """« sur la période T3 2020 »."""
    return f"sur la période {quote(label)}"


def since_meeting(body: str, held_on: date) -> str:
    """« depuis la réunion du 12 novembre 2020 (Comex) »."""
    return f"depuis la réunion du {day(held_on)} ({body})"


def since_earlier(body: str, held_on: date) -> str:
    """A button: the meeting before."""
    return typeset(f"Depuis la réunion d'avant ({shortened(body, 30)}, {day(held_on)})")


def in_the_future(first: date) -> str:
    """Since a day that is still to come."""
    return typeset(f"Le {day(first)} est à venir : rien ne peut encore avoir bougé depuis.")


def unknown_body(typed: str) -> str:
    """Since the last meeting of nobody known."""
    return typeset(f"Je ne connais pas l'instance {quote(shortened(typed.strip(' ?!.'), 40))}.")


LAST_DAYS = typeset("Ces 30 derniers jours")


def never_met(body: str) -> str:
    """A body of which no meeting is recorded."""
    return typeset(f"Ce n'est pas consigné : aucune réunion n'est enregistrée pour {quote(body)}.")


# What has moved


def heading(window: str, narrowed: str, total: int) -> Line:
    """What is listed."""
    about = f", {narrowed}" if narrowed else ""
    subjects = count(total, "sujet a bougé", "sujets ont bougé")
    return (Strong(typeset(f"Ce qui a bougé {window}{about}")), typeset(f" : {subjects}"))


def nothing_moved(window: str, narrowed: str) -> str:
    """Nothing at all."""
    about = f" ({narrowed})" if narrowed else ""
    return typeset(f"Rien n'est consigné {window}{about}.")


def subject(name: str) -> Line:
    """An objective or a project that moved."""
    return (Strong(typeset(name)),)


def with_before(said: str, before: Sequence[str]) -> str:
    """What was said, and what stood before."""
    return f"{said} (auparavant : {', '.join(before)})" if before else said


def due(when: str) -> str:
    """A deadline that stood before."""
    return f"échéance au {when}"


def iso_day(value: str) -> date:
    """A day as transitions keep it."""
    return date.fromisoformat(value)


def more(number: int) -> Line:
    """What is left to the history."""
    return (typeset(f"et {count(number, 'autre point', 'autres points')} dans son historique"),)


def shown_range(first: int, last: int, total: int) -> Line:
    """Which page of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)


def history(short: str) -> str:
    """A button."""
    return f"Historique : {shortened(short, 40)}"


# Why

HISTORY = "Historique"
STATE = "État"
NOBODY_SAID = "Rien n'en a été dit depuis l'édition du document : ce n'est pas consigné."


def revised(story: str) -> str:
    """One postponement, in an answer that may tell nothing else."""
    return typeset(f"Échéance reportée, {story}")


def why_heading(name: str) -> Line:
    """What is asked about."""
    return (Strong(typeset(name)),)


def is_not(short: str, asked: str, stands: str) -> Line:
    """The question supposes what does not stand."""
    return (Strong(typeset(f"{short} n'est pas en « {asked} »")), typeset(f" : {stands}."))


def nobody_said_weather() -> Line:
    """No weather was ever said."""
    return (typeset("Météo non renseignée : personne n'en a dit, et aucune couleur n'est calculée."),)


def stands(label: str, word: str, said: str, before: Sequence[str] = ()) -> Line:
    """« Météo : objectifs compromis (orage), dit par …, le 9 novembre 2020 (n° 128) »; `said` is from `said_by`."""
    return (Strong(typeset(f"{label} : {word}")), typeset(with_before(f", {said}", before)))


def said_by(who: str, when: date, entry: int) -> str:
    """« dit par …, le 9 novembre 2020 (n° 128) »."""
    return f"dit par {who}, le {day(when)} (n° {entry})"


def stood(word: str, when: date, entry: int) -> Line:
    """When it last was what is asked about."""
    return (typeset(f"Il l'a été jusqu'au {day(when)} (n° {entry}) : {word}."),)


def proposed_by(who: str) -> str:
    """Whose proposal it was."""
    return f"proposé par {who}"


def with_it(parts: Sequence[str]) -> Line:
    """What was said in the same breath."""
    return (typeset(f"Dit en même temps : {', '.join(parts)}"),)


def calendar(due_on: date, overdue: str) -> Line:
    """What the calendar alone allows to say."""
    return (typeset(f"Échéance du {day(due_on)} {overdue} : c'est le calendrier qui le dit."),)


def labelled(label: str, text: str) -> Line:
    """A label and its text."""
    return (typeset(f"{label} : {text}"),)


def printed(word: str) -> Line:
    """A status that the document prints."""
    return (typeset(f"État : {word}, selon DiMENSiON, 2020"),)


def results(letters: Sequence[str]) -> str:
    """Key results of which there is nothing to tell."""
    return typeset(f"Rien n'est consigné sur {listing(letters)}.")


WEATHER = "Météo"
STATUS = "État"
COMMENT = "Dernier commentaire"
