"""What may be looked for: a recorded entry with its texts, and the words that entries hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from commands.normalise import compounded, fold, fold_lines
from commands.stop_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
_CAPITALS = re.compile("[A-Z\u00c0-\u00d6\u00d8-\u00de0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A text of an entry with its weight (0 to 1); a name says on its own which entry is meant."""

    text: str
    weight: float
    name: bool = False


def also_said(text: str) -> Weighted:
    """Another way to name the entry (`aussi_dit`), worth its title; an acronym is one, in capitals."""
    return Weighted(text, 1.0, name=True)


def statement(text: str) -> Weighted:
    """What the entry says in full: the statement of a key result, the text of a project."""
    return Weighted(text, 0.75)


def detail(text: str) -> Weighted:
    """What surrounds the entry: places, components, definitions, summaries."""
    return Weighted(text, 0.45)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something recorded that a person may look for; `circle` names who may read it, None being everybody."""

    kind: str
    code: str
    title: str
    texts: tuple[Weighted, ...] = ()
    circle: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The words of a list of entries, folded; entries are named by their place in the list."""

    weights: list[dict[str, float]]
    """By entry, its words with the weight of the best text that holds each."""
    plain: set[str]
    """Words that the unrestricted entries write otherwise than in capitals."""
    acronyms: dict[str, frozenset[int]]
    """The entries that write a word in capitals, by folded word."""
    names: list[str]
    """By entry, its title and other names without function words, one a line."""


def typed_in_capitals(text: str) -> set[str]:
    """The words typed in capitals, folded; none when the whole sentence is shouted."""
    if text.isupper() and text.count(" ") > 1:
        return set()
    if not _CAPITALS.search(text):
        return set()
    return {fold(word) for word in _WORD.findall(text) if len(word) > 1 and word.isupper()}


def contents(entries: list[Entry], open_count: int) -> Contents:
    """The words of the entries, of which the first `open_count` are unrestricted."""
    texts: list[tuple[int, Weighted]] = []
    for position, entry in enumerate(entries):
        texts.append((position, Weighted(entry.title, 1.0, name=True)))
        texts += [(position, weighted) for weighted in entry.texts]
    raw = [weighted.text for _, weighted in texts]
    weights: list[dict[str, float]] = [{} for _ in entries]
    names: list[list[str]] = [[] for _ in entries]
    holders: defaultdict[str, set[int]] = defaultdict(set)
    plain: set[str] = set()
    for (position, weighted), line, capitals in zip(texts, fold_lines(raw), map(typed_in_capitals, raw), strict=True):
        held, weight = weights[position], weighted.weight
        content = [word for word in compounded(line).split() if len(word) > 1 and word not in FUNCTION_WORDS]
        for word in content:
            if held.get(word, 0.0) < weight:
                held[word] = weight
        if position < open_count:
            plain.update(content if not capitals else [word for word in content if word not in capitals])
        for acronym in capitals:
            if acronym in held:
                holders[acronym].add(position)
        if weighted.name:
            names[position].append(" ".join(content) or line)
    acronyms = {acronym: frozenset(found) for acronym, found in holders.items()}
    return Contents(weights, plain, acronyms, ["\n".join(known) for known in names])
