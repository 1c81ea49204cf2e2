"""While a poll runs: closing it early, extending it, correcting its words, asking for a reminder; all of it traced."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commands.call import Call
from commands.errors import Misread
from commands.message import About, Audience, Message, paragraph
from commands.normalise import fold
from commands.polls import moments, texts
from commands.polls import running_texts as said
from commands.polls.results import results
from commands.polls.wanted import check_options, check_words
from storage.polls import closing, polls
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll

# How long a count waits for what was said in time and may not have come yet.
LONGEST_WAIT = timedelta(minutes=15)


def count_if_received(session: Session, *, poll_id: int, now: datetime) -> bool:
    """Count an open poll that has ended, once nothing said before its end can still come; whether it was counted.

    Each adapter says how far it has received (`storage.polls.closing.received`); a platform that stays silent is
    waited for a quarter of an hour, and named in the poll's history.
    """
    poll = closing.lock(session, poll_id=poll_id)
    if poll.state is not PollState.OPEN or poll.closes_at > now:
        return False
    late = closing.waiting_for(session, until=poll.closes_at)
    if late and now < poll.closes_at + LONGEST_WAIT:
        return False
    closing.count(session, poll=poll, at=now)
    polls.note(session, poll_id=poll.id, action=polls.COUNTED, by=None, at=now, without=list(late))
    return True


def close(call: Call, poll: Poll) -> Message:
    """End the poll now."""
    held = _running(call, poll)
    before = held.closes_at
    held.closes_at = call.now
    by = call.asker.person_id
    polls.note(call.session, poll_id=held.id, action=polls.CLOSED_EARLY, by=by, at=call.now, before=before.isoformat())
    call.session.flush()
    if count_if_received(call.session, poll_id=held.id, now=call.now):
        return results(call, held)
    return _said(said.closing(held.id))


def extend(call: Call, poll: Poll, end: datetime) -> Message:
    """Let the poll last longer."""
    held = _running(call, poll)
    before, zone = held.closes_at, call.options.zone
    if end <= before:
        raise Misread(said.later_expected(before.astimezone(zone)))
    moments.check_end(end, call, begins=held.opened_at)
    held.closes_at = end
    polls.note(
        call.session,
        poll_id=held.id,
        action=polls.EXTENDED,
        by=call.asker.person_id,
        at=call.now,
        before=before.isoformat(),
        after=end.isoformat(),
    )
    return _said(said.extended(held.id, before.astimezone(zone), end.astimezone(zone)))


def correct(call: Call, poll: Poll, words: str) -> Message:
    """Other words for the question, or for an option (« choix 2 : … »); once somebody has voted, a dated erratum."""
    held = closing.lock(call.session, poll_id=poll.id)
    if held.state not in (PollState.DRAFT, PollState.OPEN):
        raise Misread(said.no_longer_corrected(held.id))
    option = said.OPTION.match(words)
    new = (option["words"] if option else words).strip()
    if held.state is PollState.OPEN and closing.voters(call.session, poll_id=held.id):
        check_words(new, ())
        _note(call, held, polls.ERRATUM, text=words.strip())
        return _said(said.erratum(held.id))
    if option is None:
        check_words(new, ())
        _note(call, held, polls.CORRECTED, before=held.question, after=new)
        held.question = new
        return _said(said.corrected(held.id, new))
    rank = int(option["rank"])
    if not 1 <= rank <= len(held.options):
        raise Misread(texts.choice_expected(len(held.options)))
    changed = tuple(new if place == rank else each for place, each in enumerate(held.options, start=1))
    check_words(held.question, changed)
    check_options(changed, held.kind)
    if fold(new) == fold(held.options[rank - 1]) and new == held.options[rank - 1]:
        raise Misread(said.SAME_WORDS)
    _note(call, held, polls.CORRECTED, before=held.options[rank - 1], after=new)
    held.options = list(changed)
    return _said(said.corrected(held.id, new))


def chase(call: Call, poll: Poll) -> Message:
    """Ask that those who have not voted be reminded: by the bot alone, once, in working hours; nobody sees who."""
    held = _running(call, poll)
    if held.chased_at is not None or held.chase_asked_at is not None:
        raise Misread(said.ALREADY_CHASED)
    held.chase_asked_at = call.now
    _note(call, held, polls.CHASED)
    return _said(said.CHASING)


def _running(call: Call, poll: Poll) -> Poll:
    """The poll, which nobody else changes meanwhile; raises Misread unless it is open."""
    held = closing.lock(call.session, poll_id=poll.id)
    if held.state is PollState.DRAFT:
        raise Misread(texts.not_open_yet(held.id))
    if held.state is not PollState.OPEN or held.closes_at <= call.now:
        raise Misread(said.already_ended(held.id, held.closes_at.astimezone(call.options.zone)))
    return held


def _note(call: Call, poll: Poll, action: str, **detail: str) -> None:
    by = call.asker.person_id
    polls.note(call.session, poll_id=poll.id, action=action, by=by, at=call.now, **detail)


def _said(*lines: str) -> Message:
    return Message((paragraph(*lines),), Audience.QUIET, About(kind="poll"))
