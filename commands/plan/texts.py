"""French sentences about the plan: statements, deadlines, targets, lists, the overview, help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from commands.french import count, dated, day, distance, listing, number, overdue, quote, typeset
from commands.message import Line, Strong
from commands.state_words import STATUS_WORDS, WEATHER_UNKNOWN, WEATHER_WORDS, aim, start_of
from commands.texts import shortened
from storage.leads import Holder
from storage.ledger.state import Measured
from storage.plan import Progress
from storage.rows.following import Weather
from storage.rows.plan import Deadline, KeyResult, Objective, Pillar, Status, Target

# The edition that the figures and the printed states are quoted from.
EDITION = "DiMENSiON, 2020"
# Where a « réalisé » comes from that the document itself prints.
PRINTED_DONE = f"selon {EDITION}"


HISTORY = "Historique"
SHEET = "Fiche"
STATE = "État"
NEXT = "Suite"
PAST_DUE_BUTTON = "Échéances dépassées"
DUE_BUTTON = "Liste"

HELP_STATUS = "État d'un objectif, ou de votre périmètre si vous ne précisez rien"
USAGE_STATUS = "/objectif statut [code ou mots du titre]"
HELP_LIST = "Objectifs opérationnels qui répondent à des critères"
USAGE_LIST = (
    "/objectif liste [pilier, axe, période, échéance dépassée, réalisé, météo, unité, sans chef de file ; "
    "« hors » pour exclure]"
)
HELP_SEARCH = "Recherche dans les titres et les énoncés"
USAGE_SEARCH = "/objectif chercher mots"
HELP_HISTORY = "Ce qui s'est dit et fait sur un objectif, du plus récent au plus ancien"
USAGE_HISTORY = "/objectif historique code"
HELP_SHEET = "Fiche complète d'un objectif, d'un pilier, d'un axe ou d'une unité"
USAGE_SHEET = "/objectif fiche code, pilier 4, ou nom d'une unité"
GROUP = "Les objectifs du plan : état, listes, fiches, mises à jour, reports, historique"
ASK_ENTRY = "Quel objectif ?"
ASK_ENTRY_HINT = "Un code (4.2.2), un pilier (pilier 4) ou des mots du titre."
ASK_OBJECTIVE_HINT = "Un code (4.2.2 ou 4.2.2.b), ou des mots du titre."
ASK_WORDS = "Que cherchez-vous ?"
ASK_WORDS_HINT = "Quelques mots du titre ou de l'énoncé."

NO_LEAD = "non désigné"


def objective_heading(objective: Objective) -> Line:
    """Code and title."""
    return (Strong(f"{objective.code} {objective.title}"),)


def objective_place(objective: Objective, leads: Sequence[Holder]) -> Line:
    """Pillar, axis and lead."""
    return (typeset(f"Pilier {objective.pillar_number}, axe {objective.axis.number} · chef de file : {led_by(leads)}"),)


def of_the_whole(said: str) -> str:
    """What was said of an objective itself, its key results aside."""
    return f"dans son ensemble : {said}"


def led_by(leads: Sequence[Holder]) -> str:
    """Who leads, or that nobody is named."""
    return listing([lead.label for lead in leads]) or NO_LEAD


def target_line(targets: Sequence[Target], baselines: Mapping[int, Measured]) -> Line:
    """What a key result is held to, with where it starts from once that is known."""
    said = []
    for each in targets:
        start = f", {start_of(each, baselines[each.position])}" if each.position in baselines else ""
        said.append(f"{target(each)}{start}")
    return (typeset(f"cible : {' ; '.join(said)}"),)


def of_target(each: Target, said: str) -> str:
    """A value, with what it counts where a key result is held to several."""
    return f"{each.what} : {said}"


def below(result: KeyResult) -> tuple[Line, ...]:
    """What stands below a statement whatever was said: rhythm, what one must know."""
    lines: list[Line] = []
    if result.recurrence:
        lines.append((typeset(f"rythme : {result.recurrence}"),))
    if result.to_know:
        lines.append((typeset(f"à savoir : {result.to_know}"),))
    return tuple(lines)


def printed_deadline(result: KeyResult) -> str:
    """The deadline where nothing is left to be kept."""
    return f"échéance {printed_dates(result)}"


def state(result: KeyResult, *, today: date) -> str:
    """« à venir », « échéance … dépassée de 54 jours, sans point d'étape », « réalisé, selon DiMENSiON, 2020 »."""
    if result.status is Status.DONE:
        source = f", {PRINTED_DONE}" if result.printed_done else ""
        return f"réalisé{source} · échéance {printed_dates(result)}"
    said = deadlines(result, today=today)
    if result.status is Status.PLANNED:
        if result.due_on >= today:
            return f"à venir · {said}"
        return f"{said}{', ' if len(result.deadlines) == 1 else ' · '}sans point d'étape"
    return f"{STATUS_WORDS[result.status]} · {said}"


def deadlines(result: KeyResult, *, today: date) -> str:
    """The deadline with what the calendar says of it; as printed when it means several dates."""
    if len(result.deadlines) == 1:
        only = result.deadlines[0]
        label = f"{only.label} : " if only.label else ""
        return f"{label}échéance {_dated(result, only)}{_when(only.due_on, today=today)}"
    each = [
        f"{f'{one.label}, ' if one.label else ''}{_dated(result, one)}{_when(one.due_on, today=today)}"
        for one in result.deadlines
    ]
    return f"échéance imprimée {quote(result.printed_deadline)} : {' ; '.join(each)}"


def printed_dates(result: KeyResult) -> str:
    return listing([_dated(result, each) for each in result.deadlines])


def _dated(result: KeyResult, deadline: Deadline) -> str:
    return dated(deadline.quarter or result.printed_deadline, deadline.due_on)


