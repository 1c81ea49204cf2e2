"""French words of where things stand at a glance: a status since when, what is late, what waits to be settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import count, day, percent, typeset
from commands.state_words import STATUS_WORDS, WEATHER_WORDS
from storage.rows.following import Weather
from storage.rows.plan import Status

# What the calendar alone allows to say; « en retard » is for those who answer for it to confirm.
NEVER_TOLD = "sans point d'étape"
NOT_TOLD_SINCE = "sans point d'étape depuis l'échéance"
LATE = "en retard, selon le dernier point d'étape"
PAST_DUE = "échéance dépassée"
STATE_UNKNOWN = "état non consigné"


def status_words(status: Status | None, since: date | None = None) -> str:
    """« en cours », « réalisé le 12 novembre 2020 »."""
    said = STATUS_WORDS[status] if status else STATE_UNKNOWN
    return f"{said} le {day(since)}" if since else said


def progress_words(progress: int) -> str:
    """« avancement 62 % »."""
    return f"avancement {percent(progress)}"


def blockers(number: int) -> str:
    """« 1 point de blocage »."""
    return count(number, "point de blocage", "points de blocage")


def matters(decisions: int, actions: int, late_actions: int, proposals: int) -> str:
    """« 2 décisions consignées, 3 actions à faire, dont 1 échéance dépassée »; may be empty."""
    said = []
    if decisions:
        said.append(count(decisions, "décision consignée", "décisions consignées"))
    if actions:
        said.append(count(actions, "action à faire", "actions à faire"))
    if late_actions:
        said.append(f"dont {count(late_actions, 'échéance dépassée', 'échéances dépassées')}")
    if proposals:
        said.append(count(proposals, "proposition en attente", "propositions en attente"))
    return ", ".join(said)


def at_a_glance(total: int, done: int, late: int, weathers: Sequence[tuple[Weather, int]]) -> str:
    """« 1 réalisé sur 3, échéance dépassée, appuis nécessaires (nuage) »; may be empty.

    With several weathers, each with its number, the worst first.
    """
    said = []
    if done:
        said.append(STATUS_WORDS[Status.DONE] if total == 1 else f"{count(done, 'réalisé')} sur {total}")
    if late:
        said.append(PAST_DUE)
    alone = len(weathers) == 1 and weathers[0][1] == total
    said += [
        WEATHER_WORDS[weather] if alone else f"{WEATHER_WORDS[weather]} : {number}" for weather, number in weathers
    ]
    return typeset(", ".join(said))
