"""The words by which people narrow a list: tables only, folded as `normalise.fold` folds."""

from __future__ import annotations

import re

from storage.filters import Condition
from storage.rows.following import Weather
from storage.rows.plan import Status

# What negates the condition that follows, and those joined to it.
# « sans » is a word of « sans chef de file » first: phrases are read before single words.
EXCLUDING = frozenset({"hors", "sauf", "hormis", "excepte", "excepter", "pas", "non", "ni", "sans"})
JOINING = frozenset({"et", "ou", "ni", "plus", "&", "+"})
# What says nothing on its own.
EMPTY = frozenset(
    """
    a au aux avec avant ce ces dans de des du d en encore est etre l la le les leur mes pour qui que sont sur tous
    toutes tout toute un une objectif objectifs operationnel operationnels projet projets c concernant concerne
    echeance echeances situe situes celui ceux cette dont meteo meteos
    """.split()
)

# Words before a name, that say of what kind it is.
KIND_WORDS = {
    "pilier": "pillar",
    "piliers": "pillar",
    "axe": "axis",
    "axes": "axis",
    "thematique": "theme",
    "thematiques": "theme",
    "theme": "theme",
    "themes": "theme",
    "commune": "commune",
    "communes": "commune",
    "ville": "commune",
    "territoire": "territory",
    "territoires": "territory",
    "unite": "unit",
    "unites": "unit",
    "direction": "unit",
    "service": "unit",
    "dga": "unit",
    "dgst": "unit",
}
# Those that are part of the name itself: « direction du numérique ».
PART_OF_NAME = frozenset({"direction", "service", "dga", "dgst", "territoire"})

PHRASES: dict[tuple[str, ...], Condition | Status | Weather] = {
    **{
        tuple(words.split()): Condition.PAST_DUE
        for words in (
            "echeance depassee",
            "echeances depassees",
            "echeance est depassee",
            "depassee",
            "depassees",
            "depasse",
            "depasses",
            "echu",
            "echus",
            "echue",
            "echues",
            "en retard",
            "retard",
            "date passee",
            "hors delai",
        )
    },
    **{
        tuple(words.split()): Condition.WITHOUT_LEAD
        for words in (
            "sans chef de file",
            "sans chefs de file",
            "sans responsable",
            "sans responsables",
            "sans pilote",
            "sans porteur",
            "sans chef de projet",
            "sans directeur de projet",
            "non designe",
            "non designes",
        )
    },
    **{
        tuple(words.split()): Status.DONE
        for words in (
            "realise",
            "realises",
            "realisee",
            "realisees",
            "fait",
            "faits",
            "faite",
            "faites",
            "termine",
            "termines",
            "terminee",
            "terminees",
            "fini",
            "finis",
            "atteint",
            "atteints",
            "acheve",
            "acheves",
        )
    },
    **{tuple(words.split()): Status.PLANNED for words in ("a venir", "pas commence", "pas commences")},
    **{
        tuple(words.split()): Status.UNDER_WAY for words in ("en cours", "commence", "commences", "demarre", "demarres")
    },
    **{tuple(words.split()): Status.SUSPENDED for words in ("suspendu", "suspendus", "suspendue", "suspendues")},
    **{
        tuple(words.split()): Status.STOPPED
        for words in ("arrete", "arretes", "arretee", "arretees", "abandonne", "abandonnes")
    },
    **{
        tuple(words.split()): weather
        for weather, several in {
            Weather.SECURE: (
                "securise",
                "securises",
                "securisee",
                "soleil",
                "vert",
                "verts",
                "verte",
                "vertes",
                "au vert",
            ),
            Weather.REACHABLE: ("atteignable", "atteignables", "couvert", "couverts", "couverte", "jaune", "jaunes"),
            Weather.NEEDS_SUPPORT: ("appui necessaire", "appuis necessaires", "nuage", "nuageux", "orange", "oranges"),
            Weather.COMPROMISED: (
                "compromis",
                "compromise",
                "orage",
                "orageux",
                "rouge",
                "rouges",
                "au rouge",
                "dans le rouge",
            ),
        }.items()
        for words in several
    },
    **{
        tuple(words.split()): Condition.WITHOUT_WEATHER
        for words in ("sans meteo", "meteo non renseignee", "meteo inconnue", "meteo absente", "non renseignee")
    },
}
LONGEST_PHRASE = max(map(len, PHRASES))

# What « mine » is typed as.
OWN = frozenset({("mon", "perimetre"), ("ma", "direction"), ("mon", "unite"), ("mes", "objectifs"), ("mes", "projets")})

# « axe 2 du pilier 4 »: what may stand behind an axis.
PILLAR_BEHIND = re.compile(r"(?:du )?(?:pilier |p)(\d)(?!\S)")

PAGE = "page"
