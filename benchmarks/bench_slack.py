"""The bot on Slack beside a bare Bolt echo bot on the same server, in alternating pairs; then 200 commands at once.

    python -m benchmarks.bench_slack [--pairs 200]

Each bot is a process of its own, connected by Socket Mode: first to the Slack server written by others that the tests
use, whose page is watched as a person's is, then to the tests' double of Slack, which runs in this process and costs
next to nothing itself. A pair types the same command to the one, then to the other; measured are the seconds to the
acknowledgement, and to the answer that the asker sees. The bare bot sends the text of our answer and keeps nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.figures import line, median
from bot.opening import Content, open_ready
from storage.organisation.files import EXAMPLE
from tests.local_slack import LocalSlack, becomes, local_slack
from tests.slack_double.people import People
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import APP_TOKEN, BOT_TOKEN
from tests.sources import ROOT
from tests.world import NOON

TYPED = "/objectif statut 4.2.2"
# Commands typed at once, by as many people; Slack shows a failure after three seconds.
BURST, LONGEST_ACKNOWLEDGEMENT = 200, 3.0
# Pairs before those that count.
WARMING = 20
# The ratio of medians that is aimed at.
AIM = 1.15

ECHO = """
import asyncio, os
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

app = AsyncApp(client=AsyncWebClient(token=os.environ["BOT_TOKEN"], base_url=os.environ["API_URL"]))
TEXT = os.environ["TEXT"]

@app.command("/objectif")
async def echo(ack, respond):
    await ack()
    await respond(text=TEXT, response_type="ephemeral")

async def main():
    await AsyncSocketModeHandler(app, os.environ["APP_TOKEN"]).start_async()

asyncio.run(main())
"""


@dataclass
class Times:
    """Seconds to each acknowledgement, and to each answer."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)

    @property
    def both(self) -> list[float]:
        """Seconds until nothing is left to come: the bare bot answers first, and acknowledges what may be lost."""
        return [max(pair) for pair in zip(self.acknowledged, self.answered, strict=True)]


async def once(people: People, times: Times | None) -> None:
    """Type the command and wait for both."""
    workspace = people.slack.workspace
    before = len(workspace.ephemeral)
    begun = time.perf_counter()
    done = await people.command("U0BOB", TYPED)
    if not done.acknowledged:
        raise RuntimeError("not acknowledged")
    while len(workspace.ephemeral) == before:  # noqa: ASYNC110 - the answer comes from another process
        await asyncio.sleep(0.0005)
    if times is not None:
        times.acknowledged.append(done.seconds)
        times.answered.append(workspace.ephemeral[-1]["at"] - begun)


async def burst(people: People) -> list[float]:
    """Seconds to each acknowledgement of two hundred commands typed at once; fails unless all are answered."""
    workspace = people.slack.workspace
    workspace.ephemeral.clear()
    done = await asyncio.gather(*(people.command(f"U{number:05d}", TYPED) for number in range(BURST)))
    if not all(each.acknowledged for each in done):
        raise RuntimeError(f"{sum(not each.acknowledged for each in done)} of {BURST} not acknowledged")
    async with asyncio.timeout(60):
        while len(workspace.ephemeral) < BURST:  # noqa: ASYNC110 - the answers come from another process
            await asyncio.sleep(0.01)
    return [each.seconds for each in done]


