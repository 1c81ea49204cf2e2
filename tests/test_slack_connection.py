"""The connection to Slack: cut, renewed, stale, silent or refused; and what takes longer than Slack waits."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from contextlib import suppress

import pytest

from bot.platform import Fatal
from bot.slack.taking import PROMPT
from storage import outbox
from tests.slack_bot import QUICK, QUICK_PING, Bot, bot_on_double, listening_bot, settings_for, until
from tests.slack_double.server import Acknowledged, SlackDouble
from tests.slack_double.state import text_of
from tests.test_slack import direct, whisper
from tests.world import World


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("commands", "cuts"),
    [(200, 3), pytest.param(2_000, 20, marks=[pytest.mark.soak, pytest.mark.timeout(900)])],
)
async def test_each_command_is_answered_once_or_fails_visibly_while_the_socket_is_cut(
    sqlite_world: World, commands: int, cuts: int
) -> None:
    async with bot_on_double(sqlite_world, ping=QUICK_PING) as bot:
        done: dict[str, Acknowledged] = {}

        async def type_one(number: int) -> None:
            user = f"U{number:05d}"
            done[user] = await bot.people.command(user, "/objectif statut 4.2.2")

        typing = []
        for number in range(commands):
            typing.append(asyncio.create_task(type_one(number)))
            await asyncio.sleep(0.02)
            if number % (commands // cuts) == commands // cuts // 2:
                await bot.slack.cut()
        await asyncio.gather(*typing)
        assert bot.slack.connections >= cuts
        acknowledged = {user for user, each in done.items() if each.acknowledged}
        assert len(acknowledged) > commands // 4
        await until(lambda: acknowledged <= {each["user"] for each in bot.workspace.ephemeral}, 60)
        answered = [each["user"] for each in bot.workspace.ephemeral]
        assert len(answered) == len(set(answered))
        # What was not acknowledged failed visibly: Slack says so to whoever typed it.
        assert all(each.acknowledged or not each.payload for each in done.values())


async def test_an_event_that_was_not_acknowledged_is_delivered_again_and_answered_once(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world, ping=QUICK_PING) as bot:
        payload = bot.people.direct_payload("U0BOB", "statut 4.2.2")
        delivering = asyncio.create_task(bot.people.event(payload))
        await asyncio.sleep(0)
        await bot.slack.cut()
        await delivering
        await bot.slack.connected(2)
        assert (await bot.people.event(payload, retry=1)).acknowledged
        await direct(bot, "U0BOB")
        await bot.people.say("U0BOB", "statut 4.1.1")
        await direct(bot, "U0BOB", 2)
        assert len(bot.workspace.said("D0BOB")) == 2


async def test_the_bot_connects_anew_when_slack_asks_it_to(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world) as bot:
        await bot.slack.ask_to_reconnect()
        await bot.slack.connected(2)
        assert await answered(bot)


async def test_what_takes_longer_than_slack_waits_is_acknowledged_and_follows(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/objectif statut 4.2.2")
        await whisper(bot, "U0BOB")
        with locked(sqlite_world, PROMPT + 0.8):
            done = await bot.people.command("U0BOB", "/objectif statut 4.1.1")
            assert done.acknowledged
            assert PROMPT - 0.1 < done.seconds < 3
            assert len(bot.workspace.whispered("U0BOB")) == 1
        assert "4.1.1" in text_of(await whisper(bot, "U0BOB", 2))


async def test_a_database_out_of_reach_is_said_and_the_person_told_that_nothing_was_recorded(
    sqlite_world: World,
) -> None:
    async with bot_on_double(sqlite_world) as bot:
        assert await answered(bot)
        with locked(sqlite_world, 6.5):
            done = await bot.people.command("U0BOB", "/objectif statut 4.1.1")
            assert done.acknowledged
            assert "n'a pas été enregistrée" in text_of(await whisper(bot, "U0BOB"))
        assert await answered(bot)


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        ({"bot": "xoxb-wrong"}, "slack.bot_token"),
        ({"app": "xapp-wrong"}, "slack.app_token"),
    ],
)
async def test_a_wrong_token_is_said_at_start_and_stops(
    sqlite_world: World, tokens: dict[str, str], named: str
) -> None:
    async with SlackDouble() as double:
        settings = settings_for(double.api, **tokens)
        async with listening_bot(sqlite_world.database, sqlite_world.now, settings) as (_, _, listening):
            with pytest.raises(Fatal, match=named):
                await asyncio.wait_for(listening, 10)


async def test_a_token_that_is_revoked_is_said_and_stops(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world) as bot:
        bot.workspace.revoked = True
        with pytest.raises(Fatal, match="révoqué"):
            await asyncio.wait_for(asyncio.shield(bot.listening), 10)


async def test_silence_in_working_hours_makes_the_connection_anew_and_is_told(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world, silence=30, operators="slack:C0GENERAL") as bot:
        assert await answered(bot)
        bot.hours.skip(minutes=31)
        await bot.slack.connected(2)
        await until(lambda: bot.workspace.said("C0GENERAL"))
        assert "n'a rien transmis" in text_of(bot.workspace.said("C0GENERAL")[0])
        assert await answered(bot)


async def test_silence_at_night_is_no_matter(sqlite_world: World) -> None:
    sqlite_world.later(hours=10)
    async with bot_on_double(sqlite_world, silence=30) as bot:
        bot.hours.skip(hours=2)
        await asyncio.sleep(5 * QUICK.look)
        assert bot.slack.connections == 1


async def test_operators_are_told_when_slack_does_not_answer(sqlite_world: World) -> None:
    from tests.slack_double.state import Fault

    async with bot_on_double(sqlite_world, operators="slack:C0GENERAL") as bot:
        bot.workspace.faults["auth.test"].extend(Fault("refused") for _ in range(3))
        await until(lambda: bot.workspace.said("C0GENERAL"))
        assert "ne répond pas" in text_of(bot.workspace.said("C0GENERAL")[0])


async def test_what_is_in_hand_when_the_bot_stops_is_finished(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world) as bot:
        typing = [asyncio.create_task(bot.people.command(f"U{n:05d}", "/objectif statut 4.2.2")) for n in range(20)]
        await asyncio.sleep(0.1)
    done = [await each for each in typing]
    acknowledged = sum(each.acknowledged for each in done)
    assert acknowledged == len(bot.workspace.ephemeral)
    with sqlite_world.database.read() as session:
        assert outbox.counts(session)


async def answered(bot: Bot) -> bool:
    """Whether a command is answered now."""
    before = len(bot.workspace.whispered("U0ALICE"))
    done = await bot.people.command("U0ALICE", "/objectif statut 4.2.2")
    await until(lambda: len(bot.workspace.whispered("U0ALICE")) > before)
    return done.acknowledged


class locked:  # noqa: N801 - reads as what it does
    """Another process that holds the database's write lock for so many seconds."""

    def __init__(self, world: World, seconds: float) -> None:
        self._file = str(world.database.url.database)
        self._seconds = seconds
        self._held = threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        with suppress(sqlite3.OperationalError):
            connection = sqlite3.connect(self._file, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            self._held.set()
            time.sleep(self._seconds)
            connection.execute("ROLLBACK")
            connection.close()

    def __enter__(self) -> None:
        self._thread.start()
        self._held.wait(5)

    def __exit__(self, *_: object) -> None:
        self._thread.join()
