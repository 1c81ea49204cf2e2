"""What a person reads: states, sheets, histories, overviews, projects, communities, help, and who one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commands.message import Audience, Picture
from storage.rows.organisation import LeadRole
from storage.rows.plan import Status
from tests.world import Answer, World

Say = Callable[..., Answer]


def test_the_state_of_an_objective(say: Say) -> None:
    assert say("/objectif statut 4.2.2").text == (
        "4.2.2 Déployer les outils collaboratifs et former les collaborateurs à leur utilisation\n"
        "Pilier 4, axe 2 · chef de file : non désigné\n"
        "a. Disposer d'une communauté d'ambassadeurs\n"
        "   échéance T3 2020 (30 septembre 2020) dépassée de 54 jours, sans point d'étape\n"
        "b. 90 % des collaborateurs utilisant efficacement les outils collaboratifs\n"
        "   à venir · échéance T2 2021 (30 juin 2021), dans 219 jours\n"
        "   cible : 90 % (collaborateurs utilisant efficacement les outils collaboratifs)\n"
        "Source : DiMENSiON, pilier 4, axe 2, 2.2\n"
        "[1] Historique  [2] Fiche  [3] Pilier 4"
    )


def test_the_lead_is_named_once_designated(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    assert "chef de file : Chef de file Convergence numérique (exemple)" in sqlite_world.say("4.2.2").text


def test_a_contributor_is_no_lead(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "manager", role=LeadRole.CONTRIBUTOR)
    assert "chef de file : non désigné" in sqlite_world.say("4.2.2").text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("3.2.6", "réalisé, selon DiMENSiON, 2020 · échéance T2 2020 (30 juin 2020)"),
        ("3.2.5", "ce « réalisé » est à prendre avec réserve"),
        ("1.2.1", "Mise en place de l'intranet, T1 2020 (31 mars 2020) dépassée de 237 jours"),
        ("1.2.1", "Passage en extranet, T4 2020 (31 décembre 2020), dans 38 jours · sans point d'étape"),
        ("1.2.1", "le document n'imprime pas RÉALISÉ"),
        ("4.2.1", "échéance imprimée « T4 2020 / T4 2021 »"),
        ("4.2.1", "Le document imprime une seule échéance pour a et b."),
        ("1.1.1", "Le document imprime une seule échéance pour a, b, c et d."),
        ("2.1.4", "échéance fin 2020 (31 décembre 2020), dans 38 jours"),
        ("3.4.2", "1er évènement : échéance T3 2020 (30 septembre 2020) dépassée de 54 jours, sans point d'étape"),
        ("3.4.2", "rythme : semestriel"),
        ("4.3.1", "cible : 5 nouveaux services digitaux"),
        ("5.1.2", "cible : au plus 7 mois"),
        ("5.2.1", "augmentation de 10 %"),
        ("5.2.1", "seul objectif opérationnel du T2 2020"),
    ],
)
def test_what_the_document_prints_is_said_with_its_reserves(say: Say, code: str, said: str) -> None:
    assert said in say(f"/objectif statut {code}").text


def test_a_status_said_later_is_shown(sqlite_world: World) -> None:
    sqlite_world.status("4.1.1.a", Status.STOPPED)
    assert "arrêté · échéance T3 2021" in sqlite_world.say("4.1.1").text
    sqlite_world.status("4.1.1.a", Status.DONE)
    assert "réalisé · échéance T3 2021 (30 septembre 2021)" in sqlite_world.say("4.1.1").text


def test_a_deadline_today_is_not_past(sqlite_world: World) -> None:
    sqlite_world.later(days=38)
    assert "échéance T4 2020 (31 décembre 2020), aujourd'hui" in sqlite_world.say("3.1.1").text
    sqlite_world.later(days=1)
    assert "dépassée d'un jour" in sqlite_world.say("3.1.1").text


def test_the_sheet_says_how_to_present_it(say: Say) -> None:
    text = say("/objectif fiche 4.2.1").text
    for part in ("En bref :", "Pour le présenter :", "Jalons imprimés", "Dans le texte", "Voir aussi", "Source :"):
        assert part in text
    milestones = [line for line in text.splitlines() if line.startswith("- ") and "2020" in line]
    assert milestones[0].startswith("- outils collaboratifs")


def test_the_sheet_of_a_pillar(say: Say) -> None:
    text = say("/objectif fiche pilier 4").text
    for part in ("Ambition :", "Chiffres clés, selon DiMENSiON, 2020", "Applications exploitées : 200", "4.4.3"):
        assert part in text


def test_the_sheet_of_an_axis_and_of_the_plan(say: Say) -> None:
    assert say("/objectif fiche axe 4.2").text.startswith("Axe 4.2 ")
    assert say("/objectif fiche plan").text.startswith("Le plan DiMENSiON")


def test_the_sheet_of_a_unit(sqlite_world: World) -> None:
    with_lead = sqlite_world.say("/objectif fiche Direction du Numérique (exemple)").text
    assert with_lead.startswith("Direction du Numérique (exemple)\nrattachée à DGA Numérique et innovation (exemple)")
    assert "4.1.1 " in with_lead
    without = sqlite_world.say("/objectif fiche Service Travaux (exemple)").text
    assert "Aucun objectif n'a de chef de file dans cette unité." in without


def test_a_history_ends_with_what_the_document_prints(sqlite_world: World) -> None:
    assert "Rien d'autre n'est consigné" in sqlite_world.say("/objectif historique 4.2.2").text
    sqlite_world.tell("objective", "4.2.2", "lead_changed", role="objective_lead", before=None, after="chef-de-file")
    text = sqlite_world.say("/objectif historique 4.2.2").text
    assert "23 novembre 2020" in text
    assert "4.2.2.a échéance initiale T3 2020 (30 septembre 2020)" in text
    assert "Rien d'autre" not in text


def test_a_long_history_is_paged(sqlite_world: World) -> None:
    for number in range(12):
        sqlite_world.tell("objective", "4.2.2", "lead_changed", before=None, after=f"personne-{number}")
    first = sqlite_world.say("/objectif historique 4.2.2")
    assert "personne-11" in first.text
    assert "échéance initiale" not in first.text
    assert "De 1 à 10 sur 12" in first.text
    second = sqlite_world.say("suite")
    assert "personne-0" in second.text
    assert "échéance initiale" in second.text


def test_the_overview_is_the_perimeter_else_the_plan(say: Say) -> None:
    assert say("/objectif statut", by="agent").text.startswith(
        "Le plan DiMENSiON : 72 objectifs, 97 objectifs opérationnels"
    )
    own = say("/objectif statut", by="chef-de-file")
    assert own.text.startswith("Votre périmètre : ")
    assert "objectif statut plan" in own.says
    assert say("/objectif statut", by="inconnu").text.startswith("Le plan DiMENSiON")


def test_the_overview_shows_the_same_in_picture_and_text(say: Say) -> None:
    answer = say("/objectif statut")
    [picture] = [block for block in answer.message.blocks if isinstance(block, Picture)]
    assert len(picture.chart.bars) == len(picture.alternative) == 7
    assert sum(sum(bar.values) for bar in picture.chart.bars) == 97
    assert [sum(bar.values[part] for bar in picture.chart.bars) for part in (0, 1)] == [8, 17]
    assert "réalisés : 8 · échéance dépassée : 17 · à venir ou en cours : 72" in answer.text
    assert "Pilier 7, Consolider le travail en mode projet : 3 réalisés sur 14, 3 échéances dépassées" in answer.text


def test_the_overview_counts_what_is_put_aside(sqlite_world: World) -> None:
    sqlite_world.status("4.1.1.a", Status.SUSPENDED)
    assert "suspendus ou arrêtés : 1" in sqlite_world.say("/objectif statut").text
    assert "1 suspendu ou arrêté" in sqlite_world.say("/objectif statut").text


def test_the_state_of_a_pillar_and_of_an_axis(say: Say) -> None:
    pillar = say("/objectif statut pilier 7")
    assert "Axe 7.3" in pillar.text
    assert "7.1.1 Élaborer le référentiel commun de la gestion de projet (réalisé)" in pillar.text
    axis = say("/objectif statut axe 7.1")
    assert axis.text.startswith("Axe 7.1 ")
    assert "objectif liste axe 7.1 échéance dépassée" in axis.says


def test_a_search_lists_what_it_finds(say: Say) -> None:
    answer = say("/objectif chercher intranet")
    assert {"1.2.1", "6.2.2"} <= set(answer.codes)
    assert "résultats pour « intranet »" in answer.text
    assert "Ce n'est pas consigné" in say("/objectif chercher zzzz qqqq").text


def test_the_state_of_a_project(sqlite_world: World) -> None:
    text = sqlite_world.say("/projet statut stratobus").text
    assert "Istres (Territoire " in text
    assert "État non consigné, échéance non consignée" in text
    assert "porteur : non désigné · directeur de projet : non désigné · chef de projet : non désigné" in text
    sqlite_world.lead("programme-stratobus", "chef-de-projet", role=LeadRole.PROJECT_MANAGER)
    assert "chef de projet : Chef de projet Télétravail (exemple)" in sqlite_world.say("/projet statut stratobus").text


def test_a_project_deadline_says_how_far_it_is(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", due_on=sqlite_world.now.date(), status=Status.UNDER_WAY)
    assert "En cours, échéance 23 novembre 2020, aujourd'hui" in sqlite_world.say("/projet statut stratobus").text


def test_the_sheet_and_the_history_of_a_project(sqlite_world: World) -> None:
    sheet = sqlite_world.say("/projet fiche grands équipements sportifs").text
    for part in ("En bref :", "Composantes", "médiathèque à Istres", "Source : DiMENSiON, Partie 4"):
        assert part in sheet
    assert "inscrit dans DiMENSiON, 2020, Partie 4" in sqlite_world.say("/projet historique stratobus").text
    for number in range(11):
        sqlite_world.tell("project", "programme-stratobus", "lead_changed", before=None, after=f"p{number}")
    assert "De 1 à 10 sur 11" in sqlite_world.say("/projet historique stratobus").text
    assert "inscrit dans DiMENSiON" in sqlite_world.say("suite").text


def test_the_portfolio_is_counted_by_theme(say: Say) -> None:
    text = say("/projet statut").text
    assert text.startswith("Le portefeuille de projets : 87 projets")
    assert "Habitat et logement : 6 projets" in text


def test_a_project_search(say: Say) -> None:
    assert "rehabilitation-de-grands-equipements-sportifs-et-culturels" in say("/projet chercher piscines").projects
    assert "Ce n'est pas consigné" in say("/projet chercher zzzz qqqq").text


def test_communities_by_kind_and_one_of_them(say: Say) -> None:
    assert say("/instance liste").text.startswith("28 communautés et instances")
    assert say("/communaute liste instances de projet").text.startswith("3 communautés et instances")
    assert "Je ne connais pas le genre" in say("/instance liste blorgh").text
    info = say("/communaute info CAP Managers").text
    for part in ("Effectif : 180 directeurs", "Membres inscrits :", "Lieux d'échange :", "le document se contredit"):
        assert part in info
    assert "Membres inscrits" not in say("/instance info COSTRAT").text


def test_help_begins_with_what_the_role_needs(say: Say) -> None:
    assert "/dimension etat" in say("/dimension aide", by="appui").text
    assert "/dimension etat" not in say("/dimension aide", by="agent").labels
    for word in ("aide", "help", "bonjour", "/aide", "!aide"):
        assert say(word).kind == "help"


def test_help_of_a_group_and_of_a_command(say: Say) -> None:
    assert "/objectif fiche" in say("/dimension aide objectif").text
    one = say("/dimension aide objectif liste")
    assert "Tapez : /objectif liste" in one.text
    assert "objectif liste pilier 7 T3 2020" in one.says
    assert "Je ne connais pas la commande « blorgh »" in say("/dimension aide blorgh").text


@pytest.mark.parametrize("example", ["objectif", "projet", "instance", "communaute", "dimension"])
def test_every_example_of_the_help_works(say: Say, example: str) -> None:
    from commands.table import TABLE

    for command in TABLE.commands:
        if command.words[0] == example:
            for sentence in command.help.examples:
                assert say(f"/{sentence}").kind not in {"misread", "incident", "nothing"}, sentence


def test_who_one_is(sqlite_world: World) -> None:
    answer = sqlite_world.say("/dimension moi", by="chef-de-file")
    assert answer.message.audience is Audience.PERSONAL
    assert "4.1.1" in answer.text
    assert "chef de file" in answer.text
    unknown = sqlite_world.say("moi", by="inconnu")
    assert "Votre compte n'est rattaché à personne" in unknown.text
    assert "Rôles : agent" in unknown.text


def test_the_state_of_the_service_is_for_those_who_answer_for_it(sqlite_world: World) -> None:
    refused = sqlite_world.say("/dimension etat", by="agent")
    assert refused.kind == "refused"
    assert "Vous n'avez pas le droit" in refused.text
    state = sqlite_world.say("/dimension etat", by="appui")
    assert "72 objectifs, 97 objectifs opérationnels" in state.text
    assert "aucun message en file" in state.text


def test_settings_make_the_first_administrators(sqlite_world: World) -> None:
    for named in ("agent", "slack:U123"):
        world = World(sqlite_world.database, administrators=frozenset({named}))
        platform, _, account = named.rpartition(":")
        assert world.say("/dimension etat", by=account, platform=platform or "terminal").kind == "state"
    assert sqlite_world.say("/dimension etat", by="U123", platform="slack").kind == "refused"


def test_dead_letters_are_shown_by_key_alone(sqlite_world: World) -> None:
    from sqlalchemy import insert

    from storage.rows.delivery import OutboxAction, OutboxMessage, OutboxState

    with sqlite_world.database.write() as session:
        session.execute(
            insert(OutboxMessage),
            [
                {
                    "key": "digest:4.2.2",
                    "platform": "slack",
                    "place": "C1",
                    "payload": "texte d'une personne",
                    "created_at": sqlite_world.now,
                    "not_before": sqlite_world.now,
                    "try_at": sqlite_world.now,
                    "state": OutboxState.FAILED,
                    "action": OutboxAction.SEND,
                    "attempts": 3,
                    "failure": "channel_not_found",
                }
            ],
        )
    text = sqlite_world.say("/dimension etat", by="appui").text
    assert "digest:4.2.2, vers C1 : channel_not_found" in text
    assert "texte d'une personne" not in text


def test_commands_are_found_under_each_of_their_names(say: Say) -> None:
    expected = say("/objectif statut 4.2.2").text
    for typed in (
        "!objectif statut 4.2.2",
        "//objectif statut 4.2.2",
        "objectif statut 4.2.2",
        "/dimension objectif statut 4.2.2",
        "/OBJECTIF STATUT 4.2.2",
        "/objectf statu 4.2.2",
        "/objectif 4.2.2",
        "objectif 4.2.2",
        "4.2.2",
    ):
        assert say(typed).text == expected, typed


def test_an_unknown_command_names_the_nearest(say: Say) -> None:
    answer = say("/objet statut 4.2.2")
    assert answer.text.startswith("Je ne connais pas la commande « objet ».")
    assert "objectif aide" in answer.says or "projet aide" in answer.says
    assert say("/zzz").says == ["dimension aide"]


def test_a_plain_question_is_answered_by_the_entry_it_means(say: Say) -> None:
    assert say("où en est le schéma directeur de convergence ?").text.startswith("4.1.1 ")
    assert say("le programme stratobus").text.startswith("Programme Stratobus")
    assert say("le conseil de développement").text.startswith("Conseil de développement")
    assert say("").text == "Posez votre question, ou tapez « aide »."


def test_answers_are_the_same_on_both_databases(world: World) -> None:
    for typed, said in (
        ("/objectif statut", "72 objectifs, 97 objectifs opérationnels"),
        ("/objectif statut pilier 4", "Pilier 4"),
        ("/objectif fiche 4.2.1", "Jalons imprimés"),
        ("/objectif fiche Direction du Numérique (exemple)", "4.1.1"),
        ("/objectif historique 4.2.2", "échéance initiale"),
        ("/objectif chercher intranet", "1.2.1"),
        ("/projet statut", "87 projets"),
        ("/projet fiche stratobus", "dirigeables"),
        ("/communaute info CAP Managers", "180 directeurs"),
        ("/dimension moi", "Rôles"),
    ):
        assert said in world.say(typed).text, typed
    assert "aucun message" in world.say("/dimension etat", by="appui").text
