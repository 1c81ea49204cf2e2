"""French sentences about reminders that people ask for, silences and absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from commands.french import count, day, days_between, distance, of, ordinal, quote, typeset
from commands.message import Line, Strong
from commands.reminding.recurrence import LAST, Before, Every, Recurrence
from commands.texts import shortened
from commands.vocabulary import MONTHS, WEEKDAYS

GROUP = "Vos rappels : en créer, les voir, remettre à demain, annuler"
HELP_CREATE = "Crée un rappel, pour vous ou, avec le droit, pour une communauté"
USAGE_CREATE = "/rappel créer [pour communauté,] quand quoi"
HELP_LIST = "Vos rappels à venir"
USAGE_LIST = "/rappel liste"
HELP_CANCEL = "Annule un rappel"
USAGE_CANCEL = "/rappel annuler numéro"
HELP_TOMORROW = "Remet un rappel à demain, à la même heure"
USAGE_TOMORROW = "/rappel demain [numéro]"
HELP_DONE = "Dit que c'est fait : ce rappel ne revient plus"
USAGE_DONE = "/rappel fait [numéro]"
HELP_SILENCE = "« Ne pas déranger » : jusqu'à une date, sur un sujet, ou tout sauf ce qui est obligatoire"
USAGE_SILENCE = "/dimension silence [jusqu'au 4 janvier|4.2.2|fin]"
HELP_ABSENCE = "Dit quand vous êtes absent : ce qui vous est destiné attend votre retour"
USAGE_ABSENCE = "/dimension absence [du 21 décembre au 3 janvier|fin]"
HELP_SUITE = "Montre ce que la dernière lettre n'avait pas la place de dire"
USAGE_SUITE = "/dimension suite"

ASK_REMINDER = "Quand, et quoi ?"
ASK_REMINDER_HINT = typeset("Par exemple : vendredi 17h envoyer la note ; tous les lundis à 9h : tour de table.")
ASK_NUMBER = "Quel rappel ?"
ASK_NUMBER_HINT = "Son numéro, que montre « rappel liste »."
USAGE_IS = typeset(
    "Dites quand, puis quoi : « vendredi 17h envoyer la note », « dans 3 jours relire », « tous les lundis à 9h : tour "
    "de table », « chaque dernier jeudi du mois : revue », « 7 jours avant 4.2.2 : préparer la revue »."
)
NOTHING_TO_SAY = typeset("Je comprends quand, mais pas ce qu'il faut rappeler.")
EMPTY_RECURRENCE = typeset("Je ne comprends pas ce qui se répète.")
NEVER_COMES = typeset("Cette répétition ne tombe sur aucun jour.")
NO_DAY = typeset("Je ne comprends pas quand.")
HOUR_EXPECTED = typeset("Aujourd'hui à 9 h est déjà passé. Dites à quelle heure.")
COMMUNITY_THEN_COMMA = typeset(
    "Une communauté se nomme d'abord, suivie d'une virgule : « pour Comex, tous les lundis à 9h : tour de table »."
)
NO_REMINDER = typeset("Vous n'avez pas de rappel à venir. « rappel créer vendredi 17h envoyer la note » en crée un.")
NONE_SENT = typeset("Aucun rappel ne vous a été envoyé récemment. « rappel liste » montre ceux qui viennent.")
NOT_REGISTERED = typeset(
    "Votre compte n'est rattaché à personne dans le registre : un rappel ne saurait où vous écrire. La cellule d'appui "
    "peut vous rattacher."
)
NOT_FOR_COMMUNITIES = typeset("Un rappel pour une communauté demande le rôle de cellule d'appui ou de Comex.")
FOR_YOURSELF = "Créer pour moi"
HOURS = typeset("Le bot n'écrit qu'aux heures ouvrées : hors d'elles, le rappel part le matin ouvré suivant.")
LIST, CANCEL, DONE, TOMORROW = "Mes rappels", "Annuler", "Fait", "Demain"
SILENCE_OVER, NO_SILENCE = "« Ne pas déranger » est levé.", "« Ne pas déranger » n'était pas actif."
ABSENCE_OVER, NO_ABSENCE = "Votre absence est levée.", "Aucune absence n'était notée."
END_SILENCE, END_ABSENCE = "Lever « Ne pas déranger »", "Lever l'absence"
MANDATORY = typeset(
    "Restent envoyés, et ils le disent : les appuis qui vous sont demandés et les objectifs compromis que vous pilotez."
)
QUIET_IS = typeset(
    "Dites jusqu'à quand (« jusqu'au 4 janvier »), sur quoi (« 4.2.2 »), ou « tout » ; « fin » lève le silence."
)
ABSENCE_IS = typeset("Dites de quand à quand : « du 21 décembre au 3 janvier », ou « fin ».")
NOTHING_LEFT = typeset("Il n'y a pas de suite : votre dernière lettre disait tout.")
WEATHER_EVERYTHING = "tout"


def created(number: int, what: str, when_it_comes: str, repeats: str, where: str) -> Line:
    """A reminder, read back in full before it is trusted."""
    said = f" n° {number}{where} : {quote(what)}, {when_it_comes}{repeats}."
    return (Strong("Rappel"), typeset(said))


def when(next_at: datetime, today: date) -> str:
    """« vendredi 27 novembre 2020 à 17 h (dans 4 jours) », of an instant of the zone."""
    return f"{day(next_at.date(), weekday=True)} à {hour(next_at.time())} ({distance(next_at.date(), today=today)})"


def hour(at: time) -> str:
    """« 9 h », « 9 h 30 »."""
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


def repeated(one: Recurrence | Before | None) -> str:
    """« , puis tous les lundis à 9 h »; nothing for what comes once."""
    if one is None:
        return ""
    if isinstance(one, Before):
        return f", {count(one.days, 'jour')} avant l'échéance {of(one.code)}, même reportée"
    return f", puis {_each(one)} à {hour(one.hour)}"


def _each(one: Recurrence) -> str:
    weekday = WEEKDAYS[one.weekday or 0]
    match one.every:
        case Every.DAY:
            return "tous les jours"
        case Every.WORKING_DAY:
            return "tous les jours ouvrés"
        case Every.WEEK:
            weeks = f"toutes les {one.interval} semaines le {weekday}"
            return weeks if one.interval > 1 else f"tous les {weekday}s"
        case Every.MONTH:
            return f"le {_rank(one.day)} de chaque mois"
        case Every.WEEKDAY_OF_MONTH:
            rank = "dernier" if one.rank == LAST else ordinal(one.rank or 1)
            return f"chaque {rank} {weekday} du mois"
        case Every.YEAR:
            return f"tous les ans le {_rank(one.day)} {MONTHS[(one.month or 1) - 1]}"


def _rank(rank: int | None) -> str:
    return ordinal(1) if rank == 1 else str(rank)


def for_community(name: str) -> str:
    """For whom, in what is read back."""
    return f", pour {quote(name)}"


def listed(number: int, what: str, when_it_comes: str, repeats: str, where: str) -> Line:
    """A reminder of the list."""
    said = f" : {quote(shortened(what, 120))}{where}, n° {number}{repeats}"
    return (Strong(when_it_comes), typeset(said))


def heading(number: int) -> Line:
    """The title of the list."""
    return (Strong(count(number, "rappel à venir", "rappels à venir")),)


def cancelled(number: int, what: str) -> str:
    """A reminder that does not come any more."""
    return typeset(f"Rappel n° {number} annulé : {quote(shortened(what, 120))}.")


def done(number: int, what: str, *, again: str) -> str:
    """Done; what repeats comes again."""
    return typeset(f"C'est noté, rappel n° {number} fait : {quote(shortened(what, 120))}.{again}")


def comes_again(next_at: datetime, today: date) -> str:
    """When what repeats comes next."""
    return f" Il reviendra {when(next_at, today)}."


def postponed(number: int, next_at: datetime, today: date) -> str:
    """Put off until tomorrow."""
    return typeset(f"Rappel n° {number} remis : {when(next_at, today)}.")


def unknown(number: str) -> str:
    """No reminder of that number is the person's."""
    return typeset(f"Vous n'avez pas de rappel {quote(shortened(number, 20))}. « rappel liste » les montre.")


