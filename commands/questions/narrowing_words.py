"""The words by which a free sentence narrows what it asks: patterns over a folded line; tables only."""

from __future__ import annotations

import re

_DONE = r"(?:realise|fait|termine|fini|acheve|boucle|atteint|livre|concretise)(?:e?s?)"
# « pilier 4 », « piliers 1, 4 et 6 », « P4 », « piliers 1 à 3 ».
PILLAR_NUMBERS = re.compile(
    r"\b(?:piliers?|p) ?(\d{1,2})\b((?: ?(?:,|et|ou|a|&|\+|puis|/) ?(?:le |du |pilier "
    r"|p ?)?\d{1,2}\b(?! ?\w*(?:er|e|eme)\b))*)"
)
RANGE = re.compile(r"\ba (\d{1,2})\b")
PILLAR_WORD = re.compile(r"\bpiliers?\b")
# « 4e pilier », « le premier pilier ».
PILLAR_RANK = re.compile(
    r"\b(?:([1-9])(?:er|e|eme|nd)|(premier|deuxieme|second|troisieme|quatrieme|cinquieme|sixieme|septieme)) pilier\b"
)
RANKS = {
    "premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7,
}  # fmt: skip
# « axe 4.4 », « axe 2 », « axes 1 et 2 ».
AXIS_NUMBERS = re.compile(r"\baxes? ?(\d(?:\.\d)?)\b((?: ?(?:,|et|ou) ?(?:l |axe )?\d(?:\.\d)?\b)*)")
EXCLUDED = re.compile(
    r"\b(?:hors|sauf|hormis|excepte|excepter|sans compter|a part|mais pas|pas|sans|en dehors)(?: (?:le|la|les|l"
    r"|du|de|des|celui|ceux|dans))*[ ]*$"
)
JOINED = re.compile(r"^(?: ?(?:et|ou|,|&|\+|ni|puis)(?: (?:le|la|les|du|pour|dans))*)* ?$")

# « pas encore faits », « reste à faire », « devait être fait et ne l'est pas ».
NOT_DONE = re.compile(
    rf"\b(?:(?:pas|non|jamais|toujours pas)(?: encore)?(?: ete)? {_DONE}|ne (?:l|le|les) (?:est"
    rf"|sont) (?:toujours )?pas|n est pas {_DONE}"
    r"|reste(?:nt)? a \w+|reste(?:nt)? encore|restants?|restantes?|inacheve\w*|en souffrance|pas encore)\b"
)
# « doit être fini »: what is due, not what is done.
TO_BE_DONE = re.compile(
    rf"\b(?:doi(?:t|vent)|devrai(?:t|ent)|devai(?:t|ent)|faut|faudrait|a|devra|devront|sera|seront)(?: (?:etre"
    rf"|avoir ete|bien etre))* {_DONE}\b"
    r"|\b(?:doi(?:t|vent)|devrai(?:t|ent)|devai(?:t|ent)|devra|devront|va|vont|faut)"
    r" (?:faire|finir|terminer|boucler|realiser|rendre|livrer|achever)\b"
    r"|\b(?:a|de) (?:faire|finir|terminer|boucler|realiser|rendre|livrer|achever)\b"
)
DONE = re.compile(rf"\b{_DONE}\b|\bcompletes?\b")
STATUSES = (
    ("under_way", re.compile(r"\ben cours\b(?! de)")),
    ("suspended", re.compile(r"\bsuspendue?s?\b|\ben pause\b")),
    ("stopped", re.compile(r"\b(?:arretee?s|abandonnee?s?)\b")),
    ("planned", re.compile(r"\ba venir\b")),
)
WITH_TARGET = re.compile(
    r"\b(?:avec|qui ont|ayant) (?:un|une|des|leurs?)? ?(?:chiffres?|cibles?|objectifs? chiffres?"
    r"|indicateurs?)(?: chiffres?)?\b|\bchiffres\b"
)
WITHOUT_LEAD = re.compile(r"\b(?:sans (?:chef de file|responsable|pilote|porteur)|non attribues|pas de chef de file)\b")
THEME_WORD = re.compile(r"\b(?:thematiques?|themes?|famille)\b(?: (?:de|du|des|d|l|la|le|les))*")
# What stands before a place.
PLACE_BEFORE = re.compile(
    r"\b(?:projets?|chantiers?|travaux|operations?)\b.*?\b(?:a|au|aux|sur|vers)\s+"
    r"(?:la commune de |la ville de |ville de |l |la |le |les )?([a-z][a-z ]{2,30}?)\s*$"
)
# « projets Vitrolles »: a list of projects, with a place alone behind.
PROJECT_WORD = re.compile(r"\bprojets?\b|\bchantiers?\b|\btravaux\b")
TERRITORY_WORD = re.compile(r"\bterritoires?\b(?: (?:de|du|des|d|l))*")
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# Words that are the name of a commune or a theme and of something else as well, when nothing says which.
NOT_A_PLACE_ALONE = frozenset({"culture", "sport", "climat", "environnement", "mer", "ecologie", "eguilles"})
PILLAR_PREFIX = "pilier "
# Small words between « pilier » or « thématique » and a name.
SMALL = frozenset(
    {"projet", "projets", "de", "du", "des", "d", "l", "le", "la", "les", "sur", "et", "pour", "celui", "dit"}
)
# What goes on a series of names.
AND = re.compile(r"\s*(?:,|et|ou|&|\+)\s+(?:(?:le|du|pour)\s+)?(?!pilier)")
# « vite fait », « en fait »: nothing was done.
NOTHING_DONE = re.compile(r"\b(?:vite|en|au|tout a|de|du) fait\b|\bfait quoi\b")
# What may be a date: a quarter, a semester, a day in figures.
DATED = re.compile(r"\b[ts]\d\b|\d[/.]\d|\b3[2-9] (?:janvier|mars|mai|juillet|aout|octobre|decembre)\b")
