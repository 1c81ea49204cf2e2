"""What polls do by themselves, each thing once: open, be announced, remind, be counted, be published, come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from commands import wire
from storage.rows.delivery import OutboxMessage, OutboxState
from storage.rows.organisation import Platform
from storage.rows.poll_states import PollState
from tests.polls import beat, members, opened, poll, sent, vote
from tests.world import Answer, World

MORNING = datetime(2020, 11, 27, 7, 30, tzinfo=UTC)


def text_of(message: OutboxMessage) -> str:
    return Answer(wire.load(message.payload)).text


def test_a_poll_is_said_in_every_place_of_its_community_and_to_each_participant(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    assert beat(world, platforms=(Platform.SLACK, Platform.MATRIX)) == 2 + 8
    assert beat(world, platforms=(Platform.SLACK, Platform.MATRIX)) == 0
    places = [(each.platform, each.place) for each in sent(world, f"poll:{number}:open:") if ":person:" not in each.key]
    assert places == [("matrix", "#cap-managers:exemple.fr"), ("slack", "C0EXEMPLE1")]
    persons = sent(world, f"poll:{number}:open:person:")
    assert ("slack", "U0EXEMPLE04") in [(each.platform, each.place) for each in persons]
    assert "sondage bulletin" in wire.load(persons[0].payload).buttons[0].says


def test_a_named_poll_is_said_in_its_places_only(sqlite_world: World) -> None:
    number = opened(sqlite_world, "CAP Managers : Lequel ? | a | b --nominatif")
    assert beat(sqlite_world) == 2
    assert [each.says for each in wire.load(sent(sqlite_world, "poll:")[0].payload).buttons] == [
        f"sondage voter {number} 1",
        f"sondage voter {number} 2",
    ]


def test_persons_are_written_to_in_working_hours(sqlite_world: World) -> None:
    world = sqlite_world
    world.now = datetime(2020, 11, 28, 10, tzinfo=UTC)
    number = opened(world, "@cap-managers, @manager : Lequel ? | a | b --clos mercredi 17h")
    beat(world)
    monday = datetime(2020, 11, 30, 7, 30, tzinfo=UTC)
    assert {each.not_before for each in sent(world, f"poll:{number}:open:person:")} == {monday}


def test_a_poll_opens_by_itself_at_its_hour(world: World) -> None:
    line = "CAP Managers : Lequel ? | a | b --ouvre mardi 9h --clos vendredi 17h"
    shown = world.say(f"/sondage {line}", by="appui")
    beat(world)
    world.now = datetime(2020, 11, 24, 8, tzinfo=UTC)
    beat(world)
    # Nobody has confirmed it.
    assert poll(world, 1).state is PollState.DRAFT
    world.now = datetime(2020, 11, 23, 11, tzinfo=UTC)
    assert "s'ouvrira le mardi 24 novembre 2020 à 9 h" in world.say(shown.says[0], by="appui").text
    world.now = datetime(2020, 11, 24, 7, 59, 59, tzinfo=UTC)
    beat(world)
    assert poll(world, 1).state is PollState.DRAFT
    world.later(seconds=1)
    beat(world)
    assert (poll(world, 1).state, poll(world, 1).participants) == (PollState.OPEN, 8)


def test_those_who_have_not_voted_are_reminded_once_and_nobody_sees_who(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret --clos vendredi 17h")
    beat(world)
    handles = members(world)
    for handle in handles[:5]:
        vote(world, number, handle, "1")
    world.now = MORNING - timedelta(hours=1)
    assert beat(world) == 0
    world.now = MORNING
    assert beat(world) == 3
    assert {each.place for each in sent(world, f"poll:{number}:reminder:")} == set(handles[5:])
    assert beat(world) == 0
    assert "déjà demandée" in world.say(f"sondage relancer {number}", by="appui").text


def test_a_reminder_that_is_asked_for_takes_the_place_of_the_other(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret --clos vendredi 17h")
    beat(world)
    asked = world.say(f"sondage relancer {number}", by="appui")
    assert "Leur liste n'est montrée à personne." in asked.text
    assert beat(world) == 8
    world.now = MORNING
    assert beat(world) == 0


def test_a_poll_is_counted_at_its_hour_and_published_once_with_its_minutes(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --clos vendredi 17h")
    beat(world)
    for handle in members(world):
        vote(world, number, handle, "1")
    world.now = poll(world, number).closes_at - timedelta(seconds=1)
    beat(world)
    assert poll(world, number).state is PollState.OPEN
    world.later(seconds=1)
    assert beat(world) == 2 + 2 + 1
    assert beat(world) == 0
    keys = [each.key for each in sent(world, f"poll:{number}:result")]
    assert keys == [f"poll:{number}:result:matrix:#cap-managers:exemple.fr", f"poll:{number}:result:slack:C0EXEMPLE1"]
    (to_author,) = sent(world, f"poll:{number}:minutes:person:")
    assert "Relevé de résultats" in text_of(to_author)
    assert to_author.place == "appui"


def sent_as(world: World, key: str, remote_id: str) -> None:
    """As a sender leaves a message that its platform took."""
    with world.database.write() as session:
        done = {"state": OutboxState.SENT, "remote_id": remote_id, "sent_at": world.now}
        session.execute(update(OutboxMessage).where(OutboxMessage.key.startswith(key)).values(**done))


def test_a_live_message_has_one_pending_refresh_in_each_place_at_its_pace(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif --direct")
    beat(world)
    sent_as(world, f"poll:{number}:open", "m1")
    handles = members(world)
    vote(world, number, handles[0], "1")
    assert beat(world) == 2
    for handle in handles[1:4]:
        vote(world, number, handle, "2")
        world.later(seconds=5)
        # The refreshes that wait will be followed by others, once they are gone.
        assert beat(world) == 0
    sent_as(world, f"poll:{number}:live", "m2")
    assert beat(world) == 2
    refreshed = sent(world, f"poll:{number}:live")
    assert {each.target for each in refreshed} == {"m1"}
    assert "b : 3 voix (75 %)" in text_of(refreshed[-1])
    sent_as(world, f"poll:{number}:live", "m2")
    vote(world, number, handles[5], "2")
    world.later(seconds=4)
    # Four seconds are enough on Slack, not on Matrix.
    assert beat(world) == 1
    assert sent(world, f"poll:{number}:live")[-1].platform == "slack"


def test_a_vote_in_a_meeting_lasts_three_minutes_and_counts_down(sqlite_world: World) -> None:
    world = sqlite_world
    world.now = datetime(2020, 11, 28, 20, tzinfo=UTC)
    number = opened(world, "CAP Managers : On y va ? | oui | non --nominatif --séance")
    beat(world)
    assert {each.not_before for each in sent(world, f"poll:{number}:open")} == {world.now}
    sent_as(world, f"poll:{number}:open", "m1")
    world.later(seconds=50)
    beat(world)
    assert "Encore 2 min 10 s" in text_of(sent(world, f"poll:{number}:live")[0])
    world.later(seconds=130)
    beat(world)
    assert poll(world, number).state is PollState.CLOSED
    assert {each.not_before for each in sent(world, f"poll:{number}:result")} == {world.now}


@pytest.mark.parametrize(
    ("rhythm", "opens_at"),
    [
        ("semaine", datetime(2020, 11, 30, 11, tzinfo=UTC)),
        ("mois", datetime(2020, 12, 23, 11, tzinfo=UTC)),
        ("trimestre", datetime(2021, 2, 23, 11, tzinfo=UTC)),
        # The same hour of the wall clock, in summer.
        ("semestre", datetime(2021, 5, 23, 10, tzinfo=UTC)),
    ],
)
def test_a_repeated_poll_comes_back_at_the_same_hour_with_the_trend(
    sqlite_world: World, rhythm: str, opens_at: datetime
) -> None:
    world = sqlite_world
    number = opened(world, f"CAP Managers : Satisfaits ? --note 5 --nominatif --clos mardi 17h --chaque {rhythm}")
    beat(world)
    for handle in members(world):
        vote(world, number, handle, "4")
    world.now = datetime(2020, 11, 24, 16, tzinfo=UTC)
    beat(world)
    again = poll(world, number + 1)
    assert (again.opens_at, again.edition, again.series_id) == (opens_at, 2, number)
    world.now = opens_at
    beat(world)
    for handle in members(world):
        vote(world, number + 1, handle, "5")
    result = world.say(f"sondage clore {number + 1}", by="appui").text
    assert "n° 1, 24 novembre 2020 : 100 % de participation, moyenne 4,0" in result
    assert "moyenne 5,0" in result
    world.later(minutes=1)
    beat(world)
    beat(world)
    assert poll(world, number + 2).edition == 3
