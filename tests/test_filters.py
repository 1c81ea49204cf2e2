"""Lists narrowed by what people type: conditions that combine, exclude, and are said back."""

from __future__ import annotations

import pytest

from storage.rows.plan import Status
from tests.world import Answer, Say, World


def total(answer: Answer) -> int:
    """The number that a list begins with."""
    first = answer.text.split()[0]
    return 0 if first == "Aucun" else int(first)


@pytest.mark.parametrize(
    ("typed", "number", "said"),
    [
        ("", 97, "97 objectifs opérationnels dans le plan"),
        ("pilier 7 T3 2020", 3, ": pilier 7, T3 2020"),
        ("P7 t3 2020", 3, ": pilier 7, T3 2020"),
        ("T3 2020 pilier 7", 3, ": T3 2020, pilier 7"),
        ("au 3e trimestre 2020 dans le pilier 7", 3, "T3 2020, pilier 7"),
        ("pilier 4", 17, ": pilier 4"),
        ("pilier digital", 17, ": pilier 4"),
        ("axe 4.2", 7, ": axe 4.2"),
        ("pilier 4 axe 2", 7, "axe 4.2"),
        ("pilier 4 hors axe 4.2", 10, "hors axe 4.2"),
        ("piliers 4 et 7", 31, "pilier 4, pilier 7"),
        ("hors piliers 4 et 7", 66, "hors pilier 4, hors pilier 7"),
        ("réalisé", 8, ": réalisé"),
        ("réalisés hors pilier 3", 4, "réalisé, hors pilier 3"),
        ("pas encore faits", 89, "hors réalisé"),
        ("non réalisés T2 2020", 1, "T2 2020, hors réalisé"),
        ("échéance dépassée", 17, ": échéance dépassée"),
        ("en retard pilier 3", 8, "échéance dépassée, pilier 3"),
        ("sauf échéance dépassée", 80, "hors échéance dépassée"),
        ("2021", 42, ": 2021"),
        ("cette semaine", 0, "semaine du 23 novembre 2020"),
        ("en cours", 0, ": en cours"),
    ],
)
def test_conditions_combine_and_are_said_back(say: Say, typed: str, number: int, said: str) -> None:
    answer = say(f"/objectif liste {typed}")
    assert (total(answer), said in answer.text) == (number, True), answer.text


def test_the_numbers_add_up(say: Say) -> None:
    assert sum(total(say(f"/objectif liste pilier {number}")) for number in range(1, 8)) == 97
    kept, left_out = (total(say(f"/objectif liste {word} pilier 4")) for word in ("", "hors"))
    assert kept + left_out == 97


def test_a_double_deadline_answers_both_quarters_and_is_late_after_the_last(say: Say) -> None:
    for quarter in ("T4 2020", "T4 2021"):
        codes = set(say(f"/objectif liste axe 4.2 {quarter}").codes)
        assert {"4.2.1.a", "4.2.1.b"} <= codes
    assert "4.2.1.a" not in say("/objectif liste échéance dépassée pilier 4").codes


def test_fin_2020_is_the_last_quarter(say: Say) -> None:
    assert "2.1.4.a" in say("/objectif liste pilier 2 T4 2020").codes


def test_without_lead_and_by_unit(sqlite_world: World) -> None:
    say = sqlite_world.say
    assert total(say("/objectif liste sans chef de file")) + total(say("/objectif liste hors sans chef de file")) == 97
    before = total(say("/objectif liste unité Direction du Numérique (exemple)"))
    sqlite_world.lead("4.2.2", "chef-de-file")
    assert total(say("/objectif liste unité Direction du Numérique (exemple)")) == before + 2
    assert "4.2.2.a" not in say("/objectif liste pilier 4 sans chef de file").codes


def test_a_status_given_later_is_filtered(sqlite_world: World) -> None:
    sqlite_world.status("4.1.1.a", Status.UNDER_WAY)
    sqlite_world.status("4.1.2.a", Status.SUSPENDED)
    assert sqlite_world.say("/objectif liste en cours").codes == ("4.1.1.a",)
    assert sqlite_world.say("/objectif liste suspendus").codes == ("4.1.2.a",)
    assert "en cours · échéance T3 2021" in sqlite_world.say("/objectif statut 4.1.1").text


