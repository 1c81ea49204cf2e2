"""A support from its request to its blocker lifted: asked by a lead, answered by the Comex, told in letters."""

from __future__ import annotations

import pytest

from storage import matters, standings
from storage.reader import Reader
from storage.rows.following import MatterState, Weather
from tests.test_letters import MONDAY, TUESDAY, WEDNESDAY, at, letters, says, write
from tests.world import World

RESULT = ("key_result", "4.1.1.a")
ASK = (
    "/objectif maj 4.1.1 appuis nécessaires, blocage « marché infructueux », "
    "appui demandé « un arbitrage sur le budget » à Comex avant le 15/12/2020"
)
LEAD, COMEX = "chef-de-file", "comex"


def the_state(world: World, number: int) -> MatterState:
    with world.database.read() as session:
        found = matters.matter(session, number, Reader(sees_all=True))
        assert found is not None
        return found.state


def asked(world: World) -> int:
    """The lead's request to the Comex; its number."""
    answer = world.say(ASK, by=LEAD)
    assert "point de blocage « marché infructueux »" in answer.text
    return int(answer.says[0].split()[-1])


def test_a_support_is_asked_told_answered_told_and_lifted(world: World) -> None:
    at(world, MONDAY)
    number = asked(world)
    # The Comex is told within the hour, and answers from the letter in one click.
    assert write(world) > 0
    to_comex = letters(world)["daily:comex:2020-11-23"]
    assert "« marché infructueux »" in to_comex
    assert "« un arbitrage sur le budget »" in to_comex
    assert LEAD not in {key.split(":")[1] for key in letters(world)}
    grant = says(world, "daily:comex:2020-11-23")[0]
    assert grant == f"appui répondre {number} accordé"
    answered = world.say(grant, by=COMEX)
    assert "lu en Comex, appui accordé." in answered.text
    assert "La personne qui l'a demandé en est informée." in answered.text
    # The requester reads what was answered, by whom, and lifts the blocker from the letter.
    assert write(world) == 1
    to_lead = letters(world)["daily:chef-de-file:2020-11-23"]
    assert f"4.1.1.a, appui demandé (n° {number}) : lu en Comex, appui accordé." in to_lead
    assert world.label(COMEX) in to_lead
    lift = says(world, "daily:chef-de-file:2020-11-23")
    assert lift == [f"appui lever {number}"]
    assert f"Lever le blocage (n° {number})" in world.say("/appui", by=LEAD).labels
    lifted = world.say(lift[0], by=LEAD)
    assert f"le point de blocage n° {number} est levé." in lifted.text
    assert "La météo reste « appuis nécessaires (nuage) »" in lifted.text
    assert the_state(world, number) is MatterState.LIFTED
    with world.database.read() as session:
        stands = standings.state_of(session, subject=RESULT)
        assert (stands.supports, stands.weather) == ((), Weather.NEEDS_SUPPORT)
    # Nobody else is told of it, that day nor the next.
    at(world, TUESDAY)
    before = letters(world)
    write(world)
    assert letters(world) == before


def test_what_was_settled_before_the_letter_is_no_longer_asked(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, "2020-11-22 19:00")
    number = asked(world)
    world.say(f"/appui répondre {number} refusé « pas cette année »", by="dgs")
    at(world, MONDAY)
    write(world)
    assert letters(world).keys() == {"daily:chef-de-file:2020-11-23"}
    told = letters(world)["daily:chef-de-file:2020-11-23"]
    assert "lu en Comex, appui refusé. « pas cette année »" in told
    # A refusal leaves the blocker where it is, and lifts nothing in one click.
    assert not any("lever" in sentence for sentence in says(world, "daily:chef-de-file:2020-11-23"))


