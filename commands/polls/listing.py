"""The polls that concern somebody, and the « pouvoirs » by which a director lets a named person vote for them."""

from __future__ import annotations

from commands import recording
from commands.call import Call
from commands.errors import Misread, Refused
from commands.leading.delegations import Days
from commands.message import About, Audience, Block, Bullets, Button, Choices, Fact, Item, Message, paragraph
from commands.persons import Somebody
from commands.polls import creating_texts, texts
from commands.polls import running_texts as said
from storage.polls import polls, voting
from storage.rows.poll_states import PollMode, PollState
from storage.rows.polls import Poll, PollProxy

# Polls of one list.
SHOWN = 15
# Actions of the history of a person.
PROXY_GIVEN, PROXY_ENDED = "proxy_given", "proxy_ended"


def listing(call: Call) -> Message:
    """The polls that the asker takes part in or made, and the « pouvoirs » that they hold."""
    person_id = call.asker.person_id
    found = polls.to_show(call.session, person_id=person_id, limit=SHOWN) if person_id is not None else ()
    if not found or person_id is None:
        return Message((paragraph(said.NO_POLL),), Audience.QUIET, About(kind="polls"))
    items = tuple(_item(call, each, person_id) for each in found)
    blocks: list[Block] = [paragraph(texts.heading(said.title(len(found)))), Bullets(items)]
    held = polls.proxies(call.session, on=call.today, holder_id=person_id)
    if held:
        blocks.append(paragraph(*(said.held_from(giver, proxy.first_day, proxy.last_day) for proxy, giver, _ in held)))
    buttons = tuple(_button(call, each, person_id) for each in found[:10])
    return Message((*blocks, Choices(buttons)), Audience.QUIET, About(kind="polls"))


def _item(call: Call, poll: Poll, person_id: int) -> Item:
    ends = poll.closes_at.astimezone(call.options.zone)
    voted = voting.has_voted(call.session, poll_id=poll.id, person_id=person_id)
    details = said.listed_details(poll.kind, poll.mode, poll.state, ends, voted=voted)
    return Item(said.listed(poll.id, poll.question), ((details,),))


def _button(call: Call, poll: Poll, person_id: int) -> Button:
    if poll.state is PollState.DRAFT:
        return Button(f"{creating_texts.OPEN} {poll.id}", says=f"sondage ouvrir {poll.id}")
    if poll.state is PollState.OPEN and _still_votes(call, poll, person_id):
        return Button(f"{texts.CAST} {poll.id}", says=f"sondage bulletin {poll.id}")
    return Button(f"{texts.RESULTS} {poll.id}", says=f"sondage résultats {poll.id}")


def _still_votes(call: Call, poll: Poll, person_id: int) -> bool:
    """Whether a ballot paper is of use: to a participant, whose secret vote is not cast yet."""
    if poll.mode is PollMode.SECRET and voting.has_voted(call.session, poll_id=poll.id, person_id=person_id):
        return False
    return voting.may_vote(call.session, poll_id=poll.id, person_id=person_id)


def facts_about_me(call: Call) -> list[Fact]:
    """The « pouvoirs » of the asker that run or are to come, given and held."""
    person_id = call.asker.person_id
    if person_id is None:
        return []
    given = polls.proxies(call.session, on=call.today, giver_id=person_id)
    held = polls.proxies(call.session, on=call.today, holder_id=person_id)
    shown = (
        (said.LABEL_GIVEN, [said.given_to(holder, proxy.first_day, proxy.last_day) for proxy, _, holder in given]),
        (said.LABEL_HELD, [said.held_from(giver, proxy.first_day, proxy.last_day) for proxy, giver, _ in held]),
    )
    return [Fact(label, (" ; ".join(lines),)) for label, lines in shown if lines]


def give(call: Call, holder: Somebody, days: Days | None = None) -> Message:
    """Let the holder vote for the asker on these days; « fin » ends it."""
    giver_id = call.asker.person_id
    if giver_id is None:
        raise Refused(creating_texts.ONLY_KNOWN)
    if holder.id == giver_id:
        raise Misread(said.NOT_TO_ONESELF)
    running = polls.proxies(call.session, on=call.today, giver_id=giver_id)
    if days is None:
        return _end(call, holder, [proxy for proxy, _, _ in running if proxy.holder_id == holder.id])
    if any(proxy.first_day <= days.last and proxy.last_day >= days.first for proxy, _, _ in running):
        raise Misread(said.already_given(running[0][2]))
    polls.give_proxy(
        call.session, giver_id=giver_id, holder_id=holder.id, first_day=days.first, last_day=days.last, at=call.now
    )
    detail = {"holder": holder.handle, "first_day": days.first.isoformat(), "last_day": days.last.isoformat()}
    recording.record(call, ("person", call.asker.handle), PROXY_GIVEN, detail)
    button = Button(said.END_PROXY, says=f"sondage pouvoir {holder.handle} fin")
    lines = (said.given(holder.label, days.first, days.last), said.PROXY_TRACED)
    return Message((paragraph(*lines), Choices((button,))), Audience.QUIET, About(kind="proxy"))


def _end(call: Call, holder: Somebody, running: list[PollProxy]) -> Message:
    if not running:
        raise Misread(said.no_proxy_to(holder.label))
    for proxy in running:
        proxy.ended_at = call.now
    recording.record(call, ("person", call.asker.handle), PROXY_ENDED, {"holder": holder.handle})
    return Message((paragraph(said.proxy_ended(holder.label)),), Audience.QUIET, About(kind="proxy"))
