"""What the bot says, before any platform: blocks of lines made of spans, and for whom they are.

Nothing here holds markup: a `str` is literal text, and each platform's renderer escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from commands.charts import Chart

# What stands for a button where choices are typed.
_LETTER = re.compile("^[a-z]$")


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that carries the line's meaning; plain renderers show it as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person called by the platform's own means; `label` is what a reader without that platform sees."""

    handle: str
    label: str


Span = str | Strong | Link | Mention
Line = tuple[Span, ...]


class Audience(Enum):
    """Who reads an answer: everyone in the place, the asker in the place, or the asker in private."""

    EVERYONE = "everyone"
    QUIET = "quiet"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: its line, the lines below it, and its own mark (« a. ») instead of a bullet."""

    line: Line
    details: tuple[Line, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, one a line."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column titles; `caption` says what is counted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to draw, and the lines that say the same to those who do not see it."""

    name: str
    chart: Chart
    alternative: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Button:
    """A sentence that one need not type; `detail` says how this choice differs from its neighbours.

    `letter` stands for the button where choices are typed: « i ». With `takes_words`, what is typed after the letter
    completes the sentence (« m 62 %, couvert »); without, a sentence that begins with the letter is a sentence.
    """

    label: str
    says: str
    detail: str = ""
    letter: str = ""
    takes_words: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Buttons, in the order in which numbers are typed for them.

    `ballot` is the question that they answer where a platform may put a poll of its own beside them, and `withdraws`
    the sentence said when an answer given there is taken back. Of a `secret` ballot nothing may show who chose what:
    no reaction, no poll of the platform, no number typed before others.
    """

    buttons: tuple[Button, ...]
    ballot: str = ""
    secret: bool = False
    withdraws: str = ""


class FieldKind(Enum):
    """How a field is filled in on platforms that have forms."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form; what is answered goes through the reader of the command's argument of that name.

    `initial` is what stands: shown in the field or with the question, and kept by « passer ».
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    initial: str = ""
    hint: str = ""
    options: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Fields whose values complete the sentence `says`: a modal on Slack, one question at a time elsewhere.

    `spoken` are the questions asked there, when fewer than the fields: one free sentence instead of eight questions.
    """

    title: str
    says: str
    fields: tuple[Field, ...]
    spoken: tuple[Field, ...] = ()

    @property
    def questions(self) -> tuple[Field, ...]:
        """What is asked where the form is a conversation."""
        return self.spoken or self.fields


Block = Paragraph | Bullets | Facts | Table | Picture | File | Choices | Form


@dataclass(frozen=True, slots=True)
class About:
    """What an answer rests on, for programs that read it: its kind, the codes and projects it cites.

    `field` is the submitted field that was not taken, where one was, and `also` what is wrong with others. `sources`
    are the other entries that it cites, by kind and key. `counts_projects`: it says how many projects there are of some
    kind, among those that the asker may read.
    """

    kind: str = ""
    codes: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    abstained: bool = False
    field: str = ""
    also: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    counts_projects: bool = False
    # What the question was understood to be, as JSON, for the one that follows it (commands/questions/thread.py).
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Blocks, whom they are for, and what they are about."""

    blocks: tuple[Block, ...]
    audience: Audience = Audience.EVERYONE
    about: About = field(default=About())

    def __post_init__(self) -> None:
        letters = [button.letter for button in self.buttons if button.letter]
        if len(set(letters)) < len(letters) or not all(_LETTER.match(each) for each in letters):
            raise ValueError(f"each button has a letter of its own, from a to z: {letters}")

    @property
    def personal(self) -> bool:
        """Whether only the asker reads it, in private."""
        return self.audience is Audience.PERSONAL

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button of the message, in the order in which they are numbered."""
        return tuple(button for block in self.blocks if isinstance(block, Choices) for button in block.buttons)

    @property
    def form(self) -> Form | None:
        """The form to fill in, when the message is one."""
        return next((block for block in self.blocks if isinstance(block, Form)), None)


def line(*spans: Span) -> Line:
    """A line of these spans."""
    return spans


def paragraph(*lines: Line | str) -> Paragraph:
    """A paragraph of these lines; a `str` is a line of one literal span."""
    return Paragraph(tuple(as_line(each) for each in lines))


def as_line(value: Line | str) -> Line:
    """The line, or the line made of this one literal span."""
    return (value,) if isinstance(value, str) else value


def say(*lines: Line | str, audience: Audience = Audience.EVERYONE) -> Message:
    """A message of one paragraph."""
    return Message((paragraph(*lines),), audience)


def text_of(value: Line) -> str:
    """The line's literal text, as someone who sees neither weight nor links reads it."""
    return "".join(_text_of_span(span) for span in value)


def _text_of_span(span: Span) -> str:
    match span:
        case str():
            return span
        case Strong(text):
            return text
        case Link(text, url):
            return text if text == url else f"{text} ({url})"
        case Mention(_, label):
            return label


def lines_of(message: Message) -> Iterator[Line]:
    """Every line that the message shows as text, buttons and files aside."""
    for block in message.blocks:
        match block:
            case Paragraph(lines):
                yield from lines
            case Bullets(items):
                for item in items:
                    yield item.line
                    yield from item.details
            case Facts(facts):
                for fact in facts:
                    yield (fact.label, " : ", *fact.value)
            case Table(_, rows, _):
                for row in rows:
                    yield from row
            case Picture(_, _, alternative):
                yield from alternative
            case _:
                pass
