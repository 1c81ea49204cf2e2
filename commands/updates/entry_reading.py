"""The beginning of an update: what it speaks of. A code for a key result, a key or a few words for a project."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import take_code
from commands.command import Taken
from commands.errors import Misread, Several
from commands.normalise import words
from commands.references import PROJECT_KINDS, Reference, plan_entry, read_objective, read_project, search
from commands.updates import texts, vocabulary
from commands.updates.reading import begins
from storage import plan, portfolio

# « stratobus : 40 % », « stratobus, vert ».
_AFTER_NAME = re.compile(r"\s*[:,]\s+")
_COLON, _COMMA = re.compile(r"\s*:\s+"), re.compile(r"\s*,\s+")
# Characters in which a project's name is looked for; the longest one of the document has 58.
LONGEST_NAME = 160
_NUMBER = re.compile(r"^\s*(?:n°\s*|n\s+|#\s*)?(\d{1,9})\b[\s,.:]*", re.IGNORECASE)


def read_result(text: str, call: Call) -> Taken:
    """The key result whose code the text begins with, the only one of an objective included; leaves what follows.

    Words of a title are taken where they are all there is, or where « : » ends them.
    """
    taken = take_code(text)
    if taken is not None:
        reference, rest = plan_entry(taken[0], call), taken[1]
    else:
        named = _AFTER_NAME.split(text, maxsplit=1)
        reference, rest = read_objective(named[0], call).value, named[1] if len(named) > 1 else ""
    if reference.kind not in {"objective", "key_result"}:
        raise Misread(frame_texts.objective_expected(text), texts.CODE_FIRST)
    return Taken(_only_result(reference, rest, call), rest)


def read_any_objective(text: str, call: Call) -> Taken:
    """An objective or a key result by the code that the text begins with; leaves what follows."""
    taken = take_code(text)
    if taken is None:
        raise Misread(frame_texts.code_expected(text), texts.CODE_FIRST)
    return Taken(plan_entry(taken[0], call), taken[1])


def read_named_project(text: str, call: Call) -> Taken:
    """The project whose key or name the text begins with; leaves what is said of it."""
    key = text.split(maxsplit=1)[0].rstrip(",;:")
    if "-" in key and portfolio.known(call.session, key, reader=call.reader):
        return Taken(Reference("project", key), text.lstrip()[len(key) :].lstrip(" ,;:"))
    whole = _whole_name(text, call)
    if whole is not None:
        return whole
    end, begun = _end_of_name(text, call.today)
    try:
        return Taken(read_project(text[:end], call).value, text[begun:])
    except Several as several:
        options = tuple((f"{typed} {text[begun:]}".strip(), label, detail) for typed, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def read_entry_number(text: str, call: Call) -> Taken:
    """The number of an entry of the history, « n° 128 »; leaves what follows."""
    del call
    found = _NUMBER.match(text)
    if found is None:
        raise Misread(texts.ASK_NUMBER, texts.ASK_NUMBER_HINT)
    return Taken(int(found.group(1)), text[found.end() :])


def _whole_name(text: str, call: Call) -> Taken | None:
    """The project whose whole name the text begins with, the longest of several; None for none."""
    hits = search(text[:LONGEST_NAME], call, PROJECT_KINDS)
    said = words(text[:LONGEST_NAME])
    names = {name: hit.entry.code for hit in hits if said[: len(name := tuple(words(hit.entry.title)))] == list(name)}
    longest = max(names, key=len, default=None)
    if longest is None:
        return None
    for end in (found.end() for found in re.finditer(r"\S+", text)):
        if tuple(words(text[:end])) == longest:
            return Taken(Reference("project", names[longest]), text[end:].lstrip(" ,;:"))
    return None


def _end_of_name(text: str, today: date) -> tuple[int, int]:
    """Where a name that is not whole ends, and where what is said of it begins: « : » first, else a comma or a part."""
    typed = list(re.finditer(r"\S+", text))
    # « plan de sécurité numérique » says of no project that it is « sécurisé ».
    starts = [
        found.start() for before, found in pairwise(typed) if before.group().lower() not in vocabulary.BEFORE_A_NOUN
    ]
    said = next((start for start in starts if begins(text[start:], today=today)), len(text))
    colon = _COLON.search(text)
    if colon is not None and colon.end() <= said:
        return colon.span()
    comma = _COMMA.search(text, 0, said)
    return comma.span() if comma is not None else (said, said)


def _only_result(reference: Reference, rest: str, call: Call) -> Reference:
    if reference.kind == "key_result":
        return reference
    objective = plan.objective(call.session, reference.code)
    results: list[Any] = list(objective.key_results) if objective is not None else []
    if len(results) == 1:
        return Reference("key_result", results[0].code)
    options = tuple(
        (f"{one.code} {rest}".strip(), frame_texts.entry_label("key_result", one.code, one.statement), "")
        for one in results
    )
    raise Several(texts.which_result(reference.code), options)
