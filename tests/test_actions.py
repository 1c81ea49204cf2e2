"""Actions: who is to do what by when, done, put off, and listed for those who may read of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from commands.table import TABLE
from storage import matters
from storage.ledger.recording import rebuild
from storage.matters import Found
from storage.reader import Reader
from storage.rows.following import MatterState
from storage.rows.organisation import CircleMember, LeadRole, Person
from tests.world import World

SECRET = "exemple-plan-de-securite-numerique"
EVERYTHING = Reader(sees_all=True)
RECORD = "/objectif action 4.1.1 « Rédiger le cahier des charges » par manager avant le 15/12/2020"


def actions(world: World) -> list[Found]:
    """Every action that was not taken back, the soonest due first."""
    with world.database.read() as session:
        return matters.actions(session, open_only=False, reader=EVERYTHING)


def record(world: World, typed: str = RECORD, by: str = "chef-de-file") -> int:
    """Record an action; its number."""
    known = {one.number for one in actions(world)}
    answer = world.say(typed, by=by)
    assert answer.kind == "recorded", answer.text
    [number] = {one.number for one in actions(world)} - known
    return number


def test_an_action_says_who_does_what_by_when(world: World) -> None:
    answer = world.say(RECORD, by="chef-de-file")
    assert "action sur 4.1.1 : « Rédiger le cahier des charges »." in answer.text
    assert f"Par {world.label('manager')}, échéance 15 décembre 2020 (dans 22 jours)." in answer.text
    assert "s'il juge une personne, annulez-le" in answer.text
    assert answer.labels == ["Annuler", "Actions", "État"]
    [action] = actions(world)
    assert (action.subject, action.holder, action.due_on) == (("objective", "4.1.1"), "manager", date(2020, 12, 15))
    assert (action.state, action.body) == (MatterState.OPEN, None)
    assert world.say("1", by="chef-de-file").kind == "reversed"
    assert actions(world) == []


@pytest.mark.parametrize(
    ("typed", "text", "holder", "due_on", "body"),
    [
        (
            "Préparer le budget pour 2021 par manager d'ici fin juin",
            "Préparer le budget pour 2021",
            "manager",
            (6, 30),
            None,
        ),
        ("« Écrire », confié à la DGA numérique, échéance T1 2021", "Écrire", "dga-numerique", (3, 31), None),
        ("Écrire avant le 15 janvier 2021 par @manager en Comex du 12/11", "Écrire", "manager", (1, 15), "comex"),
        ("« Écrire » en Comex, pour fin mars, par moi", "Écrire", "chef-de-file", (3, 31), "comex"),
    ],
)
def test_who_when_and_where_stand_behind_the_words_in_any_order(
    sqlite_world: World, typed: str, text: str, holder: str, due_on: tuple[int, int], body: str | None
) -> None:
    record(sqlite_world, f"/objectif action 4.1.1.a {typed}")
    [action] = actions(sqlite_world)
    assert (action.detail["text"], action.holder, action.body) == (text, holder, body)
    assert action.due_on == date(2021, *due_on)


def test_who_and_by_when_are_asked_for_until_they_make_sense(sqlite_world: World) -> None:
    world = sqlite_world
    assert "Par qui" in world.say("/objectif action 4.1.1 Écrire le cahier en Comex", by="chef-de-file").text
    again = world.say("le père noël", by="chef-de-file")
    assert "Je ne connais personne sous « le père noël »." in again.text
    assert "Par qui" in again.text
    assert "est une instance" in world.say("Comex", by="chef-de-file").text
    assert "Pour quand" in world.say("manager", by="chef-de-file").text
    again = world.say("hier", by="chef-de-file")
    assert "L'échéance du 22 novembre 2020 est passée" in again.text
    assert "Pour quand" in again.text
    assert actions(world) == []
    assert world.say("T1 2021", by="chef-de-file").kind == "recorded"
    [action] = actions(world)
    assert (action.detail["text"], action.holder, action.due_on) == ("Écrire le cahier", "manager", date(2021, 3, 31))
    assert action.body == "comex"


def test_a_name_that_means_several_persons_is_asked_back_with_the_rest(sqlite_world: World) -> None:
    asked = sqlite_world.say("/objectif action 4.1.1 « Écrire » par chef avant le 15 janvier 2021", by="chef-de-file")
    assert "objectif action 4.1.1 « Écrire » par @chef-de-file-rh avant le 15 janvier 2021" in asked.says
    assert sqlite_world.say("4", by="chef-de-file").kind == "recorded"
    assert [one.holder for one in actions(sqlite_world)] == ["chef-de-file-rh"]


def test_an_action_of_a_meeting_is_on_an_objective_on_a_project_or_on_the_meeting(world: World) -> None:
    meeting = "/instance action Comex du 12/11/2020"
    record(world, f"{meeting} « Un » par appui avant le 15/12/2020", "comex")
    record(world, f"{meeting} « Deux » par appui avant le 16/12/2020 sur 4.2.2", "comex")
    record(world, f"{meeting} « Trois » par appui avant le 17/12/2020 sur le projet télétravail", "comex")
    assert [one.subject for one in actions(world)] == [
        ("meeting", "comex@2020-11-12"),
        ("objective", "4.2.2"),
        ("project", "developpement-du-teletravail"),
    ]
    refused = world.say(f"{meeting} « Quatre » par appui avant le 18/12/2020 sur 4.2.2 et 4.1.1", by="comex")
    assert "un seul objectif ou projet" in refused.text
    listed = world.say("/action liste Comex", by="agent").text
    assert "Actions à faire, Comex : 3 actions" in listed
    assert "sur 4.2.2 Déployer les outils collaboratifs" in listed


@pytest.mark.parametrize(
    ("typed", "asked", "answers"),
    [
        ("par appui sur 4.2.2", "Pour quand", ("15/12/2020",)),
        ("avant le 15/12/2020 sur 4.2.2", "Par qui", ("appui",)),
        ("sur 4.2.2", "Par qui", ("appui", "15/12/2020")),
    ],
)
def test_what_was_said_of_a_meeting_s_action_is_kept_while_the_rest_is_asked(
    sqlite_world: World, typed: str, asked: str, answers: tuple[str, ...]
) -> None:
    last = sqlite_world.say(f"/instance action Comex du 12/11/2020 « Préparer la revue » {typed}", by="comex")
    assert asked in last.text
    for answer in answers:
        last = sqlite_world.say(answer, by="comex")
    assert last.kind == "recorded"
    [action] = actions(sqlite_world)
    assert (action.subject, action.holder, action.due_on) == (("objective", "4.2.2"), "appui", date(2020, 12, 15))
    assert (action.body, action.on) == ("comex", date(2020, 11, 12))


def test_an_action_taken_back_is_neither_done_nor_put_off(sqlite_world: World) -> None:
    number = record(sqlite_world)
    sqlite_world.say(f"/objectif annuler {number}", by="chef-de-file")
    for typed in (f"fait {number}", f"reporter {number} 15/01/2021 motif retard"):
        assert f"L'action n° {number} a été annulée." in sqlite_world.say(f"/action {typed}", by="manager").text
    assert sqlite_world.say("/action", by="manager").text == "Vos actions à faire : aucune."
    assert sqlite_world.say("/action", by="inconnu").text == "Vos actions à faire : aucune."


def test_a_past_meeting_s_action_may_be_due_since(sqlite_world: World) -> None:
    meeting = "/instance action Comex du 12/11/2020 « Un » par appui avant le"
    assert "est passée" in sqlite_world.say(f"{meeting} 11/11/2020", by="comex").text
    answer = sqlite_world.say(f"{meeting} 20/11/2020", by="comex")
    assert "échéance 20 novembre 2020 (dépassée de 3 jours)" in answer.text
    assert "Échéance 20 novembre 2020 dépassée de 3 jours" in sqlite_world.say("/action", by="appui").text


# Done, put off


def test_who_is_to_act_says_it_done_in_one_click(world: World) -> None:
    number = record(world)
    listed = world.say("/action", by="manager")
    assert f"n° {number} · Rédiger le cahier des charges" in listed.text
    assert listed.labels == [f"Fait (n° {number})", f"Reporter (n° {number})"]
    done = world.say("1", by="manager")
    assert f"sur 4.1.1, l'action n° {number} est faite" in done.text
    assert world.say("/action", by="manager").text == "Vos actions à faire : aucune."
    again = world.say(f"/action fait {number}", by="manager")
    assert "est déjà faite, depuis le 23 novembre 2020. Rien n'a été enregistré." in again.text
    assert "est déjà faite" in world.say(f"/action reporter {number} T2 2021 motif retard", by="manager").text
    # Taking it back opens the action again.
    assert world.say(done.says[0], by="manager").kind == "reversed"
    assert [one.state for one in actions(world)] == [MatterState.OPEN]


def test_a_postponed_action_keeps_its_first_date_each_reason_and_the_drift(world: World) -> None:
    number = record(world)
    world.later(days=1)
    world.say(f"/action reporter {number} au 15/01/2021 motif « marché infructueux »", by="manager")
    world.later(days=1)
    answer = world.say(f"/action reporter {number} T1 2021 parce que le fournisseur a du retard", by="chef-de-file")
    assert "Échéance 31 mars 2021, dans 126 jours" in answer.text
    assert "Échéance initiale 15 décembre 2020, révisée 2 fois, glissement de 106 jours" in answer.text
    first, second = (f"Portée au {day}" for day in ("15 janvier 2021 le 24", "31 mars 2021 le 25"))
    assert f"{first} novembre 2020 par {world.label('manager')} : « marché infructueux »" in answer.text
    assert f"{second} novembre 2020 par {world.label('chef-de-file')} : « le fournisseur a du retard »" in answer.text
    assert "révisée 2 fois" in world.say("/action liste 4.1.1").text
    [action] = actions(world)
    assert (action.first_due_on, action.due_on) == (date(2020, 12, 15), date(2021, 3, 31))
    # A revision taken back is none.
    world.say(answer.says[0], by="chef-de-file")
    assert "révisée 1 fois, glissement de 31 jours" in world.say("/action liste 4.1.1").text
    with world.database.write() as session:
        before = [(one.state, one.due_on) for one in matters.actions(session, reader=EVERYTHING)]
        rebuild(session, subject=("objective", "4.1.1"))
        assert [(one.state, one.due_on) for one in matters.actions(session, reader=EVERYTHING)] == before


def test_a_button_to_put_off_asks_for_the_day_and_the_reason(sqlite_world: World) -> None:
    number = record(sqlite_world)
    sqlite_world.say("/action", by="manager")
    assert "Pour quand" in sqlite_world.say("2", by="manager").text
    assert "Pour quel motif" in sqlite_world.say("15/01/2021", by="manager").text
    assert "nouvelle échéance" in sqlite_world.say("le fournisseur a du retard", by="manager").text
    assert [one.due_on for one in actions(sqlite_world)] == [date(2021, 1, 15)]
    assert number == actions(sqlite_world)[0].number


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("au 15/01/2021 caractère urgent du dossier", "caractère urgent du dossier"),
        ("15 janvier 2021 finalement plus tard", "finalement plus tard"),
        ("15/01/2021 car le marché glisse", "le marché glisse"),
        ("jusqu'au 15 janvier 2021 « motif interne »", "motif interne"),
    ],
)
def test_a_reason_needs_no_word_before_it(sqlite_world: World, typed: str, reason: str) -> None:
    number = record(sqlite_world)
    assert f"« {reason} »" in sqlite_world.say(f"/action reporter {number} {typed}", by="manager").text
    assert [one.due_on for one in actions(sqlite_world)] == [date(2021, 1, 15)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fait 999", "Il n'y a pas d'action n° 999."),
        ("fait beaucoup", "Quel numéro"),
        ("fait", "Quelle action"),
        ("reporter {number} 15/12/2020 motif « même jour »", "est déjà le 15 décembre 2020. Rien n'a été enregistré."),
        ("reporter {number} 01/11/2020 motif « trop tôt »", "est passée"),
        ("reporter {number} 31/02/2021 motif « jamais »", "n'existe pas"),
        ("reporter {number} bientôt motif « flou »", "Je ne lis pas de date"),
        ("reporter {number} 15/01/2021 motif 🤷", "Dites-le en quelques mots."),
        ("reporter {number} 15/01/2021 motif " + "long " * 2_000, "500 au plus"),
        ("reporter {number} 15/01/2021", "Pour quel motif"),
    ],
)
def test_what_makes_no_sense_changes_nothing(sqlite_world: World, typed: str, said: str) -> None:
    number = record(sqlite_world)
    before = actions(sqlite_world)
    assert said in sqlite_world.say(f"/action {typed.format(number=number)}", by="manager").text
    assert actions(sqlite_world) == before


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        ("« Écrire » par zorro avant le 15/12/2020", "Je ne connais personne sous « zorro »."),
        ("« Écrire » par Comex avant le 15/12/2020", "est une instance"),
        ("« Écrire » par @channel avant le 15/12/2020", "Je ne connais personne sous « @channel »."),
        ("« Écrire » par manager avant le 15/10/2020", "L'échéance du 15 octobre 2020 est passée"),
        ("Écrire tout cela par manager avant le 15/10/2020", "est passée"),
        ("« Écrire » par manager avant le 31/02/2021", "n'existe pas"),
        ("« Écrire » avant le 15/10/2020", "est passée"),
        ("« Écrire » par manager avant le 15/12/2020 en Comex du 12/12/2020", "est à venir"),
        ("« Écrire » par manager avant le 15/12/2020 en instance Atlantide", "« Atlantide »"),
        ("« 🎉 » par manager avant le 15/12/2020", "Dites-le en quelques mots."),
        ("long " * 2_000, "500 au plus"),
    ],
)
def test_an_action_that_makes_no_sense_is_not_recorded(sqlite_world: World, behind: str, said: str) -> None:
    answer = sqlite_world.say(f"/objectif action 4.1.1 {behind}", by="chef-de-file")
    assert said in answer.text
    assert answer.kind == "misread"
    assert actions(sqlite_world) == []


def test_markup_and_mentions_stay_text(sqlite_world: World) -> None:
    text = "<!channel> @room <b>gras</b> *x* '; DROP TABLE matter; --"
    record(sqlite_world, f"/objectif action 4.1.1 « {text} » par manager avant le 15/12/2020")
    assert text in sqlite_world.say("/action", by="manager").text


def test_of_two_who_say_it_done_at_once_the_second_is_told(world: World) -> None:
    number = record(world)
    with ThreadPoolExecutor(4) as together:
        said = [together.submit(world.say, f"/action fait {number}", by=by) for by in ("manager", "chef-de-file") * 2]
        kinds = sorted(each.result().kind for each in said)
    assert kinds == ["misread", "misread", "misread", "recorded"]


# Rights


@pytest.mark.parametrize("by", ["agent", "comex", "chef-de-file-rh"])
def test_others_neither_close_an_action_nor_put_it_off(sqlite_world: World, by: str) -> None:
    number = record(sqlite_world)
    for typed in (f"fait {number}", f"reporter {number} 15/01/2021 motif retard"):
        refused = sqlite_world.say(f"/action {typed}", by=by)
        assert refused.kind == "refused"
        assert f"est confiée à {sqlite_world.label('manager')}" in refused.text
    assert not sqlite_world.say("/action liste 4.1.1", by=by).buttons
    assert [one.state for one in actions(sqlite_world)] == [MatterState.OPEN]


@pytest.mark.parametrize("by", ["manager", "chef-de-file", "appui", "comex"])
def test_those_who_may_close_a_body_s_action(sqlite_world: World, by: str) -> None:
    number = record(sqlite_world, f"{RECORD} en Comex du 12/11/2020")
    assert sqlite_world.say(f"/action fait {number}", by=by).kind == "recorded"


def test_an_action_is_not_recorded_by_those_who_have_no_voice(sqlite_world: World) -> None:
    for by in ("agent", "comex", "chef-de-file-rh"):
        assert sqlite_world.say(RECORD, by=by).kind == "refused"
    meeting = "/instance action COSTRAT du 12/11/2020 « Un » par appui avant le 15/12/2020"
    assert sqlite_world.say(meeting, by="comex").kind == "refused"
    assert actions(sqlite_world) == []


# Lists


def test_lists_go_by_pages_the_soonest_due_first(sqlite_world: World) -> None:
    for day in range(12, 0, -1):
        record(sqlite_world, f"/objectif action 4.1.1 « Action du {day} » par manager avant le {day}/12/2020")
    first = sqlite_world.say("/action", by="manager").text
    assert "Vos actions à faire : 12 actions" in first
    assert [f"Action du {day}\n" in first for day in (1, 2, 10, 11)] == [True, True, True, False]
    following = sqlite_world.say("suite", by="manager").text
    assert [f"Action du {day}\n" in following for day in (10, 11, 12)] == [False, True, True]


def test_an_objective_s_list_has_the_actions_of_its_key_results(sqlite_world: World) -> None:
    record(sqlite_world, RECORD.replace("4.1.1", "4.1.1.a"))
    assert "Actions à faire sur 4.1.1 : 1 action" in sqlite_world.say("/action liste 4.1.1").text
    assert sqlite_world.say("/action liste 4.1.2").text == "Actions à faire sur 4.1.2 : aucune."


def test_a_sentence_that_begins_with_action_stays_a_sentence(sqlite_world: World) -> None:
    assert sqlite_world.say("action cœur de ville").kind not in {"misread", "list"}


def test_every_example_of_the_help_works(sqlite_world: World) -> None:
    for command in TABLE.commands:
        if command.words[0] == "action" or command.words[1] in {"décision", "action", "relevé"}:
            for sentence in command.help.examples:
                by = {"projet": "chef-de-projet", "instance": "comex"}.get(command.words[0], "chef-de-file")
                assert sqlite_world.say(f"/{sentence}", by=by).kind in {"recorded", "list", "minutes"}, sentence


# Restricted projects


def test_a_restricted_project_s_action_is_there_for_its_circle_alone(world: World) -> None:
    typed = f"/projet action {SECRET} « Auditer » par chef-de-file avant le 15/12/2020 en Comex du 05/11/2020"
    number = record(world, typed, "dgs")
    unknown = number + 1_000
    for sentence in ("/action fait {}", "/action reporter {} 15/01/2021 motif retard"):
        absent = world.say(sentence.format(unknown), by="comex").text
        assert world.say(sentence.format(number), by="comex").text == absent.replace(str(unknown), str(number))
    assert world.say("/action liste Comex", by="comex").text == "Actions à faire, Comex : aucune."
    assert "sécurité" not in world.say(f"/action liste {SECRET}", by="comex").text
    assert "Auditer" in world.say("/action liste Comex", by="dgs").text
    own = world.say("/action", by="chef-de-file")
    assert "Auditer" in own.text
    # What tells of it goes to the asker alone, wherever they ask.
    assert own.message.personal
    assert world.say(f"/action fait {number}", by="chef-de-file").message.personal


def test_nobody_is_given_an_action_that_they_may_not_read(sqlite_world: World) -> None:
    answer = sqlite_world.say(f"/projet action {SECRET} « Auditer » par agent avant le 15/12/2020", by="chef-de-file")
    assert "ne fait pas partie de ceux qui lisent ce projet" in answer.text
    assert actions(sqlite_world) == []


def test_who_leaves_the_circle_no_longer_sees_the_action(sqlite_world: World) -> None:
    world = sqlite_world
    world.restrict("programme-stratobus", to="agent")
    with world.database.write() as session:
        appui = session.scalars(select(Person).where(Person.handle == "chef-de-projet")).one()
        session.add(CircleMember(circle_key="cercle-programme-stratobus", person_id=appui.id))
    world.lead("programme-stratobus", "agent", role=LeadRole.SPONSOR)
    number = record(
        world, "/projet action programme-stratobus « Voler » par chef-de-projet avant le 15/12/2020", "agent"
    )
    assert "Voler" in world.say("/action", by="chef-de-projet").text
    with world.database.write() as session:
        person = session.scalars(select(Person).where(Person.handle == "chef-de-projet")).one()
        member = select(CircleMember).where(CircleMember.person_id == person.id)
        session.delete(session.scalars(member.where(CircleMember.circle_key == "cercle-programme-stratobus")).one())
    assert world.say("/action", by="chef-de-projet").text == "Vos actions à faire : aucune."
    assert f"Il n'y a pas d'action n° {number}." in world.say(f"/action fait {number}", by="chef-de-projet").text
