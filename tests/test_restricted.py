"""A restricted project betrays itself nowhere to someone outside its circle, and is shown to those inside."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import export
from bot.ask import Asking
from bot.plain import plain
from commands import wire
from commands.message import Picture
from reminders.calendar import WorkingCalendar
from reminders.letters import enqueue_letters
from storage.ledger.update import DeadlineSaid, SupportAsked, Update
from storage.rows.delivery import OutboxMessage
from storage.rows.following import Weather
from storage.rows.organisation import LeadRole
from tests.test_telling import follow, update
from tests.world import World

SECRET = "programme-stratobus"
WORDS = ("stratobus", "dirigeable")


def hidden(text: str) -> bool:
    return not any(word in text.lower() for word in WORDS)


def restricted(world: World) -> World:
    world.restrict(SECRET, to="comex")
    world.lead(SECRET, "comex", role=LeadRole.SPONSOR)
    return world


def test_nothing_says_it_to_others(world: World) -> None:
    restricted(world)
    for typed in (
        "/projet liste Istres",
        "/projet liste",
        "/projet liste thématique Développement économique, ESR, innovation",
        "/projet liste sans porteur",
        "/projet statut",
        "/objectif fiche Direction générale des services (exemple)",
        "/dimension moi",
        "/objectif statut",
        "/instance liste",
    ):
        assert hidden(world.say(typed, by="manager").text), typed
        while (following := world.say("suite", by="manager")).projects:
            assert hidden(following.text), typed


def test_looking_for_it_gives_what_its_absence_would(world: World) -> None:
    before = {
        typed: world.say(typed, by="manager").text
        for typed in ("/projet liste Istres", "/projet chercher Istres", "/projet statut")
    }
    world.change_project(SECRET, retired=True)
    absent = {typed: world.say(typed, by="manager").text for typed in before}
    asked = (
        "stratobus",
        "/projet statut stratobus",
        f"/projet statut {SECRET}",
        "/projet chercher stratobuss",
    )
    missing = [world.say(typed, by="manager").text for typed in asked]
    world.change_project(SECRET, retired=False)
    restricted(world)
    assert {typed: world.say(typed, by="manager").text for typed in before} == absent != before
    assert [world.say(typed, by="manager").text for typed in asked] == missing


def test_its_circle_reads_it(world: World) -> None:
    restricted(world)
    text = world.say("/projet statut stratobus", by="comex").text
    assert text.startswith("Programme Stratobus")
    assert "lecture restreinte" in text
    assert SECRET in world.say("/projet liste Istres", by="comex").projects
    assert "Programme Stratobus" in world.say("/dimension moi", by="comex").text


def test_a_choice_kept_from_before_no_longer_opens_it(sqlite_world: World) -> None:
    sqlite_world.say("/projet statut stratobus", by="manager")
    restricted(sqlite_world)
    for number in ("1", "2"):
        assert "Programme Stratobus" not in sqlite_world.say(number, by="manager").text


def test_no_role_opens_it(sqlite_world: World) -> None:
    restricted(sqlite_world)
    world = World(sqlite_world.database, administrators=frozenset({"appui"}))
    assert hidden(world.say("/projet liste Istres", by="appui").text)


def test_an_export_leaves_it_out_unless_the_operator_asks(sqlite_world: World) -> None:
    restricted(sqlite_world)
    with sqlite_world.database.read() as session:
        today = date(2020, 11, 23)
        open_only = export.as_json(session, reader=export.all_but_restricted(), today=today)
        assert hidden(open_only)
        assert len(json.loads(open_only)["projects"]) == 86
        # The example organisation has two restricted projects of its own.
        assert export.held_back(session, today=today) == 3
        assert SECRET in export.as_json(session, reader=export.everything(), today=today)


def test_a_single_question_does_not_say_it(sqlite_world: World) -> None:
    restricted(sqlite_world)
    asking = Asking(sqlite_world.dispatcher, sqlite_world.database, ZoneInfo("Europe/Paris"), date(2020, 11, 23))
    [line] = asking.lines([json.dumps({"id": 1, "question": "/projet liste Istres"})])
    assert hidden(line)
    [line] = asking.lines([json.dumps({"id": 1, "question": "/projet liste Istres", "as": "comex"})])
    assert not hidden(line)


# What was said of it

SAID = Update(
    weather=Weather.COMPROMISED,
    progress=30,
    comment="le dirigeable attend son hangar",
    support=SupportAsked("dirigeable sans hangar", "un hangar pour le dirigeable", date(2020, 12, 15), body="comex"),
    deadline=DeadlineSaid(date(2020, 10, 15), "15 octobre 2020", "dirigeable en retard"),
)
# Where what stands of a project is read, counted or drawn.
READ = (
    "/projet liste rouge",
    "/projet liste rouge Istres",
    "/projet liste échéance dépassée",
    "/projet liste en cours",
    "/projet liste octobre 2020",
    "/projet liste sans météo Istres",
    "/projet liste hors rouge Istres",
    "/projet chercher dirigeable hangar Istres",
    "/projet chercher stratobus",
    "/projet statut",
    "/projet historique stratobus",
    "/projet suivre stratobus",
    "/objectif liste rouge",
    "/objectif statut",
    "/objectif statut plan",
    "/objectif fiche Direction générale des services (exemple)",
    "/dimension moi",
    "/appui liste",
    "/maj",
)


def test_what_is_said_of_it_reaches_nobody_outside_its_circle(world: World) -> None:
    follow(world, ("project", SECRET), "manager")
    # A round that is under way is taken up again both times.
    world.say("/maj", by="manager")
    world.change_project(SECRET, retired=True)
    absent = {typed: _shown(world, typed) for typed in READ}
    world.change_project(SECRET, retired=False)
    restricted(world)
    update(world, ("project", SECRET), "dgs", SAID)
    for typed in READ:
        shown = _shown(world, typed)
        assert shown == absent[typed], typed
        # A search echoes the words that it was asked for.
        assert hidden(shown) or not hidden(typed), typed
    assert SECRET in world.say("/projet liste rouge", by="comex").projects
    assert "dirigeable" in world.say("/projet statut stratobus", by="comex").text


def test_no_letter_tells_of_it_outside_its_circle(world: World) -> None:
    follow(world, ("project", SECRET), "manager", "comex")
    restricted(world)
    update(world, ("project", SECRET), "dgs", SAID)
    world.later(days=1)
    with world.database.write() as session:
        enqueue_letters(session, now=world.now, calendar=WorkingCalendar(ZoneInfo("Europe/Paris")))
        rows = session.scalars(select(OutboxMessage)).all()
        letters = {row.place: plain(wire.load(row.payload)) for row in rows}
    assert not hidden(letters["comex"])
    assert all(hidden(text) for place, text in letters.items() if place != "comex")


def test_what_was_said_of_it_is_exported_only_when_the_operator_asks(sqlite_world: World) -> None:
    restricted(sqlite_world)
    update(sqlite_world, ("project", SECRET), "dgs", SAID)
    update(sqlite_world, ("project", "plan-velo"), "appui", Update(weather=Weather.SECURE, progress=40))
    with sqlite_world.database.read() as session:
        today = date(2020, 11, 23)
        open_only = export.as_json(session, reader=export.all_but_restricted(), today=today)
        everything = json.loads(export.as_json(session, reader=export.everything(), today=today))
    assert hidden(open_only)
    by_key = {each["key"]: each for each in json.loads(open_only)["projects"]}
    standing = by_key["plan-velo"]["standing"]
    assert (standing["weather"], standing["progress"], standing["told"]["by"]) == ("secure", 40, "appui")
    assert "standing" not in by_key["tramway-de-marseille"]
    [secret] = [each for each in everything["projects"] if each["key"] == SECRET]
    assert secret["standing"]["supports"][0]["asked"]["need"] == "un hangar pour le dirigeable"


def _shown(world: World, typed: str) -> str:
    """What a manager reads: text, buttons, what the picture shows, and the pages that follow."""
    answer = world.say(typed, by="manager")
    shown = [answer.text, *answer.says, *answer.labels]
    shown += [str(block.chart) for block in answer.message.blocks if isinstance(block, Picture)]
    while (following := world.say("suite", by="manager")).projects:
        shown.append(following.text)
    return "\n".join(shown)
