"""« Mes points à faire »: which points are due, one after the other, the summary, and taking it all back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from commands.request import Door
from storage import authority, people, rounds, standings
from storage.ledger import recording
from storage.ledger.folding import PROPOSED, REVERSED, UPDATED
from storage.ledger.state import State
from storage.ledger.update import DeadlineSaid, SupportAsked, Update, to_detail
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Delegation, Round, Weather
from storage.rows.organisation import CircleMember, Lead, LeadRole, Person
from storage.rows.plan import Status
from tests.world import World

SLACK = Door(carries_sentences=True, shows_forms=True)
LEAD = "chef-de-file"
SECURITY = "exemple-plan-de-securite-numerique"
REMOTE = "developpement-du-teletravail"


def person(world: World, handle: str) -> int:
    with world.database.read() as session:
        return session.scalars(select(Person.id).where(Person.handle == handle)).one()


def told(world: World, kind: str, code: str, update: Update, *, by: str = LEAD, days: float = 0) -> int:
    """A point d'étape, so many days ago; its number."""
    at, author = world.now - timedelta(days=days), person(world, by)
    with world.database.write() as session:
        detail = to_detail(update)
        return recording.record(session, subject=(kind, code), action=UPDATED, detail=detail, by=author, at=at).entry


def state(world: World, kind: str, code: str) -> State:
    with world.database.read() as session:
        return standings.state_of(session, subject=(kind, code))


def open_codes(world: World, handle: str) -> list[str]:
    with world.database.read() as session:
        known = people.asker(session, platform="terminal", account=handle)
        assert known is not None
        today = world.now.date()
        found = rounds.open_points(session, person_id=known.id, today=today, reader=known.reader)
        return [each.subject[1] for each in found]


def entries(world: World, action: str = UPDATED) -> int:
    with world.database.read() as session:
        asked = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.action == action)
        return session.scalar(asked.where(HistoryEntry.person_id.is_not(None))) or 0


def unlead(world: World, code: str) -> None:
    """Nobody leads it any more."""
    with world.database.write() as session:
        session.execute(delete(Lead).where(Lead.subject_code == code))


def delegate(world: World, giver: str, deputy: str, *, days: int = 10, code: str | None = None) -> None:
    """The giver lets the deputy speak for them from today on, of one objective or of all they lead."""
    today = world.now.date()
    with world.database.write() as session:
        session.add(
            Delegation(
                giver_id=person(world, giver),
                deputy_id=person(world, deputy),
                subject_kind=None if code is None else "objective",
                subject_code=code,
                first_day=today,
                last_day=today + timedelta(days=days),
                given_at=world.now,
                ended_at=None,
            )
        )


def numbers(world: World) -> list[int]:
    with world.database.read() as session:
        return list(session.scalars(select(Round.id).order_by(Round.id)))


# Which points are due


def test_points_come_past_due_first_then_by_deadline_then_without(world: World) -> None:
    world.lead("4.2.2", LEAD)
    assert open_codes(world, LEAD) == ["4.2.2.a", "4.2.2.b", "4.1.1.a", "4.1.2.a", SECURITY]


