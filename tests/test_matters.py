"""What was raised about subjects is found again: by number, by body, by person, by day, and never past a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import matters, meetings
from storage.ledger import recording
from storage.people import NOBODY
from storage.reader import Reader
from storage.rows.following import MatterState
from storage.rows.organisation import Person
from tests.world import World

EVERYTHING = Reader(sees_all=True)
SECRET = ("project", "exemple-plan-de-securite-numerique")
OBJECTIVE = ("objective", "4.1.1")
RESULT = ("key_result", "4.1.1.a")


@contextmanager
def reading(world: World) -> Iterator[Session]:
    with world.database.read() as session:
        yield session


def recorded(world: World, subject: tuple[str, str], action: str, /, *, by: str = "chef-de-file", **detail: Any) -> int:
    """Record an entry in somebody's name, and give its reference."""
    with world.database.write() as session:
        person = session.scalar(select(Person.id).where(Person.handle == by))
        return recording.record(session, subject=subject, action=action, detail=detail, by=person, at=world.now).entry


def request(world: World, subject: tuple[str, str] = RESULT, *, needed_by: str = "2020-12-15", **asked: str) -> int:
    support = {"blocker": "marché infructueux", "need": "un arbitrage", "needed_by": needed_by, **asked}
    return recorded(world, subject, "updated", weather="needs_support", support=support)


def supports(
    world: World, *, bodies: Collection[str] = (), handle: str | None = None, reader: Reader = NOBODY
) -> list[int]:
    with reading(world) as session:
        found = matters.open_supports(session, bodies=bodies, handle=handle, reader=reader)
        return [one.number for one in found]


def test_a_matter_is_found_with_its_words_and_who_raised_it(world: World) -> None:
    number = request(world, body="comex")
    with reading(world) as session:
        found = matters.matter(session, number, NOBODY)
        assert found is not None
        assert found.raiser_handle == "chef-de-file"
        assert found.raiser == world.label("chef-de-file")
        assert found.detail["support"]["need"] == "un arbitrage"
        assert (found.subject, found.body, found.due_on) == (RESULT, "comex", date(2020, 12, 15))
        assert matters.matter(session, number + 1, NOBODY) is None


def test_requests_are_found_by_body_and_by_name_the_soonest_first(world: World) -> None:
    later = request(world, body="comex", needed_by="2021-01-15")
    sooner = request(world, person="dga-numerique", needed_by="2020-12-01")
    request(world, body="costrat")
    assert supports(world, bodies=["comex"]) == [later]
    assert supports(world, handle="dga-numerique") == [sooner]
    assert supports(world, bodies={"comex"}, handle="dga-numerique") == [sooner, later]
    assert supports(world) == []


def test_an_answered_request_waits_for_nobody(world: World) -> None:
    number = request(world, body="comex")
    recorded(world, RESULT, "support_answered", by="comex", request=number, answer="granted")
    assert supports(world, bodies=["comex"]) == []


def test_an_arbitration_is_the_arbiters_too(world: World) -> None:
    number = request(world, person="dga-numerique")
    recorded(world, RESULT, "support_answered", by="dga-numerique", request=number, answer="arbitration", body="comex")
    assert supports(world, bodies=["comex"]) == [number]
    assert supports(world, bodies=["costrat"]) == []


def test_what_one_asked_is_found_whatever_became_of_it(world: World) -> None:
    first = request(world, body="comex")
    second = request(world, body="comex")
    recorded(world, RESULT, "support_lifted", request=first)
    with reading(world) as session:
        person = session.scalars(select(Person.id).where(Person.handle == "chef-de-file")).one()
        found = matters.supports_asked_by(session, person_id=person, reader=NOBODY)
        assert [(one.number, one.state) for one in found] == [
            (second, MatterState.OPEN),
            (first, MatterState.LIFTED),
        ]


def test_a_restricted_projects_matters_are_its_circles(world: World) -> None:
    asked = request(world, SECRET, body="comex")
    decided = recorded(world, SECRET, "decision_recorded", text="Oui", body="comex", on="2020-11-12")
    inside = Reader(circles=frozenset({"cercle-securite-numerique"}))
    assert supports(world, bodies=["comex"]) == []
    assert supports(world, bodies=["comex"], reader=inside) == [asked]
    with reading(world) as session:
        assert matters.matter(session, decided, NOBODY) is None
        assert matters.decisions(session, body="comex", reader=NOBODY) == []
        assert [one.number for one in matters.decisions(session, body="comex", reader=inside)] == [decided]


def test_a_retired_projects_matters_are_not_listed(world: World) -> None:
    request(world, SECRET, body="comex")
    world.change_project(SECRET[1], retired=True)
    assert supports(world, bodies=["comex"], reader=EVERYTHING) == []


def test_what_was_taken_back_is_not_listed_and_known_by_its_number(world: World) -> None:
    number = recorded(world, OBJECTIVE, "decision_recorded", text="Oui", on="2020-11-12")
    recorded(world, OBJECTIVE, "reversed", entry=number)
    with reading(world) as session:
        assert matters.decisions(session, subject=OBJECTIVE, reader=NOBODY) == []
        found = matters.matter(session, number, NOBODY)
        assert found is not None
        assert found.state is MatterState.REVERSED


