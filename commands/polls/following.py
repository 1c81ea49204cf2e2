"""What follows from a counted poll: a value for a target, a decision, the same notes with other weights."""

from __future__ import annotations

import re
from decimal import Decimal

from commands.call import Call
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Message, Paragraph, Table, as_line, paragraph
from commands.polls import minutes_texts, texts, vocabulary
from commands.polls import result_texts as said
from commands.polls.counting import Outcome, weighed
from commands.polls.results import counted_outcome
from commands.references import Reference
from commands.updates.reading import read_draft
from storage.polls import closing, polls
from storage.polls.rules import read
from storage.rows.poll_states import PollKind, PollState
from storage.rows.polls import Poll

_FIGURES = re.compile(r"\d{1,2}")
# Characters of what is decided.
LONGEST_DECISION = 500


def value(call: Call, poll: Poll, entry: Reference, option: str = "") -> Message:
    """Record the poll's mean, or an option's share, as a value: source, date and participation with it."""
    _check_counted(poll)
    found = counted_outcome(call.session, poll)
    typed = _value(poll, entry, found, option)
    if isinstance(typed, Message):
        return typed
    from commands.updates import updates

    on = poll.closes_at.astimezone(call.options.zone).date()
    source = said.named_source(poll.id, on, found.turnout.share)
    sentence = vocabulary.VALUE_SENTENCE.format(value=typed, on=f"{on:%d/%m/%Y}", source=source)
    draft = read_draft(sentence, today=call.today)
    answer = updates.value(call, entry, draft)
    if answer.about.kind == "recorded":
        _note(call, poll, polls.VALUED, code=entry.code)
    return answer


def _value(poll: Poll, entry: Reference, found: Outcome, option: str) -> str | Message:
    if poll.kind in (PollKind.NOTE, PollKind.QUIZ):
        # What is recorded is what is shown.
        if found.mean is None:
            raise Misread(said.NO_VALUE)
        return said.one_decimal(found.mean)
    shares = {
        rank: _share(each.count, found.turnout.voters)
        for rank, each in enumerate(found.counted, start=1)
        if each.count is not None
    }
    if poll.kind not in (PollKind.ONE, PollKind.SEVERAL, PollKind.DATES) or not shares:
        raise Misread(said.NO_VALUE)
    chosen = _FIGURES.search(option)
    if chosen is None:
        buttons = tuple(
            Button(
                said.with_weights(poll.options[rank - 1], share),
                says=f"sondage valeur {poll.id} {entry.code} choix {rank}",
            )
            for rank, share in shares.items()
        )
        blocks = (paragraph(said.WHICH_VALUE), Choices(buttons))
        return Message(blocks, Audience.QUIET, About(kind="question"))
    if int(chosen.group()) not in shares:
        raise Misread(texts.choice_expected(len(poll.options)))
    return f"{shares[int(chosen.group())]} %"


def _share(number: int, total: int) -> int:
    return int((Decimal(100 * number) / total).to_integral_value()) if total else 0


def decide(call: Call, poll: Poll, text: str) -> Message:
    """Attach what was decided after the poll to its relevé."""
    _check_counted(poll)
    words = " ".join(text.split()).strip(' «»"')
    if len(words) > LONGEST_DECISION:
        raise Misread(texts.text_too_long(len(words), LONGEST_DECISION))
    if not any(letter.isalnum() for letter in words):
        raise Misread(texts.TEXT_EXPECTED)
    _note(call, poll, polls.DECIDED, text=words)
    button = Button(said.MINUTES, says=f"sondage relevé {poll.id}")
    blocks = (paragraph(said.decided(poll.id, words)), Choices((button,)))
    return Message(blocks, Audience.QUIET, About(kind="recorded"))


def reweigh(call: Call, poll: Poll, weights: str) -> Message:
    """The projects of a weighted poll with other weights; the result itself stays as it is."""
    _check_counted(poll)
    rules = read(poll.rules)
    given = tuple(int(each) for each in _FIGURES.findall(weights))
    if poll.kind is not PollKind.WEIGHTED or len(given) != len(rules.criteria) or not all(1 <= w <= 10 for w in given):
        raise Misread(said.weights_expected(len(rules.criteria)))
    if not counted_outcome(call.session, poll).weighed:
        raise Misread(said.withheld(rules.least))
    found = weighed(poll, rules, closing.result(call.session, poll_id=poll.id), given)
    rows = tuple(
        ((each.label,), *((said.one_decimal(mean),) for mean in each.means), (said.two_decimals(each.score),))
        for each in found
    )
    table = Table((said.PROJECT, *rules.criteria, said.SCORE), rows, said.weights(rules.criteria, given))
    lines = (said.HELPS_TO_DECIDE, *(minutes_texts.weighed(each.label, each.score) for each in found))
    blocks = (Paragraph(tuple(as_line(each) for each in lines)), table)
    return Message(blocks, Audience.QUIET, About(kind="poll_result"))


def _check_counted(poll: Poll) -> None:
    if poll.state is not PollState.CLOSED:
        raise Misread(said.NOT_COUNTED)


def _note(call: Call, poll: Poll, action: str, **detail: str) -> None:
    by = call.asker.person_id
    polls.note(call.session, poll_id=poll.id, action=action, by=by, at=call.now, **detail)
