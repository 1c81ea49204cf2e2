"""An account is linked to a person when both sides have confirmed it, and not before."""

from __future__ import annotations

import re

from tests.world import World


def code_of(text: str) -> str:
    """The code in an answer."""
    found = re.search(r"Votre code : (\w{8})", text)
    assert found is not None
    return found.group(1)


def begin(world: World, account: str = "U0NEW") -> str:
    """Ask for a code from an account that nobody knows."""
    answer = world.say("/dimension moi lier", by=account, platform="slack")
    assert answer.message.personal
    return code_of(answer.text)


def known(world: World) -> None:
    """Give the manager an account."""
    world.account("U0ALICE", "manager")


def test_an_account_is_linked_once_both_sides_have_confirmed(world: World) -> None:
    known(world)
    code = begin(world)
    question = world.say(f"/dimension moi lier {code.lower()}", by="U0ALICE", platform="slack")
    assert "U0NEW" in question.text
    assert "en votre nom" in question.text
    world.say(question.says[0], by="U0ALICE", platform="slack")
    assert "relié à votre fiche" in world.say(f"/dimension moi lier {code}", by="U0NEW", platform="slack").text
    assert world.label("manager") in world.say("/dimension moi", by="U0NEW", platform="slack").text


def test_nothing_is_linked_before_the_other_side_has_confirmed(sqlite_world: World) -> None:
    known(sqlite_world)
    code = begin(sqlite_world)
    assert "pas encore confirmé" in sqlite_world.say(f"/dimension moi lier {code}", by="U0NEW", platform="slack").text
    question = sqlite_world.say(f"/dimension moi lier {code}", by="U0ALICE", platform="slack")
    sqlite_world.say(question.says[1], by="U0ALICE", platform="slack")
    assert "pas encore confirmé" in sqlite_world.say(f"/dimension moi lier {code}", by="U0NEW", platform="slack").text


def test_the_code_of_another_account_is_no_code(sqlite_world: World) -> None:
    known(sqlite_world)
    code = begin(sqlite_world)
    sqlite_world.say(f"/dimension moi lier {code} oui", by="U0ALICE", platform="slack")
    assert "n'est pas connu" in sqlite_world.say(f"/dimension moi lier {code}", by="U0THIEF", platform="slack").text


def test_a_code_is_good_for_ten_minutes_and_once(sqlite_world: World) -> None:
    known(sqlite_world)
    code = begin(sqlite_world)
    sqlite_world.later(minutes=11)
    assert "n'est plus valable" in sqlite_world.say(f"/dimension moi lier {code}", by="U0ALICE", platform="slack").text
    code = begin(sqlite_world)
    sqlite_world.say(f"/dimension moi lier {code} oui", by="U0ALICE", platform="slack")
    sqlite_world.say(f"/dimension moi lier {code}", by="U0NEW", platform="slack")
    again = sqlite_world.say(f"/dimension moi lier {code}", by="U0NEW", platform="slack")
    assert "n'est plus valable" in again.text


def test_a_new_code_takes_the_place_of_the_one_before(sqlite_world: World) -> None:
    known(sqlite_world)
    first, second = begin(sqlite_world), begin(sqlite_world)
    assert "n'est plus" in sqlite_world.say(f"/dimension moi lier {first}", by="U0ALICE", platform="slack").text
    assert "U0NEW" in sqlite_world.say(f"/dimension moi lier {second}", by="U0ALICE", platform="slack").text


def test_a_terminal_vouches_for_nobody(sqlite_world: World) -> None:
    code = begin(sqlite_world)
    answer = sqlite_world.say(f"/dimension moi lier {code} oui", by="manager", platform="terminal")
    assert "pas depuis le terminal" in answer.text


def test_a_linked_account_has_nothing_to_link(sqlite_world: World) -> None:
    known(sqlite_world)
    answer = sqlite_world.say("/dimension moi lier", by="U0ALICE", platform="slack")
    assert "déjà relié" in answer.text
