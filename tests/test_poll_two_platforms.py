"""A secret poll as members of the CAP Managers live it: a Slack channel and a Matrix room at once, one process.

The homeserver is real, Slack is the double; adapters, sender, pulse and database are those of `dimension run`.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from bot.adapters import Surroundings, configured
from bot.answering import Terms
from bot.app import dispatcher
from bot.clock import SystemClock
from bot.operators import Operators
from bot.platform import Platform as Sink
from bot.sender import Sender
from bot.settings import Settings
from bot.work import Work
from storage.database import Database
from storage.rows.delivery import OutboxMessage
from storage.rows.organisation import Account, Person, Platform
from storage.sending import Claimed
from tests import homeservers, matrix_bots, slack_bot
from tests.homeservers import Synapse
from tests.polls import CALENDAR, beat, content, directors, members, poll, vote, voters
from tests.slack_bot import Hours, until
from tests.slack_double.people import People
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import Json, text_of
from tests.world import World

CHANNEL = "C0GENERAL"
SLACK_VOTER, SILENT = "U0BOB", "U0CAROL"


@dataclass
class Both:
    """One bot on two platforms, and those who talk to it."""

    world: World
    slack: SlackDouble
    people: People
    hours: Hours
    director: homeservers.Person
    bot_id: str
    room: str

    async def asked(self, text: str) -> Json:
        """What U0ALICE, of the central team, is shown after a slash command."""
        before = len(self.slack.workspace.whispered("U0ALICE"))
        assert (await self.people.command("U0ALICE", text)).acknowledged
        await until(lambda: len(self.slack.workspace.whispered("U0ALICE")) > before)
        return self.slack.workspace.whispered("U0ALICE")[-1]

    async def said_on_matrix(self, room: str, true: Callable[[list[dict[str, Any]]], Any]) -> Any:
        """What the function makes of what the bot said in the room, once it makes something of it."""

        def heard() -> Any:
            return true([each["content"] for each in self.director.heard_from(room, self.bot_id)])

        return await asyncio.to_thread(homeservers.until, heard)

    async def pulse(self) -> None:
        """One beat of the pulse, at this hour."""
        self.world.now = self.hours.now()
        await asyncio.to_thread(beat, self.world, platforms=(Platform.SLACK, Platform.MATRIX))


@asynccontextmanager
async def both_platforms(
    world: World, homeserver: Synapse, folder: Path, director: homeservers.Person
) -> AsyncIterator[Both]:
    """The bot, listening on both, at the first hour of work that comes: nothing here waits for Monday."""
    account = await asyncio.to_thread(homeserver.account)
    on_matrix = matrix_bots.settings_for(homeserver, account, folder)
    await asyncio.to_thread(matrix_bots.prepared, on_matrix)
    hours = Hours(CALENDAR.next_open(SystemClock().now()) + timedelta(minutes=1))
    async with SlackDouble() as double:
        double.workspace.person(SILENT)
        settings = replace(slack_bot.settings_for(double.api), matrix=on_matrix.matrix)
        async with running(settings, world.database, hours):
            await double.connected()
            room = await asyncio.to_thread(director.room, account["user_id"])
            await asyncio.to_thread(homeservers.until, lambda: account["user_id"] in director.members(room))
            yield Both(world, double, People(double), hours, director, account["user_id"], room)
        assert double.workspace.problems == []


@asynccontextmanager
async def running(settings: Settings, database: Database, hours: Hours) -> AsyncIterator[None]:
    """Adapters and sender, as `bot/run.py` puts them together, on an hour of the test."""
    work, senders = Work(database), list[Sender]()

    def wake() -> None:
        senders[0].wake()

    def terms(platform: Sink) -> Terms | None:
        return senders[0].terms(platform)

    def deliver(platform: Sink, claimed: Claimed) -> None:
        senders[0].deliver_now(platform, claimed)

    surroundings = Surroundings(
        settings=settings,
        work=work,
        dispatcher=dispatcher(settings),
        now=hours.now,
        wake=wake,
        terms=terms,
        deliver=deliver,
        operators=Operators(work, place=None, now=hours.now, zone=settings.zone),
    )
    adapters = configured(surroundings)
    assert {adapter.name for adapter in adapters} == {"matrix", "slack"}
    for adapter in adapters:
        await adapter.open()
    sender = Sender(work, adapters, now=hours.now, rest=0.1)
    senders.append(sender)
    stop = asyncio.Event()
    tasks = [asyncio.create_task(sender.run()), *(asyncio.create_task(each.listen(stop)) for each in adapters)]
    try:
        yield
    finally:
        stop.set()
        sender.stop()
        await asyncio.wait(tasks, timeout=30)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for adapter in adapters:
            await adapter.close()
        await work.close()


def give(world: World, handle: str, platform: Platform, account: str) -> None:
    """Make the account that person's."""
    with world.database.write() as session:
        person = session.scalars(select(Person).where(Person.handle == handle)).one()
        session.add(Account(platform=platform, account_id=account, person_id=person.id))


def outbox_rows(world: World) -> list[OutboxMessage]:
    with world.database.read() as session:
        return list(session.scalars(select(OutboxMessage)))


def keep_to_look_at(files: dict[str, bytes]) -> None:
    """Leave them in DIMENSION_LOOK, where that is set."""
    folder = os.environ.get("DIMENSION_LOOK")
    for name, data in files.items() if folder else ():
        (Path(folder or "") / name).write_bytes(data)


