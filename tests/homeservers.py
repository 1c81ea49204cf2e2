"""A real homeserver for the tests, installed once in the user's cache, and people who act on it by plain HTTP."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests import homeserver

FOLDER = Path(__file__).parent
PINNED = FOLDER / "homeserver.txt"
CLIENT_API = "/_matrix/client/v3"


def installed() -> Path:
    """The environment of the homeserver, made by the first run that needs it; raises OSError, SubprocessError."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dimension-tests"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    digest = hashlib.sha256(PINNED.read_bytes() + version.encode()).hexdigest()[:12]
    place = cache / f"homeserver-{digest}"
    cache.mkdir(parents=True, exist_ok=True)
    # Workers of one run, and runs side by side, wait for the one that installs.
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "ready").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True, timeout=120)
            pip = [str(place / "bin" / "python"), "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
            subprocess.run([*pip, "--no-deps", "-r", str(PINNED)], check=True, timeout=280)
            (place / "ready").touch()
    return place


def free_port() -> int:
    """A port of loopback that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Synapse:
    """One homeserver with a folder of its own; stopped by its process id."""

    def __init__(self, folder: Path, *, rate_limits: bool = False) -> None:
        self._folder = folder.resolve()
        self._rate_limits = rate_limits
        self._venv = installed()
        self._port = free_port()
        self._names = count(1)
        self.url = ""

    def start(self) -> None:
        self.url = homeserver.start(self._folder, self._port, self._venv, self._rate_limits, None)

    def stop(self) -> None:
        homeserver.stop(self._folder)

    def account(self, name: str | None = None, *, admin: bool = False) -> dict[str, str]:
        """A new account; its id, its password and the server's address."""
        return homeserver.make_user(self._folder, name or f"u{next(self._names)}", admin)

    def person(self, name: str | None = None, *, admin: bool = False) -> Person:
        """A new account that is logged in."""
        made = self.account(name, admin=admin)
        return Person.log_in(made["base_url"], made["user_id"], made["password"])

    def __enter__(self) -> Synapse:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Refused(Exception):
    """What the homeserver did not do for a person."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        super().__init__(f"{status} {answer}")
        self.status, self.answer = status, answer


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Person:
    """Somebody who acts by plain HTTP, without encryption."""

    url: str
    user_id: str
    token: str
    device_id: str
    password: str = ""
    transactions: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def log_in(cls, url: str, user_id: str, password: str) -> Person:
        asked = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user_id},
            "password": password,
        }
        answer = call(url, "", "POST", "/login", asked)
        return cls(url, user_id, answer["access_token"], answer["device_id"], password)

    def call(self, method: str, path: str, body: object = None, *, api: str = CLIENT_API) -> dict[str, Any]:
        return call(self.url, self.token, method, path, body, api=api)

    def room(self, *others: str, **options: Any) -> str:
        """A new room with these invited."""
        body = {"preset": "private_chat", "invite": list(others), **options}
        return str(self.call("POST", "/createRoom", body)["room_id"])

    def direct(self, other: str) -> str:
        """A direct conversation with somebody."""
        return self.room(other, is_direct=True, preset="trusted_private_chat")

    def join(self, room_id: str) -> None:
        self.call("POST", f"/join/{quote(room_id, safe='')}", {})

    def send(self, room_id: str, kind: str, content: dict[str, Any]) -> str:
        """Send an event; gives its id."""
        path = f"/rooms/{quote(room_id, safe='')}/send/{kind}/{next(self.transactions)}"
        return str(self.call("PUT", path, content)["event_id"])

    def say(self, room_id: str, text: str, **content: Any) -> str:
        """Say words; gives the id of the event."""
        return self.send(room_id, "m.room.message", {"msgtype": "m.text", "body": text, **content})

    def react(self, room_id: str, event_id: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
        return self.send(room_id, "m.reaction", {"m.relates_to": relation})

    def state(self, room_id: str, kind: str, content: dict[str, Any]) -> None:
        self.call("PUT", f"/rooms/{quote(room_id, safe='')}/state/{kind}/", content)

    def members(self, room_id: str) -> set[str]:
        found = self.call("GET", f"/rooms/{quote(room_id, safe='')}/joined_members")
        return set(found["joined"])

    def invitations(self) -> dict[str, list[dict[str, Any]]]:
        """The rooms that the person is invited into, with what is said of each."""
        # The homeserver keeps its answer to the same question for two minutes.
        limit = quote(json.dumps({"room": {"timeline": {"limit": next(self.transactions)}}}))
        found = self.call("GET", f"/sync?timeout=0&filter={limit}").get("rooms", {}).get("invite", {})
        return {room_id: said["invite_state"]["events"] for room_id, said in found.items()}

    def history(self, room_id: str, *, limit: int = 100) -> list[dict[str, Any]]:
        """The room's last events, oldest first: as many as asked; the homeserver gives some at a time."""
        events: list[dict[str, Any]] = []
        before = ""
        while len(events) < limit:
            asked = f"/rooms/{quote(room_id, safe='')}/messages?dir=b&limit={limit - len(events)}{before}"
            found = self.call("GET", asked)
            events += found["chunk"]
            if not found.get("end") or not found["chunk"]:
                break
            before = f"&from={quote(found['end'], safe='')}"
        return events[::-1]

    def heard_from(self, room_id: str, sender: str, *, limit: int = 100) -> list[dict[str, Any]]:
        """The messages of this sender, oldest first."""
        return [
            event
            for event in self.history(room_id, limit=limit)
            if event["sender"] == sender and event["type"] == "m.room.message"
        ]


def call(url: str, token: str, method: str, path: str, body: object = None, *, api: str = CLIENT_API) -> dict[str, Any]:
    """One call; raises Refused."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url + api + path, data, headers, method=method)
    try:
        with _OPENER.open(request, timeout=60) as response:
            return dict(json.load(response))
    except urllib.error.HTTPError as error:
        raise Refused(error.code, json.loads(error.read() or b"{}")) from None


def until(true: Callable[[], Any], *, seconds: float = 60) -> Any:
    """What the function gives once it gives something; fails the test when it never does."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("still not")
        time.sleep(0.05)


@contextmanager
def running(folder: Path, *, rate_limits: bool = False) -> Iterator[Synapse]:
    """A homeserver for the time of the context."""
    with Synapse(folder, rate_limits=rate_limits) as server:
        yield server
