"""The ledger: what each entry does to a subject, and what taking back undoes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import history, standings
from storage.database import Database
from storage.ledger import recording
from storage.ledger.folding import needs_support
from storage.ledger.recording import Recorded
from storage.ledger.state import NOTHING_SAID, State, dump
from storage.ledger.update import Completion, DeadlineSaid, Update, to_detail
from storage.rows.following import Matter, MatterKind, MatterState, Standing, Transition, TransitionKind, Weather
from storage.rows.plan import Status
from tests import ledgers
from tests.ledgers import NOON, assert_folded, measure, support

SUBJECT = ("key_result", "4.2.2.b")
OTHER = ("project", "developpement-du-teletravail")


@dataclass
class Ledger:
    """A session with a few persons, and one subject of which one speaks unless another is named."""

    session: Session
    by: int
    at: datetime = NOON

    def say(self, subject: history.Subject = SUBJECT, **parts: Any) -> Recorded:
        """Record an update, a minute after what was said before."""
        return self.record("updated", subject, **to_detail(Update(**parts)))

    def record(self, action: str, subject: history.Subject = SUBJECT, /, **detail: Any) -> Recorded:
        """Record an entry, a minute after what was said before."""
        self.at += timedelta(minutes=1)
        behalf = detail.pop("on_behalf_of", None)
        return recording.record(
            self.session, subject=subject, action=action, detail=detail, by=self.by, at=self.at, on_behalf_of=behalf
        )

    def take_back(self, recorded: Recorded) -> Recorded:
        """Reverse an entry."""
        return self.record("reversed", entry=recorded.entry, reason="erreur de saisie")

    @property
    def state(self) -> State:
        """How the subject stands, as stored; it is what the history folds into."""
        assert_folded(self.session)
        return standings.state_of(self.session, subject=SUBJECT)

    @property
    def transitions(self) -> list[tuple[TransitionKind, str | None, str | None]]:
        """What was told of the subject."""
        rows = self.session.execute(select(Transition).order_by(Transition.id)).scalars()
        return [(row.kind, row.before, row.after) for row in rows]

    def matter(self, recorded: Recorded) -> tuple[MatterKind, MatterState]:
        """A matter as it is indexed."""
        row = self.session.execute(select(Matter.kind, Matter.state).where(Matter.id == recorded.entry)).one()
        return row.kind, row.state


@pytest.fixture
def ledger(database: Database) -> Iterator[Ledger]:
    with database.write() as session:
        [by] = ledgers.persons(session, "chef-de-file")
        yield Ledger(session, by)


# Updates


def test_each_part_says_its_own_and_leaves_the_rest(ledger: Ledger) -> None:
    first = ledger.say(status=Status.UNDER_WAY, progress=40, comment="le marché est notifié")
    second = ledger.say(weather=Weather.REACHABLE)
    state = ledger.state
    assert (state.status, state.progress, state.weather) == (Status.UNDER_WAY, 40, Weather.REACHABLE)
    assert state.comment == "le marché est notifié"
    assert [said and said.entry for said in (state.status_said, state.comment_said)] == [first.entry] * 2
    assert [said and said.entry for said in (state.weather_said, state.told)] == [second.entry] * 2
    assert (second.before, second.after) == (first.after, state)


def test_a_figure_says_that_the_work_has_begun(ledger: Ledger) -> None:
    assert ledger.say(measure=measure(45, baseline=True)).after.status is None
    assert ledger.say(progress=10).after.status is Status.UNDER_WAY


def test_a_figure_begins_what_was_to_come_and_does_not_resume_what_is_suspended(ledger: Ledger) -> None:
    ledger.say(status=Status.PLANNED)
    assert ledger.say(measure=measure(3)).after.status is Status.UNDER_WAY
    ledger.say(status=Status.SUSPENDED)
    assert ledger.say(progress=20).after.status is Status.SUSPENDED


def test_done_is_all_of_it(ledger: Ledger) -> None:
    ledger.say(progress=60)
    assert ledger.say(status=Status.DONE).after.progress == 100


def test_the_latest_value_stands_however_late_an_older_one_is_told(ledger: Ledger) -> None:
    ledger.say(measure=measure(62, "2020-10-31"))
    late = ledger.say(measure=measure(50, "2020-06-30"))
    assert ledger.state.measures[0].measure == measure(62, "2020-10-31")
    assert late.after.told is not None
    assert late.after.told.entry == late.entry
    ledger.say(measure=measure(63, "2020-10-31"))
    assert ledger.state.measures[0].measure == measure(63, "2020-10-31")


def test_each_target_has_its_own_value_and_starting_point(ledger: Ledger) -> None:
    ledger.say(measure=measure(10, "2019-12-31", baseline=True))
    ledger.say(measure=measure(62, target=0))
    ledger.say(measure=measure(7, "2020-01-31", target=1))
    state = ledger.state
    assert {rank: int(each.measure.value) for rank, each in state.measures.items()} == {0: 62, 1: 7}
    assert {rank: int(each.measure.value) for rank, each in state.baselines.items()} == {0: 10}


def test_each_postponement_is_kept_and_the_last_one_stands(ledger: Ledger) -> None:
    ledger.say(deadline=DeadlineSaid(date(2021, 6, 30), "T2 2021", "retard du marché"))
    ledger.say(deadline=DeadlineSaid(date(2021, 12, 31), "fin 2021", None))
    state = ledger.state
    assert [(each.label, each.reason) for each in state.revisions] == [
        ("T2 2021", "retard du marché"),
        ("fin 2021", None),
    ]
    assert state.due_on == date(2021, 12, 31)
    assert ledger.transitions == [
        (TransitionKind.DEADLINE, None, "2021-06-30"),
        (TransitionKind.DEADLINE, "2021-06-30", "2021-12-31"),
    ]


def test_what_was_learnt_at_the_end_is_kept_unless_said_anew(ledger: Ledger) -> None:
    done = Completion(date(2020, 11, 12), "délibération", "a", "b", "commencer plus tôt")
    assert ledger.say(status=Status.DONE, completion=done).after.lessons == "commencer plus tôt"
    assert ledger.say(evaluation="usages installés").after.lessons == "commencer plus tôt"
    assert ledger.say(lessons="former d'abord").after.lessons == "former d'abord"
    assert (ledger.state.completion, ledger.state.evaluation) == (done, "usages installés")


def test_unchanged_confirms_what_stands(ledger: Ledger) -> None:
    ledger.say(progress=40, weather=Weather.SECURE)
    recorded = ledger.say(unchanged=True)
    assert replace(recorded.after, told=recorded.before.told, last_entry=recorded.before.last_entry) == recorded.before
    assert recorded.after.told is not None
    assert recorded.after.told.entry == recorded.entry


def test_a_deputy_speaks_for_a_lead(ledger: Ledger) -> None:
    ledger.record("updated", on_behalf_of="dga-numerique", **to_detail(Update(weather=Weather.SECURE)))
    said = ledger.state.weather_said
    assert said is not None
    assert (said.by, said.on_behalf_of) == (ledger.by, "dga-numerique")


def test_subjects_do_not_mix(ledger: Ledger) -> None:
    ledger.say(progress=40)
    ledger.say(OTHER, progress=70)
    assert ledger.state.progress == 40
    assert standings.state_of(ledger.session, subject=OTHER).progress == 70


# Supports, decisions, actions, proposals


def test_a_support_asked_for_is_answered_then_lifted(ledger: Ledger) -> None:
    asked = ledger.say(weather=Weather.NEEDS_SUPPORT, support=support(body="comex"))
    assert not needs_support(asked.after)
    answered = ledger.record("support_answered", request=asked.entry, answer="granted", comment="oui", body="comex")
    [standing] = ledger.state.supports
    assert (standing.state, standing.answer, standing.read_in) == (MatterState.GRANTED, "oui", "comex")
    assert standing.answered is not None
    assert standing.answered.entry == answered.entry
    ledger.record("support_lifted", request=asked.entry)
    assert ledger.state.supports == ()
    assert ledger.matter(asked) == (MatterKind.SUPPORT, MatterState.LIFTED)


def test_what_is_put_off_to_arbitration_is_not_settled(ledger: Ledger) -> None:
    asked = ledger.say(support=support())
    ledger.record("support_answered", request=asked.entry, answer="arbitration", body="comex")
    assert ledger.state.matters[asked.entry].settled is None
    ledger.record("support_answered", request=asked.entry, answer="refused", body="comex")
    assert ledger.state.matters[asked.entry].settled is not None


def test_a_weather_without_a_support_asked_needs_one(ledger: Ledger) -> None:
    assert needs_support(ledger.say(weather=Weather.COMPROMISED).after)
    assert not needs_support(ledger.say(weather=Weather.SECURE).after)


def test_a_decision_is_recorded_and_told(ledger: Ledger) -> None:
    decided = ledger.record("decision_recorded", text="lancer le marché", body="comex")
    assert ledger.matter(decided) == (MatterKind.DECISION, MatterState.RECORDED)
    assert ledger.transitions == [(TransitionKind.DECISION, None, str(decided.entry))]
    assert ledger.state.told is None


def test_an_action_is_postponed_then_done(ledger: Ledger) -> None:
    action = ledger.record("action_recorded", text="écrire au préfet", holder="dgs", due_on="2020-12-01")
    ledger.record("action_revised", action=action.entry, due_on="2020-12-15", reason="congés")
    assert ledger.state.matters[action.entry].due_on == date(2020, 12, 15)
    ledger.record("action_done", action=action.entry)
    assert ledger.matter(action) == (MatterKind.ACTION, MatterState.DONE)


@pytest.mark.parametrize(
    ("answer", "state"),
    [("proposal_accepted", MatterState.ACCEPTED), ("proposal_declined", MatterState.DECLINED)],
)
def test_a_proposal_changes_nothing_by_itself(ledger: Ledger, answer: str, state: MatterState) -> None:
    proposed = ledger.record("proposed", update=to_detail(Update(progress=80)))
    assert ledger.matter(proposed) == (MatterKind.PROPOSAL, MatterState.OPEN)
    ledger.record(answer, proposal=proposed.entry)
    assert ledger.matter(proposed) == (MatterKind.PROPOSAL, state)
    assert ledger.state.progress is None


def test_a_lead_that_changes_is_told_and_changes_nothing_else(ledger: Ledger) -> None:
    ledger.say(progress=40)
    recorded = ledger.record("lead_changed", role="objective_lead", before="chef-de-file", after="dgs")
    assert recorded.after == recorded.before == ledger.state
    assert ledger.transitions[-1] == (TransitionKind.LEAD, "chef-de-file", "dgs")


def test_what_files_write_without_the_lock_changes_nothing(ledger: Ledger) -> None:
    ledger.say(progress=40)
    ledger.session.flush()
    history.append(ledger.session, subject=SUBJECT, at=NOON, person_id=None, action="lead_changed", detail={})
    ledger.session.flush()
    assert ledger.state == ledger.say(weather=Weather.SECURE).before


# Taking back


def test_what_is_taken_back_was_never_said(ledger: Ledger) -> None:
    before = ledger.say(progress=40, weather=Weather.SECURE).after
    mistaken = ledger.say(progress=90, weather=Weather.COMPROMISED, support=support(), comment="non")
    taken = ledger.take_back(mistaken)
    assert replace(taken.after, matters={}, last_entry=before.last_entry) == before
    assert ledger.matter(mistaken) == (MatterKind.SUPPORT, MatterState.REVERSED)
    assert ledger.transitions[-1] == (TransitionKind.WEATHER, "compromised", "secure")
    assert history.count(ledger.session, subjects=[SUBJECT]) == 3


def test_what_was_said_after_what_is_taken_back_stays(ledger: Ledger) -> None:
    first = ledger.say(progress=40, weather=Weather.REACHABLE)
    ledger.say(weather=Weather.SECURE)
    state = ledger.take_back(first).after
    assert (state.status, state.progress, state.weather) == (None, None, Weather.SECURE)


def test_taking_back_a_taking_back_says_it_again(ledger: Ledger) -> None:
    said = ledger.say(progress=40, support=support()).after
    first = ledger.take_back(Recorded(said.last_entry, NOTHING_SAID, said))
    second = ledger.take_back(first)
    assert (
        replace(second.after, last_entry=said.last_entry) == said == replace(ledger.state, last_entry=said.last_entry)
    )
    ledger.take_back(second)
    assert ledger.state.progress is None


def test_a_value_taken_back_lets_the_one_before_stand(ledger: Ledger) -> None:
    ledger.say(measure=measure(50, "2020-06-30"))
    ledger.take_back(ledger.say(measure=measure(620, "2020-10-31")))
    assert ledger.state.measures[0].measure == measure(50, "2020-06-30")


def test_a_postponement_taken_back_gives_the_deadline_before(ledger: Ledger) -> None:
    ledger.take_back(ledger.say(deadline=DeadlineSaid(date(2021, 6, 30), "T2 2021", "x")))
    assert (ledger.state.due_on, ledger.state.revisions) == (None, ())
    assert ledger.transitions[-1] == (TransitionKind.DEADLINE, "2021-06-30", None)


def test_an_answer_taken_back_leaves_the_request_open(ledger: Ledger) -> None:
    asked = ledger.say(support=support(body="comex"))
    ledger.take_back(ledger.record("support_answered", request=asked.entry, answer="refused"))
    assert ledger.matter(asked) == (MatterKind.SUPPORT, MatterState.OPEN)
    assert ledger.state.supports[0].answered is None


def test_nothing_more_happens_to_a_request_taken_back(ledger: Ledger) -> None:
    asked = ledger.say(support=support())
    ledger.take_back(asked)
    ledger.record("support_answered", request=asked.entry, answer="granted")
    ledger.record("support_lifted", request=asked.entry)
    assert ledger.matter(asked) == (MatterKind.SUPPORT, MatterState.REVERSED)
    assert ledger.state.supports == ()


def test_nothing_more_happens_to_an_action_taken_back(ledger: Ledger) -> None:
    action = ledger.record("action_recorded", text="écrire", due_on="2020-12-01")
    ledger.take_back(action)
    ledger.record("action_revised", action=action.entry, due_on="2021-01-01")
    ledger.record("action_done", action=action.entry)
    assert ledger.state.matters[action.entry].due_on == date(2020, 12, 1)
    assert ledger.matter(action) == (MatterKind.ACTION, MatterState.REVERSED)


# Rebuilding


def test_a_damaged_standing_is_rebuilt_from_the_history(ledger: Ledger) -> None:
    asked = ledger.say(progress=40, weather=Weather.NEEDS_SUPPORT, support=support())
    ledger.session.execute(update(Standing).values(progress=99, weather=None, said={}))
    ledger.session.execute(update(Matter).values(state=MatterState.DONE, due_on=None))
    told = ledger.transitions
    assert recording.rebuild(ledger.session, subject=SUBJECT) == asked.after == ledger.state
    assert ledger.transitions == told


def test_an_hour_of_another_zone_is_kept_as_the_same_instant(ledger: Ledger) -> None:
    ledger.at = NOON.astimezone(ZoneInfo("Europe/Paris"))
    recorded = ledger.say(progress=40)
    assert ledger.state == recorded.after
    assert dump(ledger.state) == dump(recorded.after)
