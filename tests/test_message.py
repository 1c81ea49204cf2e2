"""Messages: what they carry, and how they read as plain text."""

from __future__ import annotations

from bot.plain import plain
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
    Link,
    Mention,
    Message,
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


def test_what_is_data_is_never_markup() -> None:
    title = "<!channel> @room *gras* _i_ `c` <b>x</b> [l](https://a.fr) &amp; \\n"
    message = Message(
        (
            paragraph((Strong(title),), title),
            Bullets((Item((title,), ((title,),)),)),
            Facts((Fact("Titre", (title,)),)),
            Choices((Button(title, says="oui"),)),
        )
    )
    assert plain(message).count(title) == 6


def test_a_quiet_answer_is_not_personal() -> None:
    assert not say("à vous", audience=Audience.QUIET).personal
    assert say("à vous", audience=Audience.PERSONAL).personal
