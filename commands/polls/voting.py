"""Asking for a ballot paper, and voting: by a click or by typing, for oneself or by a « pouvoir »."""

from __future__ import annotations

from dataclasses import replace

from commands.call import Call
from commands.errors import Misread, Refused, UserError
from commands.message import About, Audience, Button, Choices, Message, Paragraph, paragraph
from commands.polls import texts, vocabulary
from commands.polls.ballots import read_ballot
from commands.polls.paper import BALLOT, PRIVATE_VOTE, paper
from commands.polls.reading import leads
from storage import people
from storage.polls import box, polls, voting
from storage.polls.rules import Rules, read
from storage.polls.voting import Cast
from storage.rows.poll_states import PRIVATE_MODES, PollKind, PollMode, PollState
from storage.rows.polls import Poll


def ballot_paper(call: Call, poll: Poll, said: str = "") -> Message:
    """The asker's ballot paper, or that of who gave them a « pouvoir » (« @direction-voirie »)."""
    voter_id, in_place_of, _ = _voter(call, poll, said)
    _check_open(call, poll)
    _check_participant(call, poll, voter_id)
    if poll.mode is PollMode.SECRET and voting.has_voted(call.session, poll_id=poll.id, person_id=voter_id):
        raise Refused(texts.ALREADY_VOTED_FOR_THEM if in_place_of else texts.ALREADY_VOTED)
    before = [texts.in_the_place_of(_label(call, voter_id))] if in_place_of else []
    errata = polls.entries(call.session, poll_id=poll.id, actions=(polls.ERRATUM,))
    before += [
        texts.erratum(each.at.astimezone(call.options.zone).date(), str(each.detail.get("text", ""))) for each in errata
    ]
    found = paper(poll, call.options.zone, voter_id=voter_id, before=before, in_place_of=in_place_of)
    # What others must not see is filled in where they do not read.
    aside = poll.mode in PRIVATE_MODES and not call.heard.private
    return replace(found, audience=Audience.PERSONAL) if aside else found


def vote(call: Call, poll: Poll, ballot: str) -> Message:
    """Cast the ballot. What is answered never repeats the choice, and of a private vote is kept nowhere else."""
    held = voting.hold(call.session, poll_id=poll.id)
    if held is None:
        raise LookupError(poll.id)
    if held.mode in PRIVATE_MODES and not call.heard.private:
        return _aside(texts.VOTE_ASIDE)
    if held.mode is PollMode.SECRET and not call.heard.may_carry_secrets:
        return _aside(texts.SECRETS_NOT_HERE)
    try:
        return _cast(call, held, ballot)
    except UserError as error:
        if held.mode not in PRIVATE_MODES:
            raise
        # Like a receipt: the platform's copy of what was typed is taken away where it can be.
        return _aside(*error.lines, field=BALLOT if isinstance(error, Misread) else "")


def _cast(call: Call, poll: Poll, ballot: str) -> Message:
    whole = vocabulary.WHOLE_VOTE.match(ballot)
    if whole is not None and int(whole["number"]) == poll.id:
        ballot = ballot[whole.end() :]
    voter_id, in_place_of, typed = _voter(call, poll, ballot)
    _check_open(call, poll)
    rules = read(poll.rules)
    try:
        given = read_ballot(typed, poll, rules, person_id=voter_id)
    except UserError:
        # Who may not vote is told that first.
        _check_participant(call, poll, voter_id)
        raise
    holder_id = call.asker.person_id if in_place_of else None
    outcome = voting.cast_ballot(call.session, poll=poll, person_id=voter_id, ballot=given, holder_id=holder_id)
    if outcome is None:
        raise Refused(_outsider(call, poll))
    if outcome is Cast.ALREADY_VOTED:
        raise Refused(texts.ALREADY_VOTED_FOR_THEM if in_place_of else texts.ALREADY_VOTED)
    return _receipt(poll, rules, given, outcome, in_place_of)


