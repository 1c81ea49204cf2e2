"""Communities and governance bodies: lists by kind, and what each is for."""

from __future__ import annotations

import pytest

from tests.world import Say, World


def test_communities_by_kind_and_one_of_them(say: Say) -> None:
    assert say("/instance liste").text.startswith("28 communautés et instances")
    assert say("/communaute liste instances de projet").text.startswith("3 communautés et instances")
    assert "Je ne connais pas le genre" in say("/instance liste blorgh").text
    info = say("/communaute info CAP Managers").text
    for part in ("Effectif : 180 directeurs", "Membres inscrits :", "Lieux d'échange :", "le document se contredit"):
        assert part in info
    assert "Membres inscrits" not in say("/instance info COSTRAT").text


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", 28), ("communautés", 9), ("COMMUNAUTE", 9), ("instances de projet", 3), ("instance de projets", 3)],
)
def test_a_kind_is_typed_in_the_singular_or_the_plural(say: Say, typed: str, number: int) -> None:
    assert say(f"/communaute liste {typed}").text.startswith(f"{number} communautés et instances")


def test_kinds_that_have_nothing_are_left_out(say: Say) -> None:
    text = say("/instance liste instances de projet").text
    assert "Instances de projet" in text
    assert "Dispositifs" not in text


def test_places_are_told_by_platform_and_never_by_address(say: Say) -> None:
    text = say("/communaute info CAP Managers").text
    assert "Lieux d'échange : Matrix et Slack" in text
    assert "C0EXEMPLE1" not in text


def test_what_is_missing_is_asked_for(sqlite_world: World) -> None:
    for typed in ("/instance", "/communaute info"):
        assert sqlite_world.say(typed).text.startswith("Quelle communauté ou instance ?")
        assert sqlite_world.say("comex").text.startswith("Comex")


def test_a_member_who_has_left_is_not_counted(sqlite_world: World) -> None:
    before = sqlite_world.say("/communaute info CAP Managers").text
    sqlite_world.leave("cap-managers")
    assert sqlite_world.say("/communaute info CAP Managers").text != before


def test_an_unknown_name_says_so(say: Say) -> None:
    answer = say("/instance info zzzz qqqq")
    assert answer.text.startswith("Ce n'est pas consigné")
    assert answer.about.abstained
