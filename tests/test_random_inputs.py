"""Whatever is typed is answered: nothing raises, nothing is an incident, and what is typed stays text."""

from __future__ import annotations

import random
import string

import pytest

from bot.plain import plain
from commands.message import Message, Strong, paragraph
from tests.world import World

PIECES = (
    "/objectif /projet /instance /communaute /dimension ! // statut liste chercher historique fiche info aide moi "
    "4.2.2 4.2.2.b 2.2 9.9.9 P4 pilier axe 4 7 hors sauf et , T3 2020 T9 2020 2021 31/02/2021 avant juin cette semaine "
    "échéance dépassée réalisé unité Istres istre thématique habitat Territoire Pays d'Aix CAP Managers z0gravity "
    "etat suite annuler 1 2 99 page page 2 page 0 mon périmètre "
    "<!channel> @room *gras* <b> ' OR 1=1 -- ; DROP TABLE person; \" « »"
).split(" ")
ALPHABETS = (
    string.printable,
    "".join(map(chr, range(0x300, 0x370))),
    "\U0001f600\U0001f44d\U0001f3fd\u200b\u202e\ufeff\x00\x1b[31m",
    "\u65e5\u672c\u8a9e\u0627\u0644\u0639\u0420\u0443\u0441",
)


def inputs(number: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        if chance.random() < 0.7:
            made.append(" ".join(chance.choices(PIECES, k=chance.randint(1, 9))))
        else:
            alphabet = chance.choice(ALPHABETS)
            made.append("".join(chance.choices(alphabet, k=chance.randint(0, 120))))
    return made


def check(world: World, texts: list[str]) -> None:
    for text in texts:
        answer = world.say(text, by=random.Random(text).choice(("agent", "manager", "appui", "inconnu")))
        assert answer.kind != "incident", repr(text)
        assert answer.text.strip(), repr(text)


def test_no_input_is_an_incident(sqlite_world: World) -> None:
    check(sqlite_world, inputs(500, seed=2020))


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_no_input_is_an_incident_at_length(world: World) -> None:
    check(world, inputs(10_000, seed=2021))


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "pilier " * 3_000, "4.2.2 " * 3_000, "😀" * 5_000, "/objectif liste " + "T3 2020 hors " * 1_500],
)
def test_a_very_long_input_is_answered(sqlite_world: World, text: str) -> None:
    answer = sqlite_world.say(text)
    assert answer.kind != "incident"
    assert len(answer.text) < 6_000


def test_inputs_on_postgresql_too(world: World) -> None:
    check(world, inputs(60, seed=7))


def test_what_is_typed_is_text_and_never_markup(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", name="<!channel> *gras* @room <b>x</b>")
    assert "<!channel> *gras* @room <b>x</b>" in sqlite_world.say("/projet statut programme-stratobus").text
    assert plain(Message((paragraph(("a ", Strong("*b*"))),))) == "a *b*"
