"""Words for how something stands: statuses, weathers, « inchangé », shares of the way, with a slip or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from commands.errors import Misread
from commands.normalise import fold
from commands.updates import misread_texts as texts
from commands.updates import vocabulary
from commands.updates.days import take_day
from commands.updates.heard import Doubt, Heard
from storage.rows.following import Weather
from storage.rows.plan import Status

# Likeness out of 100 from which a mistyped word is taken for a status or a weather, and its fewest letters.
LIKENESS = 85
SHORTEST = 5
# Words of the longest phrase.
LONGEST_PHRASE = 4

_WORD = re.compile(r"\S+")
_STATE_LABEL = re.compile(vocabulary.STATE_LABEL, re.IGNORECASE)
_DONE_ON = re.compile(rf"{vocabulary.DONE_ON}\s*", re.IGNORECASE)
_ALL: dict[str, Status | Weather] = {**vocabulary.STATUSES, **vocabulary.WEATHERS}
_SINGLE = {each: meaning for each, meaning in _ALL.items() if " " not in each and len(each) >= SHORTEST}
_SIMPLE = dict.fromkeys(vocabulary.UNCHANGED, "unchanged") | dict.fromkeys(vocabulary.CONFIRMED, "confirmed")

_Meaning = TypeVar("_Meaning")


def phrase(text: str, meanings: Mapping[str, _Meaning]) -> tuple[_Meaning, str] | None:
    """The meaning of the longest phrase that the text begins with, and what follows it."""
    words = list(_WORD.finditer(text))[: LONGEST_PHRASE + 1]
    for end in range(len(words), 0, -1):
        folded = fold(text[: words[end - 1].end()]).rstrip(" ).:!?")
        if folded in meanings:
            return meanings[folded], text[words[end - 1].end() :]
    return None


def take_state(heard: Heard, rest: str) -> str | None:
    """A status, a weather, a share of the way, « inchangé », « confirmé »: the text after it, or None for none."""
    if next(_folded(rest), "") in vocabulary.NEARLY:
        done = phrase(rest.split(maxsplit=1)[-1], vocabulary.STATUSES)
        if done is not None and done[0] is Status.DONE:
            raise _nearly(done[1])
    label = _STATE_LABEL.match(rest)
    if label is not None:
        after_label = rest[label.end() :]
        taken = _meant(heard, after_label, labelled=True) if after_label else None
        same = phrase(after_label, dict.fromkeys(vocabulary.UNCHANGED, True))
        if taken is None and same is not None:
            heard.set("unchanged", True)
            return same[1]
        if taken is None and label["weather"]:
            raise Misread(texts.WEATHER_EXPECTED)
        return taken
    simple = phrase(rest, _SIMPLE)
    if simple is not None and not simple[1].strip(" ()"):
        heard.set(simple[0], True)
        return simple[1]
    share = phrase(rest, vocabulary.SHARES)
    if share is not None and not _goes_on(share[1]):
        heard.set("progress", share[0], texts.TWO_FIGURES)
        return share[1]
    return _meant(heard, rest, labelled=False)


def whole_meaning(text: str, meanings: Mapping[str, _Meaning]) -> _Meaning | None:
    """The meaning of the whole text, a slip in one word forgiven; None where it has none."""
    found = phrase(text, meanings)
    if found is not None:
        # « objectifs sécurisés (soleil) » says it twice.
        again = phrase(found[1].strip(" ()"), meanings) if found[1].strip(" ().") else None
        return found[0] if again is None or again[0] == found[0] else None
    near = _nearly_written(text)
    return next((meaning for meaning in meanings.values() if near is not None and meaning == near[0]), None)


def _meant(heard: Heard, rest: str, *, labelled: bool) -> str | None:
    taken = phrase(rest, _ALL) or _nearly_written(rest)
    if taken is None:
        return None
    meant, after = taken
    if not labelled and _goes_on(after, meant) and not _dated(heard, meant, after):
        by_somebody = meant in {Status.SUSPENDED, Status.STOPPED} and next(_folded(after)) == vocabulary.BY
        if meant is Status.UNDER_WAY or by_somebody:
            # « en cours de finalisation » says both: the whole of it is a comment as well.
            heard.set("status", meant, texts.TWO_STATUSES)
        return None
    if isinstance(meant, Weather):
        heard.set("weather", meant, texts.TWO_WEATHERS)
    else:
        heard.set("status", meant, texts.TWO_STATUSES)
    return after


def _dated(heard: Heard, meant: Status | Weather, after: str) -> bool:
    """« réalisé le 12/11/2020 » goes on with a day."""
    found = _DONE_ON.match(after.strip()) if meant is Status.DONE else None
    return found is not None and take_day(after.strip()[found.end() :], today=heard.today, past=True) is not None


def _nearly_written(rest: str) -> tuple[Status | Weather, str] | None:
    """A single word with a slip in it."""
    words = list(_WORD.finditer(rest))
    typed = fold(words[0].group()).strip() if words else ""
    if len(typed) < SHORTEST or " " in typed:
        return None
    close = process.extractOne(typed, _SINGLE.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if close is None or (len(words) > 1 and typed.startswith(close[0]) and typed[-1] == "s"):
        return None
    return _SINGLE[close[0]], rest[words[0].end() :]


def _goes_on(after: str, meant: Status | Weather | None = None) -> bool:
    word = next(_folded(after), "")
    return word in vocabulary.GOES_ON or (meant is Status.DONE and word in vocabulary.OBJECTS)


def _folded(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        yield from fold(found.group()).split()


def _nearly(after: str) -> Doubt:
    progress = f"{vocabulary.WRITTEN['progress']} {vocabulary.NEARLY_DONE} %"
    return Doubt(texts.NEARLY, ((progress, texts.NEARLY_OPTION), (texts.DONE_OPTION, texts.DONE_OPTION)), after)
