"""The points due: a round begun or taken up, their list, and what is said to whom has none."""

from __future__ import annotations

import re
from datetime import date, timedelta

from commands.call import Call
from commands.command import Taken
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, paragraph
from commands.paging import next_page, page_of
from commands.rounds import texts
from commands.rounds.rounds import modify
from commands.rounds.steps import live, proceed, reached
from commands.rounds.waiting import waiting
from commands.updates import plain
from storage import rounds
from storage.rounds import Point, Step

# A point d'étape is expected every month: the organisation's steering is monthly, and a letter each Monday that asked
# for what was said the week before would not be read.
EXPECTED_EVERY = timedelta(days=30)
_PAGE = re.compile(r"^\s*page\s+(\d{1,4})\s*$", re.IGNORECASE)


def read_page(text: str, call: Call) -> Taken:
    """« page 2 »."""
    del call
    found = _PAGE.match(text)
    return Taken(int(found.group(1))) if found else Taken(1, text)


def open_points(call: Call) -> list[Point]:
    """Everything open that the asker may speak of, in the order in which a round asks for it."""
    person_id = call.asker.person_id
    if person_id is None:
        return []
    return rounds.open_points(call.session, person_id=person_id, today=call.today, reader=call.reader)


def is_due(call: Call, point: Point) -> bool:
    """Whether a point d'étape is expected: none was given for thirty days, or ever."""
    return point.told_at is None or call.now - point.told_at >= EXPECTED_EVERY


def following(call: Call, words: str = "") -> Message:
    """The round of the day, begun or taken up; words that are no verb say how its point stands, or a project does."""
    person_id = call.asker.person_id
    going = rounds.last(call.session, person_id=person_id) if person_id is not None else None
    if words and going is not None and live(call, going) and plain.of_point(words, call):
        return modify(call, None, words)
    if words:
        return _an_update_instead(words)
    points = open_points(call)
    lines, buttons = waiting(call, points)
    if going is not None and live(call, going):
        return proceed(call, going, [texts.RESUMED, *lines], buttons)
    due = [each for each in points if is_due(call, each)]
    if not due or person_id is None:
        return _nothing(call, points, lines, buttons)
    going = rounds.start(call.session, person_id=person_id, subjects=[each.subject for each in due], at=call.now)
    return proceed(call, going, [texts.opening(len(due)), *lines], buttons)


def listing(call: Call, page: int = 1) -> Message:
    """The points due, nothing being begun."""
    points = open_points(call)
    due = [each for each in points if is_due(call, each)]
    lines, buttons = waiting(call, points)
    if not due:
        return _nothing(call, points, lines, buttons)
    shown_page = page_of(page, len(due), call.options.page_size)
    listed = due[shown_page.offset : shown_page.last]
    items = tuple(
        Item(texts.heading(spoken), ((texts.listed_when(point, today=call.today, zone=call.options.zone),),))
        for point in listed
        if (spoken := reached(call, Step(*point.subject))) is not None
    )
    going = rounds.last(call.session, person_id=call.asker.person_id) if call.asker.person_id is not None else None
    on = going is not None and live(call, going) and going.position is not None
    blocks: list[Block] = [paragraph(texts.list_heading(len(due)), *lines), Bullets(items)]
    if going is not None and on:
        blocks.append(paragraph(texts.in_progress(going.position or 1, len(going.steps))))
    ways = [Button(texts.RESUME if on else texts.BEGIN, says=texts.SAYS_NEXT, letter="c"), *buttons]
    if shown_page.more:
        ways.insert(0, next_page(shown_page, texts.SAYS_LIST))
    blocks.append(Choices(tuple(ways)))
    codes = tuple(each.subject[1] for each in listed if each.subject[0] != "project")
    projects = tuple(each.subject[1] for each in listed if each.subject[0] == "project")
    counts = any(each.subject[0] == "project" for each in due)
    about = About(kind="points", codes=codes, projects=projects, counts_projects=counts)
    return Message(tuple(blocks), Audience.QUIET, about)


def _nothing(call: Call, points: list[Point], lines: list[str], buttons: list[Button]) -> Message:
    said = texts.NOTHING_YOURS if not points else texts.nothing_due(_upcoming(call, points), call.today)
    blocks: list[Block] = [paragraph(said, *lines)]
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    return Message(tuple(blocks), Audience.QUIET, About(kind="points"))


def _upcoming(call: Call, points: list[Point]) -> tuple[str, date] | None:
    """The nearest deadline to come."""
    for point in points:
        if point.due_on is not None and point.due_on >= call.today:
            spoken = reached(call, Step(*point.subject))
            if spoken is not None:
                return spoken.short, point.due_on
    return None


def _an_update_instead(words: str) -> Message:
    buttons = (Button(texts.UPDATE_THIS, says=f"projet maj {words}"), Button(texts.BEGIN_ROUND, says=texts.SAYS_NEXT))
    blocks = (paragraph(texts.not_in_a_round(words)), Choices(buttons))
    return Message(blocks, Audience.QUIET, About(kind="choices"))
