"""French sentences about decisions and actions that are not understood, not possible or not allowed."""

from __future__ import annotations

from datetime import date

from commands.decisions.texts import GONE
from commands.french import day, quote, typeset
from commands.texts import shortened

IN_WORDS = "Dites-le en quelques mots."
DATES_ARE = "Une date s'écrit 15/12/2020, « 15 décembre 2020 » ou T1 2021."
WHO_ACTS = "Une action se confie à une personne, par son identifiant (« chef-de-file-rh ») ou sa fonction."
DAY_IN_TEXT = "Si cette date fait partie du texte, mettez le texte entre guillemets."
CODE_FIRST = "Commencez par le code de l'objectif, puis dites quoi, par exemple 4.2.2 « Retenir le scénario 2 »."
NAME_FIRST = typeset(
    "Commencez par le nom du projet, puis « : » et ce qui est à consigner, "
    "par exemple « télétravail : étendre la charte »."
)
SEE_ACTIONS = typeset("Tapez « action liste » pour voir vos actions.")
ONE_SUBJECT = "Une action porte sur un seul objectif ou projet : consignez-en une pour chacun."


def date_expected(typed: str) -> str:
    """Something else where a date must be."""
    return typeset(f"Je ne lis pas de date dans {quote(shortened(typed, 40))}.")


def no_such_date(typed: str) -> str:
    """A date that does not exist."""
    return typeset(f"La date {quote(shortened(typed, 40))} n'existe pas.")


def still_ahead(when: date) -> str:
    """A decision of a day to come."""
    return typeset(f"Le {day(when)} est à venir : une décision se consigne une fois prise.")


def before_the_plan(when: date, begins: date) -> str:
    """A date before the plan."""
    return typeset(f"Le {day(when)} précède le plan : les dates vont à partir du {day(begins)}.")


def deadline_past(when: date) -> str:
    """A deadline that is past already."""
    return typeset(f"L'échéance du {day(when)} est passée : donnez une date à venir. Rien n'a été enregistré.")


def same_deadline(number: int, when: date) -> str:
    """A postponement that changes nothing."""
    return typeset(f"L'échéance de l'action n° {number} est déjà le {day(when)}. Rien n'a été enregistré.")


def a_person_acts(typed: str) -> str:
    """A body where a person must be."""
    return typeset(f"{quote(shortened(typed, 60))} est une instance : elle ne fait pas d'action elle-même.")


def unknown_actor(typed: str) -> str:
    """Nobody of this name can act."""
    return typeset(f"Je ne connais personne sous {quote(shortened(typed, 60))}.")


def recorded_by(short: str | None, body: str | None) -> str:
    """To someone who may record neither decision nor action there."""
    if short is not None:
        who = f"par ceux qui mettent à jour {short}, ou au nom d'une instance par ses membres et la cellule d'appui"
    else:
        who = f"par les membres de l'instance {quote(body or '')} et par la cellule d'appui"
    return typeset(f"Décisions et actions se consignent {who}. Demandez-le à la cellule d'appui.")


def settled_by(number: int, holder: str | None, short: str) -> str:
    """To someone who may neither close an action nor put it off."""
    return typeset(
        f"L'action n° {number} est confiée à {holder or GONE} : seuls cette personne, ceux qui mettent à jour {short} "
        "et la cellule d'appui peuvent la dire faite ou la reporter."
    )


def outside_circle(label: str) -> str:
    """Somebody who may not read the project."""
    return typeset(f"{label} ne fait pas partie de ceux qui lisent ce projet : choisissez une autre personne.")


def no_such_action(number: int) -> str:
    """No action has this number."""
    return typeset(f"Il n'y a pas d'action n° {number}.")


def already_done(number: int, when: date | None) -> str:
    """Done already."""
    on = f", depuis le {day(when)}" if when else ""
    return typeset(f"L'action n° {number} est déjà faite{on}. Rien n'a été enregistré.")


def taken_back(number: int) -> str:
    """An action that was reversed."""
    return typeset(f"L'action n° {number} a été annulée.")


def which_meeting(body: str) -> str:
    """A meeting without its day."""
    return typeset(f"De quel jour, pour l'instance {quote(body)} ?")
