"""A verb before a code, without its group: what is told is done or refused, and never answered as a question."""

from __future__ import annotations

import pytest

from storage import standings
from storage.rows.bookkeeping import HistoryEntry
from tests.world import World

LEAD = "chef-de-file"


def deadlines(world: World, code: str = "4.1.2.a") -> list[str]:
    with world.database.read() as session:
        found = standings.state_of(session, subject=("key_result", code))
        return [revision.due_on.isoformat() for revision in found.revisions]


@pytest.mark.parametrize(
    "typed",
    [
        "reporter 4.1.2 au 30/06/2022 motif attente éditeur",
        "REPORTER 4.1.2 T2 2022, motif « attente éditeur »",
        "repousser l'échéance de 4.1.2.a au 30 juin 2022 motif attente éditeur",
        "décaler encore 4.1.2 à juin 2022 parce que attente éditeur",
    ],
)
def test_a_deadline_is_put_off_by_its_verb(sqlite_world: World, typed: str) -> None:
    assert sqlite_world.say(typed, by=LEAD).kind == "recorded"
    assert deadlines(sqlite_world) == ["2022-06-30"]


def test_verbs_of_the_table_are_understood_before_a_code(sqlite_world: World) -> None:
    assert "Vous suivez 4.2.2" in sqlite_world.say("suivre 4.2.2", by=LEAD).text
    assert "Vous ne suivez plus 4.2.2" in sqlite_world.say("ne plus suivre 4.2.2", by=LEAD).text
    assert "décision sur 4.1.2" in sqlite_world.say("décision 4.1.2 « Lancer le marché »", by=LEAD).text
    assert "échéance initiale" in sqlite_world.say("historique 4.1.2", by=LEAD).text


@pytest.mark.parametrize("typed", ["annuler {}", "annule le n° {}", "Annulez le point {}"])
def test_an_entry_is_taken_back_by_its_number(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("4.1.1 : vert", by=LEAD)
    with sqlite_world.database.read() as session:
        number = session.query(HistoryEntry.id).order_by(HistoryEntry.id.desc()).limit(1).scalar()
    assert f"Le point n° {number} est annulé" in sqlite_world.say(typed.format(number), by=LEAD).text


def test_who_may_not_is_told_so_instead_of_reading_the_state(sqlite_world: World) -> None:
    for typed in ("reporter 4.1.2 T2 2022 motif retard", "4.1.2 50 %"):
        answer = sqlite_world.say(typed, by="agent")
        assert answer.kind == "refused"
        assert answer.says[0].startswith("objectif proposer 4.1.2.a")
    assert deadlines(sqlite_world) == []


@pytest.mark.parametrize("typed", ["reporter 4.1.2 ?", "annuler la réunion", "reporter la réunion", "suivre"])
def test_anything_else_stays_a_question(sqlite_world: World, typed: str) -> None:
    assert sqlite_world.say(typed, by=LEAD).kind not in {"recorded", "refused", "reversed", "followed"}


@pytest.mark.parametrize("typed", ["motif retard", "motif « retard »", "bientôt"])
def test_a_postponement_without_a_date_asks_for_it_and_records_nothing(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(f"/objectif reporter 4.1.2 {typed}", by=LEAD)
    assert deadlines(sqlite_world) == []
    with sqlite_world.database.read() as session:
        assert standings.state_of(session, subject=("key_result", "4.1.2.a")).comment is None


def test_the_reason_is_kept_while_the_date_is_asked(sqlite_world: World) -> None:
    asked = sqlite_world.say("reporter 4.1.2 motif retard de l'éditeur", by=LEAD)
    assert "Nouvelle échéance" in asked.text
    assert "Motif" not in asked.text
    told = sqlite_world.say("T2 2022", by=LEAD)
    assert "motif « retard de l'éditeur »" in told.text
    assert deadlines(sqlite_world) == ["2022-06-30"]


def test_a_percentage_inside_words_is_asked_back(sqlite_world: World) -> None:
    asked = sqlite_world.say("4.1.1 : marché notifié 40 % vert", by=LEAD)
    assert asked.text.startswith("Que dit ce pourcentage ?")
    sqlite_world.say("1", by=LEAD)
    with sqlite_world.database.read() as session:
        assert standings.state_of(session, subject=("key_result", "4.1.1.a")).progress == 40


@pytest.mark.parametrize("typed", ["relevé du comex", "Relevé de décisions du Comex du 12/11/2020", "releve comex"])
def test_minutes_are_asked_for_in_plain_words(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/instance décision Comex du 12/11/2020 « Relancer » sur 4.1.1", by="comex")
    assert sqlite_world.say(typed).text.startswith("Relevé de décisions, Comex du 12 novembre 2020")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [("mes actions", "Vos actions"), ("mes appuis", "Aucun appui"), ("Mes propositions", "Aucune proposition")],
)
def test_what_is_one_s_own_is_listed(sqlite_world: World, typed: str, begins: str) -> None:
    assert sqlite_world.say(typed, by=LEAD).text.startswith(begins)


@pytest.mark.parametrize(
    "asked", ["/objectif reporter 4.1.2 T2 2022", "/objectif maj 4.1.2 orage", "/objectif maj 4.1.2"]
)
@pytest.mark.parametrize("typed", ["objectif statut 4.1.1", "projet liste Istres", "instance info Comex"])
def test_a_whole_command_leaves_the_question_of_a_form(sqlite_world: World, asked: str, typed: str) -> None:
    assert sqlite_world.say(asked, by=LEAD).kind == "question"
    assert sqlite_world.say(typed, by=LEAD).kind in {"status", "list", "info", "community"}
    assert deadlines(sqlite_world) == []


def test_an_update_of_something_else_leaves_the_question_that_does_not_take_it(sqlite_world: World) -> None:
    sqlite_world.say("/objectif reporter 4.1.2 motif retard", by=LEAD)
    assert sqlite_world.say("4.1.1 : vert", by=LEAD).kind == "recorded"


def test_a_proposal_goes_on_in_its_own_words(sqlite_world: World) -> None:
    sqlite_world.say("4.1.1 : 30 %", by=LEAD)
    warned = sqlite_world.say("proposer 4.1.1 50 %", by="agent")
    assert warned.labels[0] == "Proposer quand même"
    assert "C'est proposé" in sqlite_world.say("1", by="agent").text
