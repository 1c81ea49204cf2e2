"""Long lists, a page at a time: « suite » is the sentence that asks for the next page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands import texts
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.message import Button

_PAGE = re.compile(r"\s*(?:page\s+)?(\d{1,4})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its number from 1, and the entries it shows among all."""

    number: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        """Entries before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """Rank of its first entry, from 1."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """Rank of its last entry."""
        return min(self.offset + self.size, self.total)

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.last < self.total


def page_of(number: int, total: int, size: int) -> Page:
    """The page of this number, or the last one when there are fewer."""
    last = max((total - 1) // size + 1, 1)
    return Page(min(max(number, 1), last), size, total)


def next_page(page: Page, sentence: str) -> Button:
    """The button that shows the next page of what the sentence lists."""
    return Button(texts.NEXT, says=f"{sentence} page {page.number + 1}")


def read_page(text: str, call: Call) -> Taken:
    """The number of « page 2 »; takes the whole text."""
    del call
    found = _PAGE.fullmatch(text)
    if found is None:
        raise Misread(texts.left_over(text.strip()))
    return Taken(int(found.group(1)))
