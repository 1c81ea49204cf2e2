"""Polls on the double of Slack: named clicks, secret clicks that say nothing, votes that arrive after the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.slack.handling import taken_at
from bot.slack.payloads import Incoming, Kind
from storage.rows.organisation import CommunityPlace, Platform
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll, Reception
from tests.polls import CAP, ballots, beat, content, directors, opened, poll, voters
from tests.slack_bot import Bot, bot_on_double, until
from tests.slack_double.state import text_of
from tests.test_poll_voting import KINDS, MODES
from tests.test_slack import whisper
from tests.world import World


@pytest.fixture
async def bot(sqlite_world: World) -> AsyncIterator[Bot]:
    """A bot whose CAP Managers live in the channel; Bob is one of them."""
    world = sqlite_world
    world.account("U0BOB", "cap-managers")
    with world.database.write() as session:
        session.execute(delete(CommunityPlace).where(CommunityPlace.community_key == CAP))
        session.add(CommunityPlace(community_key=CAP, platform=Platform.SLACK, place_id="C0GENERAL"))
    async with bot_on_double(world) as running:
        yield running
        assert running.workspace.problems == []


async def announced(bot: Bot, world: World, line: str) -> tuple[int, dict[str, Any]]:
    """A poll opened by the cellule d'appui, and its message in the channel."""
    number = opened(world, f"CAP Managers : {line}")
    beat(world, platforms=(Platform.SLACK,))
    await until(lambda: bot.workspace.said("C0GENERAL"))
    return number, bot.workspace.said("C0GENERAL")[0] | {"channel": "C0GENERAL"}


async def test_a_named_poll_is_voted_with_one_click(bot: Bot, sqlite_world: World) -> None:
    number, shown = await announced(bot, sqlite_world, "Quel créneau ? | lundi | mardi --nominatif")
    for _ in range(3):
        assert (await bot.people.click("U0BOB", shown, "mardi")).acknowledged
    receipt = await whisper(bot, "U0BOB")
    assert "mardi" not in text_of(receipt)
    assert (ballots(sqlite_world, number), voters(sqlite_world, number)) == (1, 1)
    outsider = await bot.people.click("U0ALICE", shown, "lundi")
    assert outsider.acknowledged
    await whisper(bot, "U0ALICE")
    assert voters(sqlite_world, number) == 1


@pytest.mark.parametrize("mode", ["--secret", "--masqué"])
async def test_a_private_vote_is_cast_by_clicks_that_say_nothing(bot: Bot, sqlite_world: World, mode: str) -> None:
    number, shown = await announced(bot, sqlite_world, f"D'accord ? | oui | non {mode}")
    await bot.people.click("U0BOB", shown, "Voter")
    paper = await whisper(bot, "U0BOB")
    values = [
        element["value"] for block in paper["blocks"] for element in block.get("elements", ()) if "value" in element
    ]
    # Neither the rank nor the words of a choice can be read in what a click carries.
    assert len(values) == 2
    assert not any(value.endswith((" 1", " 2")) or "oui" in value or "non" in value for value in values)
    await bot.people.click("U0BOB", paper, "non")
    receipt = await whisper(bot, "U0BOB", 2)
    assert "non" not in text_of(receipt).split()
    assert voters(sqlite_world, number) == 1
    assert ballots(sqlite_world, number) == (0 if mode == "--secret" else 1)
    # In the channel nothing tells that somebody has voted.
    assert len(bot.workspace.said("C0GENERAL")) == 1
    # Another voter's paper carries other values: what one click said is of no use to anybody else.
    sqlite_world.account("U0ALICE", "direction-voirie")
    await bot.people.click("U0ALICE", shown, "Voter")
    theirs = text_of(await whisper(bot, "U0ALICE"))
    assert theirs
    sent = bot.workspace.whispered("U0ALICE")[0]
    others = {e["value"] for block in sent.get("blocks", ()) for e in block.get("elements", ()) if "value" in e}
    assert others.isdisjoint(values)


