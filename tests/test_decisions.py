"""Decisions: on an objective, a project or a meeting, dated, in words, by those who may."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from storage import matters, meetings, notices
from storage.people import NOBODY
from storage.reader import Reader
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Meeting, Notice, Transition, TransitionKind
from storage.rows.organisation import Person, RoleGrant
from tests.world import World

SECRET = "exemple-plan-de-securite-numerique"
EVERYTHING = Reader(sees_all=True)


def decided(world: World) -> list[tuple[tuple[str, str], str | None, date, str]]:
    """Every decision: subject, body, day, words."""
    with world.database.read() as session:
        found = matters.decisions(session, reader=EVERYTHING)
        return [(one.subject, one.body, one.on, one.detail["text"]) for one in found]


def written(world: World) -> tuple[int, int]:
    """How many entries the history has, and how many meetings are recorded."""
    with world.database.read() as session:
        entries = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.action != "refused")
        return session.scalar(entries) or 0, session.scalar(select(func.count()).select_from(Meeting)) or 0


# Recording


def test_a_decision_on_an_objective_is_of_the_meeting_of_its_body_and_day(world: World) -> None:
    answer = world.say("/objectif décision 4.1.1 « Retenir le scénario 2 » en Comex du 12/11/2020", by="chef-de-file")
    assert "décision sur 4.1.1, Comex du 12 novembre 2020 : « Retenir le scénario 2 »." in answer.text
    assert "s'il juge une personne, annulez-le" in answer.text
    assert answer.kind == "recorded"
    assert answer.codes == ("4.1.1",)
    assert answer.labels == ["Annuler", "Relevé", "État"]
    assert decided(world) == [(("objective", "4.1.1"), "comex", date(2020, 11, 12), "Retenir le scénario 2")]
    with world.database.read() as session:
        assert meetings.meetings(session, "comex", reader=NOBODY) == [date(2020, 11, 12)]


@pytest.mark.parametrize(
    ("typed", "body", "on", "text"),
    [
        ("4.1.1.a Retenir le scénario 2", None, date(2020, 11, 23), "Retenir le scénario 2"),
        ("4.1.1.a : Retenir le scénario 2 hier", None, date(2020, 11, 23), "Retenir le scénario 2 hier"),
        ("4.1.1.a Retenir le scénario 2, le 12/11", None, date(2020, 11, 12), "Retenir le scénario 2"),
        ("4.1.1.a Retenir le scénario 2 en comex du 12 novembre", "comex", date(2020, 11, 12), "Retenir le scénario 2"),
        ("4.1.1.a « Retenir “le 2” » au COSTRAT", "costrat", date(2020, 11, 23), "Retenir “le 2”"),
        ("4.1.1.a Lancer avant le 15 janvier 2021", None, date(2020, 11, 23), "Lancer avant le 15 janvier 2021"),
        ('4.1.1.a "Attendre le 15 janvier 2021"', None, date(2020, 11, 23), "Attendre le 15 janvier 2021"),
    ],
)
def test_body_and_day_stand_behind_the_words(
    sqlite_world: World, typed: str, body: str | None, on: date, text: str
) -> None:
    assert sqlite_world.say(f"/objectif décision {typed}", by="chef-de-file").kind == "recorded"
    assert decided(sqlite_world) == [(("key_result", "4.1.1.a"), body, on, text)]


def test_without_its_day_a_body_s_decision_is_of_its_last_meeting(sqlite_world: World) -> None:
    sqlite_world.say("/objectif décision 4.1.1 « Un » en Comex du 12/11/2020", by="chef-de-file")
    answer = sqlite_world.say("/objectif décision 4.1.1 « Deux » en Comex", by="chef-de-file")
    assert "Comex du 12 novembre 2020 : « Deux »" in answer.text


def test_a_decision_on_a_project(world: World) -> None:
    answer = world.say("/projet décision télétravail : étendre la charte, en Comex du 12/11/2020", by="chef-de-projet")
    assert (
        "décision sur Développement du télétravail, Comex du 12 novembre 2020 : « étendre la charte »." in answer.text
    )
    assert answer.projects == ("developpement-du-teletravail",)
    assert world.say("1", by="chef-de-projet").kind == "reversed"
    assert decided(world) == []


def test_no_word_of_a_decision_is_taken_for_the_name_of_its_project(sqlite_world: World) -> None:
    for typed in ("télétravail étendre la charte à tous les sites", "plan vélo lancer les travaux en Comex"):
        sqlite_world.say(f"/projet décision {typed}", by="chef-de-projet")
    long = "nous avons beaucoup parlé puis nous avons retenu le scénario deux bis"
    assert "le nom du projet, puis « : »" in sqlite_world.say(f"/projet décision {long}", by="chef-de-projet").text
    assert decided(sqlite_world) == []
    several = sqlite_world.say("/projet décision plan « étendre la charte »", by="chef-de-projet")
    assert all(says.endswith(" « étendre la charte »") for says in several.says)


def test_a_meeting_decides_on_several_objectives_at_once_and_each_can_be_taken_back(world: World) -> None:
    answer = world.say("/instance décision Comex du 12/11/2020 « Lancer le marché » sur 4.2.2 et 4.1.1", by="comex")
    assert "décision sur 4.2.2 et 4.1.1, Comex du 12 novembre 2020" in answer.text
    assert [subject for subject, *_ in decided(world)] == [("objective", "4.2.2"), ("objective", "4.1.1")]
    assert world.say(answer.says[0], by="comex").kind == "reversed"
    assert [subject for subject, *_ in decided(world)] == [("objective", "4.1.1")]


def test_what_a_meeting_decides_of_nothing_in_particular_is_the_meeting_s(world: World) -> None:
    answer = world.say("/instance décision Comex du 12/11/2020 « Se réunir deux fois par mois »", by="comex")
    assert "C'est noté" in answer.text
    assert [subject for subject, *_ in decided(world)] == [("meeting", "comex@2020-11-12")]
    assert world.say("1", by="comex").kind == "reversed"
    assert decided(world) == []


def test_a_meeting_without_its_day_is_asked_back_with_what_was_typed(sqlite_world: World) -> None:
    sqlite_world.say("/instance décision Comex du 12/11/2020 « Un »", by="comex")
    asked = sqlite_world.say("/instance décision Comex « Lancer les ateliers »", by="comex")
    assert asked.labels == ["Comex du 23 novembre 2020", "Comex du 12 novembre 2020"]
    assert "« Lancer les ateliers »" in sqlite_world.say("2", by="comex").text
    assert decided(sqlite_world)[-1][1:] == ("comex", date(2020, 11, 12), "Lancer les ateliers")


def test_what_is_left_out_is_asked_for(sqlite_world: World) -> None:
    world = sqlite_world
    assert "Sur quel objectif" in world.say("/objectif décision", by="chef-de-file").text
    assert "Quelle décision" in world.say("4.1.1", by="chef-de-file").text
    assert "en quelle instance" in world.say("Retenir le scénario 2", by="chef-de-file").text
    assert "Quel jour" in world.say("Comex", by="chef-de-file").text
    again = world.say("demain", by="chef-de-file")
    assert "est à venir" in again.text
    assert "Quel jour" in again.text
    assert world.say("12/11/2020", by="chef-de-file").kind == "recorded"
    assert decided(world) == [(("objective", "4.1.1"), "comex", date(2020, 11, 12), "Retenir le scénario 2")]


@pytest.mark.parametrize(
    ("about", "subject"),
    [
        ("4.2.2", ("objective", "4.2.2")),
        ("télétravail", ("project", "developpement-du-teletravail")),
        ("passer", ("meeting", "comex@2020-11-12")),
    ],
)
def test_a_meeting_s_decision_is_asked_for_part_by_part(
    sqlite_world: World, about: str, subject: tuple[str, str]
) -> None:
    world = sqlite_world
    assert "Quelle réunion" in world.say("/instance décision", by="comex").text
    assert "Quelle décision" in world.say("Comex du 12/11/2020", by="comex").text
    assert "Sur quel objectif ou projet" in world.say("Retenir le scénario 2", by="comex").text
    assert "pas de pilier 9" in world.say("9.9.9", by="comex").text
    assert world.say(about, by="comex").kind == "recorded"
    assert decided(world) == [(subject, "comex", date(2020, 11, 12), "Retenir le scénario 2")]


def test_a_code_that_several_pillars_print_keeps_what_was_typed(sqlite_world: World) -> None:
    asked = sqlite_world.say("/objectif décision 4.1 « Retenir le scénario 2 »", by="chef-de-file")
    assert "objectif décision 4.4.1 « Retenir le scénario 2 »" in asked.says
    assert not any("axe" in says for says in asked.says)


# What is told of it


def test_a_decision_is_a_transition_that_digests_can_read_between_two_instants(world: World) -> None:
    world.say("/objectif décision 4.1.1 « Un » en Comex du 12/11/2020", by="chef-de-file")
    since = world.now
    world.later(hours=1)
    world.say("/instance décision Comex du 12/11/2020 « Deux »", by="comex")
    with world.database.read() as session:
        told = select(Transition).where(Transition.at > since, Transition.at <= world.now)
        [transition] = session.scalars(told).all()
        assert transition.kind is TransitionKind.DECISION
        assert (transition.subject_kind, transition.subject_code) == ("meeting", "comex@2020-11-12")
        found = matters.matter(session, int(transition.after or 0), NOBODY)
        assert found is not None
        assert found.detail["text"] == "Deux"


def test_followers_are_to_be_told_of_a_decision_but_not_its_author(world: World) -> None:
    for handle in ("agent", "chef-de-file"):
        world.say("/objectif suivre 4.1.1", by=handle)
    world.say("/objectif décision 4.1.1 « Un » en Comex du 12/11/2020", by="chef-de-file")
    with world.database.read() as session:
        concerned = select(Person.handle).join(Notice, Notice.person_id == Person.id)
        assert session.scalars(concerned).all() == ["agent"]
        assert notices.due(session, now=world.now)


# Rights


@pytest.mark.parametrize(
    ("by", "typed", "allowed"),
    [
        ("chef-de-file", "/objectif décision 4.1.1 « Un »", True),
        ("manager", "/objectif décision 4.1.1 « Un »", True),
        ("chef-de-file", "/objectif décision 4.2.2 « Un »", False),
        ("agent", "/objectif décision 4.1.1 « Un » en Comex", False),
        ("comex", "/objectif décision 4.1.1 « Un »", False),
        ("comex", "/objectif décision 4.1.1 « Un » en Comex", True),
        ("comex", "/objectif décision 4.1.1 « Un » en COSTRAT", False),
        ("appui", "/objectif décision 4.1.1 « Un » en COSTRAT", True),
        ("comex", "/instance décision Comex du 12/11/2020 « Un »", True),
        ("comex", "/instance décision COSTRAT du 12/11/2020 « Un »", False),
        ("appui", "/instance décision COSTRAT du 12/11/2020 « Un » sur 4.2.2", True),
        ("chef-de-file", "/instance décision Comex du 12/11/2020 « Un » sur 4.1.1", False),
        ("inconnu", "/instance décision Comex du 12/11/2020 « Un »", False),
    ],
)
def test_who_may_record_a_decision(sqlite_world: World, by: str, typed: str, allowed: bool) -> None:
    answer = sqlite_world.say(typed, by=by)
    assert answer.kind == ("recorded" if allowed else "refused")
    assert bool(decided(sqlite_world)) is allowed
    if not allowed:
        assert "Décisions et actions se consignent par" in answer.text


def test_a_deputy_records_in_the_name_of_the_lead(world: World) -> None:
    world.say("/objectif déléguer à ambassadeur du 23 au 30 novembre", by="chef-de-file")
    assert world.say("/objectif décision 4.1.1 « Retenir le scénario 2 »", by="ambassadeur").kind == "recorded"
    action = "/objectif action 4.1.1 « Écrire » par ambassadeur avant le 15/12/2020"
    assert world.say(action, by="ambassadeur").kind == "recorded"
    with world.database.read() as session:
        found = [*matters.decisions(session, reader=NOBODY), *matters.actions(session, reader=NOBODY)]
        assert [one.detail["on_behalf_of"] for one in found] == ["chef-de-file"] * 2
        assert {one.raiser_handle for one in found} == {"ambassadeur"}
    world.later(days=8)
    assert world.say("/objectif décision 4.1.1 « Retenir le scénario 3 »", by="ambassadeur").kind == "refused"


def test_the_cellule_d_appui_records_within_its_perimeter(sqlite_world: World) -> None:
    world = sqlite_world
    with world.database.write() as session:
        person = session.scalars(select(Person).where(Person.handle == "appui-projets")).one()
        grants = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).all()
        for grant in grants:
            grant.unit_key = "dga-ressources-humaines"
    meeting = "/instance décision COSTRAT du 12/11/2020 « Un »"
    kinds = [world.say(f"{meeting}{on}", by="appui-projets").kind for on in (" sur 2.1.1", " sur 3.4.1", "")]
    assert kinds == ["recorded", "refused", "recorded"]
    assert world.say("/objectif décision 3.4.1 « Un » en Comex", by="appui-projets").kind == "refused"


def test_a_body_s_decision_is_taken_back_by_those_who_record_for_it(sqlite_world: World) -> None:
    world = sqlite_world
    for body, by in (("Comex", "comex"), ("COSTRAT", "appui")):
        world.say(f"/instance décision {body} du 12/11/2020 « Un » sur 4.2.2", by=by)
        world.say(f"/instance décision {body} du 12/11/2020 « Deux »", by=by)
    world.later(hours=1)
    with world.database.read() as session:
        numbers = [one.number for one in matters.decisions(session, reader=EVERYTHING)]
    # The Comex does not take back what another body has decided.
    kinds = [world.say(f"/objectif annuler {number} « erreur »", by="dgs").kind for number in numbers]
    assert kinds == ["reversed", "reversed", "refused", "refused"]
    assert world.say(f"/objectif annuler {numbers[2]} « erreur »", by="chef-de-file").kind == "refused"
    assert world.say(f"/objectif annuler {numbers[2]} « erreur »", by="appui").kind == "reversed"


# What makes no sense


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/objectif décision 4.1.1 « Un » en Comex du 12/12/2020", "Le 12 décembre 2020 est à venir"),
        ("/objectif décision 4.1.1 Un mot en Comex du 12/12/2020", "mettez le texte entre guillemets"),
        ("/objectif décision 4.1.1 « Un » le 31/02/2020", "n'existe pas"),
        ("/objectif décision 4.1.1 Un mot le 31/02/2020", "n'existe pas"),
        ("/objectif décision 4.1.1 « Un » le 12/11/2019", "précède le plan"),
        ("/objectif décision 4.1.1 « Un » en instance Atlantide", "Je ne connais pas l'instance « Atlantide »."),
        ("/objectif décision 4.1.1 « Un » nonobstant", "nonobstant"),
        ("/objectif décision 4.1.1 🎉", "Dites-le en quelques mots."),
        ("/objectif décision 4.1.1 « »", "Dites-le en quelques mots."),
        ("/objectif décision 4.1.1 " + "long " * 2_000, "500 au plus"),
        ("/objectif décision 4.1.1 « " + "x" * 501 + " »", "501 caractères"),
        ("/objectif décision 9.9.9 « Un »", "pas de pilier 9"),
        ("/objectif décision axe 4.1 « Un »", "objectif"),
        ("/objectif décision le schéma", "J'attends un code"),
        ("/instance décision Atlantide du 12/11/2020 « Un »", "Je ne connais pas l'instance « Atlantide »."),
        ("/instance décision Comex du 12/12/2020 « Un »", "est à venir"),
        ("/instance décision Comex du 31/02/2020 « Un »", "n'existe pas"),
        ("/instance décision Comex du 12/11/2020 « Un » sur 9.9.9", "pas de pilier 9"),
        ("/instance décision Comex du 12/11/2020 « Un » sur axe 4.1", "objectif"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_written(sqlite_world: World, typed: str, said: str) -> None:
    before = written(sqlite_world)
    by = "comex" if "/instance" in typed else "chef-de-file"
    answer = sqlite_world.say(typed, by=by)
    assert said in answer.text
    assert answer.kind in {"misread", "choices", "question"}
    assert written(sqlite_world) == before


def test_markup_and_mentions_stay_text(world: World) -> None:
    text = "<!channel> @room <b>gras</b> *x* '; DROP TABLE matter; --"
    answer = world.say(f"/objectif décision 4.1.1 « {text} »", by="chef-de-file")
    assert text in answer.text
    assert [words for *_, words in decided(world)] == [text]


# In plain words


@pytest.mark.parametrize(
    "typed",
    [
        "décision 4.1.1 « poursuivre »",
        "Décision 4.1.1 : poursuivre",
        "décision sur 4.1.1, poursuivre",
        "décision sur l'objectif 4.1.1 : poursuivre",
    ],
)
def test_a_decision_is_recorded_in_plain_words(world: World, typed: str) -> None:
    assert world.say(typed, by="chef-de-file").kind == "recorded"
    assert [(subject, words) for subject, *_, words in decided(world)] == [(("objective", "4.1.1"), "poursuivre")]


@pytest.mark.parametrize("typed", ["décision 4.1.1 ?", "quelle décision sur 4.1.1", "décision 4.1.1"])
def test_what_decides_nothing_records_nothing(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(typed, by="chef-de-file")
    assert decided(sqlite_world) == []


def test_who_may_not_record_it_is_told_who_may(sqlite_world: World) -> None:
    answer = sqlite_world.say("décision 4.1.1 : poursuivre", by="agent")
    assert answer.kind == "refused"
    assert decided(sqlite_world) == []


# Restricted projects


def test_a_decision_on_a_restricted_project_is_there_for_its_circle_alone(world: World) -> None:
    recorded = world.say(f"/projet décision {SECRET} « Chiffrer » en Comex du 05/11/2020", by="dgs")
    assert recorded.kind == "recorded"
    assert recorded.message.personal
    for typed in (f"/projet décision {SECRET} « Voir » en Comex", "/instance décision Comex « Voir »"):
        answer = world.say(typed, by="comex").text
        assert "sécurité" not in answer
        assert "5 novembre" not in answer
    assert "5 novembre" in world.say("/instance décision Comex « Voir »", by="dgs").text
    # Nor is its meeting the last one of those outside its circle.
    world.say("/objectif décision 4.1.1 « Un » en Comex", by="comex")
    assert decided(world)[-1] == (("objective", "4.1.1"), "comex", date(2020, 11, 23), "Un")
