"""How far the plan is, or what one answers for: figures, picture, and what is due."""

from __future__ import annotations

from commands.charts import StackedBars
from commands.message import Bullets, Picture
from storage.rows.organisation import LeadRole
from storage.rows.plan import Status
from tests.world import Say, World


def test_the_overview_is_the_perimeter_else_the_plan(say: Say) -> None:
    assert say("/objectif statut", by="agent").text.startswith(
        "Le plan DiMENSiON : 72 objectifs, 97 objectifs opérationnels"
    )
    own = say("/objectif statut", by="chef-de-file")
    assert own.text.startswith("Votre périmètre : ")
    assert "objectif statut plan" in own.says
    assert say("/objectif statut", by="inconnu").text.startswith("Le plan DiMENSiON")


def test_the_overview_shows_the_same_in_picture_and_text(say: Say) -> None:
    answer = say("/objectif statut")
    [picture] = [block for block in answer.message.blocks if isinstance(block, Picture)]
    assert isinstance(picture.chart, StackedBars)
    assert len(picture.chart.bars) == len(picture.alternative) == 7
    assert sum(sum(bar.values) for bar in picture.chart.bars) == 97
    assert [sum(bar.values[part] for bar in picture.chart.bars) for part in (0, 1)] == [8, 17]
    assert "réalisés : 8 · échéance dépassée : 17 · à venir ou en cours : 72" in answer.text
    assert "Pilier 7, Consolider le travail en mode projet : 3 réalisés sur 14, 3 échéances dépassées" in answer.text


def test_the_overview_counts_what_is_put_aside(sqlite_world: World) -> None:
    sqlite_world.status("4.1.1.a", Status.SUSPENDED)
    assert "suspendus ou arrêtés : 1" in sqlite_world.say("/objectif statut").text
    assert "1 suspendu ou arrêté" in sqlite_world.say("/objectif statut").text


def test_the_oldest_deadlines_come_first_and_the_rest_is_counted(say: Say) -> None:
    answer = say("/objectif statut")
    late, coming = (block for block in answer.message.blocks if isinstance(block, Bullets))
    assert len(late.items) == len(coming.items) == 4
    assert "et 13 autres" in answer.text
    assert answer.text.index("Échéances dépassées\n") < answer.text.index("Prochaines échéances")


def test_nothing_late_is_not_said_to_be(sqlite_world: World) -> None:
    sqlite_world.later(days=-400)
    assert "Échéances dépassées\n" not in sqlite_world.say("/objectif statut").text


def test_the_overview_of_a_unit_holds_what_is_led_below_it(sqlite_world: World) -> None:
    assert sqlite_world.say("/objectif statut", by="cap-managers").text.startswith("Le plan DiMENSiON")
    sqlite_world.lead("1.1.1", "cap-managers")
    own = sqlite_world.say("/objectif statut", by="cap-managers")
    assert own.text.startswith("Votre périmètre : 1 objectif, 4 objectifs opérationnels")
    assert own.codes == ("1.1.1",)


def test_the_projects_of_ones_perimeter_are_named_and_the_others_counted(sqlite_world: World) -> None:
    keys = ("plan-velo", "tramway-de-marseille", "digues-de-pertuis", "programme-stratobus", "bhs-istres-miramas")
    for key in keys:
        sqlite_world.lead(key, "chef-de-file", role=LeadRole.PROJECT_DIRECTOR)
    text = sqlite_world.say("/objectif statut", by="chef-de-file").text
    [line] = [line for line in text.splitlines() if line.startswith("Projets de votre périmètre : ")]
    assert "autres." in line


def test_the_late_ones_of_ones_own_are_a_click_away(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    own = sqlite_world.say("/objectif statut", by="chef-de-file")
    assert own.says[0] == "objectif liste échéance dépassée mon périmètre"
    assert sqlite_world.say("1", by="chef-de-file").text.startswith("1 objectif opérationnel : échéance dépassée, mon")


def test_what_is_done_is_past_due_no_more(sqlite_world: World) -> None:
    sqlite_world.status("4.2.2.a", Status.DONE)
    text = sqlite_world.say("/objectif statut").text
    assert "réalisés : 9 · échéance dépassée : 16 · à venir ou en cours : 72" in text
