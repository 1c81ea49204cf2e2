"""An account is linked to a person when both sides have confirmed it, and not before."""

from __future__ import annotations

import re

from sqlalchemy import select

from storage.rows.organisation import Account, CommunityMember, Person, Platform
from storage.rows.polls import Poll
from tests.polls import opened, voters
from tests.world import Answer, World


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


ASKED = "CAP Managers : Quel créneau ? | lundi | mardi --secret --quorum 50 %"


def twins(world: World) -> int:
    """Somebody who is in the register twice, once for each platform, and a poll put to both; gives its number."""
    with world.database.write() as session:
        for handle, platform, account in (
            ("jumelle-slack", Platform.SLACK, "U0TWIN"),
            ("jumelle-matrix", Platform.MATRIX, "@jumelle:exemple.fr"),
        ):
            person = Person(handle=handle, label=handle, active=True, declared=False, fictitious=True)
            session.add(person)
            session.flush()
            session.add(Account(platform=platform, account_id=account, person_id=person.id))
            session.add(CommunityMember(community_key="cap_managers", person_id=person.id, declared=False))
    return opened(world, ASKED)


def on_slack(world: World, text: str) -> Answer:
    """What the twin is answered on Slack."""
    return world.say(text, by="U0TWIN", platform="slack")


def on_matrix(world: World, text: str) -> Answer:
    """The same on Matrix."""
    return world.say(text, by="@jumelle:exemple.fr", platform="matrix")


def vote_on(world: World, number: int, platform: str) -> str:
    """What the twin of this platform is answered when they vote."""
    account = {"slack": "U0TWIN", "matrix": "@jumelle:exemple.fr"}[platform]
    return world.say(f"sondage voter {number} 1", by=account, platform=platform).text


def join(world: World) -> list[str]:
    """Join both entries, asked for on Matrix and confirmed on Slack; what each side is answered."""
    offered = on_matrix(world, "/dimension moi lier")
    code = code_of(on_matrix(world, offered.says[0]).text)
    question = on_slack(world, f"dimension moi lier {code}")
    if not question.says:
        return [question.text]
    agreed = on_slack(world, question.says[0])
    return [question.text, agreed.text, on_matrix(world, f"dimension moi lier {code}").text]


def participants(world: World, number: int) -> int | None:
    with world.database.read() as session:
        return session.scalars(select(Poll.participants).where(Poll.id == number)).one()


def test_two_entries_of_one_person_are_joined_and_have_one_vote(world: World) -> None:
    number = twins(world)
    before = participants(world, number)
    assert "compté" in vote_on(world, number, "matrix")
    question, agreed, joined = join(world)
    assert "jumelle-matrix" in question
    assert "confirmé de ce côté" in agreed
    assert "n'en font plus qu'une" in joined
    assert before is not None
    assert participants(world, number) == before - 1
    assert "déjà voté" in vote_on(world, number, "slack")
    assert "déjà voté" in vote_on(world, number, "matrix")
    assert voters(world, number) == 1
    world.say(f"sondage clore {number}", by="appui")
    assert world.label("jumelle-slack") in world.say("/dimension moi", by="@jumelle:exemple.fr", platform="matrix").text


def test_two_entries_that_have_both_voted_are_no_longer_joined(world: World) -> None:
    number = twins(world)
    vote_on(world, number, "matrix")
    vote_on(world, number, "slack")
    refused = join(world)
    assert len(refused) == 1
    assert f"n° {number}" in refused[0]
    assert "ne peuvent plus être réunies" in refused[0]
    assert voters(world, number) == 2


def test_who_votes_under_both_between_the_confirmation_and_the_end_is_not_joined(world: World) -> None:
    number = twins(world)

    code = code_of(on_matrix(world, "dimension moi lier autre fiche").text)
    on_slack(world, f"dimension moi lier {code} oui")
    vote_on(world, number, "matrix")
    vote_on(world, number, "slack")
    assert "ne peuvent plus être réunies" in on_matrix(world, f"dimension moi lier {code}").text
    assert voters(world, number) == 2


def test_an_entry_that_may_more_is_joined_by_the_register_alone(sqlite_world: World) -> None:
    twins(sqlite_world)
    sqlite_world.lead("4.2.2", "jumelle-matrix")
    assert "cellule d'appui" in join(sqlite_world)[0]


def test_a_joined_entry_is_a_participant_once_in_the_next_poll(sqlite_world: World) -> None:
    before = participants(sqlite_world, twins(sqlite_world))
    join(sqlite_world)
    assert before is not None
    assert participants(sqlite_world, opened(sqlite_world, ASKED)) == before - 1


def test_an_account_of_the_same_entry_is_not_joined(sqlite_world: World) -> None:
    known(sqlite_world)
    sqlite_world.account("U0ALICE2", "manager")
    code = code_of(sqlite_world.say("dimension moi lier autre fiche", by="U0ALICE2", platform="slack").text)
    answer = sqlite_world.say(f"dimension moi lier {code}", by="U0ALICE", platform="slack")
    assert "déjà ceux d'une seule fiche" in answer.text
