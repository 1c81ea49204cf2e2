"""Anyone may propose an update; whoever leads the subject accepts or declines it in one click."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, select

from commands.proposals.drafts import draft_of
from commands.references import Reference
from commands.topics import Topic
from commands.updates.reading import read_draft
from commands.updates.writing import write_draft
from storage import matters, refusals, standings
from storage.history import Subject
from storage.ledger.state import State
from storage.ledger.update import DeadlineSaid, SupportAsked, Update
from storage.reader import Reader
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import MatterState, Notice, Weather
from storage.rows.organisation import Lead, Person, Role, RoleGrant
from storage.rows.plan import Status, Target, TargetKind
from tests.ledgers import assert_folded
from tests.test_letters import at, letters, says, write
from tests.world import NOON, World

RESULT = ("key_result", "4.1.1.a")
PROJECT = ("project", "plan-velo")
RESTRICTED = ("project", "exemple-plan-de-securite-numerique")
LEAD = "Chef de file Convergence numérique (exemple)"
PROPOSER = "Chef de projet Télétravail (exemple)"
SAID = "40 %, couvert, reste les sites distants"


def propose(world: World, said: str = SAID, *, on: str = "4.1.1.a", by: str = "chef-de-projet") -> int:
    """Propose an update of an objective; its number."""
    answer = world.say(f"/objectif proposer {on} {said}", by=by)
    assert answer.text.startswith(f"C'est proposé pour {on}"), answer.text
    return last(world)


def last(world: World) -> int:
    """The number of the last entry."""
    with world.database.read() as session:
        return session.scalars(select(HistoryEntry.id).order_by(HistoryEntry.id.desc()).limit(1)).one()


def state(world: World, subject: Subject = RESULT) -> State:
    with world.database.read() as session:
        return standings.state_of(session, subject=subject)


def became(world: World, number: int) -> MatterState:
    with world.database.read() as session:
        found = matters.matter(session, number, Reader(sees_all=True))
        assert found is not None
        return found.state


def noticed(world: World, kind: str) -> set[str]:
    """The handles of those who have a notice of this kind."""
    with world.database.read() as session:
        found = select(Person.handle).join(Notice, Notice.person_id == Person.id).where(Notice.kind == kind)
        return set(session.scalars(found))


def entries(world: World) -> int:
    with world.database.read() as session:
        return len(session.scalars(select(HistoryEntry.id)).all())


# Offered


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("/objectif maj 4.1.1.a 40 %, couvert", "avancement 40 %, objectifs atteignables (couvert)"),
        ("/objectif maj 4.1.1.a reste les sites distants", "commentaire « reste les sites distants »"),
        ("/objectif maj 4.1.1 commentaire « <b>un</b> ; @tous, 62 % »", "commentaire « <b>un</b> ; @tous, 62 % »"),
        (
            "/objectif valeur 4.2.2.b 62 % au 31/10/2020 source « enquête interne »",
            "valeur 62 % au 31 octobre 2020, source « enquête interne »",
        ),
        (
            "/objectif reporter 4.1.1.a T2 2022 motif « marché infructueux »",
            "échéance reportée au 30 juin 2022, motif « marché infructueux »",
        ),
        ("/projet maj plan vélo : 40 %, vert", "avancement 40 %, objectifs sécurisés (soleil)"),
        ("/projet reporter plan vélo 30 juin 2022 motif « marché »", "échéance reportée au 30 juin 2022"),
    ],
)
def test_whoever_may_not_update_is_told_politely_and_proposes_in_one_click(
    sqlite_world: World, typed: str, proposed: str
) -> None:
    refused = sqlite_world.say(typed, by="agent")
    assert refused.kind == "refused"
    assert refused.text.startswith("Vous n'avez pas le droit de mettre à jour ")
    assert "Rien n'a été enregistré, mais vous pouvez le proposer." in refused.text
    assert len(refused.buttons) == 1
    taken = sqlite_world.say("1", by="agent")
    assert taken.text.startswith("C'est proposé pour ")
    assert proposed in taken.text
    with sqlite_world.database.read() as session:
        assert [each.person_id for each in refusals.newest(session, limit=9)] == [
            session.scalar(select(Person.id).where(Person.handle == "agent"))
        ]


def test_the_click_carries_the_whole_draft(sqlite_world: World) -> None:
    typed = (
        "/objectif maj 4.1.1.a orage, blocage « deux équipes manquent », appui demandé « deux postes » au Comex "
        "avant le 15/12/2020, commentaire « reste “les sites” distants »"
    )
    refused = sqlite_world.say(typed, by="agent")
    answer = sqlite_world.say(refused.says[0], by="agent")
    assert "point de blocage « deux équipes manquent »" in answer.text
    assert "appui demandé « deux postes » au Comex avant le 15 décembre 2020" in answer.text
    assert "commentaire « reste “les sites” distants »" in answer.text


def test_who_leads_and_who_is_asked_are_named(sqlite_world: World) -> None:
    refused = sqlite_world.say("/objectif maj 4.1.1.a 40 %", by="agent")
    assert f"cela revient à {LEAD}." in refused.text
    assert refused.labels == ["Proposer au chef de file"]
    assert sqlite_world.say("/objectif maj 1.1.1.a vert", by="agent").labels == ["Proposer à la cellule d'appui"]
    assert sqlite_world.say("/projet maj plan vélo : vert", by="agent").labels == ["Proposer à qui pilote le projet"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("proposer 4.1.1.a 62 %", "C'est proposé pour 4.1.1.a"),
        ("je propose pour 4.1.1.a : 62 %", "C'est proposé pour 4.1.1.a"),
        ("Je propose de passer 4.1.1 à mi-chemin", "C'est proposé pour 4.1.1.a"),
        ("je propose pour le plan vélo : 40 %", "C'est proposé pour Plan vélo"),
        ("4.1.1.a : 62 %", "vous pouvez le proposer"),
    ],
)
def test_what_is_said_in_plain_words_is_proposed(sqlite_world: World, text: str, said: str) -> None:
    assert said in sqlite_world.say(text, by="chef-de-projet").text


@pytest.mark.parametrize("text", ["que proposez-vous pour 4.1.1 ?", "proposer une idée", "je propose 4.1.1.a ?"])
def test_what_proposes_nothing_stays_a_question(sqlite_world: World, text: str) -> None:
    before = entries(sqlite_world)
    assert not sqlite_world.say(text, by="chef-de-projet").text.startswith("C'est proposé")
    assert entries(sqlite_world) == before


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        ("j'accepte la proposition n° {number}", "chef-de-file", MatterState.ACCEPTED),
        ("accepter la proposition {number}", "chef-de-file", MatterState.ACCEPTED),
        ("je refuse cette proposition {number} motif « trop tôt »", "chef-de-file", MatterState.DECLINED),
        ("je retire ma proposition {number}", "chef-de-projet", MatterState.REVERSED),
        ("j'accepte la proposition {number}", "agent", MatterState.OPEN),
        ("j'accepte la proposition {number} ?", "chef-de-file", MatterState.OPEN),
    ],
)
def test_a_proposal_is_answered_in_plain_words(sqlite_world: World, text: str, by: str, expected: MatterState) -> None:
    number = propose(sqlite_world)
    sqlite_world.say(text.format(number=number), by=by)
    assert became(sqlite_world, number) is expected


def test_an_account_that_the_register_does_not_know_may_not_propose(sqlite_world: World) -> None:
    for typed in ("/objectif maj 4.1.1.a 40 %", "/objectif proposer 4.1.1.a 40 %"):
        refused = sqlite_world.say(typed, by="U0UNKNOWN", platform="slack")
        assert (refused.kind, refused.buttons) == ("refused", ())
        assert "il faut figurer au registre, afin que la réponse vous parvienne" in refused.text
    with sqlite_world.database.read() as session:
        assert [each.person_id for each in refusals.newest(session, limit=9)] == [None, None]
    assert state(sqlite_world) == State()
    assert "4.1.1" in sqlite_world.say("/objectif statut 4.1.1", by="U0UNKNOWN", platform="slack").text


def test_a_proposal_without_words_asks_for_them(sqlite_world: World) -> None:
    assert "Où en est-il ?" in sqlite_world.say("/objectif proposer 4.1.1.a", by="agent").text
    assert "avancement 40 %" in sqlite_world.say("40 %", by="agent").text
    assert became(sqlite_world, last(sqlite_world)) is MatterState.OPEN


def test_a_proposal_asks_what_an_update_asks(sqlite_world: World) -> None:
    doubt = sqlite_world.say("/objectif proposer 4.2.2.b 62 %", by="agent")
    assert "[1] L'avancement : 62 %  [2] La valeur : 62 %" in doubt.text
    assert "avancement 62 %" in sqlite_world.say("1", by="agent").text
    asked = sqlite_world.say("/objectif proposer 4.1.1.a rouge", by="agent")
    assert "Point de blocage" in asked.text
    for said in ("deux équipes manquent", "deux postes", "Comex"):
        asked = sqlite_world.say(said, by="agent")
    assert "appui demandé « deux postes » au Comex" in sqlite_world.say("15/12/2020", by="agent").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4.1.1.a 140 %", "100"),
        ("4.1.1.a inchangé", "« Inchangé » ne se propose pas"),
        ("7.1.1.a 40 %", "7.1.1.a est réalisé"),
        ("4.1.1.a 🤷", ""),
        ("4.1.1.a report au 01/01/2020 motif « x »", ""),
        ("9.9.9.z 40 %", ""),
        ("4.1.1.a commentaire « " + "x" * 501 + " »", "500"),
    ],
)
def test_what_no_update_accepts_is_not_proposed(sqlite_world: World, text: str, said: str) -> None:
    before = entries(sqlite_world)
    answer = sqlite_world.say(f"/objectif proposer {text}", by="agent")
    assert said in answer.text
    assert not answer.text.startswith("C'est proposé")
    assert entries(sqlite_world) == before


def test_who_may_update_need_not_propose(sqlite_world: World) -> None:
    for by in ("chef-de-file", "manager", "appui"):
        answer = sqlite_world.say("/objectif proposer 4.1.1.a 40 %", by=by)
        assert answer.text.startswith("Vous pouvez mettre à jour 4.1.1.a vous-même")
        assert answer.says == ["objectif maj 4.1.1.a avancement 40 %"] or "40 %" in answer.says[0]
    assert state(sqlite_world) == State()
    assert "C'est noté" in sqlite_world.say("1", by="appui").text


def test_the_same_is_not_proposed_twice(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    again = sqlite_world.say(f"/objectif proposer 4.1.1.a {SAID}", by="chef-de-projet")
    assert again.text.startswith(f"Vous l'avez déjà proposé (n° {number}).")
    assert again.says == [f"proposition retirer {number}"]
    other = sqlite_world.say(f"/objectif proposer 4.1.1.a {SAID}", by="agent")
    assert other.text.startswith(f"{PROPOSER} l'a déjà proposé (n° {number}).")
    assert last(sqlite_world) == number
    propose(sqlite_world, "50 %")


# Answered


def test_the_lead_accepts_in_one_click_and_the_update_is_said_by_them(world: World) -> None:
    number = propose(world)
    assert state(world).progress is None
    shown = world.say("/proposition liste", by="chef-de-file")
    assert "Ce qui attend votre réponse : 1 proposition" in shown.text
    assert f"n° {number} · 4.1.1.a " in shown.text
    assert f"Proposé par {PROPOSER} le 23 novembre 2020" in shown.text
    assert shown.labels == [f"Accepter (n° {number})", f"Refuser (n° {number})"]
    answer = world.say("1", by="chef-de-file")
    assert f"Proposition n° {number} acceptée ; {PROPOSER} en est informé." in answer.text
    stands = state(world)
    assert (stands.progress, stands.weather, stands.comment) == (40, Weather.REACHABLE, "reste les sites distants")
    with world.database.read() as session:
        assert stands.told is not None
        entry = session.get(HistoryEntry, stands.told.entry)
        assert entry is not None
        assert entry.detail["proposed_by"] == "chef-de-projet"
        assert entry.person_id == session.scalar(select(Person.id).where(Person.handle == "chef-de-file"))
        assert_folded(session)
    assert became(world, number) is MatterState.ACCEPTED
    assert f"proposé par {PROPOSER}" in world.say("/objectif historique 4.1.1.a").text
    told = world.say("/proposition", by="chef-de-projet").text
    assert f"Acceptée par {LEAD} le 23 novembre 2020" in told


def test_the_lead_declines_with_a_reason_or_without(world: World) -> None:
    first, second = propose(world), propose(world, "50 %")
    answer = world.say(f"/proposition refuser {first} motif « chiffre à vérifier »", by="chef-de-file")
    assert (
        f"Proposition n° {first} non retenue, motif « chiffre à vérifier » ; {PROPOSER} en est informé." in answer.text
    )
    world.say(f"/proposition refuser {second}", by="chef-de-file")
    assert state(world).progress is None
    assert (became(world, first), became(world, second)) == (MatterState.DECLINED, MatterState.DECLINED)
    told = world.say("/proposition", by="chef-de-projet").text
    assert f"Non retenue par {LEAD} le 23 novembre 2020, motif « chiffre à vérifier »" in told


def test_letters_carry_the_proposal_and_its_answer(world: World) -> None:
    at(world, "2020-11-23 09:00")
    number = propose(world)
    assert write(world) == 1
    assert "proposition à accepter ou à refuser : avancement 40 %" in letters(world)["daily:chef-de-file:2020-11-23"]
    accepting, declining = says(world, "daily:chef-de-file:2020-11-23")
    assert (accepting, declining) == (f"proposition accepter {number}", f"proposition refuser {number}")
    assert "acceptée" in world.say(accepting, by="chef-de-file").text
    assert write(world) == 1
    assert f"votre proposition n° {number} est acceptée" in letters(world)["daily:chef-de-projet:2020-11-23"]


@pytest.mark.parametrize("by", ["agent", "chef-de-projet", "manager", "comex", "chef-de-file-rh"])
def test_others_may_not_answer_contributors_included(sqlite_world: World, by: str) -> None:
    number = propose(sqlite_world)
    for verb in ("accepter", "refuser", "annuler"):
        refused = sqlite_world.say(f"/proposition {verb} {number}", by=by)
        assert refused.kind == "refused"
        assert f"Vous ne pouvez pas répondre à la proposition n° {number} : la réponse revient à {LEAD}" in refused.text
    assert became(sqlite_world, number) is MatterState.OPEN
    with sqlite_world.database.read() as session:
        assert [each.command for each in refusals.newest(session, limit=9)] == [
            "proposition annuler",
            "proposition refuser",
            "proposition accepter",
        ]


def test_a_deputy_and_the_cellule_d_appui_answer_too(world: World) -> None:
    world.say("/objectif déléguer à ambassadeur du 23 novembre au 31 décembre 2020", by="chef-de-file")
    first = propose(world)
    assert noticed(world, "proposal") == {"chef-de-file", "ambassadeur"}
    assert f"n° {first}" in world.say("/proposition", by="ambassadeur").text
    world.say(f"/proposition accepter {first}", by="ambassadeur")
    told = state(world).told
    assert told is not None
    assert told.on_behalf_of == "chef-de-file"
    world.later(minutes=11)
    second = propose(world, "50 %")
    assert f"n° {second}" in world.say("/proposition", by="appui").text
    world.say(f"/proposition refuser {second}", by="appui")
    assert became(world, second) is MatterState.DECLINED


def test_where_nobody_leads_the_cellule_d_appui_answers(world: World) -> None:
    taken = world.say("/objectif proposer 1.1.1.a vert", by="agent")
    assert "La réponse revient à la cellule d'appui ; vous en serez informé." in taken.text
    assert "appui" in noticed(world, "proposal")
    number = last(world)
    assert f"n° {number}" in world.say("/proposition", by="appui").text
    assert "acceptée" in world.say(f"/proposition accepter {number}", by="appui").text


def test_where_nobody_can_answer_it_is_said(sqlite_world: World) -> None:
    with sqlite_world.database.write() as session:
        session.execute(delete(RoleGrant).where(RoleGrant.role == Role.SUPPORT))
        session.execute(delete(Lead))
    assert "que personne ne pilote encore" in sqlite_world.say("/objectif maj 4.1.1.a vert", by="agent").text
    taken = sqlite_world.say("/objectif proposer 4.1.1.a vert", by="agent")
    assert "Personne n'est encore désigné pour y répondre ; la proposition attend." in taken.text
    sqlite_world.lead("4.1.1", "chef-de-file")
    assert "1 proposition" in sqlite_world.say("/proposition", by="chef-de-file").text


def test_it_is_not_answered_twice(world: World) -> None:
    number = propose(world)
    world.say(f"/proposition accepter {number}", by="chef-de-file")
    before = entries(world)
    for verb in ("accepter", "refuser"):
        again = world.say(f"/proposition {verb} {number}", by="appui")
        assert again.text.startswith(f"La proposition n° {number} a déjà été acceptée par {LEAD} le 23 novembre 2020.")
        assert "Rien n'a été enregistré." in again.text
    assert entries(world) == before


def test_what_has_changed_meanwhile_is_told_first(world: World) -> None:
    number = propose(world)
    world.later(hours=3)
    world.say("/objectif maj 4.1.1.a 70 %, vert", by="appui")
    said = last(world)
    asked = world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert f"(n° {said})" in asked.text
    assert "avancement 70 %" in asked.text
    assert state(world).progress == 70
    accepted = world.say("1", by="chef-de-file")
    assert f"Proposition n° {number} acceptée" in accepted.text
    assert state(world).progress == 40


def test_ones_own_newer_word_is_told_first_too(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    sqlite_world.later(days=2)
    sqlite_world.say("/objectif maj 4.1.1.a 70 %", by="chef-de-file")
    asked = sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert f"Depuis la proposition n° {number}, vous avez dit le 25 novembre 2020" in asked.text
    assert "avancement 70 %. L'accepter le remplacerait." in asked.text
    assert asked.labels[0] == "Accepter quand même"
    assert state(sqlite_world).progress == 70
    sqlite_world.say("1", by="chef-de-file")
    assert state(sqlite_world).progress == 40


def test_what_was_said_before_the_proposal_is_not_told(sqlite_world: World) -> None:
    sqlite_world.say("/objectif maj 4.1.1.a 10 %", by="chef-de-file")
    sqlite_world.later(minutes=30)
    number = propose(sqlite_world)
    assert "acceptée" in sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file").text


def test_a_subject_closed_meanwhile_takes_no_proposal_any_more(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    sqlite_world.later(hours=1)
    sqlite_world.say(
        "/objectif maj 4.1.1.a réalisé le 20/11/2020, preuve « note », attendu « schéma », obtenu « schéma », confirmé",
        by="chef-de-file",
    )
    assert state(sqlite_world).status is Status.DONE
    answer = sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert answer.text.startswith("4.1.1.a est réalisé")
    assert answer.says[-1] == f"proposition refuser {number}"
    assert became(sqlite_world, number) is MatterState.OPEN


def test_a_proposed_date_that_is_past_is_not_accepted(sqlite_world: World) -> None:
    number = propose(sqlite_world, "report au 30/11/2021 motif « marché »")
    sqlite_world.now = NOON.replace(year=2022)
    answer = sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert "30 novembre 2021" in answer.text
    assert state(sqlite_world).revisions == ()
    assert answer.says[-1] == f"proposition refuser {number}"


def test_a_support_lifted_meanwhile_is_asked_for_again(sqlite_world: World) -> None:
    sqlite_world.say(
        "/objectif maj 4.1.1.a nuage, blocage « b », appui demandé « n » au Comex avant le 15/12/2020",
        by="chef-de-file",
    )
    request = last(sqlite_world)
    sqlite_world.later(hours=1)
    number = propose(sqlite_world, "orage")
    sqlite_world.say(f"/appui lever {request}", by="chef-de-file")
    asked = sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert "Point de blocage" in asked.text
    for said in ("marché infructueux", "un arbitrage", "Comex"):
        sqlite_world.say(said, by="chef-de-file")
    assert f"Proposition n° {number} acceptée" in sqlite_world.say("15/12/2020", by="chef-de-file").text
    assert state(sqlite_world).weather is Weather.COMPROMISED


def test_accepting_tells_the_dga_of_a_compromised_objective(sqlite_world: World) -> None:
    number = propose(sqlite_world, "orage, blocage « b », appui demandé « n » à @comex avant le 15/12/2020")
    assert noticed(sqlite_world, "compromised") == set()
    sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert noticed(sqlite_world, "compromised") == {"dga-numerique"}
    assert noticed(sqlite_world, "proposal_answer") == {"chef-de-projet"}


# Taken back


def test_its_author_takes_a_proposal_back_while_it_waits(world: World) -> None:
    number = propose(world)
    refused = world.say(f"/proposition retirer {number}", by="chef-de-file")
    assert (refused.kind, became(world, number)) == ("refused", MatterState.OPEN)
    assert "est retirée" in world.say(f"/proposition retirer {number}", by="chef-de-projet").text
    assert became(world, number) is MatterState.REVERSED
    for verb, by in (("accepter", "chef-de-file"), ("retirer", "chef-de-projet")):
        assert "a été retirée" in world.say(f"/proposition {verb} {number}", by=by).text
    assert world.say("/proposition", by="chef-de-file").text.startswith("Aucune proposition n'attend")
    at(world, "2020-11-23 14:00")
    assert write(world) == 0
    with world.database.read() as session:
        assert_folded(session)


def test_an_answer_is_taken_back_in_one_click_and_the_proposal_waits_again(world: World) -> None:
    number = propose(world)
    accepted = world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert accepted.says[0] == f"proposition annuler {number}"
    undone = world.say("1", by="chef-de-file")
    assert f"la proposition n° {number} attend de nouveau" in undone.text
    assert state(world).progress is None
    assert became(world, number) is MatterState.OPEN
    world.say(f"/proposition refuser {number}", by="chef-de-file")
    world.say(f"/proposition annuler {number}", by="chef-de-file")
    assert became(world, number) is MatterState.OPEN
    assert "n'a pas de réponse" in world.say(f"/proposition annuler {number}", by="chef-de-file").text
    with world.database.read() as session:
        assert_folded(session)


def test_after_ten_minutes_or_for_somebody_elses_answer_a_reason_is_asked(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    assert "Pour quel motif ?" in sqlite_world.say(f"/proposition annuler {number}", by="appui").text
    assert "attend de nouveau" in sqlite_world.say("erreur de saisie", by="appui").text
    assert "motif « erreur de saisie »" in sqlite_world.say("/objectif historique 4.1.1.a").text


def test_annuler_says_how_a_proposal_and_its_answer_are_taken_back(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    sqlite_world.say(f"/proposition refuser {number}", by="chef-de-file")
    for entry in (number, last(sqlite_world)):
        answer = sqlite_world.say(f"/objectif annuler {entry}", by="chef-de-file")
        assert f"« proposition retirer {number} »" in answer.text
        assert f"« proposition annuler {number} »" in answer.text


def test_a_proposal_whose_update_is_taken_back_waits_again(sqlite_world: World) -> None:
    number = propose(sqlite_world)
    sqlite_world.say(f"/proposition accepter {number}", by="chef-de-file")
    told = state(sqlite_world).told
    assert told is not None
    answer = sqlite_world.say(f"/objectif annuler {told.entry}", by="chef-de-file")
    assert f"La proposition n° {number}, dont il venait, attend de nouveau une réponse." in answer.text
    assert (state(sqlite_world).progress, became(sqlite_world, number)) == (None, MatterState.OPEN)
    assert "n'a pas de réponse" in sqlite_world.say(f"/proposition annuler {number}", by="chef-de-file").text
    with sqlite_world.database.read() as session:
        assert_folded(session)
        reversal = state(sqlite_world).last_entry
    again = sqlite_world.say(f"/objectif annuler {reversal}", by="chef-de-file")
    assert f"La proposition n° {number} est de nouveau acceptée." in again.text
    assert became(sqlite_world, number) is MatterState.ACCEPTED
    with sqlite_world.database.read() as session:
        assert_folded(session)


# Restricted projects


def test_a_restricted_projects_proposal_is_not_there_for_others(world: World) -> None:
    taken = world.say("/projet proposer exemple-plan-de-securite-numerique vert", by="dgs")
    assert taken.text.startswith("C'est proposé pour Plan de sécurité numérique")
    number = last(world)
    for by in ("agent", "appui", "comex"):
        assert world.say(f"/proposition accepter {number}", by=by).text.startswith(
            f"Il n'y a pas de proposition n° {number}."
        )
        assert "sécurité" not in world.say("/proposition", by=by).text
        hidden = world.say("/projet proposer exemple-plan-de-securite-numerique vert", by=by)
        assert not hidden.text.startswith("C'est proposé pour Plan de sécurité")
    assert noticed(world, "proposal") == {"chef-de-file"}
    assert f"n° {number}" in world.say("/proposition", by="chef-de-file").text


@pytest.mark.parametrize("text", ["accepter 999", "refuser 999", "retirer 999", "annuler 999"])
def test_a_number_that_is_no_proposal_is_said_not_to_be(sqlite_world: World, text: str) -> None:
    assert "Il n'y a pas de proposition n° 999." in sqlite_world.say(f"/proposition {text}", by="chef-de-file").text


def test_proposals_go_by_pages(sqlite_world: World) -> None:
    numbers = [propose(sqlite_world, f"{10 + each} %") for each in range(7)]
    first = sqlite_world.say("/proposition", by="chef-de-file")
    assert [f"n° {each} · " in first.text for each in numbers] == [True] * 5 + [False] * 2
    following = sqlite_world.say("suite", by="chef-de-file")
    assert [f"n° {each} · " in following.text for each in numbers] == [False] * 5 + [True] * 2


def test_a_sentence_that_begins_with_proposition_stays_a_sentence(sqlite_world: World) -> None:
    assert sqlite_world.say("proposition pour le plan vélo").projects == ("plan-velo",)
    assert sqlite_world.say("proposition liste").text.startswith("Aucune proposition")


def test_of_those_who_answer_at_once_one_does(world: World) -> None:
    number = propose(world)
    said = [("accepter", "chef-de-file"), ("refuser", "appui"), ("accepter", "appui"), ("refuser", "chef-de-file")] * 2

    def answer(verb: str, by: str) -> str:
        return world.say(f"/proposition {verb} {number}", by=by).kind

    with ThreadPoolExecutor(len(said)) as threads:
        kinds = list(threads.map(lambda each: answer(*each), said))
    assert sorted(kinds) == ["misread"] * (len(said) - 1) + ["recorded"]
    with world.database.read() as session:
        assert_folded(session)


# Drafts


def test_an_update_and_its_draft_say_the_same() -> None:
    target = Target(key_result_code="x", position=1, kind=TargetKind.PERCENT, value=Decimal(90))
    about = Topic(Reference("key_result", "x"), "x", "objectif", State(), targets=(target,))
    today = date(2020, 11, 23)
    asked = SupportAsked("blocage", "besoin", date(2020, 12, 15), person="dga-numerique")
    deadline = DeadlineSaid(date(2022, 6, 30), "T2 2022", "marché")
    draft = draft_of(Update(weather=Weather.COMPROMISED, support=asked, deadline=deadline), about, today=today)
    assert (draft.asked_of, draft.due_label) == ("@dga-numerique", "T2 2022")
    assert read_draft(write_draft(draft), today=today) == draft
    relative = DeadlineSaid(date(2021, 2, 23), "dans trois mois", "marché")
    assert draft_of(Update(deadline=relative), about, today=date(2020, 12, 1)).due_label is None
