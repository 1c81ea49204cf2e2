"""Lines of spans as Slack's text: what is typed stays literal, and only spans make weight, links and mentions.

mrkdwn has no way to write a literal asterisk, so lines whose words could be read as markup, or where weight would not
hold, are written as rich text, where text is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.slack.limits import SECTION_TEXT
from commands.message import Line, Link, Mention, Span, Strong, text_of

Json = dict[str, Any]

# What mrkdwn would read in words: weight, code, quotes, emoji by name.
_MARKUP = re.compile(r"[*_~`]|:[\w+'-]+:|^\s*>", re.MULTILINE)
# A platform's person, as mentions and messages name one; any other handle is written as its label.
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
# An address that a link may lead to, and that cannot break out of it.
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>|]+")


def escape(text: str) -> str:
    """The text with the three characters that mrkdwn reads everywhere replaced."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What the three replaced characters stand for; also what Slack replaces in what people type."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def sections(lines: Iterable[Line]) -> Iterator[Json]:
    """Blocks that show these lines one under the other, as many as their length asks for."""
    for chunk in _chunks(lines):
        yield section(chunk) if is_safe(chunk) else rich_text(chunk)


def section(lines: Sequence[Line]) -> Json:
    """These lines as a section of mrkdwn; they must be safe and short enough."""
    return {"type": "section", "text": mrkdwn(lines), "expand": True}


def mrkdwn(lines: Sequence[Line]) -> Json:
    """These lines as a text object; `verbatim` keeps Slack from making links of what looks like one."""
    return {"type": "mrkdwn", "text": "\n".join(map(_written, lines)), "verbatim": True}


def plain(text: str) -> Json:
    """A text object that nothing is read in."""
    return {"type": "plain_text", "text": text, "emoji": False}


def rich_text(lines: Sequence[Line]) -> Json:
    """These lines as rich text: every character stands for itself."""
    elements: list[Json] = []
    for rank, line in enumerate(lines):
        if rank:
            elements.append({"type": "text", "text": "\n"})
        elements += [_element(span) for span in line if _shown(span)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def rich_cell(line: Line) -> Json:
    """A cell of a native table."""
    return rich_text([line]) if text_of(line) else {"type": "raw_text", "text": " "}


def is_safe(lines: Sequence[Line]) -> bool:
    """Whether mrkdwn shows these lines as they are."""
    return all(map(_is_safe, lines))


def pieces(text: str, length: int) -> Iterator[str]:
    """The text in pieces of at most so many characters, divided between words where it can be."""
    rest = text
    while len(rest) > length:
        cut = rest.rfind(" ", length // 2, length) + 1 or length
        yield rest[:cut]
        rest = rest[cut:]
    if rest:
        yield rest


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in groups that each fit in a section; what alone is longer is divided."""
    chunk: list[Line] = []
    size = 0
    for line in (part for each in lines for part in _divided(each)):
        length = len(_written(line)) + 1
        if chunk and size + length > SECTION_TEXT:
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += length
    if any(text_of(line).strip() for line in chunk):
        yield chunk


def _divided(line: Line) -> Iterator[Line]:
    """The line itself, or lines of at most a section each."""
    if len(_written(line)) < SECTION_TEXT:
        yield line
        return
    part: list[Span] = []
    size = 0
    for span in (piece for each in line for piece in _divided_span(each)):
        length = len(_written((span,)))
        if part and size + length >= SECTION_TEXT:
            yield tuple(part)
            part, size = [], 0
        part.append(span)
        size += length
    if part:
        yield tuple(part)


def _divided_span(span: Span) -> Iterator[Span]:
    # Escaping makes a character five at most.
    length = SECTION_TEXT // 6
    match span:
        case str():
            yield from pieces(span, length)
        case Strong(text):
            yield from (Strong(piece) for piece in pieces(text, length))
        case Link(text, url) if len(url) + len(text) * 5 >= SECTION_TEXT:
            yield from pieces(f"{text} ({url})", length)
        case _:
            yield span


def _is_safe(line: Line) -> bool:
    for rank, span in enumerate(line):
        words = span if isinstance(span, str) else span.label if isinstance(span, Mention) else span.text
        if _MARKUP.search(words):
            return False
        if isinstance(span, Strong):
            before = text_of(line[:rank])[-1:]
            after = text_of(line[rank + 1 :])[:1]
            # Weight holds between words only, and within a line.
            if span.text != span.text.strip() or "\n" in span.text or not span.text:
                return False
            if before.isalnum() or after.isalnum():
                return False
    return True


def _written(line: Line) -> str:
    return "".join(map(_written_span, line))


def _written_span(span: Span) -> str:
    match span:
        case str():
            return escape(span)
        case Strong(text):
            return f"*{escape(text)}*"
        case Link(text, url):
            return f"<{escape(url)}|{escape(text)}>" if _leads(url) and "|" not in text else escape(text_of((span,)))
        case Mention(handle, label):
            return f"<@{handle}>" if _PERSON.fullmatch(handle) else escape(label)


def _element(span: Span) -> Json:
    match span:
        case str():
            return {"type": "text", "text": span}
        case Strong(text):
            return {"type": "text", "text": text, "style": {"bold": True}}
        case Link(text, url):
            if _leads(url):
                return {"type": "link", "url": url, "text": text}
            return {"type": "text", "text": text_of((span,))}
        case Mention(handle, label):
            if _PERSON.fullmatch(handle):
                return {"type": "user", "user_id": handle}
            return {"type": "text", "text": label}


def _leads(url: str) -> bool:
    return _ADDRESS.fullmatch(url) is not None


def _shown(span: Span) -> bool:
    return bool(text_of((span,)))
