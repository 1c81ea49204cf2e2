"""French sentences of results: counts and shares, rankings, quorum and majority, what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from commands.french import count, day, listing, number, percent, plural, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.polls.rules import Rules
from storage.rows.poll_states import PollKind

if TYPE_CHECKING:
    from commands.polls.counting import Outcome, Turnout

MINUTES, EXPORT, AS_VALUE, DECISION = "Relevé", "Exporter", "Enregistrer comme valeur", "Décision"
SERIES = "Voix"
PROJECT, SCORE = "Projet", "Note pondérée"
HELPS_TO_DECIDE = "Aide à l'arbitrage, la décision appartient aux élus."
NOBODY_VOTED = "Personne n'a répondu."
BEING_COUNTED = "Le sondage est clos, le dépouillement est en cours."
HIDDEN_UNTIL_THE_END = "Les résultats sont cachés jusqu'à la fin."
WHO_VOTED = typeset("Qui a répondu quoi :")
TREND = typeset("Éditions successives :")
NOTHING_CHOSEN = "aucun choix"
NOT_SHOWN = "non communiqué"
PICTURE = typeset("Graphique : les mêmes chiffres, en barres.")
IRV = (
    "Méthode : vote alternatif. On écarte tour après tour le choix le moins placé en tête, jusqu'à ce que l'un dépasse "
    "la moitié. À égalité, on écarte celui qui avait le moins de voix au tour d'avant ; si rien ne les sépare, le "
    "dernier de la liste."
)
MAJORITIES = {"relative": "Majorité relative", "absolute": "Majorité absolue", "two_thirds": "Majorité des deux tiers"}


def turnout(found: Turnout) -> str:
    """How many voted of how many could."""
    said = f"Participation : {count(found.voters, 'votant')} sur {count(found.participants, 'participant')} "
    said += f"({percent(found.share, decimals=0)})"
    if found.by_proxy:
        said += f", dont {found.by_proxy} par pouvoir"
    return typeset(said)


def time_left(seconds: int) -> Line:
    """The countdown of a vote in a meeting."""
    return (Strong(typeset(f"Encore {seconds // 60} min {seconds % 60:02} s")),)


def quorum(rules: Rules, found: Outcome) -> list[str]:
    """Whether the quorum that was asked for is reached."""
    if found.quorum is None:
        return []
    wanted = f"{percent(rules.quorum_share)} des participants" if rules.quorum_share else ""
    wanted = wanted or count(rules.quorum_voters, "votant")
    return [typeset(f"Quorum ({wanted}) : {'atteint' if found.quorum else 'non atteint'}")]


def withheld(least: int) -> str:
    """In place of a result of very few."""
    return typeset(f"Résultat non communiqué : moins de {least} réponses, chacun y serait reconnu.")


def counted(label: str, number_of: int | None, total: int, kind: PollKind) -> Line:
    """An option with its count and its share of the voters."""
    if number_of is None:
        return (label, typeset(f" : {NOT_SHOWN}"))
    share = percent(Decimal(100 * number_of) / total, decimals=0) if total else ""
    what = plural(number_of, "réponse") if kind in (PollKind.NOTE, PollKind.QUIZ) else "voix"
    return (label, typeset(f" : {number(number_of)} {what} ({share})"))


def hidden(least: int) -> str:
    """Why some counts are not shown."""
    return typeset(
        f"Les effectifs de moins de {least} ne sont pas communiqués, ni ceux qui permettraient de les retrouver."
    )


def leader(label: str) -> str:
    """The option of nearly everyone."""
    return typeset(f"En tête, avec plus des trois quarts des voix : {label}")


def winners(labels: Sequence[str]) -> str:
    """The options with most votes."""
    if len(labels) == 1:
        return typeset(f"En tête : {labels[0]}")
    return typeset(f"Égalité en tête : {listing(labels)}. Rien ne les départage.")


def majority(wanted: str, reached: bool | None) -> str:
    """Whether the first option has the majority."""
    outcome = NOT_SHOWN if reached is None else "atteinte" if reached else "non atteinte"
    return typeset(f"{MAJORITIES[wanted]} des voix exprimées : {outcome}")


def mean(value: Decimal, median: Decimal | None, *, quiz: int) -> str:
    """The mean note; of a quiz, the mean number of right answers."""
    if quiz:
        return typeset(f"Score moyen : {one_decimal(value)} sur {quiz}")
    said = f"Note moyenne : {one_decimal(value)}"
    return typeset(said + (f", médiane : {number(median)}" if median is not None else ""))


def ranking(found: Outcome, options: Sequence[str], *, named: bool) -> list[Line | str]:
    """The order, the rounds of a named poll, every tie, and the method."""
    ranked = found.ranked
    if ranked is None:
        return []
    lines: list[Line | str] = [f"{place}. {label}" for place, label in enumerate(found.order, start=1)]
    if named:
        lines += [
            typeset(f"Tour {rank} : " + ", ".join(f"{options[one - 1]} {votes}" for one, votes in each.votes.items()))
            for rank, each in enumerate(ranked.rounds, start=1)
        ]
    for each in ranked.ties:
        tied = listing([options[one - 1] for one in each.tied])
        how = "l'ordre de la liste" if each.by_list else "les tours d'avant"
        out = options[(each.out or 1) - 1]
        lines.append(typeset(f"Égalité entre {tied} : départagés par {how}, {out} est écarté."))
    if found.preferred is not None and options[found.preferred - 1] != found.order[0]:
        lines.append(typeset(f"À noter : {options[found.preferred - 1]} est préféré à chacun des autres pris un à un."))
    return [*lines, typeset(IRV)]


def one_decimal(value: Decimal) -> str:
    """« 7,4 »."""
    return number(value, decimals=1)


def two_decimals(value: Decimal) -> str:
    """« 3,42 »."""
    return number(value, decimals=2)


def weights(criteria: Sequence[str], given: Sequence[int]) -> str:
    """The caption of a weighted table."""
    weighed = [f"{name} (poids {weight})" for name, weight in zip(criteria, given, strict=True)]
    return typeset(f"Notes moyennes par critère : {listing(weighed)}")


def more_texts(number_of: int) -> str:
    """What the message leaves out."""
    return typeset(f"Et {count(number_of, 'autre réponse', 'autres réponses')}, dans le relevé.")


def more_named(number_of: int) -> str:
    """What the message leaves out."""
    return typeset(f"Et {count(number_of, 'autre votant', 'autres votants')}, dans l'export.")


def voted(label: str, words: str) -> str:
    """Who voted what, in a named poll."""
    return typeset(f"{label} : {words}")


def chosen(labels: Sequence[str], *, ranked: bool) -> str:
    """A ballot's options."""
    if not labels:
        return NOTHING_CHOSEN
    return " > ".join(labels) if ranked else listing(labels)


