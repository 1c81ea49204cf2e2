"""Who is to be told of what was said: noted with it, never to its author nor to whoever may not read the project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from commands import recording
from commands.call import Asker, Call, Options
from commands.lexicon import LexiconCache
from commands.table import TABLE
from storage import follows, people
from storage.history import Subject
from storage.ledger.folding import (
    ACTION_RECORDED,
    DECISION_RECORDED,
    LEAD_CHANGED,
    PROPOSAL_ACCEPTED,
    PROPOSED,
    REVERSED,
    SUPPORT_ANSWERED,
    UPDATED,
)
from storage.ledger.update import MeasureSaid, SupportAsked, Update, to_detail
from storage.rows.following import Notice, Weather
from storage.rows.organisation import LeadRole, Person, Platform
from storage.rows.plan import Status
from tests.world import World

RESULT: Subject = ("key_result", "4.1.1.a")
PROJECT: Subject = ("project", "developpement-du-teletravail")
RESTRICTED: Subject = ("project", "exemple-plan-de-securite-numerique")
STORM = Update(weather=Weather.COMPROMISED)
ASKED = SupportAsked("deux équipes manquent", "deux postes", date(2020, 12, 15), body="comex")


def told(world: World, subject: Subject, action: str, by: str, **detail: Any) -> int:
    """Record in somebody's name; gives the entry's number."""
    with world.database.write() as session:
        known = people.asker(session, platform=Platform.TERMINAL.value, account=by)
        assert known is not None
        asker = Asker(known.id, known.handle, known.label, known.roles, known.unit_key, True, known.reader)
        options = Options(ZoneInfo("Europe/Paris"))
        call = Call(session, asker, world.now, options, TABLE, lambda: LexiconCache().current(session))
        return recording.record(call, subject, action, detail).entry


def update(world: World, subject: Subject, by: str, said: Update, **more: Any) -> int:
    return told(world, subject, UPDATED, by, **to_detail(said), **more)


def follow(world: World, subject: Subject, *handles: str) -> None:
    with world.database.write() as session:
        for person_id in session.scalars(select(Person.id).where(Person.handle.in_(handles))):
            follows.follow(session, person_id=person_id, subject=subject, at=world.now)


def notices(world: World, entry: int) -> dict[str, str]:
    """The kind of notice that each person has of an entry."""
    with world.database.read() as session:
        wanted = select(Person.handle, Notice.kind).join(Notice, Notice.person_id == Person.id)
        rows = session.execute(wanted.where(Notice.entry_id == entry))
        return {row.handle: row.kind for row in rows}


def test_an_update_that_changes_nothing_that_is_followed_is_told_to_nobody(world: World) -> None:
    follow(world, RESULT, "agent")
    first = update(world, RESULT, "chef-de-file", Update(progress=40))
    assert notices(world, first) == {"agent": "followed"}, "it has begun"
    again = update(world, RESULT, "chef-de-file", Update(progress=50, comment="suite"))
    assert notices(world, again) == {}


def test_a_compromised_objective_is_told_to_its_lead_and_the_dga_first(world: World) -> None:
    follow(world, ("objective", "4.1.1"), "agent")
    entry = update(world, RESULT, "manager", STORM)
    assert notices(world, entry) == {
        "chef-de-file": "compromised",
        "dga-numerique": "compromised",
        "agent": "followed_after",
    }


def test_a_compromised_project_is_told_to_its_director_and_the_dga_of_its_unit(world: World) -> None:
    entry = update(world, ("project", "tramway-de-marseille"), "appui", STORM)
    assert notices(world, entry) == {"directeur-de-projet-tramway": "compromised", "porteur-mobilites": "compromised"}


def test_a_project_of_a_territory_is_told_to_its_dgst(world: World) -> None:
    entry = update(world, ("project", "digues-de-pertuis"), "appui", STORM)
    assert notices(world, entry) == {"dgst-pays-d-aix": "compromised"}


def test_it_is_told_once_while_it_stays_compromised(world: World) -> None:
    update(world, RESULT, "chef-de-file", STORM)
    again = update(world, RESULT, "chef-de-file", STORM)
    assert notices(world, again) == {}


@pytest.mark.parametrize(
    "said",
    [
        Update(status=Status.SUSPENDED),
        Update(weather=Weather.SECURE),
        Update(weather=Weather.NEEDS_SUPPORT),
    ],
)
def test_a_transition_is_told_to_followers(world: World, said: Update) -> None:
    follow(world, RESULT, "agent")
    entry = update(world, RESULT, "chef-de-file", said)
    assert notices(world, entry) == {"agent": "followed"}


def test_a_decision_and_a_change_of_lead_are_told_to_followers(world: World) -> None:
    follow(world, PROJECT, "agent")
    decided = told(world, PROJECT, DECISION_RECORDED, "comex", text="poursuivre", body="comex")
    assert notices(world, decided) == {
        "agent": "followed",
        "chef-de-projet": "led",
        "dga-ressources-humaines": "led",
    }


def test_the_new_lead_and_the_former_one_are_told(world: World) -> None:
    subject = ("objective", "4.1.1")
    follow(world, subject, "agent", "manager")
    detail = {"role": LeadRole.OBJECTIVE_LEAD.value, "before": "chef-de-file", "after": "manager"}
    entry = told(world, subject, LEAD_CHANGED, "appui", **detail)
    assert notices(world, entry) == {"chef-de-file": "lead_change", "manager": "lead_change", "agent": "followed"}


def test_nobody_is_told_of_what_they_said_themselves(world: World) -> None:
    follow(world, RESULT, "chef-de-file", "dga-numerique")
    entry = update(world, RESULT, "chef-de-file", STORM)
    assert notices(world, entry) == {"dga-numerique": "compromised"}


def test_a_proposal_is_told_to_those_who_lead_and_its_answer_to_whoever_proposed(world: World) -> None:
    proposal = told(world, RESULT, PROPOSED, "agent", **to_detail(Update(progress=40)))
    assert notices(world, proposal) == {"chef-de-file": "proposal"}, "contributing is not leading"
    answer = told(world, RESULT, PROPOSAL_ACCEPTED, "chef-de-file", proposal=proposal)
    assert notices(world, answer) == {"agent": "proposal_answer"}


def test_a_support_is_told_to_the_body_that_is_asked_and_its_answer_to_whoever_asked(world: World) -> None:
    request = update(world, RESULT, "chef-de-file", Update(weather=Weather.NEEDS_SUPPORT, support=ASKED))
    asked = notices(world, request)
    assert {"comex", "dgs", "dga-numerique"} <= asked.keys()
    assert set(asked.values()) == {"support_request"}
    answer = told(world, RESULT, SUPPORT_ANSWERED, "comex", request=request, answer="granted", body="comex")
    assert notices(world, answer) == {"chef-de-file": "support_answer"}


def test_a_support_asked_of_a_person_is_told_to_them_alone(world: World) -> None:
    asked = SupportAsked("blocage", "un poste", date(2020, 12, 15), person="appui")
    request = update(world, RESULT, "chef-de-file", Update(weather=Weather.NEEDS_SUPPORT, support=asked))
    assert notices(world, request) == {"appui": "support_request"}


def test_an_action_is_told_to_whoever_is_to_do_it(world: World) -> None:
    meeting = ("meeting", "comex@2020-11-12")
    entry = told(world, meeting, ACTION_RECORDED, "comex", text="chiffrer", holder="manager", due_on="2020-12-15")
    assert notices(world, entry) == {"manager": "action_given"}


@pytest.mark.parametrize("action", [DECISION_RECORDED, ACTION_RECORDED])
def test_what_others_record_on_it_is_told_to_the_lead_and_to_the_deputy(world: World, action: str) -> None:
    world.say("/objectif déléguer à ambassadeur aujourd'hui sur 4.1.1", by="chef-de-file")
    detail = (
        {"text": "chiffrer", "holder": "manager", "due_on": "2020-12-15"}
        if action == ACTION_RECORDED
        else {"text": "poursuivre"}
    )
    leading = {"chef-de-file": "led", "ambassadeur": "led"}
    given = {"manager": "action_given"} if action == ACTION_RECORDED else {}
    assert notices(world, told(world, RESULT, action, "comex", **detail)) == leading | given
    # Who records it knows of it, and whoever is to act is told of that alone.
    assert notices(world, told(world, RESULT, action, "chef-de-file", **detail)) == {"ambassadeur": "led"} | given
    own = told(world, RESULT, action, "comex", **(detail | {"holder": "chef-de-file"}))
    assert notices(world, own)["chef-de-file"] == ("action_given" if action == ACTION_RECORDED else "led")


def test_what_is_decided_of_a_restricted_project_is_told_to_leads_who_may_read_it(world: World) -> None:
    world.say("/projet chef de projet exemple-plan-de-securite-numerique direction-numerique", by="appui")
    entry = told(world, RESTRICTED, DECISION_RECORDED, "dgs", text="poursuivre")
    assert set(notices(world, entry).values()) <= {"led"}
    assert "agent" not in notices(world, entry)


def test_a_contradiction_entered_by_somebody_else_is_told_to_the_lead_first(world: World) -> None:
    follow(world, RESULT, "agent")
    said = Update(weather=Weather.SECURE, measure=MeasureSaid(Decimal(1), date(2020, 11, 1), "enquête"))
    entry = update(world, RESULT, "appui", said, contradiction=True)
    assert notices(world, entry) == {"chef-de-file": "contradiction", "agent": "followed_after"}


def test_who_may_not_read_a_restricted_project_is_not_told(world: World) -> None:
    follow(world, RESTRICTED, "agent", "manager", "direction-numerique")
    entry = update(world, RESTRICTED, "chef-de-file", Update(weather=Weather.COMPROMISED, support=ASKED))
    told_of = notices(world, entry)
    # The circle is dgs, by name, and the direction of the numérique with its services.
    assert told_of == {"dgs": "support_request", "direction-numerique": "followed_after", "manager": "followed_after"}


def test_what_is_taken_back_is_told_to_those_who_had_a_notice_of_it(world: World) -> None:
    follow(world, RESULT, "agent")
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    follow(world, RESULT, "ambassadeur")
    reversal = told(world, RESULT, REVERSED, "chef-de-file", entry=entry)
    assert notices(world, reversal) == {"agent": "taken_back"}


def test_who_has_left_is_not_told(world: World) -> None:
    follow(world, RESULT, "agent")
    world.leave("agent")
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    assert notices(world, entry) == {}
