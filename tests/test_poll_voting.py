"""Voting: each kind in each mode, once, in time, by those who may; what is answered never repeats a private choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from commands.message import lines_of, text_of
from commands.polls import moments
from commands.polls.paper import PRIVATE_VOTE
from commands.request import Door, Event, Place
from storage.polls import closing, identities, pending, polls, voting
from storage.polls.voting import Cast
from storage.rows.organisation import Person
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll, PollRoll
from tests.polls import ballots, beat, content, directors, members, opened, poll, vote, voters
from tests.world import Answer, World

SLACK = Door(carries_sentences=True, shows_forms=True)
MODES = ("--nominatif", "--masqué", "--secret")
KINDS = {
    "": ("2", "Lequel ? | a | b | c"),
    "--plusieurs 2": ("1 et 3", "Lesquels ? | a | b | c"),
    "--classement": ("3 > 1 > 2", "Dans quel ordre ? | a | b | c"),
    "--note 10": ("7", "Quelle note ?"),
    "--note 5": ("4/5", "Quelle note ?"),
    "--dates": ("aucun", "Quand ? | lundi | mardi"),
    "--critères Impact 3, Coût 2": ("5 1 2 4", "Que lancer ? | Tramway | Vélo"),
    "--quiz": ("2 1", "Quiz ? | Combien d'agents ? : 4500 / 8225* | Combien de communes ? : 92* / 18"),
}


@pytest.mark.parametrize(
    ("kind", "mode"), [(kind, mode) for kind in KINDS for mode in MODES if (kind, mode) != ("--quiz", "--secret")]
)
def test_each_kind_is_voted_and_counted_in_each_mode(sqlite_world: World, kind: str, mode: str) -> None:
    world, (typed, question) = sqlite_world, KINDS[kind]
    number = opened(world, f"CAP Managers : {question} {kind} {mode}")
    asked = world.say(f"sondage bulletin {number}", by="cap-managers")
    assert asked.kind in {"ballot", "question"}, asked.text
    for handle in members(world):
        answer = vote(world, number, handle, typed)
        assert answer.kind == ("vote" if mode == "--nominatif" else PRIVATE_VOTE), answer.text
    assert voters(world, number) == 8
    assert ballots(world, number) == (0 if mode == "--secret" else 8)
    result = world.say(f"sondage clore {number}", by="appui")
    assert "8 votants sur 8 participants (100 %)" in result.text
    assert '"ballots":8' in content(world, number)
    assert ballots(world, number) == (8 if mode == "--nominatif" else 0)
    assert ("Qui a répondu quoi" in result.text) is (mode == "--nominatif")


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_is_voted_and_counted_on_both_databases(world: World, mode: str) -> None:
    number = opened(world, f"CAP Managers : Dans quel ordre ? | a | b | c --classement {mode}")
    for rank, handle in enumerate(members(world)):
        vote(world, number, handle, "1 2 3" if rank % 2 else "2 1 3")
    again = vote(world, number, "cap-managers", "3 2 1")
    assert ("définitif" in again.text) is (mode == "--secret")
    world.say(f"sondage clore {number}", by="appui")
    counts = closing_counts(world, number)
    assert sum(counts.values()) == 8
    assert counts.get("3>2>1", 0) == (0 if mode == "--secret" else 1)


def closing_counts(world: World, number: int) -> dict[str, int]:
    with world.database.read() as session:
        return dict(closing.result(session, poll_id=number)["counts"])


def test_a_free_text_is_voted_and_shown_without_its_author(sqlite_world: World) -> None:
    world = sqlite_world
    directors(world, 30)
    number = opened(world, "CAP Managers : Votre avis ? --texte --secret")
    for rank, handle in enumerate(members(world)):
        vote(world, number, handle, f"avis {99 - rank}")
    text = world.say(f"sondage clore {number}", by="appui").text
    assert text.index("avis 62") < text.index("avis 65")
    assert "cap-managers" not in text
    other = opened(world, "CAP Managers : Autre ? --texte")
    assert vote(world, other, "cap-managers", "x" * 5000).text.startswith(
        "Votre texte est trop long : 5 000 caractères, 1000 au plus."
    )
    assert (voters(world, other), ballots(world, other)) == (0, 0)


def test_a_click_carries_a_value_of_its_own_for_each_voter(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | oui | non --secret")
    mine = world.say(f"sondage bulletin {number}", by="cap-managers", door=SLACK).says
    theirs = world.say(f"sondage bulletin {number}", by="chef-de-file", door=SLACK).says
    assert len({*mine, *theirs}) == 4
    assert not any(each.endswith((" 1", " 2")) for each in mine)
    refused = world.say(theirs[0], by="cap-managers", door=SLACK)
    assert "Ce bouton n'est plus valable" in refused.text
    assert voters(world, number) == 0
    assert "compté" in world.say(mine[1], by="cap-managers", door=SLACK).text
    for handle in members(world):
        vote(world, number, handle, "2")
    world.say(f"sondage clore {number}", by="appui")
    assert "est clos depuis" in world.say(theirs[0], by="chef-de-file", door=SLACK).text
    assert poll(world, number).ballot_key is None


@pytest.mark.parametrize("mode", MODES[1:])
def test_a_receipt_never_repeats_a_private_choice(sqlite_world: World, mode: str) -> None:
    world = sqlite_world
    number = opened(world, f"CAP Managers : Lequel ? | zèbre | autruche {mode}")
    for typed in ("zèbre", "girafe", "7", "1 2"):
        answer = vote(world, number, "cap-managers", typed)
        assert answer.kind == PRIVATE_VOTE
        assert not any(word in answer.text for word in ("zèbre", "girafe", "autruche"))


def test_a_private_vote_typed_where_others_read_is_not_taken(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    said = world.request(f"sondage voter {number} 1", by="cap-managers")
    with world.database.write() as session:
        room = replace(said, place=Place("terminal", "salon"))
        answer = world.dispatcher.answer(session, room, now=world.now)
        assert answer is not None
        assert answer.about.kind == PRIVATE_VOTE
        assert "à l'abri des regards" in " ".join(text_of(line) for line in lines_of(answer))
    assert voters(world, number) == 0
    with world.database.write() as session:
        click = replace(room, discreet=True, event=Event("terminal", "click", "click", world.now))
        world.dispatcher.answer(session, click, now=world.now)
    assert voters(world, number) == 1


def test_the_same_event_twice_is_one_vote(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    assert world.send(f"sondage voter {number} 1", by="cap-managers", event="e1") is not None
    assert world.send(f"sondage voter {number} 1", by="cap-managers", event="e1") is None
    assert content(world, number) == '{"ballots":1,"counts":{"1":1}}'


@pytest.mark.parametrize(
    ("flags", "typed", "reason"),
    [
        ("--classement", "2 > 2 > 1", "Un choix est classé deux fois : votre classement n'a pas été enregistré."),
        ("--plusieurs 2", "1, 1", "Un choix est donné deux fois"),
        ("--plusieurs 2", "1, 2, 3", "Vous donnez trop de choix : 2 au plus."),
        ("", "9", "Ce n'est pas un choix de ce sondage : donnez un numéro de 1 à 3."),
        ("", "1 2", "Ce n'est pas un choix de ce sondage"),
    ],
)
def test_a_ballot_that_is_none_is_refused_and_nothing_recorded(
    sqlite_world: World, flags: str, typed: str, reason: str
) -> None:
    number = opened(sqlite_world, f"CAP Managers : Lequel ? | a | b | c {flags}")
    assert reason in vote(sqlite_world, number, "cap-managers", typed).text
    assert voters(sqlite_world, number) == 0


def test_those_outside_are_told_politely_and_nothing_is_recorded(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif")
    for handle in ("agent", "inconnu"):
        answer = vote(world, number, handle, "1")
        assert "Ce sondage s'adresse à « CAP Managers »" in answer.text
    assert voters(world, number) == 0


def taken_at(world: World, number: int, handle: str, instant: datetime) -> Answer:
    """A vote that its platform took at this instant, received now."""
    said = world.request(f"sondage voter {number} 1", by=handle)
    late = replace(said, event=Event("terminal", f"{handle}{instant}", "line", instant))
    with world.database.write() as session:
        message = world.dispatcher.answer(session, late, now=world.now)
    assert message is not None
    return Answer(message)


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("vendredi 17h", datetime(2020, 11, 27, 16, tzinfo=UTC)),
        # The hour that comes twice: its first time; the one that does not come: an hour later.
        ("31/10/2021 2h30", datetime(2021, 10, 31, 0, 30, tzinfo=UTC)),
        ("28/03/2021 2h30", datetime(2021, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_vote_counts_by_the_instant_its_platform_took_it_to_the_second(
    sqlite_world: World, typed: str, ends: datetime
) -> None:
    world = sqlite_world
    number = opened(world, f"CAP Managers : Lequel ? | a | b --nominatif --clos {typed}")
    assert poll(world, number).closes_at == ends
    with world.database.write() as session:
        closing.received(session, platform="matrix", up_to=ends - timedelta(minutes=1))
    world.now = ends + timedelta(seconds=30)
    beat(world)
    # Matrix may still bring what was said in time: nothing is published.
    assert poll(world, number).state is PollState.OPEN
    assert "est clos depuis le" in taken_at(world, number, "chef-de-file", ends).text
    assert "enregistrée" in taken_at(world, number, "cap-managers", ends - timedelta(seconds=1)).text
    with world.database.write() as session:
        closing.received(session, platform="matrix", up_to=ends)
    beat(world)
    assert poll(world, number).state is PollState.CLOSED
    assert "est clos depuis" in taken_at(world, number, "direction-voirie", ends - timedelta(seconds=2)).text
    assert voters(world, number) == 1


def test_a_platform_that_stays_silent_is_waited_for_a_quarter_of_an_hour_and_named(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --nominatif --clos vendredi 17h")
    with world.database.write() as session:
        closing.received(session, platform="slack", up_to=world.now)
    world.now = poll(world, number).closes_at + timedelta(minutes=14)
    beat(world)
    assert poll(world, number).state is PollState.OPEN
    world.later(minutes=2)
    beat(world)
    minutes = world.say(f"sondage relevé {number}", by="appui").text
    assert "dépouillé sans confirmation que tout était arrivé de Slack" in minutes


def test_moments_are_read_in_the_organisations_zone() -> None:
    wall = datetime.combine(date(2021, 7, 1), time(17))
    assert moments.instant(wall, ZoneInfo("Europe/Paris")) == datetime(2021, 7, 1, 15, tzinfo=UTC)


def test_a_proxy_votes_in_the_place_of_who_gave_it_for_the_days_it_was_given(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    refused = world.say(f"sondage voter {number} @direction-voirie 1", by="cap-managers")
    assert "Vous n'avez pas de pouvoir de « direction-voirie » aujourd'hui" in refused.text
    given = world.say("sondage pouvoir cap-managers du 23/11/2020 au 27/11/2020", by="direction-voirie")
    assert "peut voter pour vous du 23 au 27 novembre 2020" in given.text
    paper = world.say(f"sondage bulletin {number} @direction-voirie", by="cap-managers")
    assert "Vous votez pour Direction de la Voirie" in paper.text
    assert "compté" in world.say("1", by="cap-managers").text
    assert "définitif" in vote(world, number, "direction-voirie", "2").text
    assert "compté" in vote(world, number, "cap-managers", "2").text
    assert "dont 1 par pouvoir" in world.say(f"sondage clore {number}", by="appui").text
    world.later(days=7)
    other = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    assert "pas de pouvoir" in world.say(f"sondage voter {other} @direction-voirie 1", by="cap-managers").text


def test_a_person_on_two_platforms_votes_once(sqlite_world: World) -> None:
    world = sqlite_world
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    first = world.say(f"sondage voter {number} 1", by="U0EXEMPLE04", platform="slack")
    second = world.say(f"sondage voter {number} 2", by="@cap-managers:exemple.fr", platform="matrix")
    assert "compté" in first.text
    assert "Vous avez déjà voté" in second.text
    assert voters(world, number) == 1


def test_two_persons_who_both_voted_are_no_longer_made_one(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --masqué")
    handles = members(world)[:2]
    with world.database.read() as session:
        ids = [session.scalars(select(Person.id).where(Person.handle == handle)).one() for handle in handles]
    vote(world, number, handles[0], "1")
    with world.database.write() as session:
        assert identities.both_voted(session, one=ids[0], other=ids[1]) == []
        identities.carry_over(session, source=ids[0], target=ids[1])
    with world.database.read() as session:
        assert voting.has_voted(session, poll_id=number, person_id=ids[1])
        assert not voting.may_vote(session, poll_id=number, person_id=ids[0])


def test_a_savepoint_that_is_undone_takes_its_ballot_with_it(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    with world.database.read() as session:
        voter_ids = polls.participants(session, poll_id=number)
    with world.database.write() as session:
        held = voting.hold(session, poll_id=number)
        assert held is not None
        for rank, voter_id in enumerate(voter_ids):
            savepoint = session.begin_nested()
            with session.begin_nested():
                assert voting.cast_ballot(session, poll=held, person_id=voter_id, ballot=[1]) is Cast.COUNTED
            if rank % 2:
                savepoint.rollback()
            else:
                savepoint.commit()
        pending.settle(session)
        assert session.scalar(select(func.count()).select_from(PollRoll)) == 4
    assert content(world, number) == '{"ballots":4,"counts":{"1":4}}'


def cast_and_fail(world: World, number: int) -> None:
    with world.database.write() as session:
        held = session.get(Poll, number)
        assert held is not None
        voter_id = polls.participants(session, poll_id=number)[0]
        voting.cast_ballot(session, poll=held, person_id=voter_id, ballot=[1])
        raise ZeroDivisionError


def test_a_transaction_that_fails_counts_nothing(world: World) -> None:
    number = opened(world, "CAP Managers : Lequel ? | a | b --secret")
    with pytest.raises(ZeroDivisionError):
        cast_and_fail(world, number)
    assert (voters(world, number), content(world, number)) == (0, '{"ballots":0,"counts":{}}')


def test_an_answer_is_taken_back_unless_it_is_secret(sqlite_world: World) -> None:
    world = sqlite_world
    for mode, said in (("--nominatif", "retirée"), ("--masqué", "retirée"), ("--secret", "définitif")):
        number = opened(world, f"CAP Managers : Lequel ? | a | b {mode}")
        vote(world, number, "cap-managers", "1")
        assert said in world.say(f"sondage retirer {number}", by="cap-managers").text
        assert voters(world, number) == (1 if mode == "--secret" else 0)
        assert "rien à retirer" in world.say(f"sondage retirer {number}", by="chef-de-file").text or mode == "--secret"
