"""The calendar to subscribe to: real HTTP on loopback, with the token and without, restricted projects left out."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.feed import read_token
from bot.health import Health
from bot.platform import Fatal
from bot.settings import HealthSettings
from bot.work import Work
from tests.homeservers import free_port
from tests.world import World

TOKEN = "0123456789abcdef0123456789abcdef"


async def fetched(world: World, settings: HealthSettings, path: str, **headers: str) -> tuple[int, bytes, str]:
    """Status, body and tag of one request to the real server."""
    work = Work(world.database)
    try:
        async with Health(settings, work, [], now=lambda: world.now), aiohttp.ClientSession(trust_env=False) as client:
            address = f"http://127.0.0.1:{settings.port}{path}"
            async with client.get(address, headers=headers) as response:
                return response.status, await response.read(), response.headers.get("ETag", "")
    finally:
        await work.close()


async def test_whoever_knows_the_address_reads_the_meetings_and_nobody_else(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("instance réunion Comex, le 15/12 à 9h", by="appui")
    settings = HealthSettings(port=free_port(), calendar_token=TOKEN)
    status, body, tag = await fetched(world, settings, f"/calendar/{TOKEN}.ics")
    assert status == 200
    assert b"DTSTART:20201215T080000Z" in body
    again = await fetched(world, settings, f"/calendar/{TOKEN}.ics", **{"If-None-Match": tag})
    assert again[:2] == (304, b"")
    for path in ("/calendar/autre.ics", f"/calendar/{TOKEN[:-1]}.ics", "/calendar/.ics", "/calendar/é.ics"):
        assert (await fetched(world, settings, path))[0] == 404


async def test_without_a_token_there_is_no_calendar(sqlite_world: World) -> None:
    settings = HealthSettings(port=free_port())
    assert (await fetched(sqlite_world, settings, f"/calendar/{TOKEN}.ics"))[0] == 404


async def test_a_restricted_project_is_never_in_it_even_once_it_was_restricted(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("instance réunion COPIL stratobus, le 15/12 à 9h", by="appui")
    settings = HealthSettings(port=free_port(), calendar_token=TOKEN)
    assert b"Stratobus" in (await fetched(world, settings, f"/calendar/{TOKEN}.ics"))[1]
    world.restrict("programme-stratobus", to="appui")
    _, body, _ = await fetched(world, settings, f"/calendar/{TOKEN}.ics")
    assert b"tratobus" not in body
    assert b"VEVENT" not in body


def test_a_token_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "jeton").write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read_token(HealthSettings(calendar_token_file=tmp_path / "jeton")) == TOKEN
    assert TOKEN not in repr(HealthSettings(calendar_token=TOKEN))


@pytest.mark.parametrize("token", ["", "court", "un jeton avec des espaces, long mais faux", "x" * 129])
def test_a_token_that_can_be_guessed_or_does_not_fit_an_address_is_refused(token: str) -> None:
    with pytest.raises(Fatal):
        read_token(HealthSettings(calendar_token=token))


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(Fatal, match="ne se lit pas"):
        read_token(HealthSettings(calendar_token_file=tmp_path / "absent"))
