"""Many votes at once, delivered several times, by processes that are killed: every acknowledged vote counts once."""

from __future__ import annotations

import asyncio
import json
import random
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.work import Together, Work
from commands.message import Message
from commands.request import Request
from storage.polls import closing
from tests.kill.children import child, finish
from tests.kill.voter import request, vote_all
from tests.polls import content, directors, opened, voters
from tests.world import World

LINE = "CAP Managers : Dans quel ordre ? | orme | hêtre | chêne --classement --secret"


def expected(number: int) -> dict[str, int]:
    """How often each ranking was given by so many voters."""
    rankings = ("1>2>3", "1>3>2", "2>1>3", "2>3>1", "3>1>2", "3>2>1")
    counts = dict.fromkeys(rankings, 0)
    for voter in range(1, number + 1):
        counts[rankings[voter % 6]] += 1
    return counts


def counted_once(world: World, poll: int, number: int) -> None:
    assert voters(world, poll) == number
    assert json.loads(content(world, poll)) == {"ballots": number, "counts": expected(number)}


async def test_five_hundred_votes_delivered_several_times_are_each_counted_once(world: World) -> None:
    directors(world, 500)
    poll = opened(world, LINE)
    chance = random.Random(500)
    deliveries = [voter for voter in range(1, 501) for _ in range(chance.randint(1, 3))]
    chance.shuffle(deliveries)
    work = Work(world.database)
    ask: Together[Request, Message | None] = work.together(
        lambda session, asked: world.dispatcher.answer(session, asked, now=world.now),
        own_savepoint=False,
        ahead=world.dispatcher.reading_ahead,
    )
    for first in range(0, len(deliveries), 150):
        await asyncio.gather(*(ask(request(voter, poll)) for voter in deliveries[first : first + 150]))
    await work.close()
    counted_once(world, poll, 500)


def vote_with_kills(world: World, folder: Path, *, number: int, processes: int, kills: int) -> None:
    directors(world, number)
    poll = opened(world, LINE)
    chance = random.Random(number)
    acknowledged = folder / "acknowledged"
    address = world.database.url.render_as_string(hide_password=False)
    world.database.dispose()

    def orders() -> list[list[int]]:
        """Each process gets every vote, in an order of its own, as platforms deliver again what had no answer."""
        everybody = list(range(1, number + 1))
        return [chance.sample(everybody, number) for _ in range(processes)]

    for _ in range(kills):
        with ExitStack() as running:
            for order in orders():
                running.enter_context(child(vote_all, address, poll, order, acknowledged))
            time.sleep(chance.uniform(0.1, 0.6))
        with world.database.read() as session:
            on_the_roll = closing.voters(session, poll_id=poll)
            in_the_box = closing.result(session, poll_id=poll)["ballots"]
        assert on_the_roll == in_the_box
        assert len(receipts(acknowledged)) <= on_the_roll
    with ExitStack() as running:
        for each in [running.enter_context(child(vote_all, address, poll, o, acknowledged)) for o in orders()]:
            finish(each)
    assert receipts(acknowledged) == set(range(1, number + 1))
    counted_once(world, poll, number)
    world.say(f"sondage clore {poll}", by="appui")
    counted_once(world, poll, number)


def receipts(acknowledged: Path) -> set[int]:
    """The votes whose receipt came."""
    return {int(line) for line in acknowledged.read_text().split()} if acknowledged.exists() else set()


def test_votes_through_kills_are_each_counted_once(world: World, tmp_path: Path) -> None:
    processes = 1 if world.database.dialect == "sqlite" else 2
    vote_with_kills(world, tmp_path, number=120, processes=processes, kills=2)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_eight_thousand_votes_through_kills_are_each_counted_once(world: World, tmp_path: Path) -> None:
    processes = 1 if world.database.dialect == "sqlite" else 3
    vote_with_kills(world, tmp_path, number=8_225, processes=processes, kills=6)
