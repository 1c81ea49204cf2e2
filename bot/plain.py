"""A message as plain text: what a terminal, a pipe, a notification or a screen reader reads. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import texts
from commands import texts as frame_texts
from commands.message import (
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

# Characters of a label that still stands on one line beside others.
SHORT_LABEL = 28
# Spaces before what belongs to the line above.
INDENT = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text and how far it is indented; `hanging` is where its continuation begins."""

    line: Line
    indent: int = 0
    hanging: int = 0


def plain(message: Message) -> str:
    """The message's text; blocks that are not text are named."""
    return "\n".join(" " * row.indent + text_of(row.line) for row in rows(message))


def spelt_out(message: Message) -> Message:
    """The message with each button as the sentence to type: shown unasked, its numbers would be those of nothing."""
    blocks = (
        Bullets(tuple(Item((frame_texts.to_type(each.label, each.says),)) for each in block.buttons))
        if isinstance(block, Choices)
        else block
        for block in message.blocks
    )
    return replace(message, blocks=tuple(blocks))


def rows(message: Message) -> Iterator[Row]:
    """The message's lines, one after the other; choices are numbered in the order in which they are typed."""
    number = 0
    for block in message.blocks:
        match block:
            case Paragraph(lines):
                yield from (Row(line) for line in lines)
            case Bullets(items):
                for item in items:
                    mark = item.mark or "-"
                    yield Row((f"{mark} ", *item.line), hanging=INDENT)
                    yield from (Row(detail, INDENT, INDENT) for detail in item.details)
            case Facts(facts):
                for fact in facts:
                    yield Row((Strong(texts.label(fact.label)), *fact.value), hanging=INDENT)
            case Table():
                yield from _table(block)
            case Picture(_, _, alternative):
                yield from (Row(line) for line in alternative)
            case File(name, _, content):
                yield Row((texts.attached_file(name, len(content)),))
            case Choices(buttons):
                yield from _choices(buttons, number)
                number += len(buttons)
            case Form(title, _, fields, _):
                yield Row((Strong(title),))
                yield from (Row((f"- {field.label}",), INDENT) for field in fields)


def _table(table: Table) -> Iterator[Row]:
    """Each row on a line, every cell after its column's title: what is read aloud needs no alignment."""
    if table.caption:
        yield Row((Strong(table.caption),))
    for cells in table.rows:
        spans: Line = ()
        for title, cell in zip(table.columns, cells, strict=True):
            spans = (*spans, ", " if spans else "", texts.label(title), *cell)
        yield Row(spans, hanging=INDENT)


def _choices(buttons: tuple[Button, ...], before: int) -> Iterator[Row]:
    """On one line when all are short, else one a line with what tells them apart."""
    numbered = [(before + rank, button) for rank, button in enumerate(buttons, start=1)]
    if all(len(button.label) <= SHORT_LABEL and not button.detail for button in buttons):
        yield Row(("  ".join(f"{_mark(rank, button)} {button.label}" for rank, button in numbered),))
        return
    for rank, button in numbered:
        detail = f" ({button.detail})" if button.detail else ""
        yield Row((f"{_mark(rank, button)} {button.label}{detail}",), hanging=INDENT + 1)


def _mark(rank: int, button: Button) -> str:
    return texts.choice_mark(rank, button.letter)
