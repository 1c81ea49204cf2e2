"""A lead lets an adjoint speak for them: before, during and after the days that were said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from commands import recording
from commands.authority import Voice, voice_on
from commands.call import Asker, Call
from commands.lexicon import Lexicon
from storage import history, people
from storage.history import Subject
from storage.ledger.folding import UPDATED
from storage.ledger.update import Update, to_detail
from storage.rows.organisation import LeadRole
from tests.world import Say, World

RESULT = ("key_result", "4.1.1.a")
SECRET = ("project", "exemple-plan-de-securite-numerique")
DECEMBER = "/objectif déléguer à ambassadeur du 1er au 31 décembre"


def call_of(world: World, by: str, session: Session) -> Call:
    person = people.asker(session, platform="terminal", account=by)
    assert person is not None
    asker = Asker(person.id, person.handle, person.label, person.roles, person.unit_key, True, person.reader)
    return Call(session, asker, world.now, world.dispatcher.options, world.dispatcher.table, lambda: Lexicon((), ()))


def voice(world: World, by: str, subject: Subject = RESULT) -> Voice | None:
    """With which right somebody speaks of the subject at the world's hour."""
    with world.database.read() as session:
        return voice_on(call_of(world, by, session), subject)


def on(world: World, day: int, month: int, hour: int = 12) -> World:
    world.now = datetime(2020, month, day, hour, tzinfo=UTC)
    return world


def test_a_deputy_speaks_from_the_first_day_to_the_last(world: World) -> None:
    answer = world.say(DECEMBER, by="chef-de-file")
    assert answer.text.startswith(
        "Délégation à Ambassadeur de la direction du Numérique (exemple), du 1er au 31 décembre 2020, "
        "sur tout ce que vous pilotez."
    )
    for day, month, hour, expected in (
        (30, 11, 12, None),
        # Midnight in Paris, and one hour before.
        (30, 11, 22, None),
        (30, 11, 23, Voice("chef-de-file")),
        (31, 12, 22, Voice("chef-de-file")),
        (31, 12, 23, None),
    ):
        assert voice(on(world, day, month, hour), "ambassadeur") == expected, (day, month, hour)


def test_what_a_deputy_says_names_both(world: World) -> None:
    world.say("/objectif déléguer à ambassadeur demain", by="chef-de-file")
    world.later(days=1)
    with world.database.write() as session:
        call = call_of(world, "ambassadeur", session)
        mine = voice_on(call, RESULT)
        assert mine is not None
        said = recording.record(call, RESULT, UPDATED, to_detail(Update(progress=40)), voice=mine)
        assert said.after.told is not None
        assert (said.after.told.by, said.after.told.on_behalf_of) == (call.asker.person_id, "chef-de-file")
        [entry] = history.of(session, subjects=[RESULT], limit=9)
        assert entry.detail == {"progress": 40, "on_behalf_of": "chef-de-file"}


def test_a_delegation_on_one_objective_covers_no_other(sqlite_world: World) -> None:
    sqlite_world.say("/objectif déléguer à agent demain sur 4.1.1.a", by="chef-de-file")
    on(sqlite_world, 24, 11)
    assert voice(sqlite_world, "agent") == Voice("chef-de-file")
    assert voice(sqlite_world, "agent", ("key_result", "4.1.2.a")) is None
    assert voice(sqlite_world, "agent", SECRET) is None


def test_a_delegation_ends_when_it_is_ended(world: World) -> None:
    world.say("/objectif déléguer à agent du 23 au 30 novembre", by="chef-de-file")
    assert voice(world, "agent") == Voice("chef-de-file")
    ended = world.say("/objectif déléguer fin agent", by="chef-de-file")
    assert ended.text.startswith("Délégation à Agent du service Travaux (exemple) finie :")
    assert voice(world, "agent") is None
    with world.database.read() as session:
        last, first = history.of(session, subjects=[("person", "chef-de-file")], limit=9)
    days = {"deputy": "agent", "first_day": "2020-11-23", "last_day": "2020-11-30"}
    assert (first.action, first.detail) == ("delegated", days)
    assert (last.action, last.detail) == ("delegation_ended", days)


