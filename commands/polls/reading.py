"""The arguments of the commands of polls: which one, and what is said of it."""

from __future__ import annotations

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.polls import moments, texts, vocabulary
from commands.polls.line import read_line
from commands.rights import Action, may
from storage.polls import polls, voting
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll


def read_poll(text: str, call: Call) -> Taken:
    """The poll of a number, where the asker may know of it; leaves what follows."""
    found = vocabulary.NUMBER.match(text)
    if found is None:
        raise Misread(texts.NUMBER_EXPECTED)
    number = int(found["number"])
    poll = polls.poll(call.session, poll_id=number)
    if poll is None or (poll.state is PollState.DRAFT and not (leads(call, poll) or _gathers(poll))):
        raise Misread(texts.no_such_poll(number), texts.NUMBER_EXPECTED)
    return Taken(poll, text[found.end() :])


def read_wanted(text: str, call: Call) -> Taken:
    """A whole poll; of a number alone, the poll that there is. Takes the whole text."""
    number = vocabulary.NUMBER.match(text)
    if number is not None and number.end() == len(text):
        return read_poll(text, call)
    return Taken(read_line(text, call))


def read_end(text: str, call: Call) -> Taken:
    """A moment; takes the whole text."""
    return Taken(moments.read_moment(text, call))


def _gathers(poll: Poll) -> bool:
    return bool(poll.rules.get("volunteers"))


def leads(call: Call, poll: Poll) -> bool:
    """Whether the asker made the poll or helps with it."""
    return call.asker.person_id is not None and call.asker.person_id in (poll.author_id, poll.helper_id)


def to_those_who_lead_it(call: Call, values: object) -> bool:
    """Allowed to the author and to the co-organiser."""
    poll = values.get("poll") if isinstance(values, dict) else None
    return isinstance(poll, Poll) and leads(call, poll)


def may_read(call: Call, poll: Poll) -> bool:
    """Whether the asker may read the result: participants, those who lead it, those who may ask anybody."""
    if leads(call, poll) or may(call.asker.roles, Action.PUT_POLLS_TO_ANYONE):
        return True
    person_id = call.asker.person_id
    return person_id is not None and voting.may_vote(call.session, poll_id=poll.id, person_id=person_id)


def to_those_concerned(call: Call, values: object) -> bool:
    """Allowed to those who may read the result."""
    poll = values.get("poll") if isinstance(values, dict) else None
    return isinstance(poll, Poll) and may_read(call, poll)
