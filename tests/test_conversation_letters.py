"""Choices by one letter, and forms of which a conversation asks fewer questions."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.plain import plain
from commands.arguments import as_typed
from commands.call import Call
from commands.command import Argument, Command, Help
from commands.message import Button, Choices, Field, FieldKind, Form, Message, paragraph
from commands.message import say as message
from commands.request import Door
from commands.wire import UnreadablePayload, dump, load
from storage.rows.bookkeeping import Conversation
from tests.world import World

SLACK = Door(carries_sentences=True, shows_forms=True)


def offered(call: Call, words: str = "") -> Message:
    del call, words
    buttons = (
        Button("Inchangé", says="essai dire rien", letter="i"),
        Button("Modifier", says="essai dire", letter="m", takes_words=True),
        Button("Aide", says="dimension aide"),
    )
    return Message((paragraph("Que faire ?"), Choices(buttons)))


def asked(call: Call, words: str = "", progress: str = "") -> Message:
    del call
    if words or progress:
        return message(f"dit : {words}{progress}")
    fields = (Field("progress", "Avancement", initial="40 %"), Field("weather", "Météo", FieldKind.CHOICE))
    form = Form("Point d'étape", "essai dire", fields, spoken=(Field("words", "Où en est-il ?", initial="40 %"),))
    return Message((paragraph("4.2.2.b, en cours"), form))


def typing(world: World) -> World:
    """A world whose commands offer letters and a form."""
    words = Argument("words", as_typed, required=False)
    progress = Argument("progress", as_typed, required=False)
    world.use(
        Command(("essai", "offrir"), offered, Help("", ""), lambda call, values: True),
        Command(("essai", "dire"), asked, Help("", ""), lambda call, values: True, (words, progress)),
    )
    return world


def test_a_button_shows_its_letter_beside_its_number() -> None:
    assert plain(Message((Choices((Button("Inchangé", says="i", letter="i"), Button("Aide", says="a"))),))) == (
        "[1 ou i] Inchangé  [2] Aide"
    )
    long = Button("Un libellé assez long pour sa ligne", says="b", detail="projet", letter="b")
    assert plain(Message((Choices((long,)),))) == "[1 ou b] Un libellé assez long pour sa ligne (projet)"


@pytest.mark.parametrize("typed", ["i", "I", " i ", "[i]", "i.", "i)"])
def test_a_letter_says_the_sentence_of_its_button(sqlite_world: World, typed: str) -> None:
    world = typing(sqlite_world)
    assert "[1 ou i] Inchangé  [2 ou m] Modifier  [3] Aide" in world.say("/essai offrir").text
    assert world.say(typed).text == "dit : rien"


@pytest.mark.parametrize(
    "typed", ["m 62 %, couvert", "M 62 %, couvert", "m: 62 %, couvert", "m62 %, couvert", "[m] 62 %, couvert"]
)
def test_words_after_a_letter_complete_its_sentence(sqlite_world: World, typed: str) -> None:
    world = typing(sqlite_world)
    world.say("/essai offrir")
    assert world.say(typed).text == "dit : 62 %, couvert"


@pytest.mark.parametrize("typed", ["i a quelle date finit 4.2.2 ?", "m'afficher 4.2.2", "mais 4.2.2"])
def test_a_sentence_that_begins_with_a_letter_stays_a_sentence(sqlite_world: World, typed: str) -> None:
    world = typing(sqlite_world)
    world.say("/essai offrir")
    assert not world.say(typed).text.startswith("dit")


def test_a_letter_that_was_not_offered_is_no_choice(sqlite_world: World) -> None:
    world = typing(sqlite_world)
    world.say("/essai offrir")
    assert world.say("z").text == "Il n'y a pas de choix « z » : les lettres sont i et m."
    assert world.say("i").text == "dit : rien"
    assert not world.say("i").text.startswith("dit")


@pytest.mark.parametrize("typed", ["i", "m 62 %"])
def test_a_letter_offered_half_an_hour_ago_is_no_longer_taken(sqlite_world: World, typed: str) -> None:
    world = typing(sqlite_world)
    world.say("/essai offrir")
    world.later(minutes=31)
    assert world.say(typed).text.startswith("Ces choix ne sont plus valables")


def test_choices_kept_before_there_were_letters_are_still_read(sqlite_world: World) -> None:
    world = typing(sqlite_world)
    world.say("/essai offrir")
    with world.database.write() as session:
        session.execute(update(Conversation).values(choices=[{"label": "Inchangé", "says": "essai dire rien"}]))
    assert world.say("1").text == "dit : rien"


def test_letters_are_kept_on_both_databases(world: World) -> None:
    typing(world).say("/essai offrir")
    assert world.say("m ça avance").text == "dit : ça avance"


@pytest.mark.parametrize("letters", [("i", "i"), ("I", "m"), ("in", "m"), ("1", "m"), ("é", "m")])
def test_each_button_has_a_letter_of_its_own(letters: tuple[str, str]) -> None:
    first, second = letters
    with pytest.raises(ValueError, match="a letter of its own"):
        Message((Choices((Button("A", says="a", letter=first),)), Choices((Button("B", says="b", letter=second),))))


def test_letters_go_through_the_outbox() -> None:
    sent = Message((Choices((Button("Modifier", says="m", letter="m", takes_words=True),)),))
    assert load(dump(sent)) == sent
    with pytest.raises(UnreadablePayload):
        load(dump(sent).replace('"letter":"m"', '"letter":"mm"'))


def test_a_message_written_before_there_were_letters_is_still_read() -> None:
    assert load('{"_":"Message","blocks":[{"_":"Choices","buttons":[{"_":"Button","label":"A","says":"a"}]}]}') == (
        Message((Choices((Button("A", says="a"),)),))
    )


def test_a_conversation_asks_only_what_is_to_be_spoken(sqlite_world: World) -> None:
    world = typing(sqlite_world)
    form = world.say("/essai dire", door=SLACK).message.form
    assert form is not None
    assert [field.name for field in form.fields] == ["progress", "weather"]
    assert world.say("/essai dire").text == (
        "4.2.2.b, en cours\nOù en est-il ?\nactuellement : 40 %\n(« passer » pour garder, « annuler » pour abandonner)"
    )
    assert world.say("62 %").text == "dit : 62 %"


def test_passing_a_question_keeps_what_stands(sqlite_world: World) -> None:
    world = typing(sqlite_world)
    world.say("/essai dire")
    assert world.say("passer").text == "dit : 40 %"


@pytest.mark.parametrize("typed", ["o", "oui", "Oui !", "je confirme", "1"])
def test_a_question_of_yes_or_no_is_answered_by_yes(sqlite_world: World, typed: str) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    warned = sqlite_world.say("4.2.2.a : vert", by="chef-de-file")
    assert warned.text.endswith("[1 ou o] Enregistrer quand même  [2] État")
    assert sqlite_world.say(typed, by="chef-de-file").kind == "recorded"
