"""One poll in several places: where it is said is named with it; there is one ballot box and one result."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from commands.call import Options, PollOptions
from commands.dispatch import Dispatcher
from commands.table import TABLE
from storage.rows.organisation import CommunityPlace
from tests.polls import beat, members, opened, poll, sent, vote
from tests.world import Lexicons, World

LINE = "CAP Managers : Lequel ? | a | b --nominatif"


def places(world: World, number: int) -> set[tuple[str, str]]:
    """Where the poll was said."""
    beat(world)
    return {(each.platform, each.place) for each in sent(world, f"poll:{number}:open:")}


def test_a_channel_and_a_room_have_one_ballot_box_and_one_result(world: World) -> None:
    number = opened(world, f"{LINE} --lieu slack:C0POLLS --lieu matrix:!polls:exemple.fr")
    assert places(world, number) == {("slack", "C0POLLS"), ("matrix", "!polls:exemple.fr")}
    for handle, ballot in zip(members(world), "112", strict=False):
        vote(world, number, handle, ballot)
    world.say(f"sondage clore {number}", by="appui")
    beat(world)
    results = sent(world, f"poll:{number}:result:")
    assert {each.place for each in results} == {"C0POLLS", "!polls:exemple.fr"}
    assert results[0].payload == results[1].payload
    assert "a : 2 voix" in world.say(f"sondage résultats {number}", by="appui").text


def test_here_is_where_it_is_typed(sqlite_world: World) -> None:
    typed = f"/sondage {LINE} --lieu ici"
    shown = sqlite_world.say(typed, by="appui", platform="terminal", room="salon")
    number = int(shown.says[0].split()[-1])
    sqlite_world.say(shown.says[0], by="appui")
    assert places(sqlite_world, number) == {("terminal", "salon")}
    assert "conversation privée" in sqlite_world.say(typed, by="appui").text


def test_the_name_of_a_community_stands_for_its_rooms(sqlite_world: World) -> None:
    number = opened(sqlite_world, "Comex : Lequel ? | a | b --nominatif --lieu CAP Managers")
    community = places(sqlite_world, opened(sqlite_world, LINE))
    assert places(sqlite_world, number) == community
    assert community


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("la lune", "Je ne connais pas le lieu"),
        (", ".join(f"slack:C{number:03}" for number in range(11)), "10 lieux au plus"),
        ("Comex", "aucun salon connu"),
    ],
)
def test_a_place_that_is_none_is_refused_and_nothing_recorded(sqlite_world: World, where: str, reason: str) -> None:
    with sqlite_world.database.write() as session:
        session.execute(delete(CommunityPlace).where(CommunityPlace.community_key == "comex"))
    answer = sqlite_world.say(f"/sondage {LINE} --lieu {where}", by="appui")
    assert (answer.kind, reason in answer.text) == ("misread", True), answer.text


def test_only_the_central_team_names_a_room_by_its_address(sqlite_world: World) -> None:
    answer = sqlite_world.say(f"/sondage {LINE} --lieu slack:C0OTHER", by="cap-managers")
    assert (answer.kind, "cellule d'appui" in answer.text) == ("refused", True), answer.text


def test_a_secret_poll_is_not_said_where_settings_forbid_it(sqlite_world: World) -> None:
    options = Options(sqlite_world.dispatcher.options.zone, polls=PollOptions(no_secret_on=frozenset({"slack"})))
    sqlite_world.dispatcher = Dispatcher(TABLE, options, Lexicons())
    refused = sqlite_world.say("/sondage CAP Managers : Lequel ? | a | b --secret --lieu slack:C0POLLS", by="appui")
    assert "Slack" in refused.text
    number = opened(sqlite_world, "CAP Managers : Lequel ? | a | b --secret --lieu matrix:!polls:exemple.fr")
    assert poll(sqlite_world, number).rules["places"] == ["matrix:!polls:exemple.fr"]
