"""Waits: as long as a platform's pace asks, longer and longer when it refuses, and never together."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.pacing import LONGEST_WAIT, Pacer, wait_before_next_try
from bot.platform import Pace


class Most(random.Random):
    """Draws the longest wait every time."""

    def uniform(self, a: float, b: float) -> float:
        return b


def test_the_longest_wait_doubles_up_to_a_bound() -> None:
    waits = [wait_before_next_try(failed, chance=Most()).total_seconds() for failed in (1, 2, 3, 10, 11, 40, 5_000)]
    assert waits == [1, 2, 4, 512, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_waits_are_drawn_so_that_senders_do_not_come_back_together() -> None:
    chance = random.Random(1)
    waits = [wait_before_next_try(5, chance=chance).total_seconds() for _ in range(1_000)]
    assert 0 <= min(waits) < 1
    assert 15 < max(waits) <= 16
    assert len({round(wait, 3) for wait in waits}) > 900


class Sleeps:
    """Notes what it is asked to sleep, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def test_a_place_is_left_alone_between_two_messages() -> None:
    sleeps = Sleeps()
    pacer = Pacer(Pace(per_place=1), sleep=sleeps)
    for place in ("a", "b", "a", "b"):
        await pacer.turn(place)
    assert sleeps.seconds == [pytest.approx(1, abs=0.1)] * 2


async def test_an_account_s_pace_holds_for_all_its_places() -> None:
    sleeps = Sleeps()
    pacer = Pacer(Pace(per_account=1), sleep=sleeps)
    await asyncio.gather(*(pacer.turn(place) for place in "abcd"))
    assert sleeps.seconds == [pytest.approx(wait, abs=0.1) for wait in (1, 2, 3)]


async def test_a_platform_without_a_pace_is_never_waited_for() -> None:
    sleeps = Sleeps()
    pacer = Pacer(Pace(), sleep=sleeps)
    for _ in range(5):
        await pacer.turn("a")
    assert sleeps.seconds == []


async def test_places_that_are_never_written_to_again_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pacing._PLACES_REMEMBERED", 2)
    sleeps = Sleeps()
    pacer = Pacer(Pace(per_place=1), sleep=sleeps)
    for place in ("a", "b", "c", "a"):
        await pacer.turn(place)
    assert sleeps.seconds == []
