"""What somebody asks of movements: since when, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands.call import Call
from commands.codes import whole_code
from commands.command import Taken
from commands.errors import Misread
from commands.filters import texts as filter_texts
from commands.filters.criteria import PLAN_FILTERS, PORTFOLIO_FILTERS, Criteria
from commands.filters.reading import LONGEST_CRITERIA, read_criteria
from commands.movements import vocabulary
from commands.movements.windows import Window, take_window
from commands.references import Reference, plan_entry
from commands.texts import WHOLE_PLAN_WORDS

PLAN = frozenset({"objective", "key_result"})
PORTFOLIO = frozenset({"project"})
EVERYTHING = PLAN | PORTFOLIO
_FILTERS = {PLAN: PLAN_FILTERS, PORTFOLIO: PORTFOLIO_FILTERS, EVERYTHING: PLAN_FILTERS | PORTFOLIO_FILTERS}
_OF_PLAN_ALONE = PLAN_FILTERS - PORTFOLIO_FILTERS
_OF_PORTFOLIO_ALONE = PORTFOLIO_FILTERS - PLAN_FILTERS

_PAGE = re.compile(r"\s*\bpage\s+\d{1,4}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the kinds of subjects, since when, narrowed to what; `entry` where one subject is named.

    `typed` is the whole of it, without the page.
    """

    kinds: frozenset[str]
    window: Window
    criteria: Criteria
    entry: Reference | None = None
    typed: str = ""


def read_of_plan(text: str, call: Call) -> Taken:
    """Movements of objectives; takes the whole text."""
    return Taken(read_asked(text, call, PLAN))


def read_of_portfolio(text: str, call: Call) -> Taken:
    """Movements of projects; takes the whole text."""
    return Taken(read_asked(text, call, PORTFOLIO))


def read_of_everything(text: str, call: Call) -> Taken:
    """Movements of both; takes the whole text."""
    return Taken(read_asked(text, call, EVERYTHING))


def read_asked(text: str, call: Call, kinds: frozenset[str]) -> Asked:
    """The window and the criteria in the text; raises Misread for what is neither."""
    if len(text) > LONGEST_CRITERIA:
        raise Misread(filter_texts.too_long(LONGEST_CRITERIA))
    window, rest = take_window(" ".join(text.split()), call)
    entry = None
    code = vocabulary.CODE.search(rest) if kinds & PLAN else None
    named = whole_code(code.group()) if code is not None else None
    if code is not None and named is not None:
        entry = plan_entry(named, call)
        rest = f"{rest[: code.start()]} {rest[code.end() :]}"
    rest = vocabulary.LEFT_OVER.sub("", rest.strip(" ,;:.?!")).strip()
    if rest.lower() in WHOLE_PLAN_WORDS:
        rest = ""
    criteria = read_criteria(rest, call, _FILTERS[kinds])
    asked = {part.kind for part in criteria.parts}
    if asked & _OF_PLAN_ALONE and asked & _OF_PORTFOLIO_ALONE:
        # Nothing is both in a pillar and in a theme: as where either list alone is asked for.
        read_criteria(rest, call, PLAN_FILTERS)
    if asked & _OF_PLAN_ALONE or entry is not None:
        kinds = PLAN
    elif asked & _OF_PORTFOLIO_ALONE:
        kinds = PORTFOLIO
    return Asked(kinds, window, criteria, entry, _PAGE.sub("", text).strip())


def narrowed(entry: Reference, window: Window, typed: str) -> Asked:
    """What has moved on one subject within the window."""
    kinds = PORTFOLIO if entry.kind == "project" else PLAN
    return Asked(kinds, window, Criteria(), entry, typed)
