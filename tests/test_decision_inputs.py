"""Whatever is typed of decisions, actions and supports is answered, and nothing is written that was not understood."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Meeting
from tests.world import World

HEADS = (
    "/objectif décision|/objectif action|/projet décision|/projet action|/instance décision|/instance action|"
    "/instance relevé|/action liste|/action fait|/action reporter|/action|/appui répondre|/appui lever|/appui liste"
).split("|")
PIECES = (
    "4.1.1|4.1.1.a|4.1|9.9.9|axe 4.1|télétravail|télétravail :|exemple-plan-de-securite-numerique|Comex|COSTRAT du|"
    "du 12/11/2020|le 12/11|du 31/02/2020|du 12/12/2030|demain|« Retenir le scénario »|Retenir le scénario|«|»|“x”|"
    "par manager|par|par chef|par Comex|par @channel|confié à la DGA numérique|avant le 15/12/2020|avant|avant juin|"
    "T1 2021|d'ici fin juin|hier|en Comex|en instance Atlantide|en|au|sur 4.2.2 et 4.1.1|sur|sur stratobus|motif|car|"
    "accordé|refusé|arbitrage|page 2|page 0|page|n°|1|2|3|12|999|99999999999|🎉|moi|passer|annuler|suite|<b>|:|,|;|."
).split("|")
PERSONS = ("chef-de-file", "comex", "chef-de-projet", "dgs", "appui", "agent", "inconnu", "manager")


def written(world: World) -> tuple[int, ...]:
    with world.database.read() as session:
        return tuple(session.scalar(select(func.count()).select_from(row)) or 0 for row in (HistoryEntry, Meeting))


def check(world: World, number: int, seed: int) -> None:
    chance = random.Random(seed)
    before = written(world)
    for _ in range(number):
        head = [chance.choice(HEADS)] if chance.random() < 0.75 else []
        text = " ".join(head + chance.choices(PIECES, k=chance.randint(0, 8)))
        answer = world.say(text, by=chance.choice(PERSONS))
        assert answer.kind != "incident", text
        assert answer.text.strip(), text
        after = written(world)
        # An attempt that was refused is kept in the audit trail.
        if answer.kind not in {"recorded", "reversed", "refused"}:
            assert after == before, text
        before = after


def test_no_input_is_an_incident_or_writes_what_it_does_not_say(sqlite_world: World) -> None:
    check(sqlite_world, 300, seed=2020)


def test_inputs_on_postgresql_too(world: World) -> None:
    check(world, 60, seed=7)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_no_input_is_an_incident_at_length(world: World) -> None:
    check(world, 10_000, seed=2021)


@pytest.mark.parametrize("piece", ["en Comex ", "le 12/11 ", "par manager ", "avant le 15/12/2021 ", "page collée "])
@pytest.mark.parametrize("repeated", [100, 2_000])
def test_a_pasted_page_is_refused(sqlite_world: World, piece: str, repeated: int) -> None:
    before = written(sqlite_world)
    for command in ("/objectif action 4.1.1", "/objectif décision 4.1.1"):
        answer = sqlite_world.say(f"{command} Écrire {piece * repeated}", by="chef-de-file")
        assert "500 au plus" in answer.text
    assert written(sqlite_world) == before