def test_decisions_are_found_by_the_day_on_which_they_were_taken(world: World) -> None:
    november = recorded(world, RESULT, "decision_recorded", text="B", body="comex", on="2020-11-12")
    october = recorded(world, OBJECTIVE, "decision_recorded", text="A", body="comex", on="2020-10-15")
    with reading(world) as session:

        def numbers(**where: Any) -> list[int]:
            return [one.number for one in matters.decisions(session, reader=NOBODY, **where)]

        assert numbers(body="comex") == [october, november]
        assert numbers(subject=OBJECTIVE) == [october, november]
        assert numbers(subject=RESULT) == [november]
        assert numbers(since=date(2020, 11, 1)) == [november]
        assert numbers(until=date(2020, 11, 11)) == [october]
        assert numbers(body="costrat") == []


def test_actions_are_found_the_soonest_due_first(world: World) -> None:
    later = recorded(world, OBJECTIVE, "action_recorded", text="B", holder="manager", due_on="2021-01-15")
    sooner = recorded(world, RESULT, "action_recorded", text="A", holder="appui", due_on="2020-12-01", body="comex")
    with reading(world) as session:

        def numbers(**where: Any) -> list[int]:
            return [one.number for one in matters.actions(session, reader=NOBODY, **where)]

        assert numbers() == [sooner, later]
        assert numbers(holder="manager") == [later]
        assert numbers(body="comex") == [sooner]
        due = matters.actions_due(session, date(2020, 12, 1), date(2020, 12, 31), reader=NOBODY)
        assert [one.number for one in due] == [sooner]
    recorded(world, RESULT, "action_done", action=sooner)
    with reading(world) as session:
        assert [one.number for one in matters.actions(session, reader=NOBODY)] == [later]
        assert len(matters.actions(session, open_only=False, reader=NOBODY)) == 2


def test_an_actions_first_deadline_and_its_revisions_are_kept(world: World) -> None:
    number = recorded(world, OBJECTIVE, "action_recorded", text="A", holder="manager", due_on="2020-12-15")
    first = recorded(world, OBJECTIVE, "action_revised", action=number, due_on="2021-01-15", reason="devis attendu")
    slip = recorded(world, OBJECTIVE, "action_revised", action=number, due_on="2022-01-15", reason="erreur")
    recorded(world, OBJECTIVE, "reversed", entry=slip)
    with reading(world) as session:
        [found] = matters.actions(session, subject=OBJECTIVE, reader=NOBODY)
        assert (found.first_due_on, found.due_on) == (date(2020, 12, 15), date(2021, 1, 15))
        [told] = matters.postponements(session, [found])[number]
        assert (told.entry, told.due_on, told.reason) == (first, date(2021, 1, 15), "devis attendu")


def test_open_proposals_are_found_by_subject_and_by_their_author(world: World) -> None:
    number = recorded(world, OBJECTIVE, "proposed", by="agent", update={"progress": 50})
    with reading(world) as session:
        person = session.scalars(select(Person.id).where(Person.handle == "agent")).one()
        assert [one.number for one in matters.open_proposals(session, subjects=[OBJECTIVE, RESULT], reader=NOBODY)] == [
            number
        ]
        assert matters.open_proposals(session, subjects=[RESULT], reader=NOBODY) == []
        assert [one.number for one in matters.proposals_by(session, person, NOBODY)] == [number]
    recorded(world, OBJECTIVE, "proposal_declined", proposal=number)
    with reading(world) as session:
        assert matters.open_proposals(session, subjects=[OBJECTIVE], reader=NOBODY) == []
        assert [one.state for one in matters.proposals_by(session, person, NOBODY)] == [MatterState.DECLINED]


def test_a_meeting_is_recorded_once_and_the_last_one_is_known(world: World) -> None:
    with world.database.write() as session:
        assert meetings.hold(session, "comex", date(2020, 11, 12), world.now)
        assert not meetings.hold(session, "comex", date(2020, 11, 12), world.now)
        assert meetings.hold(session, "comex", date(2020, 10, 15), world.now)
    with reading(world) as session:
        assert meetings.meetings(session, "comex", reader=NOBODY) == [date(2020, 11, 12), date(2020, 10, 15)]
        assert meetings.last(session, "comex", date(2020, 11, 23), reader=NOBODY) == date(2020, 11, 12)
        assert meetings.last(session, "comex", date(2020, 11, 11), reader=NOBODY) == date(2020, 10, 15)
        assert meetings.last(session, "costrat", date(2020, 11, 23), reader=NOBODY) is None


def test_a_meeting_is_named_in_the_history_by_its_body_and_its_day() -> None:
    subject = meetings.subject_of("comex", date(2020, 11, 12))
    assert subject == ("meeting", "comex@2020-11-12")
    assert meetings.meeting_of(subject[1]) == ("comex", date(2020, 11, 12))
