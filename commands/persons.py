"""From what people type to the person that they mean: a handle, or words of what others read of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from commands import person_texts
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.normalise import content_words, words
from storage import people

# Persons offered at once.
OFFERED = 5
# Likeness out of 100 from which a mistyped word may be a recorded one (« achat » is 91 from « achats »).
WORD_LIKENESS = 80
# What stands behind a label in an example organisation.
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Somebody:
    """An active person of the register."""

    id: int
    handle: str
    label: str


def read_person(text: str, call: Call) -> Taken:
    """The active person (`Somebody`) that the whole text names; « moi » is the asker.

    Raises Several where the words fit more than one person, or only look like them, and Misread for nobody.
    """
    typed = text.strip().strip("« »\"'")
    known = named(typed, call)
    if known is not None:
        return Taken(known)
    if typed.lower() in person_texts.MYSELF:
        raise Misread(person_texts.NOT_KNOWN_YOURSELF)
    everybody = [Somebody(*row) for row in people.directory(call.session)]
    said = words(_ASIDE.sub("", typed))
    whole = [one for one in everybody if said and said == words(_ASIDE.sub("", one.label))]
    if len(whole) == 1:
        return Taken(whole[0])
    meant = content_words(_ASIDE.sub("", typed)) if typed else []
    holding = whole or [one for one in everybody if meant and _holds(one, meant)]
    if len(holding) == 1:
        return Taken(holding[0])
    if holding:
        raise Several(person_texts.several_persons(typed, len(holding)), _options(holding))
    near = [one for one in everybody if meant and _resembles(one, meant)]
    if near:
        raise Several(person_texts.nearest_persons(typed), _options(near), abstained=True)
    raise Misread(person_texts.unknown_person(typed), person_texts.HOW_TO_NAME)


def named(typed: str, call: Call) -> Somebody | None:
    """The person whose handle this is, with or without « @ », or the asker for « moi »; None for anything else."""
    asker = call.asker
    if typed.lower() in person_texts.MYSELF and asker.person_id is not None:
        return Somebody(asker.person_id, asker.handle, asker.label)
    person = people.person_by_handle(call.session, handle=typed.removeprefix("@"))
    return None if person is None else Somebody(person.id, person.handle, person.label)


def _holds(one: Somebody, meant: Collection[str]) -> bool:
    recorded = {*words(one.label), *words(one.handle)}
    return all(word in recorded for word in meant)


def _resembles(one: Somebody, meant: Collection[str]) -> bool:
    recorded = {*words(one.label), *words(one.handle)}
    return all(any(fuzz.ratio(word, other) >= WORD_LIKENESS for other in recorded) for word in meant)


def _options(persons: Collection[Somebody]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.handle, one.label, one.handle) for one in list(persons)[:OFFERED])
