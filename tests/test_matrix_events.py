"""What is heard of an event: words, reactions and votes; and what is not speech."""

from __future__ import annotations

from typing import Any

import pytest

from bot.matrix.contents import mark_of, marks, parts_marked
from bot.matrix.events import Heard, Kind, Me, hear

ME = Me("@dimension:exemple.fr", "DiMENSiON")


def message(body: str, **content: Any) -> dict[str, Any]:
    return event("m.room.message", {"msgtype": "m.text", "body": body, **content})


def event(kind: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "event_id": "$1", "sender": "@a:exemple.fr", "content": content, **more}


def heard(source: dict[str, Any]) -> Heard:
    found = hear(source, ME)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("@dimension:exemple.fr : où en est 4.2.2 ?", "où en est 4.2.2 ?"),
        ("@dimension:exemple.fr: où en est 4.2.2 ?", "où en est 4.2.2 ?"),
        ("DiMENSiON, où en est 4.2.2 ?", "où en est 4.2.2 ?"),
        ("dimension", ""),
    ],
)
def test_the_bot_s_name_at_the_beginning_calls_it(body: str, text: str) -> None:
    assert (heard(message(body)).text, heard(message(body)).mentioned) == (text, True)


@pytest.mark.parametrize("body", ["dimensions du plan", "@dimension:ailleurs.fr bonjour", "le DiMENSiON 2020"])
def test_another_name_does_not(body: str) -> None:
    assert not heard(message(body)).mentioned


def test_a_pill_calls_it_wherever_it_stands() -> None:
    pill = {"m.mentions": {"user_ids": [ME.user_id]}}
    found = heard(message("dis, DiMENSiON, où en est 4.2.2 ?", **pill))
    assert (found.text, found.mentioned) == ("dis, où en est 4.2.2 ?", True)
    formatted = {"formatted_body": f'<a href="https://matrix.to/#/{ME.user_id}">DiMENSiON</a>: aide'}
    assert heard(message("DiMENSiON: aide", **formatted)).mentioned


def test_a_reply_is_heard_without_what_it_replies_to() -> None:
    relation = {"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}
    found = heard(message("> <@b:exemple.fr> bonjour\n> encore\n\n2", **relation))
    assert (found.text, found.target) == ("2", "$0")


def test_a_message_in_a_thread_says_which() -> None:
    relation = {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$0"},
    }
    found = heard(message("aide", **{"m.relates_to": relation}))
    assert (found.thread, found.target) == ("$root", None)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("1", "1"),
        ("2\ufe0f\u20e3", "2"),
        ("③", "3"),
        ("\U0001f51f", "10"),
        ("[12]", "12"),
        ("m", "m"),
        ("👍", None),
        ("100", None),
        ("½", None),
        ("ok", None),
        ("", None),
    ],
)
def test_a_reaction_is_a_number_or_a_letter(key: str, text: str | None) -> None:
    relation = {"rel_type": "m.annotation", "event_id": "$0", "key": key}
    found = hear(event("m.reaction", {"m.relates_to": relation}), ME)
    assert (found.text if found else None) == text


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("org.matrix.msc3381.poll.response", {"org.matrix.msc3381.poll.response": {"answers": ["2"]}}),
        ("m.poll.response", {"m.selections": ["2"]}),
        ("m.poll.response", {"m.poll.response": {"answers": ["2"]}}),
    ],
)
def test_a_vote_is_heard_under_both_names(kind: str, content: dict[str, Any]) -> None:
    relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$poll"}}
    found = heard(event(kind, {**relation, **content}))
    assert (found.kind, found.text, found.target) == (Kind.VOTE, "2", "$poll")


def test_a_vote_without_an_answer_takes_the_last_one_back() -> None:
    content = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$poll"}, "m.selections": []}
    found = hear({**event("m.poll.response", content), "origin_server_ts": 1_606_129_200_000}, ME)
    assert found == Heard("$1", "@a:exemple.fr", Kind.VOTE, "", target="$poll", at=1_606_129_200_000)


@pytest.mark.parametrize(
    "source",
    [
        message("aide") | {"sender": ME.user_id},
        event("m.room.message", {"msgtype": "m.notice", "body": "aide"}),
        event("m.room.message", {"msgtype": "m.text"}),
        event("m.room.message", {}),
        message("* aide", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        message("* aide", **{"m.new_content": {"body": "aide"}}),
        event("m.room.member", {"membership": "join"}, state_key="@a:exemple.fr"),
        event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "key": "1"}}),
        event("m.poll.response", {"m.relates_to": {"event_id": "$0"}, "m.selections": [1]}),
        event("m.poll.response", {"m.relates_to": "x", "m.selections": ["1"]}),
        {"type": "m.room.message", "event_id": "$1", "sender": "@a:b", "content": "x"},
    ],
)
def test_the_rest_is_not_heard(source: dict[str, Any]) -> None:
    assert hear(source, ME) is None


def test_a_mark_is_found_by_the_key_and_the_secret_alone() -> None:
    content = {"fr.dimension.mark": [*marks(["daily:a:2020-11-23", "answer:x"], "secret", part=1, of=3), "odd", 3]}
    assert parts_marked(content, "answer:x", "secret") == (1, 3)
    assert parts_marked(content, "answer:x", "another") is None
    assert parts_marked(content, "answer:y", "secret") is None
    assert "daily" not in mark_of("daily:a:2020-11-23", "secret")
