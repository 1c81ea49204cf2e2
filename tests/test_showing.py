"""How things stand, wherever it is read: what was said last, by whom, when and on what ground, in the same words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from commands.charts import StackedBars
from commands.message import Picture
from storage.history import Subject
from storage.ledger.folding import ACTION_RECORDED, DECISION_RECORDED, PROPOSED, REVERSED, SUPPORT_ANSWERED
from storage.ledger.update import Completion, DeadlineSaid, MeasureSaid, SupportAsked, Update, to_detail
from storage.rows.following import Weather
from storage.rows.plan import Status
from tests.test_telling import told, update
from tests.world import World

A: Subject = ("key_result", "4.2.2.a")
B: Subject = ("key_result", "4.2.2.b")
SERVICES: Subject = ("key_result", "4.3.1.a")
BODIES: Subject = ("key_result", "4.2.3.a")
PROJECT: Subject = ("project", "developpement-du-teletravail")
VALUE = MeasureSaid(Decimal(62), date(2020, 10, 31), "enquête interne", target=1)
MARKET = DeadlineSaid(date(2020, 12, 31), "T4 2020", "marché infructueux")
RECRUITMENT = DeadlineSaid(date(2021, 6, 30), "T2 2021", "recrutement reporté")
POSTS = SupportAsked("deux équipes manquent", "deux postes", date(2020, 12, 15), body="comex")


@pytest.fixture
def led(sqlite_world: World) -> World:
    """A world where 4.2.2 has a chef de file."""
    sqlite_world.lead("4.2.2", "chef-de-file")
    return sqlite_world


def on(world: World, day: str, subject: Subject, said: Update, *, by: str = "chef-de-file", **more: Any) -> int:
    """An update of that day, at noon; the world's hour stays."""
    before, world.now = world.now, datetime.fromisoformat(f"{day} 11:00").replace(tzinfo=UTC)
    try:
        return update(world, subject, by, said, **more)
    finally:
        world.now = before


def below(world: World, typed: str, *, by: str = "agent") -> str:
    """What `/objectif statut` says of a key result, from its statement on."""
    return world.say(f"/objectif statut {typed}", by=by).text.split("\n", 2)[2]


# A key result


def test_the_state_of_an_objective_says_what_was_said_last(led: World) -> None:
    on(led, "2020-11-09", B, Update(measure=VALUE, weather=Weather.REACHABLE))
    assert led.say("/objectif statut 4.2.2", by="chef-de-file").text == (
        "4.2.2 Déployer les outils collaboratifs et former les collaborateurs à leur utilisation\n"
        "Pilier 4, axe 2 · chef de file : Chef de file Convergence numérique (exemple)\n"
        "a. Disposer d'une communauté d'ambassadeurs\n"
        "   échéance T3 2020 (30 septembre 2020) dépassée de 54 jours, sans point d'étape\n"
        "b. 90 % des collaborateurs utilisant efficacement les outils collaboratifs\n"
        "   en cours, valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne), "
        "objectifs atteignables (couvert)\n"
        "   échéance T2 2021 (30 juin 2021), dans 219 jours · "
        "dernier point d'étape : 9 novembre 2020, chef de file (n° 1)\n"
        "Source : DiMENSiON, pilier 4, axe 2, 2.2\n"
        "[1] Historique  [2] Mettre à jour  [3] Suivre  [4] Fiche  [5] Pilier 4"
    )


def test_a_figure_older_than_its_period_is_that_of_its_day(led: World) -> None:
    old = MeasureSaid(Decimal(3), date(2020, 6, 1), "bilan", target=1)
    on(led, "2020-11-09", BODIES, Update(measure=old))
    on(led, "2020-11-09", B, Update(measure=MeasureSaid(Decimal(40), date(2020, 6, 1), "bilan", target=1)))
    assert "(au 1er juin 2020, source : bilan)" in below(led, "4.2.3.a"), "counted by the year"
    assert "(donnée du 1er juin 2020, source : bilan)" in below(led, "4.2.2.b")


def test_each_of_several_targets_has_its_value(led: World) -> None:
    on(led, "2020-11-09", SERVICES, Update(measure=MeasureSaid(Decimal(2), date(2020, 11, 1), "suivi", target=1)))
    start = MeasureSaid(Decimal(0), date(2020, 1, 1), "suivi", target=2, baseline=True)
    on(led, "2020-11-09", SERVICES, Update(measure=start))
    text = below(led, "4.3.1.a")
    assert "valeur 2 nouveaux services digitaux pour une cible de 5 nouveaux services digitaux (au 1er novembre" in text
    [aim] = [line for line in text.splitlines() if line.startswith("   cible : ")]
    assert aim.startswith("   cible : 3 nouveaux services par an (")
    assert aim.endswith(", départ 0 nouveaux services par an au 1er janvier 2020")