def too_many(most: int) -> str:
    """Too many reminders wait."""
    return typeset(f"Vous avez déjà {most} rappels à venir, le plus possible. Annulez-en un d'abord.")


def too_long(length: int, most: int) -> str:
    """Too long a text."""
    return typeset(f"Ce texte fait {length} caractères ; {most} au plus.")


def past(at: datetime) -> str:
    """An instant that is over."""
    return typeset(f"C'est déjà passé : {day(at.date(), weekday=True)} à {hour(at.time())}. Donnez une date à venir.")


def no_such_hour(typed: str) -> str:
    """An hour that no clock shows."""
    return typeset(f"{quote(shortened(typed.strip(), 20))} n'est pas une heure.")


def no_such_day(typed: str) -> str:
    """A day that does not exist."""
    return typeset(f"{quote(shortened(typed.strip(), 40))} n'est pas un jour du calendrier.")


def several_days(label: str) -> str:
    """More than a day."""
    return typeset(f"{quote(label)} dure plus d'un jour : dites lequel.")


def without_deadline(typed: str) -> str:
    """Something that has no deadline."""
    return typeset(f"Ce n'est pas consigné : {quote(shortened(typed, 60))} n'a pas d'échéance.")


def deadline_of(name: str) -> str:
    """What a reminder before a deadline says when nothing else was typed."""
    return typeset(f"échéance : {name}")


