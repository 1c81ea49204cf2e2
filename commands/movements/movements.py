"""What has moved: by subject, each thing said since then with its day, author and number, and what stood before."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call
from commands.french import day
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from commands.movements import texts
from commands.movements.reading import EVERYTHING, PLAN, PORTFOLIO, Asked, read_asked
from commands.movements.windows import Window
from commands.paging import next_page, page_of
from commands.references import Reference
from commands.state_words import STATUS_WORDS, WEATHER_WORDS
from commands.stories import Teller, teller
from commands.story_texts import line as story_line
from commands.topics import Topic, topic
from storage import movements, plan, portfolio
from storage.history import Subject
from storage.ledger.folding import UPDATED
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Transition, TransitionKind, Weather
from storage.rows.plan import Status

# Entries told of one subject; its history tells the others.
TOLD_AT_MOST = 5
# Subjects whose history is offered in one click.
OFFERED_AT_MOST = 5

_SENTENCES = {PLAN: "objectif mouvements", PORTFOLIO: "projet mouvements", EVERYTHING: "dimension mouvements"}


def of_plan(call: Call, asked: Asked | None = None) -> Message:
    """What has moved among objectives."""
    return show(call, asked or read_asked("", call, PLAN))


def of_portfolio(call: Call, asked: Asked | None = None) -> Message:
    """What has moved among projects."""
    return show(call, asked or read_asked("", call, PORTFOLIO))


def of_everything(call: Call, asked: Asked | None = None) -> Message:
    """What has moved among both."""
    return show(call, asked or read_asked("", call, EVERYTHING))


def show(call: Call, asked: Asked) -> Message:
    """A page of the subjects that moved, the last one first."""
    since, until = asked.window.instants(call)
    found = movements.moved(call.session, kinds=asked.kinds, since=since, until=until)
    shown = _readable(call, asked) if found.counted else frozenset()
    moved = {subject: number for subject, number in found.counted.items() if subject in shown}
    narrowed = topic(call, asked.entry).short if asked.entry is not None else asked.criteria.label
    sentence = f"{_SENTENCES[asked.kinds]} {asked.typed}".strip()
    if not moved:
        blocks: list[Block] = [paragraph(texts.nothing_moved(asked.window.label, narrowed))]
        earlier = _earlier(asked.window, asked)
        return Message((*blocks, *((Choices(earlier),) if earlier else ())), Audience.QUIET, About(kind="movements"))
    page = page_of(asked.criteria.page, len(moved), call.options.page_size)
    subjects = list(moved)[page.offset : page.last]
    told = {one: movements.newest(call.session, found, subject=one, limit=TOLD_AT_MOST) for one in subjects}
    entries = [each for some in told.values() for each in some]
    changes = movements.transitions(call.session, numbers=[each.id for each in entries])
    telling = teller(call, entries)
    topics = {subject: topic(call, Reference(*subject)) for subject in subjects}
    items = []
    for subject in subjects:
        details = [_told(telling, each, changes.get(each.id, ()), topics[subject]) for each in told[subject]]
        if moved[subject] > TOLD_AT_MOST:
            details.append(texts.more(moved[subject] - TOLD_AT_MOST))
        items.append(Item(texts.subject(topics[subject].name), tuple(details)))
    blocks = [paragraph(texts.heading(asked.window.label, narrowed, len(moved))), Bullets(tuple(items))]
    buttons = [
        Button(texts.history(one.short), says=f"{one.group} historique {one.typed}")
        for one in list(topics.values())[:OFFERED_AT_MOST]
    ]
    if page.more:
        blocks.append(paragraph(texts.shown_range(page.first, page.last, page.total)))
        buttons.insert(0, next_page(page, sentence))
    blocks.append(Choices((*buttons, *_earlier(asked.window, asked))))
    codes = tuple(code for kind, code in subjects if kind in PLAN)
    projects = tuple(code for kind, code in subjects if kind in PORTFOLIO)
    counts = any(kind in PORTFOLIO for kind, _ in moved)
    about = About(kind="movements", codes=codes, projects=projects, counts_projects=counts)
    return Message(tuple(blocks), Audience.QUIET, about)


def stood_before(changes: Sequence[Transition], about: Topic) -> list[str]:
    """What each change replaced, in words; what the document says where nothing had been said before."""
    before: list[str] = []
    for each in changes:
        match each.kind:
            case TransitionKind.STATUS:
                status = Status(each.before) if each.before else about.printed_status
                if status is not None and (each.after is None or status is not Status(each.after)):
                    before.append(STATUS_WORDS[status])
            case TransitionKind.WEATHER if each.before:
                before.append(WEATHER_WORDS[Weather(each.before)])
            case TransitionKind.DEADLINE:
                due_on = texts.iso_day(each.before) if each.before else about.initial_due_on
                if due_on is not None:
                    before.append(texts.due(day(due_on)))
    return before


def _told(telling: Teller, entry: HistoryEntry, changes: Sequence[Transition], about: Topic) -> Line:
    said = telling.said(entry)
    begun = next((each.after for each in changes if each.kind is TransitionKind.STATUS), None)
    if begun is not None and entry.action == UPDATED and "status" not in entry.detail:
        # A figure says that it has begun.
        said = f"{STATUS_WORDS[Status(begun)]}, {said}"
    said = texts.with_before(said, stood_before(changes, about))
    return story_line(telling.day(entry), telling.who(entry), entry.id, "", said)


def _readable(call: Call, asked: Asked) -> frozenset[Subject]:
    """The subjects of these kinds that the criteria keep and the asker may read."""
    kept: set[Subject] = set()
    if asked.kinds & PLAN:
        where = asked.criteria.for_plan()
        results = plan.key_result_codes(call.session, where=where, today=call.today)
        objectives = {code.rpartition(".")[0] for code in results}
        if not asked.criteria.parts:
            objectives |= plan.objective_codes(call.session)
        kept |= {("key_result", code) for code in results} | {("objective", code) for code in objectives}
    if asked.kinds & PORTFOLIO:
        projects = asked.criteria.for_portfolio()
        keys = portfolio.project_keys(call.session, where=projects, reader=call.reader, today=call.today)
        kept |= {("project", key) for key in keys}
    if asked.entry is None:
        return frozenset(kept)
    # An objective goes with its key results.
    own = asked.entry.subject
    return frozenset(one for one in kept if one == own or one[1].startswith(f"{own[1]}."))


def _earlier(window: Window, asked: Asked) -> tuple[Button, ...]:
    """The meeting before the one since which it was asked."""
    if window.before is None:
        return ()
    body, held_on = window.before
    about = asked.entry.code if asked.entry is not None else asked.criteria.typed
    says = f"{_SENTENCES[asked.kinds]} depuis le {held_on:%d/%m/%Y} {about}".strip()
    return (Button(texts.since_earlier(body, held_on), says=says),)