def test_a_starting_point_is_shown_beside_the_value(led: World) -> None:
    start = MeasureSaid(Decimal(12), date(2020, 1, 1), "enquête interne", target=1, baseline=True)
    on(led, "2020-11-08", B, Update(measure=start))
    on(led, "2020-11-09", B, Update(measure=VALUE))
    assert "source : enquête interne, départ 12 % au 1er janvier 2020)" in below(led, "4.2.2.b")


def test_every_postponement_stays_readable(led: World) -> None:
    on(led, "2020-10-05", A, Update(deadline=MARKET))
    on(led, "2020-11-16", A, Update(deadline=RECRUITMENT), by="appui")
    lines = below(led, "4.2.2.a").splitlines()
    assert lines[2] == (
        "   échéance reportée au T2 2021 (30 juin 2021) ; échéance initiale T3 2020 (30 septembre 2020), 2 reports, "
        "glissement total de 273 jours · nouvelle échéance dans 219 jours · "
        "dernier point d'étape : 16 novembre 2020, Cellule d'appui, coordination (exemple) (n° 2)"
    )
    assert lines[3:5] == [
        "   n° 1, 5 octobre 2020, chef de file : au T4 2020 (31 décembre 2020), motif « marché infructueux »",
        "   n° 2, 16 novembre 2020, Cellule d'appui, coordination (exemple) : au T2 2021 (30 juin 2021), "
        "motif « recrutement reporté »",
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "dépassée de 54 jours, sans point d'étape"),
        ("2020-09-01", "dépassée de 54 jours, sans point d'étape depuis l'échéance"),
        ("2020-09-30", "dépassée de 54 jours, sans point d'étape depuis l'échéance"),
        ("2020-10-01", "dépassée de 54 jours, en retard, selon le dernier point d'étape"),
    ],
)
def test_only_a_point_given_since_says_that_it_is_late(led: World, day: str | None, said: str) -> None:
    if day is not None:
        on(led, day, A, Update(progress=40))
    [line] = [line for line in below(led, "4.2.2.a").splitlines() if "dépassée" in line]
    assert line.split(" · ")[0].endswith(said)
    assert ("en retard" in led.say("/objectif liste échéance dépassée axe 4.2").text) is ("en retard" in said)


def test_a_revised_deadline_that_has_passed_is_past_due_again(led: World) -> None:
    on(led, "2020-10-05", A, Update(deadline=DeadlineSaid(date(2020, 11, 20), "20 novembre 2020", "retard")))
    assert "nouvelle échéance dépassée de 3 jours, en retard" not in below(led, "4.2.2.a")
    assert "nouvelle échéance dépassée de 3 jours, sans point d'étape depuis l'échéance" in below(led, "4.2.2.a")
    assert "4.2.2.a" in led.say("/objectif liste échéance dépassée axe 4.2").codes


def test_what_blocks_and_what_is_asked_are_shown_with_the_answer(led: World) -> None:
    request = on(led, "2020-11-09", A, Update(weather=Weather.COMPROMISED, support=POSTS))
    text = below(led, "4.2.2.a")
    assert "   en cours, " not in text, "a weather alone does not say that it has begun"
    assert "objectifs compromis (orage), 1 point de blocage" in text
    assert (
        "point de blocage : « deux équipes manquent » ; appui demandé au Comex avant le 15 décembre 2020 : "
        "« deux postes », sans réponse (n° 1)"
    ) in text
    told(led, A, SUPPORT_ANSWERED, "comex", request=request, answer="granted", body="comex")
    assert "« deux postes », lu en Comex, appui accordé, le 23 novembre 2020 (n° 1)" in below(led, "4.2.2.a")


def test_a_support_may_be_asked_of_a_person(led: World) -> None:
    asked = SupportAsked("deux équipes manquent", "deux postes", date(2020, 12, 15), person="dga-numerique")
    on(led, "2020-11-09", A, Update(weather=Weather.NEEDS_SUPPORT, support=asked))
    assert f"appui demandé à {led.label('dga-numerique')} avant le 15 décembre 2020" in below(led, "4.2.2.a")


