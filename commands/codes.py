"""The printed and unprinted ways to write a code of the plan: « 4.2.2 », « P4 2.2 b », « pilier 4 axe 2 », « 2.2 »."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_STOP = r"[ .,\-_/]"
_LEAD = r"(?:(?:grand\s+)?(?:objectifs?|obj|oo|ref|référence|reference|n°)(?:\s+(?:opérationnel|operationnel))?\s+)?"
_LETTER = r"(?:\s*[.\-]?\s*(?P<letter>[a-z]))?"
_PILLAR = r"(?:pilier|p)\s*\.?\s*(?P<pillar>\d{1,3})"
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


_FORMS: tuple[tuple[re.Pattern[str], Callable[[Mapping[str, str | None]], Code]], ...] = tuple(
    (re.compile(rf"\s*(?:l'|le\s+|la\s+)?{pattern}{_END}", re.IGNORECASE), build)
    for pattern, build in (
        # 4.2.2, 4-2-2, objectif 4.2.2 b
        (rf"{_LEAD}(?P<pillar>\d{{1,2}}){_STOP}(?P<axis>\d{{1,2}}){_STOP}(?P<item>\d{{1,2}}){_LETTER}", _objective),
        # pilier 4 axe 4.2, pilier 4 axe 2, P4 axe 2
        (rf"{_PILLAR}\s*,?\s*axe\s*(?:\d{_STOP})?(?P<axis>\d{{1,2}})", _axis),
        # axe 2 du pilier 4
        (rf"axe\s*(?P<axis>\d{{1,2}})\s*,?\s*(?:du\s+)?{_PILLAR}", _axis),
        # axe 4.2
        (rf"axe\s*(?P<pillar>\d{{1,2}}){_STOP}(?P<axis>\d{{1,2}})", _axis),
        # P4 2.2, pilier 4 objectif 2.2 b
        (rf"{_PILLAR}\s*,?\s*{_LEAD}(?P<axis>\d{{1,2}}){_STOP}(?P<item>\d{{1,2}}){_LETTER}", _objective),
        # objectif 2.2 b du pilier 4
        (rf"{_LEAD}(?P<axis>\d{{1,2}}){_STOP}(?P<item>\d{{1,2}}){_LETTER}\s*,?\s*(?:du\s+)?{_PILLAR}", _objective),
        # pilier 4, P4
        (_PILLAR, _pillar),
        # 2.2, objectif 2.2 b: the pillar is missing
        (rf"{_LEAD}(?P<axis>\d{{1,2}})[.,](?P<item>\d{{1,2}}){_LETTER}", _objective),
    )
)


def take_code(text: str) -> tuple[Code, str] | None:
    """The code at the beginning of the text, and what follows it; None when there is none."""
    for pattern, build in _FORMS:
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
