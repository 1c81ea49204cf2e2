"""The letter of the day: who gets it, when, where, and what it no longer says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.plain import plain
from commands import wire
from commands.table import TABLE
from commands.words import find_command
from reminders.calendar import WorkingCalendar
from reminders.layout import MOST_ITEMS
from reminders.letters import enqueue_letters
from storage.ledger.folding import (
    ACTION_RECORDED,
    DECISION_RECORDED,
    PROPOSAL_DECLINED,
    PROPOSED,
    REVERSED,
    SUPPORT_ANSWERED,
)
from storage.ledger.update import Update, to_detail
from storage.rows.delivery import OutboxMessage
from storage.rows.following import Notice, Weather
from storage.rows.organisation import Platform
from storage.rows.plan import Status
from tests.test_telling import ASKED, PROJECT, RESTRICTED, RESULT, STORM, follow, told, update
from tests.world import World

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)
MONDAY, TUESDAY, WEDNESDAY = (f"2020-11-{day} 09:00" for day in (23, 24, 25))


def at(world: World, text: str) -> None:
    """Move the world to an hour of Paris."""
    world.now = datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def write(world: World, *platforms: Platform, calendar: WorkingCalendar = CALENDAR) -> int:
    with world.database.write() as session:
        return enqueue_letters(session, now=world.now, calendar=calendar, platforms=platforms)


def letters(world: World) -> dict[str, str]:
    """What was written so far, by key, with ordinary spaces."""
    with world.database.read() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return {row.key: plain(wire.load(row.payload)).replace("\u00a0", " ").replace("\u202f", " ") for row in rows}


def places(world: World) -> set[tuple[str, str]]:
    with world.database.read() as session:
        return {(row.platform, row.place) for row in session.scalars(select(OutboxMessage))}


def says(world: World, key: str) -> list[str]:
    with world.database.read() as session:
        payload = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.key == key)).one()
        return [button.says for button in wire.load(payload).buttons]


# When


def test_a_compromised_objective_is_told_within_the_hour_to_the_dga_and_the_next_working_day_to_followers(
    world: World,
) -> None:
    follow(world, RESULT, "agent")
    at(world, MONDAY)
    update(world, RESULT, "chef-de-file", STORM)
    assert write(world) == 1
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-23"}
    assert "objectifs compromis (orage)" in letters(world)["daily:dga-numerique:2020-11-23"]
    at(world, TUESDAY)
    assert write(world) == 1
    assert "objectifs compromis (orage)" in letters(world)["daily:agent:2020-11-24"]


@pytest.mark.parametrize("hour", ["2020-11-23 08:29", "2020-11-23 18:00", "2020-11-22 12:00", "2020-11-11 12:00"])
def test_nothing_is_told_outside_working_hours(sqlite_world: World, hour: str) -> None:
    at(sqlite_world, hour)
    update(sqlite_world, RESULT, "chef-de-file", STORM)
    assert write(sqlite_world) == 0
    assert letters(sqlite_world) == {}


def test_what_is_said_on_a_friday_evening_waits_for_monday_and_for_tuesday(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    at(world, "2020-11-20 19:00")
    update(world, RESULT, "chef-de-file", STORM)
    for hour in ("2020-11-20 19:01", "2020-11-21 10:00", "2020-11-22 10:00", "2020-11-23 08:29"):
        at(world, hour)
        assert write(world) == 0
    at(world, "2020-11-23 08:30")
    write(world)
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-23"}
    at(world, "2020-11-24 08:30")
    write(world)
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-23", "daily:agent:2020-11-24"}


def test_an_ordinary_change_of_a_friday_evening_is_read_on_monday(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    at(world, "2020-11-20 19:00")
    update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    at(world, "2020-11-23 08:30")
    write(world)
    assert letters(world).keys() == {"daily:agent:2020-11-23"}


def test_closing_days_are_the_organisation_s(sqlite_world: World) -> None:
    at(sqlite_world, MONDAY)
    update(sqlite_world, RESULT, "chef-de-file", STORM)
    closed = WorkingCalendar(PARIS, closing_days=frozenset({date(2020, 11, 23)}))
    assert write(sqlite_world, calendar=closed) == 0


def test_one_letter_a_day_and_the_rest_waits_for_the_next_morning(world: World) -> None:
    at(world, MONDAY)
    told(world, RESULT, PROPOSED, "agent", **to_detail(Update(progress=40)))
    assert write(world) == 1
    world.later(hours=1)
    second = told(world, RESULT, PROPOSED, "ambassadeur", **to_detail(Update(progress=50)))
    third = update(world, RESULT, "appui", STORM)
    assert write(world) == 2, "the DGA's, and that it is compromised, at once"
    assert f"n° {third})" in letters(world)[f"compromised:{third}:chef-de-file"]
    assert write(world) == 0
    at(world, TUESDAY)
    assert write(world) == 1
    text = letters(world)["daily:chef-de-file:2020-11-24"]
    assert f"(n° {second})" in text
    assert f"n° {third})" not in text, "told already"
    assert write(world) == 0


def test_the_same_pass_again_writes_nothing_more(world: World) -> None:
    at(world, MONDAY)
    update(world, RESULT, "chef-de-file", STORM)
    assert [write(world) for _ in range(3)] == [1, 0, 0]


# To whom, and where


def test_a_letter_goes_where_the_person_has_an_account_in_the_order_asked_for(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    request = update(world, RESULT, "chef-de-file", Update(weather=Weather.NEEDS_SUPPORT, support=ASKED))
    told(world, RESULT, SUPPORT_ANSWERED, "comex", request=request, answer="granted", body="comex")
    write(world, Platform.MATRIX, Platform.SLACK)
    assert places(world) == {("matrix", "@chef-de-file:exemple.fr")}


def test_who_has_no_account_reads_in_the_terminal(sqlite_world: World) -> None:
    at(sqlite_world, MONDAY)
    update(sqlite_world, RESULT, "chef-de-file", STORM)
    write(sqlite_world, Platform.SLACK, Platform.MATRIX)
    assert places(sqlite_world) == {("terminal", "dga-numerique")}


def test_who_has_left_since_gets_nothing(sqlite_world: World) -> None:
    at(sqlite_world, MONDAY)
    update(sqlite_world, RESULT, "chef-de-file", STORM)
    sqlite_world.leave("dga-numerique")
    assert write(sqlite_world) == 0
    assert write(sqlite_world) == 0


# What it says


def test_a_point_says_what_by_whom_when_and_under_which_number(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, "2020-11-23 10:12")
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.COMPROMISED, comment="marché sans suite"))
    write(world)
    text = letters(world)["daily:dga-numerique:2020-11-23"]
    assert text.startswith("Ce qui vous concerne, lundi 23 novembre 2020\n- 4.1.1.a ")
    assert "objectifs compromis (orage), commentaire « marché sans suite »" in text
    assert f"par {world.label('chef-de-file')}, le 23 novembre 2020 à 10 h 12 (n° {entry})" in text
    assert says(world, "daily:dga-numerique:2020-11-23") == ["objectif statut 4.1.1.a"]


def test_what_was_taken_back_meanwhile_is_left_out(world: World) -> None:
    follow(world, RESULT, "agent")
    at(world, MONDAY)
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    told(world, RESULT, REVERSED, "chef-de-file", entry=entry)
    at(world, TUESDAY)
    assert write(world) == 0
    assert letters(world) == {}


def test_what_was_told_and_then_taken_back_is_told_too(world: World) -> None:
    follow(world, RESULT, "agent")
    at(world, MONDAY)
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    at(world, TUESDAY)
    write(world)
    told(world, RESULT, REVERSED, "chef-de-file", entry=entry, reason="erreur de ligne")
    at(world, WEDNESDAY)
    write(world)
    assert f"le point n° {entry} est annulé, motif « erreur de ligne »" in letters(world)["daily:agent:2020-11-25"]


def test_what_was_left_out_is_told_when_its_reversal_is_taken_back(world: World) -> None:
    follow(world, RESULT, "agent")
    at(world, MONDAY)
    entry = update(world, RESULT, "chef-de-file", Update(weather=Weather.SECURE))
    reversal = told(world, RESULT, REVERSED, "chef-de-file", entry=entry)
    at(world, TUESDAY)
    assert write(world) == 0
    told(world, RESULT, REVERSED, "chef-de-file", entry=reversal)
    at(world, WEDNESDAY)
    assert write(world) == 1
    text = letters(world)["daily:agent:2020-11-25"]
    assert f"(n° {entry})" in text
    assert "annul" not in text


def test_a_project_that_the_person_may_no_longer_read_is_left_out(world: World) -> None:
    follow(world, PROJECT, "agent")
    at(world, MONDAY)
    update(world, PROJECT, "chef-de-projet", Update(weather=Weather.SECURE))
    world.restrict(PROJECT[1], to="chef-de-projet")
    at(world, TUESDAY)
    assert write(world) == 0
    assert letters(world) == {}


def test_a_restricted_project_is_told_to_its_circle(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESTRICTED, "manager", "agent")
    at(world, MONDAY)
    update(world, RESTRICTED, "chef-de-file", Update(weather=Weather.SECURE))
    at(world, TUESDAY)
    assert write(world) == 1
    assert "Plan de sécurité numérique" in letters(world)["daily:manager:2020-11-24"]


def test_a_proposal_is_answered_by_one_click_and_left_out_once_it_is(world: World) -> None:
    at(world, "2020-11-22 12:00")
    answered = told(world, RESULT, PROPOSED, "agent", **to_detail(Update(progress=40)))
    waiting = told(world, RESULT, PROPOSED, "agent", **to_detail(Update(progress=50)))
    told(world, RESULT, PROPOSAL_DECLINED, "manager", proposal=answered, reason="déjà dit")
    at(world, MONDAY)
    write(world)
    text = letters(world)["daily:chef-de-file:2020-11-23"]
    assert "proposition à accepter ou à refuser : avancement 50 %" in text
    assert "40 %" not in text
    assert says(world, "daily:chef-de-file:2020-11-23") == [
        f"proposition accepter {waiting}",
        f"proposition refuser {waiting}",
    ]
    assert (
        f"votre proposition n° {answered} n'est pas retenue, motif « déjà dit »"
        in letters(world)["daily:agent:2020-11-23"]
    )


def test_a_support_is_answered_by_one_click_and_whoever_asked_is_told(world: World) -> None:
    at(world, MONDAY)
    request = update(world, RESULT, "chef-de-file", Update(weather=Weather.NEEDS_SUPPORT, support=ASKED))
    write(world)
    key = "daily:comex:2020-11-23"
    assert "point de blocage « deux équipes manquent »" in letters(world)[key]
    assert "appui demandé « deux postes » au Comex" in letters(world)[key]
    assert f"appui répondre {request} accordé" in says(world, key)
    told(world, RESULT, SUPPORT_ANSWERED, "comex", request=request, answer="granted", body="comex")
    write(world)
    assert "lu en Comex, appui accordé" in letters(world)["daily:chef-de-file:2020-11-23"]


def test_an_action_is_told_with_its_meeting_and_deadline(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    told(
        world,
        ("meeting", "comex@2020-11-12"),
        ACTION_RECORDED,
        "comex",
        text="chiffrer",
        holder="manager",
        due_on="2020-12-15",
    )
    write(world)
    text = letters(world)["daily:manager:2020-11-23"]
    assert "Comex du 12 novembre 2020 : une action vous est confiée, pour le 15 décembre 2020 : « chiffrer »" in text


def test_a_contradiction_is_put_to_the_lead(sqlite_world: World) -> None:
    at(sqlite_world, MONDAY)
    update(sqlite_world, RESULT, "appui", Update(weather=Weather.SECURE), contradiction=True)
    write(sqlite_world)
    text = letters(sqlite_world)["daily:chef-de-file:2020-11-23"]
    assert "la météo et la valeur ne s'accordent pas" in text


def test_a_long_letter_says_how_much_it_leaves_out(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    at(world, MONDAY)
    for rank in range(MOST_ITEMS + 3):
        status = Status.SUSPENDED if rank % 2 else Status.UNDER_WAY
        update(world, RESULT, "chef-de-file", Update(status=status))
    at(world, TUESDAY)
    write(world)
    text = letters(world)["daily:agent:2020-11-24"]
    assert text.count("\n- ") == MOST_ITEMS
    assert "Et 3 autres points" in text
    with world.database.read() as session:
        assert set(session.scalars(select(Notice.letter))) == {"daily:agent:2020-11-24"}


def test_each_button_of_a_letter_is_a_command(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    told(world, RESULT, PROPOSED, "agent", **to_detail(Update(progress=40)))
    update(world, RESULT, "manager", Update(weather=Weather.COMPROMISED, support=ASKED))
    write(world)
    sentences = {sentence for key in letters(world) for sentence in says(world, key)}
    assert len(sentences) >= 5
    for sentence in sentences:
        command = find_command(sentence, TABLE).command
        assert command is not None, sentence
        assert sentence.startswith(command.sentence), sentence


def test_the_lead_reads_in_working_hours_what_others_decided_of_it(world: World) -> None:
    at(world, MONDAY)
    told(world, RESULT, DECISION_RECORDED, "comex", text="poursuivre")
    action = told(
        world,
        RESULT,
        ACTION_RECORDED,
        "comex",
        text="chiffrer",
        holder="manager",
        due_on="2020-12-15",
        body="comex",
        on="2020-11-12",
    )
    write(world)
    letter = letters(world)["daily:chef-de-file:2020-11-23"]
    assert "décision « poursuivre »" in letter
    assert f"action confiée à {world.label('manager')} pour le 15 décembre 2020 en Comex" in letter
    assert "« chiffrer »" in letter
    assert f"action fait {action}" not in says(world, "daily:chef-de-file:2020-11-23")
    assert f"action fait {action}" in says(world, "daily:manager:2020-11-23")