@pytest.mark.parametrize(
    ("kind", "mode"), [(kind, mode) for kind in KINDS for mode in MODES if (kind, mode) != ("--quiz", "--secret")]
)
async def test_each_kind_is_voted_in_each_mode(bot: Bot, sqlite_world: World, kind: str, mode: str) -> None:
    typed, question = KINDS[kind]
    number, shown = await announced(bot, sqlite_world, f"{question} {kind} {mode}")
    clicked = labels(shown)
    if "Voter" in clicked:
        await bot.people.click("U0BOB", shown, "Voter")
        await until(lambda: bot.workspace.views or bot.workspace.whispered("U0BOB"))
        if bot.workspace.views:
            view = next(reversed(bot.workspace.views.values()))
            wrong = await bot.people.submit("U0BOB", view, {"ballot": "n'importe quoi"})
            assert (wrong.payload or {}).get("response_action") == "errors"
            assert voters(sqlite_world, number) == 0
            done = await bot.people.submit("U0BOB", view, {"ballot": typed})
            assert done.payload is None
        else:
            paper = await whisper(bot, "U0BOB")
            await bot.people.click("U0BOB", paper, labels(paper)[1])
    else:
        await bot.people.click("U0BOB", shown, clicked[1])
    await until(lambda: voters(sqlite_world, number) == 1)
    assert ballots(sqlite_world, number) == (0 if mode == "--secret" else 1)


def labels(shown: dict[str, Any]) -> list[str]:
    """The words of the message's buttons."""
    elements = [each for block in shown["blocks"] for each in block.get("elements", ())]
    return [each["text"]["text"] for each in elements if each.get("type") == "button"]


async def test_a_burst_of_clicks_is_counted_click_by_click(bot: Bot, sqlite_world: World) -> None:
    handles = directors(sqlite_world, 40)
    for rank, handle in enumerate(handles):
        sqlite_world.account(f"U1{rank:04}", handle)
    number, shown = await announced(bot, sqlite_world, "Quel créneau ? | lundi | mardi --nominatif")
    clicks = [
        bot.people.click(f"U1{rank:04}", shown, "lundi" if rank % 4 else "mardi")
        for rank in range(len(handles))
        for _ in range(2)
    ]
    assert all(done.acknowledged for done in await asyncio.gather(*clicks))
    await until(lambda: voters(sqlite_world, number) == 40)
    assert ballots(sqlite_world, number) == 40


async def test_a_vote_that_slack_took_in_time_counts_though_it_comes_late(bot: Bot, sqlite_world: World) -> None:
    number, shown = await announced(bot, sqlite_world, "Quel créneau ? | lundi | mardi --nominatif")
    ends = bot.hours.now() + timedelta(seconds=2)
    with sqlite_world.database.write() as session:
        session.execute(update(Poll).where(Poll.id == number).values(closes_at=ends))
    in_time, too_late = (bot.people.click_payload("U0BOB", shown, each) for each in ("mardi", "lundi"))
    in_time["actions"][0]["action_ts"] = f"{(ends - timedelta(seconds=1)).timestamp():.6f}"
    too_late["actions"][0]["action_ts"] = f"{(ends + timedelta(seconds=1)).timestamp():.6f}"
    bot.hours.skip(seconds=30)
    await bot.slack.deliver("interactive", in_time)
    await whisper(bot, "U0BOB")
    assert ballots(sqlite_world, number) == 1
    await bot.slack.deliver("interactive", too_late)
    await whisper(bot, "U0BOB", 2)
    sqlite_world.now = bot.hours.now()
    await until(lambda: received(sqlite_world) >= ends)
    beat(sqlite_world, platforms=(Platform.SLACK,))
    assert poll(sqlite_world, number).state is PollState.CLOSED
    assert '"2":1' in content(sqlite_world, number)


def received(world: World) -> datetime:
    """How far Slack was received; long ago when that was never noted."""
    with world.database.read() as session:
        found = session.scalar(select(Reception.up_to).where(Reception.platform == "slack"))
    return found or datetime.fromtimestamp(0, tz=UTC)


def test_the_hour_is_slack_s_own_and_never_later_than_now() -> None:
    now = datetime(2020, 11, 23, 11, tzinfo=UTC)

    def said(taken: str) -> datetime:
        return taken_at(Incoming(Kind.CLICK, "e", "U0BOB", "x", taken=taken), now)

    assert said(f"{now.timestamp() - 5:.6f}") == now - timedelta(seconds=5)
    assert said(f"{time.time():.6f}") == now
    assert said("") == said("x") == said("1e400") == now
