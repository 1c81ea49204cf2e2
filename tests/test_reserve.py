"""« Période de réserve »: days on which neither announcements (tests/test_campaigns.py) nor polls go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.app import dispatcher
from bot.check import findings
from bot.settings import CalendarSettings, Settings
from bot.settings_reading import SettingsError, read_settings
from bot.showing import rates
from bot.simulation import terms_of
from commands.reserve import Reserve, held_until, read_reserve
from reminders.polls import Beat, run_polls
from storage.rows.poll_states import PollState
from tests.polls import CALENDAR, opened, poll, sent
from tests.world import World

PERIOD = "2020-11-24/2020-11-30"
RESERVE = read_reserve(PERIOD)


def held(world: World) -> World:
    """The world with a période de réserve in its settings."""
    options = dispatcher(Settings(calendar=CalendarSettings(reserves=(PERIOD,)))).options
    world.dispatcher = replace(world.dispatcher, options=options)
    return world


def beat(world: World, now: datetime) -> None:
    world.now = now
    with world.database.write() as session:
        run_polls(Beat(session, now, CALENDAR, reserves=(RESERVE,)))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2021, 5, 31), None),
        (date(2021, 6, 1), date(2021, 6, 30)),
        (date(2021, 6, 10), date(2021, 6, 30)),
        (date(2021, 6, 30), date(2021, 6, 30)),
        (date(2021, 7, 1), None),
    ],
)
def test_periods_that_touch_or_overlap_hold_until_the_last_day_of_all(day: date, last: date | None) -> None:
    reserves = [
        Reserve(date(2021, 6, 11), date(2021, 6, 20)),
        Reserve(date(2021, 6, 1), date(2021, 6, 10)),
        Reserve(date(2021, 6, 15), date(2021, 6, 30)),
        Reserve(date(2021, 6, 2), date(2021, 6, 3)),
    ]
    assert held_until(reserves, day) == last


@pytest.mark.parametrize("said", ["2021-06-27/2021-06-07", "2021-06-07", "juin", "2021-06-07/2021-06-31", "/"])
def test_what_is_no_period_is_told_by_dimension_check(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dimension.toml"
    file.write_text(f'[calendar]\nreserves = ["{said}"]\n', encoding="utf-8")
    monkeypatch.setenv("DIMENSION_SETTINGS", str(file))
    with pytest.raises(SettingsError) as problem:
        read_settings()
    assert "écrivez son premier et son dernier jour" in str(problem.value)
    assert "calendar.reserves" in str(problem.value)


def test_periods_are_read_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dimension.toml"
    file.write_text(f'[calendar]\nreserves = ["{PERIOD}"]\n', encoding="utf-8")
    monkeypatch.setenv("DIMENSION_SETTINGS", str(file))
    assert read_settings().reserves == (Reserve(date(2020, 11, 24), date(2020, 11, 30)),)


def test_dimension_check_names_the_periods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dimension.toml"
    file.write_text(f'[calendar]\nreserves = ["{PERIOD}"]\n', encoding="utf-8")
    monkeypatch.setenv("DIMENSION_SETTINGS", str(file))
    lines = [each.line.replace("\u00a0", " ") for each in findings(f"{tmp_path}/none.db")]
    assert "bon · Période de réserve : du 24 au 30 novembre 2020 : ni annonce ni sondage ne part, sauf urgence" in lines


def test_previews_count_persons_where_simulations_write_to_them_first() -> None:
    assert list(rates(Settings())) == [each.value for each in terms_of(Settings()).platforms]


def test_a_poll_is_not_opened_and_one_is_told_until_when(sqlite_world: World) -> None:
    world = held(sqlite_world)
    world.now = datetime(2020, 11, 24, 9, tzinfo=UTC)
    shown = world.say("/sondage CAP Managers : Lequel ? | a | b --clos 10/12", by="appui")
    answer = world.say(shown.says[0], by="appui")
    assert answer.kind == "misread"
    assert "Période de réserve jusqu'au 30 novembre 2020" in answer.text
    assert poll(world, 1).state is PollState.DRAFT
    world.now = datetime(2020, 12, 1, 9, tzinfo=UTC)
    assert world.say("sondage ouvrir 1", by="appui").kind == "poll_opened"


def test_a_poll_that_was_to_open_by_itself_waits(world: World) -> None:
    held(world)
    shown = world.say("/sondage CAP Managers : Lequel ? | a | b --ouvre mardi 9h --clos 10/12", by="appui")
    assert "il s'ouvrira ensuite" in world.say(shown.says[0], by="appui").text
    beat(world, datetime(2020, 11, 24, 8, 1, tzinfo=UTC))
    beat(world, datetime(2020, 11, 30, 22, 0, tzinfo=UTC))
    assert poll(world, 1).state is PollState.DRAFT
    assert sent(world, "poll:") == []
    beat(world, datetime(2020, 11, 30, 23, 1, tzinfo=UTC))
    assert poll(world, 1).state is PollState.OPEN


def test_nobody_is_reminded_of_a_poll_that_was_open_before(sqlite_world: World) -> None:
    world = held(sqlite_world)
    number = opened(world, "CAP Managers : Lequel ? | a | b --clos 27/11 17h")
    beat(world, datetime(2020, 11, 23, 12, tzinfo=UTC))
    beat(world, datetime(2020, 11, 27, 9, tzinfo=UTC))
    assert sent(world, f"poll:{number}:reminder:") == []
    assert world.say(f"sondage voter {number} 1", by="cap-managers").kind != "misread", "one may still answer"
