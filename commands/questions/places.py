"""What is planned somewhere, or under a theme: the projects, each with what it says of the place."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call
from commands.errors import Misread
from commands.filters.criteria import PORTFOLIO_FILTERS, Criteria
from commands.filters.reading import read_criteria
from commands.french import typeset
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from commands.normalise import words
from commands.portfolio import projects
from commands.portfolio import texts as portfolio_texts
from commands.questions import card_texts, list_texts
from commands.questions.cue_words import ASKING
from commands.questions.cues import Cue
from commands.questions.finding import matches
from commands.questions.narrowing_words import PLACE_BEFORE, PROJECT_WORD
from commands.questions.question import Question, is_small
from commands.texts import shortened
from storage import portfolio
from storage.rows.portfolio import Project

# Projects shown at once, and characters of what each says.
SHOWN, STATEMENT = 25, 220
# A project that holds this share of the words is the one asked for, and its theme is not.
NAMED_ITSELF = 0.85
# Words in the criteria of a list that is asked for in a sentence.
CRITERIA_WORDS = 4
# Share of a place's name that a project must hold to be about it.
HELD = 0.5
_KINDS = frozenset({"commune", "territory", "theme"})


def about_places(question: Question, call: Call) -> Message | None:
    """The projects of the communes, Territoires or themes that were named, or all of them by theme; or how many."""
    criteria = Criteria(tuple(part for part in question.narrowed.parts if part.kind in _KINDS))
    if not criteria.parts:
        return projects.status(call)
    where = criteria.for_portfolio()
    total = portfolio.count_projects(call.session, where=where, reader=call.reader, today=call.today)
    found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today, limit=SHOWN)
    if not found:
        blocks: tuple[Block, ...] = (paragraph(list_texts.no_project_there(criteria.label)),)
        return Message(blocks, Audience.QUIET, About(kind="list"))
    heading = portfolio_texts.list_heading(total, criteria.label)
    if question.asks(Cue.HOW_MANY) and total > len(found):
        return Message(
            (paragraph(heading, card_texts.source(card_texts.PART_OF_PROJECTS)),), Audience.QUIET, About(kind="count")
        )
    return _shown(found, heading, total, criteria)


def by_criteria(question: Question, call: Call) -> Message | None:
    """« projets de transport à Marseille »: criteria that the strict reader of lists understands as a whole."""
    if not PROJECT_WORD.search(question.said) or not 0 < len(question.left) <= CRITERIA_WORDS:
        return None
    known = matches(" ".join(question.left), call, frozenset({"project"}))
    if known and min(known[0].coverage, known[0].score) >= NAMED_ITSELF:
        return None
    asked = " ".join(word for word in words(question.narrowed.named) if word not in ASKING)
    try:
        criteria = read_criteria(asked, call, PORTFOLIO_FILTERS)
    except Misread:
        return None
    kinds = {part.kind for part in criteria.parts}
    if not kinds & {"theme", "unit"}:
        return None
    return projects.listing(call, criteria)


def nowhere(question: Question, call: Call) -> Message | None:
    """« projets à Avignon »: a place that no recorded text names has no project here."""
    if not PROJECT_WORD.search(question.said) or question.narrowed.has("commune", "territory"):
        return None
    place = PLACE_BEFORE.search(question.said)
    if place is None:
        return None
    named = [word for word in place[1].split() if not is_small(word)]
    if not named or named != question.left:
        return None
    index = call.names().index
    found = matches(" ".join(named), call, frozenset({"project"}))
    if any(index.knows(word) for word in named) and found and found[0].coverage >= HELD:
        return None
    return Message((paragraph(list_texts.unknown_place(" ".join(named))),), Audience.QUIET, About(kind="list"))


def _shown(found: Sequence[Project], heading: Line, total: int, criteria: Criteria) -> Message:
    items = tuple(
        Item(
            portfolio_texts.listed(each),
            ((typeset(shortened(each.statement, STATEMENT)),), portfolio_texts.listed_theme(each)),
        )
        for each in found
    )
    blocks: list[Block] = [paragraph(heading), Bullets(items)]
    if total > len(found):
        says = f"projet liste {criteria.label} page 2"
        blocks.append(Choices((Button(list_texts.WHOLE_LIST, says=says),)))
    blocks.append(paragraph(card_texts.source(card_texts.PART_OF_PROJECTS)))
    about = About("list", projects=tuple(each.key for each in found))
    return Message(tuple(blocks), Audience.QUIET, about)