@contextmanager
def process(arguments: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """A bot, ended by its process id."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    command = [sys.executable, *arguments]
    bot = subprocess.Popen(command, env={**kept, **environment}, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        bot.kill()
        bot.wait()


def ours(api: str, folder: Path) -> dict[str, str]:
    """The environment of our bot."""
    return {
        "DIMENSION_DATABASE__URL": f"sqlite:///{folder / 'dimension.db'}",
        "DIMENSION_SLACK__BOT_TOKEN": BOT_TOKEN,
        "DIMENSION_SLACK__APP_TOKEN": APP_TOKEN,
        "DIMENSION_SLACK__API_URL": api,
        "DIMENSION_HEALTH__PORT": "0",
    }


class Watching:
    """Somebody who looks at the page of the server written by others."""

    def __init__(self, server: LocalSlack, page: aiohttp.ClientWebSocketResponse) -> None:
        self._server, self._page = server, page

    async def once(self, times: Times | None) -> str:
        """Type the command, and wait until the page shows that it is acknowledged, and its answer; gives that."""
        begun = time.perf_counter()
        typing = asyncio.create_task(self._server.command("U0MANAGER", TYPED))
        acknowledged: float | None = None
        answered: float | None = None
        text = ""
        async with asyncio.timeout(30):
            while acknowledged is None or answered is None:
                told = await self._page.receive_json()
                if told["t"] == "log" and told["entry"]["kind"] == "ack":
                    acknowledged = time.perf_counter() - begun
                elif told["t"] == "message" and told["message"].get("bot_id"):
                    answered, text = time.perf_counter() - begun, str(told["message"]["text"])
            await typing
        if times is not None:
            times.acknowledged.append(acknowledged)
            times.answered.append(answered)
        return text


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[tuple[LocalSlack, Watching]]:
    """A server written by others, and somebody before its page."""
    async with (
        local_slack(folder) as server,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.url}/ui") as page,
    ):
        await page.receive_json()
        yield server, Watching(server, page)


async def measure_on_local(pairs: int) -> None:
    """On the server written by others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("ours", "bare"):
            (folder / each).mkdir()
        open_ready(folder / "dimension.db", Content(organisation=EXAMPLE), now=NOON).database.dispose()
        async with watched(folder / "ours") as (first, mine), watched(folder / "bare") as (second, bare):
            theirs = {"BOT_TOKEN": BOT_TOKEN, "APP_TOKEN": APP_TOKEN, "API_URL": second.api}
            with process(["-m", "bot", "run"], ours(first.api, folder)):
                await becomes(first.listened_to)
                text = await mine.once(None)
                with process(["-c", ECHO], {**theirs, "TEXT": text}):
                    await becomes(second.listened_to)
                    our, their = Times(), Times()
                    for number in range(WARMING + pairs):
                        counts = number >= WARMING
                        await mine.once(our if counts else None)
                        await bare.once(their if counts else None)
    report("server written by others", our, their)


async def measure_on_double(pairs: int) -> None:
    """On the tests' double."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_ready(folder / "dimension.db", Content(organisation=EXAMPLE), now=NOON).database.dispose()
        async with SlackDouble() as first, SlackDouble() as second:
            theirs = {"BOT_TOKEN": BOT_TOKEN, "APP_TOKEN": APP_TOKEN, "API_URL": second.api}
            with process(["-m", "bot", "run"], ours(first.api, folder)):
                await first.connected()
                people = People(first)
                await once(people, None)
                text = str(first.workspace.ephemeral[-1]["text"])
                with process(["-c", ECHO], {**theirs, "TEXT": text}):
                    await second.connected()
                    mine, bare = Times(), Times()
                    for number in range(WARMING + pairs):
                        counts = number >= WARMING
                        await once(people, mine if counts else None)
                        await once(People(second), bare if counts else None)
                report("double", mine, bare)
                seconds = await burst(people)
    print(line(f"{BURST} commands at once: last acknowledgement", max(seconds), "s", LONGEST_ACKNOWLEDGEMENT))
    print(line("  median acknowledgement", median(seconds), "s"))


def report(server: str, mine: Times, bare: Times) -> None:
    """Medians, and their ratio beside the one aimed at, with the middle half of the pairs' own ratios."""
    print(f"On the {server}:")
    for name, our, their in (
        ("to acknowledgement", mine.acknowledged, bare.acknowledged),
        ("to answer", mine.answered, bare.answered),
        ("to both", mine.both, bare.both),
    ):
        print(line(f"{TYPED}, {name}", median(our) * 1_000, "ms"))
        print(line(f"  bare Bolt, {name}", median(their) * 1_000, "ms"))
        ratios = sorted(one / other for one, other in zip(our, their, strict=True))
        interval = f"(middle half of the pairs: {ratios[len(ratios) // 4]:.2f} to {ratios[3 * len(ratios) // 4]:.2f})"
        print(line("  ratio of medians", median(our) / median(their), "", AIM), interval)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200)
    wanted = parser.parse_args().pairs
    asyncio.run(measure_on_local(wanted))
    asyncio.run(measure_on_double(wanted))
