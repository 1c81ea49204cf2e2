"""The two simplest platforms: a file that grows by a line a message, and the terminal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.platform import CannotLookUp, Pace, Route
from commands.message import Message


class FileSink:
    """Appends each message to a file, as one line of JSON: its key, its place and its text.

    The id of a message is the offset of its line, in bytes. Several processes may append to one file.
    """

    def __init__(self, path: Path, *, text_of: Callable[[Message], str], name: str = "file") -> None:
        self._path = path
        self._text_of = text_of
        self._name = name
        self._found: dict[str, str] = {}
        self._read_up_to = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)

    @property
    def name(self) -> str:
        return self._name

    @property
    def pace(self) -> Pace:
        return Pace()

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        return self._append({"key": key, "place": place, "text": self._text_of(message)})

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        self._append({"key": key, "place": place, "edits": remote_id, "text": self._text_of(message)})

    async def find(self, place: str, *, key: str) -> str | None:
        self._read_on()
        return self._found.get(key)

    def close(self) -> None:
        """Close the file; nothing more is sent."""
        os.close(self._descriptor)

    def _append(self, record: dict[str, str]) -> str:
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        if not self._ends_with_a_whole_line():
            line = b"\n" + line
        # One call: what other processes append comes before it or after it, and a kill leaves it whole or absent.
        written = os.write(self._descriptor, line)
        if written < len(line):
            raise OSError(f"{self._path}: {written} bytes written of {len(line)}")
        return str(os.lseek(self._descriptor, 0, os.SEEK_CUR) - len(line.lstrip(b"\n")))

    def _ends_with_a_whole_line(self) -> bool:
        """A disk that was full may have left the beginning of a line."""
        size = os.fstat(self._descriptor).st_size
        return size == 0 or os.pread(self._descriptor, 1, size - 1) == b"\n"

    def _read_on(self) -> None:
        """Note the keys of the lines that were appended since the last look."""
        with self._path.open("rb") as file:
            file.seek(self._read_up_to)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                # Half a line, from a disk that was full, is a message that never arrived.
                with suppress(ValueError):
                    self._found.setdefault(json.loads(line)["key"], str(self._read_up_to))
                self._read_up_to += len(line)


class TerminalSink:
    """Shows each message through a function that is given its place and itself."""

    def __init__(self, show: Callable[[str, Message], None], *, name: str = "terminal") -> None:
        self._show = show
        self._name = name
        self._count = 0

    @property
    def name(self) -> str:
        return self._name

    @property
    def pace(self) -> Pace:
        return Pace()

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self._show(place, message)
        self._count += 1
        return str(self._count)

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        self._show(place, message)

    async def find(self, place: str, *, key: str) -> str | None:
        raise CannotLookUp(self._name)
