"""Every number, date, code and proper name of an answer stands in the entries that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from benchmarks.question_sets import own, practice
from commands.normalise import fold
from tests.catalogues import shipped
from tests.provenance import cited, names, numbers, said
from tests.world import Answer, World

# Names of the frame of an answer: what every answer may say of the document, the organisation and the bot.
FRAME = frozenset(
    """
    dimension metropole aix marseille provence source sources partie pilier piliers axe territoire territoires
    thematique chef comex cap managers essayez cible echeance voir outil pilotage mactu z0gravity posez tapez donnez
    role composition effectif rythme creation compte dates definition developpe valeur aucun peut plusieurs laquelle
    etat porteur directeur fiche historique liste suite registre rgpd
    """.split()
)
# Kinds of answers that count rows: what is counted is checked by tests/test_asking.py.
COUNTING = frozenset(
    {"count", "overview", "list", "compare", "lead", "service", "courtesy", "out_of_scope", "definition"}
)


def generated() -> Iterator[str]:
    """Questions made from the plan itself."""
    catalogue = shipped()
    for objective in catalogue.objectives:
        yield f"{objective.title}, c'est pour quand ?"
        yield f"où en est {objective.code} ?"
        yield f"quelle cible pour {objective.also_said[0]}" if objective.also_said else objective.code
    for project in catalogue.projects:
        yield f"où se trouve {project.name} ?"
    for term in [each.term for each in catalogue.terms] + [each.term for each in catalogue.bare_terms]:
        yield f"{term} c'est quoi ?"
    for figure in catalogue.figures:
        yield f"combien de {figure.label}"
    for title in [each.title for each in catalogue.key_dates] + [each.title for each in catalogue.other_dates]:
        yield f"{title}, quelle date ?"
    for community in catalogue.communities:
        yield f"quel rythme pour {community.name} ?"
    for tool in catalogue.tools:
        yield f"à quoi sert {tool.name}"
    for pillar in range(1, 8):
        for period in ("T3 2020", "T4 2020", "T1 2021", "2021"):
            yield f"pilier {pillar} {period}"
        yield f"les axes du pilier {pillar}"
    for territory in catalogue.territories:
        yield f"projets du Territoire {territory.name}"
        yield from (f"projets à {name}" for name in territory.communes[:4])


def asked() -> list[str]:
    """Every question of the sets, and the generated ones."""
    sets = [each["question"] for each in (*practice(), *own())]
    return [*dict.fromkeys([*sets, *generated()])]


def unfounded(typed: str, answer: Answer) -> str:
    """The numbers and names of an answer that no cited entry holds, nor the question itself."""
    text = said(answer.text.replace(typed.strip(), " "))
    text = re.sub(r"«[^»]*»", " ", text) if answer.about.abstained or answer.kind == "choices" else text
    held = cited(answer.about, " ".join((typed, shown_filters(answer))))
    missing = {one for one in numbers(text) if one not in numbers(held) and one not in re.sub(r"\D", " ", held).split()}
    if answer.kind in COUNTING:
        missing = {one for one in missing if "." in one}
    known = set(re.split(r"[^a-z0-9]+", fold(held))) | FRAME
    strange = {name for name in names(text) if name not in known}
    return ", ".join(sorted(missing | strange))


def shown_filters(answer: Answer) -> str:
    """The heading of a list repeats its filters, which come from the question."""
    return answer.text.split("\n")[0] if answer.kind in {"list", "count", "date", "overview"} else ""


def test_nothing_is_said_that_the_cited_entries_do_not_hold(sqlite_world: World) -> None:
    questions = asked()
    assert len(questions) > 1_000
    wrong = []
    for typed in questions:
        answer = sqlite_world.say(typed, by="inconnu", platform="slack")
        found = unfounded(typed, answer)
        if found:
            wrong.append(f"{typed!r} ({answer.kind}): {found}")
    assert wrong == [], "\n".join([f"{len(wrong)} answers", *wrong[:60]])


def test_what_is_made_up_would_be_seen() -> None:
    from commands.message import About, Message, paragraph

    invented = Answer(
        Message((paragraph("L'échéance est au T3 2027, selon Gontran."),), about=About("status", ("4.2.2",)))
    )
    assert "2027" in unfounded("où en est 4.2.2 ?", invented)
    assert "gontran" in unfounded("où en est 4.2.2 ?", invented)


@pytest.mark.parametrize("typed", ["budget de l'intranet ?", "combien coûte z0gravity", "numéro de la DRH"])
def test_a_refusal_holds_no_number(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(typed)
    assert answer.about.abstained
    assert not numbers(said(answer.text)) - numbers(cited(answer.about))
