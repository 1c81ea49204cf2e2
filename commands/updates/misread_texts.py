"""French sentences for what an update does not accept, each with what it does."""

from __future__ import annotations

from datetime import date

from commands.french import count, day, quote, typeset
from commands.texts import shortened
from storage.rows.plan import Target, TargetKind

SAY_IT = "Dites l'essentiel en quelques mots, par exemple « 62 %, couvert, reste les sites distants »."
STATUS_EXPECTED = "J'attends un état : à venir, en cours, réalisé, suspendu ou arrêté."
WEATHER_EXPECTED = (
    "J'attends une météo : objectifs sécurisés (soleil), objectifs atteignables (couvert), appuis nécessaires (nuage) "
    "ou objectifs compromis (orage)."
)
PROGRESS_EXPECTED = typeset("L'avancement est un pourcentage entier, de 0 % à 100 %, par exemple « 62 % ».")
NUMBER_EXPECTED = typeset("J'attends un nombre, par exemple 45 000, 62 % ou 2,9.")
DAY_EXPECTED = "J'attends une date, par exemple 30/09/2020."
PERIOD_EXPECTED = "J'attends la nouvelle échéance, une date ou une période, puis son motif : « T2 2021 motif … »."
EMPTY_TEXT = "Il y a des guillemets sans rien dedans."
TWO_WEATHERS = "Il y a deux météos différentes. Laquelle est la bonne ?"
TWO_STATUSES = "Il y a deux états différents. Lequel est le bon ?"
TWO_FIGURES = "Il y a deux avancements différents. Lequel est le bon ?"
DONE_AND_PROGRESS = typeset("« Réalisé » et un avancement de moins de 100 % se contredisent.")
NEARLY = "Presque, mais pas encore ?"
NEARLY_OPTION = typeset("En cours, avancement 90 %")
DONE_OPTION = "Réalisé"
PERCENT_OF_SOMETHING = "Que dit ce pourcentage ?"
COMMENT_OPTION = "Un simple commentaire"
NUMBER_ALONE = "Que dit ce nombre ?"
NEEDED_BY_PAST = "La date pour laquelle l'appui est demandé est à venir."
TEXT_EXPECTED = "J'attends quelques mots."


def progress_option(number: int) -> str:
    """A bare number as a progress."""
    return typeset(f"Un avancement de {number} %")


def value_option(number: str) -> str:
    """A bare number as a value."""
    return typeset(f"La valeur {number} de l'indicateur")


def too_long(length: int, longest: int) -> str:
    """A text over the limit."""
    given = count(length, "caractère")
    return typeset(f"Ce texte fait {given} : {longest} au plus. Gardez l'essentiel ; un document peut être cité.")


def not_a_number(typed: str) -> str:
    """A number that cannot be read, or in two ways."""
    return typeset(f"Je ne lis pas de nombre dans {quote(shortened(typed, 40))}.")


def no_such_day(typed: str) -> str:
    """A day that is not."""
    return typeset(f"Cette date n'existe pas : {quote(shortened(typed, 40))}.")


def year_out_of_reach(typed: str, first: date) -> str:
    """A day of another century."""
    return typeset(f"{quote(shortened(typed, 40))} est hors du plan : donnez une date à partir du {day(first)}.")


def not_a_day(typed: str) -> str:
    """Words that are no day."""
    return typeset(f"Je ne lis pas de date dans {quote(shortened(typed, 40))}.")


def before_the_plan(when: date, first: date) -> str:
    """A day before anything that the document tells."""
    return typeset(f"Le {day(when)} est avant le plan : donnez une date à partir du {day(first)}.")


def in_the_future(when: date) -> str:
    """A day that has not come."""
    return typeset(f"Le {day(when)} n'est pas encore passé : donnez la date à laquelle c'était vrai.")


def wrong_unit(target: Target) -> str:
    """A value counted in something else."""
    if target.kind is TargetKind.PERCENT:
        return typeset("La cible est un pourcentage. Donnez la valeur en pourcentage, par exemple « 62 % ».")
    return typeset(f"La cible se compte en {target.unit}. Donnez la valeur dans cette unité.")


def out_of_range(target: Target) -> str:
    """A share over the whole, or less than nothing."""
    if target.kind is TargetKind.PERCENT:
        return typeset("La valeur de cet indicateur va de 0 % à 100 %, par exemple « 62 % ».")
    return typeset("La valeur de cet indicateur est un nombre à partir de zéro, par exemple 45 000.")
