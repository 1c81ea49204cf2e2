"""Questions that go on from the one before."""

from __future__ import annotations

from tests.world import Say, World


def test_the_same_question_is_asked_of_another_pillar(say: Say) -> None:
    assert "2 axes" in say("cb d'axes ds le pilier 6").text
    assert "3 axes" in say("et le pilier 5 ?").text
    say("pilier 7 T3 2020 svp")
    assert set(say("et au T4 2020 ?").codes) >= {"7.2.1.b", "7.2.2.b"}
    assert all(code.startswith("2.") for code in say("et le pilier 2 ?").codes)


def test_what_was_counted_is_listed(say: Say) -> None:
    assert "3 objectifs opérationnels" in say("combien de réalisés dans le pilier 7 ?").text
    assert set(say("lesquels ?").codes) == {"7.1.1.a", "7.1.2.a", "7.3.2.a"}


def test_the_second_of_a_list_or_of_choices_is_shown(say: Say) -> None:
    listed = say("kes ki doit etre fini au T3 2020 ds le pilier 7")
    assert say("le deuxième").text.startswith(listed.codes[1].rpartition(".")[0])
    offered = say("c pour quand l'intranet ?")
    assert say("la deuxième").text.startswith(offered.labels[1][:20].rstrip("…"))
    say("c pour quand l'intranet ?")
    assert "n'a que" in say("le dixième").text


def test_another_subject_is_asked_the_same(say: Say) -> None:
    say("la cooptation c'est pour quand ?")
    assert say("et le schéma directeur de convergence ?").text.startswith("4.1.1 ")


def test_what_was_just_shown_is_meant_when_nothing_else_is(say: Say) -> None:
    say("où en est le schéma directeur de convergence ?")
    assert say("c'est pour quand ?").text.startswith("4.1.1 ")
    assert say("qui le pilote ?").codes == ("4.1.1",)


def test_why_says_which_entry_which_words_which_source(say: Say) -> None:
    say("où en est le schéma directeur de convergence ?")
    answer = say("pourquoi ?")
    assert "schema" in answer.text
    assert "4.1.1" in answer.text
    assert "Sources" in answer.text


def test_nothing_is_followed_after_half_an_hour(sqlite_world: World) -> None:
    sqlite_world.say("cb d'axes ds le pilier 6")
    sqlite_world.later(minutes=31)
    assert "axes" not in sqlite_world.say("et le pilier 5 ?").text.split("\n")[0]


def test_no_word_of_a_person_is_kept(sqlite_world: World) -> None:
    sqlite_world.say("mon voisin Gontran demande où en est le schéma directeur de convergence")
    (kept,) = sqlite_world.kept()
    assert "gontran" not in str(kept.thread).lower()
    assert "schema" in str(kept.thread)


def test_each_account_has_its_own_thread(sqlite_world: World) -> None:
    sqlite_world.say("cb d'axes ds le pilier 6", by="agent")
    assert "3 axes" not in sqlite_world.say("et le pilier 5 ?", by="manager").text
    assert "3 axes" in sqlite_world.say("et le pilier 5 ?", by="agent").text