def source(poll_id: int, found: Turnout) -> str:
    """Under a picture."""
    return typeset(f"Sondage n° {poll_id}, {count(found.voters, 'votant')} sur {found.participants}")


def picture_name(poll_id: int) -> str:
    """A picture's name."""
    return f"sondage-{poll_id}"


def not_shown(label: str) -> str:
    """The label of a bar that is not drawn."""
    return f"{label} ({NOT_SHOWN})"


def edition(rank: int, on: date, found: Outcome) -> str:
    """One edition of a repeated poll."""
    said = f"n° {rank}, {day(on)} : {percent(found.turnout.share, decimals=0)} de participation"
    if found.mean is not None:
        said += f", moyenne {one_decimal(found.mean)}"
    if found.winners:
        said += f", en tête {listing(found.winners)}"
    return typeset(said)


def file_name(poll_id: int, ending: str) -> str:
    """A file's name."""
    return f"sondage-{poll_id}.{ending}"


def named_source(poll_id: int, on: date, share: Decimal) -> str:
    """The source of a value that a poll gave."""
    return typeset(f"sondage n° {poll_id} du {day(on)}, participation {percent(share, decimals=0)}")


NO_VALUE = typeset("Ce sondage ne donne pas de nombre à enregistrer.")
WHICH_VALUE = typeset("Quelle valeur enregistrer ?")
ASK_TARGET = typeset("Pour quel objectif opérationnel (par exemple 4.2.2.b) ?")
ASK_DECISION = typeset("Qu'est-ce qui est décidé à la suite ?")
NOT_COUNTED = "Le sondage n'est pas encore dépouillé."
ASK_WEIGHTS = typeset("Les nouveaux poids, de 1 à 10, dans l'ordre des critères ?")


def decided(poll_id: int, text: str) -> str:
    """A decision that follows from a poll."""
    return typeset(f"Suite donnée au sondage n° {poll_id} : {quote(text)}. Elle est portée au relevé.")


def weights_expected(criteria: int) -> str:
    """Why other weights were not taken."""
    return typeset(f"Donnez {count(criteria, 'poids', 'poids')} de 1 à 10, dans l'ordre des critères.")


def with_weights(label: str, value: int) -> str:
    """An option's count offered as a value."""
    return typeset(f"{shortened(label, 50)} ({percent(value)})")
