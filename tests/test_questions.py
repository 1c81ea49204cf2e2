"""A plain sentence, without a command: the entry that it means, choices, or the nearest."""

from __future__ import annotations

import pytest

from tests.world import Say, World


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


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("c'est pour quand le schéma directeur de convergence", "4.1.1 "),
        ("P4 2.2 ?", "4.2.2 "),
        ("Comex", "Comex"),
        ("CAP Managers", "CAP Managers"),
        ("le plan vélo", "Plan vélo"),
        ("4.2.2.b", "4.2.2 "),
        ("axe 4.2", "Axe 4.2 "),
        ("où en est 4.2.2 ?", "4.2.2 "),
        ("statut du 7.1.1.a svp", "7.1.1 "),
        ("où en est l’objectif 2.2 du pilier 4 ?", "4.2.2 "),
        ("4.2.2 a pris du retard ?", "4.2.2 "),
        ("statut 4.2.2 s'il vous plaît", "4.2.2 "),
        ("4.2.2 c’est pour quand ?", "4.2.2 "),
        ("4.2.2 d'ici juin ?", "4.2.2 "),
        ("et le 4.2.2 B ?", "4.2.2 "),
        ("de quoi parle l'axe 4.2, déjà ?", "Axe 4.2 "),
    ],
)
def test_what_is_asked_in_words_is_answered(say: Say, typed: str, first: str) -> None:
    assert say(typed).text.lower().startswith(first.lower())


def test_a_sentence_with_a_wrong_code_is_told_the_nearest(say: Say) -> None:
    answer = say("où en est le 4.9.9 ?")
    assert answer.about.abstained
    assert "4.9.9" in answer.text
    assert say("le 3/1/20 et le 12.5 % du 4.2.2020").about.abstained


def test_a_sentence_with_two_codes_asks_which(say: Say) -> None:
    offered = say("4.2.2 et 4.2.1.a stp")
    assert offered.kind == "choices"
    assert [label[:5] for label in offered.labels] == ["4.2.2", "4.2.1"]
    assert say("2").text.startswith("4.2.1 ")


@pytest.mark.parametrize("typed", ["CAP", "schéma", "2.2", "plan de communication", "la mer et les bateaux à voile"])
def test_each_choice_offered_to_a_question_is_the_entry_that_it_names(sqlite_world: World, typed: str) -> None:
    offered = sqlite_world.say(typed)
    assert len(offered.buttons) >= 2
    assert len({(button.label, button.detail) for button in offered.buttons}) == len(offered.buttons)
    for rank, label in enumerate(offered.labels, start=1):
        sqlite_world.say(f"{typed} ?")
        assert sqlite_world.say(str(rank)).text.startswith(label.rstrip("…"))


def test_what_is_not_recorded_is_never_made_up(say: Say) -> None:
    for typed in ("recette de la bouillabaisse", "zzzz qqqq", "quel temps fait-il à Tombouctou ?"):
        answer = say(typed)
        assert answer.about.abstained
        assert answer.text.startswith(("Ce n'est pas consigné", "Je ne peux pas vous répondre là-dessus")), answer.text


def test_thanks_are_not_a_question(say: Say) -> None:
    for typed in ("merci", "Merci !", "OK, merci."):
        answer = say(typed)
        assert (answer.text, answer.about.abstained) == ("Avec plaisir.", False)
    assert say("merci de me dire où en est 4.2.2").text.startswith("4.2.2 ")


def test_a_question_without_a_word_invites_to_ask(say: Say) -> None:
    for typed in ("", "   ", "\n"):
        assert say(typed).text == "Posez votre question, ou tapez « aide »."
