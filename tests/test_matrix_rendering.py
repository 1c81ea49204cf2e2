"""Messages as Matrix events: golden files, sizes, and nothing in them but literal text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matrix.contents import poll_of, replacing, text_content
from bot.matrix.rendering import EVENT_BYTES, render
from commands.message import (
    Bullets,
    Button,
    Choices,
    Fact,
    Facts,
    File,
    Item,
    Link,
    Mention,
    Message,
    Strong,
    Table,
    paragraph,
    say,
)

GOLDEN = Path(__file__).parent / "golden" / "matrix"

EVERY_BLOCK = Message(
    (
        paragraph(
            (Strong("4.2.2 Déployer"), " : voir ", Link("la fiche", "https://exemple.fr/f?a=1&b=2")), "Ligne <2>"
        ),
        Bullets((Item(("premier",), (("détail",),)), Item(("second",), mark="a."))),
        Facts((Fact("chef de file", (Mention("chef", "La cheffe"), " et ", Mention("autre", "un autre"))),)),
        Table(("Pilier", "Réalisés"), ((("4",), ("2",)), (("7",), ("0",))), caption="Objectifs par pilier"),
        Choices((Button("Oui", says="oui"), Button("Non", says="non", letter="n"))),
        Choices((Button("Un choix dont le libellé est long à lire", says="x", detail="pilier 4"),)),
        File("liste.csv", "text/csv", b"a;b"),
    )
)


def written(message: Message, *, direct: bool = True) -> list[dict[str, str]]:
    rendered = render(message, accounts={"chef": "@chef:exemple.fr"}, direct=direct)
    return [{"body": part.body, "html": part.html} for part in rendered.parts]


def assert_golden(name: str, message: Message) -> None:
    path = GOLDEN / f"{name}.json"
    found = json.dumps(written(message), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_block_is_written_as_the_golden_file_says() -> None:
    assert_golden("every-block", EVERY_BLOCK)


def test_those_who_are_called_and_known_are_mentioned() -> None:
    rendered = render(EVERY_BLOCK, accounts={"chef": "@chef:exemple.fr"}, direct=True)
    assert rendered.mentions == ("@chef:exemple.fr",)
    assert [type(block) for block in rendered.attachments] == [File]
    assert text_content(rendered.parts[0], notice=False, mentions=rendered.mentions)["m.mentions"] == {
        "user_ids": ["@chef:exemple.fr"]
    }


@pytest.mark.parametrize("text", ["x" * 60_000, "é<&>" * 15_000, "\n".join(["ligne"] * 10_000), "😀" * 20_000])
def test_a_long_text_is_split_below_the_size_of_an_event_and_loses_nothing(text: str) -> None:
    message = Message((paragraph((text,)), Bullets(tuple(Item((text[:2_000],)) for _ in range(20)))))
    rendered = render(message, accounts={}, direct=True)
    contents = [text_content(part, notice=False, mentions=()) for part in rendered.parts]
    assert all(len(json.dumps(content).encode()) < 65_000 * 3 for content in contents)
    assert all(part.size <= EVENT_BYTES for part in rendered.parts)
    assert "".join("".join(part.body.split()) for part in rendered.parts).startswith("".join(text.split()))
    for part in rendered.parts:
        assert part.html.count("<ul>") == part.html.count("</ul>")
        assert part.html.count("<p>") == part.html.count("</p>")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_literal_text(text: str) -> None:
    message = Message((paragraph((Strong(text), text)), Choices((Button(text, says="x"),), ballot=text)))
    for part in render(message, accounts={}, direct=False).parts:
        bare = part.html
        for tag in ("p", "/p", "strong", "/strong", "br"):
            bare = bare.replace(f"<{tag}>", "")
        assert "<" not in bare
        assert "@room" not in part.body.lower()
        assert not any(mark in part.body + part.html for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f")


def test_a_command_is_shown_with_the_sign_that_matrix_clients_leave_alone() -> None:
    [part] = written(say("Tapez « /objectif statut 4.2.2 », ou lisez https://exemple.fr/projet et et/ou /etc"))
    assert part["body"] == "Tapez « !objectif statut 4.2.2 », ou lisez https://exemple.fr/projet et et/ou /etc"


def test_an_address_that_is_none_of_the_web_s_is_no_link() -> None:
    [part] = written(say((Link("cliquez", "javascript:alert(1)"),)))
    assert part == {"body": "cliquez", "html": "<p>cliquez</p>"}


def test_a_correction_keeps_no_mention_and_no_thread() -> None:
    [part] = render(say("Votants : 2"), accounts={}, direct=True).parts
    content = {**text_content(part, notice=False, mentions=()), "m.relates_to": {"rel_type": "m.thread"}}
    found = replacing(content, "$1")
    assert found["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$1"}
    assert "m.relates_to" not in found["m.new_content"]


def test_a_poll_has_the_numbers_that_are_typed() -> None:
    before = Choices((Button("Historique", says="h"),))
    ballot = Choices((Button("Oui", says="o"), Button("Non", says="n")), ballot="D'accord ?")
    found = poll_of(Message((before, ballot)))
    assert found is not None
    start = found["org.matrix.msc3381.poll.start"]
    assert [each["id"] for each in start["answers"]] == ["2", "3"]
    assert poll_of(Message((before,))) is None
    assert poll_of(Message((Choices(ballot.buttons, ballot="D'accord ?", secret=True),))) is None
