"""The whole process on Slack: started with settings, killed at any instant, stopped by a signal, refused a token."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.opening import Content, open_ready
from storage import outbox
from storage.database import open_database
from storage.organisation.files import EXAMPLE
from storage.rows.delivery import OutboxMessage, OutboxState
from tests.local_slack import CHANNEL, becomes, local_slack
from tests.slack_bot import until
from tests.slack_double.people import People
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import APP_TOKEN, BOT_TOKEN, text_of
from tests.sources import ROOT
from tests.world import NOON


def settings_of(api: str, folder: Path, *, bot: str = BOT_TOKEN) -> dict[str, str]:
    """The environment of a bot on that server."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return kept | {
        "DIMENSION_DATABASE__URL": f"sqlite:///{folder / 'dimension.db'}",
        "DIMENSION_SLACK__BOT_TOKEN": bot,
        "DIMENSION_SLACK__APP_TOKEN": APP_TOKEN,
        "DIMENSION_SLACK__API_URL": api,
        "DIMENSION_SLACK__MESSAGES_PER_MINUTE": "3000",
        "DIMENSION_HEALTH__PORT": "0",
        "DIMENSION_LOGS__LEVEL": "info",
    }


@contextmanager
def running(environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`dimension run` in a process of its own, ended by its id."""
    log = folder / "log"
    with log.open("a", encoding="utf-8") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=environment, cwd=ROOT, stdout=written, stderr=written, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(20)


async def ended(process: subprocess.Popen[str], seconds: float = 20) -> int:
    """The status with which the process ends by itself."""
    return await asyncio.to_thread(process.wait, seconds)


async def test_a_command_is_answered_and_a_signal_ends_the_process_cleanly(tmp_path: Path) -> None:
    async with SlackDouble() as double:
        people = People(double)
        with running(settings_of(double.api, tmp_path), tmp_path) as process:
            await double.connected()
            done = await people.command("U0BOB", "/objectif statut 4.2.2")
            assert done.acknowledged
            await until(lambda: double.workspace.whispered("U0BOB"))
            assert "collaboratifs" in text_of(double.workspace.whispered("U0BOB")[0])
            process.send_signal(signal.SIGTERM)
            assert await ended(process) == 0
        assert double.workspace.problems == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])])
async def test_a_kill_at_any_instant_loses_no_answer_and_doubles_none(tmp_path: Path, kills: int) -> None:
    open_ready(tmp_path / "dimension.db", Content(organisation=EXAMPLE), now=NOON).database.dispose()
    chance = random.Random(kills)
    done: dict[str, bool] = {}
    async with SlackDouble() as double:
        people = People(double)

        async def type_one(user: str) -> None:
            double.workspace.person(user)
            done[user] = (await people.say(user, "statut 4.2.2")).acknowledged

        for round_ in range(kills + 1):
            with running(settings_of(double.api, tmp_path), tmp_path) as process:
                await double.connected(round_ + 1)
                typing = [asyncio.create_task(type_one(f"U{round_:02d}{number:03d}")) for number in range(20)]
                if round_ < kills:
                    await asyncio.sleep(chance.uniform(0, 0.8))
                    process.kill()
                    await ended(process)
                    _let_leases_end(tmp_path)
                await asyncio.gather(*typing)
                if round_ == kills:
                    await until(lambda: _answered(double, [user for user in done if done[user]]), 60)
    for user, acknowledged in done.items():
        # What was taken and not acknowledged may have been answered; Slack delivers it again, and it is not again.
        said = len(double.workspace.said(f"D{user[1:]}"))
        assert said == 1 if acknowledged else said <= 1, user
    assert sum(done.values()) >= 20
    with open_database(str(tmp_path / "dimension.db")) as database, database.read() as session:
        counts = outbox.counts(session)
    assert counts[OutboxState.FAILED] == 0


def _let_leases_end(folder: Path) -> None:
    """Let the minute pass after which what a dead process had in hand is taken up."""
    with open_database(str(folder / "dimension.db")) as database, database.write() as session:
        held = OutboxMessage.lease_until.is_not(None)
        session.execute(update(OutboxMessage).where(held).values(lease_until=NOON))


def _answered(double: SlackDouble, users: list[str]) -> bool:
    return all(double.workspace.said(f"D{user[1:]}") for user in users)


async def test_a_wrong_token_is_one_french_sentence_and_status_one(tmp_path: Path) -> None:
    async with SlackDouble() as double:
        environment = settings_of(double.api, tmp_path, bot="xoxb-wrong") | {"DIMENSION_LOGS__LEVEL": "error"}
        with running(environment, tmp_path) as process:
            assert await ended(process, 60) == 1
    (sentence,) = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert sentence.startswith("Slack refuse")
    assert "xoxb-wrong" not in sentence


async def test_a_missing_token_is_said(tmp_path: Path) -> None:
    environment = settings_of("http://127.0.0.1:9/api/", tmp_path)
    del environment["DIMENSION_SLACK__APP_TOKEN"]
    with running(environment | {"DIMENSION_LOGS__LEVEL": "error"}, tmp_path) as process:
        assert await ended(process, 60) == 1
    assert "slack.app_token" in (tmp_path / "log").read_text(encoding="utf-8")


async def test_the_log_holds_no_word_of_anybody_and_no_token(tmp_path: Path) -> None:
    async with SlackDouble() as double:
        people = People(double)
        environment = settings_of(double.api, tmp_path) | {"DIMENSION_LOGS__LEVEL": "debug"}
        with running(environment, tmp_path) as process:
            await double.connected()
            await people.say("U0BOB", "zanzibar confidentiel")
            await until(lambda: double.workspace.said("D0BOB"))
            process.send_signal(signal.SIGTERM)
            await ended(process)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "zanzibar" not in log
    assert BOT_TOKEN not in log
    assert APP_TOKEN not in log
    assert all(json.loads(line) for line in log.splitlines())


async def test_the_example_settings_serve_the_local_slack(tmp_path: Path) -> None:
    async with local_slack(tmp_path) as server:
        environment = settings_of(server.api, tmp_path) | {
            "DIMENSION_SETTINGS": str(ROOT / "docs" / "exemples" / "slack.toml")
        }
        with running(environment, tmp_path):
            await becomes(server.listened_to, 60)
            await server.command("U0MANAGER", "/objectif statut 4.2.2", CHANNEL)

            async def answered() -> bool:
                return bool(await server.said())

            await becomes(answered)
            assert "collaboratifs" in text_of((await server.said())[0])
