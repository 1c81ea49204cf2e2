"""« Relevé de résultats » of a counted poll: what was asked of whom, what came out, what was changed on the way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands.call import Call
from commands.errors import Misread
from commands.message import (
    About,
    Audience,
    Block,
    Button,
    Choices,
    Fact,
    Facts,
    File,
    Line,
    Message,
    Paragraph,
    as_line,
    paragraph,
    text_of,
)
from commands.polls import eisenhower, minutes_file, result_texts, texts
from commands.polls import minutes_texts as said
from commands.polls.counting import Outcome
from commands.polls.paper import options_lines
from commands.polls.results import counted_outcome, outcome_lines
from storage import people
from storage.polls import polls
from storage.polls.rules import read
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll

_TRACED = (
    polls.CLOSED_EARLY, polls.EXTENDED, polls.CORRECTED, polls.ERRATUM, polls.COUNTED, polls.DECIDED, polls.VALUED
)  # fmt: skip


def minutes(call: Call, poll: Poll) -> Message:
    """The relevé as a message and as a file."""
    if poll.state is not PollState.CLOSED:
        raise Misread(result_texts.NOT_COUNTED)
    message = of(call.session, poll, call.options.zone)
    buttons = (Button(result_texts.EXPORT, says=f"sondage exporter {poll.id}"),)
    return Message((*message.blocks, Choices(buttons)), Audience.QUIET, message.about)


def of(session: Session, poll: Poll, zone: ZoneInfo) -> Message:
    """The relevé, for whoever may read the result."""
    found = counted_outcome(session, poll)
    facts = _facts(session, poll, zone, found)
    result = [text_of(as_line(each)) for each in _result(poll, found)]
    traced = _traced(session, poll, zone)
    title = said.title(poll.id)
    blocks: list[Block] = [
        paragraph(texts.heading(title)),
        Facts(tuple(Fact(label, (value,)) for label, value in facts)),
        paragraph(texts.heading(said.RESULT)),
        Paragraph(tuple((each,) for each in result)),
    ]
    if traced:
        blocks += [paragraph(texts.heading(said.TRACED)), Paragraph(tuple((each,) for each in traced))]
    blocks.append(paragraph(texts.WHAT_A_POLL_IS_NOT))
    page = minutes_file.page(title, facts, list(options_lines(poll, read(poll.rules))), [*result, *found.texts], traced)
    blocks.append(File(result_texts.file_name(poll.id, "html"), "text/html", page.encode()))
    return Message(tuple(blocks), Audience.EVERYONE, About(kind="poll_minutes"))


def _facts(session: Session, poll: Poll, zone: ZoneInfo, found: Outcome) -> list[tuple[str, str]]:
    rules = read(poll.rules)
    opened, ended = (poll.opened_at or poll.created_at).astimezone(zone), poll.closes_at.astimezone(zone)
    author = people.labels(session, ids={poll.author_id}).get(poll.author_id, "")
    facts = [
        (said.QUESTION, poll.question),
        (said.KIND_AND_MODE, said.kind_and_mode(poll.kind, poll.mode)),
        (said.ASKED_BY, author),
        (said.PARTICIPANTS, said.participants(poll.electorate["label"], poll.participants or 0, opened)),
        (said.OPEN, said.from_to(opened, ended)),
        (said.TURNOUT, result_texts.turnout(found.turnout)),
    ]
    facts += [(said.QUORUM, each) for each in result_texts.quorum(rules, found)]
    if rules.sample:
        facts.append((said.SAMPLE, said.drawn(rules.sample)))
    return facts


def _result(poll: Poll, found: Outcome) -> list[Line | str]:
    rules = read(poll.rules)
    if found.withheld:
        return [result_texts.withheld(rules.least)]
    if not found.turnout.voters:
        return [result_texts.NOBODY_VOTED]
    lines = list(outcome_lines(poll, rules, found))
    if found.weighed:
        lines.append(result_texts.weights(rules.criteria, rules.weights))
        lines += [said.weighed(each.label, each.score) for each in found.weighed]
        lines += eisenhower.lines(rules, found.weighed)
    return lines


def _traced(session: Session, poll: Poll, zone: ZoneInfo) -> list[str]:
    """What was done to the poll on the way, dated and signed; never a vote."""
    found = polls.entries(session, poll_id=poll.id, actions=_TRACED)
    labels = people.labels(session, ids={each.person_id for each in found if each.person_id is not None})
    lines = []
    for each in found:
        detail = dict(each.detail)
        for name in ("before", "after"):
            if each.action in (polls.CLOSED_EARLY, polls.EXTENDED) and name in detail:
                detail[name] = texts.moment(datetime.fromisoformat(detail[name]).astimezone(zone))
        words = said.traced(each.action, detail)
        if words:
            lines.append(said.dated(texts.moment(each.at.astimezone(zone)), labels.get(each.person_id or 0), words))
    return lines
