"""What people type for an entry: codes in every form, titles, parts of titles, typos."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.arguments import as_typed
from commands.codes import take_code, whole_code
from commands.command import Argument, Command, Help
from commands.message import say as message
from commands.references import take_plan_entry
from tests.world import Say, World


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("4.2.2", "4.2.2"),
        ("4.2.2.", "4.2.2"),
        ("4-2-2", "4.2.2"),
        ("4 2 2", "4.2.2"),
        ("objectif 4.2.2", "4.2.2"),
        ("l'objectif 4.2.2 ?", "4.2.2"),
        ("obj 4.2.2", "4.2.2"),
        ("P4 2.2", "4.2.2"),
        ("p4 2.2", "4.2.2"),
        ("pilier 4 objectif 2.2", "4.2.2"),
        ("pilier 4, 2.2", "4.2.2"),
        ("2.2 du pilier 4", "4.2.2"),
        ("4.2.2.b", "4.2.2.b"),
        ("4.2.2b", "4.2.2.b"),
        ("4.2.2 B", "4.2.2.b"),
        ("P4 2.2 b", "4.2.2.b"),
        ("objectif opérationnel 4.2.2.b", "4.2.2.b"),
        ("pilier 4", "4"),
        ("P4", "4"),
        ("axe 4.2", "4.2"),
        ("pilier 4 axe 2", "4.2"),
        ("axe 2 du pilier 4", "4.2"),
        ("2.2", "2.2"),
        ("2.2.2026", None),
        ("4.2.2 plus des mots", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_a_code_is_read_in_every_form(typed: str, code: str | None) -> None:
    found = whole_code(typed)
    assert (None if found is None else str(found)) == code


def test_a_code_at_the_beginning_leaves_the_rest() -> None:
    taken = take_code("4.2.2.b valeur 62 %")
    assert taken is not None
    assert (str(taken[0]), taken[1]) == ("4.2.2.b", " valeur 62 %")


def command_that_takes_a_code() -> Command:
    """A command with a code, then words."""
    return Command(
        words=("essai", "valeur"),
        arguments=(Argument("entry", take_plan_entry), Argument("words", as_typed)),
        handler=lambda call, entry, words: message(f"{entry.code} {words}"),
        help=Help("", ""),
        allowed=lambda call, values: True,
    )


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_of_codes_fail(text: str) -> None:
    found = whole_code(text)
    assert found is None or found.kind in {"pillar", "axis", "objective", "key_result"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("4.2.2", "4.2.2 Déployer les outils collaboratifs et former les collaborateurs à leur utilisation"),
        ("P4 2.2", "4.2.2 Déployer"),
        ("pilier 4 objectif 2.2", "4.2.2 Déployer"),
        ("Élaborer le schéma directeur de convergence métropolitaine", "4.1.1 "),
        ("schema directuer convergence", "4.1.1 "),
        ("ecole des managers", "2.1.2 "),
        ("modalités d'accès au télétravail", "5.3.3 "),
        ("pilier 4", "Pilier 4 Accompagner le Big Bang digital"),
        ("4", "Pilier 4 "),
        ("pilier digital", "Pilier 4 "),
        ("axe 4.2", "Axe 4.2 "),
    ],
)
def test_the_entry_meant_is_found(say: Say, typed: str, first: str) -> None:
    assert say(f"/objectif statut {typed}").text.startswith(first)


def test_a_key_result_is_shown_alone(say: Say) -> None:
    answer = say("/objectif statut 4.2.2.b")
    assert "90 % des collaborateurs" in answer.text
    assert "communauté d'ambassadeurs" not in answer.text
    assert answer.codes == ("4.2.2.b",)


def test_a_number_without_its_pillar_offers_the_seven_objectives_and_the_axis(say: Say) -> None:
    answer = say("/objectif statut 2.2")
    assert answer.says == [*(f"objectif statut {pillar}.2.2" for pillar in range(1, 8)), "objectif statut axe 2.2"]
    assert "pilier 4, Accompagner le Big Bang digital" in answer.text


@pytest.mark.parametrize("typed", ["2.2.b", "2.2 b", "objectif 2.2 b"])
def test_a_lettered_number_without_its_pillar_offers_the_key_results_there_are(say: Say, typed: str) -> None:
    assert say(f"/objectif statut {typed}").says == ["objectif statut 4.2.2.b", "objectif statut 7.2.2.b"]


def test_a_number_printed_once_needs_no_pillar(say: Say) -> None:
    assert say("/objectif statut 1.1.d").text.startswith("1.1.1 ")
    assert say("/objectif statut 2.3.c").text.startswith("4.2.3 ")


def test_the_whole_plan_is_asked_for_by_name(say: Say) -> None:
    assert say("/objectif statut plan", by="chef-de-file").text.startswith("Le plan DiMENSiON")


@pytest.mark.parametrize("code", ["4.2.9", "4.9.1", "4.2.2.z", "axe 4.9"])
def test_an_unknown_code_names_the_nearest(say: Say, code: str) -> None:
    answer = say(f"/objectif statut {code}")
    assert answer.text.startswith("Il n'y a pas d'")
    assert f"{code.removeprefix('axe ')} dans DiMENSiON. Le plus proche :" in answer.text
    assert answer.message.about.abstained
    assert 1 <= len(answer.says) <= 3
    assert all(sentence.startswith("objectif statut 4.") for sentence in answer.says)


def test_an_unknown_pillar_says_how_many_there_are(say: Say) -> None:
    answer = say("/objectif statut 9.1.1")
    assert answer.text == "Il n'y a pas de pilier 9 : DiMENSiON en compte 7, du 1 au 7."


def test_an_unprinted_number_says_how_codes_are_written(say: Say) -> None:
    text = say("/objectif statut 8.8").text
    assert text.startswith("Il n'y a pas d'objectif 8.8 dans DiMENSiON.\nUn code s'écrit 4.2.2")
    assert "Le plus proche" not in text


@pytest.mark.parametrize("typed", ["pilier 0", "pilier 8", "P12 2.2", "axe 9.1", "0.0.0", "pilier 999"])
def test_no_number_of_a_pillar_is_out_of_bounds(say: Say, typed: str) -> None:
    assert say(f"/objectif statut {typed}").kind in {"misread", "choices"}


def test_a_whole_title_is_enough_whoever_else_holds_its_words(say: Say) -> None:
    for typed in ("CAP Managers", "comex", "Revue des projets"):
        assert say(typed).text.lower().startswith(typed.lower())


def test_something_else_than_a_code_is_said_not_to_be_one(sqlite_world: World) -> None:
    sqlite_world.use(command_that_takes_a_code())
    assert "J'attends un code, et non « bonjour »." in sqlite_world.say("/essai valeur bonjour").text
    assert sqlite_world.say("/essai valeur P4 2.2 b 62 %").text == "4.2.2.b 62 %"
    assert sqlite_world.say("/essai valeur 9.9.9 62 %").text.startswith("Il n'y a pas de pilier 9")


def test_several_matches_say_how_they_differ(say: Say) -> None:
    answer = say("CAP")
    assert 2 <= len(answer.says) <= 5
    assert "CAP Managers" in answer.text
    assert "Cap Digital" in answer.text


def test_no_match_says_so_with_the_nearest(say: Say) -> None:
    answer = say("la bouillabaisse au safran")
    assert answer.text.startswith("Ce n'est pas consigné")
    assert answer.message.about.abstained


def test_twins_are_both_offered(say: Say) -> None:
    answer = say("/objectif chercher mise en œuvre du pilotage des projets")
    assert {"7.3.1", "7.4.1"} <= set(answer.codes)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("stratobus", "Programme Stratobus"),
        ("programme-stratobus", "Programme Stratobus"),
        ("parc corot", "Grande copropriété du Parc Corot"),
        ("site microchip", "Site Microship"),
    ],
)
def test_a_project_is_found_by_words_or_key(say: Say, typed: str, name: str) -> None:
    assert say(f"/projet statut {typed}").text.startswith(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cap_managers", "CAP Managers"),
        ("CAP Managers", "CAP Managers"),
        ("comité exécutif", "Comex"),
        ("copil", "COPIL"),
    ],
)
def test_a_community_is_found_by_words_or_key(say: Say, typed: str, name: str) -> None:
    assert say(f"/communaute info {typed}").text.startswith(name)


def test_references_are_read_on_both_databases(world: World) -> None:
    assert world.say("/objectif statut 4.2.2").text.startswith("4.2.2 ")
    assert len(world.say("/objectif statut 2.2").says) == 8
    assert world.say("/objectif statut 4.2.9").message.about.abstained
    assert world.say("/projet statut stratobus").text.startswith("Programme Stratobus")
