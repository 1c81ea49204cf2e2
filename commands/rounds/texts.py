"""French sentences of « Mes points à faire »: how each point stands, what was done of it, what the round comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commands.french import count, day, distance, elide, listing, quote, typeset
from commands.message import Line, Strong
from commands.standing_lines import OVER
from commands.standing_words import NEVER_TOLD, progress_words, status_words
from commands.state_words import (
    STATUS_WORDS,
    aim,
    calendar,
    comment_story,
    deadline_story,
    free,
    last_told,
    measure_story,
    weather_words,
)
from commands.texts import shortened
from commands.topics import Topic
from storage.rounds import Outcome, Point
from storage.rows.plan import Status, Target

GROUP = "Mes points à faire, un par un"
HELP_NEXT = "Ouvre la tournée de vos points à faire, ou la reprend où elle en est"
USAGE_NEXT = "/maj"
HELP_LIST = "Liste vos points à faire sans commencer la tournée"
USAGE_LIST = "/maj liste"
HELP_UNCHANGED = "Confirme que rien n'a changé, et passe au point suivant"
USAGE_UNCHANGED = "/maj inchangé"
HELP_MODIFY = "Met à jour le point en cours de la tournée, dans l'ordre que vous voulez"
USAGE_MODIFY = "/maj modifier [62 %, couvert, reste les sites distants]"
HELP_SKIP = "Laisse le point pour une prochaine tournée"
USAGE_SKIP = "/maj passer"
HELP_STOP = "Arrête la tournée ; ce qui reste revient à la prochaine"
USAGE_STOP = "/maj arrêter"
HELP_UNDO = "Annule tout ce qu'une tournée vient d'enregistrer, dans les dix minutes"
USAGE_UNDO = "/maj annuler numéro de la tournée"

UNCHANGED = "Inchangé"
MODIFY = "Modifier"
SKIP = "Passer"
STOP = "Arrêter"
UNDO_ALL = "Tout annuler"
BEGIN = "Commencer"
BEGIN_ROUND = "Mes points à faire"
RESUME = "Reprendre"
BEGIN_AGAIN = "Recommencer"
PROPOSALS = "Examiner les propositions"
SUPPORTS = "Voir les appuis demandés"
UPDATE_THIS = "Mettre à jour"

# The words of the buttons' sentences.
SAYS_NEXT = "maj suivant"
SAYS_LIST = "maj liste"
SAYS_UNCHANGED = "maj inchangé"
SAYS_MODIFY = "maj modifier"
SAYS_SKIP = "maj passer"
SAYS_STOP = "maj arrêter"
SAYS_UNDO = "maj annuler"

NO_DEADLINE = "sans échéance"

# Characters of a comment that is shown again.
COMMENT_LENGTH = 200

# A point


def counted(position: int, total: int) -> str:
    """« Point 2 sur 5. »"""
    return f"Point {position} sur {total}."


RESUMED = "Tournée reprise."
NOTHING_RECORDED = "Rien n'est enregistré."


def opening(total: int) -> str:
    """The first line of a round."""
    return typeset(f"{count(total, 'point')} à faire.")


def heading(topic: Topic) -> Line:
    """A code and its statement, or a project's name."""
    if topic.reference.kind == "project":
        return (Strong(topic.title),)
    return (Strong(topic.reference.code), " ", typeset(topic.title))


def standing(topic: Topic, *, today: date, zone: ZoneInfo) -> tuple[Line, ...]:
    """How the point stands: state, value, deadline, blockers, last word."""
    lines = [_state(topic), *(_value(each, topic, today) for each in topic.targets), _deadline(topic, today)]
    lines += [
        f"point de blocage n° {each.said.entry} : {free(_short(each.asked.blocker))}" for each in topic.state.supports
    ]
    lines.append(_last_word(topic, zone))
    return tuple((typeset(each),) for each in lines if each)


def _state(topic: Topic) -> str:
    state = topic.state
    progress = progress_words(state.progress) if state.progress is not None else ""
    return ", ".join(part for part in (status_words(topic.status), progress, weather_words(state.weather)) if part)


