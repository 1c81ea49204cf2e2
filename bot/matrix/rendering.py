"""A message as Matrix events: HTML and plain body from one walk, split below the size of an event. A pure function."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape

from bot import texts
from bot.matrix import texts as matrix_texts
from bot.plain import SHORT_LABEL
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
    Link,
    Mention,
    Message,
    Paragraph,
    Picture,
    Span,
    Strong,
    Table,
)
from commands.table import TABLE

# Bytes of body and HTML in one event, as JSON. An event has at most 65,536; encryption makes four bytes of three, and
# adds its envelope. Source: Matrix specification, « Size limits ».
EVENT_BYTES = 36_000
# Characters of one line; what is longer is continued on the next one.
LINE_LENGTH = 3_000

# Marks that turn the reading direction, and controls: they would let a title rewrite the sentence around it.
_TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What older clients take for a call to everybody, whatever `m.mentions` says.
_EVERYBODY = re.compile("@(?=room)", re.IGNORECASE)
_WORD_JOINER = "\u2060"

_BREAK = "<br>"
_INDENT = "\u00a0\u00a0\u00a0"


@dataclass(frozen=True, slots=True)
class Part:
    """The body of one event, twice."""

    body: str
    html: str

    @property
    def size(self) -> int:
        """Its bytes in an event."""
        return len(json.dumps([self.body, self.html], ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a message becomes: text events, the accounts that it calls, and what is attached."""

    parts: tuple[Part, ...]
    mentions: tuple[str, ...] = ()
    attachments: tuple[Picture | File, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The least that is kept together; pieces of one wrapper stand in one list or table."""

    body: str
    html: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _Calls:
    """The accounts of the handles that are called, as far as they are known; who was called is noted on the way."""

    accounts: Mapping[str, str]
    made: dict[str, None] = field(default_factory=dict)


def render(message: Message, *, accounts: Mapping[str, str], direct: bool) -> Rendered:
    """The message's events. `accounts` gives the Matrix account of a handle; `direct` says who else may see."""
    message = message if direct else secret_choices(message)
    calls = _Calls(accounts)
    pieces: list[Piece] = []
    attachments: list[Picture | File] = []
    number = 0
    for block in message.blocks:
        if isinstance(block, Picture | File):
            attachments.append(block)
            continue
        # An empty piece after each: two paragraphs in a row are two.
        pieces += [*_pieces(block, calls, number=number), Piece("", "")]
        if isinstance(block, Choices):
            number += len(block.buttons)
    return Rendered(tuple(_assembled(pieces)), tuple(calls.made), tuple(attachments))


def literal(text: str) -> str:
    """The text as it may stand in a body: nothing in it turns, rings or commands."""
    text = _EVERYBODY.sub("@" + _WORD_JOINER, _TURNING.sub("", text))
    return _command_names().sub("!", text)


@cache
def _command_names() -> re.Pattern[str]:
    """The slash of « /objectif », which Matrix clients keep for themselves: there a command begins with « ! »."""
    names = "|".join(sorted(TABLE.groups))
    return re.compile(rf"(?<![\w/.:])/(?=(?:{names})\b)")


def _pieces(block: Block, calls: _Calls, *, number: int) -> Iterator[Piece]:
    match block:
        case Paragraph(lines):
            yield from _lines(lines, calls)
        case Bullets(items):
            for item in items:
                yield from _item(item, calls)
        case Facts(facts):
            yield from _lines([(Strong(texts.label(fact.label)), *fact.value) for fact in facts], calls)
        case Table():
            yield from _table(block, calls)
        case Choices(buttons):
            yield from _choices(buttons, calls, number)
        case Form(title, _, fields, _):
            yield from _lines([(Strong(title),), *((f"- {each.label}",) for each in fields)], calls)
        case _:
            return


def _lines(lines: Sequence[Line], calls: _Calls) -> Iterator[Piece]:
    """Lines of one paragraph; a piece is a line, so that a long paragraph may be split between them."""
    short = [piece for each in lines for piece in _folded(each)]
    for line in short:
        body, html = _both(line, calls)
        yield Piece(body, html + _BREAK, "<p>", "</p>")


def _item(item: Item, calls: _Calls) -> Iterator[Piece]:
    rows = [piece for each in (item.line, *item.details) for piece in _folded(each)]
    written = [_both(row, calls) for row in rows]
    if not written:
        return
    mark = item.mark or "-"
    body = "\n".join([f"{mark} {written[0][0]}", *(f"   {plain}" for plain, _ in written[1:])])
    if item.mark:
        html = _BREAK.join([f"{escape(literal(mark))} {written[0][1]}", *(_INDENT + each for _, each in written[1:])])
        yield Piece(body, html + _BREAK, "<p>", "</p>")
    else:
        yield Piece(body, f"<li>{_BREAK.join(each for _, each in written)}</li>", "<ul>", "</ul>")


def _table(table: Table, calls: _Calls) -> Iterator[Piece]:
    if table.caption:
        yield from _lines([(Strong(table.caption),)], calls)
    head = "".join(f"<th>{escape(literal(title))}</th>" for title in table.columns)
    for cells in table.rows:
        written = [_both(cell, calls) for cell in cells]
        body = ", ".join(
            f"{texts.label(literal(title))}{plain}" for title, (plain, _) in zip(table.columns, written, strict=True)
        )
        row = "".join(f"<td>{html}</td>" for _, html in written)
        yield Piece(
            body,
            f"<tr>{row}</tr>",
            f"<table><thead><tr>{head}</tr></thead><tbody>",
            "</tbody></table>",
        )


def _choices(buttons: tuple[Button, ...], calls: _Calls, before: int) -> Iterator[Piece]:
    """Numbered as they are typed: on one line when all are short, else one a line with what tells them apart."""
    marked = [
        (f"{texts.choice_mark(before + rank, button.letter)} {button.label}", button.detail)
        for rank, button in enumerate(buttons, start=1)
    ]
    if all(len(button.label) <= SHORT_LABEL and not button.detail for button in buttons):
        lines: list[Line] = [("  ".join(label for label, _ in marked),)]
    else:
        lines = [(f"{label} ({detail})" if detail else label,) for label, detail in marked]
    yield from _lines(lines, calls)


def _both(line: Line, calls: _Calls) -> tuple[str, str]:
    """The line as plain text and as HTML."""
    written = [_span(span, calls) for span in line]
    return "".join(plain for plain, _ in written), "".join(html for _, html in written)


def _span(span: Span, calls: _Calls) -> tuple[str, str]:
    match span:
        case str():
            text = literal(span)
            return text, _html(text)
        case Strong(text):
            text = literal(text)
            return text, f"<strong>{_html(text)}</strong>"
        case Link(text, url):
            text = literal(text)
            if not url.startswith(("https://", "http://")):
                return text, _html(text)
            plain = text if text == url else f"{text} ({url})"
            return plain, f'<a href="{escape(url)}">{_html(text)}</a>'
        case Mention(handle, label):
            label = literal(label)
            account = calls.accounts.get(handle)
            if account is None:
                return label, _html(label)
            calls.made[account] = None
            return label, f'<a href="https://matrix.to/#/{escape(account)}">{_html(label)}</a>'


def _html(text: str) -> str:
    return escape(text).replace("\n", _BREAK)


def _folded(line: Line) -> Iterator[Line]:
    """The line, or several where it is too long for one."""
    room = LINE_LENGTH
    current: list[Span] = []
    for span in line:
        text = span if isinstance(span, str) else None
        if text is None or len(text) <= room:
            current.append(_shortened(span))
            room -= len(text or "")
            continue
        while text:
            current.append(text[:room])
            text = text[room:]
            room = LINE_LENGTH
            if text:
                yield tuple(current)
                current = []
    yield tuple(current)


def _shortened(span: Span) -> Span:
    """A span that is not plain text has no place to be split: titles and labels are shorter than this."""
    match span:
        case Strong(text) if len(text) > LINE_LENGTH:
            return Strong(text[:LINE_LENGTH] + "…")
        case Link(text, url) if len(text) > LINE_LENGTH:
            return Link(text[:LINE_LENGTH] + "…", url)
        case Mention(handle, label) if len(label) > LINE_LENGTH:
            return Mention(handle, label[:LINE_LENGTH] + "…")
        case _:
            return span


def _assembled(pieces: Sequence[Piece]) -> Iterator[Part]:
    """As few parts as the size allows; a part ends between two pieces."""
    held: list[Piece] = []
    size = 0
    for piece in pieces:
        weight = Part(piece.body, piece.before + piece.html + piece.after).size
        if held and size + weight > EVENT_BYTES:
            yield _joined(held)
            held, size = [], 0
        held.append(piece)
        size += weight
    if any(piece.body or piece.html for piece in held):
        yield _joined(held)


def _joined(pieces: Sequence[Piece]) -> Part:
    html: list[str] = []
    for position, piece in enumerate(pieces):
        previous = pieces[position - 1] if position else None
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if previous is None or previous.before != piece.before:
            html.append(piece.before)
        html.append(piece.html)
        if following is None or following.before != piece.before:
            html.append(piece.after)
    said = "".join(html).replace(_BREAK + "</p>", "</p>")
    return Part("\n".join(piece.body for piece in pieces if piece.body or piece.html), said)


def secret_choices(message: Message) -> Message:
    """The message with the choices of a secret ballot named, not numbered: elsewhere they would be seen."""
    blocks: list[Block] = []
    for block in message.blocks:
        if isinstance(block, Choices) and block.secret:
            blocks.append(Bullets(tuple(Item((button.label,)) for button in block.buttons)))
            blocks.append(Paragraph(((matrix_texts.SECRET_CHOICE,),)))
        else:
            blocks.append(block)
    return Message(tuple(blocks), message.audience, message.about)
