"""A message as Block Kit: the blocks of each Slack message that it takes, and the text that notifications read.

Pure functions: what must be asked of Slack first, such as the file of a picture, is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.plain import plain as as_text
from bot.slack import texts
from bot.slack.choices import choices, with_share
from bot.slack.limits import (
    ALT_TEXT,
    BLOCKS_TOTAL,
    FALLBACK_TEXT,
    MESSAGE_BLOCKS,
    TABLE_CHARACTERS,
    TABLE_COLUMNS,
    TABLE_ROWS,
)
from bot.slack.writing import Json, escape, plain, rich_cell, sections, unescape
from commands.message import (
    Block,
    Bullets,
    Button,
    Choices,
    Facts,
    File,
    Form,
    Item,
    Line,
    Message,
    Paragraph,
    Picture,
    Strong,
    Table,
    text_of,
)

# What stands before the lines below an item; spaces at the start of a line would be dropped.
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What rendering needs beside the message.

    `pictures` are Slack's files by the picture's name. `menu` names what was kept of the message's choices, `share`
    what was kept of a quiet answer that may be made public. `reopens` is the sentence that asks for the message's form
    again. `tables` says whether tables are native.
    """

    pictures: Mapping[str, str] = field(default_factory=dict)
    menu: str = ""
    share: str = ""
    reopens: str = ""
    tables: bool = True


USUAL = Drawing()


@dataclass(frozen=True, slots=True)
class Part:
    """One Slack message: its blocks, and what is read where blocks are not shown."""

    blocks: tuple[Json, ...]
    text: str


def parts(message: Message, drawing: Drawing = USUAL) -> list[Part]:
    """The Slack messages that show the message, in order; one at least, and nothing of it is cut."""
    blocks = list(blocks_of(message, drawing))
    groups = list(_grouped(with_share(blocks, drawing.share) if drawing.share else blocks, MESSAGE_BLOCKS))
    whole = escape(as_text(_readable(message)).strip() or texts.EMPTY)
    if len(groups) == 1 and len(whole) <= FALLBACK_TEXT:
        return [Part(tuple(groups[0]), whole)]
    # Each part is notified by what it shows itself.
    return [Part(tuple(group), shown_text(group)) for group in groups]


def blocks_of(message: Message, drawing: Drawing = USUAL) -> Iterator[Json]:
    """Every block of the message, however many."""
    number = 0
    table_is_taken = False
    for block in message.blocks:
        native = isinstance(block, Table) and drawing.tables and not table_is_taken and _fits(block)
        table_is_taken = table_is_taken or native
        yield from _shown(block, drawing, before=number, native=native)
        if isinstance(block, Choices):
            number += len(block.buttons)


def shown_text(blocks: Sequence[Json]) -> str:
    """The text of these blocks as notifications read it, in at most the characters that Slack advises."""
    said = "\n".join(part for block in blocks for part in _texts(block) if part.strip()) or texts.EMPTY
    # Escaping makes a character five at most; what is shortened here stands whole in the blocks.
    return escape(said if len(said) <= FALLBACK_TEXT // 5 else said[: FALLBACK_TEXT // 5 - 1] + "…")


def size(blocks: Sequence[Json]) -> int:
    """Characters of the blocks as they travel."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _shown(block: Block, drawing: Drawing, *, before: int, native: bool) -> Iterator[Json]:
    match block:
        case Paragraph(lines):
            yield from sections(lines)
        case Bullets(items):
            yield from sections([line for item in items for line in _item(item)])
        case Facts(facts):
            yield from sections([(Strong(texts.label(fact.label).rstrip()), " ", *fact.value) for fact in facts])
        case Table():
            yield from _native(block) if native else sections(_rows(block))
        case Picture():
            yield from _picture(block, drawing)
        case File(name, _, content):
            yield from sections([(texts.attached(name, len(content)),)])
        case Choices(buttons):
            yield from choices(buttons, before, menu=drawing.menu)
        case Form(title, says, _, _):
            yield from sections([(Strong(title),)])
            yield from choices((Button(texts.OPEN_FORM, drawing.reopens or says),), 900 + before)


def _item(item: Item) -> Iterator[Line]:
    yield (f"{item.mark or '•'} ", *item.line)
    for detail in item.details:
        yield (INDENT, *detail)


def _picture(picture: Picture, drawing: Drawing) -> Iterator[Json]:
    file = drawing.pictures.get(picture.name)
    said = "\n".join(text_of(line) for line in picture.alternative)
    if file is None:
        yield from sections(picture.alternative)
        return
    fits = len(said) <= ALT_TEXT
    alternative = said if fits and said else texts.picture_below(picture.chart.title)
    yield {
        "type": "image",
        "slack_file": {"id": file},
        "alt_text": alternative,
        "title": plain(picture.chart.title),
    }
    if not fits:
        yield from sections(picture.alternative)


def _fits(table: Table) -> bool:
    characters = sum(len(text_of(cell)) for row in table.rows for cell in row) + sum(map(len, table.columns))
    return (
        0 < len(table.columns) <= TABLE_COLUMNS
        and len(table.rows) < TABLE_ROWS
        and characters <= TABLE_CHARACTERS
        and size(list(_native(table))) < BLOCKS_TOTAL
    )


def _native(table: Table) -> Iterator[Json]:
    if table.caption:
        yield from sections([(Strong(table.caption),)])
    head = [rich_cell((Strong(column),)) for column in table.columns]
    yield {
        "type": "table",
        "rows": [head, *([rich_cell(cell) for cell in row] for row in table.rows)],
        "column_settings": [{"is_wrapped": True} for _ in table.columns],
    }


def _rows(table: Table) -> Iterator[Line]:
    """Each row on a line, every cell after its column's title."""
    if table.caption:
        yield (Strong(table.caption),)
    for cells in table.rows:
        line: Line = ("• ",)
        for rank, (title, cell) in enumerate(zip(table.columns, cells, strict=True)):
            line = (*line, ", " if rank else "", texts.label(title), *cell)
        yield line


def _grouped(blocks: Sequence[Json], most: int) -> Iterator[list[Json]]:
    """The blocks in groups that each make a message within its limits."""
    group: list[Json] = []
    for block in blocks:
        if group and (len(group) == most or size([*group, block]) > BLOCKS_TOTAL):
            yield group
            group = []
        group.append(block)
    yield group


def _readable(message: Message) -> Message:
    """The message without what a notification has no use for: its buttons."""
    return Message(tuple(block for block in message.blocks if not isinstance(block, Choices)))


def _texts(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "rich_text":
            for element in block["elements"]:
                yield "".join(part.get("text", "") for part in element["elements"])
        case "image":
            yield block["alt_text"]
        case "table":
            for row in block["rows"]:
                yield ", ".join(text for cell in row for text in _texts(cell))
        case "raw_text":
            yield block["text"]
        case "actions":
            pass
        case _:
            if "text" in block:
                yield unescape(block["text"]["text"].replace("*", ""))
