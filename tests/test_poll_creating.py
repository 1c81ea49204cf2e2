"""Asking for a poll: one line or a form, shown back first, refused with its reason and nothing recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from commands.call import Options, PollOptions
from commands.dispatch import Dispatcher
from commands.table import TABLE
from storage.rows.poll_states import PollKind, PollMode, PollState
from storage.rows.polls import Poll
from tests.polls import directors, opened, poll, vote
from tests.world import Lexicons, World


def polls(world: World) -> int:
    with world.database.read() as session:
        return session.scalar(select(func.count()).select_from(Poll)) or 0


def test_one_line_is_shown_back_to_its_author_alone_and_opened_by_a_click(world: World) -> None:
    shown = world.say(
        "/sondage CAP Managers : Quel créneau ? | lundi | mardi | jeudi --clos vendredi 17h --secret", by="appui"
    )
    assert "Aperçu du sondage n° 1, que vous seul voyez" in shown.text
    assert "1. lundi\n2. mardi\n3. jeudi" in shown.text
    assert "CAP Managers (8 personnes aujourd'hui, liste arrêtée à l'ouverture)" in shown.text
    assert "Vote secret : le bot ne garde aucun lien entre vous et votre choix." in shown.text
    assert "vendredi 27 novembre 2020 à 17 h" in shown.text
    assert poll(world, 1).state is PollState.DRAFT
    assert "pas de sondage n° 1" in world.say("sondage bulletin 1", by="cap-managers").text
    answer = world.say("1", by="appui")
    assert "ouvert à 8 participants" in answer.text
    found = poll(world, 1)
    assert (found.state, found.participants, found.mode) == (PollState.OPEN, 8, PollMode.SECRET)
    assert found.closes_at == datetime(2020, 11, 27, 16, tzinfo=UTC)


def test_the_form_asks_one_question_at_a_time(sqlite_world: World) -> None:
    world = sqlite_world
    asked = world.say("sondage", by="appui")
    assert "Qui répond ?" in asked.text
    for answer in ("CAP Managers", "Quel créneau ?", "lundi | mardi", "vendredi 17h"):
        asked = world.say(answer, by="appui")
    assert "Qui verra les réponses ?" in asked.text
    shown = world.say("2", by="appui")
    assert shown.kind == "poll_preview"
    assert poll(world, 1).mode is PollMode.SECRET


@pytest.mark.parametrize(
    ("flags", "kind", "mode"),
    [
        ("", PollKind.ONE, PollMode.MASKED),
        ("--plusieurs 2 --nominatif", PollKind.SEVERAL, PollMode.NAMED),
        ("—classement —secret", PollKind.RANKING, PollMode.SECRET),
        ("--dates --nominatif", PollKind.DATES, PollMode.NAMED),
        ("--critères Impact 3, Coût 2 --masqué", PollKind.WEIGHTED, PollMode.MASKED),
    ],
)
def test_kinds_and_modes_are_options(sqlite_world: World, flags: str, kind: PollKind, mode: PollMode) -> None:
    number = opened(sqlite_world, f"CAP Managers : Lequel ? | a | b | c {flags}")
    assert (poll(sqlite_world, number).kind, poll(sqlite_world, number).mode) == (kind, mode)


FIFTY = " | ".join(f"choix {rank}" for rank in range(60))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "CAP Managers : Quel créneau ? | lundi",
            "Il n'y a qu'un choix : il en faut au moins deux, séparés par « | ».",
        ),
        (f"CAP Managers : Lequel ? | {FIFTY}", "Il y a 60 choix : 20 au plus tiennent dans un message."),
        ("CAP Managers : Lequel ? | Lundi | mardi | lundi", "Le choix « lundi » est écrit deux fois."),
        (
            "CAP Managers : Lequel ? | a | b --clos 20/11/2020 17h",
            "La fin demandée est passée : vendredi 20 novembre 2020 à 17 h.",
        ),
        ("Guilde des pirates : Lequel ? | a | b", "Je ne connais ni communauté, ni unité, ni personne de ce nom"),
        ("Conseil de développement : Lequel ? | a | b", "Personne ne peut répondre : « Conseil de développement »"),
        (f"CAP Managers : Pourquoi {'très ' * 1000}? --texte", "La question est trop longue : 5 01"),
        (f"CAP Managers : {'x' * 7000} | a | b", "Ce texte est trop long"),
        ("CAP Managers : Lequel ? | a | | b", "Un choix est vide"),
        ("CAP Managers : | a | b", "Il manque la question."),
        ("Quel créneau ? | a | b", "Il manque les participants"),
        ("CAP Managers : Lequel ? | a | b --clos 31/02 17h", "Ce jour n'existe pas : « 31/02 »."),
        ("CAP Managers : Lequel ? | a | b --clos vendredi 25h", "Cette heure n'existe pas"),
        ("CAP Managers : Lequel ? | a | b --clos bientôt", "Je n'ai pas compris ce moment : « bientôt »."),
        ("CAP Managers : Lequel ? | a | b --anonyme", "Je ne connais pas l'option « --anonyme »."),
        ("CAP Managers : Lequel ? | a | b --direct --secret", "ne se montrent que pour un sondage nominatif"),
        ("CAP Managers : Lequel ? | a | b --échantillon 500", "dépasse le nombre de participants (8)"),
        ("CAP Managers : Votre avis ? --texte --secret", "8 participants, 30 au moins"),
        ("CAP Managers : Votre note ? | a --note", "n'a pas de choix"),
        ("CAP Managers : Quiz ? | Combien ? : 1 / 2* --quiz --secret", "il ne peut pas être secret"),
        ("CAP Managers : Quiz ? | Combien ? : 1 / 2 --quiz", "la bonne suivie d'une étoile"),
        ("CAP Managers : Lequel ? | a | b --quorum beaucoup", "Le quorum est une part des participants"),
        ("CAP Managers : Lequel ? | a | b --majorité large", "La majorité est relative, absolue ou des deux tiers"),
        ("CAP Managers : Lequel ? | a | b --classement --majorité absolue", "que pour un choix unique"),
        ("CAP Managers : Lequel ? | a | b --plusieurs 9", "Le nombre de choix permis va de 2 à 2"),
        ("CAP Managers : Note ? --note 7", "La note va de 0 à 10"),
        ("CAP Managers : Lequel ? | a | b --séance 500", "Une séance dure de 1 à 60 minutes"),
        ("CAP Managers : Lequel ? | a | b --chaque décennie", "Le rythme est une semaine"),
        ("CAP Managers : Lequel ? | a | b --critères Impact 30", "Les critères s'écrivent avec leur poids"),
        ("CAP Managers : Lequel ? | a | b --clos dans 400 jours", "Un sondage dure 366 jours au plus."),
        ("CAP Managers : Lequel ? | a | b --ouvre 30/11/2020 --clos vendredi", "La fin est avant l'ouverture."),
        ("CAP Managers : Lequel ? | a | b --ouvre 20/11/2020", "L'ouverture demandée est passée"),
        (
            "CAP Managers : Élection du représentant du personnel | a | b",
            "Ces mots sont ceux d'une élection ou d'un vote à effet juridique : ce sondage n'a pas été créé.",
        ),
        ("CAP Managers : Qui élire ? | a | b", "Ces mots sont ceux d'une élection"),
        ("CAP Managers : Qui ? | liste de candidats A | b", "Ces mots sont ceux d'une élection"),
    ],
)
def test_what_may_not_be_asked_is_refused_with_its_reason_and_nothing_recorded(
    sqlite_world: World, line: str, reason: str
) -> None:
    answer = sqlite_world.say(f"/sondage {line}", by="appui")
    assert reason in answer.text, answer.text
    assert polls(sqlite_world) == 0


def test_a_project_word_close_to_an_election_is_no_election(sqlite_world: World) -> None:
    opened(sqlite_world, "CAP Managers : Que proposer aux élus ? | a | b")


def test_one_asks_ones_own_communities_and_the_central_team_asks_anyone(sqlite_world: World) -> None:
    world = sqlite_world
    line = "CAP Managers : Lequel ? | a | b"
    assert "dont vous n'êtes pas" in world.say(f"/sondage {line}", by="chef-de-projet").text
    assert "Vous n'avez pas le droit de créer un sondage" in world.say(f"/sondage {line}", by="agent").text
    assert polls(world) == 0
    assert opened(world, line, by="cap-managers") == 1
    assert opened(world, "@agent, @manager : Lequel ? | a | b", by="chef-de-projet") == 2


def test_the_list_is_frozen_at_the_opening(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b")
    late = directors(world, 1)[0]
    assert "dans sa composition du 23 novembre 2020" in vote(world, number, late, "1").text
    world.leave("direction-voirie")
    assert poll(world, number).participants == 8


def test_a_sample_is_drawn_at_the_opening_and_volunteers_are_frozen(sqlite_world: World) -> None:
    world = sqlite_world
    directors(world, 30)
    assert poll(world, opened(world, "CAP Managers : Lequel ? | a | b --échantillon 12")).participants == 12
    shown = world.say("/sondage CAP Managers : Tester ? | a | b --volontaires", by="appui")
    number = int(shown.says[0].split()[-1])
    assert "Personne ne s'est porté volontaire" in world.say(shown.says[0], by="appui").text
    assert "Vous êtes volontaire" in world.say(f"sondage participer {number}", by="cap-managers").text
    assert "dont vous n'êtes pas" in world.say(f"sondage participer {number}", by="agent").text
    assert "1 participant" in world.say(f"sondage ouvrir {number}", by="appui").text
    assert "enregistrée" in vote(world, number, "cap-managers", "1").text
    assert "n'en faites pas partie" in vote(world, number, "direction-voirie", "1").text


def test_words_are_corrected_until_the_first_vote_then_an_erratum_is_dated(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Quel crénau ? | lundi | mardi --nominatif")
    assert "corrigé" in world.say(f"sondage corriger {number} Quel créneau ?", by="appui").text
    assert "corrigé" in world.say(f"sondage corriger {number} choix 2 : mercredi", by="appui").text
    assert (poll(world, number).question, poll(world, number).options) == ("Quel créneau ?", ["lundi", "mercredi"])
    vote(world, number, "cap-managers", "1")
    answer = world.say(f"sondage corriger {number} choix 2 : jeudi", by="appui")
    assert "erratum" in answer.text
    assert poll(world, number).options == ["lundi", "mercredi"]
    world.say(f"sondage clore {number}", by="appui")
    minutes = world.say(f"sondage relevé {number}", by="appui").text
    assert "erratum : « choix 2 : jeudi »" in minutes
    assert "« Quel crénau ? » devient « Quel créneau ? », avant le premier vote" in minutes


def test_settings_forbid_secret_polls_on_a_platform(sqlite_world: World) -> None:
    world = sqlite_world
    options = Options(world.dispatcher.options.zone, polls=PollOptions(no_secret_on=frozenset({"slack"})))
    world.dispatcher = Dispatcher(TABLE, options, Lexicons())
    answer = world.say("/sondage CAP Managers : Lequel ? | a | b --secret", by="appui")
    assert "Les sondages secrets ne sont pas permis sur Slack." in answer.text
    assert polls(world) == 0
    number = opened(world, "@cap-managers, @manager : Lequel ? | a | b --secret")
    refused = world.say(f"sondage voter {number} 1", by="U0EXEMPLE04", platform="slack")
    assert "pas permis sur cette messagerie" in refused.text
    assert "compté" in vote(world, number, "cap-managers", "1").text


def test_templates_lock_their_mode_and_moods_wait_for_a_setting(sqlite_world: World) -> None:
    world = sqlite_world
    assert "maturité" in world.say("sondage modèle", by="appui").text
    shown = world.say(
        "sondage modèle note de satisfaction CAP Managers --clos vendredi 17h --chaque trimestre", by="appui"
    )
    assert shown.kind == "poll_preview"
    assert "chaque trimestre" in shown.text
    assert (poll(world, 1).kind, poll(world, 1).mode, poll(world, 1).template) == (
        PollKind.NOTE, PollMode.MASKED, "satisfaction",
    )  # fmt: skip
    assert "sont fixés" in world.say("sondage modèle satisfaction CAP Managers --secret", by="appui").text
    assert (
        world.say("sondage modèle créneau CAP Managers | 1er décembre | 2 décembre", by="appui").kind == "poll_preview"
    )
    assert "modèle « humeur »" in world.say("sondage modèle humeur CAP Managers", by="appui").text
    quiz = world.say("sondage modèle connaissance de la métropole CAP Managers", by="appui")
    assert "Combien d'agents" in quiz.text
    assert "8225*" not in quiz.text


def test_a_number_alone_shows_the_poll_to_those_whom_it_concerns(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "@cap-managers, @agent : Lequel ? | a | b --nominatif")
    assert world.say(f"sondage {number}", by="agent").kind == "ballot"
    assert "cachés jusqu'à la fin" in world.say(f"sondage {number}", by="appui").text
    assert "que vous puissiez voir" in world.say(f"sondage {number}", by="manager").text


def test_the_author_of_a_small_private_poll_is_told_that_nothing_will_be_shown(sqlite_world: World) -> None:
    shown = sqlite_world.say("sondage chef-de-projet : Lequel ? | a | b --secret", by="appui")
    assert "avec 1 participant, moins de 5, ce résultat ne sera pas communiqué" in shown.text
