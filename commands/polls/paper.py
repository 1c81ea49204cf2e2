"""The ballot paper, and the invitation that leads to it: what is asked, how, and what is kept of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from commands.message import (
    About,
    Audience,
    Block,
    Button,
    Choices,
    Field,
    FieldKind,
    Form,
    Message,
    Paragraph,
    as_line,
    paragraph,
)
from commands.polls import mode_texts, texts
from commands.polls.ballots import values_of
from commands.polls.tokens import token
from commands.texts import LABEL_LENGTH, shortened
from storage.polls.rules import Rules, read
from storage.rows.poll_states import PRIVATE_MODES, PollKind, PollState
from storage.rows.polls import Poll

# The kind of what answers a private vote, or an attempt at one: adapters take the typed vote away where they can.
PRIVATE_VOTE = "private_vote"
# The field of a ballot paper that is filled in.
BALLOT = "ballot"


def heading(poll: Poll, zone: ZoneInfo) -> Paragraph:
    """The question and the line under it."""
    ends = poll.closes_at.astimezone(zone)
    over = poll.state is PollState.CLOSED
    return paragraph(texts.heading(poll.question), texts.about(poll.id, poll.kind, poll.mode, ends, over=over))


def options_lines(poll: Poll, rules: Rules) -> tuple[str, ...]:
    """The options with the numbers that are typed for them; a quiz's under their questions."""
    if poll.kind is not PollKind.QUIZ:
        return tuple(f"{rank}. {option}" for rank, option in enumerate(poll.options, start=1))
    lines: list[str] = []
    begin = 0
    for rank, (question, choices) in enumerate(zip(rules.questions, rules.choices, strict=True), start=1):
        offered = poll.options[begin : begin + choices]
        answers = "  ".join(f"{place}) {each.partition('. ')[2]}" for place, each in enumerate(offered, start=1))
        lines.append(f"{rank}. {question} {answers}")
        begin += choices
    return tuple(lines)


def paper(poll: Poll, zone: ZoneInfo, *, voter_id: int, before: Sequence[str] = (), in_place_of: str = "") -> Message:
    """The ballot paper of one voter; `in_place_of` is the handle of who gave them a « pouvoir ».

    `before` are lines to read first.
    """
    rules = read(poll.rules)
    says = f"sondage voter {poll.id} @{in_place_of}" if in_place_of else f"sondage voter {poll.id}"
    lines = [mode_texts.MODE_MEANS[poll.mode], *before]
    blocks: list[Block] = [heading(poll, zone), paragraph(*lines)]
    about = About(kind="ballot")
    if _has_buttons(poll, rules):
        values = values_of(poll, rules)
        private = poll.mode in PRIVATE_MODES
        buttons = tuple(
            Button(_label(poll, value), says=f"{says} {token(poll, voter_id, value) if private else value}")
            for value in values
        )
        return Message((*blocks, Choices(buttons, secret=private)), Audience.QUIET, about)
    if poll.options:
        blocks.append(Paragraph(tuple(as_line(each) for each in options_lines(poll, rules))))
    ask = texts.how_to_answer(
        poll.kind, most=rules.most, lowest=rules.lowest, highest=rules.highest, criteria=rules.criteria
    )
    kind = FieldKind.LONG_TEXT if poll.kind is PollKind.TEXT else FieldKind.TEXT
    form = Form(shortened(poll.question, LABEL_LENGTH), says, (Field(BALLOT, ask, kind),))
    return Message((*blocks, form), Audience.QUIET, about)


def invitation(poll: Poll, zone: ZoneInfo, *, before: str = "") -> Message:
    """What is said unasked of an open poll: its question, its options, and the click that gives a ballot paper.

    A named choice is clicked there and then.
    """
    rules = read(poll.rules)
    lines = [*((before,) if before else ()), mode_texts.MODE_MEANS[poll.mode]]
    blocks: list[Block] = [heading(poll, zone), paragraph(*lines)]
    if _has_buttons(poll, rules) and poll.mode not in PRIVATE_MODES:
        values = values_of(poll, rules)
        buttons = tuple(Button(_label(poll, value), says=f"sondage voter {poll.id} {value}") for value in values)
        return Message((*blocks, named_choices(poll, buttons)), Audience.EVERYONE, About(kind="poll"))
    if poll.options:
        blocks.append(Paragraph(tuple(as_line(each) for each in options_lines(poll, rules))))
    blocks.append(Choices((Button(texts.CAST, says=f"sondage bulletin {poll.id}"),)))
    return Message(tuple(blocks), Audience.EVERYONE, About(kind="poll"))


def named_choices(poll: Poll, buttons: tuple[Button, ...]) -> Choices:
    """The choices of a named poll, one of which one takes; a platform may put a poll of its own beside them."""
    return Choices(buttons, ballot=poll.question, withdraws=f"sondage retirer {poll.id}")


def _has_buttons(poll: Poll, rules: Rules) -> bool:
    """A choice, or a note that begins at 1: the number typed for a button is then what it says."""
    return poll.kind is PollKind.ONE or (poll.kind is PollKind.NOTE and rules.lowest == 1)


def _label(poll: Poll, value: int) -> str:
    if poll.kind is PollKind.NOTE:
        return str(value)
    return shortened(poll.options[value - 1], LABEL_LENGTH)
