"""Announcements: whom they reach, who answers for them, in whose letter they are, what a pause takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot.app import dispatcher
from bot.pulse import Tick
from bot.settings import AnnouncementSettings, CalendarSettings, Settings
from commands.reserve import Reserve
from storage import people
from storage.rows.announcing import Campaign, CampaignRecipient
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.campaign_states import RecipientState
from storage.rows.delivery import OutboxMessage, OutboxState
from storage.rows.following import Notice
from storage.rows.matrix import MatrixRoom, RoomState
from storage.rows.organisation import Account, Person, Platform
from storage.rows.reminding import LetterItem
from tests.test_letters import CALENDAR, at, letters
from tests.test_telling import STORM
from tests.test_telling import update as said_update
from tests.world import World

SLACK = (Platform.SLACK,)
BOTH = (Platform.SLACK, Platform.MATRIX)
OF_CAMPAIGNS = HistoryEntry.subject_kind == "campaign"
RESULT = ("key_result", "4.1.1.a")
MONDAY = "2020-11-23 10:00"


@pytest.fixture
def world(world: World) -> World:
    return announcing(world)


@pytest.fixture
def sqlite_world(sqlite_world: World) -> World:
    return announcing(sqlite_world)


def announcing(world: World, *, above: int = 100, reserves: tuple[str, ...] = ()) -> World:
    """The world with the options that the process would have; its rules have begun."""
    settings = Settings(announcements=AnnouncementSettings(above), calendar=CalendarSettings(reserves=reserves))
    world.dispatcher = replace(world.dispatcher, options=dispatcher(settings).options)
    beat(world, "2020-11-22 12:00")
    beat(world, "2020-11-23 08:30")
    with world.database.write() as session:
        # What a first start says, to the cellule d'appui, is another matter.
        session.execute(delete(LetterItem))
        session.execute(delete(OutboxMessage))
    return world


def beat(world: World, text: str, platforms: tuple[Platform, ...] = (), reserves: tuple[Reserve, ...] = ()) -> None:
    """Beats at an hour of Paris until nothing is left to do."""
    at(world, text)
    tick = Tick(CALENDAR, platforms, reserves=reserves)
    for _ in range(1_000):
        with world.database.write() as session:
            if not tick(session, world.now):
                return
    raise AssertionError("it never ends")


def deliver(world: World, *keys: str, state: OutboxState = OutboxState.SENT) -> None:
    """Let these messages, or all that wait, arrive or be refused."""
    with world.database.write() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.state == OutboxState.PENDING)
        if keys:
            waiting = waiting.where(OutboxMessage.key.in_(keys))
        session.execute(waiting.values(state=state, sent_at=world.now, remote_id="1"))


def recipients(world: World) -> dict[RecipientState, int]:
    with world.database.read() as session:
        rows = session.execute(select(CampaignRecipient.state, func.count()).group_by(CampaignRecipient.state))
        return {state: number for state, number in rows}  # noqa: C416 - a row is no pair to mypy


def crowd(world: World, number: int, platform: Platform | None = Platform.SLACK) -> list[str]:
    """So many persons more, each with an account."""
    handles = [f"foule-{rank:04}" for rank in range(number)]
    with world.database.write() as session:
        session.execute(insert(Person), [{"handle": each, "label": each, "fictitious": True} for each in handles])
        ids = session.scalars(select(Person.id).where(Person.handle.like("foule-%")).order_by(Person.handle)).all()
        if platform is not None:
            rows = [
                {"platform": platform, "account_id": f"U{handle.upper()}", "person_id": each}
                for each, handle in zip(ids, handles, strict=True)
            ]
            session.execute(insert(Account), rows)
    return handles


# Whom it reaches


def test_a_preview_says_whom_it_reaches_and_how_each_platform_shows_it(world: World) -> None:
    with world.database.write() as session:
        room = {"room_id": "!a", "state": RoomState.JOINED, "members": 2, "direct_with": "@dgs:exemple.fr"}
        session.execute(insert(MatrixRoom), [room])
    answer = world.say("annonce aperçu tous : Réunion le 3 décembre. @room <!channel> /objectif statut", by="appui")
    assert answer.kind == "announcement_preview"
    assert answer.message.personal
    with world.database.read() as session:
        persons = session.scalar(select(func.count()).select_from(Person).where(Person.active))
        slack = set(session.scalars(select(Account.person_id).where(Account.platform == Platform.SLACK)))
        matrix = set(session.scalars(select(Account.person_id).where(Account.platform == Platform.MATRIX))) - slack
    assert f"toute l'organisation ({persons} personnes)" in answer.text
    assert f"Sur Slack : {len(slack)} personnes, moins d'une minute" in answer.text
    none = persons - len(slack | matrix) if persons else 0
    assert f"Sans compte : {none} personnes" in answer.text
    assert f"{len(matrix)} personnes sur Matrix, qui n'ont jamais écrit au bot" in answer.text
    assert "Sur Slack :\n" not in answer.text
    assert "@room <!channel> /objectif statut" in answer.text, "on Slack, as it was typed"
    assert "@\u2060room <!channel> !objectif statut" in answer.text, "on Matrix, where nobody is called by it"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("tous", "toute l'organisation"),
        ("managers", "les personnes qui ont le rôle « manager »"),
        ("rôle ambassadeur", "les personnes qui ont le rôle « ambassadeur »"),
        ("CAP Managers", "CAP Managers"),
        ("@agent, @manager", "(2 personnes)"),
    ],
)
def test_an_audience_is_named_as_people_name_it(sqlite_world: World, typed: str, named: str) -> None:
    answer = sqlite_world.say(f"annonce aperçu {typed} : bonjour", by="appui")
    assert answer.kind == "announcement_preview", answer.text
    assert named in answer.text


def test_a_unit_means_those_below_it_too(sqlite_world: World) -> None:
    with sqlite_world.database.read() as session:
        below = people.members_of_unit(session, unit_key="dga-numerique")
    assert {each.unit_key for each in below} > {"dga-numerique"}
    text = sqlite_world.say("annonce aperçu dga-numerique : bonjour", by="appui").text
    assert f"({len(below)} personnes)" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("annonce aperçu tous", "Il manque les destinataires"),
        ("annonce aperçu tous : ", "Il manque"),
        ("annonce aperçu les martiens : bonjour", "ni rôle, ni communauté, ni unité"),
        (f"annonce aperçu tous : {'x' * 1_501}", "1 501 caractères, pour 1 500 au plus"),
        ("annonce aperçu tous : " + "\n".join("x" * 31), "31 lignes, pour 30 au plus"),
        ("annonce urgente tous : fermé demain", "dit pourquoi elle l'est"),
        (f"annonce urgente tous : fermé motif {'x' * 301}", "Le motif a 301 caractères"),
        ("annonce envoyer 7", "pas d'annonce n° 7"),
        ("annonce bilan x", "Donnez le numéro"),
    ],
)
def test_what_cannot_be_announced_is_said(sqlite_world: World, typed: str, said: str) -> None:
    answer = sqlite_world.say(typed, by="appui")
    assert answer.kind == "misread", answer.text
    assert said in answer.text
    with sqlite_world.database.read() as session:
        assert session.scalars(select(Campaign)).all() == []


def test_lines_stay_lines_and_the_word_motif_may_be_in_the_text(sqlite_world: World) -> None:
    text = "annonce urgente tous : Premier.\n\nLe motif de la fermeture est connu.\nTroisième. motif : fuite d'eau"
    answer = sqlite_world.say(text, by="appui")
    assert "Motif de l'urgence : fuite d'eau" in answer.text
    with sqlite_world.database.read() as session:
        kept = session.scalars(select(Campaign.text)).one()
    assert kept == "Premier.\n\nLe motif de la fermeture est connu.\nTroisième."


@pytest.mark.parametrize("by", ["agent", "manager", "ambassadeur", "chef-de-file", "comex"])
@pytest.mark.parametrize(
    "verb", ["aperçu tous : bonjour", "envoyer 1", "pause 1", "bilan 1", "liste", "urgente tous : x motif y"]
)
def test_only_the_central_team_announces(sqlite_world: World, by: str, verb: str) -> None:
    sqlite_world.say("annonce aperçu tous : bonjour", by="appui")
    assert sqlite_world.say(f"annonce {verb}", by=by).kind == "refused"


def test_a_form_asks_for_the_same(sqlite_world: World) -> None:
    asked = sqlite_world.say("annonce aperçu", by="appui")
    assert "À qui ?" in asked.text
    values = {"audience": "managers", "text": "Bonjour,\nà bientôt"}
    answer = sqlite_world.say("annonce aperçu", by="appui", values=values)
    assert answer.kind == "announcement_preview"
    values["reason"] = "fuite d'eau"
    assert "Annonce urgente n° 2" in sqlite_world.say("annonce urgente", by="appui", values=values).text


# Who answers for it


def test_a_small_one_goes_at_once_and_a_larger_one_awaits_somebody_else(world: World) -> None:
    announcing(world, above=5)
    world.say("annonce aperçu @agent, @manager : bonjour", by="appui")
    assert "part vers 2 personnes" in world.say("annonce envoyer 1", by="appui").text
    world.say("annonce aperçu tous : bonjour", by="appui")
    assert "attend une seconde personne" in world.say("annonce envoyer 2", by="appui").text
    assert "une autre personne" in world.say("annonce envoyer 2", by="appui").text
    assert world.say("annonce envoyer 2", by="appui").kind == "refused"
    assert "Valider et envoyer" in world.say("annonce aperçu 2", by="appui-projets").labels
    assert "part vers" in world.say("annonce envoyer 2", by="appui-projets").text
    report = world.say("annonce bilan 2", by="appui").text
    assert f"Préparée par : {world.label('appui')}" in report
    assert f"Validée par : {world.label('appui-projets')}" in report


def test_a_draft_is_its_author_s_to_send(sqlite_world: World) -> None:
    sqlite_world.say("annonce aperçu @agent : bonjour", by="appui")
    assert sqlite_world.say("annonce envoyer 1", by="appui-projets").kind == "refused"


def test_an_urgent_one_has_two_persons_whatever_its_size_and_its_reason_is_kept(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("annonce urgente @agent : fermé demain motif fuite d'eau", by="appui")
    assert "attend une seconde personne" in world.say("annonce envoyer 1", by="appui").text
    world.say("annonce envoyer 1", by="appui-projets")
    assert "Motif de l'urgence : fuite d'eau" in world.say("annonce bilan 1", by="appui").text
    with world.database.read() as session:
        wanted = select(HistoryEntry.action, HistoryEntry.person_id).where(OF_CAMPAIGNS)
        done = session.execute(wanted.order_by(HistoryEntry.id)).all()
    assert [row.action for row in done] == ["created", "asked", "approved"]
    assert done[0].person_id == done[1].person_id != done[2].person_id


def test_the_room_of_the_cellule_d_appui_is_asked_for_a_second_person_once(sqlite_world: World) -> None:
    world = announcing(sqlite_world, above=0)
    at(world, MONDAY)
    world.say("annonce aperçu @agent : bonjour", by="appui")
    world.say("annonce envoyer 1", by="appui")
    beat(world, "2020-11-23 10:01", BOTH)
    beat(world, "2020-11-23 10:02", BOTH)
    asked = {key: text for key, text in letters(world).items() if ":second:" in key}
    assert sorted(asked) == [
        "announcement:1:second:matrix:#cellule-appui:exemple.fr",
        "announcement:1:second:slack:C0EXEMPLE4",
    ]
    assert all("n° 1, attend une seconde personne" in text and "bonjour" not in text for text in asked.values())


# In the letter of the day


def announced(world: World, text: str, audience: str = "@agent, @manager", hour: str = MONDAY) -> None:
    at(world, hour)
    world.say(f"annonce aperçu {audience} : {text}", by="appui")
    assert "part vers" in world.say("annonce envoyer 1", by="appui").text


def test_it_is_in_the_letter_of_the_day_with_the_rest(world: World) -> None:
    at(world, MONDAY)
    said_update(world, RESULT, "chef-de-file", STORM)
    announced(world, "Réunion le 3 décembre.\n\nÀ bientôt.", "@dga-numerique, @agent")
    beat(world, "2020-11-23 10:05")
    found = letters(world)
    assert found.keys() == {"daily:agent:2020-11-23", "daily:dga-numerique:2020-11-23"}
    assert found["daily:agent:2020-11-23"] == "Annonce de la cellule d'appui\nRéunion le 3 décembre.\nÀ bientôt."
    both = found["daily:dga-numerique:2020-11-23"]
    assert both.startswith("Annonce de la cellule d'appui\nRéunion le 3 décembre.")
    assert "objectifs compromis (orage)" in both


def test_who_has_had_their_letter_reads_it_the_next_working_day(world: World) -> None:
    at(world, MONDAY)
    said_update(world, RESULT, "chef-de-file", STORM)
    beat(world, "2020-11-23 10:05")
    announced(world, "bonjour", "@dga-numerique, @agent", "2020-11-23 10:10")
    beat(world, "2020-11-23 10:15")
    assert "bonjour" not in letters(world)["daily:dga-numerique:2020-11-23"]
    assert letters(world).keys() == {"daily:dga-numerique:2020-11-23", "daily:agent:2020-11-23"}
    beat(world, "2020-11-24 08:30")
    assert "bonjour" in letters(world)["daily:dga-numerique:2020-11-24"]


@pytest.mark.parametrize("hour", ["2020-11-23 19:00", "2020-11-21 10:00", "2020-11-11 10:00"])
def test_it_waits_for_working_hours(sqlite_world: World, hour: str) -> None:
    announced(sqlite_world, "bonjour", hour=hour)
    beat(sqlite_world, hour)
    assert letters(sqlite_world) == {}
    beat(sqlite_world, "2020-11-24 08:30")
    assert letters(sqlite_world).keys() == {"daily:agent:2020-11-24", "daily:manager:2020-11-24"}


def test_it_waits_for_who_does_not_want_to_be_disturbed_and_is_not_lost(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("dimension silence jusqu'au 25 novembre", by="agent")
    announced(world, "bonjour")
    beat(world, "2020-11-23 10:05")
    assert letters(world).keys() == {"daily:manager:2020-11-23"}
    deliver(world)
    beat(world, "2020-11-23 10:10")
    assert "Avancement : 1 sur 2, 50 %" in world.say("annonce bilan 1", by="appui").text
    beat(world, "2020-11-26 08:30")
    assert "bonjour" in letters(world)["daily:agent:2020-11-26"]


def test_after_a_month_who_could_not_be_told_is_told_no_more_and_the_report_counts_them(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("dimension silence tout", by="agent")
    announced(world, "bonjour")
    beat(world, "2020-11-23 10:05")
    deliver(world)
    beat(world, "2020-12-24 10:00")
    text = world.say("annonce bilan 1", by="appui").text
    assert "Annonce n° 1, envoyée" in text
    assert "Remises : 1" in text
    assert "Non remises, absence ou « Ne pas déranger » : 1" in text


def test_an_urgent_one_goes_at_any_hour_even_to_who_does_not_want_to_be_disturbed(world: World) -> None:
    world.say("dimension silence tout", by="agent")
    at(world, "2020-11-22 23:00")
    world.say("annonce urgente @agent, @manager : fermé demain motif fuite d'eau", by="appui")
    world.say("annonce envoyer 1", by="appui")
    world.say("annonce envoyer 1", by="appui-projets")
    beat(world, "2020-11-22 23:01")
    assert letters(world).keys() == {"announcement:1:urgent:agent", "announcement:1:urgent:manager"}
    assert letters(world)["announcement:1:urgent:agent"] == "Annonce urgente de la cellule d'appui\nfermé demain"
    deliver(world)
    beat(world, "2020-11-22 23:02")
    assert recipients(world) == {RecipientState.DELIVERED: 2}


# Sent, refused, without account


def test_the_report_counts_what_arrived_was_refused_or_had_no_way_and_names_nobody(world: World) -> None:
    announced(world, "bonjour", "tous")
    beat(world, "2020-11-23 10:05", BOTH)
    keys = sorted(letters(world))
    deliver(world, *keys[:2], state=OutboxState.FAILED)
    deliver(world)
    beat(world, "2020-11-23 10:10", BOTH)
    found = recipients(world)
    assert found[RecipientState.REFUSED] == 2
    assert found[RecipientState.DELIVERED] == len(keys) - 2
    assert RecipientState.WAITING not in found
    report = world.say("annonce bilan 1", by="appui")
    assert "Refusées par la messagerie : 2" in report.text
    assert f"Sans compte : {found[RecipientState.NO_ACCOUNT]}" in report.text
    assert f"Sans conversation directe : {found[RecipientState.NO_ROOM]}" in report.text
    assert "Annonce n° 1, envoyée" in report.text
    assert world.label("agent") not in report.text
    with world.database.read() as session:
        entries = session.scalars(select(HistoryEntry).where(OF_CAMPAIGNS).order_by(HistoryEntry.id)).all()
    assert [each.action for each in entries] == ["created", "approved", "ended"]
    assert all("agent" not in str(each.detail) for each in entries)


def test_who_comes_after_the_beginning_is_no_recipient_and_who_leaves_is_counted(sqlite_world: World) -> None:
    world = sqlite_world
    crowd(world, 3)
    world.say("dimension silence jusqu'au 25 novembre", by="agent")
    announced(world, "bonjour", "tous")
    beat(world, "2020-11-23 10:05", SLACK)
    deliver(world)
    world.leave("agent")
    with world.database.write() as session:
        session.execute(insert(Person), [{"handle": "venu-apres", "label": "x", "fictitious": True}])
    beat(world, "2020-11-26 08:30", SLACK)
    assert recipients(world)[RecipientState.LEFT] == 1
    assert not any("venu-apres" in key for key in letters(world))


def test_recipients_are_forgotten_after_a_month_and_figures_stay(sqlite_world: World) -> None:
    world = sqlite_world
    announced(world, "bonjour")
    beat(world, "2020-11-23 10:05")
    deliver(world)
    beat(world, "2020-11-23 10:10")
    before = world.say("annonce bilan 1", by="appui").text
    beat(world, "2020-12-28 10:00")
    assert recipients(world) == {}
    assert world.say("annonce bilan 1", by="appui").text == before


# Stopped


def test_a_pause_takes_back_what_has_not_left_and_a_resumption_sends_it_once(world: World) -> None:
    announcing(world, above=10_000)
    handles = crowd(world, 620)
    at(world, MONDAY)
    said_update(world, RESULT, "appui", STORM)
    announced(world, "bonjour", "tous")
    beat(world, "2020-11-23 10:05", SLACK)
    waiting = [key for key, text in letters(world).items() if "bonjour" in text]
    assert len(waiting) == 500, "no more than a pause takes back at once"
    gone = [key for key in waiting if key.startswith("daily:foule-")][:40]
    deliver(world, *gone)
    assert "est en pause" in world.say("annonce pause 1", by="appui-projets").text
    assert {key for key, text in letters(world).items() if "bonjour" in text} == set(gone), (
        "in the very transaction of the pause"
    )
    beat(world, "2020-11-23 10:10", SLACK)
    left = letters(world)
    assert all("bonjour" not in text for key, text in left.items() if key not in gone)
    assert "objectifs compromis" in left["daily:chef-de-file:2020-11-23"], "the rest of a letter is told without it"
    assert world.say("annonce pause 1", by="appui").kind == "misread"
    world.say("annonce reprise 1", by="appui")
    for minute in range(15, 30):
        beat(world, f"2020-11-23 10:{minute}", SLACK)
        deliver(world)
    beat(world, "2020-11-24 08:30", SLACK)
    deliver(world)
    beat(world, "2020-11-24 08:31", SLACK)
    told = [key.split(":")[1] for key, text in letters(world).items() if "bonjour" in text]
    assert len(told) == len(set(told)), "nobody twice"
    assert set(handles) <= set(told), "nobody left out"
    assert "Annonce n° 1, envoyée" in world.say("annonce bilan 1", by="appui").text


def test_what_is_given_up_leaves_no_more(world: World) -> None:
    crowd(world, 620)
    announcing(world, above=10_000)
    announced(world, "bonjour", "tous")
    beat(world, "2020-11-23 10:05", SLACK)
    gone = sorted(letters(world))[:3]
    deliver(world, *gone)
    assert "est abandonnée" in world.say("annonce annuler 1", by="appui").text
    beat(world, "2020-11-23 10:10", SLACK)
    beat(world, "2020-11-24 10:10", SLACK)
    assert sorted(key for key, text in letters(world).items() if "bonjour" in text) == gone
    found = recipients(world)
    assert found[RecipientState.DELIVERED] == 3
    assert found.keys() == {RecipientState.DELIVERED, RecipientState.WITHDRAWN, RecipientState.NO_ACCOUNT}
    assert world.say("annonce reprise 1", by="appui").kind == "misread"


def test_letters_that_wait_with_their_notices_are_told_again_without_what_is_paused(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, MONDAY)
    said_update(world, RESULT, "chef-de-file", STORM)
    announced(world, "bonjour", "@dga-numerique")
    beat(world, "2020-11-23 10:05")
    assert "bonjour" in letters(world)["daily:dga-numerique:2020-11-23"]
    world.say("annonce pause 1", by="appui")
    with world.database.read() as session:
        assert session.scalars(select(Notice.letter)).all() == [None]
    beat(world, "2020-11-23 10:06")
    text = letters(world)["daily:dga-numerique:2020-11-23"]
    assert "bonjour" not in text
    assert "objectifs compromis" in text


# Période de réserve


RESERVE = Reserve(date(2020, 11, 23), date(2020, 11, 25))


def test_a_reserve_holds_announcements_and_says_until_when(sqlite_world: World) -> None:
    world = announcing(sqlite_world, reserves=("2020-11-23/2020-11-25",))
    at(world, MONDAY)
    preview = world.say("annonce aperçu @agent : bonjour", by="appui").text
    assert "Période de réserve jusqu'au 25 novembre 2020 : l'annonce partira ensuite." in preview
    assert "jusqu'au 25 novembre 2020" in world.say("annonce envoyer 1", by="appui").text
    beat(world, "2020-11-23 10:05", reserves=(RESERVE,))
    beat(world, "2020-11-25 17:59", reserves=(RESERVE,))
    assert letters(world) == {}
    assert "Période de réserve" in world.say("annonce bilan 1", by="appui").text
    beat(world, "2020-11-26 08:30", reserves=(RESERVE,))
    assert letters(world).keys() == {"daily:agent:2020-11-26"}


def test_what_was_handed_over_before_a_reserve_waits_for_its_end(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("dimension silence jusqu'au 23 novembre", by="agent")
    announced(world, "bonjour", hour="2020-11-23 10:00")
    beat(world, "2020-11-23 10:05")
    later = (Reserve(date(2020, 11, 24), date(2020, 11, 25)),)
    beat(world, "2020-11-24 08:30", reserves=later)
    assert letters(world).keys() == {"daily:manager:2020-11-23"}
    beat(world, "2020-11-26 08:30", reserves=later)
    assert letters(world).keys() == {"daily:manager:2020-11-23", "daily:agent:2020-11-26"}


def test_a_reserve_does_not_hold_what_is_urgent(sqlite_world: World) -> None:
    world = announcing(sqlite_world, reserves=("2020-11-23/2020-11-25",))
    at(world, MONDAY)
    world.say("annonce urgente @agent : fermé demain motif fuite d'eau", by="appui")
    world.say("annonce envoyer 1", by="appui")
    world.say("annonce envoyer 1", by="appui-projets")
    beat(world, "2020-11-23 10:05", reserves=(RESERVE,))
    assert letters(world).keys() == {"announcement:1:urgent:agent"}


# 8,225 recipients


@pytest.mark.parametrize(
    "number", [700, pytest.param(8_225, marks=[pytest.mark.soak, pytest.mark.no_cover, pytest.mark.timeout(600)])]
)
def test_many_recipients_are_handed_over_in_short_transactions(sqlite_world: World, number: int) -> None:
    """Counts what one transaction does, not how long: no more than so many recipients in each."""
    world = sqlite_world
    crowd(world, number)
    world.say("annonce aperçu tous : bonjour", by="appui")
    world.say("annonce envoyer 1", by="appui")
    world.say("annonce envoyer 1", by="appui-projets")
    tick, now = Tick(CALENDAR, SLACK), datetime.fromisoformat("2020-11-24T10:00+01:00")
    most = before = 0
    for _ in range(10_000):
        with world.database.write() as session:
            more = tick(session, now)
        with world.database.read() as session:
            handed = session.scalar(select(func.count()).select_from(LetterItem)) or 0
        most, before = max(most, handed - before), handed
        if not more:
            deliver(world)
            now += timedelta(seconds=5)
            if recipients(world).keys() <= {RecipientState.DELIVERED, RecipientState.NO_ACCOUNT}:
                break
    assert most <= 100
    with world.database.read() as session:
        told = session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.like("daily:foule-%"))).all()
    assert len(told) == len(set(told)) == number
