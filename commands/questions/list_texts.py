"""French sentences of counts, lists, events of a period and comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from commands import french
from commands.french import count, day, listing, plural, quote, typeset
from commands.message import Line, Strong
from commands.plan import texts as plan_texts
from storage.plan import Progress
from storage.rows.plan import KeyResult
from storage.rows.reference import KeyDate

# Counts and lists

OBJECTIVES_WORD = re.compile(r"\b(?:objectifs|echeances|actions|quoi|qu est ce qui|ce qui)\b")
WITH_TARGET = "avec un chiffre"
PROJECTS = "Projets"
WHOLE_LIST = "Suite"
FIGURES_OF_PROJECTS = ("projets-recenses", "pilier-7-projets-a-suivre")


def counted_results(
    results: int, objectives: int, total: int | None, criteria: str, *, grands: bool
) -> tuple[Line, ...]:
    """How many key results, of how many objectives, among how many."""
    operational = count(results, "objectif opérationnel", "objectifs opérationnels")
    great = count(objectives, "grand objectif", "grands objectifs")
    among = f" sur {french.number(total)}" if total is not None else ""
    if grands:
        said = f"{great} ({operational}{among})"
    elif results == 0:
        said = f"Aucun objectif opérationnel{among} (0)"
    else:
        said = f"{operational}{among} ({great})"
    return ((Strong(typeset(f"{said} : {criteria}" if criteria else said)),),)


def as_of(when: date) -> str:
    """The day for which what is past due is told."""
    return typeset(f"Au {day(when)}, d'après les échéances et ce qui est marqué réalisé :")


def pillars_counted(total: int) -> str:
    """The title of the list of pillars."""
    return typeset(f"{count(total, 'pilier')} :")


def axes_counted(total: int, pillars: Sequence[str]) -> str:
    """The title of a list of axes."""
    return typeset(f"{count(total, 'axe')} : {listing(pillars)}" if pillars else count(total, "axe"))


def pillar_number(number: int) -> str:
    """« pilier 4 »."""
    return f"pilier {number}"


def themes_counted(total: int) -> str:
    """The title of the list of themes."""
    return typeset(f"{count(total, 'thématique')} de projets")


def theme_line(title: str, projects: int) -> str:
    """A theme, with its projects counted."""
    return typeset(f"{title} : {count(projects, 'projet')}")


def tools_counted(total: int) -> str:
    """The title of the list of tools."""
    return count(total, "outil")


def communities_counted(total: int) -> str:
    """How many communities and bodies."""
    return count(total, "communauté ou instance", "communautés et instances")


def projects_counted(total: int) -> str:
    """How many projects."""
    return f"{count(total, 'projet')} {plural(total, 'consigné')}"


def events_counted(total: int, period: str) -> str:
    """The title of the events of a period."""
    return typeset(f"{count(total, 'date clé', 'dates clés')} : {period}")


def no_project_there(criteria: str) -> str:
    """A place or a theme without project."""
    return typeset(f"Aucun projet consigné : {criteria}.")


def unknown_place(named: str) -> str:
    """A place that nothing recorded names."""
    return typeset(f"Aucun projet consigné à {quote(named)}, qui n'est pas une commune que je connais.")


# What happened

HAPPENED = re.compile(
    r"\b(?:s est (?:il )?passe\w*|passe quoi|evenements?|dates? cles?|faits? marquants?|quoi de fait)\b"
)
HAPPENING = frozenset("passe passee passes evenement evenements cle cles marquants marquant faits metropole".split())
YEAR = re.compile(r"\b20[2-9]\d\b")


def dated(event: KeyDate) -> str:
    """The printed date of an event, or that none is."""
    if event.printed_date is None and event.date is None:
        deduced = f", année {event.page_year} déduite de la page" if event.page_year else ""
        return typeset(f"date non indiquée{deduced}")
    full = _day_of(event.date)
    printed = event.printed_date or event.date or ""
    return typeset(printed if full is None or str(full.year) in printed else f"{printed} ({day(full)})")


def _day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


# Comparisons


def pillar_title(number: int, title: str) -> str:
    """A pillar's number and title."""
    return f"Pilier {number} {title}"


def pillar_counts(axes: int, objectives: int, progress: Progress) -> str:
    """What a pillar holds."""
    said = [
        count(axes, "axe"),
        count(objectives, "grand objectif", "grands objectifs"),
        count(progress.total, "objectif opérationnel", "objectifs opérationnels"),
        f"{count(progress.done, 'réalisé')}",
    ]
    return typeset(", ".join(said))


def same_number(first: str, second: str) -> str:
    """Whether two numbers are the same; nothing is concluded from it."""
    digits = [re.sub(r"\D", "", each) for each in (first, second)]
    if digits[0] == digits[1]:
        return typeset(
            f"Oui, le même nombre dans les deux cas ({first}) ; le document n'établit aucun lien entre les deux."
        )
    return typeset(f"Non, les deux nombres sont différents : {first} et {second}.")


def number(value: Decimal) -> str:
    """A number in French."""
    return french.number(value)


def result_in_brief(result: KeyResult, today: date) -> str:
    """A key result with its state."""
    return f"{result.statement} ({plan_texts.state(result, today=today)})"


# The whole plan

WHICH_SUBJECT = typeset("De quel objectif ou projet parlez-vous ? Donnez son code, ou des mots de son titre.")
FOR_SUPPORT = typeset("La liste des contradictions du document est tenue par la cellule d'appui.")


def made_of(pillars: int, axes: int, objectives: int, results: int) -> tuple[Line, ...]:
    """What the plan is, and its levels, each counted."""
    return (
        (Strong("DiMENSiON"), typeset(", projet d'administration de la Métropole Aix-Marseille-Provence")),
        (
            typeset(
                f"{count(pillars, 'pilier')}, divisés en {count(axes, 'axe')}, eux-mêmes en "
                f"{count(objectives, 'grand objectif', 'grands objectifs')} ; chacun a un ou plusieurs des "
                f"{count(results, 'objectif opérationnel', 'objectifs opérationnels')}, qui ont une échéance."
            ),
        ),
    )


def terms_counted(total: int) -> str:
    """The title of the list of acronyms."""
    return count(total, "sigle")