def test_what_was_said_of_an_objective_itself_stands_above_its_key_results(led: World) -> None:
    on(led, "2020-11-09", ("objective", "4.2.2"), Update(status=Status.UNDER_WAY, weather=Weather.REACHABLE))
    assert led.say("/objectif statut 4.2.2").text.splitlines()[2] == (
        "dans son ensemble : en cours, objectifs atteignables (couvert) · "
        "dernier point d'étape : 9 novembre 2020, chef de file (n° 1)"
    )


def test_what_is_done_says_since_when_and_on_what_ground(led: World) -> None:
    done = Completion(date(2020, 11, 20), "rapport n° 4", "90 %", "91 %", "commencer plus tôt")
    on(led, "2020-11-20", B, Update(status=Status.DONE, completion=done))
    on(led, "2020-11-22", B, Update(evaluation="au-delà de l'attendu"), by="appui")
    text = below(led, "4.2.2.b")
    assert "   réalisé le 20 novembre 2020\n   échéance T2 2021 (30 juin 2021) · dernier point d'étape" in text
    assert "preuve : « rapport n° 4 » ; attendu : « 90 % » ; obtenu : « 91 % »" in text
    assert "évaluation du 22 novembre 2020, Cellule d'appui, coordination (exemple) (n° 2) : « au-delà" in text
    assert "retour d'expérience : « commencer plus tôt »" in text
    assert "météo" not in text, "what is over has no weather"


def test_what_the_document_prints_as_done_stays_its_word(led: World) -> None:
    on(led, "2020-11-22", ("key_result", "3.2.6.a"), Update(evaluation="à consolider"), by="appui")
    assert "réalisé, selon DiMENSiON, 2020\n" in below(led, "3.2.6.a")


def test_a_comment_older_than_the_last_point_says_its_day(led: World) -> None:
    on(led, "2020-11-02", B, Update(comment="reste les sites distants"))
    assert "   commentaire : « reste les sites distants »" in below(led, "4.2.2.b")
    on(led, "2020-11-09", B, Update(progress=50))
    assert "commentaire du 2 novembre 2020 (n° 1) : « reste les sites distants »" in below(led, "4.2.2.b")
    assert "en cours, avancement 50 %, météo non renseignée" in below(led, "4.2.2.b")


def test_a_deputy_speaks_in_the_lead_s_name(led: World) -> None:
    on(led, "2020-11-09", B, Update(progress=50), by="manager", on_behalf_of="chef-de-file")
    said = "dernier point d'étape : 9 novembre 2020, Responsable du service Outils collaboratifs (exemple), au nom de "
    assert f"{said}Chef de file Convergence numérique (exemple) (n° 1)" in below(led, "4.2.2.b")


def test_decisions_actions_and_proposals_are_counted(led: World) -> None:
    told(led, A, DECISION_RECORDED, "appui", text="on recrute", body="comex")
    told(led, A, ACTION_RECORDED, "appui", text="publier", holder="chef-de-file", due_on="2020-11-20")
    told(led, A, ACTION_RECORDED, "appui", text="recruter", holder="chef-de-file", due_on="2021-01-20")
    told(led, A, PROPOSED, "agent", update=to_detail(Update(progress=10)))
    said = "1 décision consignée, 2 actions à faire, dont 1 échéance dépassée, 1 proposition en attente"
    assert said in below(led, "4.2.2.a")
    told(led, ("objective", "4.2.2"), DECISION_RECORDED, "appui", text="on continue", body="comex")
    assert led.say("/objectif statut 4.2.2").text.splitlines()[2] == "1 décision consignée"


def test_what_is_taken_back_leaves_the_document_s_words(led: World) -> None:
    before = below(led, "4.2.2.a")
    entry = on(led, "2020-10-05", A, Update(progress=40, deadline=MARKET, weather=Weather.SECURE))
    told(led, A, REVERSED, "chef-de-file", entry=entry)
    assert below(led, "4.2.2.a") == before


def test_markup_in_what_people_say_stays_text(led: World) -> None:
    on(led, "2020-11-09", B, Update(comment="<!channel> *urgent* @room <b>"))
    assert "« <!channel> *urgent* @room <b> »" in below(led, "4.2.2.b")


# What one may do next


def test_the_buttons_are_those_of_the_person(led: World) -> None:
    says = {by: led.say("/objectif statut 4.2.2.b", by=by).says for by in ("chef-de-file", "agent", "appui", "inconnu")}
    assert says["chef-de-file"][1:3] == ["objectif maj 4.2.2.b", "objectif suivre 4.2.2.b"]
    assert says["agent"][1:3] == ["objectif proposer 4.2.2.b", "objectif suivre 4.2.2.b"]
    assert says["appui"][1] == "objectif maj 4.2.2.b"
    assert says["inconnu"] == ["objectif historique 4.2.2.b", "objectif fiche 4.2.2.b", "objectif statut pilier 4"]
    led.say("/objectif suivre 4.2.2.b", by="agent")
    assert led.say("/objectif statut 4.2.2.b", by="agent").says[2] == "objectif ne plus suivre 4.2.2.b"