def test_an_arbitration_is_told_then_its_outcome(world: World) -> None:
    at(world, MONDAY)
    asked_of_dga = ASK.replace("à Comex", "à la DGA finances")
    number = int(world.say(asked_of_dga, by=LEAD).says[0].split()[-1])
    write(world)
    assert "« un arbitrage sur le budget »" in letters(world)["daily:dga-finances:2020-11-23"]
    world.say(f"appui répondre {number} arbitrage", by="dga-finances")
    assert "en attente d'un arbitrage en Comex." in world.say("Comex", by="dga-finances").text
    write(world)
    assert "en attente d'un arbitrage en Comex." in letters(world)["daily:chef-de-file:2020-11-23"]
    settled = world.say(f"/appui répondre {number} accordé : dès janvier", by=COMEX)
    assert "lu en Comex, appui accordé." in settled.text
    # One letter a day: the outcome is read the next morning.
    write(world)
    assert "accordé" not in letters(world)["daily:chef-de-file:2020-11-23"]
    at(world, TUESDAY)
    write(world)
    told = letters(world)["daily:chef-de-file:2020-11-24"]
    assert "lu en Comex, appui accordé. « dès janvier »" in told


def test_an_answer_taken_back_is_told_and_the_request_waits_again(world: World) -> None:
    at(world, MONDAY)
    number = asked(world)
    answered = world.say(f"/appui répondre {number} accordé", by=COMEX)
    write(world)
    assert "appui accordé" in letters(world)["daily:chef-de-file:2020-11-23"]
    assert world.say(answered.says[0], by=COMEX).kind == "reversed"
    assert the_state(world, number) is MatterState.OPEN
    assert f"Accorder (n° {number})" in world.say("/appui", by=COMEX).labels
    at(world, TUESDAY)
    write(world)
    at(world, WEDNESDAY)
    write(world)
    assert any("est annulé" in text for key, text in letters(world).items() if "chef-de-file:" in key)


def test_a_request_taken_back_is_no_longer_asked_of_anybody(world: World) -> None:
    at(world, "2020-11-22 19:00")
    number = asked(world)
    assert world.say("1", by=LEAD).kind == "reversed"
    assert the_state(world, number) is MatterState.REVERSED
    assert "a été annulée" in world.say(f"/appui répondre {number} accordé", by=COMEX).text
    at(world, MONDAY)
    assert write(world) == 0
    assert letters(world) == {}


@pytest.mark.parametrize("by", ["agent", "manager", "chef-de-projet", "inconnu"])
def test_others_neither_answer_nor_lift(sqlite_world: World, by: str) -> None:
    number = asked(sqlite_world)
    assert sqlite_world.say(f"/appui répondre {number} accordé", by=by).kind == "refused"
    if by != "manager":
        assert sqlite_world.say(f"/appui lever {number}", by=by).kind == "refused"
    assert the_state(sqlite_world, number) is MatterState.OPEN


def test_a_restricted_project_s_support_is_told_to_its_circle_alone(world: World) -> None:
    secret = "exemple-plan-de-securite-numerique"
    at(world, MONDAY)
    world.say(ASK.replace("/objectif maj 4.1.1", f"/projet maj {secret} :"), by=LEAD)
    write(world)
    within = {key for key, text in letters(world).items() if "sécurité" in text}
    assert "daily:dgs:2020-11-23" in within
    assert "daily:comex:2020-11-23" not in letters(world)


def test_an_action_given_is_told_with_the_clicks_that_settle_it(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    world.say("/instance action Comex du 12/11/2020 « Préparer la revue » par appui avant le 15/12/2020", by=COMEX)
    world.say("/objectif action 4.1.1 « Écrire le cahier » par manager avant le 15/12/2020", by=LEAD)
    write(world)
    to_appui = letters(world)["daily:appui:2020-11-23"]
    assert "Comex du 12 novembre 2020 : une action vous est confiée, pour le 15 décembre 2020" in to_appui
    assert "« Préparer la revue »" in to_appui
    done, put_off = says(world, "daily:manager:2020-11-23")
    assert (done.split()[1], put_off.split()[1]) == ("fait", "reporter")
    assert world.say(done, by="manager").kind == "recorded"