def _value(target: Target, topic: Topic, today: date) -> str:
    """« valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne) »."""
    said = topic.state.measures.get(target.position)
    if said is None:
        return f"cible {elide('de', aim(target))} ({target.what}), valeur non renseignée"
    return measure_story(target, said, topic.state.baselines.get(target.position), topic.period, today)


def _short(text: str | None) -> str | None:
    return None if text is None else shortened(text, COMMENT_LENGTH)


def _deadline(topic: Topic, today: date) -> str:
    revisions = topic.state.revisions
    if revisions:
        still = None if topic.status in OVER else today
        return deadline_story(topic.initial_due_on, topic.printed_deadline, revisions, still)
    return _due(topic.status, topic.due_on, today)


def _due(status: Status | None, due_on: date | None, today: date) -> str:
    if due_on is None:
        return NO_DEADLINE
    return f"échéance {day(due_on)}{calendar(due_on, None if status in OVER else today)}"


def _last_word(topic: Topic, zone: ZoneInfo) -> str:
    told, said = topic.state.told, topic.state.comment_said
    if told is None:
        return NEVER_TOLD
    last = last_told(told.at.astimezone(zone).date(), "", told.entry)
    if said is None:
        return last
    older = said.at.astimezone(zone).date() if said.entry != told.entry else None
    return f"{last}, {comment_story(_short(topic.state.comment), older, said.entry)}"


# What was done


def unchanged(short: str, entry: int) -> str:
    """A confirmation."""
    return typeset(f"{short} : inchangé, noté n° {entry}.")


def skipped(short: str) -> str:
    """A point left for later."""
    return typeset(f"{short} : passé.")


def done_before(short: str, entry: int | None) -> str:
    """A button pressed twice."""
    noted = f" (n° {entry})" if entry is not None else ""
    return typeset(f"{short} : c'est déjà fait{noted}, rien n'est enregistré deux fois.")


def told_meanwhile(short: str, entry: int) -> str:
    """Somebody gave the point d'étape since the round began."""
    return typeset(f"{short} : mis à jour entre-temps (n° {entry}).")


def over(short: str, status: Status) -> str:
    """It ended since the round began."""
    return typeset(f"{short} : {STATUS_WORDS[status]} entre-temps, plus de point à faire.")


def no_longer_yours(short: str) -> str:
    """The lead changed since the round began."""
    return typeset(f"{short} : vous n'en êtes plus chargé, il est laissé de côté.")


OUT_OF_REACH = "Un point n'est plus à votre portée, il est laissé de côté."

# The end

OUTCOME_WORDS = {
    Outcome.UPDATED: ("mis à jour", "mis à jour"),
    Outcome.UNCHANGED: ("inchangé", "inchangés"),
    Outcome.SKIPPED: ("passé", "passés"),
    Outcome.LEFT_OUT: ("laissé de côté", "laissés de côté"),
    Outcome.REVERSED: ("annulé", "annulés"),
}
NOT_REACHED = ("non vu", "non vus")


def finished(counts: Sequence[tuple[Outcome | None, int]], *, stopped: bool) -> Line:
    """« Tournée terminée : 3 mis à jour, 1 inchangé, 1 passé. »"""
    parts = []
    for outcome, total in counts:
        one, several = OUTCOME_WORDS[outcome] if outcome else NOT_REACHED
        parts.append(f"{total} {one if total < 2 else several}")
    said = "Tournée arrêtée" if stopped else "Tournée terminée"
    return (Strong(typeset(f"{said} : {', '.join(parts)}.")),)


def done(short: str, outcome: Outcome | None, entry: int | None) -> str:
    """One point in the summary."""
    word = (OUTCOME_WORDS[outcome] if outcome else NOT_REACHED)[0]
    return typeset(f"{short} : {word} (n° {entry})" if entry is not None else f"{short} : {word}")


COMES_BACK = "Ce qui est passé ou non vu revient à la prochaine tournée."
UNDO_FOR = typeset("« Tout annuler » reste possible pendant dix minutes.")
NO_NAME = "un point qui n'est plus à votre portée"

