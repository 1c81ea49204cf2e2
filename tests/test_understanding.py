"""Each step of understanding a plain question, on its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commands.call import Call
from commands.questions.cues import Cue
from commands.questions.question import Question, counted_in, cues_in, understood
from commands.questions.spelling_out import spell_out
from commands.request import Identity, Place, Request
from storage.rows.plan import Status
from tests.world import World


@pytest.fixture
def call(sqlite_world: World) -> Iterator[Call]:
    """A call of somebody nobody knows, on 23 November 2020."""
    dispatcher = sqlite_world.dispatcher
    with sqlite_world.database.read() as session:
        request = Request(Identity("terminal", "inconnu"), Place("terminal", "ici"), "")
        asker = dispatcher._asker(session, request)
        lexicon = dispatcher.lexicons.current(session)
        yield Call(session, asker, sqlite_world.now, dispatcher.options, dispatcher.table, lambda: lexicon)


def nothing_known(word: str) -> bool:
    """A plan without words."""
    return False


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("kes ki doit etre fini ds le pilier 7", "qu'est-ce qui doit etre fini dans le pilier 7"),
        ("cb d'axes", "combien d'axes"),
        ("c pr qd", "c'est pour quand"),
        ("c'est quoi", "c'est quoi"),
        ("q1 2021", "T1 2021"),
        ("% de porteurs", "pourcentage de porteurs"),
        ("90 % des agents", "90 % des agents"),
        ("l'echeanse des operationels", "l'echeance des operationnels"),
        ("Où  en est\tle plan ?", "Où en est le plan ?"),
        ("x" * 500, "x" * 40),
    ],
)
def test_short_messages_are_spelt_out(typed: str, spelt: str) -> None:
    assert " ".join(spell_out(typed, nothing_known).split()) == spelt


def test_a_word_of_the_plan_is_never_respelt() -> None:
    assert spell_out("les projers", lambda word: word == "projers") == "les projers"
    assert spell_out("les projers", nothing_known) == "les projets"


@pytest.mark.parametrize(
    ("said", "cue"),
    [
        ("c est pour quand", Cue.WHEN),
        ("ou en est le schema", Cue.STATE),
        ("combien d axes", Cue.HOW_MANY),
        ("quelle cible", Cue.AIM),
        ("quels sont les axes", Cue.LIST),
        ("smart c est quoi", Cue.DEFINE),
        ("qui prepare les instances", Cue.WHO),
        ("a qui m adresser", Cue.WHOM),
        ("stations d epuration ou ca", Cue.WHERE),
        ("gens du voyage quel theme", Cue.THEME),
        ("copil ou costrat quelle difference", Cue.COMPARE),
        ("qu est ce qui est en retard", Cue.PAST_DUE),
        ("le cap se reunit tous les combien", Cue.MEETS),
        ("qu est ce qui a bouge", Cue.MOVED),
        ("comment presenter le pilier", Cue.PITCH),
        ("plan velo adopte", Cue.PAST),
        ("combien aujourd hui", Cue.NOW),
    ],
)
def test_what_is_asked_is_recognised(said: str, cue: Cue) -> None:
    assert cue in cues_in(said)


def test_what_must_be_done_is_not_asked_of_somebody() -> None:
    assert Cue.WHO not in cues_in("qu est ce qui doit etre fini")
    assert Cue.WHO not in cues_in("ce qui tombe au t3")


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("combien de communes", ("communes",)),
        ("nombre d elus", ("elus",)),
        ("combien d entretiens de 2h ont ete menes", ("entretiens",)),
        ("combien de realises pilier 5", ()),
        ("le pilier 4 a combien d axes", ("axes",)),
    ],
)
def test_what_is_counted_is_recognised(said: str, counted: tuple[str, ...]) -> None:
    assert counted_in(said) == counted


def filters(question: Question) -> list[tuple[str, object, bool]]:
    """The filters of a question, by kind, value and exclusion."""
    return [(part.kind, part.value, part.excluded) for part in question.narrowed.parts]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pilier 7", [("pillar", 7, False)]),
        ("P1 axe 1", [("pillar", 1, False), ("axis", "1.1", False)]),
        ("les piliers 1, 4 et 6", [("pillar", 1, False), ("pillar", 4, False), ("pillar", 6, False)]),
        ("piliers 1 à 3", [("pillar", 1, False), ("pillar", 2, False), ("pillar", 3, False)]),
        ("dans le pilier manager, axe 1", [("pillar", 2, False), ("axis", "2.1", False)]),
        ("le pilier manager et le pilier perf", [("pillar", 2, False), ("pillar", 3, False)]),
        ("les piliers manager et marque employeur", [("pillar", 2, False), ("pillar", 5, False)]),
        ("pilier digitall", [("pillar", 4, False)]),
        ("les axes du big bang digital", [("pillar", 4, False)]),
        ("hors pilier digital", [("pillar", 4, True)]),
        ("sauf les piliers 2 et 3", [("pillar", 2, True), ("pillar", 3, True)]),
        ("projets à Miramas", [("commune", "miramas", False)]),
        ("les projets du Pays d'Aix", [("territory", "pays-d-aix", False)]),
        ("la thématique eau", [("theme", "cycle-de-l-eau-mer-et-littoral", False)]),
    ],
)
def test_filters_are_read_in_a_sentence(call: Call, typed: str, expected: list[tuple[str, object, bool]]) -> None:
    assert filters(understood(typed, call)) == expected


def test_periods_and_states_are_read(call: Call) -> None:
    narrowed = understood("pilier 5 objectifs 2020 pas encore faits", call).narrowed
    assert [period.label for period in narrowed.periods] == ["2020"]
    assert narrowed.done is False
    assert understood("combien de réalisés", call).narrowed.done is True
    assert understood("ce qui doit être réalisé au T3 2020", call).narrowed.done is None
    assert understood("les objectifs suspendus", call).narrowed.statuses == [Status.SUSPENDED]
    assert understood("recrutement 2020 avec un chiffre", call).narrowed.with_target
    late = understood("au 1er octobre 2020, qu'est-ce qui est en retard ?", call).narrowed
    assert late.past_due
    assert str(late.as_of()) == "2020-10-01"
    assert understood("pilier 4 T5 2020", call).narrowed.unknown_date


def test_what_is_left_is_the_subject(call: Call) -> None:
    assert understood("c'est pour quand le schéma directeur ?", call).left == ["schema", "directeur"]
    assert understood("qu'est-ce qui doit être fini au T3 2020 dans le pilier 7", call).left == []
    assert understood("les projets à Miramas", call).left == []
