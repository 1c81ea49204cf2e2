"""Calendar files that repeat, except, move and cancel; read once, read again, and written back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import calendars
from bot.calendars import CalendarRefused
from commands.meetings.occurrences import BadRule, expand
from storage.rows.reminding import PlannedMeeting
from tests.test_letters import PARIS
from tests.test_meetings_to_come import meetings
from tests.world import World


def event(**lines: str) -> str:
    """An event as a calendar writes it."""
    said = {"UID": "serie@essai", "DTSTAMP": "20201101T090000Z", "SUMMARY": "Comex", **lines}
    written = [f"{name}:{value}" for name, value in said.items()]
    return "\n".join(["BEGIN:VEVENT", *written, "END:VEVENT"])


def calendar(*events: str, method: str = "") -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//essai//FR", *([f"METHOD:{method}"] if method else [])]
    return "\n".join([*head, *events, "END:VCALENDAR", ""])


def load(world: World, folder: Path, content: str) -> list[str]:
    """Read the file and apply it; what became of each meeting."""
    path = folder / "lu.ics"
    path.write_text(content, encoding="utf-8")
    with world.database.write() as session:
        found = calendars.read(session, path, body=None, zone=PARIS, at=world.now)
        return [each.outcome for each in calendars.apply(session, found, at=world.now)]


def local(some: list[PlannedMeeting]) -> list[str]:
    return [f"{each.starts_at.astimezone(PARIS):%Y-%m-%d %H:%M}" for each in some if not each.cancelled]


def test_a_series_keeps_its_hour_through_both_clock_changes(sqlite_world: World, tmp_path: Path) -> None:
    start = {"DTSTART;TZID=Europe/Paris": "20210322T090000", "RRULE": "FREQ=WEEKLY;UNTIL=20211108T080000Z"}
    assert set(load(sqlite_world, tmp_path, calendar(event(**start)))) == {"added"}
    found = meetings(sqlite_world)
    assert local(found)[:2] == ["2021-03-22 09:00", "2021-03-29 09:00"]
    assert local(found)[-2:] == ["2021-11-01 09:00", "2021-11-08 09:00"]
    assert {each.starts_at.astimezone(UTC).hour for each in found} == {7, 8}


def test_the_same_series_in_another_zone_is_of_that_wall_clock(sqlite_world: World, tmp_path: Path) -> None:
    # New York changes two weeks before Paris.
    start = {"DTSTART;TZID=America/New_York": "20210311T100000", "RRULE": "FREQ=WEEKLY;COUNT=4"}
    load(sqlite_world, tmp_path, calendar(event(**start)))
    hours = ["2021-03-11 16:00", "2021-03-18 15:00", "2021-03-25 15:00", "2021-04-01 16:00"]
    assert local(meetings(sqlite_world)) == hours


def test_exceptions_are_left_out_moved_or_cancelled(sqlite_world: World, tmp_path: Path) -> None:
    series = event(
        **{
            "DTSTART;TZID=Europe/Paris": "20201201T090000",
            "DURATION": "PT2H",
            "RRULE": "FREQ=WEEKLY;COUNT=5",
            "EXDATE;TZID=Europe/Paris": "20201208T090000",
            "RDATE;TZID=Europe/Paris": "20201211T140000",
        }
    )
    moved = event(
        **{
            "RECURRENCE-ID;TZID=Europe/Paris": "20201215T090000",
            "DTSTART;TZID=Europe/Paris": "20201216T103000",
            "SUMMARY": "Comex, exceptionnellement",
        }
    )
    gone = event(
        **{
            "RECURRENCE-ID;TZID=Europe/Paris": "20201222T090000",
            "DTSTART;TZID=Europe/Paris": "20201222T090000",
            "STATUS": "CANCELLED",
        }
    )
    load(sqlite_world, tmp_path, calendar(series, moved, gone))
    found = meetings(sqlite_world)
    dates = ["2020-12-01 09:00", "2020-12-11 14:00", "2020-12-16 10:30", "2020-12-29 09:00"]
    assert local(found) == dates
    assert found[0].ends_at == found[0].starts_at + timedelta(hours=2)


def test_a_file_read_again_updates_the_same_meetings(sqlite_world: World, tmp_path: Path) -> None:
    start = {"DTSTART;TZID=Europe/Paris": "20201201T090000", "RRULE": "FREQ=WEEKLY;COUNT=3"}
    assert load(sqlite_world, tmp_path, calendar(event(**start))) == ["added"] * 3
    assert load(sqlite_world, tmp_path, calendar(event(**start))) == ["unchanged"] * 3
    shorter = {**start, "RRULE": "FREQ=WEEKLY;COUNT=2", "LOCATION": "Salle 3"}
    assert load(sqlite_world, tmp_path, calendar(event(**shorter))) == ["changed", "changed", "cancelled"]
    assert local(meetings(sqlite_world)) == ["2020-12-01 09:00", "2020-12-08 09:00"]
    called_off = calendar(event(**shorter), method="CANCEL")
    assert load(sqlite_world, tmp_path, called_off) == ["cancelled", "cancelled"]
    assert local(meetings(sqlite_world)) == []


def test_one_exception_alone_leaves_the_rest_of_its_series(sqlite_world: World, tmp_path: Path) -> None:
    start = {"DTSTART;TZID=Europe/Paris": "20201201T090000", "RRULE": "FREQ=WEEKLY;COUNT=3"}
    load(sqlite_world, tmp_path, calendar(event(**start)))
    alone = {"RECURRENCE-ID;TZID=Europe/Paris": "20201208T090000", "DTSTART;TZID=Europe/Paris": "20201209T090000"}
    assert load(sqlite_world, tmp_path, calendar(event(**alone))) == ["changed"]
    assert local(meetings(sqlite_world)) == ["2020-12-01 09:00", "2020-12-09 09:00", "2020-12-15 09:00"]


def test_a_whole_day_stays_one_and_comes_back_as_it_was(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    load(world, tmp_path, calendar(event(**{"DTSTART;VALUE=DATE": "20210101", "DTEND;VALUE=DATE": "20210102"})))
    assert meetings(world)[0].all_day
    assert "vendredi 1er janvier 2021, toute la journée" in world.say("instance prochaine Comex").text
    with world.database.read() as session:
        written = calendars.write(session)
    assert b"DTSTART;VALUE=DATE:20210101" in written
    assert load(world, tmp_path, written.decode()) == ["unchanged"]


def test_what_is_written_is_read_back_unchanged_committees_reviews_and_occasions_too(
    sqlite_world: World, tmp_path: Path
) -> None:
    world = sqlite_world
    for said in (
        "COPIL stratobus, le 15/12 de 9h à 11h30",
        "revue de la DGA Numérique et innovation, le 16/12 à 10h",
        "bilan annuel, le 17/12 à 14h",
        "Cap Digital, chaque dernier jeudi du mois à 14h jusqu'au 30/06",
    ):
        assert "inscrite" in world.say(f"instance réunion {said}", by="appui").text
    with world.database.read() as session:
        written = calendars.write(session)
    assert set(load(world, tmp_path, written.decode())) == {"unchanged"}
    # The same meetings give the same bytes, whenever they are asked for.
    world.later(hours=5)
    with world.database.read() as session:
        assert calendars.write(session) == written


def test_committees_and_reviews_are_known_by_their_titles(sqlite_world: World, tmp_path: Path) -> None:
    content = calendar(
        event(UID="1", SUMMARY="COPIL Programme Stratobus", DTSTART="20201215T080000Z"),
        event(UID="2", SUMMARY="Revue de la DGA Numérique et innovation (exemple)", DTSTART="20201216T080000Z"),
        event(UID="3", SUMMARY="Bilan annuel", DTSTART="20201217T080000Z"),
    )
    load(sqlite_world, tmp_path, content)
    copil, review, yearly = meetings(sqlite_world)
    assert (copil.community_key, copil.project_key) == ("copil", "programme-stratobus")
    assert (review.community_key, review.unit_key) == ("revue_projets", "dga-numerique")
    assert (yearly.community_key, yearly.occasion) == ("comex", "yearly_review")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({"DTSTART": "20201215T080000Z", "RRULE": "FREQ=SECONDLY"}, "ne sais pas lire"),
        ({"DTSTART": "20201215T080000Z", "RRULE": "FREQ=DAILY;INTERVAL=0"}, "ne sais pas lire"),
        ({"SUMMARY": "Comex"}, "n'a pas de date"),
        ({"DTSTART": "20201215T080000Z", "UID": ""}, "n'a pas de date ou pas d'identifiant"),
        (
            {
                "DTSTART": "20201215T080000Z",
                "RECURRENCE-ID;RANGE=THISANDFUTURE": "20201215T080000Z",
            },
            "THISANDFUTURE",
        ),
        ({"DTSTART": "20201215T080000Z", "SUMMARY": "Déjeuner"}, "ne nomme aucune instance"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    sqlite_world: World, tmp_path: Path, lines: dict[str, str], sentence: str
) -> None:
    content = calendar(event(UID="bonne", DTSTART="20201215T080000Z"), event(**lines))
    with pytest.raises(CalendarRefused) as refused:
        load(sqlite_world, tmp_path, content)
    assert sentence in str(refused.value).replace("\u00a0", " ")
    assert meetings(sqlite_world) == []


# Rules, on the wall clock


def walls(rule: str, first: str, until: str, *, zone: ZoneInfo = PARIS) -> list[str]:
    begins = datetime.fromisoformat(first)
    found = expand([rule], begins, zone=zone, since=begins, until=datetime.fromisoformat(until))
    return [each.isoformat(" ", "minutes") for each in found]


def test_the_29th_of_february_comes_in_leap_years_only() -> None:
    assert walls("FREQ=YEARLY", "2024-02-29 09:00", "2032-12-31 23:59") == [
        "2024-02-29 09:00",
        "2028-02-29 09:00",
        "2032-02-29 09:00",
    ]


def test_a_monthly_series_goes_over_the_end_of_the_year() -> None:
    found = walls("FREQ=MONTHLY;BYDAY=-1TH", "2020-11-26 14:00", "2021-02-28 23:59")
    assert found == ["2020-11-26 14:00", "2020-12-31 14:00", "2021-01-28 14:00", "2021-02-25 14:00"]


def test_an_end_said_in_utc_is_of_the_wall_clock() -> None:
    # 07:00 UTC is 9:00 in Paris in summer: the last one counts.
    assert walls("FREQ=DAILY;UNTIL=20210702T070000Z", "2021-07-01 09:00", "2021-07-31 00:00")[-1] == "2021-07-02 09:00"


@pytest.mark.parametrize("rule", ["", "FREQ", "FREQ=FOO", "FREQ=DAILY;UNTIL=demain", "FREQ=WEEKLY;BYDAY=XX", "=;="])
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(BadRule):
        walls(rule, "2021-07-01 09:00", "2021-07-31 00:00")
