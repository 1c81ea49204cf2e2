"""While a poll runs: the list, who may close, extend and correct it, « pouvoirs », and whom it may be put to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from commands.call import Options, PollOptions
from commands.dispatch import Dispatcher
from commands.polls import tokens
from commands.table import TABLE
from reminders.places import direct_places
from storage.polls import closing, polls
from storage.rows.organisation import Platform
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll
from tests.polls import beat, members, opened, poll, sent, vote
from tests.world import Lexicons, World


def test_the_list_shows_what_concerns_somebody_with_what_they_may_do(sqlite_world: World) -> None:
    world = sqlite_world
    assert "Aucun sondage ne vous concerne" in world.say("sondage liste", by="agent").text
    world.say("sondage CAP Managers : Brouillon ? | a | b", by="cap-managers")
    secret = opened(world, "CAP Managers : Secret ? | a | b --secret")
    closed = opened(world, "CAP Managers : Clos ? | a | b --nominatif")
    world.say(f"sondage clore {closed}", by="appui")
    mine = world.say("sondage liste", by="cap-managers")
    assert "3 sondages vous concernent" in mine.text
    assert mine.says == [f"sondage bulletin {secret}", f"sondage résultats {closed}", "sondage ouvrir 1"]
    vote(world, secret, "cap-managers", "1")
    again = world.say("sondage liste", by="cap-managers")
    assert "vous avez répondu" in again.text
    assert f"sondage résultats {secret}" in again.says
    assert f"sondage résultats {secret}" in world.say("sondage liste", by="appui").says


def test_a_pouvoir_is_listed_and_taken_back(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    given = world.say("sondage pouvoir cap-managers du 23/11/2020 au 27/11/2020", by="direction-voirie")
    assert (
        "déjà donné pouvoir"
        in world.say("sondage pouvoir chef-de-file du 24/11/2020 au 25/11/2020", by="direction-voirie").text
    )
    assert "à soi-même" in world.say("sondage pouvoir moi du 24/11/2020 au 25/11/2020", by="cap-managers").text
    assert "Pouvoir de Direction de la Voirie" in world.say("sondage liste", by="cap-managers").text
    assert "Pouvoirs de vote reçus : Pouvoir de Direction de la Voirie" in world.say("moi", by="cap-managers").text
    assert "Pouvoirs de vote donnés : à Direction de la Relation" in world.say("moi", by="direction-voirie").text
    assert "ne peut plus voter pour vous" in world.say(given.says[0], by="direction-voirie").text
    assert "n'avez pas donné pouvoir" in world.say(given.says[0], by="direction-voirie").text
    assert "pas de pouvoir" in world.say(f"sondage voter {number} @direction-voirie 1", by="cap-managers").text


def test_the_author_and_the_co_organiser_close_and_extend_and_nobody_else(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif --clos vendredi 17h")
    assert "pas le droit" in world.say(f"sondage clore {number}", by="chef-de-file").text
    assert "avec vous" in world.say(f"sondage confier {number} chef-de-file", by="appui").text
    assert "Seule la personne" in world.say(f"sondage confier {number} manager", by="chef-de-file").text
    earlier = world.say(f"sondage prolonger {number} jeudi 17h", by="chef-de-file")
    assert "doit être après la fin prévue" in earlier.text
    assert "366 jours" in world.say(f"sondage prolonger {number} 30/11/2022", by="chef-de-file").text
    assert "prolongé" in world.say(f"sondage prolonger {number} lundi 30/11/2020", by="chef-de-file").text
    assert "Participation" in world.say(f"sondage clore {number}", by="chef-de-file").text
    for verb in ("clore", "relancer", "prolonger"):
        answer = world.say(f"sondage {verb} {number}{' demain' if verb == 'prolonger' else ''}", by="appui")
        assert "est clos depuis" in answer.text
    assert "ne se corrige plus" in world.say(f"sondage corriger {number} Quoi ?", by="appui").text
    assert "ne peut plus être ouvert" in world.say(f"sondage ouvrir {number}", by="appui").text
    assert "y met fin" in world.say(f"sondage abandonner {number}", by="appui").text


def test_a_draft_is_opened_once_or_dropped_and_its_words_corrected(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("sondage CAP Managers : Lequel ? | a | b", by="appui")
    assert "pas encore ouvert" in world.say("sondage clore 1", by="appui").text
    assert "corrigé" in world.say("sondage corriger 1 Lequel choisir ?", by="appui").text
    assert "déjà" not in world.say("sondage corriger 1 choix 2 : c", by="appui").text
    assert "mêmes mots" in world.say("sondage corriger 1 choix 2 : c", by="appui").text
    assert "écrit deux fois" in world.say("sondage corriger 1 choix 2 : a", by="appui").text
    assert "numéro de 1 à 2" in world.say("sondage corriger 1 choix 7 : a", by="appui").text
    assert world.say("sondage 1", by="appui").kind == "poll_preview"
    world.say("sondage ouvrir 1", by="appui")
    assert "déjà ouvert" in world.say("sondage ouvrir 1", by="appui").text
    world.say("sondage CAP Managers : Autre ? | a | b", by="appui")
    assert "est abandonné" in world.say("sondage abandonner 2", by="appui").text
    assert poll(world, 2).state is PollState.DROPPED
    assert "a été abandonné" in vote(world, 2, "cap-managers", "1").text
    assert "Donnez le numéro" in world.say("sondage clore celui-ci", by="appui").text


def test_an_erratum_is_read_on_the_ballot_paper(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    vote(world, number, "cap-managers", "1")
    world.say(f"sondage corriger {number} le choix b vise l'année 2021", by="appui")
    paper = world.say(f"sondage bulletin {number}", by="chef-de-file")
    assert "Erratum du 23 novembre 2020 : le choix b vise l'année 2021" in paper.text


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ("tous", "toute l'organisation"),
        ("direction du Numérique", "Direction du Numérique"),
        ("@manager, @agent, @appui, @comex", "4 personnes nommées"),
        ("manager", "Responsable du service Outils collaboratifs"),
    ],
)
def test_a_poll_is_put_to_a_unit_to_persons_or_to_everyone(sqlite_world: World, whom: str, said: str) -> None:
    shown = sqlite_world.say(f"sondage {whom} : Lequel ? | a | b", by="appui")
    assert shown.kind == "poll_preview", shown.text
    assert said in shown.text


def test_ones_unit_is_asked_and_not_another_nor_everyone(sqlite_world: World) -> None:
    world = sqlite_world
    line = "{} : Lequel ? | a | b"
    assert world.say(f"sondage {line.format('direction du Numérique')}", by="chef-de-file").kind == "poll_preview"
    for whom in ("direction de la voirie", "tous"):
        assert "dont vous n'êtes pas" in world.say(f"sondage {line.format(whom)}", by="chef-de-file").text
    many = ", ".join(f"@p{rank}" for rank in range(301))
    assert "300 au plus" in world.say(f"sondage {line.format(many)}", by="appui").text
    assert "Il manque les participants" in world.say(f"sondage {line.format('« »')}", by="appui").text


def test_volunteers_are_told_why_they_may_not_join(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b")
    assert "ne cherche pas de volontaires" in world.say(f"sondage participer {number}", by="cap-managers").text
    shown = world.say("sondage CAP Managers : Tester ? | a | b --volontaires --échantillon 1", by="appui")
    wanted = int(shown.says[0].split()[-1])
    for handle in ("cap-managers", "chef-de-file"):
        world.say(f"sondage participer {wanted}", by=handle)
    assert "déjà volontaire" in world.say(f"sondage participer {wanted}", by="chef-de-file").text
    answer = world.say(f"sondage ouvrir {wanted}", by="appui").text
    assert "tirés au sort" in answer
    assert "liste de volontaires est arrêtée" in world.say(f"sondage participer {wanted}", by="cap-managers").text
    world.say(f"sondage clore {wanted}", by="appui")
    assert "1 personne tirée au sort" in world.say(f"sondage relevé {wanted}", by="appui").text


def test_the_mood_of_a_team_is_asked_where_settings_allow_it(sqlite_world: World) -> None:
    world = sqlite_world
    world.dispatcher = Dispatcher(
        TABLE, Options(world.dispatcher.options.zone, polls=PollOptions(mood=True)), Lexicons()
    )
    shown = world.say("sondage modèle humeur d'équipe CAP Managers", by="appui")
    assert "Vote secret" in shown.text


def test_what_follows_waits_for_the_count(sqlite_world: World) -> None:
    world = sqlite_world
    world.lead("4.2.2", "appui")
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    for verb in ("relevé", "exporter", "décision", "pondérer", "valeur"):
        rest = {"décision": " faire", "pondérer": " 1 2", "valeur": " 4.2.2.b"}.get(verb, "")
        assert "pas encore dépouillé" in world.say(f"sondage {verb} {number}{rest}", by="appui").text
    vote(world, number, "cap-managers", "1")
    world.say(f"sondage clore {number}", by="appui")
    assert "ne dit rien" in world.say(f"sondage décision {number} …", by="appui").text
    assert "trop long" in world.say(f"sondage décision {number} {'x' * 600}", by="appui").text
    assert "numéro de 1 à 2" in world.say(f"sondage valeur {number} 4.2.2.b choix 7", by="appui").text


def test_a_poll_that_ended_unseen_says_that_it_is_being_counted(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --clos vendredi 17h")
    with world.database.write() as session:
        closing.received(session, platform="slack", up_to=world.now - timedelta(seconds=1))
    assert "résultats suivront" in world.say(f"sondage clore {number}", by="appui").text
    assert "dépouillement est en cours" in world.say(f"sondage résultats {number}", by="appui").text
    with world.database.write() as session:
        # Slack is no longer listened to.
        closing.no_longer_received(session, platforms=["matrix"])
    world.later(seconds=1)
    beat(world)
    assert poll(world, number).state is PollState.CLOSED


def test_a_poll_whose_end_is_past_when_it_should_open_stays_a_draft(sqlite_world: World) -> None:
    world = sqlite_world
    shown = world.say("sondage CAP Managers : Lequel ? | a | b --ouvre mardi 9h --clos mercredi 9h", by="appui")
    world.say(shown.says[0], by="appui")
    world.later(days=5)
    assert beat(world) == 0
    assert poll(world, 1).state is PollState.DRAFT


def test_a_faulty_poll_holds_up_no_other(sqlite_world: World) -> None:
    world = sqlite_world
    first = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    second = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    with world.database.write() as session:
        session.execute(update(Poll).where(Poll.id == first).values(options=[1]))
    beat(world)
    assert len(sent(world, f"poll:{second}:open")) == 2


def test_persons_are_written_to_on_the_first_platform_where_they_have_an_account(sqlite_world: World) -> None:
    world = sqlite_world
    opened(world, "CAP Managers : Lequel ? | a | b")
    with world.database.read() as session:
        persons = polls.participants(session, poll_id=1)
        both = direct_places(session, persons=persons, platforms=(Platform.MATRIX, Platform.SLACK))
        none = direct_places(session, persons=persons, platforms=())
    assert {each.platform for each in both.values()} >= {"matrix"}
    assert sorted(each.address for each in none.values()) == members(world)


def test_a_counted_poll_makes_no_button_value(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    world.say(f"sondage clore {number}", by="appui")
    with pytest.raises(ValueError, match="no key"):
        tokens.token(poll(world, number), 1, 1)
    assert tokens.value_of(poll(world, number), 1, "vabcdefghi", range(1, 3)) is None
    assert poll(world, number).closes_at + timedelta(0) == world.now
