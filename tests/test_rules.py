"""The rules: each deadline told to whom it concerns, on its working day, once; the simulated months and year."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.pulse import Tick
from bot.simulation import Sent, run, simulate
from reminders import rules
from reminders.calendar import WorkingCalendar
from reminders.rules import Rhythm, Terms
from reminders.sweep import MORNINGS
from storage import people, readers, sweeps
from storage.ledger.update import Update
from storage.rows.delivery import OutboxMessage
from storage.rows.following import Weather
from storage.rows.organisation import Person, Platform
from storage.rows.plan import Status
from storage.rows.reminding import LetterItem, SkippedPeriod
from tests.naive_rules import Naive, works
from tests.test_letters import at, letters
from tests.test_telling import ASKED, update
from tests.world import World

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)
TERMS = Terms(CALENDAR)
# Of the chef de file Ressources humaines, due on 31 December 2020.
LED = ("key_result", "2.1.1.a")


def beat(world: World, text: str) -> None:
    """Beats at an hour of Paris until nothing is left to do."""
    at(world, text)
    tick = Tick(CALENDAR)
    for _ in range(1_000):
        with world.database.write() as session:
            if not tick(session, world.now):
                return
    raise AssertionError("it never ends")


def items(world: World, rule: str) -> list[LetterItem]:
    with world.database.read() as session:
        return list(session.scalars(select(LetterItem).where(LetterItem.rule == rule).order_by(LetterItem.key)))


def skipped(world: World) -> set[str]:
    with world.database.read() as session:
        return set(session.scalars(select(SkippedPeriod.rule)))


def begun(world: World, text: str = "2020-11-29 12:00") -> None:
    """The rules have begun on this base, and its état initial was told."""
    beat(world, text)


# The first start


def test_a_base_begins_without_a_backlog(world: World) -> None:
    begun(world)
    assert letters(world) == {}, "a Sunday"
    beat(world, "2020-11-30 09:00")
    first = letters(world)
    assert first.keys() == {"daily:appui:2020-11-30", "daily:appui-projets:2020-11-30"}
    text = first["daily:appui:2020-11-30"]
    assert "État initial des rappels : 89 échéances ouvertes, dont 17 dépassées et à revoir" in text
    assert "objectif liste échéance dépassée" not in text, "a button says it"


def test_a_plan_years_old_sends_no_more_on_its_first_day(sqlite_world: World) -> None:
    begun(sqlite_world, "2026-03-01 12:00")
    beat(sqlite_world, "2026-03-02 09:00")
    assert letters(sqlite_world).keys() == {"daily:appui:2026-03-02", "daily:appui-projets:2026-03-02"}


# When


@pytest.mark.parametrize(
    ("rule", "told_on"),
    [
        ("deadline-30d", "2020-12-01"),
        ("deadline-15d", "2020-12-16"),
        ("deadline-7d", "2020-12-24"),
        ("deadline-1d", "2020-12-30"),
        ("past-due-3d", "2021-01-04"),
        ("past-due-10d", "2021-01-11"),
    ],
)
def test_each_rule_speaks_of_the_end_of_the_year_on_its_working_day(rule: str, told_on: str) -> None:
    (which,) = [each for each in rules.RULES if each.key == rule]
    told = [
        day
        for day in (date(2020, 11, 20) + timedelta(days) for days in range(90))
        if CALENDAR.is_working_day(day)
        and any(first <= date(2020, 12, 31) <= last for first, last in rules.windows(which, day, CALENDAR))
    ]
    assert [day.isoformat() for day in told] == [told_on]


def test_what_is_past_due_is_told_to_governance_after_21_days_then_monthly() -> None:
    (which,) = [each for each in rules.RULES if each.to is rules.To.GOVERNANCE]
    told = [
        day.isoformat()
        for day in (date(2021, 1, 1) + timedelta(days) for days in range(100))
        if CALENDAR.is_working_day(day)
        and any(first <= date(2020, 12, 31) <= last for first, last in rules.windows(which, day, CALENDAR))
    ]
    assert told == ["2021-01-21", "2021-02-22", "2021-03-22"]


@pytest.mark.parametrize(
    ("day", "tells", "asks"),
    [
        ("2020-12-02", "2020-11-30", "2020-12-04"),
        ("2020-12-25", "2020-12-21", "2020-12-24"),
        ("2021-04-06", "2021-04-06", "2021-04-09"),
        ("2020-02-29", "2020-02-24", "2020-02-28"),
    ],
)
def test_a_holiday_moves_the_day_that_asks_and_the_day_that_tells(day: str, tells: str, asks: str) -> None:
    when = date.fromisoformat(day)
    assert rules.digest_day(when, CALENDAR) == date.fromisoformat(tells)
    assert rules.ask_day(when, CALENDAR) == date.fromisoformat(asks)


def test_hours_are_those_of_the_wall_clock_on_both_sides_of_a_clock_change() -> None:
    for day in ("2021-03-26", "2021-03-29", "2021-10-29", "2021-11-02"):
        instant = CALENDAR.instant(date.fromisoformat(day), time(9))
        assert instant.astimezone(PARIS).hour == 9
    assert CALENDAR.instant(date(2021, 3, 28), time(2, 30)).astimezone(PARIS).time() == time(3, 30)
    assert CALENDAR.instant(date(2021, 10, 31), time(2, 30)) == datetime(2021, 10, 31, 0, 30, tzinfo=UTC)


# To whom, and what


def test_a_lead_has_one_point_for_each_deadline_date_never_one_for_each_key_result(world: World) -> None:
    begun(world)
    beat(world, "2020-12-01 09:00")
    (point,) = [each for each in items(world, "deadline-30d") if each.key.endswith(":chef-de-file-rh")]
    assert point.key == "deadline-30d:2020-12-31:2020-12-01T07:30Z:chef-de-file-rh"
    text = letters(world)["daily:chef-de-file-rh:2020-12-01"]
    assert "3 objectifs opérationnels : échéance le 31 décembre 2020, dans 30 jours" in text
    assert text.count("échéance le 31 décembre") == 1


def test_what_nobody_leads_is_one_message_to_the_cellule_d_appui(world: World) -> None:
    begun(world)
    beat(world, "2020-12-01 09:00")
    assert {each.key for each in items(world, "no-lead")} == {
        "no-lead:2020-12-01:2020-12-01T07:30Z:appui",
        "no-lead:2020-12-01:2020-12-01T07:30Z:appui-projets",
    }
    assert "22 objectifs opérationnels et 1 jalon sans responsable" in letters(world)["daily:appui:2020-12-01"]


@pytest.mark.parametrize("status", [Status.DONE, Status.SUSPENDED, Status.STOPPED])
def test_nothing_is_told_of_what_is_over(sqlite_world: World, status: Status) -> None:
    world = sqlite_world
    for code in ("2.1.1.a", "5.1.2.a", "5.1.2.b"):
        world.status(code, status)
    begun(world)
    beat(world, "2020-12-01 09:00")
    assert "daily:chef-de-file-rh:2020-12-01" not in letters(world)


def test_nothing_is_told_of_what_was_told_of_in_the_last_seven_days(sqlite_world: World) -> None:
    world = sqlite_world
    begun(world)
    beat(world, "2020-11-30 10:00")
    at(world, "2020-11-30 11:00")
    update(world, LED, "chef-de-file-rh", Update(progress=40))
    beat(world, "2020-12-01 09:00")
    text = letters(world)["daily:chef-de-file-rh:2020-12-01"]
    assert "2 objectifs opérationnels" in text
    assert "2.1.1.a" not in text


def test_what_is_done_between_the_rule_and_the_letter_is_not_told(sqlite_world: World) -> None:
    world = sqlite_world
    begun(world)
    beat(world, "2020-12-01 08:29")
    at(world, "2020-12-01 08:30")
    tick = Tick(CALENDAR)
    with world.database.write() as session:
        assert tick(session, world.now) == 1, "the morning's points"
    assert "daily:chef-de-file-rh:2020-12-01" not in letters(world)
    for code in ("2.1.1.a", "5.1.2.a", "5.1.2.b"):
        world.status(code, Status.DONE)
    beat(world, "2020-12-01 08:31")
    assert "daily:chef-de-file-rh:2020-12-01" not in letters(world)


# After an outage


def test_what_came_during_a_short_outage_is_said_late_and_once(world: World) -> None:
    begun(world)
    beat(world, "2020-12-02 15:00")
    text = letters(world)["daily:chef-de-file-rh:2020-12-02"]
    assert "3 objectifs opérationnels : échéance le 31 décembre 2020, dans 29 jours" in text
    assert "Avec retard" in text
    assert skipped(world) == set()


def test_what_is_too_old_is_skipped_and_named_and_no_week_has_two_digests(world: World) -> None:
    begun(world)
    beat(world, "2020-12-07 09:00")
    at(world, "2020-12-08 09:00")
    update(world, LED, "chef-de-file-rh", Update(status=Status.UNDER_WAY))
    beat(world, "2020-12-22 09:00")
    assert skipped(world) >= {"deadline-15d", "digest-weekly", "ask-weekly"}
    weeks = Counter(each.key for each in items(world, "digest-weekly"))
    assert set(weeks.values()) == {1}
    assert {each.detail["week"] for each in items(world, "digest-weekly")} == {"2020-12-07", "2020-12-21"}
    text = letters(world)["daily:appui:2020-12-22"]
    assert "depuis le 7 décembre 2020" in text, "what the skipped week would have told"
    assert "2.1.1.a" in text
    assert "Avec retard" in text
    state = world.say("dimension etat", by="appui").text
    assert "Périodes sautées" in state
    assert "rappel d'échéance à venir du 18 décembre 2020 (deadline-1d)" in state
    beat(world, "2020-12-23 09:00")
    assert not [
        key for key in letters(world) if key.endswith(":2020-12-23") and "semaine DiMENSiON" in letters(world)[key]
    ]


def test_a_clock_that_jumps_back_tells_nothing_again(sqlite_world: World) -> None:
    world = sqlite_world
    begun(world)
    beat(world, "2020-12-01 09:00")
    told = letters(world).keys()
    for text in ("2020-11-30 09:00", "2020-12-01 08:30", "2020-12-01 09:01"):
        beat(world, text)
    assert letters(world).keys() == told
    with world.database.read() as session:
        through = sweeps.through(session, key=MORNINGS)
    assert through == datetime(2020, 12, 1, 7, 30, tzinfo=UTC)


def test_two_processes_at_once_put_nothing_in_twice(world: World) -> None:
    begun(world)
    first, second = Tick(CALENDAR), Tick(CALENDAR)
    at(world, "2020-12-01 09:00")
    for tick in (first, second) * 40:
        with world.database.write() as session:
            tick(session, world.now)
    with world.database.read() as session:
        keys = session.scalars(select(OutboxMessage.key)).all()
    assert len(keys) == len(set(keys))
    assert {key.rpartition(":")[2] for key in keys} == {"2020-12-01"}


# The digest


def test_monday_tells_what_changed_with_its_reference_and_its_reason(world: World) -> None:
    world.say("objectif suivre 4.1.1.a", by="cap-managers")
    begun(world)
    at(world, "2020-12-02 10:00")
    said = Update(weather=Weather.COMPROMISED, support=ASKED)
    entry = update(world, ("key_result", "4.1.1.a"), "chef-de-file", said)
    beat(world, "2020-12-02 10:01")
    beat(world, "2020-12-03 09:00")
    beat(world, "2020-12-07 08:30")
    assert not [key for key in letters(world) if key.endswith("2020-12-07")], "Monday tells at nine"
    beat(world, "2020-12-07 09:00")
    told = letters(world)
    follower, governing = told["daily:cap-managers:2020-12-07"], told["daily:dgs:2020-12-07"]
    assert f"objectifs compromis (orage) (n° {entry}, vous le suivez)" in follower
    assert f"(n° {entry}, gouvernance)" in governing
    assert f"(n° {entry}, dans votre unité)" in told["daily:ambassadeur:2020-12-07"]
    assert "Appuis en attente de réponse" in governing
    assert "daily:agent:2020-12-07" not in told


def test_nothing_changed_nothing_sent(sqlite_world: World) -> None:
    begun(sqlite_world)
    beat(sqlite_world, "2020-12-04 11:00")
    beat(sqlite_world, "2020-12-07 09:00")
    monday = {key for key in letters(sqlite_world) if key.endswith("2020-12-07")}
    assert "daily:dgs:2020-12-07" not in monday
    assert "daily:manager:2020-12-07" not in monday


def test_a_restricted_project_is_in_no_digest_of_someone_outside_its_circle(sqlite_world: World) -> None:
    world = sqlite_world
    begun(world)
    at(world, "2020-12-02 10:00")
    update(world, ("project", "exemple-plan-de-securite-numerique"), "chef-de-file", Update(status=Status.UNDER_WAY))
    beat(world, "2020-12-07 09:00")
    knowing = {key for key, text in letters(world).items() if "sécurité numérique" in text}
    assert "daily:dgs:2020-12-07" in knowing
    assert knowing <= {
        f"daily:{each}:2020-12-07" for each in ("dgs", "chef-de-file", "direction-numerique", "ambassadeur")
    }


def test_who_does_not_want_the_digest_does_not_get_it_and_who_asks_does(sqlite_world: World) -> None:
    world = sqlite_world
    assert "ne recevez pas" in world.say("recap abonnement", by="agent").text
    world.say("recap abonnement oui", by="agent")
    world.say("objectif suivre 4.1.1.a", by="agent")
    world.say("recap abonnement non", by="dgs")
    begun(world)
    at(world, "2020-12-02 10:00")
    update(world, ("key_result", "4.1.1.a"), "chef-de-file", Update(status=Status.UNDER_WAY))
    beat(world, "2020-12-03 09:00")
    beat(world, "2020-12-07 09:00")
    assert "La semaine DiMENSiON" in letters(world)["daily:agent:2020-12-07"]
    assert "daily:dgs:2020-12-07" not in letters(world)


def test_recap_shows_now_what_monday_would_say(sqlite_world: World) -> None:
    world = sqlite_world
    assert "ne serait pas envoyée" in world.say("recap maintenant", by="manager").text
    update(world, ("key_result", "4.1.1.a"), "chef-de-file", Update(status=Status.UNDER_WAY))
    world.later(minutes=1)
    shown = world.say("recap aperçu", by="dgs")
    assert "La semaine DiMENSiON" in shown.text
    assert "4.1.1.a" in shown.text
    assert world.say("recap aperçu Comex", by="agent").kind == "refused"
    assert "4.1.1.a" in world.say("recap aperçu Comex", by="appui").text


def test_a_community_reads_its_digest_in_each_of_its_rooms_once_a_week(world: World) -> None:
    begun(world)
    at(world, "2020-12-02 10:00")
    platforms = (Platform.SLACK, Platform.MATRIX)

    def monday(text: str) -> None:
        at(world, text)
        tick = Tick(CALENDAR, platforms)
        for _ in range(1_000):
            with world.database.write() as session:
                if not tick(session, world.now):
                    return

    monday("2020-12-02 10:00")
    update(world, ("key_result", "4.1.1.a"), "chef-de-file", Update(status=Status.UNDER_WAY))
    update(world, ("project", "exemple-plan-de-securite-numerique"), "chef-de-file", Update(status=Status.UNDER_WAY))
    for text in ("2020-12-07 08:59", "2020-12-07 09:00", "2020-12-07 09:05", "2020-12-08 09:00"):
        monday(text)
    rooms = {key: text for key, text in letters(world).items() if key.startswith("digest-weekly:")}
    # Comex and Comex-revue share a room: it reads one digest.
    assert sorted(key.removeprefix("digest-weekly:2020-12-07:") for key in rooms) == [
        "matrix:#ambassadeurs:exemple.fr",
        "matrix:#cap-managers:exemple.fr",
        "matrix:#cellule-appui:exemple.fr",
        "matrix:#comex:exemple.fr",
        "matrix:#porteurs-de-projet:exemple.fr",
        "slack:C0EXEMPLE1",
        "slack:C0EXEMPLE2",
        "slack:C0EXEMPLE3",
        "slack:C0EXEMPLE4",
    ]
    assert all("4.1.1.a" in text and "sécurité numérique" not in text for text in rooms.values())


def test_persons_read_many_at_once_are_those_read_one_by_one(sqlite_world: World) -> None:
    with sqlite_world.database.read() as session:
        ids = session.scalars(select(Person.id)).all()
        known = readers.known_persons(session, ids=ids)
        for person in known.values():
            assert people.asker(session, platform="terminal", account=person.handle) == person
        assert len(known) == len(ids)


# Simulated


def told_of(sent: list[Sent]) -> set[str]:
    return {each.key for each in sent}


def points(world: World) -> set[tuple[str, str, str, str]]:
    """(rule, subject, day, handle) of every point of the rules of deadlines."""
    with world.database.read() as session:
        keys = session.scalars(select(LetterItem.key)).all()
    found = set()
    for key in keys:
        rule, subject, _hour, handle = re.fullmatch(r"([^:]+):([^:]+):(.+):([^:]+)", key).groups()  # type: ignore[union-attr]
        if rule.startswith(("deadline", "past-due", "no-lead")):
            with world.database.read() as session:
                detail = session.scalars(select(LetterItem.detail).where(LetterItem.key == key)).one()
            found.add((rule, subject, detail["day"], handle))
    return found


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 12, 24), date(2021, 1, 5)),
        pytest.param(date(2020, 11, 30), date(2021, 12, 3), marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
    ],
)
def test_simulated_day_by_day_nothing_is_missing_doubled_or_outside_hours(
    sqlite_world: World, first: date, last: date
) -> None:
    world = sqlite_world
    naive = Naive(world.database)
    sent = list(run(world.database, TERMS, first=first, last=last))
    local = [each.at.astimezone(PARIS) for each in sent]
    assert [each for each in local if not (works(each.date()) and time(8, 30) <= each.time() < time(18))] == []
    assert len(told_of(sent)) == len(sent)
    unasked = Counter((each.place, each.at.astimezone(PARIS).date()) for each in sent if each.key.startswith("daily:"))
    assert set(unasked.values()) <= {1}
    expected = naive.expected(first, last)
    assert points(world) == expected
    assert expected, "there was something to tell"


def test_simulating_sends_nothing_and_changes_nothing(world: World) -> None:
    sent = list(simulate(world.database, TERMS, first=date(2020, 12, 1), last=date(2020, 12, 2)))
    assert sent
    with world.database.read() as session:
        assert session.scalars(select(OutboxMessage)).all() == []
        assert sweeps.through(session, key=MORNINGS) is None


def test_the_bounds_of_lateness_are_settings() -> None:
    assert Rhythm(bound=timedelta(days=1)).bound < Rhythm().bound
