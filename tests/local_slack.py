"""A Slack server written by others, from the npm registry: started on a free port and ended by the tests."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers import unavailable
from tests.slack_double.state import APP_TOKEN, BOT_TOKEN, BOT_USER
from tests.sources import ROOT

PACKAGE, VERSION = "local-slack-linux-x64", "0.1.8"
# Kept with the environment, so that `make clean` takes it away.
FOLDER = ROOT / ".venv" / "npm"
# Seconds for the package to be installed, and for the server to answer.
INSTALLING, STARTING = 120, 30

CHANNEL = "C0GENERAL"
PEOPLE = {"U0MANAGER": "manager", "U0CHEF": "chef-de-projet-voirie", "U0AMB": "ambassadeur", "U0AGENT": "agent"}

Json = dict[str, Any]


def program() -> Path:
    """The server's program, installed when absent; skips the test where it cannot be had."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        unavailable(f"{PACKAGE} is for x86-64 Linux")
    path = FOLDER / "node_modules" / PACKAGE / "bin" / "local-slack"
    described = path.parent.parent / "package.json"
    if path.exists() and json.loads(described.read_text(encoding="utf-8"))["version"] == VERSION:
        return path
    if shutil.which("npm") is None:
        unavailable("npm is not installed")
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"{PACKAGE}@{VERSION}"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=INSTALLING)
    except (OSError, subprocess.SubprocessError) as error:
        unavailable(f"{PACKAGE} cannot be installed: {type(error).__name__}")
    return path


def workspace() -> Json:
    """A workspace with one app and the people of the example organisation."""
    return {
        "workspace": {"name": "Métropole", "domain": "metropole", "teamId": "T0LOCAL"},
        "apps": [
            {
                "appId": "A0DIMENSION",
                "botUserId": BOT_USER,
                "botName": "dimension",
                "botToken": BOT_TOKEN,
                "appToken": APP_TOKEN,
                "signingSecret": "unused",
                "mode": "socket",
            }
        ],
        "users": [{"id": user, "name": name, "real_name": name} for user, name in PEOPLE.items()],
        "channels": [{"id": CHANNEL, "name": "general", "members": [*PEOPLE, BOT_USER]}],
    }


class LocalSlack:
    """The server, driven as people of the workspace would."""

    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._session = session

    @property
    def api(self) -> str:
        """The address for `slack.api_url`."""
        return f"{self.url}/api/"

    async def listened_to(self) -> bool:
        """Whether the bot has a connection for events."""
        return all(each["connected"] for each in (await self.page())["apps"])

    async def command(self, user: str, text: str, channel: str = CHANNEL) -> None:
        """Type a slash command; gives once the bot has acknowledged."""
        command, _, rest = text.partition(" ")
        await self._post("command", {"channel": channel, "user": user, "command": command, "text": rest})

    async def say(self, user: str, text: str, channel: str) -> None:
        """Write a message."""
        await self._post("message", {"channel": channel, "user": user, "text": text})

    async def click(self, user: str, message: Json, label: str) -> None:
        """Click the button of this label."""
        action = button_of(message, label)
        told = {"channel": message["channel"], "messageTs": message["ts"], "user": user, "action": action}
        await self._post("interact", told)

    async def open_home(self, user: str) -> None:
        """Open the bot's page."""
        await self._post("open-home", {"user": user})

    async def direct(self, user: str) -> str:
        """The channel of somebody's conversation with the bot."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        url = f"{self.api}conversations.open"
        async with self._session.post(url, json={"users": user}, headers=headers) as answer:
            return str((await answer.json())["channel"]["id"])

    async def said(self, channel: str = CHANNEL) -> list[Json]:
        """What the bot said in a channel, and to one person in it, oldest first."""
        async with self._session.get(f"{self.url}/_control/messages/{channel}") as answer:
            return [each for each in (await answer.json())["messages"] if each.get("bot_id")]

    async def page(self) -> Json:
        """The whole state, as the server's page gets it."""
        async with self._session.ws_connect(f"{self.url}/ui") as socket:
            first: Json = await socket.receive_json()
            return {**first, **first.get("state", {})}

    async def log(self) -> list[Json]:
        """What the server noted."""
        async with self._session.get(f"{self.url}/_control/log") as answer:
            return list((await answer.json())["log"])

    async def submit(self, user: str, values: Mapping[str, Any]) -> None:
        """Submit the modal that is open, with its state by block and action."""
        async with self._session.ws_connect(f"{self.url}/ui") as sock:
            await sock.receive_json()
            await sock.send_json({"t": "view_submit", "user": user, "values": values})
            async for message in sock:
                told = message.json()
                if told["t"] in {"view", "view_errors"}:
                    return

    async def _post(self, what: str, told: Json) -> None:
        async with self._session.post(f"{self.url}/_control/{what}", json=told) as answer:
            assert (await answer.json())["ok"], what


def button_of(message: Json, label: str) -> Json:
    """The button of a message, as the server's page reports a click on it."""
    for block in message["blocks"]:
        for element in (*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())):
            if element.get("type") == "button" and label in (
                element["text"]["text"],
                element.get("accessibility_label"),
            ):
                return {**element, "block_id": block.get("block_id", "b")}
    raise AssertionError(f"no button « {label} »")


@asynccontextmanager
async def local_slack(folder: Path) -> AsyncIterator[LocalSlack]:
    """The server on a free port, ended by its process id."""
    path = program()
    config = folder / "workspace.json"
    config.write_text(json.dumps(workspace()), encoding="utf-8")
    port = _free_port()
    command = [str(path), "--config", str(config), "--port", str(port), "--base-host", "127.0.0.1"]
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    process = _started([*command, "--files-dir", str(folder)], environment)
    try:
        _wait_for(port, process)
        async with aiohttp.ClientSession() as session:
            yield LocalSlack(port, session)
    finally:
        process.kill()
        process.wait(10)


async def becomes(true: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.05)


def _started(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as trying:
            trying.settimeout(1)
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    unavailable(f"{PACKAGE} does not start")