@pytest.mark.timeout(280)
async def test_a_secret_poll_is_opened_voted_chased_closed_and_read_on_both_platforms(
    sqlite_world: World, homeserver: Synapse, tmp_path: Path
) -> None:
    world = sqlite_world
    with world.database.write() as session:
        # Those of the example are known to neither server.
        session.execute(delete(Account))
    directors(world, 14)
    on_slack, on_matrix, silent, *others = members(world)
    director = await asyncio.to_thread(homeserver.person)
    give(world, "appui", Platform.SLACK, "U0ALICE")
    give(world, on_slack, Platform.SLACK, SLACK_VOTER)
    give(world, on_matrix, Platform.MATRIX, director.user_id)
    give(world, silent, Platform.SLACK, SILENT)
    async with both_platforms(world, homeserver, tmp_path, director) as both:
        workspace = both.slack.workspace

        # Opened from Slack, in a channel and a room.
        end = (both.hours.now() + timedelta(days=3)).astimezone(ZoneInfo("Europe/Paris"))
        shown = await both.asked(
            f"/sondage CAP Managers : Quel créneau ? | lundi | mardi | jeudi --clos {end:%d/%m/%Y} 17h --secret"
            f" --lieu slack:{CHANNEL} --lieu matrix:{both.room}"
        )
        assert "Slack" in text_of(shown)
        number = int(re.findall(r"sondage ouvrir (\d+)", json.dumps(shown))[0])
        assert (await both.people.click("U0ALICE", shown, "Ouvrir")).acknowledged
        await until(lambda: poll(world, number).opened_at is not None)
        await both.pulse()
        await until(lambda: workspace.said(CHANNEL))
        invited = workspace.said(CHANNEL)[0]
        assert "Quel créneau ?" in text_of(invited)
        assert "votre clic" in text_of(invited)
        bodies = await both.said_on_matrix(both.room, lambda said: [each["body"] for each in said])
        assert "Quel créneau ?" in bodies[-1]

        # Voted on Slack, by a button whose value says nothing.
        await both.people.click(SLACK_VOTER, {**invited, "channel": CHANNEL}, "Voter")
        await until(lambda: workspace.whispered(SLACK_VOTER))
        paper = workspace.whispered(SLACK_VOTER)[-1]
        assert f"sondage voter {number} 2" not in json.dumps(paper)
        await both.people.click(SLACK_VOTER, paper, "mardi")
        await until(lambda: voters(world, number) == 1)

        # Voted on Matrix, by a typed number in the direct room.
        direct = await asyncio.to_thread(director.direct, both.bot_id)
        await asyncio.to_thread(homeservers.until, lambda: both.bot_id in director.members(direct))
        await asyncio.to_thread(director.say, direct, f"sondage bulletin {number}")
        assert await both.said_on_matrix(direct, lambda said: [each for each in said if "mardi" in each["body"]])
        await asyncio.to_thread(director.say, direct, "2")
        await until(lambda: voters(world, number) == 2)
        receipts = await both.said_on_matrix(direct, lambda said: [each for each in said if "compté" in each["body"]])
        assert "mardi" not in receipts[-1]["body"]
        await asyncio.to_thread(director.say, direct, f"sondage voter {number} 1")
        assert await both.said_on_matrix(direct, lambda said: [each for each in said if "déjà voté" in each["body"]])

        # Chased: the one who has an account and has not voted, by the bot, once.
        await both.asked(f"/sondage relancer {number}")
        both.world.now = both.hours.now()
        await both.pulse()
        reminded = [each for each in outbox_rows(world) if each.key.startswith(f"poll:{number}:reminder")]
        assert SILENT in {each.place for each in reminded}
        assert director.user_id not in {each.place for each in reminded}
        assert SLACK_VOTER not in {each.place for each in reminded}
        await until(lambda: "Quel créneau ?" in "".join(map(text_of, workspace.said(workspace.direct(SILENT).id))))

        # The rest of the members, so that something may be shown.
        world.now = both.hours.now()
        for rank, handle in enumerate(others):
            vote(world, number, handle, ("lundi", "mardi", "jeudi")[rank % 3])

        # Closed at its hour, counted a little later, its relevé and its picture in both places.
        both.hours.skip(days=3, hours=10)
        both.hours.begun += CALENDAR.next_open(both.hours.now()) - both.hours.now()
        await both.pulse()
        expected = 2 + len(others)
        assert json.loads(content(world, number)) == {"ballots": expected, "counts": {"1": 7, "2": 8, "3": 6}}
        await until(lambda: any(".png" in str(each["name"]) for each in workspace.files.values()), seconds=90)
        await until(lambda: any(".html" in str(each["name"]) for each in workspace.files.values()), seconds=90)
        await until(lambda: "Relevé de résultats" in "".join(map(text_of, workspace.said(CHANNEL))), seconds=90)
        result = "".join(map(text_of, workspace.said(CHANNEL))).replace("\u00a0", " ")
        assert f"{expected} votants sur {len(members(world))} participants" in result
        assert "Relevé de résultats" in result
        shared = await both.said_on_matrix(
            both.room,
            lambda said: (
                {each["msgtype"]: each for each in said} if {"m.file"} <= {e["msgtype"] for e in said} else None
            ),
        )
        assert "Relevé" in "".join([each["body"] for each in await both.said_on_matrix(both.room, list)])
        assert shared["m.file"]["filename"].endswith(".html")
        keep_to_look_at({str(each["name"]): each["content"] for each in workspace.files.values()})

        # Nothing that was kept of it says who chose what.
        kept = "".join(json.dumps(each.payload) for each in outbox_rows(world) if "vote" in each.key)
        assert "mardi" not in kept
