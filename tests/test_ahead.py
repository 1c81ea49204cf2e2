"""Requests that share a transaction: what is read once for all changes nothing of what each of them does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.work import AHEAD, Together, Work
from commands.arguments import as_typed
from commands.call import Call, Options
from commands.command import Argument, Command, CommandTable, Help
from commands.dispatch import Dispatcher
from commands.errors import Misread
from commands.lexicon import LexiconCache
from commands.message import Button, Choices, Message, paragraph
from commands.request import Request
from storage import people
from storage.askers import askers
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.organisation import Account, Person, Platform, Role, RoleGrant
from tests.test_dispatch import writing
from tests.world import World


def command(name: str, handler: object) -> Command:
    """A command of this test, with one word that is free."""
    return Command(
        words=("essai", name),
        arguments=(Argument("word", as_typed),),
        handler=handler,  # type: ignore[arg-type]
        help=Help("", ""),
        allowed=lambda call, values: True,
    )


def offered(call: Call, word: str) -> Message:
    """A choice that leads to another command."""
    return Message((paragraph("?"), Choices((Button("Oui", says=f"essai dire {word}"),))))


def said(call: Call, word: str) -> Message:
    """The word, and what the asker is."""
    return Message((paragraph(f"{word}, {', '.join(sorted(role.value for role in call.asker.roles))}"),))


def promoted(call: Call, word: str) -> Message:
    """The asker becomes a sponsor of nothing: an administrator."""
    call.session.add(RoleGrant(person_id=call.asker.person_id, role=Role.ADMINISTRATOR))
    return Message((paragraph(word),))


def renamed(call: Call, word: str) -> Message:
    """Two persons of one handle, which the database refuses when it is told, after the handler."""
    del word
    call.session.add(Person(handle="manager", label="Double"))
    return Message((paragraph("C'est fait."),))


def dispatcher(*commands: Command) -> Dispatcher:
    table = CommandTable(commands, defaults={"essai": "ecrire"}, summaries={"essai": ""})
    return Dispatcher(table, Options(ZoneInfo("Europe/Paris")), LexiconCache())


TRIED = dispatcher(
    writing(),
    replace(writing(Misread("Non.")), words=("essai", "refuser")),
    replace(writing(LookupError("bug")), words=("essai", "casser")),
    command("offrir", offered),
    command("dire", said),
    command("promouvoir", promoted),
    command("doubler", renamed),
)


async def answers(world: World, requests: Sequence[Request]) -> list[str | None]:
    """What is answered to requests that wait together."""
    work = Work(world.database)
    ask: Together[Request, Message | None] = work.together(
        lambda session, request: TRIED.answer(session, request, now=world.now),
        own_savepoint=False,
        ahead=TRIED.reading_ahead,
    )
    found = await asyncio.gather(*(ask(request) for request in requests))
    await work.close()
    return [None if each is None else str(each.blocks[0].lines[0][0]) for each in found]  # type: ignore[union-attr]


def kept(world: World) -> list[str]:
    with world.database.read() as session:
        wanted = select(HistoryEntry).where(HistoryEntry.subject_kind == "essai").order_by(HistoryEntry.id)
        return [str(each.detail["word"]) for each in session.scalars(wanted)]


async def test_what_one_request_did_is_undone_and_the_others_stay(world: World) -> None:
    said_so = ["ecrire a", "refuser b", "ecrire c", "casser d", "doubler e", "ecrire f"]
    found = await answers(world, [world.request(f"essai {each}", event=each) for each in said_so])
    assert [found[0], found[1], found[2], found[5]] == ["C'est écrit.", "Non.", "C'est écrit.", "C'est écrit."]
    assert found[3] is not None
    assert found[4] is not None
    assert "erreur de notre côté" in found[3]
    assert "erreur de notre côté" in found[4]
    assert kept(world) == ["a", "c", "f"]
    # Their events stay taken all the same.
    assert await answers(world, [world.request(f"essai {each}", event=each) for each in said_so]) == [None] * 6


async def test_an_event_delivered_twice_at_once_is_answered_once(world: World) -> None:
    twice = [world.request("essai ecrire a", event="same") for _ in range(5)]
    assert sorted(each or "" for each in await answers(world, twice)) == ["", "", "", "", "C'est écrit."]
    assert kept(world) == ["a"]


async def test_a_choice_is_understood_after_the_question_that_comes_just_before(world: World) -> None:
    asked = [world.request("essai offrir mot"), world.request("1")]
    assert (await answers(world, asked))[1] == "mot, agent"


async def test_what_a_request_changes_of_who_one_is_counts_for_the_next(world: World) -> None:
    asked = ["promouvoir a", "dire b"]
    found = await answers(world, [world.request(f"essai {each}", by="manager") for each in asked])
    assert found[1] is not None
    assert "administrator" in found[1]


async def test_requests_that_come_after_the_time_of_a_transaction_are_answered_in_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.work.LONGEST_BATCH", 0.0)
    words = [f"mot{number:03}" for number in range(2 * AHEAD)]
    found = await answers(world, [world.request(f"essai ecrire {each}", event=each) for each in words])
    assert found == ["C'est écrit."] * len(words)
    assert kept(world) == words
    assert world.events() == len(words)


async def test_requests_that_wait_together_take_few_statements(world: World) -> None:
    statements: list[str] = []
    requests = [world.request("essai dire mot", event=f"e{number}") for number in range(AHEAD)]
    engine = world.database._writing
    assert engine is not None
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(str(told[2])))
    assert set(await answers(world, requests)) == {"mot, agent"}
    # Read ahead, a request that writes nothing has no statement of its own.
    assert len(statements) < AHEAD / 2


def test_persons_read_together_are_those_read_one_by_one(world: World) -> None:
    with world.database.write() as session:
        somebody = session.scalars(select(Person).where(Person.handle == "manager")).one()
        session.add(Account(platform=Platform.TERMINAL, account_id="poste-12", person_id=somebody.id))
        session.flush()
        accounts = {("terminal", handle) for handle in people.handles(session)}
        accounts |= {(each.platform.value, each.account_id) for each in session.scalars(select(Account))}
        accounts |= {("terminal", " MANAGER "), ("slack", "U404"), ("minitel", "3615"), ("matrix", "@x:y.z")}
        together = askers(session, accounts=accounts)
        assert together == one_by_one(session, accounts)
        assert sum(each is not None for each in together.values()) > 20


def one_by_one(session: Session, accounts: set[tuple[str, str]]) -> dict[tuple[str, str], object]:
    return {
        (platform, account): people.asker(session, platform=platform, account=account) for platform, account in accounts
    }
