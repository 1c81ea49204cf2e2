"""French sentences of « Mes points à faire »: how each point stands, what was done of it, what the round comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from commands.french import count, day, distance, duration_of, listing, number, overdue, percent, quote, typeset
from commands.message import Line, Strong
from commands.state_words import STATUS_WORDS, WEATHER_WORDS
from commands.texts import shortened
from commands.topics import Topic
from storage.ledger.state import Measured
from storage.rounds import Outcome, Point
from storage.rows.plan import Status, Target, TargetKind

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
    lines = [_state(topic), *(_value(each, topic) for each in topic.targets), _deadline(topic, today)]
    lines += [
        f"point de blocage n° {each.said.entry} : {quote(shortened(each.asked.blocker or '', COMMENT_LENGTH))}"
        for each in topic.state.supports
        if each.asked.blocker
    ]
    lines.append(_last_word(topic, zone))
    return tuple((typeset(each),) for each in lines if each)


def _state(topic: Topic) -> str:
    state = topic.state
    parts = [STATUS_WORDS[topic.status] if topic.status else "état non renseigné"]
    if state.progress is not None:
        parts.append(f"avancement {percent(state.progress)}")
    parts.append(WEATHER_WORDS[state.weather] if state.weather else "météo non renseignée")
    return ", ".join(parts)


def _value(target: Target, topic: Topic) -> str:
    """« valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne) »."""
    aim = _figure(target, target.value)
    said = topic.state.measures.get(target.position)
    if said is None:
        return f"cible de {aim} ({target.what}), valeur non renseignée"
    return f"valeur {_figure(target, said.measure.value)} pour une cible de {aim} ({_ground(said)})"


def _ground(said: Measured) -> str:
    source = f", source : {said.measure.source}" if said.measure.source else ""
    return f"au {day(said.measure.as_of)}{source}"


def _figure(target: Target, value: Decimal) -> str:
    return percent(value) if target.kind is TargetKind.PERCENT else f"{number(value)} {target.unit}"


def _deadline(topic: Topic, today: date) -> str:
    due_on = topic.due_on
    if due_on is None:
        return "sans échéance"
    revised = len(topic.state.revisions)
    first = topic.initial_due_on
    since = ""
    if revised and first is not None:
        drift = (due_on - first).days
        since = f" (initiale : {day(first)}, {count(revised, 'report')}"
        since += f", glissement {duration_of(drift)})" if drift > 0 else ")"
    return f"échéance {_when(topic.status, due_on, today)}{since}"


def _when(status: Status | None, due_on: date, today: date) -> str:
    if due_on < today and status in {None, Status.PLANNED, Status.UNDER_WAY}:
        return f"{day(due_on)}, {overdue(due_on, today=today)}"
    return f"{day(due_on)}, {distance(due_on, today=today)}"


def _last_word(topic: Topic, zone: ZoneInfo) -> str:
    told = topic.state.told
    if told is None:
        return "aucun point d'étape"
    said = f"dernier point d'étape : {day(told.at.astimezone(zone).date())} (n° {told.entry})"
    comment = topic.state.comment
    return f"{said}, {quote(shortened(comment, COMMENT_LENGTH))}" if comment else said


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
        f"« /maj » ouvre la tournée de vos points. Pour mettre à jour tout de suite {quote(shortened(said, 60))} :"
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
    due = "sans échéance" if point.due_on is None else f"échéance {_when(point.status, point.due_on, today)}"
    if point.told_at is None:
        return typeset(f"{due}, aucun point d'étape")
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
