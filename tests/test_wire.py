"""Messages on their way to JSON and back: the same, or refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import wire
from commands.charts import Bar, StackedBars
from commands.message import (
    Audience,
    Bullets,
    Button,
    Choices,
    Fact,
    Facts,
    Field,
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
)
from tests.test_message import EVERYTHING


def test_a_message_survives_its_way_through_json() -> None:
    assert wire.load(wire.dump(EVERYTHING)) == EVERYTHING
    assert json.loads(wire.dump(EVERYTHING))["audience"] == {"_": "Audience", "value": "personal"}


spans = st.one_of(
    st.text(),
    st.builds(Strong, st.text()),
    st.builds(Link, st.text(), st.text()),
    st.builds(Mention, st.text(), st.text()),
)
lines: st.SearchStrategy[Line] = st.lists(spans, max_size=4).map(tuple)
charts = st.builds(
    StackedBars,
    st.text(),
    st.just(("a",)),
    st.lists(st.builds(Bar, st.text(), st.tuples(st.integers())), max_size=2).map(tuple),
    st.text(),
)
blocks = st.one_of(
    st.builds(Paragraph, st.lists(lines, max_size=3).map(tuple)),
    st.builds(Bullets, st.lists(st.builds(Item, lines), max_size=3).map(tuple)),
    st.builds(Facts, st.lists(st.builds(Fact, st.text(), lines), max_size=2).map(tuple)),
    st.builds(Table, st.just(("a",)), st.lists(st.tuples(lines), max_size=2).map(tuple), st.text()),
    st.builds(Form, st.text(), st.text(), st.lists(st.builds(Field, st.text(), st.text()), max_size=2).map(tuple)),
    st.builds(Picture, st.text(), charts, st.lists(lines, max_size=2).map(tuple)),
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


def test_what_is_typed_travels_as_it_is() -> None:
    text = '<!channel> \u202f é \x1b[31m \U0001f600 " \\'
    message = Message((Paragraph(((text, Strong(text)),)),))
    assert wire.load(wire.dump(message)) == message
    assert "é" in wire.dump(message)
