"""French words of how things stand: statuses, weathers, figures, deadlines, the same wherever they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from commands.french import (
    count,
    dated,
    day,
    distance,
    duration_of,
    elide,
    number,
    overdue,
    percent,
    quote,
    to,
    typeset,
)
from commands.support.texts import answer_words, to_whom
from storage.ledger.state import Measured, Revision, Support
from storage.ledger.update import Completion
from storage.rows.following import MatterState, Weather
from storage.rows.plan import Bound, Status, Target, TargetKind

STATUS_WORDS = {
    Status.PLANNED: "à venir",
    Status.UNDER_WAY: "en cours",
    Status.DONE: "réalisé",
    Status.SUSPENDED: "suspendu",
    Status.STOPPED: "arrêté",
}
WEATHER_WORDS = {
    Weather.SECURE: "objectifs sécurisés (soleil)",
    Weather.REACHABLE: "objectifs atteignables (couvert)",
    Weather.NEEDS_SUPPORT: "appuis nécessaires (nuage)",
    Weather.COMPROMISED: "objectifs compromis (orage)",
}
WEATHER_UNKNOWN = "non renseignée"
# What stands for a text that retention has taken away.
TAKEN_AWAY = "texte retiré"

# Days after which a figure is shown as that of its day, by the rhythm of the key result (`recurrence_rule`): the
# longest that such a period lasts. Without a rhythm, a quarter, by which the plan counts its deadlines.
PERIODS = {"year": 366, "half_year": 184}
QUARTER = 92


def period_of(rule: Mapping[str, Any] | None) -> int:
    """Days after which a figure is old, by the rhythm of its key result."""
    return PERIODS.get(str((rule or {}).get("every")), QUARTER)


_BOUNDS = {Bound.AT_LEAST: "au moins ", Bound.AT_MOST: "au plus ", Bound.INCREASE: "augmentation de ", None: ""}
# A quarter, a half-year or a day take « le »: « au T2 2022 », « au 30 juin 2022 », but « à fin 2021 ».
_WITH_ARTICLE = re.compile(r"[TS]?\d", re.IGNORECASE)


def free(text: str | None) -> str:
    """A free text in quotes, or that it was taken away."""
    return TAKEN_AWAY if text is None else quote(text)


def weather_words(weather: Weather | None) -> str:
    """The weather with its meaning first, or that nobody gave it."""
    return f"météo {WEATHER_UNKNOWN}" if weather is None else WEATHER_WORDS[weather]


# Figures


def figure(target: Target, value: Decimal) -> str:
    """« 62 % », « 45 000 téléchargements »: a value as its target counts it."""
    return percent(value) if target.kind is TargetKind.PERCENT else f"{number(value)} {target.unit}"


def aim(target: Target) -> str:
    """« 90 % », « au moins 3 salons de recrutement »: what the target asks."""
    return _BOUNDS[target.operator] + figure(target, target.value)


def measure_story(
    target: Target,
    measured: Measured,
    baseline: Measured | None = None,
    period: int | None = QUARTER,
    today: date | None = None,
) -> str:
    """« valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne, départ 12 % au …) ».

    A figure older than `period` days on `today` is « donnée du … »; without either it never is.
    """
    said = measured.measure
    old = period is not None and today is not None and (today - said.as_of).days > period
    ground = [f"{'donnée du' if old else 'au'} {day(said.as_of)}", f"source : {said.source or TAKEN_AWAY}"]
    if said.method:
        ground.append(f"méthode : {said.method}")
    if baseline is not None:
        ground.append(start_of(target, baseline))
    of_target = elide("de", aim(target))
    return typeset(f"valeur {figure(target, said.value)} pour une cible {of_target} ({', '.join(ground)})")


def start_of(target: Target, baseline: Measured) -> str:
    """« départ 12 % au 1er janvier 2020 »."""
    return typeset(f"départ {figure(target, baseline.measure.value)} au {day(baseline.measure.as_of)}")


# Deadlines


def postponed_to(label: str, due_on: date) -> str:
    """« au T2 2022 (30 juin 2022) », « au 30 juin 2022 », « à fin 2021 (31 décembre 2021) »."""
    words = dated(label, due_on)
    return to(f"le {words}" if _WITH_ARTICLE.match(words) else words)


def deadline_story(
    initial_due_on: date | None, printed: str, revisions: Sequence[Revision], today: date | None = None
) -> str:
    """The revised deadline, the initial one, the number of postponements and the total drift, then the calendar.

    `printed` is the initial deadline as it was printed, with the day that it means or without. A subject that had no
    deadline has its first one as the initial one. Without `today`, nothing is said of the calendar: it is over.
    """
    initial, since = (printed, initial_due_on) if initial_due_on else (revisions[0].label, revisions[0].due_on)
    later = revisions if initial_due_on else revisions[1:]
    now = revisions[-1]
    if not later:
        return typeset(f"échéance {dated(initial, since)}{calendar(since, today)}")
    days = [since, *(each.due_on for each in later)]
    forward = all(before <= after for before, after in pairwise(days))
    drift = (now.due_on - since).days
    moved = "reportée" if drift >= 0 else "avancée"
    if drift:
        total = f"{'glissement total' if drift > 0 else 'avance totale'} {duration_of(abs(drift))}"
    else:
        total = "sans glissement au total"
    first = initial if day(since) in initial else dated(initial or day(since), since)
    story = (
        f"échéance {moved} {postponed_to(now.label, now.due_on)} ; échéance initiale {first}, "
        f"{count(len(later), 'report' if forward else 'révision')}, {total}"
    )
    return typeset(story if today is None else f"{story} · nouvelle échéance {_when(now.due_on, today)}")


def revision_story(revision: Revision, when: date, who: str) -> str:
    """One postponement: « n° 131, 23 novembre 2020, Chef de file : au T2 2022 (30 juin 2022), motif « … » »."""
    moved = postponed_to(revision.label, revision.due_on)
    return typeset(f"n° {revision.said.entry}, {day(when)}, {who} : {moved}, motif {free(revision.reason)}")


def calendar(due_on: date, today: date | None) -> str:
    """What follows a deadline: « , dans 219 jours », «  dépassée de 54 jours »; nothing once it is over."""
    if today is None:
        return ""
    return f"{' ' if due_on < today else ', '}{_when(due_on, today)}"


def _when(due_on: date, today: date) -> str:
    return overdue(due_on, today=today) if due_on < today else distance(due_on, today=today)


# Supports


def support_story(support: Support, whom: str, body: str | None, answered_on: date | None) -> str:
    """« point de blocage : « … » ; appui demandé au Comex avant le 15 décembre 2020 : « … », sans réponse (n° 128) ».

    `whom` is of whom it is asked, `body` where the request was read, as people read them.
    """
    asked = support.asked
    need = f"appui demandé {to_whom(whom)} avant le {day(asked.needed_by)} : {free(asked.need)}"
    if support.state is MatterState.OPEN:
        became = "sans réponse"
    else:
        became = answer_words(support.state, body)
        became += f", le {day(answered_on)}" if answered_on else ""
        became += f" : {quote(support.answer)}" if support.answer else ""
    return typeset(f"point de blocage : {free(asked.blocker)} ; {need}, {became} (n° {support.said.entry})")


# Points d'étape


def spoken_by(author: str, lead: str | None) -> str:
    """Who said it, and for which lead where a deputy spoke."""
    return f"{author}, au nom de {lead}" if lead else author


def last_told(when: date, who: str, entry: int) -> str:
    """« dernier point d'étape : 9 novembre 2020, chef de file (n° 128) »."""
    return typeset(f"dernier point d'étape : {day(when)}{f', {who}' if who else ''} (n° {entry})")


def comment_story(comment: str | None, when: date | None, entry: int) -> str:
    """The last comment; with its day and reference where it is older than the last point d'étape."""
    since = f" du {day(when)} (n° {entry})" if when else ""
    return typeset(f"commentaire{since} : {free(comment)}")


def completion_story(done: Completion) -> str:
    """What « réalisé » rests on."""
    return typeset(f"preuve : {free(done.evidence)} ; attendu : {free(done.expected)} ; obtenu : {free(done.obtained)}")


def lessons_story(lessons: str) -> str:
    """What was learnt."""
    return typeset(f"retour d'expérience : {quote(lessons)}")


def evaluation_story(evaluation: str | None, when: date, who: str, entry: int) -> str:
    """What was thought of the results after the end."""
    return typeset(f"évaluation du {day(when)}{f', {who}' if who else ''} (n° {entry}) : {free(evaluation)}")
