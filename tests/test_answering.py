"""Answers through the outbox: in the transaction of the event, before what is unasked, given at once where told."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from bot.answering import Answered, Answering, Way, answer_key
from commands import wire
from commands.message import Message
from commands.request import Event, Identity, Place, Request
from storage.rows.delivery import OutboxMessage, Rank
from tests.world import NOON, World


def asked(text: str, event: str) -> Request:
    return Request(
        Identity("matrix", "@somebody:localhost"),
        Place("matrix", "!room", direct=True),
        text,
        Event("matrix", event, "message", NOON),
    )


def to_the_room(request: Request, message: Message) -> Way | None:
    return Way(request.place.address, {"thread": "$1"})


def nowhere(request: Request, message: Message) -> Way | None:
    return None


def answer(world: World, request: Request, rule: object = to_the_room) -> Answered:
    answering = Answering(world.dispatcher, rule, lambda: world.now)  # type: ignore[arg-type]
    with world.database.write() as session:
        return answering.answer(session, request)


def outbox(world: World) -> list[OutboxMessage]:
    with world.database.read() as session:
        return list(session.scalars(select(OutboxMessage)))


def test_an_answer_waits_in_the_outbox_with_its_route(world: World) -> None:
    event = uuid4().hex
    answered = answer(world, asked("objectif statut 4.2.2", event))
    [row] = outbox(world)
    assert (row.key, row.place, row.rank) == (answer_key("matrix", event), "!room", Rank.ANSWER)
    assert row.route == {"thread": "$1"}
    assert answered.at_once is None
    assert wire.load(row.payload) == answered.message


def test_an_event_that_comes_again_has_no_second_answer(sqlite_world: World) -> None:
    request = asked("objectif statut 4.2.2", "$same")
    answer(sqlite_world, request)
    assert answer(sqlite_world, request) == Answered(None)
    assert len(outbox(sqlite_world)) == 1


def test_what_a_platform_takes_only_at_once_is_given_back(sqlite_world: World) -> None:
    answered = answer(sqlite_world, asked("aide", "$one"), nowhere)
    assert answered.at_once is not None
    assert outbox(sqlite_world) == []
