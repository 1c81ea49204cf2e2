"""French grammar and typography: plurals, dates, lists, numbers, elision, no-break spaces.

Spaces: U+202F (narrow) inside thousands and before « % », « ; », « ! », « ? »; U+00A0 before « : », before a unit and
inside « … ». Elsewhere, and between a number and its noun or the words of a date, an ordinary space: a line may break
there and people may search for it. Apostrophes are straight, as they are typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from commands.vocabulary import ELIDED, MONTHS, NO_ELISION, WEEKDAYS

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

# A period open on both sides.
ALWAYS = "sans limite de date"

_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
_TYPED_THOUSANDS = re.compile(r"(?<![0-9.,/-])[0-9]{1,3}(?: [0-9]{3})+(?![0-9/-])")
_BEFORE_NARROW = re.compile(r" +(?=[;!?%])")
_BEFORE_WIDE = re.compile(r" +(?=[:»€])")
_AFTER_NUMBER_SIGN = re.compile(r"(?<=n°) (?=\d)")
_AFTER_QUOTE = re.compile(r"(?<=«) +")
_FIRST_WORD = re.compile(r"[^\W_]+")
# Letters whose name begins with a consonant although they are vowels, or the reverse, make an acronym's elision a
# matter of how it is said: only acronyms that begin with a written vowel are elided.
_VOWELS = frozenset("aeiou")
_MUTE_H = "h"


def typeset(text: str) -> str:
    """The text with French no-break spaces in place of ordinary ones; no character is added or removed.

    « Fini ? 45 000 agents : 62 % » keeps each sign with its word. Typesetting twice changes nothing.
    """
    text = _TYPED_THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW_NO_BREAK), text)
    text = _BEFORE_NARROW.sub(lambda found: NARROW_NO_BREAK * len(found[0]), text)
    text = _BEFORE_WIDE.sub(lambda found: NO_BREAK * len(found[0]), text)
    text = _AFTER_NUMBER_SIGN.sub(NO_BREAK, text)
    return _AFTER_QUOTE.sub(lambda found: NO_BREAK * len(found[0]), text)


def quote(text: str) -> str:
    """« text »; guillemets already inside become “ ”."""
    inside = re.sub(r"«\s*", "“", text)
    inside = re.sub(r"\s*»", "”", inside)
    return f"«{NO_BREAK}{inside.strip()}{NO_BREAK}»"


def capitalised(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


# Numbers


def number(value: Decimal | int | float, *, decimals: int | None = None) -> str:
    """« 45 000 », « 2,9 », « -3 »; `decimals` rounds half up and keeps the zeros, None writes the digits there are."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a number to write: {value}")
    if decimals is None:
        written = f"{exact:f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        written = f"{_rounded(exact, decimals):f}"
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
    whole, _, fraction = digits.partition(".")
    if not (whole + fraction).strip("0"):
        sign = ""
    return sign + _THOUSANDS.sub(NARROW_NO_BREAK, whole) + ("," + fraction if fraction else "")


def percent(value: Decimal | int | float, *, decimals: int | None = None) -> str:
    """« 62 % »: the value is already in hundredths."""
    return f"{number(value, decimals=decimals)}{NARROW_NO_BREAK}%"


