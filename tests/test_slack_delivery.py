"""What the bot sends on Slack: once whatever happens to the call, in pace, whole, edited no faster than it likes."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator

import pytest

from bot.slack.sending import BETWEEN_EDITS
from commands import wire
from commands.message import Message, paragraph, say
from storage import outbox
from storage.rows.delivery import OutboxState
from tests.slack_bot import Bot, bot_on_double, until
from tests.slack_double.state import Fault, text_of
from tests.test_slack import direct, own_command, whisper
from tests.world import World


@pytest.fixture
async def bot(sqlite_world: World) -> AsyncIterator[Bot]:
    """A bot that listens."""
    async with bot_on_double(sqlite_world) as running:
        yield running
        assert running.workspace.problems == []


async def put(world: World, bot: Bot, key: str, message: Message, place: str = "C0GENERAL", **more: str) -> None:
    """Put a message in the outbox, as a reminder does."""
    with world.database.write() as session:
        outbox.enqueue(
            session,
            key=key,
            platform="slack",
            place=place,
            payload=wire.dump(message),
            at=bot.hours.now(),
            target=more.get("target"),
        )


def states(world: World) -> dict[OutboxState, int]:
    """How many messages stand in each state."""
    with world.database.read() as session:
        return {state: count for state, count in outbox.counts(session).items() if count}


async def test_a_message_for_a_person_opens_their_direct_conversation(sqlite_world: World, bot: Bot) -> None:
    await put(sqlite_world, bot, "daily:1", say("Bonjour"), "U0ALICE")
    assert text_of(await direct(bot, "U0ALICE")) == "Bonjour\n"
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})


async def test_a_person_is_written_to_by_the_address_that_the_register_gives(sqlite_world: World, bot: Bot) -> None:
    bot.workspace.person("U0CAROL", email="carol@exemple.fr")
    await put(sqlite_world, bot, "daily:1", say("Bonjour"), "carol@exemple.fr")
    assert text_of(await direct(bot, "U0CAROL")) == "Bonjour\n"


async def test_a_dropped_connection_after_the_post_is_looked_up_and_not_posted_again(
    sqlite_world: World, bot: Bot
) -> None:
    bot.workspace.faults["chat.postMessage"].append(Fault("dropped"))
    await put(sqlite_world, bot, "daily:1", say("Une seule fois"))
    await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
    bot.hours.skip(seconds=10)
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
    assert len(bot.workspace.said("C0GENERAL")) == 1
    assert len(bot.workspace.called("chat.postMessage")) == 1


async def test_a_post_that_never_arrived_is_posted_after_the_look_up(sqlite_world: World, bot: Bot) -> None:
    bot.workspace.faults["chat.postMessage"].append(Fault("refused", error="internal_error"))
    await put(sqlite_world, bot, "daily:1", say("Une seule fois"))
    await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
    bot.hours.skip(seconds=10)
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
    assert len(bot.workspace.said("C0GENERAL")) == 1


async def test_a_message_in_several_parts_goes_on_where_it_was_cut_short(sqlite_world: World, bot: Bot) -> None:
    long = Message(tuple(paragraph(f"Paragraphe {n}") for n in range(120)))
    bot.workspace.faults["chat.postMessage"].append(Fault("ok"))
    bot.workspace.faults["chat.postMessage"].append(Fault("dropped"))
    await put(sqlite_world, bot, "daily:1", long)
    await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
    bot.hours.skip(seconds=10)
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
    said = "".join(text_of(each) for each in bot.workspace.said("C0GENERAL"))
    assert said.split("\n")[:-1] == [f"Paragraphe {n}" for n in range(120)]


async def test_what_is_limited_waits_as_told_and_holds_no_other_place(sqlite_world: World, bot: Bot) -> None:
    bot.workspace.channel("C0OTHER", {"U0BOT"})
    bot.workspace.faults["chat.postMessage"].append(Fault("limited", seconds=2))
    await put(sqlite_world, bot, "daily:1", say("Après l'attente"))
    await until(lambda: bot.workspace.called("chat.postMessage"))
    begun = time.monotonic()
    await put(sqlite_world, bot, "daily:2", say("Sans attendre"), "C0OTHER")
    await until(lambda: bot.workspace.said("C0OTHER"))
    assert time.monotonic() - begun < 2
    await until(lambda: bot.workspace.said("C0GENERAL"))
    assert time.monotonic() - begun >= 1.8
    assert len(bot.workspace.called("chat.postMessage")) == 3


async def test_a_channel_gets_about_one_message_a_second(sqlite_world: World, bot: Bot) -> None:
    bot.workspace.pace = 0.9
    for number in range(3):
        await put(sqlite_world, bot, f"daily:{number}", say(f"Message {number}"))
    await until(lambda: len(bot.workspace.said("C0GENERAL")) == 3)
    assert len(bot.workspace.called("chat.postMessage")) == 3
    assert [text_of(each).strip() for each in bot.workspace.said("C0GENERAL")] == [f"Message {n}" for n in range(3)]


async def test_a_private_answer_is_given_at_most_once(sqlite_world: World, bot: Bot) -> None:
    bot.workspace.faults["response_url"].append(Fault("dropped"))
    await bot.people.command("U0BOB", "/objectif statut 4.2.2")
    await whisper(bot, "U0BOB")
    bot.hours.skip(seconds=30)
    await bot.people.command("U0BOB", "/objectif statut 4.1.1")
    await whisper(bot, "U0BOB", 2)
    assert len(bot.workspace.whispered("U0BOB")) == 2


async def test_a_private_answer_that_slack_holds_back_is_given_when_it_may_be(bot: Bot) -> None:
    bot.workspace.faults["response_url"].append(Fault("limited", seconds=1))
    await bot.people.command("U0BOB", "/objectif statut 4.2.2")
    assert "collaboratifs" in text_of(await whisper(bot, "U0BOB"))


async def test_a_message_too_long_for_an_edit_stands_as_it_was(sqlite_world: World, bot: Bot) -> None:
    await put(sqlite_world, bot, "live", say("0 vote"))
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
    ts = str(bot.workspace.said("C0GENERAL")[0]["ts"])
    long = Message(tuple(paragraph(f"Paragraphe {n}") for n in range(120)))
    await put(sqlite_world, bot, "live:1", long, target=ts)
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1, OutboxState.FAILED: 1})
    assert text_of(bot.workspace.said("C0GENERAL")[0]) == "0 vote\n"


async def test_a_public_answer_by_response_url_is_never_given_twice(sqlite_world: World) -> None:
    sqlite_world.use(own_command(say("À tous")))
    async with bot_on_double(sqlite_world) as bot:
        bot.workspace.faults["response_url"].append(Fault("dropped"))
        await bot.people.command("U0BOB", "/essai")
        await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
        bot.hours.skip(seconds=10)
        # It cannot be looked up: the operator is told instead.
        await until(lambda: states(sqlite_world) == {OutboxState.FAILED: 1})
        assert len(bot.workspace.said("C0GENERAL")) == 1


async def test_a_message_where_the_bot_is_not_is_a_dead_letter(sqlite_world: World, bot: Bot) -> None:
    await put(sqlite_world, bot, "daily:1", say("Bonjour"), "C0NOWHERE")
    await until(lambda: states(sqlite_world) == {OutboxState.FAILED: 1})
    with sqlite_world.database.read() as session:
        assert outbox.dead_letters(session)[0].failure == "channel_not_found"


async def test_a_live_message_is_edited_every_three_seconds_at_most(sqlite_world: World, bot: Bot) -> None:
    await put(sqlite_world, bot, "live", say("0 vote"))
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
    ts = str(bot.workspace.said("C0GENERAL")[0]["ts"])
    for number in range(3):
        await put(sqlite_world, bot, f"live:{number}", say(f"{number + 1} votes"), target=ts)
    await until(lambda: states(sqlite_world) == {OutboxState.SENT: 4}, 20)
    edits = [at for method, _, at in bot.workspace.calls if method == "chat.update"]
    assert all(later - earlier >= BETWEEN_EDITS - 0.1 for earlier, later in itertools.pairwise(edits))
    assert [text_of(each).strip() for each in bot.workspace.said("C0GENERAL")] == ["3 votes"]


async def test_an_answer_in_a_thread_is_looked_up_in_the_thread(sqlite_world: World) -> None:
    sqlite_world.use(own_command(say("À tous")))
    async with bot_on_double(sqlite_world) as bot:
        bot.workspace.faults["chat.postMessage"].append(Fault("dropped"))
        await bot.people.say("U0BOB", "/essai", "C0GENERAL")
        await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
        bot.hours.skip(seconds=10)
        await until(lambda: states(sqlite_world) == {OutboxState.SENT: 1})
        (said,) = bot.workspace.said("C0GENERAL")
        assert said["thread_ts"]


async def test_a_message_further_back_than_is_read_is_left_to_the_operator(sqlite_world: World, bot: Bot) -> None:
    channel = bot.workspace.channels["C0GENERAL"]
    bot.workspace.faults["chat.postMessage"].append(Fault("refused", error="internal_error"))
    channel.messages += [{"type": "message", "user": "U0BOB", "text": "x", "ts": f"1.{n:06d}"} for n in range(1_200)]
    await put(sqlite_world, bot, "daily:1", say("Une seule fois"))
    await until(lambda: states(sqlite_world) == {OutboxState.UNKNOWN: 1})
    bot.hours.skip(seconds=10)
    await until(lambda: states(sqlite_world) == {OutboxState.FAILED: 1})
    assert bot.workspace.said("C0GENERAL") == []


@pytest.mark.timeout(120)
async def test_two_hundred_commands_at_once_are_all_acknowledged_within_three_seconds(bot: Bot) -> None:
    typed = [bot.people.command(f"U{number:05d}", "/objectif statut 4.2.2") for number in range(200)]
    done = await asyncio.gather(*typed)
    assert all(each.acknowledged and each.seconds < 3 for each in done)
    await until(lambda: len(bot.workspace.ephemeral) == 200, 60)
    assert len({each["user"] for each in bot.workspace.ephemeral}) == 200
