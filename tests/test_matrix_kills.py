"""The real process killed while messages arrive, and bursts: each message is answered once, in clear and encrypted."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.databases import Databases
from tests.homeservers import Synapse, until
from tests.matrix_bots import Bot, Encrypted, prepared, process_of, settings_for
from tests.world import filled

# A question whose answer repeats its number: each is told apart.
QUESTION = "objectif chercher zzz{number:03}"


@contextmanager
def killed_again_and_again(
    settings: Settings, url: str, log: Path, *, kills: int, chance: random.Random, ended: Callable[[], bool]
) -> Iterator[None]:
    """A bot that is killed so many times at random instants, and started again each time, the last one lives on."""
    stop = threading.Event()

    def go_on() -> None:
        for left in range(kills, -1, -1):
            with process_of(settings, url, log=log):
                if left:
                    stop.wait(chance.uniform(1.8, 4.5))
                else:
                    stop.wait(300)
            if stop.is_set():
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
        until(ended, seconds=240)
    finally:
        stop.set()
        thread.join(60)


def answered(bodies: list[str]) -> Counter[str]:
    """How often each number was answered."""
    return Counter(word for body in bodies for word in body.replace("»", " ").split() if word.startswith("zzz"))


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=[pytest.mark.soak, pytest.mark.timeout(900)])])
def test_killed_while_messages_arrive_each_is_answered_once(
    homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path, kills: int
) -> None:
    account = homeserver.account()
    settings = settings_for(homeserver, account, tmp_path)
    prepared(settings)
    person = homeserver.person()
    messages = 15 * kills
    with sqlite_databases.fresh(filled) as url:
        room_id = person.direct(account["user_id"])
        with process_of(settings, url, log=tmp_path / "bot.log"):
            until(lambda: account["user_id"] in person.members(room_id))

        def bodies() -> list[str]:
            return [each["content"]["body"] for each in person.heard_from(room_id, account["user_id"], limit=1_000)]

        def ended() -> bool:
            return len(answered(bodies())) == messages

        log, chance = tmp_path / "bot.log", random.Random(kills)
        with killed_again_and_again(settings, url, log, kills=kills, chance=chance, ended=ended):
            for number in range(messages):
                person.say(room_id, QUESTION.format(number=number))
                time.sleep(chance.uniform(0, 0.4))
        assert set(answered(bodies()).values()) == {1}


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=[pytest.mark.soak, pytest.mark.timeout(900)])])
def test_killed_while_encrypted_messages_arrive_each_is_answered_once(
    homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path, kills: int
) -> None:
    account = homeserver.account()
    settings = settings_for(homeserver, account, tmp_path)
    prepared(settings)
    messages = 15 * kills
    with sqlite_databases.fresh(filled) as url, Encrypted(homeserver.person(), tmp_path / "person") as person:
        room_id = person.room(account["user_id"], direct=True)
        with process_of(settings, url, log=tmp_path / "bot.log"):
            until(lambda: account["user_id"] in person.person.members(room_id))

        def bodies() -> list[str]:
            return [each["body"] if each else "" for each in person.heard(room_id, account["user_id"])]

        def ended() -> bool:
            return len(answered(bodies())) == messages

        log, chance = tmp_path / "bot.log", random.Random(kills)
        with killed_again_and_again(settings, url, log, kills=kills, chance=chance, ended=ended):
            for number in range(messages):
                person.say(room_id, QUESTION.format(number=number))
                time.sleep(chance.uniform(0, 0.4))
        assert set(answered(bodies()).values()) == {1}
        # Nothing that the person cannot read.
        assert "" not in bodies()


def test_nothing_is_lost_of_what_eight_people_say_at_once(homeserver: Synapse, matrix_bot: Bot) -> None:
    people = [homeserver.person() for _ in range(8)]
    rooms = [matrix_bot.settled(people[0], people[0].room(matrix_bot.user_id)) for _ in range(2)]
    for person in people[1:]:
        for room_id in rooms:
            people[0].call("POST", f"/rooms/{room_id}/invite", {"user_id": person.user_id})
            person.join(room_id)

    def say(who: int) -> None:
        for number in range(50):
            people[who].say(rooms[number % 2], "!" + QUESTION.format(number=50 * who + number))

    def say_at_once(speakers: range) -> None:
        threads = [threading.Thread(target=say, args=(who,)) for who in speakers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    # The first 250 are said while nobody listens: of 125 in a room, the homeserver shows the last hundred at most.
    matrix_bot.stop()
    say_at_once(range(5))
    matrix_bot.start()
    say_at_once(range(5, 8))

    def all_answered() -> Counter[str] | None:
        said = [each for room_id in rooms for each in people[0].heard_from(room_id, matrix_bot.user_id, limit=1_000)]
        found = answered([each["content"]["body"] for each in said])
        return found if len(found) == 400 else None

    assert set(until(all_answered, seconds=120).values()) == {1}