@pytest.mark.parametrize(
    "typed", ["déléguer fin agent", "déléguer à agent fin", "déléguer à agent terminer", "fin de délégation agent"]
)
def test_a_delegation_is_ended_in_several_words(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/objectif déléguer à agent du 23 au 30 novembre", by="chef-de-file")
    sqlite_world.say(f"/objectif {typed}", by="chef-de-file")
    assert voice(sqlite_world, "agent") is None


def test_only_the_delegation_on_one_subject_is_ended(sqlite_world: World) -> None:
    sqlite_world.say("/objectif déléguer à ambassadeur demain sur 4.1.1", by="chef-de-file")
    sqlite_world.say("/objectif déléguer à ambassadeur demain sur 4.1.2", by="chef-de-file")
    ended = sqlite_world.say("/objectif déléguer fin ambassadeur sur 4.1.1", by="chef-de-file")
    assert "sur 4.1.1" in ended.text
    assert "4.1.2" not in ended.text
    on(sqlite_world, 24, 11)
    assert voice(sqlite_world, "ambassadeur") is None
    assert voice(sqlite_world, "ambassadeur", ("key_result", "4.1.2.a")) == Voice("chef-de-file")


def test_who_no_longer_leads_lends_no_voice(world: World) -> None:
    world.say("/objectif déléguer à agent aujourd'hui", by="chef-de-file")
    assert voice(world, "agent") == Voice("chef-de-file")
    world.say("/objectif chef de file 4.1.1 chef-de-file-donnees", by="appui")
    assert voice(world, "agent") is None
    assert voice(world, "agent", ("key_result", "4.1.2.a")) == Voice("chef-de-file")


def test_who_has_left_lends_no_voice(sqlite_world: World) -> None:
    sqlite_world.say("/objectif déléguer à agent aujourd'hui", by="chef-de-file")
    sqlite_world.leave("chef-de-file")
    assert voice(sqlite_world, "agent") is None


def test_a_contributor_does_not_delegate(sqlite_world: World) -> None:
    answer = sqlite_world.say("/objectif déléguer à agent demain sur 4.1.1", by="manager")
    assert answer.kind == "refused"
    assert answer.text.startswith("Vous ne pilotez pas 4.1.1")
    assert sqlite_world.say("/objectif déléguer à agent demain", by="manager").text.startswith("Seuls le chef de file")


def test_a_deputy_does_not_delegate_further(sqlite_world: World) -> None:
    sqlite_world.say("/objectif déléguer à agent aujourd'hui", by="chef-de-file")
    assert sqlite_world.say("/objectif déléguer à ambassadeur demain sur 4.1.1", by="agent").kind == "refused"
    sqlite_world.lead("4.2.2", "agent")
    sqlite_world.say("/objectif déléguer à ambassadeur demain", by="agent")
    on(sqlite_world, 24, 11)
    assert voice(sqlite_world, "ambassadeur") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("moi demain", "On ne délègue pas à soi-même."),
        ("chef-de-file demain", "On ne délègue pas à soi-même."),
        ("agent hier", "Le 22 novembre 2020 est passé"),
        ("agent 2019", "Le 31 décembre 2019 est passé"),
        ("agent jusqu'au 24 novembre 2021", "367 jours, c'est trop : une délégation dure 366 jours au plus."),
        ("agent à partir de demain", "Une délégation a un dernier jour."),
        ("agent le 31 février", "La date « le 31 février » n'existe pas."),
        ("zorglub demain", "Je ne connais personne sous « zorglub »."),
        ("agent demain sur 7.2.3", "Vous ne pilotez pas 7.2.3"),
    ],
)
def test_what_cannot_be_delegated_is_said(sqlite_world: World, typed: str, said: str) -> None:
    assert said in sqlite_world.say(f"/objectif déléguer à {typed}", by="chef-de-file").text
    with sqlite_world.database.read() as session:
        assert history.count(session, subjects=[("person", "chef-de-file")]) == 0


def test_the_longest_delegation_is_a_year(say: Say) -> None:
    assert (
        "du 23 novembre 2020 au 23 novembre 2021"
        in say("/objectif déléguer à agent jusqu'au 23 novembre 2021", by="chef-de-file").text
    )


def test_what_is_missing_is_asked(sqlite_world: World) -> None:
    assert sqlite_world.say("/objectif déléguer", by="chef-de-file").text.startswith("À qui déléguez-vous ?")
    assert sqlite_world.say("agent", by="chef-de-file").text.startswith("Pour quels jours ?")
    assert sqlite_world.say("demain", by="chef-de-file").text.startswith("Délégation à Agent du service Travaux")


