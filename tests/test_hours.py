"""Working hours, kept by the sender: what nobody asked for never leaves outside them, and the year's figure says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.platform import DeliveryError, Pace, Route
from bot.sender import Sender
from bot.simulation import run
from bot.work import Work
from commands import wire
from commands.message import Message, say
from reminders.calendar import WorkingCalendar
from reminders.rules import Terms
from storage import outbox
from storage.database import Database
from storage.outbox import Draft, OffHours
from storage.rows.delivery import OutboxMessage, OutboxState, Rank
from tests.deliveries import PATIENCE, Recorder, Standing, states
from tests.world import World

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)
YEAR = datetime(2020, 1, 1, tzinfo=UTC)


def hour(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def put(database: Database, key: str, at: datetime, *, in_hours: bool = True, rank: Rank = Rank.UNASKED) -> None:
    payload = wire.dump(say(f"message {key}"))
    draft = Draft(key=key, platform="recorder", place=key, payload=payload, in_hours=in_hours, rank=rank)
    with database.write() as session:
        outbox.enqueue_many(session, drafts=[draft], at=at)


async def send(database: Database, platform: Recorder, clock: Standing) -> None:
    """What a sender sends at this hour."""
    work = Work(database)
    await Sender(work, [platform], now=clock, patience=PATIENCE, rest=0.01, is_open=CALENDAR.is_open).drain()
    await work.close()


def figure(database: Database) -> OffHours:
    with database.read() as session:
        return outbox.sent_off_hours(session, since=YEAR)


@pytest.mark.parametrize("closed", ["2020-11-23 18:00", "2020-11-23 17:59:55", "2020-11-21 10:00", "2020-11-11 10:00"])
async def test_what_nobody_asked_for_waits_for_the_morning_and_the_rest_leaves(database: Database, closed: str) -> None:
    clock, platform = Standing(), Recorder()
    clock.now = hour(closed)
    put(database, "letter", clock.now)
    put(database, "answer", clock.now, in_hours=False, rank=Rank.ANSWER)
    put(database, "operators", clock.now, in_hours=False)
    await send(database, platform, clock)
    assert sorted(platform.keys) == ["answer", "operators"]
    clock.now = hour("2020-11-24 08:30")
    await send(database, platform, clock)
    assert sorted(platform.keys) == ["answer", "letter", "operators"]
    assert figure(database) == OffHours(0, 0)


async def test_what_a_platform_kept_waiting_until_the_evening_leaves_in_the_morning(sqlite_database: Database) -> None:
    clock = Standing()
    clock.now = hour("2020-11-23 17:50")
    platform = Recorder(faults=[DeliveryError("busy", retry_after=3_600)])
    put(sqlite_database, "letter", clock.now)
    await send(sqlite_database, platform, clock)
    for later in ("2020-11-23 19:00", "2020-11-23 23:00", "2020-11-24 08:29"):
        clock.now = hour(later)
        await send(sqlite_database, platform, clock)
    assert platform.keys == []
    clock.now = hour("2020-11-24 08:30")
    await send(sqlite_database, platform, clock)
    assert platform.keys == ["letter"]
    assert figure(sqlite_database) == OffHours(0, 0)


async def test_what_is_urgent_goes_before_what_is_unasked_and_is_counted_apart(database: Database) -> None:
    clock, platform = Standing(), Recorder()
    clock.now = hour("2020-11-22 23:00")
    put(database, "operators", clock.now, in_hours=False)
    put(database, "urgent", clock.now, in_hours=False, rank=Rank.URGENT)
    await send(database, platform, clock)
    assert sorted(platform.keys) == ["operators", "urgent"]
    assert figure(database) == OffHours(0, 1)


async def test_where_an_account_writes_but_rarely_what_is_urgent_goes_first(sqlite_database: Database) -> None:
    clock, platform = Standing(), Recorder(pace=Pace(per_account=0.01))
    clock.now = hour("2020-11-23 10:00")
    for number in range(3):
        put(sqlite_database, f"letter-{number}", clock.now)
    put(sqlite_database, "urgent", clock.now, in_hours=False, rank=Rank.URGENT)
    await send(sqlite_database, platform, clock)
    assert platform.keys[0] == "urgent"
    assert figure(sqlite_database) == OffHours(0, 0), "in working hours"


@dataclass
class Slow(Recorder):
    """A platform whose call lasts until after closing."""

    clock: Standing = field(default_factory=Standing)

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self.clock.now = hour("2020-11-23 18:01")
        return await super().send(place, message, key=key, route=route)


async def test_what_left_outside_working_hours_all_the_same_is_counted(database: Database) -> None:
    clock = Standing()
    clock.now = hour("2020-11-23 17:50")
    put(database, "letter", clock.now)
    await send(database, Slow(clock=clock), clock)
    assert states(database) == {"letter": OutboxState.SENT}
    assert figure(database) == OffHours(1, 0)
    with database.write() as session:
        assert outbox.forget_sent_before(session, instant=clock.now + timedelta(days=1)) == 0, "kept for the figure"
        assert outbox.sent_off_hours(session, since=clock.now + timedelta(days=1)) == OffHours(0, 0)


def test_the_state_of_the_service_tells_the_figure_of_the_year(sqlite_world: World) -> None:
    world = sqlite_world
    line = "Partis hors des heures ouvrées : 0 message à partir du 1er janvier 2020"
    assert line in world.say("dimension etat", by="appui").text
    put(world.database, "a", world.now)
    put(world.database, "b", world.now, in_hours=False, rank=Rank.URGENT)
    with world.database.write() as session:
        values = {"state": OutboxState.SENT, "sent_at": world.now, "off_hours": True}
        session.execute(update(OutboxMessage).values(**values))
    text = world.say("dimension etat", by="appui").text
    assert "1 message à partir du 1er janvier 2020 ; à part, 1 envoi d'annonces urgentes" in text


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 11, 23), date(2020, 11, 30)),
        pytest.param(date(2020, 11, 23), date(2021, 11, 26), marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
    ],
)
def test_simulated_day_by_day_nothing_leaves_outside_hours_but_what_is_urgent(
    sqlite_world: World, first: date, last: date
) -> None:
    """Announcements on the way: one in letters, one urgent on a Sunday night."""
    world = sqlite_world
    world.say("annonce aperçu tous : bonjour", by="appui")
    world.say("annonce envoyer 1", by="appui")
    world.say("annonce urgente @agent, @manager : fermé demain motif fuite d'eau", by="appui")
    world.say("annonce envoyer 2", by="appui")
    world.say("annonce envoyer 2", by="appui-projets")
    sent = list(run(world.database, Terms(CALENDAR), first=first, last=last))
    with world.database.read() as session:
        everybody = outbox.counts(session)
    assert everybody[OutboxState.SENT] == len(sent) > 30
    assert figure(world.database) == OffHours(0, 2)
    assert "Annonce n° 1, envoyée" in world.say("annonce bilan 1", by="appui").text
    assert "Remises : 33" in world.say("annonce bilan 1", by="appui").text