def _when(due_on: date, *, today: date) -> str:
    return f" {overdue(due_on, today=today)}" if due_on < today else f", {distance(due_on, today=today)}"


def target(value: Target) -> str:
    """« 90 % (collaborateurs utilisant …) », « au moins 3 salons de recrutement »."""
    return f"{aim(value)} ({value.what})"


def shared_deadline(letters: Sequence[str]) -> Line:
    """Several statements under one printed deadline."""
    return (typeset(f"Le document imprime une seule échéance pour {listing(list(letters))}."),)


def source(objective: Objective) -> Line:
    """Where the document says it."""
    place = f"pilier {objective.pillar_number}, axe {objective.axis.number}, {objective.printed_number}"
    return (typeset(f"Source : DiMENSiON, {place}"),)


def list_heading(total: int, criteria: str) -> Line:
    """How many, and by which criteria."""
    what = count(total, "objectif opérationnel", "objectifs opérationnels")
    return (Strong(typeset(f"{what} : {criteria}" if criteria else f"{what} dans le plan")),)


def nothing_listed(criteria: str) -> str:
    """An empty list."""
    return typeset(f"Aucun objectif opérationnel ne répond à : {criteria}.")


def shown_range(first: int, last: int, total: int) -> Line:
    """Which page of a long list."""
    return (typeset(f"De {first} à {last} sur {total}. Tapez « suite » pour continuer."),)


def listed(result: KeyResult) -> Line:
    """A key result in a list."""
    return (Strong(result.code), " ", result.statement)


def search_heading(total: int, words: str) -> Line:
    """What a search found."""
    return (Strong(typeset(f"{count(total, 'résultat')} pour {quote(shortened(words, 60))}")),)


def nothing_found(words: str) -> str:
    """A search that found nothing."""
    return typeset(
        f"Ce n'est pas consigné : rien ne correspond à {quote(shortened(words, 60))}. Essayez d'autres mots."
    )


# Overview


def overview_heading(perimeter: str, objectives: int, results: int) -> Line:
    """Whose perimeter, and how large it is."""
    plan = f"{count(objectives, 'objectif')}, {count(results, 'objectif opérationnel', 'objectifs opérationnels')}"
    return (Strong(typeset(f"{perimeter} : {plan}")),)


WHOLE_PLAN = "Le plan DiMENSiON"
OWN = "Votre périmètre"
# What one types for it in a list.
OWN_TYPED = "mon périmètre"
CHART_TITLE = "Objectifs opérationnels par pilier"
WEATHER_CHART_TITLE = "Météo de ceux qui restent à réaliser"
WEATHER_SERIES = (*WEATHER_WORDS.values(), WEATHER_UNKNOWN)
CHART_NAME = "avancement-par-pilier"
SERIES = ("réalisé", "échéance dépassée", "à venir ou en cours", "suspendu ou arrêté")
TITLE_PAST_DUE = "Échéances dépassées"
TITLE_NEXT_DUE = "Prochaines échéances"


def totals(progress: Sequence[Progress]) -> tuple[Line, ...]:
    """The counts, one a line."""
    done, late, ahead, aside = (
        sum(getattr(each, name) for each in progress) for name in ("done", "past_due", "ahead", "aside")
    )
    said = [
        f"réalisés : {number(done)}",
        f"échéance dépassée : {number(late)}",
        f"à venir ou en cours : {number(ahead)}",
    ]
    if aside:
        said.append(f"suspendus ou arrêtés : {number(aside)}")
    lines: list[Line] = [(typeset(" · ".join(said)),)]
    if any(each.weather(weather) for each in progress for weather in Weather):
        lines.append((typeset(f"météo · {' · '.join(_weathers(progress))}"),))
    return tuple(lines)


def _weathers(progress: Sequence[Progress]) -> list[str]:
    """Each weather with its number, the best first, then those that nobody gave."""
    counted = [(weather, sum(each.weather(weather) for each in progress)) for weather in (*Weather, None)]
    named = [(WEATHER_WORDS[weather] if weather else WEATHER_UNKNOWN, total) for weather, total in counted if total]
    return [f"{words} : {number(total)}" for words, total in named]


def pillar_line(progress: Progress) -> Line:
    """One pillar's counts, as the picture shows them."""
    done = f"{count(progress.done, 'réalisé')} sur {progress.total}"
    said = f"Pilier {progress.pillar_number}, {progress.pillar_title} : {done}"
    late = f", {count(progress.past_due, 'échéance dépassée', 'échéances dépassées')}" if progress.past_due else ""
    aside = f", {count(progress.aside, 'suspendu ou arrêté', 'suspendus ou arrêtés')}" if progress.aside else ""
    weathers = ""
    if any(progress.weather(weather) for weather in Weather):
        weathers = f" ; météo, {', '.join(_weathers([progress]))}"
    return (typeset(f"{said}{late}{aside}{weathers}"),)


def chart_label(progress: Progress) -> str:
    """A bar's label."""
    return f"Pilier {progress.pillar_number}"


def chart_source(today: date) -> str:
    """What the picture rests on."""
    return typeset(f"Source : {EDITION}, et points d'étape au {day(today)}")


def more(total: int, shown: int) -> Line:
    """How many are not shown."""
    return (typeset(f"et {count(total - shown, 'autre')}"),)


def own_projects(names: Sequence[str], total: int) -> Line:
    """The projects of one's perimeter, the first by name."""
    shown = listing([*names, *([f"{count(total - len(names), 'autre')}"] if total > len(names) else [])])
    return (typeset(f"Projets de votre périmètre : {shown}."),)


def in_pillar(pillar: Pillar) -> Line:
    """An axis's pillar."""
    return (f"Pilier {pillar.number}, {pillar.title}",)
