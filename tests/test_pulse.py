"""The pulse: letters leave at their hour, in the terminal of the person they are for, whatever hinders a beat."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session

from bot.plain import plain
from bot.pulse import EVENTS_KEPT_FOR, EVERY, Pulse, Tick, working_calendar
from bot.sender import Sender
from bot.settings import CalendarSettings, Settings
from bot.sinks import TerminalSink
from bot.work import Work
from storage.database import open_database
from storage.ledger.update import Update
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.delivery import OutboxState
from storage.rows.following import Weather
from tests.deliveries import states
from tests.test_cli import run
from tests.test_letters import CALENDAR, MONDAY, TUESDAY, at, letters
from tests.test_telling import PROJECT, RESULT, STORM, follow, update
from tests.world import World


def pulse(world: World, work: Work, *, every: float = EVERY) -> Pulse:
    """A pulse whose hour is the world's."""
    return Pulse(work, Tick(CALENDAR), now=lambda: world.now, wake=lambda: None, every=every)


async def beat(world: World) -> None:
    """One beat of a process of its own."""
    work = Work(world.database)
    await pulse(world, work).beat()
    await work.close()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for the condition; the test's own time limit ends it."""
    for _ in iter(condition, True):
        await asyncio.sleep(0.01)


async def test_a_letter_is_shown_in_the_terminal_of_its_person_alone(world: World) -> None:
    at(world, MONDAY)
    update(world, RESULT, "chef-de-file", STORM)
    shown: dict[str, list[str]] = {"manager": [], "dga-numerique": []}
    # Each conversation is a process of its own: the one that has nothing to do with the letter comes first.
    for handle, read in shown.items():
        work = Work(world.database)
        sink = TerminalSink(lambda _place, message, read=read: read.append(plain(message)))  # type: ignore[misc]
        sender = Sender(work, [sink], now=lambda: world.now, only={"terminal": {handle}})
        await Pulse(work, Tick(CALENDAR), now=lambda: world.now, wake=sender.wake).beat()
        await sender.drain()
        await work.close()
    assert shown["manager"] == []
    (letter,) = shown["dga-numerique"]
    assert "objectifs compromis" in letter.replace("\u00a0", " ")
    assert states(world.database) == {"daily:dga-numerique:2020-11-23": OutboxState.SENT}


