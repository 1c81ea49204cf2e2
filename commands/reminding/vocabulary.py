"""How people type when a reminder comes: hours, weekdays, ranks, and what repeats."""

from __future__ import annotations

import re

# « 9h », « 9h30 », « 9 h 30 », « 17:00 », « midi »; « à » before it.
HOUR = re.compile(
    r"(?:\b(?:à|a|vers)\s+)?\b(?:(?P<hour>[01]?\d|2[0-3])\s*(?:h|:)\s*(?P<minute>[0-5]\d)?\b|(?P<noon>midi)\b)",
    re.IGNORECASE,
)
# An hour that no clock shows: « 25h ».
WRONG_HOUR = re.compile(r"\b(?:2[4-9]|[3-9]\d)\s*h(?:\s*\d\d)?\b|\b\d{1,2}\s*h\s*[6-9]\d\b", re.IGNORECASE)

WEEKDAYS = {
    "lundi": 0,
    "mardi": 1,
    "mercredi": 2,
    "jeudi": 3,
    "vendredi": 4,
    "samedi": 5,
    "dimanche": 6,
}
RANKS = {
    "premier": 1,
    "1er": 1,
    "deuxieme": 2,
    "deuxième": 2,
    "2e": 2,
    "second": 2,
    "troisieme": 3,
    "troisième": 3,
    "3e": 3,
    "quatrieme": 4,
    "quatrième": 4,
    "4e": 4,
    "dernier": -1,
}
MONTHS = {
    "janvier": 1,
    "fevrier": 2,
    "février": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "aout": 8,
    "août": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "decembre": 12,
    "décembre": 12,
}
_WEEKDAY = "(?P<weekday>" + "|".join(WEEKDAYS) + ")s?"
_RANK = "(?P<rank>" + "|".join(RANKS) + ")"
_MONTH = "(?P<month>" + "|".join(MONTHS) + ")"
_EACH = r"(?:tous\s+les|toutes\s+les|chaque|le)\s+"

# What repeats, the most precise first; each names what it holds.
REPEATED = (
    re.compile(rf"\b(?:tous\s+les|chaque|le)\s+{_RANK}s?\s+{_WEEKDAY}\s+(?:du|de\s+chaque)\s+mois\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:toutes\s+les\s+(?P<interval>\d|deux|trois|quatre)\s+semaines)\s+le\s+{_WEEKDAY}\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?:tous\s+les|chaque)\s+{_WEEKDAY}\b", re.IGNORECASE),
    re.compile(r"\b(?:tous\s+les|chaque)\s+jours?\s+ouvr(?:é|e)s?\b(?P<working>)", re.IGNORECASE),
    re.compile(r"\b(?:tous\s+les|chaque)\s+jours?\b(?P<daily>)", re.IGNORECASE),
    re.compile(r"\b(?:tous\s+les|chaque)\s+mois\s*,?\s+le\s+(?P<monthday>[12]?\d|3[01]|1er)\b", re.IGNORECASE),
    re.compile(r"\ble\s+(?P<monthday>[12]?\d|3[01]|1er)\s+(?:de\s+chaque|du)\s+mois\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:tous\s+les\s+ans|chaque\s+ann(?:é|e)e)\s*,?\s+le\s+(?P<yearday>[12]?\d|3[01]|1er)\s+{_MONTH}\b",
        re.IGNORECASE,
    ),
)
# What begins to repeat and does not say when: an empty recurrence.
REPEATS = re.compile(r"\b(?:tous|toutes)\s+les\b|\bchaque\b", re.IGNORECASE)
INTERVALS = {"deux": 2, "trois": 3, "quatre": 4}

# « dans 2 heures », « dans 20 minutes ».
IN_HOURS = re.compile(
    r"\bdans\s+(?P<number>\d{1,3}|une|deux|trois)\s+(?P<unit>heures?|minutes?|h|min)\b", re.IGNORECASE
)
NUMBERS = {"une": 1, "un": 1, "deux": 2, "trois": 3}
# « 7 jours avant 4.2.2 », « 2 semaines avant plan vélo ».
BEFORE = re.compile(
    r"^\s*(?P<number>\d{1,3}|une?|deux|trois)\s+(?P<unit>jours?|semaines?)\s+avant\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# « pour le Comex : … », « pour moi ».
FOR_ME = re.compile(r"^\s*pour\s+moi\b\s*[:,]?\s*", re.IGNORECASE)
FOR = re.compile(r"^\s*pour\s+(?:la\s+|le\s+|les\s+|l['’]\s*)?(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
# What may stand between when and what.
BETWEEN = re.compile(r"^(?:\s|[:,;.–—-]|\b(?:de|d['’]|pour|que|qu['’])(?=\s|\w))+", re.IGNORECASE)
MORNING = "9h"
# Words that mean the reminder that was sent last.
LAST_ONE = frozenset({"", "le dernier", "dernier", "ça", "ca", "celui-ci"})
EVERYTHING = frozenset({"tout", "tous", "toutes", "tout le reste"})
END_WORDS = frozenset({"fin", "arret", "arrêt", "terminer", "lever", "stop", "annuler", "non"})
UNTIL = re.compile(r"\bjusqu['’]?\s*(?:au|à|a|en)?\s*(?P<day>.+)$", re.IGNORECASE)