def test_what_is_over_is_not_to_be_updated(led: World) -> None:
    on(led, "2020-11-20", B, Update(status=Status.STOPPED))
    assert "objectif maj 4.2.2.b" not in led.say("/objectif statut 4.2.2.b", by="chef-de-file").says
    assert "objectif maj 4.2.2" in led.say("/objectif statut 4.2.2", by="chef-de-file").says, "a. is still open"


# Lists, counts, searches


def test_lists_go_by_how_things_stand_now(world: World) -> None:
    on(world, "2020-10-05", A, Update(deadline=RECRUITMENT, weather=Weather.COMPROMISED, progress=10))
    on(world, "2020-11-09", B, Update(status=Status.DONE))
    on(world, "2020-11-09", BODIES, Update(weather=Weather.SECURE))

    def listed(criteria: str) -> tuple[str, ...]:
        return world.say(f"/objectif liste {criteria}").codes

    assert "4.2.2.a" not in listed("échéance dépassée axe 4.2")
    assert listed("T2 2021 axe 4.2") == ("4.2.2.a", "4.2.2.b")
    assert "4.2.2.a" not in listed("T3 2020 pilier 4")
    assert listed("réalisé axe 4.2") == ("4.2.2.b",)
    assert listed("en cours") == ("4.2.2.a",)
    assert listed("météo orage") == listed("rouge") == listed("objectifs compromis") == ("4.2.2.a",)
    assert listed("vert") == ("4.2.3.a",)
    assert set(listed("vert ou rouge")) == {"4.2.2.a", "4.2.3.a"}
    without = listed("axe 4.2 sans météo")
    assert {"4.2.2.a", "4.2.3.a"}.isdisjoint(without)
    assert "4.2.2.b" in without
    assert set(listed("axe 4.2 hors rouge")) == {*without, "4.2.3.a"}, "what has no weather is not red"
    assert world.say("/objectif liste orage").text.startswith("1 objectif opérationnel : objectifs compromis (orage)\n")
    assert world.say("/objectif liste axe 4.2 sans météo").text.startswith(
        f"{len(without)} objectifs opérationnels : axe 4.2, météo non renseignée"
    )


def test_a_list_is_in_the_order_of_revised_deadlines(sqlite_world: World) -> None:
    on(sqlite_world, "2020-10-05", A, Update(deadline=DeadlineSaid(date(2030, 1, 1), "1er janvier 2030", "x")))
    assert sqlite_world.say("/objectif liste axe 4.2").codes[-1] == "4.2.2.a"


def test_a_list_shows_value_weather_and_postponement(led: World) -> None:
    on(led, "2020-11-09", B, Update(measure=VALUE, weather=Weather.REACHABLE))
    on(led, "2020-11-16", A, Update(deadline=RECRUITMENT))
    text = led.say("/objectif liste axe 4.2").text
    assert "valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne)" in text
    assert "échéance initiale T3 2020 (30 septembre 2020), 1 report, glissement total de 273 jours" in text
    assert "recrutement reporté" not in text, "reasons are read in the state"


def test_the_overview_and_its_picture_count_what_stands_now(world: World) -> None:
    on(world, "2020-11-09", A, Update(status=Status.DONE))
    on(world, "2020-11-09", B, Update(weather=Weather.NEEDS_SUPPORT))
    answer = world.say("/objectif statut")
    assert "réalisés : 9 · échéance dépassée : 16 · à venir ou en cours : 72" in answer.text
    assert "météo · appuis nécessaires (nuage) : 1 · non renseignée : 87" in answer.text
    [picture] = [block for block in answer.message.blocks if isinstance(block, Picture)]
    assert isinstance(picture.chart, StackedBars)
    assert sum(bar.values[0] for bar in picture.chart.bars) == 9
    weathers = picture.chart.below
    assert weathers is not None
    assert [sum(bar.values[part] for bar in weathers.bars) for part in range(5)] == [0, 0, 1, 0, 87]
    assert (
        "Pilier 4, Accompagner le Big Bang digital : 1 réalisé sur 17, 1 échéance dépassée ; météo, appuis"
        in answer.text
    )