async def test_it_beats_by_itself_and_wakes_the_sender(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    work, woken = Work(world.database), asyncio.Event()
    beating = Pulse(work, Tick(CALENDAR), now=lambda: world.now, wake=woken.set, every=0.05)
    running = asyncio.create_task(beating.run())
    await asyncio.sleep(0.2)
    assert not woken.is_set(), "nothing is due"
    update(world, RESULT, "chef-de-file", STORM)
    await woken.wait()
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-23"}
    beating.stop()
    await running
    await work.close()


async def test_a_beat_is_never_doubled_and_the_one_under_way_is_finished(sqlite_world: World) -> None:
    work = Work(sqlite_world.database)
    under_way, most, done = 0, 0, 0

    def slow(session: Session, now: object) -> int:
        nonlocal under_way, most, done
        under_way += 1
        most = max(most, under_way)
        time.sleep(0.2)
        under_way -= 1
        done += 1
        return 0

    beating = Pulse(work, slow, now=lambda: sqlite_world.now, wake=lambda: None, every=0.05)
    running = asyncio.create_task(beating.run())
    await until(lambda: under_way == 1 and done == 2)
    beating.stop()
    await running
    assert (most, done, under_way) == (1, 3, 0)
    await work.close()


async def test_a_database_that_fails_stops_no_pulse(world: World, caplog: pytest.LogCaptureFixture) -> None:
    at(world, MONDAY)
    update(world, RESULT, "chef-de-file", STORM)
    work = Work(world.database)
    beating = pulse(world, work, every=0.05)
    with world.database.write() as session:
        session.execute(text("ALTER TABLE notice RENAME TO notice_away"))
    running = asyncio.create_task(beating.run())
    await until(lambda: _actions(caplog).count("letters_hindered") >= 2)
    with world.database.write() as session:
        session.execute(text("ALTER TABLE notice_away RENAME TO notice"))
    await until(lambda: bool(letters(world)))
    beating.stop()
    await running
    await work.close()


async def test_a_letter_that_cannot_be_written_holds_up_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    follow(world, PROJECT, "agent")
    at(world, MONDAY)
    update(world, RESULT, "chef-de-file", STORM)
    unreadable = update(world, PROJECT, "appui", Update(weather=Weather.SECURE))
    with world.database.write() as session:
        session.execute(
            update_rows(HistoryEntry).where(HistoryEntry.id == unreadable).values(detail={"weather": "bruine"})
        )
    at(world, TUESDAY)
    await beat(world)
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-24"}
    assert _actions(caplog).count("letter_hindered") == 1
    await beat(world)
    assert _actions(caplog).count("letter_hindered") == 1, "it is not tried again at every beat"
    with world.database.write() as session:
        session.execute(
            update_rows(HistoryEntry).where(HistoryEntry.id == unreadable).values(detail={"weather": "secure"})
        )
    world.later(hours=1)
    await beat(world)
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-24", "daily:agent:2020-11-24"}


async def test_what_is_outdated_is_forgotten_once_a_day(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("objectif statut 4.2.2", by="manager")
    work = Work(world.database)
    beating = pulse(world, work)
    await beating.beat()
    assert (len(world.kept()), world.events()) == (1, 1)
    world.later(hours=2)
    await beating.beat()
    assert len(world.kept()) == 1, "that day is done with"
    world.later(days=1)
    await beating.beat()
    assert (len(world.kept()), world.events()) == (0, 1)
    world.now += EVENTS_KEPT_FOR
    await beating.beat()
    assert world.events() == 0
    await work.close()


def test_working_hours_are_those_of_the_settings() -> None:
    calendar = working_calendar(Settings())
    assert (calendar.opens.isoformat(), calendar.closes.isoformat()) == ("08:30:00", "18:00:00")
    monday = date(2020, 11, 23)
    closed = working_calendar(Settings(calendar=CalendarSettings(closing_days=frozenset({monday}))))
    assert calendar.is_working_day(monday)
    assert not closed.is_working_day(monday)


def test_a_letter_reaches_the_right_conversation_of_two_on_one_database(tmp_path: Path) -> None:
    """The whole program, several times: who comes first and is not concerned does not swallow it."""

    def chat(handle: str) -> str:
        open_always = {"CALENDAR__OPENS": "00:00", "CALENDAR__CLOSES": "23:59:59"}
        arguments = ("chat", "--database", "chat.db", "--as", handle)
        return run(tmp_path, *arguments, typed="moi\n", status=0, **open_always).stdout

    chat("agent")
    with open_database(tmp_path / "chat.db") as database:
        world = World(database)
        # The conversations below open on that day, at the machine's time of day.
        at(world, "2020-11-23 00:00")
        update(world, RESULT, "chef-de-file", STORM)
    assert "Ce qui vous concerne" not in chat("manager")
    letter = chat("dga-numerique")
    assert letter.startswith("Ce qui vous concerne, lundi 23 novembre 2020\n- 4.1.1.a")
    assert "- État : 4.1.1.a (tapez « objectif statut 4.1.1.a »)\n" in letter, "a number would answer what is on screen"
    assert "Ce qui vous concerne" not in chat("dga-numerique")


@pytest.mark.no_cover
def test_a_beat_with_nothing_to_do_takes_no_time(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    tick, taken = Tick(CALENDAR), []
    for _ in range(50):
        begun = time.perf_counter()
        with world.database.write() as session:
            assert tick(session, world.now) == 0
        taken.append(time.perf_counter() - begun)
    # Far above what `make bench` shows (under a millisecond): other tests share the machine.
    assert sorted(taken)[25] < 0.02


def _actions(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [getattr(record, "action", "") for record in caplog.records if record.levelno >= logging.WARNING]
