"""The beginning of an update: what it speaks of. A code for a key result, a key or a few words for a project."""

from __future__ import annotations

import re
from typing import Any

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import take_code
from commands.command import Taken
from commands.errors import Misread, Several
from commands.normalise import fold
from commands.references import Reference, plan_entry, read_objective, read_project
from commands.updates import texts
from commands.updates.entry_words import BEGINNINGS
from storage import plan

# « stratobus : 40 % », « stratobus, vert ».
_AFTER_NAME = re.compile(r"\s*[:,]\s+")
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
    parts = _AFTER_NAME.split(text, maxsplit=1)
    if len(parts) == 2 and not _begins(parts[0].split()[-1]):
        return Taken(read_project(parts[0], call).value, parts[1])
    words = list(re.finditer(r"\S+", text))
    key = words[0].group()
    if "-" in key or len(words) == 1:
        try:
            return Taken(read_project(key, call).value, text[words[0].end() :])
        except Several:
            if len(words) == 1:
                raise
    end = next((each.start() for each in words[1:] if _begins(each.group())), len(text))
    try:
        return Taken(read_project(text[:end].strip(), call).value, text[end:])
    except Several as several:
        options = tuple((f"{typed} {text[end:]}".strip(), label, detail) for typed, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def read_entry_number(text: str, call: Call) -> Taken:
    """The number of an entry of the history, « n° 128 »; leaves what follows."""
    del call
    found = _NUMBER.match(text)
    if found is None:
        raise Misread(texts.ASK_NUMBER, texts.ASK_NUMBER_HINT)
    return Taken(int(found.group(1)), text[found.end() :])


def _begins(word: str) -> bool:
    """Whether what is said of a project may begin with this word."""
    return word[0].isdigit() or word[0] in '«"“' or fold(word).strip(" ,.;:") in BEGINNINGS


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
