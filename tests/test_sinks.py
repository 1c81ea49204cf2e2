"""The file and the terminal as platforms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.plain import plain
from bot.platform import CannotLookUp
from bot.sinks import FileSink, TerminalSink
from commands.message import say
from storage.database import Database
from tests.deliveries import enqueue, sender


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


async def test_the_file_keeps_keys_and_finds_them(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.jsonl"
    sink = FileSink(path, text_of=plain)
    enqueue(sqlite_database, "a", "b", platform="file")
    enqueue(sqlite_database, "c", platform="file", target="0")
    async with sender(sqlite_database, sink) as sending:
        await sending.drain()
    assert lines(path) == [
        {"key": "a", "place": "C1", "text": "message a"},
        {"key": "b", "place": "C1", "text": "message b"},
        {"key": "c", "place": "C1", "edits": "0", "text": "message c"},
    ]
    assert await sink.find("C1", key="a") == "0"
    assert await sink.find("C1", key="b") == str(path.read_bytes().index(b"\n") + 1)
    assert await sink.find("C1", key="d") is None
    sink.close()


async def test_two_processes_append_to_one_file_and_find_each_other_s_lines(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    first, second = (FileSink(path, text_of=plain) for _ in range(2))
    ids = [await sink.send("C1", say("été"), key=key) for sink, key in ((first, "a"), (second, "b"), (first, "c"))]
    assert [await second.find("C1", key=key) for key in ("a", "b", "c")] == ids
    assert [path.read_bytes()[int(id_) :].split(b"\n")[0] for id_ in ids] == path.read_bytes().splitlines()
    first.close()
    second.close()


async def test_half_a_line_of_a_full_disk_is_no_message_and_spoils_none(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b'{"key": "half", "pla')
    sink = FileSink(path, text_of=plain)
    assert await sink.find("C1", key="half") is None
    id_ = await sink.send("C1", say("x"), key="whole")
    assert await sink.find("C1", key="half") is None
    assert await sink.find("C1", key="whole") == id_
    sink.close()


async def test_the_terminal_shows_what_is_sent_and_cannot_look_it_up(sqlite_database: Database) -> None:
    shown: list[str] = []
    sink = TerminalSink(lambda place, message: shown.append(f"{place} {plain(message)}"))
    enqueue(sqlite_database, "a", platform="terminal")
    enqueue(sqlite_database, "b", platform="terminal", target="1")
    async with sender(sqlite_database, sink) as sending:
        await sending.drain()
    assert shown == ["C1 message a", "C1 message b"]
    with pytest.raises(CannotLookUp):
        await sink.find("C1", key="a")
