"""Questions of history: what has moved since when, why something stands as it does, and who said it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import meetings, movements
from storage.history import Subject
from storage.rows.following import TransitionKind
from tests.entries import record
from tests.world import NOON, World

RESULT = ("key_result", "4.1.1.a")
OTHER = ("key_result", "3.4.1.a")
PROJECT = ("project", "plan-velo")
RESTRICTED = ("project", "exemple-plan-de-securite-numerique")
LEAD = "Chef de file Convergence numérique (exemple)"
STORM = {"weather": "compromised", "comment": "marché infructueux"}


def meet(world: World, body: str, on: str) -> None:
    """Record that a body met."""
    with world.database.write() as session:
        meetings.hold(session, body, date.fromisoformat(on), world.now)


def on(world: World, day: str) -> None:
    """Let it be noon of a day in Paris."""
    world.now = NOON.replace(year=int(day[:4]), month=int(day[5:7]), day=int(day[8:]))


def told(world: World, day: str, subject: Subject, what: str = "updated", **detail: Any) -> int:
    """Record an entry on a day, and come back to 23 November 2020."""
    on(world, day)
    number = record(world, subject, what, **detail)
    world.now = NOON
    return number


# What has moved


def test_what_has_moved_is_told_by_subject_with_day_author_number_and_what_stood_before(world: World) -> None:
    told(world, "2020-10-02", RESULT, weather="secure")
    second = told(world, "2020-11-12", RESULT, **STORM)
    third = told(world, "2020-11-13", OTHER, progress=40)
    answer = world.say("/objectif mouvements depuis le 1er novembre")
    lines = answer.text.splitlines()
    assert lines[0] == "Ce qui a bougé depuis le 1er novembre 2020 : 2 sujets ont bougé"
    assert lines[1].startswith("- 3.4.1.a ")
    assert lines[2].strip() == (
        f"13 novembre 2020 (n° {third}), {LEAD} : en cours, avancement 40 % (auparavant : à venir)"
    )
    assert lines[3].startswith("- 4.1.1.a ")
    assert lines[4].strip() == (
        f"12 novembre 2020 (n° {second}), {LEAD} : objectifs compromis (orage), commentaire « marché infructueux »"
        " (auparavant : objectifs sécurisés (soleil))"
    )
    assert answer.codes == ("3.4.1.a", "4.1.1.a")
    assert "n° 1)" not in answer.text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("depuis le 12/11/2020", {3, 4, 5}),
        ("depuis octobre", {2, 3, 4, 5}),
        ("en octobre", {2}),
        ("le mois dernier", {2}),
        ("cette semaine", {5}),
        ("la semaine dernière", {4}),
        ("depuis hier", {5}),
        ("depuis le dernier Comex", {3, 4, 5}),
        ("depuis la dernière réunion du Comex", {3, 4, 5}),
        ("depuis le Comex", {3, 4, 5}),
        ("depuis le Comex du 1er octobre 2020", {2, 3, 4, 5}),
        ("", {3, 4, 5}),
        ("depuis janvier", {1, 2, 3, 4, 5}),
        ("depuis octobre pilier 4", {2, 3, 5}),
        ("pilier 4 depuis octobre", {2, 3, 5}),
        ("depuis octobre hors pilier 4", {4}),
        ("depuis octobre axe 4.1", {2, 3, 5}),
        ("depuis octobre sur 4.1.1", {2, 3, 5}),
        ("depuis octobre 4.1.1.a", {2, 3, 5}),
        ("depuis octobre Direction des Achats (exemple)", {4}),
    ],
)
def test_movements_are_those_of_the_period_and_the_filters(sqlite_world: World, text: str, numbers: set[int]) -> None:
    meet(sqlite_world, "comex", "2020-10-01")
    meet(sqlite_world, "comex", "2020-11-12")
    days = (("2020-06-01", RESULT), ("2020-10-02", RESULT), ("2020-11-12", RESULT), ("2020-11-18", OTHER))
    for progress, (day, subject) in enumerate(days, start=10):
        told(sqlite_world, day, subject, progress=progress)
    told(sqlite_world, "2020-11-23", RESULT, progress=20)
    answer = sqlite_world.say(f"/objectif mouvements {text}")
    assert {number for number in range(1, 6) if f"(n° {number})" in answer.text} == numbers, answer.text


def test_the_meeting_before_is_offered(sqlite_world: World) -> None:
    meet(sqlite_world, "comex", "2020-10-01")
    meet(sqlite_world, "comex", "2020-11-12")
    number = told(sqlite_world, "2020-10-02", RESULT, progress=10)
    answer = sqlite_world.say("/objectif mouvements depuis le dernier Comex")
    assert answer.text.startswith("Rien n'est consigné depuis la réunion du 12 novembre 2020 (Comex).")
    assert f"(n° {number})" in sqlite_world.say("1").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("depuis le dernier Comex", "aucune réunion n'est enregistrée pour « Comex »"),
        ("depuis la dernière réunion de l'Atlantide", "Je ne connais pas l'instance « Atlantide »."),
        ("depuis le 31/02/2020", "31/02/2020"),
        ("depuis le 1er décembre 2020", "Le 1er décembre 2020 est à venir"),
        ("depuis octobre Atlantide", "Atlantide"),
        ("depuis octobre pilier 12", "12"),
        ("depuis octobre pilier 4 thématique mobilité", "thématique"),
        ("depuis octobre '; DROP TABLE person; --", "DROP"),
    ],
)
def test_what_cannot_be_answered_is_said(sqlite_world: World, text: str, said: str) -> None:
    told(sqlite_world, "2020-11-12", RESULT, progress=10)
    answer = sqlite_world.say(f"/objectif mouvements {text}")
    assert answer.kind == "misread", answer.text
    assert said.lower() in answer.text.lower()


def test_what_was_taken_back_has_not_moved(world: World) -> None:
    first = told(world, "2020-11-12", RESULT, progress=10)
    told(world, "2020-11-13", RESULT, "reversed", entry=first, reason="erreur")
    assert world.say("/objectif mouvements depuis novembre").text.startswith("Rien n'est consigné")


def test_taking_back_what_was_said_before_is_a_movement(sqlite_world: World) -> None:
    first = told(sqlite_world, "2020-10-12", RESULT, **STORM)
    number = told(sqlite_world, "2020-11-13", RESULT, "reversed", entry=first, reason="erreur")
    text = sqlite_world.say("/objectif mouvements depuis novembre").text
    assert f"(n° {number}), {LEAD} : n° {first} annulé, motif « erreur » (auparavant : objectifs compromis" in text
    told(sqlite_world, "2020-11-14", RESULT, "reversed", entry=number)
    assert sqlite_world.say("/objectif mouvements depuis novembre").text.startswith("Rien n'est consigné")


def test_a_proposal_moves_nothing(sqlite_world: World) -> None:
    number = record(sqlite_world, RESULT, "proposed", update={"progress": 40})
    record(sqlite_world, RESULT, "reversed", entry=number)
    assert sqlite_world.say("/objectif mouvements").text.startswith("Rien n'est consigné")


def test_a_revised_deadline_is_told_with_the_initial_one(sqlite_world: World) -> None:
    deadline = {"due_on": "2022-06-30", "label": "T2 2022", "reason": "marché"}
    record(sqlite_world, RESULT, "updated", deadline=deadline)
    assert "(auparavant : échéance au " in sqlite_world.say("/objectif mouvements").text


def test_objectives_and_projects_are_told_together_and_apart(sqlite_world: World) -> None:
    record(sqlite_world, RESULT, "updated", progress=10)
    record(sqlite_world, PROJECT, "updated", progress=20)
    record(sqlite_world, ("objective", "4.2.2"), "decision_recorded", text="généraliser", on="2020-11-23")
    both = sqlite_world.say("/dimension mouvements")
    assert (both.codes, both.projects) == (("4.2.2", "4.1.1.a"), ("plan-velo",))
    assert "décision, « généraliser »" in both.text
    assert sqlite_world.say("/objectif mouvements").projects == ()
    alone = sqlite_world.say("/projet mouvements")
    assert (alone.codes, alone.projects) == ((), ("plan-velo",))
    assert "plan-velo" not in alone.text
    assert sqlite_world.say("/projet mouvements thématique habitat").text.startswith("Rien n'est consigné")


def test_many_movements_go_by_pages_and_long_ones_point_to_the_history(sqlite_world: World) -> None:
    meet(sqlite_world, "comex", "2020-11-12")
    codes = [f"{pillar}.1.1.a" for pillar in range(1, 8)] + [f"{pillar}.1.2.a" for pillar in range(1, 6)]
    for code in codes:
        record(sqlite_world, ("key_result", code), "updated", progress=10)
    for progress in range(8):
        record(sqlite_world, ("key_result", codes[-1]), "updated", progress=progress)
    first = sqlite_world.say("/objectif mouvements depuis le dernier Comex")
    assert "De 1 à 10 sur 12" in first.text
    assert "et 4 autres points dans son historique" in first.text
    assert "Historique : 5.1.2.a" in first.labels
    following = sqlite_world.say("suite")
    assert following.text.startswith("Ce qui a bougé depuis la réunion du 12 novembre 2020 (Comex)")
    assert following.codes == ("2.1.1.a", "1.1.1.a")


def test_a_restricted_project_betrays_itself_in_no_movement(world: World) -> None:
    record(world, RESTRICTED, "updated", **STORM)
    for text in ("/projet mouvements", "/dimension mouvements", "qu'est-ce qui a bougé cette semaine ?"):
        hidden, shown = world.say(text), world.say(text, by="dgs")
        assert hidden.text.startswith("Rien n'est consigné")
        assert (hidden.projects, shown.projects) == ((), ("exemple-plan-de-securite-numerique",))
    for text in (
        "/projet pourquoi plan de sécurité numérique",
        "pourquoi le plan de sécurité numérique est en rouge ?",
    ):
        assert "infructueux" not in world.say(text).text
        assert "infructueux" in world.say(text, by="dgs").text


def test_the_changes_between_two_instants_are_read_by_digests(world: World) -> None:
    told(world, "2020-10-02", RESULT, weather="secure")
    told(world, "2020-11-12", RESULT, weather="compromised", status="under_way")
    decision = told(world, "2020-11-13", RESULT, "decision_recorded", text="x", on="2020-11-13")
    with world.database.read() as session:
        since, until = NOON.replace(day=1), NOON
        found = movements.between(session, since=since, until=until, kinds=list(TransitionKind))
        assert [(each.kind, each.before, each.after) for each in found] == [
            (TransitionKind.STATUS, None, "under_way"),
            (TransitionKind.WEATHER, "secure", "compromised"),
            (TransitionKind.DECISION, None, str(decision)),
        ]


# Plain questions


@pytest.mark.parametrize(
    "text",
    [
        "qu'est-ce qui a bougé depuis le dernier Comex ?",
        "Qu'est-ce qui a bougé depuis le 1er octobre ?",
        "quest ce qui a bouge depuis le dernier comex",
        "qu’est-ce qui a changé depuis octobre ?",
        "ce qui a bougé depuis le dernier Comex",
        "quels objectifs ont bougé depuis le dernier comex ?",
        "quels sont les objectifs qui ont bougé cette semaine dans le pilier 4",
        "quoi de neuf depuis lundi ?",
        "quoi de neuf ?",
        "quoi de nouveau sur le pilier 4 ?",
        "y a-t-il du nouveau depuis le dernier Comex ?",
        "qu'est-ce qu'il y a de nouveau depuis hier ?",
        "les mouvements depuis le 1er octobre",
        "quelles sont les évolutions depuis octobre ?",
        "qu'est-ce qui a évolué sur 4.1.1 depuis octobre ?",
        "dis-moi ce qui a bougé depuis le Comex",
        "qu'est-ce qui s'est passé cette semaine ?",
    ],
)
def test_what_has_moved_is_asked_in_plain_french(sqlite_world: World, text: str) -> None:
    meet(sqlite_world, "comex", "2020-11-12")
    record(sqlite_world, RESULT, "updated", progress=10)
    answer = sqlite_world.say(text)
    assert (answer.kind, answer.codes) == ("movements", ("4.1.1.a",)), answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("quoi de neuf depuis le 31/02/2020 ?", "31/02/2020"),
        ("qu'est-ce qui a bougé depuis le dernier Comex ?", "aucune réunion n'est enregistrée"),
        ("qu'est-ce qui a bougé depuis Noël en Atlantide ?", "Atlantide"),
        ("objectif pourquoi pilier 4", "J'attends un objectif, et non « pilier 4 »."),
    ],
)
def test_a_plain_question_that_cannot_be_answered_is_told_why(sqlite_world: World, text: str, said: str) -> None:
    answer = sqlite_world.say(text)
    assert answer.kind == "misread"
    assert said.lower() in answer.text.lower()


def test_a_plain_question_may_name_one_subject(sqlite_world: World) -> None:
    record(sqlite_world, RESULT, "updated", progress=10)
    record(sqlite_world, PROJECT, "updated", progress=10)
    answer = sqlite_world.say("qu'est-ce qui a bougé sur le plan vélo depuis octobre ?")
    assert (answer.codes, answer.projects) == ((), ("plan-velo",))
    assert answer.text.startswith("Ce qui a bougé depuis le 1er octobre 2020, Plan vélo")


@pytest.mark.parametrize(
    "text",
    [
        "où en est le plan vélo ?",
        "qui a lancé le plan vélo ?",
        "qui a le droit de voter ?",
        "quel est l'objectif 4.2.2 ?",
        "pourquoi un plan de transformation ?",
        "le changement climatique",
        "quels objectifs doivent être finis au T3 2020 ?",
        "qu'est-ce qui doit être fini au T3 2020 dans le pilier 7 ?",
        "4.1.1 a bougé",
        "",
    ],
)
def test_other_questions_are_answered_as_before(sqlite_world: World, text: str) -> None:
    assert sqlite_world.say(text).kind not in {"movements", "why"}


# Why


def test_why_says_who_said_it_for_whom_when_and_under_which_number(world: World) -> None:
    told(world, "2020-10-02", RESULT, weather="secure")
    support = {"blocker": "marché infructueux", "need": "un arbitrage", "needed_by": "2020-12-15", "body": "comex"}
    on(world, "2020-11-12")
    detail = {"weather": "compromised", "support": support, "comment": "relance en janvier"}
    number = record(world, RESULT, "updated", by="manager", giver="chef-de-file", **detail)
    world.now = NOON
    text = world.say("/objectif pourquoi 4.1.1.a").text
    assert (
        f"Météo : objectifs compromis (orage), dit par {world.label('manager')}, pour {LEAD}, le 12 novembre 2020 "
        f"(n° {number}) (auparavant : objectifs sécurisés (soleil))"
    ) in text
    assert "Dit en même temps : commentaire « relance en janvier »" in text
    assert "point de blocage : « marché infructueux » ; appui demandé au Comex avant le 15 décembre 2020" in text


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi 4.1.1.a est en rouge ?",
        "pourquoi est-ce que 4.1.1.a est rouge",
        "pourquoi le 4.1.1.a est compromis ?",
        "qui a dit que 4.1.1.a était en rouge ?",
        "qui a mis 4.1.1.a en rouge ?",
        "c'est qui qui a mis 4.1.1.a en rouge",
        "pk 4.1.1.a rouge ?",
        "pourquoi 4.1.1.a ?",
    ],
)
def test_why_is_asked_in_plain_french(sqlite_world: World, text: str) -> None:
    record(sqlite_world, RESULT, "updated", **STORM)
    answer = sqlite_world.say(text)
    assert (answer.kind, answer.codes) == ("why", ("4.1.1.a",)), answer.text
    assert "objectifs compromis (orage), dit par" in answer.text


@pytest.mark.parametrize("text", ["pourquoi le plan vélo est en rouge ?", "qui a mis le plan vélo en rouge ?"])
def test_why_is_asked_of_a_project_by_its_name(sqlite_world: World, text: str) -> None:
    record(sqlite_world, PROJECT, "updated", **STORM)
    answer = sqlite_world.say(text)
    assert (answer.kind, answer.projects) == ("why", ("plan-velo",)), answer.text


@pytest.mark.parametrize(
    "question", ["pourquoi c'est en rouge ?", "qui l'a dit ?", "pourquoi ?", "et pourquoi c'est rouge"]
)
@pytest.mark.parametrize("door", ["plain", "buttons"])
def test_right_after_a_state_no_code_is_needed(sqlite_world: World, question: str, door: str) -> None:
    from commands.request import Door

    doors = {"plain": Door(), "buttons": Door(carries_sentences=True, shows_forms=True)}
    record(sqlite_world, RESULT, "updated", **STORM)
    record(sqlite_world, PROJECT, "updated", weather="compromised")
    sqlite_world.say("/objectif statut 4.1.1.a", door=doors[door])
    answer = sqlite_world.say(question, door=doors[door])
    assert (answer.kind, answer.codes) == ("why", ("4.1.1.a",)), answer.text
    sqlite_world.say("/projet statut plan vélo", door=doors[door])
    answer = sqlite_world.say(question, door=doors[door])
    assert (answer.kind, answer.projects) == ("why", ("plan-velo",)), answer.text
    again = sqlite_world.say("qui l'a dit ?", door=doors[door])
    assert again.projects == ("plan-velo",)


def test_after_half_an_hour_the_subject_is_asked_for(sqlite_world: World) -> None:
    record(sqlite_world, RESULT, "updated", **STORM)
    sqlite_world.say("/objectif statut 4.1.1.a")
    sqlite_world.later(minutes=31)
    assert "De quel objectif ou projet parlez-vous ?" in sqlite_world.say("pourquoi c'est en rouge ?").text
    assert sqlite_world.say("4.1.1.a").codes == ("4.1.1.a",)


def test_what_is_not_in_red_is_said_not_to_be_and_until_when_it_was(sqlite_world: World) -> None:
    told(sqlite_world, "2020-10-02", RESULT, **STORM)
    number = told(sqlite_world, "2020-11-12", RESULT, weather="reachable")
    text = sqlite_world.say("pourquoi 4.1.1.a est en rouge ?").text
    assert "4.1.1.a n'est pas en « rouge » : objectifs atteignables (couvert)." in text
    assert f"Il l'a été jusqu'au 12 novembre 2020 (n° {number}) : objectifs compromis (orage)." in text


def test_where_nobody_said_anything_the_calendar_alone_speaks(sqlite_world: World) -> None:
    text = sqlite_world.say("pourquoi 4.2.2.a est en rouge ?").text
    assert "Météo non renseignée : personne n'en a dit, et aucune couleur n'est calculée." in text
    assert "Échéance du 30 septembre 2020 dépassée de 54 jours : c'est le calendrier qui le dit." in text
    sqlite_world.now = NOON.replace(month=1)
    assert "ce n'est pas consigné" in sqlite_world.say("/objectif pourquoi 4.2.2.b").text


def test_an_objective_tells_of_its_key_results(sqlite_world: World) -> None:
    record(sqlite_world, ("key_result", "4.2.2.b"), "updated", weather="needs_support")
    deadline = {"due_on": "2021-12-31", "label": "fin 2021", "reason": "deux équipes manquent"}
    number = record(sqlite_world, ("key_result", "4.2.2.b"), "updated", deadline=deadline)
    answer = sqlite_world.say("pourquoi 4.2.2 a été reporté ?")
    assert (answer.about.kind, answer.about.codes) == ("why", ("4.2.2", "4.2.2.a", "4.2.2.b"))
    assert f"n° {number}, 23 novembre 2020, {LEAD} : à fin 2021 (31 décembre 2021), motif « deux équipes" in answer.text


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("historique de 4.1.1.a", "Historique de 4.1.1.a Mettre en place le schéma directeur"),
        ("l'historique de 4.1.1 ?", "Historique de 4.1.1 Élaborer le schéma directeur"),
        ("historique du plan vélo", "Historique : Plan vélo"),
    ],
)
def test_a_history_is_asked_in_plain_french(sqlite_world: World, text: str, heading: str) -> None:
    answer = sqlite_world.say(text)
    assert (answer.kind, answer.text.startswith(heading)) == ("history", True), answer.text


@pytest.mark.parametrize(
    "text",
    [
        " " * 20_000,
        "1" + " " * 20_000 + "x",
        "pourquoi" + " " * 20_000 + "x",
        "pourquoi x" + " en" * 6_000,
        "qui a " * 3_000,
        "depuis le " * 2_000,
        "/objectif pourquoi " + "est en " * 3_000,
        "/objectif mouvements " + "depuis le " * 2_000,
    ],
)
@pytest.mark.timeout(20)
def test_a_pasted_page_is_answered_at_once(sqlite_world: World, text: str) -> None:
    assert sqlite_world.say(text).kind != "incident"
