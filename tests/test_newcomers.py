"""Newcomers: a journey asked for, told in the daily letter on days 0, 7 and 30; a first contact, once an account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commands.about.texts import FIRST_STEPS
from commands.newcomers.journeys import ARRIVAL, CONTENT, DAYS, MANAGER
from commands.request import Door, Event, Identity, Place, Request
from storage import plan, reference
from storage.communities import community
from tests.test_letters import at, letters
from tests.test_rules import beat, begun, items
from tests.world import Answer, Say, World

# Journeys


def of(world: World, handle: str) -> dict[str, str]:
    """The letters of a person, by day."""
    keys = letters(world)
    return {key.rsplit(":", 1)[-1]: text for key, text in keys.items() if key.startswith(f"daily:{handle}:")}


def test_the_three_points_come_on_their_days_within_the_daily_letter(world: World) -> None:
    begun(world)
    at(world, "2020-12-01 11:00")
    assert "commencé" in world.say("dimension parcours arrivant", by="agent").text
    for day in ("2020-12-01 11:01", "2020-12-04 12:00", "2020-12-08 09:00", "2020-12-31 09:00"):
        beat(world, day)
    found = of(world, "agent")
    assert list(found) == ["2020-12-01", "2020-12-08", "2020-12-31"]
    assert "Parcours nouvel arrivant, jour 0" in found["2020-12-01"]
    assert "5.3.1" in found["2020-12-01"]
    assert "MActu" in found["2020-12-08"]
    assert "jour 30" in found["2020-12-31"]


def test_each_line_of_a_point_has_its_source(world: World) -> None:
    begun(world)
    at(world, "2020-12-01 11:00")
    world.say("dimension parcours nouveau manager", by="manager")
    for day in ("2020-12-01 11:01", "2020-12-08 09:00", "2020-12-31 09:00"):
        beat(world, day)
    text = "\n".join(of(world, "manager").values())
    lines = [line for line in text.splitlines() if "source : DiMENSiON" in line]
    assert len(lines) == sum(len(CONTENT[MANAGER, day]) for day in DAYS)


@pytest.mark.parametrize(("journey", "day"), sorted(CONTENT))
def test_what_a_point_shows_is_in_the_plan(sqlite_world: World, journey: str, day: int) -> None:
    assert journey in (ARRIVAL, MANAGER)
    assert day in DAYS
    with sqlite_world.database.read() as session:
        for kind, code in CONTENT[journey, day]:
            match kind:
                case "plan":
                    found: object = plan.pillars(session)
                case "objective":
                    found = plan.objective(session, code)
                case "tool":
                    found = reference.tool(session, code)
                case _:
                    found = community(session, code)
            assert found, (kind, code)


def test_what_falls_on_a_closed_day_comes_on_the_next_working_morning(world: World) -> None:
    begun(world)
    # The seventh day is Christmas, a Friday; the thirtieth a Sunday.
    at(world, "2020-12-18 11:00")
    world.say("dimension parcours arrivant", by="agent")
    for day in ("2020-12-18 11:01", "2020-12-25 09:00", "2020-12-28 08:00", "2020-12-28 09:00", "2021-01-18 09:00"):
        beat(world, day)
    assert list(of(world, "agent")) == ["2020-12-18", "2020-12-28", "2021-01-18"]


def test_the_days_are_counted_over_a_leap_day_and_a_clock_change(world: World) -> None:
    begun(world, "2024-02-01 12:00")
    at(world, "2024-02-27 11:00")
    world.say("dimension parcours arrivant", by="agent")
    assert [each.detail["day"] for each in items(world, "newcomer")] == ["2024-02-27", "2024-03-28", "2024-03-05"]
    at(world, "2024-03-04 11:00")
    world.say("dimension parcours manager", by="manager")
    # 3 April is after the clocks went forward: nine o'clock stays nine o'clock.
    last = max(items(world, "newcomer"), key=lambda each: each.not_before)
    assert last.not_before.isoformat() == "2024-04-03T07:00:00+00:00"


def test_it_begins_once_and_ends_when_asked(world: World) -> None:
    begun(world)
    at(world, "2020-12-01 11:00")
    world.say("dimension parcours arrivant", by="agent")
    assert "Vous suivez le parcours" in world.say("dimension parcours arrivant", by="agent").text
    assert len(items(world, "newcomer")) == len(DAYS)
    assert "encore 2 points, le 8 décembre 2020 et 31 décembre 2020" in world.say("dimension parcours", by="agent").text
    assert "Parcours arrêté" in world.say("dimension parcours fin", by="agent").text
    assert "aucun parcours" in world.say("dimension parcours fin", by="agent").text
    beat(world, "2020-12-01 11:01")
    beat(world, "2020-12-08 09:00")
    assert of(world, "agent") == {}


def test_a_journey_begun_anew_does_not_tell_what_the_first_one_had_planned(world: World) -> None:
    begun(world)
    at(world, "2020-12-01 11:00")
    world.say("dimension parcours arrivant", by="agent")
    world.say("dimension parcours fin", by="agent")
    at(world, "2020-12-02 11:00")
    world.say("dimension parcours arrivant", by="agent")
    for day in ("2020-12-02 11:01", "2020-12-08 09:00", "2020-12-09 09:00"):
        beat(world, day)
    assert list(of(world, "agent")) == ["2020-12-02", "2020-12-09"]


def test_nobody_who_is_not_in_the_register_begins_one(say: Say) -> None:
    answer = say("dimension parcours arrivant", by="inconnu")
    assert answer.kind == "refused"
    assert "n'est rattaché à personne" in answer.text


def test_a_journey_that_is_none_is_said_clearly(say: Say) -> None:
    assert "Je ne connais pas le parcours « retraité »" in say("dimension parcours retraité", by="agent").text


# First contact

CLICKS = Door(carries_sentences=True)


def contact(
    world: World, text: str, *, account: str, platform: str, kind: str = "message", event: str = "", room: str = ""
) -> Answer:
    """The answer to somebody of a platform, in a direct conversation unless a room is named."""
    place = Place(platform, room or account, direct=not room)
    taken = Event(platform, event or f"{platform}-{account}-{text}-{world.now}", kind, world.now)
    world.later(seconds=1)
    with world.database.write() as session:
        message = world.dispatcher.answer(
            session, Request(Identity(platform, account), place, text, taken, door=CLICKS), now=world.now
        )
    assert message is not None
    return Answer(message)


FIRST = "Trois choses à taper pour commencer"


@pytest.mark.parametrize(("platform", "account"), [("slack", "U0EXEMPLE07"), ("matrix", "@appui:exemple.fr")])
def test_a_first_contact_shows_three_things_by_role_once_on_each_platform(
    world: World, platform: str, account: str
) -> None:
    first = contact(world, "où en est 4.2.2 ?", account=account, platform=platform)
    assert FIRST in first.text
    assert "4.2.2" in first.text, "what was asked is answered first"
    steps = dict(FIRST_STEPS)[next(role for role, _ in FIRST_STEPS)]
    assert [each.lstrip("/") for each in steps] == first.says[-3:]
    for _ in range(2):
        assert FIRST not in contact(world, "où en est 4.2.2 ?", account=account, platform=platform).text
    # Another process, which remembers nothing.
    world.dispatcher = replace(world.dispatcher, greeted=set())
    assert FIRST not in contact(world, "où en est 4.2.2 ?", account=account, platform=platform).text


def test_the_same_person_is_shown_them_on_the_other_platform_too(world: World) -> None:
    assert FIRST in contact(world, "objectif statut", account="U0EXEMPLE07", platform="slack").text
    assert FIRST in contact(world, "objectif statut", account="@appui:exemple.fr", platform="matrix").text


def test_an_account_that_nobody_knows_is_shown_them_as_an_agent(world: World) -> None:
    answer = contact(world, "objectif statut 4.2.2", account="UINCONNU", platform="slack")
    assert [each.lstrip("/") for each in FIRST_STEPS[-1][1]][-1] == answer.says[-1]


@pytest.mark.parametrize("kind", ["click", "reaction", "poll_response", "pick"])
def test_a_click_or_a_vote_is_no_first_contact(world: World, kind: str) -> None:
    assert FIRST not in contact(world, "objectif statut 4.2.2", account="U0EXEMPLE01", platform="slack", kind=kind).text
    assert FIRST in contact(world, "objectif statut 4.2.2", account="U0EXEMPLE01", platform="slack").text


def test_in_a_room_nobody_is_shown_them(world: World) -> None:
    assert FIRST not in contact(world, "objectif statut", account="U0EXEMPLE01", platform="slack", room="C1").text
    assert FIRST in contact(world, "objectif statut", account="U0EXEMPLE01", platform="slack").text


def test_a_question_that_is_not_understood_shows_them_too_and_help_once(world: World) -> None:
    assert FIRST in contact(world, "/projte", account="U0EXEMPLE01", platform="slack").text
    answer = contact(world, "aide", account="U0EXEMPLE02", platform="slack")
    assert FIRST not in answer.text
    assert "Pour commencer" in answer.text
    assert FIRST not in contact(world, "objectif statut", account="U0EXEMPLE02", platform="slack").text


def test_app_home_shows_them_once(world: World) -> None:
    from bot.slack import home

    for shown in (True, False, False):
        with world.database.write() as session:
            first = world.dispatcher.greets(session, Identity("slack", "U0EXEMPLE01"), now=world.now)
        with world.database.read() as session:
            page = Answer(home.page(world.dispatcher, session, "U0EXEMPLE01", now=world.now, first=first))
        assert (FIRST in page.text) is shown
    assert FIRST not in contact(world, "objectif statut", account="U0EXEMPLE01", platform="slack").text
