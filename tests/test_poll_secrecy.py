"""Secret polls attacked: by every column, by order and versions of rows, by the bytes of files, by the log."""

from __future__ import annotations

import logging
import re
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.columns import Base
from storage.database import Database
from storage.polls import box
from storage.polls.wiping import wipe
from storage.rows.poll_states import PollKind
from tests.polls import beat, content, directors, members, opened, poll, vote
from tests.world import World

# As many different rankings as voters: each is a fingerprint.
OPTIONS = "orme | hêtre | chêne | tilleul | érable"
LINE = f"CAP Managers : Quel arbre ? | {OPTIONS} --classement --secret"
COUNTED = re.compile(rb'"ballots":(\d+)')


def filled(world: World, more: int = 12) -> tuple[int, list[tuple[str, str]]]:
    """A secret poll in which everybody voted, one transaction each, in an order that is not that of the persons."""
    directors(world, more)
    number = opened(world, LINE)
    voters = sorted(members(world), key=lambda handle: handle[::-1])
    rankings = permutations(range(1, 6))
    cast = [(handle, " > ".join(map(str, next(rankings)))) for handle in voters]
    for handle, typed in cast:
        assert "compté" in vote(world, number, handle, typed).text
    return number, cast


def every_row(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """Each row of each table with all its columns, and those that the database keeps for itself."""
    hidden = "xmin::text AS xmin, ctid::text AS ctid, " if database.dialect == "postgresql" else ""
    with database.read() as session:
        return [
            (name, dict(row))
            for name in Base.metadata.tables
            for row in session.execute(text(f'SELECT {hidden}* FROM "{name}"')).mappings()
        ]


def ids(world: World) -> dict[str, int]:
    return {row["handle"]: row["id"] for name, row in every_row(world.database) if name == "person"}


def test_no_row_of_any_table_holds_a_ballot_but_the_one_result(world: World) -> None:
    number, cast = filled(world)
    for closed in (False, True):
        if closed:
            world.say(f"sondage clore {number}", by="appui")
        for name, row in every_row(world.database):
            if name == "poll_result":
                continue
            words = " ".join(map(str, row.values()))
            for _, typed in cast:
                assert typed not in words, name
                assert typed.replace(" ", "") not in words, name
        assert sum(name == "poll_result" for name, _ in every_row(world.database)) == 1
        assert not [row for name, row in every_row(world.database) if name == "poll_ballot"]


def test_the_roll_says_neither_when_nor_in_which_order_once_counted(world: World) -> None:
    number, cast = filled(world)
    world.say(f"sondage clore {number}", by="appui")
    wipe(world.database, at=world.now)
    roll = [row for name, row in every_row(world.database) if name == "poll_roll"]
    assert len(roll) == len(cast)
    assert set(roll[0]) - {"xmin", "ctid"} == {"poll_id", "person_id", "holder_id"}
    assert [row["person_id"] for row in roll] == sorted(row["person_id"] for row in roll)
    by_handle = ids(world)
    assert [row["person_id"] for row in roll] != [by_handle[handle] for handle, _ in cast]
    if world.database.dialect == "postgresql":
        # One version of every row, all of one transaction: nothing to join by.
        assert len({row["xmin"] for row in roll}) == 1
        events = {row["xmin"] for name, row in every_row(world.database) if name == "inbox_event"}
        assert not events & {row["xmin"] for row in roll}


def test_the_result_is_the_same_text_whatever_the_order_of_the_votes(world: World) -> None:
    first, cast = filled(world)
    second = opened(world, LINE)
    for handle, typed in reversed(cast):
        vote(world, second, handle, typed)
    assert content(world, first) == content(world, second)


@given(st.lists(st.permutations([1, 2, 3]), max_size=12), st.randoms(use_true_random=False))
def test_the_canonical_form_forgets_the_order(ballots: list[list[int]], chance: Any) -> None:
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    one, other = box.empty(), box.empty()
    box.put(one, PollKind.RANKING, ballots)
    box.put(other, PollKind.RANKING, shuffled)
    assert box.dump(one) == box.dump(other)
    texts, others = box.empty(), box.empty()
    box.put(texts, PollKind.TEXT, [[str(each)] for each in ballots])
    box.put(others, PollKind.TEXT, [[str(each)] for each in shuffled])
    assert box.dump(texts) == box.dump(others)


def files(database: Database) -> list[Path]:
    """The files in which the database keeps polls, its write-ahead log included on SQLite."""
    if database.path is not None:
        return [each for each in database.path.parent.iterdir() if each.is_file()]
    with database.read() as session:
        session.execute(text("SELECT 1"))
    with database.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text("CHECKPOINT"))
        data = Path(str(alone.scalar(text("SHOW data_directory"))))
        number = alone.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    return [each for each in (data / "base" / str(number)).iterdir() if each.is_file()]


def found_in_files(database: Database) -> set[int]:
    """How many ballots each version of a result counts, of those whose bytes are still in some file."""
    return {int(number) for each in files(database) for number in COUNTED.findall(each.read_bytes())}


def test_once_wiped_no_file_holds_an_earlier_version_of_the_result(world: World) -> None:
    number, cast = filled(world)
    before = found_in_files(world.database)
    # The attack works while votes arrive, as docs/donnees.md says.
    assert len(before) > 1
    world.say(f"sondage clore {number}", by="appui")
    assert wipe(world.database, at=world.now) == 1
    # A copy that nothing uses may be kept in a cache of the server: what counts is what is on the disk.
    assert found_in_files(world.database) == {len(cast)}
    assert poll(world, number).wiped_at is not None
    assert wipe(world.database, at=world.now) == 0


def test_a_masked_ballot_leaves_the_files_when_its_poll_is_counted(world: World) -> None:
    directors(world, 4)
    number = opened(world, "CAP Managers : Votre avis ? --texte --masqué")
    for rank, handle in enumerate(members(world)):
        vote(world, number, handle, f"avis-provisoire-{rank:03}")
        vote(world, number, handle, f"avis-retenu-{rank:03}")
    world.say(f"sondage clore {number}", by="appui")
    wipe(world.database, at=world.now)
    everything = b"".join(each.read_bytes() for each in files(world.database))
    assert b"avis-provisoire-" not in everything
    assert everything.count(b"avis-retenu-005") == 1


def test_neither_logs_nor_messages_say_who_voted_what(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number, cast = filled(world, more=4)
    world.say(f"sondage relancer {number}", by="appui")
    beat(world)
    world.say(f"sondage clore {number}", by="appui")
    beat(world)
    written = "\n".join(
        f"{record.getMessage()} {vars(record)}" for record in caplog.records if record.name != "sqlalchemy"
    )
    sent = " ".join(str(row["payload"]) for name, row in every_row(world.database) if name == "outbox_message")
    for _, typed in cast:
        assert typed not in written
        assert typed not in sent
        assert typed.replace(" ", "") not in sent


def test_what_is_answered_says_no_count_while_a_secret_poll_is_open(sqlite_world: World) -> None:
    world = sqlite_world
    number, _ = filled(world, more=4)
    for handle in ("appui", "cap-managers"):
        answer = world.say(f"sondage résultats {number}", by=handle).text
        assert "votant" not in answer
        assert "cachés jusqu'à la fin" in answer
    assert not re.search(r"\d+ personnes", world.say(f"sondage relancer {number}", by="appui").text)