def reminder(what: str, *, by: str = "") -> Line:
    """The reminder itself."""
    said = f" (demandé par {by})" if by else ""
    return (Strong("Rappel"), typeset(f" : {what}{said}"))


LATE = typeset("Avec retard : le bot était arrêté à l'heure prévue.")


def missed(number: int) -> str:
    """Occurrences that were skipped."""
    return typeset(f"{count(number, 'rappel précédent manqué', 'rappels précédents manqués')}, passés sous silence.")


def no_place(name: str, what: str) -> Line:
    """A community that has nowhere to be written to."""
    return (
        typeset(f"Le rappel pour {quote(name)} n'a pu être écrit nulle part, elle n'a pas de salon : {quote(what)}."),
    )


# Silences and absences


def silent(last_day: date | None, about: str) -> str:
    """« Ne pas déranger », as kept."""
    until = f" jusqu'au {day(last_day)} inclus" if last_day else ", jusqu'à ce que vous le leviez"
    return typeset(f"C'est noté : « Ne pas déranger », {about}{until}.")


def away(first: date, last: date) -> str:
    """An absence, as kept."""
    said = days_between(first, last) if first != last else f"le {day(first)}"
    return typeset(f"C'est noté : absence {said}. Ce qui vous est destiné attend votre retour, vos rappels aussi.")


def until_past(last: date) -> str:
    """A silence that would be over already."""
    return typeset(f"Le {day(last)} est déjà passé.")


def quiet_lines(periods: Sequence[tuple[str, date, date | None]]) -> list[str]:
    """Each silence and absence: what, and its days."""
    return [
        typeset(f"{what} : {days_between(first, last) if last else f'depuis le {day(first)}'}")
        for what, first, last in periods
    ]


def about_subject(name: str) -> str:
    """A silence about one subject."""
    return f"sur {quote(shortened(name, 80))}"


ABOUT_EVERYTHING = "sur tout"
NOT_QUIET = typeset("« Ne pas déranger » n'est pas actif, et aucune absence n'est notée.")
AWAY = "absence"