def ordinal(rank: int, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »."""
    if rank == 1:
        return "1re" if feminine else "1er"
    return f"{rank}e"


# Words


def plural(quantity: Decimal | int | float, singular: str, several: str | None = None) -> str:
    """The singular below 2 (« 0 », « 1 », « 1,9 »), else the plural, by default the singular with an s."""
    if -2 < quantity < 2:
        return singular
    return several if several is not None else singular + "s"


def count(quantity: Decimal | int | float, singular: str, several: str | None = None) -> str:
    """« 0 objectif », « 1 objectif », « 45 000 objectifs »."""
    return f"{number(quantity)} {plural(quantity, singular, several)}"


def listing(items: Iterable[str], *, last: str = "et") -> str:
    """« a, b et c »; `last` may be « ou »; nothing gives an empty text."""
    *before, end = list(items) or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def elide(word: str, following: str) -> str:
    """The word and what follows, elided where French asks for it: « d'objectif », « qu'il », « de hangar »."""
    if word.lower() not in ELIDED or not _opens_with_vowel(following):
        return f"{word} {following}"
    elided = ELIDED[word.lower()]
    return (capitalised(elided) if word[:1].isupper() else elided) + following


def of(following: str) -> str:
    """« de » before a noun and its article: « du pilier 4 », « des projets », « de l'axe 2 », « d'Istres »."""
    return _contracted("de", following, {"le": "du", "les": "des"})


def to(following: str) -> str:
    """« à » before a noun and its article: « au pilier 4 », « aux projets », « à l'axe 2 », « à Istres »."""
    return _contracted("à", following, {"le": "au", "les": "aux"})


# Days


def day(when: date, *, weekday: bool = False, with_year: bool = True) -> str:
    """« 1er avril 2026 », « lundi 23 novembre 2020 », « 30 septembre »."""
    words = [WEEKDAYS[when.weekday()]] if weekday else []
    words += [ordinal(1) if when.day == 1 else str(when.day), MONTHS[when.month - 1]]
    return " ".join([*words, str(when.year)] if with_year else words)


def month(when: date) -> str:
    """« septembre 2020 »."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def quarter(when: date) -> str:
    """« T3 2020 », the quarter in which the day falls."""
    return f"T{(when.month + 2) // 3} {when.year}"


def semester(when: date) -> str:
    """« S1 2021 », the half-year in which the day falls."""
    return f"S{(when.month + 5) // 6} {when.year}"


def year(when: date) -> str:
    """« 2021 »."""
    return str(when.year)


def dated(name: str, when: date) -> str:
    """« T3 2020 (30 septembre 2020) »: a deadline as printed and the day it means, said once when they are the same."""
    written = day(when)
    return written if name.strip().lower() == written else f"{name} ({written})"


def distance(when: date, *, today: date) -> str:
    """« aujourd'hui », « demain », « dans 219 jours », « hier », « il y a 54 jours »."""
    days = (when - today).days
    near = {-1: "hier", 0: "aujourd'hui", 1: "demain"}
    if days in near:
        return near[days]
    return f"dans {count(days, 'jour')}" if days > 0 else f"il y a {count(-days, 'jour')}"


def overdue(when: date, *, today: date, feminine: bool = True) -> str:
    """« dépassée de 54 jours », « dépassé d'un jour »; the day must be past."""
    days = (today - when).days
    if days < 1:
        raise ValueError(f"{when} is not past on {today}")
    return f"dépassé{'e' if feminine else ''} {duration_of(days)}"


def duration_of(days: int) -> str:
    """« de 54 jours », « d'un jour »: how long, after « dépassée » or « reportée »."""
    return "d'un jour" if days == 1 else f"de {count(days, 'jour')}"


def days_between(first: date, last: date) -> str:
    """« du 21 au 31 mars 2021 », « du 1er octobre au 15 novembre 2020 », « du 20 décembre 2020 au 3 janvier 2021 ».

    « le 21 mars 2021 » for one day.
    """
    if first == last:
        return f"le {day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"du {day(first, with_year=False).split()[0]} au {day(last)}"
    return f"du {day(first, with_year=first.year != last.year)} au {day(last)}"


def months_between(first: date, last: date) -> str:
    """« de mars à juin 2021 », « d'octobre 2020 à juin 2021 »: whole months."""
    begun = MONTHS[first.month - 1] if first.year == last.year else month(first)
    return f"{elide('de', begun)} à {month(last)}"


def until(last: date) -> str:
    """« jusqu'au 30 juin 2021 »."""
    return f"jusqu'au {day(last)}"


def since(first: date) -> str:
    """« à partir du 1er juillet 2021 »."""
    return f"à partir du {day(first)}"


def week(when: date) -> str:
    """« semaine du 16 novembre 2020 », the Monday of the day's week."""
    monday = date.fromordinal(when.toordinal() - when.weekday())
    return f"semaine du {day(monday)}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    scaled = value.scaleb(decimals)
    half = Decimal("0.5").copy_sign(value)
    return Decimal(int(scaled + half)).scaleb(-decimals)


def _plain_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    if found is None:
        return ""
    letters = unicodedata.normalize("NFKD", found[0].replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _opens_with_vowel(following: str) -> bool:
    plain = _plain_word(following)
    word = plain.lower()
    if not word or word in NO_ELISION:
        return False
    if word[0] == _MUTE_H:
        return not (len(plain) > 1 and plain.isupper())
    return word[0] in _VOWELS or (word[0] == "y" and len(word) > 1 and word[1] not in _VOWELS)


def _contracted(preposition: str, following: str, contractions: dict[str, str]) -> str:
    article, _, rest = following.partition(" ")
    if rest and article in contractions:
        return f"{contractions[article]} {rest}"
    return elide(preposition, following)
