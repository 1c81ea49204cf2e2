"""What somebody wonders about: « 4.2.2.b est en rouge », « plan vélo en retard »: the subject, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import whole_code
from commands.command import Taken
from commands.errors import Misread
from commands.movements import vocabulary
from commands.normalise import words
from commands.references import Reference, code_in, found, plan_entry, read_objective, read_project
from commands.updates.vocabulary import STATUSES, WEATHERS
from storage import portfolio
from storage.rows.following import Weather
from storage.rows.plan import Status

SUBJECTS = frozenset({"objective", "project"})
# A project's key as the catalogue writes it: « plan-velo ».
PROJECT_KEY = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$")
# Words of the longest phrase that says how something stands.
LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Doubted:
    """The subject, and how the question says that it stands; `word` is what was typed for it."""

    entry: Reference
    stands: Weather | Status | None = None
    word: str = ""


def read_doubted_objective(text: str, call: Call) -> Taken:
    """An objective or a key result by its code anywhere in the text, else by its words; takes the whole text.

    Words may mean a project as well: who is asked « de quoi parlez-vous ? » need not know which command will answer.
    """
    text = shortened(text)
    code = code_of(text)
    if code is not None:
        return Taken(Doubted(entry_of(code, call), *how_it_stands(text.replace(code, " "))))
    name, stands, word = named(text)
    return Taken(Doubted(_named_entry(name, call), stands, word))


def read_doubted_project(text: str, call: Call) -> Taken:
    """A project by its key or its words; takes the whole text."""
    name, stands, word = named(shortened(text))
    return Taken(Doubted(read_project(name, call).value, stands, word))


def _named_entry(name: str, call: Call) -> Reference:
    code = code_in(name, call)
    if code is not None and code.kind not in SUBJECTS | {"key_result"}:
        raise Misread(frame_texts.objective_expected(name))
    if code is not None:
        return plan_entry(code, call)
    if PROJECT_KEY.match(name) and portfolio.project(call.session, name, reader=call.reader) is not None:
        return Reference("project", name)
    return found(name, call, SUBJECTS)


def shortened(text: str) -> str:
    """The question in single spaces, within the length of one."""
    return " ".join(text[: vocabulary.LONGEST_QUESTION].split())


def entry_of(text: str, call: Call) -> Reference:
    """The objective or key result of the code in the text; raises Misread and Several like a reader."""
    code = code_of(text) or text
    whole = whole_code(code)
    if whole is not None:
        return plan_entry(whole, call)
    named_so: Reference = read_objective(code, call).value
    return named_so


def code_of(text: str) -> str | None:
    """The first code of an objective or a key result in the text, as typed."""
    found = vocabulary.CODE.search(text)
    return found.group() if found is not None else None


def how_it_stands(text: str) -> tuple[Weather | Status | None, str]:
    """The first weather or status that the text names, and the word for it."""
    said = words(text)
    for start in range(len(said)):
        for length in range(LONGEST_PHRASE, 0, -1):
            phrase = " ".join(said[start : start + length])
            meant = WEATHERS.get(phrase) or STATUSES.get(phrase)
            if meant is not None:
                return meant, phrase
    return None, ""


def wonders(text: str) -> bool:
    """Whether the text says how something stands: a weather, a status, that it is late or was put off."""
    said = f" {' '.join(words(text))} "
    others = (*vocabulary.LATE, *vocabulary.PUT_OFF)
    return how_it_stands(text)[0] is not None or any(f" {phrase} " in said for phrase in others)


def named(text: str) -> tuple[str, Weather | Status | None, str]:
    """The name before what is said of it; the whole text where nothing is."""
    typed = text.strip(" ?!.")
    for end in vocabulary.NAME_ENDS.finditer(typed):
        rest = typed[end.end() :]
        if wonders(rest):
            return typed[: end.start()], *how_it_stands(rest)
    return typed, None, ""
