"""Meetings to come: said by command or read from a calendar, told two working days before, asked about after."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot import calendars
from storage.rows.reminding import LetterItem, PlannedMeeting
from tests.test_cli import run
from tests.test_letters import PARIS, letters
from tests.test_rules import beat, begun
from tests.world import Say, World

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//essai//FR
BEGIN:VEVENT
UID:comex-decembre@essai
DTSTAMP:20201101T090000Z
DTSTART;TZID=Europe/Paris:20201215T090000
DTEND;TZID=Europe/Paris:20201215T110000
SUMMARY:Comex de décembre
LOCATION:Salle <du> conseil
DESCRIPTION:Revue du pilier 4\\nBudget
END:VEVENT
BEGIN:VEVENT
UID:cap-digital@essai
DTSTAMP:20201101T090000Z
DTSTART:20201216T130000Z
SUMMARY:Rencontre
CATEGORIES:Cap Digital
END:VEVENT
END:VCALENDAR
"""


def meetings(world: World) -> list[PlannedMeeting]:
    with world.database.read() as session:
        return list(session.scalars(select(PlannedMeeting).order_by(PlannedMeeting.starts_at)))


def test_a_meeting_is_planned_by_command_once_and_listed(say: Say) -> None:
    assert say("instance réunion Comex, le 15/12 à 9h", by="agent").kind == "refused"
    assert "mardi 15 décembre 2020 à 9 h" in say("instance réunion Comex, le 15/12 à 9h", by="appui").text
    assert "déjà inscrite" in say("instance réunion Comex, le 15/12 à 9h", by="appui").text
    assert "Comex : mardi 15 décembre 2020 à 9 h" in say("instance prochaine Comex", by="agent").text
    assert "aucune réunion à venir" in say("instance prochaine CAP Managers", by="agent").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Comex", "Nommez l'instance"),
        ("Comex, le 15/12 de 11h à 9h", "La fin doit venir après le début"),
        ("Comex, tous les lundis", "À quelle heure"),
        ("Comex, tous les", "Je ne comprends pas ce qui se répète"),
        ("Comex, RRULE:FREQ=HOURLY à 9h", "Je ne sais pas lire la règle"),
        ("Comex, tous les lundis à 9h jusqu'au 01/12/2019", "Aucune date à venir"),
        ("Comex, le 15/12 à 9h jusqu'au 31/12", "va avec ce qui se répète"),
        ("revue de la DGA Spatiale, le 15/12 à 9h", "Je ne connais pas de DGA"),
        ("Comex, le 15/12", "À quelle heure"),
        ("Comex, le 32/12 à 9h", "n'est pas une date"),
        ("Comex, le 15/11/2019 à 9h", "déjà passé"),
    ],
)
def test_a_meeting_that_cannot_be_read_is_said_clearly(say: Say, typed: str, sentence: str) -> None:
    assert sentence in say(f"instance réunion {typed}", by="appui").text


def test_it_is_told_two_working_days_before_with_agenda_and_dossier_then_its_minutes_are_asked(world: World) -> None:
    begun(world)
    world.say("instance réunion Comex, le 15/12 à 9h", by="appui")
    world.say("instance ordre du jour Comex : revue du pilier 4", by="appui")
    assert world.say("instance ordre du jour Comex : autre", by="agent").kind == "refused"
    beat(world, "2020-12-10 09:00")
    assert "daily:dgs:2020-12-10" not in letters(world)
    beat(world, "2020-12-11 08:30")
    rooms = {key: text for key, text in letters(world).items() if key.startswith("meeting-soon:")}
    assert {key.split(":", 4)[-1] for key in rooms} == {"slack:C0EXEMPLE2", "matrix:#comex:exemple.fr"}, rooms.keys()
    text = next(iter(rooms.values()))
    assert "Comex : réunion mardi 15 décembre 2020 à 9 h, dans 4 jours" in text
    assert "Ordre du jour : revue du pilier 4" in text
    assert "Dossier : 17 échéances dépassées" in text
    beat(world, "2020-12-15 09:00")
    beat(world, "2020-12-16 09:00")
    assert "relevé de décisions" in letters(world)["daily:appui:2020-12-16"]
    with world.database.read() as session:
        told = session.scalars(select(LetterItem.rule)).all()
    assert told.count("meeting-minutes") == 2


def test_the_dossier_shows_what_is_late_and_what_is_due_before_the_next_meeting(say: Say) -> None:
    say("instance réunion Comex, le 15/12 à 9h", by="appui")
    say("instance réunion Comex, le 12/01 à 9h", by="appui")
    text = say("instance dossier Comex", by="dgs").text
    assert "Échéances dépassées : 17" in text
    assert "À échéance avant la réunion suivante : 30" in text


def test_a_calendar_file_is_read_once_and_written_back(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    path = tmp_path / "reunions.ics"
    path.write_text(ICS, encoding="utf-8")
    outcomes = []
    for _ in range(2):
        with world.database.write() as session:
            wishes = calendars.read(session, path, body=None, zone=PARIS, at=world.now)
            outcomes += [each.outcome for each in calendars.apply(session, wishes, at=world.now)]
    assert outcomes == ["added", "added", "unchanged", "unchanged"]
    comex, digital = meetings(world)
    assert (comex.community_key, comex.agenda) == ("comex", ["Revue du pilier 4", "Budget"])
    assert digital.community_key == "cap_digital"
    assert comex.starts_at.astimezone(PARIS).hour == 9
    with world.database.read() as session:
        written = calendars.write(session)
    path.write_bytes(written)
    with world.database.write() as session:
        again = calendars.read(session, path, body=None, zone=PARIS, at=world.now)
        assert [each.outcome for each in calendars.apply(session, again, at=world.now)] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("ceci n'est pas un calendrier", "n'est pas un calendrier"),
        (ICS.replace("Comex de décembre", "Déjeuner"), "ne nomme aucune instance"),
        (ICS.replace("LOCATION:", "RRULE:FREQ=HOURLY\nLOCATION:"), "se répète"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "reunions.ics").write_text(content, encoding="utf-8")
    ended = run(tmp_path, "calendar", "import", "reunions.ics", "--apply", "--database", "base.db", status=1)
    assert sentence in ended.stderr.replace("\u00a0", " ")


def test_a_calendar_is_shown_before_it_is_applied(tmp_path: Path) -> None:
    (tmp_path / "reunions.ics").write_text(ICS, encoding="utf-8")
    shown = run(tmp_path, "calendar", "import", "reunions.ics", "--database", "base.db", status=0).stdout
    assert "2 réunions changées sur 2 (rien n'est écrit" in shown.replace("\u00a0", " ")
    assert "VEVENT" not in run(tmp_path, "calendar", "export", "--database", "base.db", status=0).stdout
    run(tmp_path, "calendar", "import", "reunions.ics", "--apply", "--database", "base.db", status=0)
    assert run(tmp_path, "calendar", "export", "--database", "base.db", status=0).stdout.count("BEGIN:VEVENT") == 2
