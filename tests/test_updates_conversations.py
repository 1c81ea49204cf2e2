"""Whatever several people type about the same subjects, nothing fails and what stands is the fold of the history."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.rows.bookkeeping import HistoryEntry
from tests.ledgers import assert_folded
from tests.world import World

PEOPLE = ("chef-de-file", "chef-de-projet", "manager", "ambassadeur", "agent", "comex", "appui")
SUBJECTS = ("objectif maj 4.1.1.a", "objectif maj 4.2.2.b", "projet maj developpement-du-teletravail")
SAID = (
    "40 %, vert",
    "62 %, couvert, reste les sites distants",
    "valeur 62 % au 31/10/2020 source « enquête »",
    "nuage, blocage « deux équipes manquent », appui « deux postes » demandé à « Comex » avant le 15/12/2020",
    "orage",
    "inchangé",
    "suspendu",
    "à venir",
    "report T2 2022 motif « marché infructueux »",
    "report T4 2022 motif « nouveau marché », couvert",
    "report 01/02/2021 motif « avancé »",
    "réalisé le 12/11/2020, preuve « vu », attendu « a », obtenu « b »",
    "réalisé",
    "évaluation « les agents s'en servent »",
    "retour d'expérience « commencer par les usages »",
    "140 %",
    "presque fini",
    "",
)
ABOUT_ENTRIES = (
    "objectif annuler {} motif « erreur »",
    "objectif annuler {}",
    "appui répondre {} accordé : « deux postes en janvier »",
    "appui répondre {} refusé",
    "appui répondre {} arbitrage en Comex",
    "appui lever {}",
    "proposition accepter {}",
    "proposition refuser {}",
)
OTHERS = (
    "1",
    "2",
    "Annuler",
    "annuler",
    "12/11/2020",
    "à cause du marché",
    "objectif déléguer à ambassadeur aujourd'hui",
    "objectif déléguer à agent demain sur 4.1.1.a",
    "objectif déléguer fin ambassadeur",
    "objectif déléguer fin",
    "4.1.1 : 50 %",
    "/maj",
    "i",
    "m 70 %, vert",
    "p",
)


@dataclass(frozen=True)
class Line:
    """What somebody types some minutes after the line before; « {} » becomes the number of a recent entry."""

    by: str
    text: str
    minutes: int = 0
    back: int = 0


lines = st.builds(
    Line,
    by=st.sampled_from(PEOPLE),
    text=st.builds("{} {}".format, st.sampled_from(SUBJECTS), st.sampled_from(SAID))
    | st.sampled_from(ABOUT_ENTRIES)
    | st.sampled_from(OTHERS),
    minutes=st.sampled_from((0, 0, 1, 12, 1_440)),
    back=st.integers(0, 6),
)


class Undone(Exception):
    """Ends an example, of which nothing stays in the database."""


def converse(world: World, said: Sequence[Line]) -> None:
    """Say it all in a transaction that is undone; fails when something is answered as a fault of ours."""
    with suppress(Undone), world.database.write() as session:
        now = world.now
        for line in said:
            now += timedelta(minutes=line.minutes)
            _say(world, session, line, now)
        assert_folded(session)
        raise Undone


def _say(world: World, session: Session, line: Line, now: datetime) -> None:
    last = session.scalar(select(func.max(HistoryEntry.id))) or 0
    world.now, before = now, world.now
    request = world.request(line.text.format(max(last - line.back, 1)), by=line.by)
    world.now = before
    answer = world.dispatcher.answer(session, request, now=now)
    assert answer is not None
    assert answer.about.kind != "incident", line.text


conversations = st.lists(lines, min_size=4, max_size=30)


@settings(max_examples=60)
@given(said=conversations)
def test_what_stands_is_the_fold_of_what_people_said(sqlite_world: World, said: list[Line]) -> None:
    converse(sqlite_world, said)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@given(said=conversations)
def test_so_it_is_of_many_conversations(sqlite_world: World, said: list[Line]) -> None:
    converse(sqlite_world, said)