def test_my_perimeter_is_a_filter(say: Say) -> None:
    mine = say("/objectif liste mon périmètre", by="chef-de-file")
    assert "4.1.1.a" in mine.codes
    others = total(say("/objectif liste hors mon périmètre", by="chef-de-file"))
    assert total(mine) + others == 97
    assert total(say("/objectif liste mes objectifs", by="inconnu")) == 0


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Istres", 5),
        ("istres", 5),
        ("istre", 5),
        ("commune Istres", 5),
        ("à Istres hors thématique transport", 2),
        ("thématique habitat", 6),
        ("habitat", 6),
        ("Habitat et logement", 6),
        ("hors habitat", 81),
        ("Territoire Pays d'Aix", 7),
        ("pays d'aix", 7),
        ("", 87),
    ],
)
def test_projects_are_narrowed_by_place_and_theme(say: Say, typed: str, keys: int) -> None:
    assert total(say(f"/projet liste {typed}", by="inconnu")) == keys


def test_projects_are_narrowed_by_date_and_status(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", due_on=sqlite_world.now.date(), status=Status.UNDER_WAY)
    assert sqlite_world.say("/projet liste cette semaine").projects == ("programme-stratobus",)
    assert sqlite_world.say("/projet liste en cours").projects == ("programme-stratobus",)
    sqlite_world.later(days=10)
    assert sqlite_world.say("/projet liste échéance dépassée").projects == ("programme-stratobus",)
    assert "dépassée de 10 jours" in sqlite_world.say("/projet statut stratobus").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("objectif liste T5 2020", "La date « T5 2020 » n'existe pas."),
        ("objectif liste le 31/02/2021", "n'existe pas"),
        ("objectif liste pilier 9", "Il n'y a pas de pilier 9"),
        ("objectif liste axe 4.9", "Il n'y a pas d'axe 4.9"),
        ("objectif liste axe 2", "L'axe 2 de quel pilier ?"),
        ("objectif liste commune Istres", "ne se filtre pas par commune"),
        ("objectif liste blorgh", "Je n'ai pas compris « blorgh »."),
        ("projet liste commune Zzyzx", "Je ne connais pas « zzyzx » comme commune."),
        ("projet liste thématique", "Précisez"),
        ("projet liste pilier 4", "ne se filtre pas par pilier"),
    ],
)
def test_what_is_no_filter_is_said_with_what_to_type(say: Say, typed: str, said: str) -> None:
    answer = say(f"/{typed}")
    assert said in answer.text
    assert answer.kind == "misread"


def test_an_empty_list_says_by_which_criteria(say: Say) -> None:
    assert say("/objectif liste pilier 7 2026").text == "Aucun objectif opérationnel ne répond à : pilier 7, 2026."


def test_a_long_list_is_paged_to_its_end_with_suite(say: Say) -> None:
    codes = list(say("/objectif liste pilier 3").codes)
    while True:
        answer = say("suite")
        if answer.text == "Il n'y a pas de suite à afficher.":
            break
        codes += answer.codes
    assert len(codes) == len(set(codes)) == total(say("/objectif liste pilier 3"))


def test_filters_on_both_databases(world: World) -> None:
    for typed, number in (
        ("pilier 7 T3 2020", 3),
        ("échéance dépassée hors pilier 3", 9),
        ("sans chef de file pilier 1", 12),
        ("unité Service Données (exemple)", 2),
    ):
        assert total(world.say(f"/objectif liste {typed}")) == number, typed
    assert total(world.say("/projet liste Istres hors thématique transport")) == 2
    assert total(world.say("/projet liste unité DGA Numérique et innovation (exemple)")) >= 1
    assert total(world.say("/projet liste échéance dépassée")) == 0
    assert total(world.say("/projet liste sans porteur")) > 50
