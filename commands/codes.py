"""The printed and unprinted ways to write a code of the plan: « 4.2.2 », « P4 2.2 b », « pilier 4 axe 2 », « 2.2 »."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

# What stands between the figures of a code that is typed alone; in a sentence, « 3/1/20 » is a date.
_STOP, _STOP_INSIDE = r"[ .,\-_/]", r"\."
_LEAD = r"(?:(?:grand\s+)?(?:objectifs?|obj|oo|ref|référence|reference|n°)(?:\s+(?:opérationnel|operationnel))?\s+)?"
# « 4.2.2 a pris du retard », « 4.2.2 y travaille »: in a sentence, a letter that stands apart may be a word.
# So may one before an apostrophe: « 4.2.2 s'il vous plaît ».
_LETTER = r"(?:\s*[.\-]?\s*(?P<letter>[a-z])(?!['’]))?"
_LETTER_INSIDE = r"(?:(?:\s*[.\-]\s*|\s+(?![ay]\b)|)(?P<letter>[a-z])(?!['’]))?"
_PILLAR = r"(?:pilier|p)\s*\.?\s*(?P<pillar>\d{1,3})"
# Where a word begins; a figure behind a full stop goes on with what is before it.
_WORD = re.compile(r"(?<![\w.,])\w+")
# Every code holds one: a text without is not tried.
_FIGURE = re.compile(r"\d")
_END = r"(?![\w.,]*\d)(?!\w)"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as understood. `pillar` is 0 where none was typed: « 2.2 » is printed in seven pillars."""

    kind: str
    pillar: int
    axis: int = 0
    item: int = 0
    letter: str = ""

    def __str__(self) -> str:
        parts = [str(part) for part in (self.pillar, self.axis, self.item) if part]
        return ".".join([*parts, self.letter] if self.letter else parts)


def _pillar(found: Mapping[str, str | None]) -> Code:
    return Code("pillar", _number(found, "pillar"))


def _axis(found: Mapping[str, str | None]) -> Code:
    return Code("axis", _number(found, "pillar"), _number(found, "axis"))


def _objective(found: Mapping[str, str | None]) -> Code:
    letter = (found.get("letter") or "").lower()
    kind = "key_result" if letter else "objective"
    return Code(kind, _number(found, "pillar"), _number(found, "axis"), _number(found, "item"), letter)


def _number(found: Mapping[str, str | None], name: str) -> int:
    return int(found.get(name) or 0)


# A way to write a code, and what it means.
_Form = tuple[re.Pattern[str], Callable[[Mapping[str, str | None]], Code]]


@cache
def _forms(*, inside: bool) -> tuple[_Form, ...]:
    """The ways to write a code, alone or inside a sentence; compiled when first used."""
    stop, letter = (_STOP_INSIDE, _LETTER_INSIDE) if inside else (_STOP, _LETTER)
    figures = rf"(?P<axis>\d{{1,2}}){stop}(?P<item>\d{{1,2}})"
    patterns = (
        # 4.2.2, 4-2-2, objectif 4.2.2 b
        (rf"{_LEAD}(?P<pillar>\d{{1,2}}){stop}{figures}{letter}", _objective),
        # pilier 4 axe 4.2, pilier 4 axe 2, P4 axe 2
        (rf"{_PILLAR}\s*,?\s*axe\s*(?:\d{stop})?(?P<axis>\d{{1,2}})", _axis),
        # axe 2 du pilier 4
        (rf"axe\s*(?P<axis>\d{{1,2}})\s*,?\s*(?:du\s+)?{_PILLAR}", _axis),
        # axe 4.2
        (rf"axe\s*(?P<pillar>\d{{1,2}}){stop}(?P<axis>\d{{1,2}})", _axis),
        # P4 2.2, pilier 4 objectif 2.2 b
        (rf"{_PILLAR}\s*,?\s*{_LEAD}{figures}{letter}", _objective),
        # objectif 2.2 b du pilier 4
        (rf"{_LEAD}{figures}{letter}\s*,?\s*(?:du\s+)?{_PILLAR}", _objective),
        # pilier 4, P4
        (_PILLAR, _pillar),
        # 2.2, objectif 2.2 b: the pillar is missing
        (rf"{_LEAD}(?P<axis>\d{{1,2}})[.,](?P<item>\d{{1,2}}){letter}", _objective),
    )
    return tuple(
        (re.compile(rf"\s*(?:l['’]|le\s+|la\s+)?{pattern}{_END}", re.IGNORECASE), build) for pattern, build in patterns
    )


def take_code(text: str) -> tuple[Code, str] | None:
    """The code at the beginning of the text, and what follows it; None when there is none."""
    for pattern, build in _forms(inside=False) if _FIGURE.search(text) else ():
        found = pattern.match(text)
        if found is not None:
            return build(found.groupdict()), text[found.end() :]
    return None


def whole_code(text: str) -> Code | None:
    """The code that the whole text is, punctuation at its end aside; None when it is something else."""
    taken = take_code(text)
    if taken is None or taken[1].strip(" .,;:!?»\u00a0\u202f"):
        return None
    return taken[0]


def codes_within(text: str) -> tuple[Code, ...]:
    """The axes, objectives and key results that a sentence names by a code with its pillar, each once, in order."""
    found: dict[Code, None] = {}
    at = 0 if _FIGURE.search(text) else len(text)
    while at < len(text):
        start = _WORD.search(text, at)
        if start is None:
            break
        at = start.end()
        for pattern, build in _forms(inside=True):
            match = pattern.match(text, start.start())
            code = build(match.groupdict()) if match is not None else None
            if match is not None and code is not None and code.pillar and code.kind != "pillar":
                found[code] = None
                at = match.end()
                break
    return tuple(found)
