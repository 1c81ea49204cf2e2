"""Whatever is proposed, answered, taken back and said by whomever, in any order, the history says how things stand."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage.database import open_database
from storage.ledger import recording
from storage.ledger.folding import PROPOSED, UPDATED, reversed_entries
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, MatterKind, MatterState
from tests.databases import Databases
from tests.ledgers import assert_folded
from tests.world import World, filled

SUBJECT = ("key_result", "4.1.1.a")
PERSONS = ("chef-de-file", "manager", "appui", "chef-de-projet", "agent", "ambassadeur", "dgs")
SENTENCES = (
    "/objectif proposer 4.1.1.a {figure} %",
    "/objectif proposer 4.1.1.a {figure} %, vert, vu 9999",
    "/objectif proposer 4.1.1.a report au 30/06/2022 motif « marché »",
    "/objectif maj 4.1.1.a {figure} %, vu 9999",
    "/objectif déléguer à ambassadeur du 23/11/2020 au 31/12/2020",
    "/proposition accepter {number}",
    "/proposition accepter {number}",
    "/proposition accepter {number} vu 9999, confirmé",
    "/proposition refuser {number} motif « non »",
    "/proposition retirer {number}",
    "/proposition annuler {number}",
    "/proposition annuler {number} motif « erreur »",
    "/proposition",
    "1",
)


@dataclass(frozen=True)
class Line:
    """Something typed by somebody, some minutes later; `pick` chooses the proposal that it names."""

    text: str
    by: str
    figure: int
    pick: int
    minutes: int


lines = st.builds(
    Line,
    text=st.sampled_from(SENTENCES),
    by=st.sampled_from(PERSONS),
    figure=st.integers(1, 99),
    pick=st.integers(0, 5),
    minutes=st.sampled_from((0, 0, 1, 15)),
)


@settings(max_examples=25)
@given(st.lists(lines, min_size=4, max_size=16))
def test_what_stands_is_what_the_history_says(sqlite_databases: Databases, told: list[Line]) -> None:
    with sqlite_databases.fresh(filled) as url, open_database(url) as database:
        world = World(database)
        for line in told:
            numbers = _proposals(world) or [999]
            world.later(minutes=line.minutes)
            text = line.text.format(figure=line.figure, number=numbers[line.pick % len(numbers)])
            assert world.say(text, by=line.by).kind != "incident", text
        with database.read() as session:
            assert_folded(session)
            entries = recording.entries(session, subject=SUBJECT)
            void = reversed_entries(entries)
            accepted = select(Matter).where(Matter.kind == MatterKind.PROPOSAL, Matter.state == MatterState.ACCEPTED)
            standing = [
                one for one in entries if one.action == UPDATED and one.id not in void and "proposed_by" in one.detail
            ]
            # Each acceptance that stands has its update, and no other was recorded for anybody.
            assert len(session.scalars(accepted).all()) == len(standing)


def _proposals(world: World) -> list[int]:
    with world.database.read() as session:
        wanted = select(HistoryEntry.id).where(HistoryEntry.action == PROPOSED).order_by(HistoryEntry.id)
        return list(session.scalars(wanted))
