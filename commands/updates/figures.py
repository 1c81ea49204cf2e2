"""Figures of updates: percentages, shares of the way, values; a number alone is asked back."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from commands.errors import Misread
from commands.french import number
from commands.numbers import MOST_DIGITS, Quantity, read_quantity
from commands.updates import misread_texts as texts
from commands.updates import vocabulary
from commands.updates.free_text import free_text
from commands.updates.heard import Doubt, Heard
from commands.updates.phrases import phrase

_PERCENT = re.compile(r"([-+]?\s*\d[\d\s]*(?:[.,]\d+)?)\s*(?:%|pour\s*cents?\b|pct\b|p\.\s*100)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d[\d\s]*(?:[.,]\d+)?")
_FRACTION = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})(?![\d/])")
_VALUE_ENDS = re.compile(vocabulary.VALUE_ENDS, re.IGNORECASE)
_DONE_WORDS = re.compile(vocabulary.DONE_WORDS, re.IGNORECASE)
_OF_SOMETHING = re.compile(vocabulary.OF_SOMETHING, re.IGNORECASE)
_SHARE_BEFORE = re.compile(vocabulary.SHARE_BEFORE, re.IGNORECASE)
_WORD = re.compile(r"\S+")


def take_figure(heard: Heard, rest: str, *, whole: bool) -> str | None:
    """A percentage or a fraction that the text begins with; the rest, or None. Raises Doubt for a number alone."""
    percent = _PERCENT.match(rest)
    if percent is not None:
        figure = read_quantity(percent[1])
        if figure is None or not 0 <= figure.value <= 100:
            raise Misread(texts.PROGRESS_EXPECTED)
        after = rest[percent.end() :]
        done = _DONE_WORDS.match(after)
        if done is not None:
            heard.set("progress", whole_progress(figure.value), texts.TWO_FIGURES)
            return after[done.end() :]
        if _OF_SOMETHING.match(after):
            raise _share_of_something(figure.value, free_text(heard.restored(rest)))
        heard.set("percent", figure.value, texts.TWO_FIGURES)
        return after
    fraction = _FRACTION.match(rest)
    if fraction is not None and fraction[0] == "50/50":
        raise _number_alone(Decimal(50))
    if fraction is not None and int(fraction[2]) > 0 and int(fraction[1]) <= int(fraction[2]) and whole:
        heard.set("progress", round(100 * int(fraction[1]) / int(fraction[2])), texts.TWO_FIGURES)
        return rest[fraction.end() :]
    alone = read_quantity(rest) if whole and _NUMBER.fullmatch(rest) else None
    if alone is not None:
        raise _number_alone(alone.value)
    return None


def take_progress(text: str) -> tuple[int, str] | None:
    """« 62 % », « 62 », « mi-chemin »: a progress in per cent, and the rest; raises Misread out of 0 to 100."""
    found = _PERCENT.match(text) or _NUMBER.match(text)
    if found is None:
        share: tuple[Any, str] | None = phrase(text, vocabulary.SHARES)
        return share
    figure = read_quantity(found[1] if found.re is _PERCENT else found[0])
    if figure is None:
        raise Misread(texts.not_a_number(found[0]), texts.PROGRESS_EXPECTED)
    return whole_progress(figure.value), text[found.end() :]


def whole_progress(value: Decimal) -> int:
    """A progress in per cent; raises Misread when it is not a whole number from 0 to 100."""
    if value != value.to_integral_value() or not 0 <= value <= 100:
        raise Misread(texts.PROGRESS_EXPECTED)
    return int(value)


def take_value(text: str) -> tuple[Quantity, str] | None:
    """The quantity that the text begins with, its unit's words dropped, and the rest; None where there is none."""
    parts = _VALUE_ENDS.split(text, maxsplit=1)
    chunk, rest = parts[0].strip(), parts[1] if len(parts) > 1 else ""
    words = list(_WORD.finditer(chunk))
    for end in range(len(words), 0, -1):
        quantity = read_quantity(chunk[: words[end - 1].end()])
        # A scale may make of a readable number one that could not be typed again.
        if quantity is not None and sum(each.isdigit() for each in f"{quantity.value:f}") <= MOST_DIGITS:
            return quantity, rest.strip()
    return None


def share_inside(text: str) -> Doubt | None:
    """« marché notifié 40 % », « 40 % » behind words: how far the work is, or words about something else; None where no
    percentage ends the text or stands before how it goes."""
    for found in _PERCENT.finditer(text):
        before, after = text[: found.start()], text[found.end() :].strip(" .!")
        if before and not _SHARE_BEFORE.search(before) and (not after or phrase(after, vocabulary.WEATHERS)):
            figure = read_quantity(found[1])
            if figure is not None and 0 <= figure.value <= 100:
                return _share_of_something(figure.value, free_text(text))
    return None


def _share_of_something(value: Decimal, text: str) -> Doubt:
    """« 40 % des agents formés »: how far the work is, the indicator's value, or words about it."""
    written, typed = vocabulary.WRITTEN, number(value)
    comment = f"{written['comment']} « {text} »"
    options = [
        (f"{written['value']} {typed} %, {comment}", texts.value_option(f"{typed} %")),
        (comment, texts.COMMENT_OPTION),
    ]
    if value == value.to_integral_value():
        options.insert(0, (f"{written['progress']} {typed} %, {comment}", texts.progress_option(int(value))))
    return Doubt(texts.PERCENT_OF_SOMETHING, tuple(options), "")


def before_ground(text: str) -> str:
    """What stands before the day, the source or the method of a value."""
    return _VALUE_ENDS.split(f" {text}", maxsplit=1)[0].strip() or text


def _number_alone(value: Decimal) -> Doubt:
    typed = number(value)
    options = [(f"{vocabulary.WRITTEN['value']} {typed}", texts.value_option(typed))]
    if value == value.to_integral_value() and 0 <= value <= 100:
        progress = f"{vocabulary.WRITTEN['progress']} {typed} %"
        options.insert(0, (progress, texts.progress_option(int(value))))
    return Doubt(texts.NUMBER_ALONE, tuple(options), "")
