"""Messages as Block Kit: what is shown, within every limit, literal, split and never cut."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain import plain
from bot.slack import home, modals
from bot.slack.blocks import Drawing, Part, parts
from bot.slack.choices import matching
from commands.charts import Bar, StackedBars
from commands.message import (
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
    Paragraph,
    Picture,
    Strong,
    Table,
    paragraph,
    say,
    text_of,
)
from commands.table import TABLE
from tests.block_checker import problems_of_message, problems_of_view
from tests.world import Say, World

GOLDEN = Path(__file__).parent / "golden" / "slack"
HOSTILE = (
    "<!channel> <@U123> <https://mal.example|clic> *gras* _souligné_ ~barré~ `code` :tada: & < >",
    "> une citation",
    "@here @channel #general",
    "*",
    "a\n> b",
)


def shown(parts_: list[Part]) -> str:
    """Everything that the blocks show as text."""
    return "\n".join(_shown(block) for part in parts_ for block in part.blocks)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "text", "raw_text"}:
            text = str(value["text"])
            return text if value["type"] != "mrkdwn" else _literal(text)
        return "".join(_shown(each) for name, each in value.items() if name not in {"placeholder"})
    if isinstance(value, list):
        return "".join(_shown(each) for each in value)
    return ""


def _literal(text: str) -> str:
    return text.replace("*", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def checked(message: Message, drawing: Drawing | None = None) -> list[Part]:
    made = parts(message, drawing or Drawing())
    for part in made:
        assert problems_of_message({"text": part.text, "blocks": list(part.blocks)}) == []
    return made


CHART = StackedBars("Avancement", ("fait", "reste"), (Bar("Pilier 1", (1, 2)),), "Source : DiMENSiON")
EVERY_BLOCK = Message(
    (
        paragraph((Strong("4.2.2"), " Déployer les outils & former < 90 %"), "Source : DiMENSiON"),
        Bullets((Item(("Mettre en place",), (("échéance T3 2020",),), mark="a."), Item(("Autre",)))),
        Facts((Fact("Chef de file", (Mention("U0123", "Chef de file Numérique"),)),)),
        Table(("Objectif", "Météo"), ((("4.2.2",), ("couvert",)), (("4.1.1",), ("",))), caption="Deux objectifs"),
        Picture("avancement", CHART, (("Pilier 1 : 1 sur 3",),)),
        File("export.xlsx", "application/vnd.ms-excel", b"x" * 4_000),
        paragraph(("Voir ", Link("la fiche", "https://intranet.example/fiche?a=1&b=2"))),
        Choices((Button("Historique", "objectif historique 4.2.2"), Button("Fiche", "objectif fiche 4.2.2"))),
    )
)
LONG_CHOICES = Message(
    (
        paragraph("Lequel ?"),
        Choices(
            tuple(Button(f"{n}.2.2 " + "très long intitulé " * 5, f"statut {n}.2.2", f"pilier {n}") for n in range(7))
        ),
    )
)
MENU = Message(
    (paragraph("Lequel ?"), Choices(tuple(Button(f"Projet {n}", f"projet statut p{n}", "eau") for n in range(60))))
)
FORM = Message(
    (
        paragraph("Il manque l'échéance."),
        Form("Mettre à jour", "objectif maj 4.2.2.b", (Field("due", "Échéance", FieldKind.TEXT),)),
    )
)
GOLDENS = {
    "every-block": (EVERY_BLOCK, Drawing(pictures={"avancement": "F0123"})),
    "without-files": (EVERY_BLOCK, Drawing(tables=False)),
    "long-choices": (LONG_CHOICES, Drawing()),
    "menu": (MENU, Drawing()),
    "form": (FORM, Drawing(reopens="objectif maj 4.2.2.b")),
    "hostile": (say(*((line, Strong(line)) for line in HOSTILE)), Drawing()),
}


SUBMITTED = Form(
    "Point d'étape de l'objectif opérationnel",
    "objectif maj 4.2.2.b",
    (
        Field("progress", "Avancement", hint="62 %", initial="40 %"),
        Field(
            "weather", "Météo", FieldKind.CHOICE, required=False, initial="couvert",
            options=(Button("couvert", "couvert", "objectifs atteignables"), Button("orage", "orage")),
        ),
        Field("comment", "Commentaire", FieldKind.LONG_TEXT, required=False),
        Field("project", "Projet", options=tuple(Button(f"Projet {n}", f"p{n}") for n in range(101))),
    ),
)  # fmt: skip
VIEWS = {
    "modal": modals.view(SUBMITTED, modals.Filled("objectif maj 4.2.2.b", "C1", thread="1.2", kept="abc")),
    "home": home.view(EVERY_BLOCK, Drawing(tables=False)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_view_is_that_of_the_golden_file(name: str) -> None:
    assert problems_of_view(VIEWS[name]) == []
    assert VIEWS[name] == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GOLDENS)
def test_the_blocks_are_those_of_the_golden_file(name: str) -> None:
    message, drawing = GOLDENS[name]
    made = [{"text": part.text, "blocks": list(part.blocks)} for part in checked(message, drawing)]
    expected = GOLDEN / f"{name}.json"
    assert made == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_stays_literal(text: str) -> None:
    for message in (say(text), say((Strong(text),)), say(("Titre : ", text, " fin"))):
        made = checked(message)
        assert " ".join(text.split()) in " ".join(shown(made).split())
        assert "<!" not in made[0].text
        for block in made[0].blocks:
            assert "<" not in block.get("text", {}).get("text", "")


def test_weight_that_would_not_hold_between_letters_is_written_as_rich_text() -> None:
    (part,) = checked(say(("mé", Strong("tro"), "pole")))
    assert part.blocks[0]["type"] == "rich_text"


def test_only_a_span_mentions_and_only_a_platform_s_person() -> None:
    (part,) = checked(say((Mention("U0123ABC", "Chef"), " et ", Mention("chef-de-projet", "Chef de projet"))))
    assert part.blocks[0]["text"]["text"] == "<@U0123ABC> et Chef de projet"


def test_a_long_text_is_divided_and_nothing_is_lost() -> None:
    words = " ".join(f"mot{n}" for n in range(5_000))
    made = checked(say(words))
    assert "".join(shown(made).split()) == "".join(words.split())
    assert len(made) > 1


def test_many_blocks_make_several_messages() -> None:
    made = checked(Message(tuple(paragraph(f"Paragraphe {n}") for n in range(120))))
    assert [len(part.blocks) for part in made] == [50, 50, 20]
    assert "Paragraphe 119" in made[-1].text


def test_more_than_a_hundred_choices_are_asked_of_us() -> None:
    many = Message((Choices(tuple(Button(f"Projet {n}", f"projet statut p{n}") for n in range(150))),))
    (part,) = checked(many, Drawing(menu="abc"))
    assert part.blocks[0]["elements"][0]["type"] == "external_select"
    assert part.blocks[0]["block_id"] == "menu:abc"
    assert [position for position, _ in matching(many.buttons, "projet 14")] == [14, *range(114, 115), *range(140, 150)]


def test_a_sentence_too_long_for_a_button_is_written_out() -> None:
    made = checked(Message((Choices((Button("Reprendre", "objectif maj " + "x" * 2_100),)),)))
    assert "x" * 2_100 in shown(made).replace("\n", "")


@given(
    st.lists(st.text(min_size=0, max_size=400), min_size=1, max_size=30),
    st.lists(st.tuples(st.text(max_size=120), st.text(max_size=200), st.text(max_size=120)), max_size=30),
)
def test_anything_that_is_said_keeps_the_limits_and_every_character(
    lines: list[str], buttons: list[tuple[str, str, str]]
) -> None:
    message = Message((Paragraph(tuple((each,) for each in lines)), Choices(tuple(Button(*each) for each in buttons))))
    made = checked(message)
    said = "".join("".join(lines).split())
    assert said in "".join(shown(made).split()).replace("\u200b", "")


def test_the_answers_of_every_command_keep_the_limits(sqlite_world: World, say: Say) -> None:
    sentences = {f"/{command.sentence}" for command in TABLE.commands}
    sentences |= {f"/{example}" for command in TABLE.commands for example in command.help.examples}
    sentences |= {f"/dimension aide {name}" for name in TABLE.groups} | {"2.2", "télétravail", "projets", "T4 2020"}
    for sentence in sorted(sentences):
        for by in ("manager", "chef-de-projet-voirie", "appui", "inconnu"):
            answer = say(sentence, by=by)
            made = checked(answer.message)
            first = next(iter(plain(answer.message).splitlines()), "")
            assert "".join(first.removeprefix("- ").split())[:20] in "".join(shown(made).split()), sentence


def test_the_alternative_of_a_picture_is_its_text() -> None:
    (part,) = checked(Message((Picture("p", CHART, (("Pilier 1 : 1 sur 3",),)),)), Drawing(pictures={"p": "F1"}))
    assert part.blocks[0]["alt_text"] == text_of(("Pilier 1 : 1 sur 3",))


def write_goldens() -> None:
    """Write the golden files anew, to be read before they are committed."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, (message, drawing) in GOLDENS.items():
        made = [{"text": part.text, "blocks": list(part.blocks)} for part in parts(message, drawing)]
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        (GOLDEN / f"{name}.json").write_text(text, encoding="utf-8")
    for name, view in VIEWS.items():
        text = json.dumps(view, ensure_ascii=False, indent=1) + "\n"
        (GOLDEN / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_goldens()
