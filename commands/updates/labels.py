"""Parts that begin with the word that names them: « valeur 45 000 », « source … », « appui deux postes à la DSI »."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from commands.errors import Misread
from commands.updates import misread_texts as texts
from commands.updates import vocabulary
from commands.updates.days import deadline, take_day
from commands.updates.figures import before_ground, take_progress, take_value
from commands.updates.free_text import free_text
from commands.updates.heard import Heard

_LABELS = tuple((name, re.compile(rf"{label}\s*", re.IGNORECASE)) for name, label in vocabulary.LABELS)
_LABEL = dict(_LABELS)
# The labels that end each free text that is not in quotes.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "comment": (),
    "blocker": ("need", "asked_of", "needed_by"),
    "source": ("method", "target"),
    "method": ("source", "target"),
    "reason": (),
    "evidence": ("expected", "obtained", "lessons"),
    "expected": ("obtained", "evidence", "lessons"),
    "obtained": ("expected", "evidence", "lessons"),
    "lessons": (),
    "evaluation": (),
}
_ASKED_OF = re.compile(vocabulary.ASKED_OF, re.IGNORECASE)
_NEEDED_BY = re.compile(vocabulary.NEEDED_BY, re.IGNORECASE)
_ARTICLE = re.compile(vocabulary.ARTICLES, re.IGNORECASE)
_BECAUSE = re.compile(vocabulary.BECAUSE, re.IGNORECASE)
_RANK = re.compile(r"(\d{1,9})\s*\)?")


def take_labelled(heard: Heard, rest: str) -> str | None:
    """The part that the text begins with by its label: the text after it, or None where no label is there."""
    for name, label in _LABELS:
        found = label.match(rest)
        if found is not None:
            after = rest[found.end() :]
            if name == "reason" and "due_on" not in heard.said and (not after or _BECAUSE.match(found.group())):
                # « couvert car le marché glisse » comments a weather; only a new deadline has a reason.
                return None
            return _TAKEN[name](heard, after) if name in _TAKEN else _free(heard, name, after)
    return None


def _free(heard: Heard, name: str, after: str) -> str:
    """A free text: what is in quotes, else up to a label that ends it."""
    if not after:
        raise Misread(texts.TEXT_EXPECTED)
    quoted = heard.quoted(after)
    if quoted is not None:
        heard.set(name, quoted)
        return after[1:]
    end = len(after)
    for ending in _ENDINGS[name]:
        found = (
            each.start() for each in _LABEL[ending].finditer(after) if each.start() and after[each.start() - 1] == " "
        )
        end = min(end, next(found, end))
    heard.set(name, free_text(heard.restored(after[:end])))
    return after[end:]


def _need(heard: Heard, after: str) -> str | None:
    """« deux postes à la DSI avant le 15/12 »: what is asked for, of whom, by when."""
    if not after:
        return None
    quoted = heard.quoted(after)
    if quoted is not None:
        heard.set("need", quoted)
        tail = f" {after[1:].strip()}"
    else:
        by = _NEEDED_BY.search(after)
        before = after[: by.start()] if by else after
        asked = list(_ASKED_OF.finditer(before))
        heard.set("need", free_text(heard.restored(before[: asked[-1].start()] if asked else before)))
        tail = after[asked[-1].start() :] if asked else after[by.start() :] if by else ""
    asked_of = _ASKED_OF.match(tail)
    if asked_of is not None:
        tail = f" {_asked_of(heard, tail[asked_of.end() :]).strip()}"
    found = _NEEDED_BY.match(tail)
    taken = _by(heard, tail[found.end() :]) if found is not None else None
    return tail if taken is None else taken


def _asked_of(heard: Heard, after: str) -> str:
    quoted = heard.quoted(after)
    if quoted is not None:
        heard.set("asked_of", quoted)
        return after[1:]
    by = _NEEDED_BY.search(after)
    whom, rest = (after[: by.start()], after[by.start() :]) if by else (after, "")
    heard.set("asked_of", free_text(_ARTICLE.sub("", heard.restored(whom))))
    return rest


def _by(heard: Heard, after: str) -> str | None:
    taken = take_day(after, today=heard.today, past=False)
    if taken is None:
        return None
    heard.set("needed_by", taken[0].last)
    return taken[1]


def _value(heard: Heard, after: str, *, baseline: bool) -> str | None:
    taken = take_value(after)
    if taken is None:
        if baseline:
            return None
        raise Misread(texts.not_a_number(heard.restored(before_ground(after))), texts.NUMBER_EXPECTED)
    quantity, rest = taken
    heard.set("value", quantity.value)
    if quantity.unit is not None:
        heard.set("value_unit", quantity.unit)
    if baseline:
        heard.set("baseline", True)
    return rest


def _due(heard: Heard, after: str) -> str | None:
    taken = take_day(after, today=heard.today, past=False)
    if taken is None:
        return None
    due_on, label = deadline(taken[0])
    heard.set("due_on", due_on)
    heard.set("due_label", label)
    return taken[1]


def _number(name: str) -> Callable[[Heard, str], str | None]:
    def taken(heard: Heard, after: str) -> str | None:
        found = _RANK.match(after)
        if found is None:
            return None
        heard.set(name, int(found[1]))
        return after[found.end() :]

    return taken


def _progress(heard: Heard, after: str) -> str | None:
    taken = take_progress(after) if after else None
    if taken is None:
        return None
    heard.set("progress", taken[0], texts.TWO_FIGURES)
    return taken[1]


# Labels that do not begin a free text.
_TAKEN: Mapping[str, Callable[[Heard, str], str | None]] = {
    "seen": _number("seen"),
    "target": _number("target"),
    "value": partial(_value, baseline=False),
    "baseline": partial(_value, baseline=True),
    "progress": _progress,
    "due": _due,
    "needed_by": _by,
    "need": _need,
    "asked_of": _asked_of,
}
