"""The bot reaches Slack as an internal network lets it: through a proxy, and trusting the authorities it is given."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.settings import NetworkSettings
from tests.servers import unavailable
from tests.slack_bot import listening_bot, settings_for, until
from tests.slack_double.people import People
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import text_of
from tests.world import World


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """An HTTP proxy on loopback: its address, and what it was asked for."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            method, target, rest = head.split(b" ", 2)
            asked.append(f"{method.decode()} {target.decode()}")
            where = urlsplit(target.decode())
            theirs, ours = await asyncio.open_connection(where.hostname, where.port)
            path = where.path + (f"?{where.query}" if where.query else "")
            ours.write(b" ".join((method, path.encode(), rest)))
            await asyncio.gather(_pipe(reader, ours), _pipe(theirs, writer))
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}", asked
    finally:
        server.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def test_everything_goes_through_the_proxy_of_the_settings(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with SlackDouble() as double, proxy() as (address, asked):
        settings = replace(settings_for(double.api), network=NetworkSettings(proxy=address))
        async with listening_bot(sqlite_world.database, sqlite_world.now, settings):
            await double.connected()
            await People(double).command("U0BOB", "/objectif statut 4.2.2")
            await until(lambda: double.workspace.whispered("U0BOB"))
    # Calls share their connection; events have their own.
    assert any("/api/auth.test" in each for each in asked)
    assert any("/socket/" in each for each in asked)


async def test_the_environment_s_proxy_is_no_setting(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with SlackDouble() as double:
        parts = listening_bot(sqlite_world.database, sqlite_world.now, settings_for(double.api))
        async with parts:
            await double.connected()
            done = await People(double).command("U0BOB", "/objectif statut 4.2.2")
            assert done.acknowledged


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of an authority that nobody knows, and its key."""
    if shutil.which("openssl") is None:
        unavailable("openssl is not installed")
    made, key = folder / "authority.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=loopback"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


async def test_an_authority_of_the_settings_is_trusted_and_no_other(sqlite_world: World, tmp_path: Path) -> None:
    made, key = certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(made, key)
    async with SlackDouble(tls) as double:
        trusting = replace(settings_for(double.api), network=NetworkSettings(ca_bundle=made))
        async with listening_bot(sqlite_world.database, sqlite_world.now, trusting):
            await double.connected()
            await People(double).command("U0BOB", "/objectif statut 4.2.2")
            await until(lambda: double.workspace.whispered("U0BOB"))
            assert "collaboratifs" in text_of(double.workspace.whispered("U0BOB")[0])
        before = double.connections
        parts = listening_bot(sqlite_world.database, sqlite_world.now, settings_for(double.api))
        async with parts as (_, _, listening):
            with pytest.raises(OSError, match="certificate"):
                await asyncio.wait_for(asyncio.shield(listening), 20)
        assert double.connections == before
