"""The folder of a Matrix account: its token and device, the keys of the device, the identity; one process at a time."""

from __future__ import annotations

import base64
import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from bot.matrix import texts
from bot.matrix.identity import Identity
from bot.platform import Fatal


@dataclass(frozen=True, slots=True)
class Login:
    """A device of the account, with its token; `fingerprint` is its public key, "" until it has one."""

    homeserver: str
    user_id: str
    device_id: str
    access_token: str
    fingerprint: str = ""

    def __repr__(self) -> str:
        """The token is nobody's business."""
        return f"Login({self.user_id}, {self.device_id})"


class Folder:
    """Files that only the bot's own system account reads, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[str] | None = None

    @property
    def keys(self) -> Path:
        """The crypto store of the device."""
        return self.path / "keys.db"

    def lock(self) -> None:
        """Keep every other process out as long as this one lives. Raises Fatal."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self.path / "lock").open("w")
        except OSError as error:
            raise Fatal(texts.folder_refused(self.path)) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise Fatal(texts.folder_taken(self.path)) from error
        self._lock = lock

    def unlock(self) -> None:
        """Let another process in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def login(self) -> Login | None:
        """The device in use; None before `dimension matrix setup`. Raises Fatal."""
        kept = self._read("session.json")
        return Login(**kept) if kept else None

    def keep_login(self, login: Login) -> None:
        """Use this device from now on."""
        self._write("session.json", asdict(login))

    def identity(self) -> Identity | None:
        """The two seeds of the bot's identity; None before there is one. Raises Fatal."""
        kept = self._read("identity.json")
        if not kept:
            return None
        return Identity(*(base64.b64decode(kept[name]) for name in ("master", "self_signing")))

    def keep_identity(self, identity: Identity) -> None:
        """Keep the seeds with the store."""
        seeds = {"master": identity.master, "self_signing": identity.self_signing}
        self._write("identity.json", {name: base64.b64encode(seed).decode() for name, seed in seeds.items()})

    def set_aside(self, device_id: str) -> None:
        """Keep the keys of a device that is no longer in use under its name, out of the way."""
        if self.keys.exists():
            self.keys.rename(self.path / f"keys-{device_id}.db")

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self.path / name
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Fatal(texts.file_unreadable(path)) from error
        return found if isinstance(found, dict) else None

    def _write(self, name: str, content: dict[str, Any]) -> None:
        path = self.path / name
        beside = path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
