"""Supports asked for: of whom, answered by whom, and what those who asked read."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from commands.call import Asker, Call, Options
from commands.errors import Misread, Several
from commands.support.asked import find_asked
from commands.table import TABLE
from storage import matters, people, standings
from storage.ledger import recording
from storage.reader import Reader
from storage.rows.following import MatterState
from storage.rows.organisation import Person
from tests.world import Lexicons, Say, World


def asked(world: World, text: str) -> tuple[str | None, str | None]:
    """Of whom the text says that a support is asked."""
    with world.database.read() as session:
        known = people.asker(session, platform="terminal", account="chef-de-file")
        assert known is not None
        asker = Asker(known.id, known.handle, known.label, known.roles, known.unit_key, known.fictitious, known.reader)
        names = cache(lambda: Lexicons().current(session))
        return find_asked(text, Call(session, asker, world.now, Options(ZoneInfo("Europe/Paris")), TABLE, names))


@pytest.mark.parametrize(
    ("text", "body", "handle"),
    [
        ("Comex", "comex", None),
        ("au comex", "comex", None),
        ("en COMEX.", "comex", None),
        ("« Comex »", "comex", None),
        ("l'instance Comex", "comex", None),
        ("Comex - revue des projets", "comex_revue", None),
        ("la cellule d'appui", "cellule_appui", None),
        ("cap_digital", "cap_digital", None),
        ("le comité transverssal", "comite_transversal", None),
        ("@comex", None, "comex"),
        ("Membre du Comex", None, "comex"),
        ("la DGA numérique", None, "dga-numerique"),
        ("à la DGA RH", None, "dga-ressources-humaines"),
        ("dga-numerique", None, "dga-numerique"),
        ("DGA Finances", None, "dga-finances"),
        ("chef de file achats", None, "chef-de-file-achats"),
        ("moi", None, "chef-de-file"),
    ],
)
def test_a_support_is_asked_of_a_body_the_head_of_a_unit_or_a_person(
    sqlite_world: World, text: str, body: str | None, handle: str | None
) -> None:
    assert asked(sqlite_world, text) == (body, handle)


def test_where_several_could_be_asked_they_are_offered(sqlite_world: World) -> None:
    with pytest.raises(Several) as several:
        asked(sqlite_world, "la direction du numérique (exemple)")
    assert [typed for typed, _, _ in several.value.options] == ["@chef-de-file", "@direction-numerique"]
    assert asked(sqlite_world, "@direction-numerique") == (None, "direction-numerique")


@pytest.mark.parametrize("text", ["le père noël", "🎅", "DGST Pays Salonais (exemple)", "le"])
def test_who_is_not_known_is_not_asked(sqlite_world: World, text: str) -> None:
    with pytest.raises(Misread) as misread:
        asked(sqlite_world, text)
    assert "Comex" in str(misread.value)


# Answers


def request(
    world: World, subject: tuple[str, str] = ("key_result", "4.1.1.a"), *, needed_by: str = "2020-12-15", **whom: str
) -> int:
    """A support that the chef de file asks for; its number."""
    support = {"blocker": "marché infructueux", "need": "un arbitrage", "needed_by": needed_by, **whom}
    detail = {"weather": "needs_support", "support": support}
    with world.database.write() as session:
        person = session.scalar(select(Person.id).where(Person.handle == "chef-de-file"))
        return recording.record(
            session, subject=subject, action="updated", detail=detail, by=person, at=world.now
        ).entry


def state(world: World, number: int) -> MatterState:
    with world.database.read() as session:
        found = matters.matter(session, number, Reader(sees_all=True))
        assert found is not None
        return found.state


def test_the_comex_reads_what_is_asked_of_it_and_answers_in_one_click(world: World) -> None:
    number = request(world, body="comex")
    shown = world.say("/appui liste", by="comex")
    assert f"n° {number} · 4.1.1.a" in shown.text
    assert "Blocage : « marché infructueux » ; appui demandé : « un arbitrage »" in shown.text
    assert "Demandé au Comex par Chef de file Convergence numérique (exemple) le 23 novembre 2020" in shown.text
    assert "pour le 15 décembre 2020 (dans 22 jours)" in shown.text
    assert shown.labels[:3] == [
        f"Accorder (n° {number})",
        f"Refuser (n° {number})",
        f"Arbitrage (n° {number})",
    ]
    answer = world.say("1", by="comex")
    assert f"demande d'appui n° {number} sur 4.1.1.a, lu en Comex, appui accordé." in answer.text
    assert state(world, number) is MatterState.GRANTED
    assert world.say("/appui liste", by="comex").text == (
        "Aucun appui ne vous est demandé, et vous n'en demandez aucun."
    )


def test_whoever_asked_reads_what_became_of_it(sqlite_world: World) -> None:
    number = request(sqlite_world, body="comex")
    assert "En attente de réponse" in sqlite_world.say("/appui liste", by="chef-de-file").text
    sqlite_world.say(f"/appui répondre {number} accordé en Comex : dès janvier", by="dgs")
    text = sqlite_world.say("/appui", by="chef-de-file").text
    assert "Ce que vous avez demandé : 1 appui" in text
    assert "Lu en Comex, appui accordé, par Direction générale des services (exemple), le 23 novembre 2020" in text
    assert ": « dès janvier »" in text


def test_the_person_asked_by_name_answers_and_nobody_else(sqlite_world: World) -> None:
    number = request(sqlite_world, person="dga-numerique")
    refused = sqlite_world.say(f"/appui répondre {number} accordé", by="comex")
    assert refused.kind == "refused"
    assert "s'adresse à DGA Numérique et innovation (exemple)" in refused.text
    assert state(sqlite_world, number) is MatterState.OPEN
    answer = sqlite_world.say(f"/appui répondre {number} refusé « pas cette année »", by="dga-numerique")
    assert f"n° {number} sur 4.1.1.a, appui refusé." in answer.text
    assert state(sqlite_world, number) is MatterState.REFUSED


def test_a_support_is_not_answered_twice(world: World) -> None:
    number = request(world, body="comex")
    world.say(f"/appui répondre {number} accordé", by="comex")
    again = world.say(f"/appui répondre {number} refusé", by="dgs")
    assert "a déjà sa réponse : lu en Comex, appui accordé par Membre du Comex (exemple)" in again.text
    assert "Rien n'a été enregistré" in again.text
    assert state(world, number) is MatterState.GRANTED


def test_an_arbitration_is_settled_by_the_body_to_which_it_was_put_off(sqlite_world: World) -> None:
    number = request(sqlite_world, person="dga-numerique")
    put_off = sqlite_world.say(f"/appui répondre {number} arbitrage en instance Comex", by="dga-numerique")
    assert "en attente d'un arbitrage en Comex." in put_off.text
    assert f"n° {number}" in sqlite_world.say("/appui liste", by="comex").text
    settled = sqlite_world.say(f"/appui répondre {number} accordé", by="comex")
    assert "lu en Comex, appui accordé." in settled.text


def test_the_cellule_d_appui_carries_a_request_to_a_body(sqlite_world: World) -> None:
    number = request(sqlite_world, person="dga-numerique")
    shown = sqlite_world.say("/appui liste", by="appui")
    assert "Ce qui attend une réponse : 1 appui" in shown.text
    assert [says for says in shown.says if "répondre" in says] == [f"appui répondre {number} arbitrage"]
    assert sqlite_world.say(f"/appui répondre {number} accordé", by="appui").kind == "refused"
    asked = sqlite_world.say(f"/appui répondre {number} arbitrage", by="appui")
    assert "En quelle instance" in asked.text
    assert "en attente d'un arbitrage en COPIL." in sqlite_world.say("copil", by="appui").text
    settled = sqlite_world.say(f"/appui répondre {number} accordé : le {number} est prioritaire", by="appui")
    assert "lu en COPIL, appui accordé." in settled.text


def test_an_answer_left_out_is_asked_for(sqlite_world: World) -> None:
    number = request(sqlite_world, body="comex")
    asked = sqlite_world.say(f"/appui répondre {number}", by="comex")
    assert "Quelle réponse" in asked.text
    assert "Un commentaire" in sqlite_world.say("1", by="comex").text
    assert "appui accordé" in sqlite_world.say("accord de principe", by="comex").text
    with sqlite_world.database.read() as session:
        [support] = standings.state_of(session, subject=("key_result", "4.1.1.a")).supports
        assert (support.answer, support.read_in) == ("accord de principe", "comex")


def test_a_blocker_is_lifted_by_those_who_lead(sqlite_world: World) -> None:
    number = request(sqlite_world, body="comex")
    assert sqlite_world.say(f"/appui lever {number}", by="comex").kind == "refused"
    shown = sqlite_world.say("/appui", by="chef-de-file")
    assert shown.says == [f"appui lever {number}"]
    lifted = sqlite_world.say("1", by="chef-de-file")
    assert f"sur 4.1.1.a, le point de blocage n° {number} est levé." in lifted.text
    assert state(sqlite_world, number) is MatterState.LIFTED
    assert "a déjà été levé" in sqlite_world.say(f"/appui lever {number}", by="chef-de-file").text
    assert "a déjà été levé" in sqlite_world.say(f"/appui répondre {number} accordé", by="comex").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("999 accordé", "Il n'y a pas de demande d'appui n° 999."),
        ("beaucoup", "Quel numéro"),
        ("{number} peut-être", "Je n'ai pas compris la réponse « peut-être »."),
        ("{number} arbitrage en instance Atlantide", "Je ne connais pas l'instance « Atlantide »."),
        ("{number} refusé 🤷", "Dites-le en quelques mots."),
        ("{number} refusé " + "non " * 200, "500 au plus"),
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(sqlite_world: World, text: str, said: str) -> None:
    number = request(sqlite_world, body="comex")
    assert said in sqlite_world.say(f"/appui répondre {text.format(number=number)}", by="comex").text
    assert state(sqlite_world, number) is MatterState.OPEN


def test_a_comment_that_begins_like_a_body_is_a_comment(sqlite_world: World) -> None:
    number = request(sqlite_world, body="comex")
    sqlite_world.say(f"/appui répondre {number} refusé en attente du budget <script>", by="comex")
    assert "« en attente du budget <script> »" in sqlite_world.say("/appui", by="chef-de-file").text


def test_a_restricted_projects_support_is_not_there_for_others(sqlite_world: World) -> None:
    number = request(sqlite_world, ("project", "exemple-plan-de-securite-numerique"), body="comex")
    for text in (f"/appui répondre {number} accordé", f"/appui lever {number}"):
        assert sqlite_world.say(text, by="comex").text.startswith(f"Il n'y a pas de demande d'appui n° {number}.")
    assert "sécurité" not in sqlite_world.say("/appui liste", by="comex").text
    listed = sqlite_world.say("/appui liste", by="dgs")
    assert "Plan de sécurité numérique" in listed.text
    assert listed.message.personal
    assert "appui accordé" in sqlite_world.say(f"/appui répondre {number} accordé", by="dgs").text


def test_supports_go_by_pages(sqlite_world: World) -> None:
    numbers = [request(sqlite_world, needed_by=f"2020-12-{day:02}", body="comex") for day in range(1, 8)]
    first = sqlite_world.say("/appui liste", by="comex")
    assert [f"n° {each} · " in first.text for each in numbers] == [True] * 5 + [False] * 2
    following = sqlite_world.say("suite", by="comex")
    assert [f"n° {each} · " in following.text for each in numbers] == [False] * 5 + [True] * 2


def test_a_sentence_that_begins_with_a_common_word_stays_a_sentence(say: Say) -> None:
    assert say("appui aux porteurs de projet").kind != "misread"
    assert say("appui liste").text.startswith("Aucun appui")