def test_a_revised_deadline_counts(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", LEAD)
    later = DeadlineSaid((sqlite_world.now + timedelta(days=3000)).date(), "2029", "marché")
    told(sqlite_world, "key_result", "4.2.2.a", Update(deadline=later))
    assert open_codes(sqlite_world, LEAD)[-2:] == ["4.2.2.a", SECURITY]


def test_what_is_suspended_is_asked_for_but_is_not_past_due(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", LEAD)
    sqlite_world.status("4.2.2.a", Status.SUSPENDED)
    assert open_codes(sqlite_world, LEAD)[-2:] == ["4.2.2.a", SECURITY]


@pytest.mark.parametrize("status", [Status.DONE, Status.STOPPED])
def test_what_is_over_is_no_point(world: World, status: Status) -> None:
    told(world, "key_result", "4.1.1.a", Update(status=status))
    world.status("4.1.2.a", status)
    assert open_codes(world, LEAD) == [SECURITY]


def test_contributors_and_project_managers_have_points(sqlite_world: World) -> None:
    assert open_codes(sqlite_world, "manager") == ["4.1.1.a", REMOTE]
    assert REMOTE in open_codes(sqlite_world, "chef-de-projet")


def test_a_deputy_has_the_points_of_whom_they_stand_in_for(world: World) -> None:
    delegate(world, LEAD, "agent", days=10)
    delegate(world, "manager", "dgs", days=10)
    assert open_codes(world, "agent") == ["4.1.1.a", "4.1.2.a"]
    assert "4.1.1.a" not in open_codes(world, "dgs")
    world.later(days=11)
    assert open_codes(world, "agent") == []


def test_a_deputy_for_one_objective_has_that_one(sqlite_world: World) -> None:
    delegate(sqlite_world, LEAD, "agent", code="4.1.2")
    assert open_codes(sqlite_world, "agent") == ["4.1.2.a"]


def test_a_restricted_project_is_a_point_for_its_circle_only(sqlite_world: World) -> None:
    sqlite_world.lead(SECURITY, "agent", role=LeadRole.CONTRIBUTOR)
    assert open_codes(sqlite_world, "agent") == []
    assert "securite" not in sqlite_world.say("/maj").text
    sqlite_world.restrict(SECURITY, to="agent")
    assert open_codes(sqlite_world, "agent") == [SECURITY]


def test_every_point_is_one_on_which_the_person_has_a_voice(sqlite_world: World) -> None:
    delegate(sqlite_world, LEAD, "agent")
    with sqlite_world.database.read() as session:
        today, seen = sqlite_world.now.date(), 0
        for handle in people.handles(session):
            known = people.asker(session, platform="terminal", account=handle)
            assert known is not None
            for point in rounds.open_points(session, person_id=known.id, today=today, reader=known.reader):
                seen += 1
                assert authority.leads_or_contributes(
                    session, person_id=known.id, subject=point.subject
                ) or authority.delegated_by(session, deputy_id=known.id, subject=point.subject, on=today)
    assert seen > 10


def test_a_point_is_due_again_after_thirty_days(sqlite_world: World) -> None:
    told(sqlite_world, "key_result", "4.1.1.a", Update(unchanged=True), days=29.9)
    told(sqlite_world, "key_result", "4.1.2.a", Update(unchanged=True), days=30)
    assert sqlite_world.say("/maj liste", by=LEAD).codes == ("4.1.2.a",)
    sqlite_world.later(days=1)
    assert sqlite_world.say("/maj liste", by=LEAD).codes == ("4.1.1.a", "4.1.2.a")


# A round


def test_five_points_are_told_with_one_letter_each(world: World) -> None:
    world.lead("4.2.2", LEAD)

    def say(text: str) -> str:
        return world.say(text, by=LEAD).text

    first = say("/maj")
    assert first.startswith("5 points à faire. Point 1 sur 5.\n4.2.2.a Disposer d'une communauté d'ambassadeurs")
    assert "échéance 30 septembre 2020 dépassée de 54 jours\nsans point d'étape" in first
    assert first.endswith("[1 ou i] Inchangé  [2 ou m] Modifier  [3 ou p] Passer  [4 ou a] Arrêter")
    second = say("i")
    unchanged = state(world, "key_result", "4.2.2.a").last_entry
    assert second.startswith(f"4.2.2.a : inchangé, noté n° {unchanged}. Point 2 sur 5.\n4.2.2.b 90 %")
    third = say("m avancement 62 %, couvert, reste les sites distants")
    modified = state(world, "key_result", "4.2.2.b")
    assert third.startswith(
        f"C'est noté pour 4.2.2.b (n° {modified.last_entry}) : en cours, avancement 62 %, "
        "objectifs atteignables (couvert), commentaire « reste les sites distants ». Point 3 sur 5."
    )
    assert (modified.progress, modified.weather, modified.comment) == (
        62,
        Weather.REACHABLE,
        "reste les sites distants",
    )
    assert say("M").startswith("4.1.1.a Mettre en place le schéma directeur\nOù en est-il ?")
    fourth = say("40 %")
    assert "(n° " in fourth
    assert "Point 4 sur 5.\n4.1.2.a" in fourth
    assert say("p").startswith("4.1.2.a : passé. Point 5 sur 5.\nPlan de sécurité numérique")
    end = say("I")
    assert "Tournée terminée : 2 mis à jour, 2 inchangés, 1 passé." in end
    assert f"- 4.2.2.a : inchangé (n° {unchanged})\n- 4.2.2.b : mis à jour (n° {modified.last_entry})" in end
    assert "- 4.1.2.a : passé\n" in end
    assert "revient à la prochaine tournée" in end
    assert end.endswith("[1 ou t] Tout annuler")
    assert say("/maj").startswith("1 point à faire. Point 1 sur 1.\n4.1.2.a")


def test_a_round_is_taken_up_the_same_day_and_begun_anew_the_next(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    sqlite_world.say("p", by=LEAD)
    sqlite_world.later(hours=3)
    assert sqlite_world.say("tournée", by=LEAD).text.startswith("Tournée reprise. Point 2 sur 3.\n4.1.2.a")
    number = numbers(sqlite_world)[0]
    sqlite_world.later(days=1)
    assert sqlite_world.say(f"maj passer {number} 2", by=LEAD).text == (
        "Cette tournée du 23 novembre 2020 est close, rien n'est enregistré. Tapez « /maj » pour en ouvrir une autre."
    )
    assert sqlite_world.say("/maj", by=LEAD).text.startswith("3 points à faire. Point 1 sur 3.\n4.1.1.a")


def test_a_round_that_is_stopped_says_what_was_not_seen(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    sqlite_world.say("i", by=LEAD)
    end = sqlite_world.say("a", by=LEAD).text
    assert end.startswith("Tournée arrêtée : 1 inchangé, 2 non vus.\n- 4.1.1.a : inchangé (n° ")
    assert sqlite_world.say("/maj", by=LEAD).text.startswith("2 points à faire.")


def test_a_button_pressed_twice_records_once(world: World) -> None:
    world.say("/maj", by=LEAD)
    number = numbers(world)[0]
    world.say(f"maj inchangé {number} 1", by=LEAD)
    again = world.say(f"maj inchangé {number} 1", by=LEAD).text
    assert again.startswith("4.1.1.a : c'est déjà fait (n° ")
    assert "Point 2 sur 3." in again
    assert entries(world) == 1
    world.say(f"maj passer {number} 2", by=LEAD)
    world.say(f"maj inchangé {number} 3", by=LEAD)
    assert "Tournée terminée" in world.say(f"maj inchangé {number} 3", by=LEAD).text
    assert entries(world) == 2


def test_two_clicks_at_once_record_once(world: World) -> None:
    world.say("/maj", by=LEAD)
    said = f"maj inchangé {numbers(world)[0]} 1"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: world.say(said, by=LEAD).text, range(2)))
    assert sorted("déjà fait" in each for each in answers) == [False, True]
    assert entries(world) == 1


def test_a_point_that_was_skipped_may_still_be_told(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    number = numbers(sqlite_world)[0]
    sqlite_world.say("p", by=LEAD)
    answer = sqlite_world.say(f"maj inchangé {number} 1", by=LEAD).text
    assert answer.startswith("4.1.1.a : inchangé, noté n° ")
    assert "Point 2 sur 3." in answer


def test_the_round_of_somebody_else_does_not_exist(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    number = numbers(sqlite_world)[0]
    for sentence in ("inchangé {} 1", "modifier {} 1 couvert", "passer {} 1", "arrêter {}", "annuler {}"):
        for by in ("manager", "personne-d-autre"):
            theirs = sqlite_world.say(f"maj {sentence.format(number)}", by=by)
            nowhere = sqlite_world.say(f"maj {sentence.format(number + 1)}", by=by)
            assert theirs.text == nowhere.text.replace(str(number + 1), str(number))
            assert theirs.text.startswith("Vous n'avez pas de tournée n° ")
    assert entries(sqlite_world) == 0


@pytest.mark.parametrize(
    "typed", ["inchangé 99999999999999 1", "inchangé 1 0", "arrêter x", "inchangé 1", "annuler -1"]
)
def test_numbers_that_are_none_are_answered_politely(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/maj", by=LEAD)
    answer = sqlite_world.say(f"maj {typed}", by=LEAD)
    assert answer.kind == "misread"
    assert entries(sqlite_world) == 0


def test_without_numbers_the_current_point_is_meant(sqlite_world: World) -> None:
    assert sqlite_world.say("/maj inchangé", by=LEAD).text.startswith("Vous n'avez pas de tournée en cours.")
    sqlite_world.say("/maj", by=LEAD)
    assert sqlite_world.say("/maj inchangé", by=LEAD).text.startswith("4.1.1.a : inchangé")
    assert "4.1.2.a (n° " in sqlite_world.say("/maj modifier avancement 10 %", by=LEAD).text
    assert sqlite_world.say("/maj passer", by=LEAD).kind == "round_ended"


def test_what_is_not_accepted_leaves_the_point_and_its_letters(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    again = sqlite_world.say("m 120 %", by=LEAD)
    assert again.text.startswith("Rien n'est enregistré. Point 1 sur 3.\n")
    assert again.kind == "misread"
    assert "4.1.1.a Mettre" in again.text
    assert sqlite_world.say("m 12 %", by=LEAD).text.startswith("C'est noté pour 4.1.1.a")


def test_a_question_about_a_point_comes_back_to_the_round(world: World) -> None:
    world.lead("4.2.2", LEAD)
    world.say("/maj", by=LEAD)
    world.say("p", by=LEAD)
    asked = world.say("m 62 %", by=LEAD)
    assert "est-ce l'avancement du travail ou la valeur" in asked.text
    assert asked.labels[2:] == ["Modifier", "Passer", "Arrêter"]
    assert world.say("1", by=LEAD).text.startswith("C'est noté pour 4.2.2.b")
    assert state(world, "key_result", "4.2.2.b").progress == 62


def test_a_weather_that_needs_support_asks_for_it_and_goes_on(world: World) -> None:
    world.say("/maj", by=LEAD)
    assert "Point de blocage" in world.say("m nuage", by=LEAD).text
    for answer in ("marché infructueux", "relancer le marché", "Comex"):
        assert world.say(answer, by=LEAD).kind == "question"
    recorded = world.say("15/12/2020", by=LEAD).text
    assert recorded.startswith("C'est noté pour 4.1.1.a")
    assert "Point 2 sur 3." in recorded
    stands = state(world, "key_result", "4.1.1.a")
    assert stands.weather is Weather.NEEDS_SUPPORT
    assert [each.asked.body for each in stands.supports] == ["comex"]


def test_a_platform_with_forms_shows_the_whole_form_prefilled(sqlite_world: World) -> None:
    told(sqlite_world, "key_result", "4.1.1.a", Update(progress=40, weather=Weather.SECURE), days=31)
    sqlite_world.say("/maj", by=LEAD, door=SLACK)
    number = numbers(sqlite_world)[0]
    form = sqlite_world.say(f"maj modifier {number} 1", by=LEAD, door=SLACK).message.form
    assert form is not None
    assert {field.name: field.initial for field in form.fields}["progress"].startswith("40")
    values = {"progress": "62 %", "comment": "charte signée"}
    answer = sqlite_world.say(form.says, values=values, by=LEAD, door=SLACK).text
    assert answer.startswith("C'est noté pour 4.1.1.a")
    assert "Point 2 sur 3." in answer
    assert state(sqlite_world, "key_result", "4.1.1.a").comment == "charte signée"


# What changes meanwhile


def test_what_somebody_else_has_just_said_is_told_first(world: World) -> None:
    world.say("/maj", by=LEAD)
    other = told(world, "key_result", "4.1.1.a", Update(progress=80), by="manager")
    warned = world.say("i", by=LEAD)
    assert f"(n° {other}) : avancement 80" in warned.text
    assert entries(world) == 1
    assert world.say("1", by=LEAD).text.startswith("4.1.1.a : inchangé, noté n° ")
    assert state(world, "key_result", "4.1.1.a").progress == 80


def test_a_lead_who_changed_is_told_so_and_the_round_goes_on(world: World) -> None:
    world.say("/maj", by=LEAD)
    unlead(world, "4.1.1")
    answer = world.say("i", by=LEAD).text
    assert answer.startswith("4.1.1.a : vous n'en êtes plus chargé, il est laissé de côté. Point 2 sur 3.\n4.1.2.a")
    assert entries(world) == 0


def test_a_project_that_one_may_no_longer_read_is_not_named(world: World) -> None:
    world.say("/maj", by=LEAD)
    number = numbers(world)[0]
    with world.database.write() as session:
        session.execute(delete(CircleMember))
    for said in (f"maj inchangé {number} 3", "/maj", "a"):
        answer = world.say(said, by=LEAD).text
        assert "sécurité" not in answer.lower()
        assert "Un point n'est plus à votre portée" in answer or said != f"maj inchangé {number} 3"
    assert entries(world) == 0


def test_what_was_told_or_ended_since_the_round_began_is_left_out(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    sqlite_world.later(minutes=5)
    entry = told(sqlite_world, "key_result", "4.1.2.a", Update(progress=10))
    sqlite_world.status("4.1.1.a", Status.DONE)
    answer = sqlite_world.say("/maj", by=LEAD).text
    assert "4.1.1.a : réalisé entre-temps, plus de point à faire." in answer
    assert f"4.1.2.a : mis à jour entre-temps (n° {entry})." in answer
    assert "Point 3 sur 3.\n" in answer
    assert "2 laissés de côté" in sqlite_world.say("p", by=LEAD).text


def test_a_deputy_speaks_on_behalf_of_the_lead(world: World) -> None:
    delegate(world, LEAD, "agent")
    world.say("/maj")
    world.say("i")
    said = state(world, "key_result", "4.1.1.a").told
    assert said is not None
    assert (said.by, said.on_behalf_of) == (person(world, "agent"), LEAD)


# Taking it back


def test_a_whole_round_is_taken_back_once(world: World) -> None:
    before = [state(world, "key_result", code) for code in ("4.1.1.a", "4.1.2.a")]
    world.say("/maj", by=LEAD)
    for typed in ("m avancement 62 %, couvert", "i", "p"):
        world.say(typed, by=LEAD)
    undone = world.say("t", by=LEAD).text
    assert "sont annulés. L'historique garde tout." in undone
    after = [state(world, "key_result", code) for code in ("4.1.1.a", "4.1.2.a")]
    assert [(each.progress, each.weather, each.told) for each in after] == [
        (each.progress, each.weather, each.told) for each in before
    ]
    assert entries(world, REVERSED) == 2
    number = numbers(world)[0]
    assert world.say(f"maj annuler {number}", by=LEAD).text == "Cette tournée est déjà annulée."
    assert entries(world, REVERSED) == 2
    assert world.say("/maj", by=LEAD).text.startswith("3 points à faire.")


def test_two_undos_at_once_take_back_once(world: World) -> None:
    world.say("/maj", by=LEAD)
    for typed in ("i", "i", "i"):
        world.say(typed, by=LEAD)
    said = f"maj annuler {numbers(world)[0]}"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: world.say(said, by=LEAD).text, range(2)))
    assert sorted(each == "Cette tournée est déjà annulée." for each in answers) == [False, True]
    assert entries(world, REVERSED) == 3


def test_a_round_is_taken_back_within_ten_minutes_of_its_end(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    sqlite_world.say("i", by=LEAD)
    sqlite_world.later(minutes=20)
    sqlite_world.say("a", by=LEAD)
    sqlite_world.later(minutes=10, seconds=1)
    assert sqlite_world.say("t", by=LEAD).text.startswith("Les dix minutes sont passées.")
    sqlite_world.later(minutes=-1)
    assert "est annulé." in sqlite_world.say(f"maj annuler {numbers(sqlite_world)[0]}", by=LEAD).text


def test_what_was_taken_back_alone_is_left(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    for typed in ("i", "i", "p"):
        sqlite_world.say(typed, by=LEAD)
    entry = state(sqlite_world, "key_result", "4.1.1.a").last_entry
    with sqlite_world.database.write() as session:
        author = session.scalars(select(Person.id).where(Person.handle == LEAD)).one()
        recording.record(
            session,
            subject=("key_result", "4.1.1.a"),
            action=REVERSED,
            detail={"entry": entry},
            by=author,
            at=sqlite_world.now,
        )
    undone = sqlite_world.say(f"maj annuler {numbers(sqlite_world)[0]}", by=LEAD).text
    assert undone.startswith("Le point n° ")
    assert "1 point n'a pu l'être." in undone


def test_a_round_that_recorded_nothing_has_nothing_to_take_back(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    end = sqlite_world.say("a", by=LEAD)
    assert end.labels == []
    answer = sqlite_world.say(f"maj annuler {numbers(sqlite_world)[0]}", by=LEAD).text
    assert answer == "Cette tournée n'a rien enregistré : il n'y a rien à annuler."


# Around a round


@pytest.mark.parametrize(
    "typed", ["maj", "/maj", "!maj", "/dimension maj", "tournée", "Ma tournée", "mes points à faire", "Mes points."]
)
def test_a_round_is_opened_by_its_words(sqlite_world: World, typed: str) -> None:
    assert sqlite_world.say(typed, by=LEAD).text.startswith("3 points à faire. Point 1 sur 3.")


def test_a_code_behind_the_word_is_updated_at_once(sqlite_world: World) -> None:
    for typed in ("/maj 4.1.1.a 62 %, couvert", "maj 4.1.1 vert"):
        assert sqlite_world.say(typed, by=LEAD).kind == "recorded"
    assert numbers(sqlite_world) == []


def test_other_words_are_offered_as_an_update_of_a_project_beside_the_round(sqlite_world: World) -> None:
    offered = sqlite_world.say("/maj télétravail : 40 %", by=LEAD)
    assert offered.says == ["projet maj télétravail : 40 %", "maj suivant"]
    assert numbers(sqlite_world) == []


@pytest.mark.parametrize("typed", ["62% couvert", "/maj 62 %, couvert", "on en est à 62 %, couvert"])
def test_how_a_point_stands_needs_no_letter_where_it_is_shown(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/maj", by=LEAD)
    assert "Point 2 sur 3." in sqlite_world.say(typed, by=LEAD).text
    stands = state(sqlite_world, "key_result", "4.1.1.a")
    assert (stands.progress, stands.weather) == (62, Weather.REACHABLE)


def test_what_a_point_does_not_accept_leaves_it_where_it_is(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    assert sqlite_world.say("150 %", by=LEAD).text.startswith("Rien n'est enregistré. Point 1 sur 3.")
    assert "Point 2 sur 3." in sqlite_world.say("i", by=LEAD).text


def test_a_question_or_another_code_at_a_point_is_itself(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    assert sqlite_world.say("4.1.2 vert", by=LEAD).kind == "recorded"
    assert state(sqlite_world, "key_result", "4.1.2.a").weather is Weather.SECURE
    assert sqlite_world.say("où en est le pilier 4 ?", by=LEAD).kind != "round"
    assert state(sqlite_world, "key_result", "4.1.1.a") == State()


def test_a_letter_typed_after_something_else_shows_the_point_again(sqlite_world: World) -> None:
    sqlite_world.say("/maj", by=LEAD)
    sqlite_world.say("pilier 4", by=LEAD)
    assert "Point 1 sur 3." in sqlite_world.say("i", by=LEAD).text
    assert entries(sqlite_world) == 0
    sqlite_world.say("pilier 4", by=LEAD)
    assert "Point 2 sur 3." in sqlite_world.say("m : vert", by=LEAD).text
    assert sqlite_world.say("i", by="manager").kind != "round"


def test_who_is_up_to_date_reads_the_next_deadline(sqlite_world: World) -> None:
    for code in ("4.1.1.a", "4.1.2.a"):
        told(sqlite_world, "key_result", code, Update(unchanged=True))
    told(sqlite_world, "project", SECURITY, Update(unchanged=True))
    for typed in ("/maj", "/maj liste"):
        assert sqlite_world.say(typed, by=LEAD).text == (
            "Tout est à jour : vous n'avez pas de point à faire aujourd'hui. "
            "La prochaine échéance est celle de 4.1.1.a, le 30 septembre 2021 (dans 311 jours)."
        )
    assert numbers(sqlite_world) == []


@pytest.mark.parametrize("by", ["agent", "personne-d-autre"])
def test_who_leads_nothing_is_told_so(sqlite_world: World, by: str) -> None:
    for typed in ("/maj", "/maj liste"):
        assert sqlite_world.say(typed, by=by).text.startswith("Aucun objectif ni projet ne vous est confié")


def test_the_list_begins_nothing(sqlite_world: World) -> None:
    listed = sqlite_world.say("/maj liste", by=LEAD)
    assert listed.text.startswith("3 points à faire\n- 4.1.1.a Mettre en place le schéma directeur\n   échéance 30")
    assert listed.labels == ["Commencer"]
    assert numbers(sqlite_world) == []
    assert sqlite_world.say("c", by=LEAD).text.startswith("3 points à faire. Point 1 sur 3.")
    listed = sqlite_world.say("/maj liste", by=LEAD)
    assert "Une tournée est en cours, au point 1 sur 3." in listed.text
    assert listed.labels == ["Reprendre"]


def test_a_long_list_has_pages(sqlite_world: World) -> None:
    for code in ("3.2.1", "3.4.1", "3.4.2", "2.1.1", "2.1.2", "5.1.2", "6.1.2", "7.2.1", "4.4.1"):
        sqlite_world.lead(code, LEAD, role=LeadRole.CONTRIBUTOR)
    first = sqlite_world.say("/maj liste", by=LEAD)
    assert len(first.codes) == 10
    assert sqlite_world.say("suite", by=LEAD).text.startswith(first.text.splitlines()[0])
    assert not set(first.codes) & set(sqlite_world.say("/maj liste page 2", by=LEAD).codes)


def test_what_waits_for_the_person_is_said_at_the_top(world: World) -> None:
    with world.database.write() as session:
        detail = to_detail(Update(progress=50))
        author = session.scalars(select(Person.id).where(Person.handle == "agent")).one()
        for code in ("4.1.1.a", "4.1.2.a", "4.2.2.a"):
            recording.record(
                session, subject=("key_result", code), action=PROPOSED, detail=detail, by=author, at=world.now
            )
    day = world.now.date() + timedelta(days=20)
    asked = SupportAsked("marché infructueux", "relancer", day, person=LEAD)
    told(world, "key_result", "7.2.3.a", Update(weather=Weather.NEEDS_SUPPORT, support=asked), by="appui")
    opened = world.say("/maj", by=LEAD)
    assert "\n2 propositions à examiner.\n1 appui demandé, à répondre.\n" in opened.text
    assert opened.says[-2:] == ["proposition liste", "appui liste"]
    assert "propositions" not in world.say("p", by=LEAD).text