# Undo


def undone(entries: Sequence[int], skipped: int) -> tuple[Line, ...]:
    """A whole round taken back."""
    numbers = f"n° {listing(map(str, entries))}"
    said = "Le point" if len(entries) == 1 else "Les points"
    ends = "est annulé" if len(entries) == 1 else "sont annulés"
    lines: list[Line] = [(Strong(typeset(f"{said} {numbers} {ends}.")), " ", "L'historique garde tout.")]
    if skipped:
        lines.append(
            (typeset(f"{count(skipped, 'point')} n'ont pu l'être." if skipped > 1 else "1 point n'a pu l'être."),)
        )
    return tuple(lines)


ALREADY_UNDONE = "Cette tournée est déjà annulée."
NOTHING_TO_UNDO = "Cette tournée n'a rien enregistré : il n'y a rien à annuler."
TOO_LATE = typeset(
    "Les dix minutes sont passées. Chaque point s'annule encore à part, par son numéro, avec un motif : "
    "« /objectif annuler 128 motif … »."
)

# Not possible


def no_such_round(given: int) -> str:
    """A number that is no round of this person's."""
    return typeset(f"Vous n'avez pas de tournée n° {given}. Tapez « /maj » pour en ouvrir une.")


def no_such_point(position: int, total: int) -> str:
    """A position that the round does not have."""
    return typeset(f"Cette tournée compte {count(total, 'point')} : il n'y a pas de point {position}.")


def over_since(when: datetime, zone: ZoneInfo) -> str:
    """A button of a round that ended, or of another day."""
    return typeset(
        f"Cette tournée du {day(when.astimezone(zone).date())} est close, rien n'est enregistré. "
        "Tapez « /maj » pour en ouvrir une autre."
    )


NO_ROUND = typeset("Vous n'avez pas de tournée en cours. Tapez « /maj » pour en ouvrir une.")
ROUND_EXPECTED = typeset("J'attends le numéro de la tournée, celui que montre « Tout annuler ».")


def not_in_a_round(said: str) -> str:
    """Words after « /maj » that are no verb."""
    return typeset(
        f"Dites d'abord de quoi il s'agit, par exemple « /maj 4.2.2.b 62 % », ou ouvrez la tournée de vos points. "
        f"Si {quote(shortened(said, 60))} parle d'un projet, choisissez « Mettre à jour »."
    )


# Nothing, and the list

NOTHING_YOURS = typeset(
    "Aucun objectif ni projet ne vous est confié : vous n'avez pas de point à faire. "
    "Pour en proposer un, tapez « /objectif proposer code … »."
)


def nothing_due(upcoming: tuple[str, date] | None, today: date) -> str:
    """Everything was told within thirty days."""
    said = "Tout est à jour : vous n'avez pas de point à faire aujourd'hui."
    if upcoming is None:
        return typeset(said)
    short, due_on = upcoming
    return typeset(
        f"{said} La prochaine échéance est celle de {short}, le {day(due_on)} ({distance(due_on, today=today)})."
    )


def list_heading(total: int) -> Line:
    """How many points are due."""
    return (Strong(typeset(f"{count(total, 'point')} à faire")),)


def listed_when(point: Point, *, today: date, zone: ZoneInfo) -> str:
    """The deadline and the last point d'étape of a point in the list."""
    due = _due(point.status, point.due_on, today)
    if point.told_at is None:
        return typeset(f"{due}, {NEVER_TOLD}")
    return typeset(f"{due}, dernier point d'étape : {day(point.told_at.astimezone(zone).date())}")


def proposals(total: int) -> str:
    """What others proposed, and waits for the lead."""
    return typeset(f"{count(total, 'proposition')} à examiner.")


def supports(total: int) -> str:
    """What is asked of the person."""
    return typeset(f"{count(total, 'appui demandé', 'appuis demandés')}, à répondre.")


def in_progress(position: int, total: int) -> str:
    """A round that was begun today."""
    return typeset(f"Une tournée est en cours, au point {position} sur {total}.")