def test_saying_it_twice_delegates_once(sqlite_world: World) -> None:
    sqlite_world.say(DECEMBER, by="chef-de-file")
    assert "Rien n'a changé" in sqlite_world.say(DECEMBER, by="chef-de-file").text
    with sqlite_world.database.read() as session:
        assert history.count(session, subjects=[("person", "chef-de-file")]) == 1


def test_both_read_of_it_among_what_the_bot_knows_of_them(sqlite_world: World) -> None:
    sqlite_world.say(DECEMBER, by="chef-de-file")
    assert (
        "Délégations que vous avez données : à Ambassadeur de la direction du Numérique (exemple), "
        "du 1er au 31 décembre 2020, sur tout ce que vous pilotez"
    ) in sqlite_world.say("/dimension moi", by="chef-de-file").text
    assert (
        "Délégations que vous avez reçues : de Chef de file Convergence numérique (exemple), "
        "du 1er au 31 décembre 2020, sur tout ce que cette personne pilote"
    ) in sqlite_world.say("/dimension moi", by="ambassadeur").text
    on(sqlite_world, 2, 1)
    sqlite_world.now = sqlite_world.now.replace(year=2021)
    assert "Délégations" not in sqlite_world.say("/dimension moi", by="chef-de-file").text


def test_a_restricted_project_is_delegated_to_those_who_can_read_it(sqlite_world: World) -> None:
    typed = "/projet déléguer à {} demain sur exemple-plan-de-securite-numerique"
    assert "à lecture restreinte" in sqlite_world.say(typed.format("agent"), by="chef-de-file").text
    sqlite_world.say(typed.format("ambassadeur"), by="chef-de-file")
    on(sqlite_world, 24, 11)
    assert voice(sqlite_world, "ambassadeur", SECRET) == Voice("chef-de-file")


def test_a_project_s_lead_delegates_it(sqlite_world: World) -> None:
    sqlite_world.lead("plan-velo", "agent", role=LeadRole.PROJECT_DIRECTOR)
    assert sqlite_world.say("/projet déléguer à manager demain sur plan-velo", by="agent").kind == "delegation"
    on(sqlite_world, 24, 11)
    assert voice(sqlite_world, "manager", ("project", "plan-velo")) == Voice("agent")


def test_a_delegation_on_one_subject_is_part_of_its_history(world: World) -> None:
    world.say("/objectif déléguer à ambassadeur du 1er au 31 décembre sur 4.1.1", by="chef-de-file")
    world.say("/objectif déléguer fin ambassadeur sur 4.1.1", by="chef-de-file")
    told = world.say("/objectif historique 4.1.1").text
    label = "Ambassadeur de la direction du Numérique (exemple)"
    assert f"saisie confiée à {label} du 1er au 31 décembre 2020" in told
    assert f"fin de la saisie confiée à {label} du 1er au 31 décembre 2020" in told
    # It moves nothing.
    assert "saisie" not in world.say("/objectif mouvements depuis hier").text
    with world.database.read() as session:
        assert history.count(session, subjects=[("person", "chef-de-file")]) == 0


def test_a_delegation_of_a_restricted_project_is_told_to_its_circle_alone(sqlite_world: World) -> None:
    typed = "/projet déléguer à ambassadeur demain sur exemple-plan-de-securite-numerique"
    sqlite_world.say(typed, by="chef-de-file")
    asked = "/projet historique exemple-plan-de-securite-numerique"
    assert "le 24 novembre 2020" in sqlite_world.say(asked, by="chef-de-file").text
    assert "Ambassadeur" not in sqlite_world.say(asked, by="agent").text


def test_what_one_delegated_of_all_one_leads_is_shown_to_oneself_afterwards(sqlite_world: World) -> None:
    sqlite_world.say(DECEMBER, by="chef-de-file")
    sqlite_world.say("/objectif déléguer fin ambassadeur", by="chef-de-file")
    sqlite_world.now = sqlite_world.now.replace(year=2021)
    own = sqlite_world.say("/dimension moi", by="chef-de-file").text
    assert "Vos dernières délégations de tout ce que vous pilotez : 23 novembre 2020 (n° " in own
    assert "fin de la saisie confiée à Ambassadeur de la direction du Numérique (exemple)" in own
    assert "dernières délégations" not in sqlite_world.say("/dimension moi", by="ambassadeur").text