def withdraw(call: Call, poll: Poll) -> Message:
    """Take one's answer back, as long as the poll is open and not secret."""
    held = voting.hold(call.session, poll_id=poll.id)
    person_id = call.asker.person_id
    if held is None or person_id is None:
        raise Refused(_outsider(call, poll))
    _check_open(call, held)
    if held.mode is PollMode.SECRET:
        raise Refused(texts.FINAL)
    if not voting.withdraw(call.session, poll=held, person_id=person_id):
        raise Misread(texts.NOTHING_TO_WITHDRAW)
    kind = PRIVATE_VOTE if held.mode in PRIVATE_MODES else "vote"
    return Message((paragraph(texts.WITHDRAWN),), Audience.QUIET, About(kind=kind))


def _receipt(poll: Poll, rules: Rules, given: box.Ballot, outcome: Cast, in_place_of: str) -> Message:
    lines = [{Cast.REPLACED: texts.RECEIPT_REPLACED}.get(outcome, texts.RECEIPT_KEPT)]
    if poll.mode is PollMode.SECRET:
        lines = [texts.RECEIPT_SECRET]
    if poll.kind is PollKind.QUIZ:
        lines.append(texts.quiz_score(box.score(given, rules.answers), len(rules.answers)))
    buttons = []
    if poll.mode is not PollMode.SECRET:
        whose = f" @{in_place_of}" if in_place_of else ""
        buttons.append(Button(texts.CHANGE, says=f"sondage bulletin {poll.id}{whose}"))
    about = About(kind=PRIVATE_VOTE if poll.mode in PRIVATE_MODES else "vote")
    blocks = (paragraph(*lines), *((Choices(tuple(buttons)),) if buttons else ()))
    return Message(blocks, Audience.QUIET, about)


def _aside(*lines: object, field: str = "") -> Message:
    said = tuple(each if isinstance(each, tuple) else (str(each),) for each in lines)
    return Message((Paragraph(said),), Audience.QUIET, About(kind=PRIVATE_VOTE, abstained=True, field=field))


def _voter(call: Call, poll: Poll, said: str) -> tuple[int, str, str]:
    """Who votes, the handle of who gave a « pouvoir » (empty for oneself), and what is left of the words."""
    person_id = call.asker.person_id
    if person_id is None:
        raise Refused(_outsider(call, poll))
    found = vocabulary.IN_PLACE_OF.match(said)
    if found is None:
        return person_id, "", said
    handle = found["who"].lower()
    giver = people.person_by_handle(call.session, handle=handle)
    if giver is None or not polls.holds_proxy(call.session, giver_id=giver.id, holder_id=person_id, on=call.today):
        raise Refused(texts.no_proxy(handle))
    return giver.id, handle, said[found.end() :]


def _check_open(call: Call, poll: Poll) -> None:
    """Raise Misread unless one may vote: what counts is when the platform took the vote, not when it came here."""
    if poll.state is PollState.DRAFT:
        raise Misread(texts.not_open_yet(poll.id))
    if poll.state is PollState.DROPPED:
        raise Misread(texts.dropped(poll.id))
    said_at = call.heard.at or call.now
    if poll.state is PollState.CLOSED or said_at >= poll.closes_at:
        raise Misread(texts.ended(poll.id, poll.closes_at.astimezone(call.options.zone)))


def _check_participant(call: Call, poll: Poll, person_id: int) -> None:
    if not voting.may_vote(call.session, poll_id=poll.id, person_id=person_id):
        raise Refused(_outsider(call, poll))


def _outsider(call: Call, poll: Poll) -> str:
    if poll.opened_at is None and not leads(call, poll):
        return texts.not_open_yet(poll.id)
    at = (poll.opened_at or call.now).astimezone(call.options.zone).date()
    return texts.not_a_participant(poll.electorate["label"], at)


def _label(call: Call, person_id: int) -> str:
    return people.labels(call.session, ids={person_id}).get(person_id, "")
