"""French words that people type or read in numbers and dates: tables only, typed words without accents."""

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

MONTH_WORDS = (
    {"janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8}
    | {"septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12}
    | {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "juill": 7, "sept": 9, "sep": 9}
    | {"oct": 10, "nov": 11, "dec": 12}
)
# « sept » alone inside a sentence is the number seven.
MONTHS_THAT_NEED_A_DAY_OR_A_YEAR = frozenset({"sept", "sep", "jan"})
WEEKDAY_WORDS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6}
# « lundi en huit », « lundi en quinze ».
WEEKS_LATER = {"huit": 1, "8": 1, "quinze": 2, "15": 2}

# Words after which a full stop does not end the sentence.
SHORTENED = frozenset({"janv", "fevr", "fev", "avr", "juil", "juill", "sept", "oct", "nov", "dec", "trim", "sem"})

UNIT_WORDS = (
    {"jour": "day", "jours": "day", "j": "day"}
    | {"semaine": "week", "semaines": "week", "sem": "week"}
    | {"mois": "month"}
    | {"trimestre": "quarter", "trimestres": "quarter", "trim": "quarter"}
    | {"semestre": "semester", "semestres": "semester"}
    | {"annee": "year", "annees": "year", "an": "year", "ans": "year"}
)
ORDINAL_WORDS = {
    "premier": 1,
    "premiere": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
} | {"dernier": -1, "derniere": -1}
NEXT_WORDS = frozenset(
    {"prochain", "prochaine", "prochains", "prochaines", "suivant", "suivante", "suivants", "suivantes", "pro"}
)
LAST_WORDS = frozenset(
    {"dernier", "derniere", "derniers", "dernieres", "passe", "passee", "passes", "passees"}
    | {"precedent", "precedente", "precedents", "precedentes"}
)
THIS_WORDS = frozenset({"ce", "cet", "cette"})
CURRENT_ENDINGS = (("en", "cours"), ("courant",), ("courante",), ("actuel",), ("actuelle",))

PART_WORDS = {"debut": "start", "mi": "middle", "milieu": "middle", "fin": "end"}

NEARBY_DAYS = (
    {("aujourd", "hui"): 0, ("aujourdhui",): 0, ("ajd",): 0, ("auj",): 0, ("ojd",): 0}
    | {("demain",): 1, ("2m1",): 1, ("dem1",): 1, ("2main",): 1, ("apres", "demain"): 2, ("apres", "2m1"): 2}
    | {("hier",): -1, ("avant", "hier"): -2}
)

# How a date bounds the period: what leads to it, then its key.
BOUND_PHRASES = (
    {("avant",): "before", ("anterieur",): "before", ("anterieure",): "before"}
    | {("anterieurs",): "before", ("anterieures",): "before"}
    | {("jusqu",): "until", ("jusque",): "until", ("au", "plus", "tard"): "until"}
    | {("d", "ici"): "by", ("dici",): "by"}
    | {("apres",): "after", ("au", "dela"): "after", ("posterieur",): "after", ("posterieure",): "after"}
    | {("posterieurs",): "after", ("posterieures",): "after"}
    | {("a", "partir"): "from", ("a", "compter"): "from", ("des",): "from"}
    | {("depuis",): "since", ("dps",): "since"}
)
BETWEEN_WORD = "entre"
BETWEEN_LINK = "et"
RANGE_LINKS = frozenset({"a", "au", "aux"})

# Small words that may stand before a period and go with it.
LEADING_WORDS = frozenset(
    {"en", "au", "aux", "a", "le", "la", "l", "les", "pour", "courant", "pendant", "durant", "dans", "de", "du", "d"}
    | {"des", "sur", "ces"}
)
LEADING_PHRASES = (("au", "cours"), ("a", "la", "date"))
ARTICLES = frozenset({"le", "la", "l", "les", "de", "du", "d", "des", "au", "aux", "a", "en"})

# « pilier 7 juin 2021 »: the number belongs to the word before it.
NUMBERED_WORDS = frozenset(
    {"pilier", "piliers", "axe", "axes", "objectif", "objectifs", "p", "thematique", "theme", "numero", "no", "n"}
    | {"lot", "phase", "version", "article", "page", "projet", "niveau", "etape"}
)
# Words after which four digits that are no year of the plan's century were still meant as a year.
YEAR_INTRODUCTIONS = frozenset({"en", "annee", "avant", "apres", "depuis"})
# « tramway T2 » is a line, not a quarter.
LINE_WORDS = frozenset({"tram", "tramway", "tramways", "ligne", "lignes", "station", "terminal"})
# « tous les lundis », « chaque lundi », « le premier lundi du mois » are recurrences.
RECURRENCE_WORDS = frozenset({"chaque", "tout", "tous", "toutes", "premier", "deuxieme", "troisieme", "dernier"})
HOUR_WORDS = frozenset({"h", "heure", "heures", "min", "minutes"})
WORKING_WORDS = frozenset({"ouvre", "ouvres", "ouvrable", "ouvrables", "francs", "franc"})

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def _number_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_UNITS)} | {"une": 1}
    for ten, name in _TENS.items():
        words[name] = ten
        for unit in range(1, 20 if ten >= 60 else 10):
            joint = "-et-" if unit in (1, 11) and ten != 80 else "-"
            words[f"{name}{joint}{_UNITS[unit]}"] = ten + unit
    return words | {"quatre-vingts": 80, "septante": 70, "octante": 80, "huitante": 80, "nonante": 90, "cent": 100}


# Zero to one hundred, words joined by hyphens: « soixante-et-onze ».
NUMBER_WORDS = _number_words()

# Powers of ten behind a number; the short ones are told apart by case in numbers.py.
SCALE_WORDS = {"mille": 3, "millier": 3, "milliers": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9} | {
    "k": 3,
    "md": 9,
    "mds": 9,
    "mrd": 9,
    "mrds": 9,
    "mio": 6,
}
PERCENT_WORDS = frozenset({"%", "pour cent", "pourcent", "pct"})

# Words before which « de », « que » and the like keep their vowel although a vowel or a mute h seems to follow.
NO_ELISION = frozenset(
    {"onze", "onzieme", "oui", "ouistiti", "uhlan", "yaourt", "yacht", "haut", "haute", "hauts", "hautes", "hauteur"}
    | {"hall", "halle", "halles", "hangar", "handicap", "handicape", "handicapes", "hausse", "haie", "haies", "halte"}
    | {"hameau", "hameaux", "hanche", "harcelement", "hasard", "hate", "havre", "heron", "hierarchie", "hors", "huit"}
    | {"huitieme", "hub", "hubs", "hackathon", "hackathons", "honte", "housse", "hollandais", "hollande", "hongrie"}
)
ELIDED = {
    "de": "d'",
    "que": "qu'",
    "le": "l'",
    "la": "l'",
    "ne": "n'",
    "se": "s'",
    "je": "j'",
    "me": "m'",
    "te": "t'",
} | {"jusque": "jusqu'", "lorsque": "lorsqu'", "puisque": "puisqu'"}
