"""The result of a poll as a message: counts, percentages, a picture, and what may follow; nothing before the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands.call import Call
from commands.charts import Bar, StackedBars
from commands.errors import Misread
from commands.message import (
    About,
    Audience,
    Block,
    Bullets,
    Button,
    Choices,
    Item,
    Line,
    Message,
    Paragraph,
    Picture,
    Table,
    as_line,
    paragraph,
)
from commands.polls import eisenhower, texts
from commands.polls import result_texts as said
from commands.polls.counting import Outcome, Turnout, is_named, outcome
from commands.polls.paper import heading, invitation, named_choices
from commands.polls.reading import leads
from storage.polls import closing, polls
from storage.polls.rules import Rules, read
from storage.rows.poll_states import PollKind, PollMode, PollState
from storage.rows.polls import Poll

# Answers of a free text shown in the message; the file has them all.
TEXTS_SHOWN = 20
# Voters named in the message.
NAMED_SHOWN = 30


def results(call: Call, poll: Poll) -> Message:
    """The result, or where the poll stands while it is not counted."""
    zone = call.options.zone
    if poll.state is PollState.CLOSED:
        message = of_counted(call.session, poll, zone)
        buttons = [Button(said.MINUTES, says=f"sondage relevé {poll.id}")]
        buttons.append(Button(said.EXPORT, says=f"sondage exporter {poll.id}"))
        if leads(call, poll):
            buttons.append(Button(said.AS_VALUE, says=f"sondage valeur {poll.id}"))
            buttons.append(Button(said.DECISION, says=f"sondage décision {poll.id}"))
        return Message((*message.blocks, Choices(tuple(buttons))), Audience.QUIET, message.about)
    if poll.state is not PollState.OPEN:
        raise Misread(texts.not_open_yet(poll.id))
    return _open(call, poll)


def _open(call: Call, poll: Poll) -> Message:
    rules, zone = read(poll.rules), call.options.zone
    blocks: list[Block] = [heading(poll, zone)]
    if poll.closes_at <= call.now:
        blocks.append(paragraph(said.BEING_COUNTED))
        return Message(tuple(blocks), Audience.QUIET, About(kind="poll"))
    if rules.live:
        return live(call.session, poll, zone)
    lines = [said.HIDDEN_UNTIL_THE_END]
    if poll.mode is not PollMode.SECRET:
        lines.insert(0, said.turnout(_turnout(call.session, poll)))
    blocks.append(paragraph(*lines))
    blocks.append(Choices((Button(texts.CAST, says=f"sondage bulletin {poll.id}"),)))
    return Message(tuple(blocks), Audience.QUIET, About(kind="poll"))


def live(session: Session, poll: Poll, zone: ZoneInfo) -> Message:
    """A named poll with its counts so far, and the buttons to vote."""
    rules = read(poll.rules)
    found = outcome(poll, rules, closing.result_so_far(session, poll=poll), _turnout(session, poll))
    blocks: list[Block] = [heading(poll, zone), paragraph(said.turnout(found.turnout))]
    blocks += _shown(poll, rules, found)
    says = f"sondage voter {poll.id}"
    if poll.kind is PollKind.ONE:
        buttons = tuple(Button(label, says=f"{says} {rank}") for rank, label in enumerate(poll.options, start=1))
        choices = named_choices(poll, buttons)
    else:
        choices = Choices((Button(texts.CAST, says=f"sondage bulletin {poll.id}"),))
    return Message((*blocks, choices), Audience.EVERYONE, About(kind="poll"))


def counting_down(session: Session, poll: Poll, zone: ZoneInfo, *, now: datetime) -> Message:
    """An open poll as its message is refreshed: its counts so far where they are shown, the time left in a meeting."""
    rules = read(poll.rules)
    message = live(session, poll, zone) if rules.live else invitation(poll, zone)
    if not rules.minutes:
        return message
    left = paragraph(said.time_left(max(int((poll.closes_at - now).total_seconds()), 0)))
    return replace(message, blocks=(message.blocks[0], left, *message.blocks[1:]))


def of_counted(session: Session, poll: Poll, zone: ZoneInfo) -> Message:
    """What is shown of a counted poll."""
    rules = read(poll.rules)
    found = counted_outcome(session, poll)
    blocks: list[Block] = [heading(poll, zone), paragraph(said.turnout(found.turnout), *said.quorum(rules, found))]
    blocks += _shown(poll, rules, found)
    if is_named(poll):
        blocks += _by_name(session, poll)
    before = earlier(session, poll)
    if before:
        blocks.append(paragraph(*before))
    return Message(tuple(blocks), Audience.EVERYONE, About(kind="poll_result"))


def counted_outcome(session: Session, poll: Poll) -> Outcome:
    """The outcome of a counted poll."""
    return outcome(poll, read(poll.rules), closing.result(session, poll_id=poll.id), _turnout(session, poll))


def _turnout(session: Session, poll: Poll) -> Turnout:
    voted = closing.voters(session, poll_id=poll.id)
    return Turnout(poll.participants or 0, voted, closing.by_proxy(session, poll_id=poll.id))


def _shown(poll: Poll, rules: Rules, found: Outcome) -> list[Block]:
    """The blocks of the outcome: lines first, whose meaning needs no picture."""
    if found.withheld:
        return [paragraph(said.withheld(max(rules.least, 1)))]
    if not found.turnout.voters:
        return [paragraph(said.NOBODY_VOTED)]
    blocks: list[Block] = []
    lines = outcome_lines(poll, rules, found)
    if lines:
        blocks.append(Paragraph(tuple(as_line(each) for each in lines)))
    if found.counted and any(each.count for each in found.counted):
        blocks.append(_picture(poll, found))
    if found.weighed:
        blocks.append(_weighed_table(rules, found))
        matrix = eisenhower.picture(poll, rules, found.weighed, said.source(poll.id, found.turnout))
        if matrix is not None:
            blocks += [matrix, paragraph(*eisenhower.lines(rules, found.weighed))]
    if found.texts:
        shown = found.texts[:TEXTS_SHOWN]
        blocks.append(Bullets(tuple(Item((each,)) for each in shown)))
        if len(found.texts) > len(shown):
            blocks.append(paragraph(said.more_texts(len(found.texts) - len(shown))))
    return blocks


def outcome_lines(poll: Poll, rules: Rules, found: Outcome) -> list[Line | str]:
    """The outcome as lines: each option with its count and share, what follows from them, how ties were settled."""
    lines: list[Line | str] = [said.HELPS_TO_DECIDE] if poll.kind is PollKind.WEIGHTED else []
    total = found.turnout.voters
    if poll.kind is PollKind.RANKING:
        lines += said.ranking(found, poll.options, named=is_named(poll))
    elif poll.kind is not PollKind.NOTE or not found.hidden:
        lines += [said.counted(each.label, each.count, total, poll.kind) for each in found.counted]
    if found.mean is not None:
        lines.append(said.mean(found.mean, found.median, quiz=len(rules.answers)))
    if found.hidden:
        lines.append(said.hidden(rules.least))
    if found.leader is not None:
        lines.append(said.leader(found.leader))
    if found.winners:
        lines.append(said.winners(found.winners))
    if rules.majority:
        lines.append(said.majority(rules.majority, found.majority))
    return lines


def _picture(poll: Poll, found: Outcome) -> Picture:
    bars = tuple(
        Bar(each.label if each.count is not None else said.not_shown(each.label), (each.count or 0,))
        for each in found.counted
    )
    # The result of a vote in a meeting is read from the back of the room.
    large = bool(read(poll.rules).minutes)
    chart = StackedBars(poll.question, (said.SERIES,), bars, said.source(poll.id, found.turnout), large=large)
    return Picture(said.picture_name(poll.id), chart, ((said.PICTURE,),))


def _weighed_table(rules: Rules, found: Outcome) -> Table:
    columns = (said.PROJECT, *rules.criteria, said.SCORE)
    rows = tuple(
        ((each.label,), *((said.one_decimal(mean),) for mean in each.means), (said.two_decimals(each.score),))
        for each in found.weighed
    )
    return Table(columns, rows, said.weights(rules.criteria, rules.weights))


def _by_name(session: Session, poll: Poll) -> list[Block]:
    named = polls.ballots(session, poll_id=poll.id)
    items = tuple(Item((said.voted(label, ballot_words(poll, choice)),)) for label, choice in named[:NAMED_SHOWN])
    blocks: list[Block] = [paragraph(said.WHO_VOTED), Bullets(items)] if items else []
    if len(named) > NAMED_SHOWN:
        blocks.append(paragraph(said.more_named(len(named) - NAMED_SHOWN)))
    return blocks


def ballot_words(poll: Poll, choice: Sequence[object]) -> str:
    """A ballot of a named poll in words."""
    if poll.kind in (PollKind.TEXT, PollKind.NOTE, PollKind.WEIGHTED, PollKind.QUIZ):
        return ", ".join(map(str, choice))
    labels = [poll.options[int(str(each)) - 1] for each in choice]
    return said.chosen(labels, ranked=poll.kind is PollKind.RANKING)


def earlier(session: Session, poll: Poll) -> list[str]:
    """How the earlier editions of a repeated poll went, with what is shown of them only."""
    if poll.series_id is None:
        return []
    lines = []
    for each in polls.editions(session, series_id=poll.series_id):
        if each.edition > poll.edition:
            continue
        found = counted_outcome(session, each)
        lines.append(said.edition(each.edition, each.closes_at.date(), found))
    return [said.TREND, *lines] if len(lines) > 1 else []
