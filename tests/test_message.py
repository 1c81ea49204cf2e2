"""Messages: what they carry, how they read as plain text, and their way to JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain import plain
from commands import wire
from commands.charts import Bar, StackedBars
from commands.message import (
    About,
    Audience,
    Bullets,
    Button,
    Choices,
    Fact,
    Facts,
    Field,
    FieldKind,
    File,
    Form,
    Item,
    Line,
    Link,
    Mention,
    Message,
    Paragraph,
    Picture,
    Strong,
    Table,
    lines_of,
    paragraph,
    say,
    text_of,
)

CHART = StackedBars("Titre", ("fait", "à faire"), (Bar("Pilier 1", (1, 2)),), "Source")
EVERYTHING = Message(
    (
        paragraph(
            ("Voir ", Strong("4.2.2"), ", ", Link("la page", "https://exemple.fr"), " ", Mention("appui", "l'appui"))
        ),
        Bullets((Item(("énoncé",), (("échéance",), ("cible",)), mark="a."), Item(("autre",)))),
        Facts((Fact("Rythme", ("mensuel",)),)),
        Table(("Code", "État"), ((("4.1.1",), ("à venir",)), (("4.1.2",), ("réalisé",))), caption="Deux objectifs"),
        Picture("avancement", CHART, (("Pilier 1 : 1 sur 3",),)),
        File("relevé.csv", "text/csv", b"a;b\n" * 1000),
        Choices((Button("Oui", says="oui"), Button("Non", says="non"))),
        Choices((Button("4.2.2 Déployer", says="objectif statut 4.2.2", detail="pilier 4"),)),
        Form("Mettre à jour", "objectif maj", (Field("entry", "Quel objectif ?", FieldKind.TEXT),)),
    ),
    Audience.PERSONAL,
    About("status", ("4.2.2",), ("stratobus",)),
)


def test_every_block_reads_as_plain_text() -> None:
    assert plain(EVERYTHING).replace("\u00a0", " ").replace("\u202f", " ") == (
        "Voir 4.2.2, la page (https://exemple.fr) l'appui\n"
        "a. énoncé\n"
        "   échéance\n"
        "   cible\n"
        "- autre\n"
        "Rythme : mensuel\n"
        "Deux objectifs\n"
        "Code : 4.1.1, État : à venir\n"
        "Code : 4.1.2, État : réalisé\n"
        "Pilier 1 : 1 sur 3\n"
        "Fichier joint : relevé.csv (4 ko)\n"
        "[1] Oui  [2] Non\n"
        "[3] 4.2.2 Déployer (pilier 4)\n"
        "Mettre à jour\n"
        "   - Quel objectif ?"
    )


def test_a_message_knows_its_buttons_form_and_audience() -> None:
    assert [button.says for button in EVERYTHING.buttons] == ["oui", "non", "objectif statut 4.2.2"]
    assert EVERYTHING.form is not None
    assert EVERYTHING.personal
    assert not say("bonjour").personal
    assert say("bonjour").form is None


def test_every_line_is_given_once() -> None:
    lines = [text_of(line) for line in lines_of(EVERYTHING)]
    assert lines[1:4] == ["énoncé", "échéance", "cible"]
    assert "Rythme : mensuel" in lines
    assert "Pilier 1 : 1 sur 3" in lines
    assert text_of((Link("https://exemple.fr", "https://exemple.fr"),)) == "https://exemple.fr"


def test_a_message_survives_its_way_through_json() -> None:
    assert wire.load(wire.dump(EVERYTHING)) == EVERYTHING
    assert json.loads(wire.dump(EVERYTHING))["audience"] == {"_": "Audience", "value": "personal"}


spans = st.one_of(st.text(), st.builds(Strong, st.text()), st.builds(Link, st.text(), st.text()))
lines: st.SearchStrategy[Line] = st.lists(spans, max_size=4).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, st.lists(lines, max_size=3).map(tuple)),
    st.builds(Bullets, st.lists(st.builds(Item, lines), max_size=3).map(tuple)),
    st.builds(File, st.text(), st.text(), st.binary()),
    st.builds(Choices, st.lists(st.builds(Button, st.text(), st.text()), max_size=3).map(tuple)),
)


@given(st.builds(Message, st.lists(blocks, max_size=4).map(tuple), st.sampled_from(Audience)))
def test_any_message_survives_its_way_through_json(message: Message) -> None:
    assert wire.load(wire.dump(message)) == message


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        '"texte"',
        '{"_": "Strong", "text": "x"}',
        '{"_": "Unknown"}',
        '{"_": "Message"}',
        '{"_": "Message", "blocks": [], "audience": {"_": "Audience", "value": "nobody"}, "about": null}',
        '{"blocks": []}',
        '{"_": "bytes", "value": "é"}',
    ],
)
def test_another_payload_is_refused(payload: str) -> None:
    with pytest.raises(wire.UnreadablePayload):
        wire.load(payload)
