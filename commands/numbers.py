"""Numbers as French people type them: « 45 000 », « 62 % », « 2,9 Md€ », « vingt-trois »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from commands.normalise import fold
from commands.vocabulary import NUMBER_WORDS, PERCENT_WORDS, SCALE_WORDS

# Digits a number may have; no figure of the plan comes near, and longer runs are a slip.
MOST_DIGITS = 15

_SIGN = r"(?P<sign>[+\-−–]?)\s*"  # noqa: RUF001 the minus sign and the dash are what people type
# Groups of three, or plain digits; then a comma, or a dot that cannot part thousands.
_DIGITS = (
    r"(?P<whole>[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)"
    r"(?:,(?P<comma>(?!000$|000\D)[0-9]+)|\.(?P<dot>[0-9]{1,2}|[0-9]{4,}|(?<=\b0\.)[0-9]{3}))?"
)
_FIGURES = re.compile(_SIGN + _DIGITS + r"\s*(?P<rest>\D*)")
_WORDS = re.compile(r"(?P<words>[^\W\d_]+(?:[\s\-'’]+[^\W\d_]+)*)\s*(?P<rest>[%€]?)")
# « M » alone is a million only as a capital: « 5 m » may be metres.
_SCALE_AND_EURO = re.compile(r"(?P<scale>.*?)\s*(?P<euro>€|euros?|eur)")


class Unit(StrEnum):
    """What a typed number counts, when it says so."""

    PERCENT = "percent"
    EURO = "euro"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its scale applied, and the unit typed after it."""

    value: Decimal
    unit: Unit | None


def read_number(text: str) -> Decimal | None:
    """The number that the whole text is, its unit dropped; None when it is not one, or could be read two ways.

    « 12.5 » is read, « 1.234 » and « 45,000 » are not: elsewhere the sign parts thousands.
    """
    quantity = read_quantity(text)
    return None if quantity is None else quantity.value


def read_quantity(text: str) -> Quantity | None:
    """The number that the whole text is, with « % » or « € » told apart; None as in `read_number`."""
    typed = text.strip()
    figures = _FIGURES.fullmatch(typed)
    if figures is not None:
        return _scaled(_in_figures(figures), figures["rest"])
    spelled = _WORDS.fullmatch(typed)
    return _in_words(spelled["words"], spelled["rest"]) if spelled is not None else None


def read_small_number(word: str) -> int | None:
    """Zero to one hundred, in figures or in words: « 3 », « trois », « vingt et un »."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 3 and int(word) <= 100 else None
    return NUMBER_WORDS.get("-".join(fold(word).split()))


def _in_figures(figures: re.Match[str]) -> Decimal | None:
    whole = re.sub(r"\s", "", figures["whole"])
    fraction = figures["comma"] or figures["dot"] or ""
    if len(whole) + len(fraction) > MOST_DIGITS:
        return None
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return -value if figures["sign"] not in ("", "+") else value


def _in_words(words: str, sign: str) -> Quantity | None:
    """The longest beginning that is a number in words, then a scale, then a unit."""
    parts = fold(words).split()
    for end in range(len(parts), 0, -1):
        value = NUMBER_WORDS.get("-".join(parts[:end]))
        if value is not None:
            return _scaled(Decimal(value), " ".join([*parts[end:], sign]).strip())
    if parts[0] == "mille":
        return _scaled(Decimal(1), " ".join([*parts, sign]).strip())
    return None


def _scaled(value: Decimal | None, rest: str) -> Quantity | None:
    """The value with what follows it read as a scale and a unit; None when something else follows."""
    rest = rest.strip()
    if value is None or fold(rest) in PERCENT_WORDS:
        return None if value is None else Quantity(value, Unit.PERCENT)
    if not rest:
        return Quantity(value, None)
    unit = None
    with_euro = _SCALE_AND_EURO.fullmatch(rest) or _SCALE_AND_EURO.fullmatch(rest.lower())
    if with_euro is not None:
        unit, rest = Unit.EURO, with_euro["scale"]
    power = _power(rest, of_euros=unit is Unit.EURO)
    return None if power is None else Quantity(value * 10**power, unit)


def _power(scale: str, *, of_euros: bool) -> int | None:
    """The power of ten that the words mean: « M », « MdS », « million d' »; 0 for no word."""
    words = [word for word in fold(scale).split() if word not in ("d", "de")]
    if not words:
        return 0
    if len(words) > 1:
        return None
    if words[0] == "m":
        return 6 if of_euros or scale.strip() == "M" else None
    return SCALE_WORDS.get(words[0])