def test_nothing_is_said_of_the_weather_as_long_as_nobody_gives_any(sqlite_world: World) -> None:
    answer = sqlite_world.say("/objectif statut")
    assert "météo" not in answer.text
    [picture] = [block for block in answer.message.blocks if isinstance(block, Picture)]
    assert isinstance(picture.chart, StackedBars)
    assert picture.chart.below is None


def test_sheets_searches_and_oneself_show_it_at_a_glance(led: World) -> None:
    on(led, "2020-11-09", A, Update(status=Status.DONE))
    on(led, "2020-11-09", B, Update(weather=Weather.REACHABLE))
    said = "(1 réalisé sur 2, objectifs atteignables (couvert) : 1)"
    for typed in ("/objectif statut pilier 4", "/objectif statut axe 4.2", "/objectif fiche pilier 4"):
        assert f"à leur utilisation {said}" in led.say(typed).text, typed
    assert f"à leur utilisation {said}" in led.say("/objectif fiche Direction du Numérique (exemple)").text
    assert f"4.2.2 {said}" in led.say("/dimension moi", by="chef-de-file").text
    found = led.say("/objectif chercher outils collaboratifs")
    [detail] = [button.detail for button in found.buttons if button.says == "objectif statut 4.2.2"]
    assert detail.replace("\u00a0", " ") == f"objectif, pilier 4, axe 2, {said[1:-1]}"


def test_the_sheet_says_as_much_as_the_state(led: World) -> None:
    on(led, "2020-11-09", B, Update(measure=VALUE, weather=Weather.REACHABLE, comment="reste les sites distants"))
    state = below(led, "4.2.2")
    sheet = led.say("/objectif fiche 4.2.2").text
    for line in state.splitlines()[:6]:
        assert line in sheet


# Projects


def test_the_state_and_the_sheet_of_a_project(sqlite_world: World) -> None:
    world = sqlite_world
    world.change_project(PROJECT[1], due_on=date(2021, 3, 31), status=Status.UNDER_WAY)
    on(world, "2020-11-09", PROJECT, Update(progress=40, weather=Weather.SECURE), by="chef-de-projet")
    on(world, "2020-11-10", PROJECT, Update(deadline=RECRUITMENT, comment="charte signée"), by="chef-de-projet")
    for typed in ("/projet statut télétravail", "/projet fiche télétravail"):
        text = world.say(typed).text
        assert "\nEn cours, avancement 40 %, objectifs sécurisés (soleil)\n" in text
        assert "échéance reportée au T2 2021 (30 juin 2021) ; échéance initiale 31 mars 2021, 1 report, " in text
        assert "dernier point d'étape : 10 novembre 2020, chef de projet (n° 2)" in text
        assert (
            "n° 2, 10 novembre 2020, chef de projet : au T2 2021 (30 juin 2021), motif « recrutement reporté »" in text
        )
        assert "commentaire : « charte signée »" in text
    assert world.say("/projet statut télétravail", by="chef-de-projet").says[1] == f"projet maj {PROJECT[1]}"
    assert world.say("/projet statut télétravail", by="agent").says[1:3] == [
        f"projet proposer {PROJECT[1]}",
        f"projet suivre {PROJECT[1]}",
    ]


def test_a_first_deadline_given_by_command_is_no_postponement(sqlite_world: World) -> None:
    on(sqlite_world, "2020-11-10", PROJECT, Update(deadline=RECRUITMENT), by="chef-de-projet")
    text = sqlite_world.say("/projet statut télétravail").text
    assert "échéance T2 2021 (30 juin 2021), dans 219 jours" in text
    assert "reportée" not in text


def test_lists_of_projects_go_by_how_they_stand_now(world: World) -> None:
    world.change_project("plan-velo", due_on=date(2020, 9, 1))
    on(world, "2020-11-09", PROJECT, Update(weather=Weather.COMPROMISED, progress=10), by="appui")
    on(world, "2020-11-09", ("project", "plan-velo"), Update(status=Status.DONE), by="appui")
    assert world.say("/projet liste rouge").projects == (PROJECT[1],)
    assert world.say("/projet liste réalisé").projects == ("plan-velo",)
    assert world.say("/projet liste échéance dépassée").projects == ()
    assert PROJECT[1] not in world.say("/projet liste sans météo thématique administration performante").projects
    assert "En cours, avancement 10 %, objectifs compromis (orage)" in world.say("/projet liste rouge").text
    on(world, "2020-11-10", PROJECT, Update(deadline=MARKET), by="appui")
    assert world.say("/projet liste T4 2020").projects == (PROJECT[1],)
    found = world.say("/projet chercher télétravail")
    assert "en cours, objectifs compromis (orage)" in found.text
