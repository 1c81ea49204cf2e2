"""What people type of how something stands, in any order and in forgiving French, and what is understood of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commands.errors import Several
from commands.numbers import Unit
from commands.updates import vocabulary
from commands.updates.draft import Draft
from commands.updates.reading import read_draft
from storage.rows.following import Weather
from storage.rows.plan import Status

TODAY = date(2020, 11, 23)
SECURE, REACHABLE = Weather.SECURE, Weather.REACHABLE
NUAGE, ORAGE = Weather.NEEDS_SUPPORT, Weather.COMPROMISED
ALL: dict[str, dict[str, Any]] = {
    # Figures
    "62 %": {"percent": Decimal(62)},
    "62 pour cent": {"percent": Decimal(62)},
    "avancement à 62%": {"progress": 62},
    "avancement : 62": {"progress": 62},
    "62 % réalisé": {"progress": 62},
    "à mi-chemin": {"progress": 50},
    "aux deux tiers": {"progress": 67},
    "3/4": {"progress": 75},
    "on en est à 62 %, toujours vert": {"percent": Decimal(62), "weather": SECURE},
    "environ 60 %": {"percent": Decimal(60)},
    "a 40%": {"percent": Decimal(40)},
    "80 pct vert": {"percent": Decimal(80), "weather": SECURE},
    "cv 30% nuageux": {"percent": Decimal(30), "weather": NUAGE},
    "moitié fait": {"progress": 50},
    # States
    "terminé": {"status": Status.DONE},
    "c'est fini": {"status": Status.DONE},
    "livré en octobre": {"status": Status.DONE, "done_on": date(2020, 10, 31)},
    "terminé hier": {"status": Status.DONE, "done_on": date(2020, 11, 22)},
    "réalisé depuis le 12/11/2020": {"status": Status.DONE, "done_on": date(2020, 11, 12)},
    "démarré": {"status": Status.UNDER_WAY},
    "pas commencé": {"status": Status.PLANNED},
    "en cours de finalisation": {"status": Status.UNDER_WAY, "comment": "en cours de finalisation"},
    "suspendu par le préfet": {"status": Status.SUSPENDED, "comment": "suspendu par le préfet"},
    "RAS": {"unchanged": True},
    # Weathers, with a slip or two
    "vert": {"weather": SECURE},
    "orange": {"weather": NUAGE},
    "passe au rouge": {"weather": ORAGE},
    "météo couverte": {"weather": REACHABLE},
    "objectifs sécurisés (soleil)": {"weather": SECURE},
    "compromi": {"weather": ORAGE},
    "rouge le marché est infructueux": {"weather": ORAGE, "comment": "le marché est infructueux"},
    "40 % mais orage": {"percent": Decimal(40), "weather": ORAGE},
    # What only looks like one
    "couvert par le marché": {"comment": "couvert par le marché"},
    "fait le point avec la DSI": {"comment": "fait le point avec la DSI"},
    "état des lieux en préparation": {"comment": "état des lieux en préparation"},
    "couvert car le marché glisse": {"weather": REACHABLE, "comment": "car le marché glisse"},
    "vert, une hausse de 40 %": {"weather": SECURE, "comment": "une hausse de 40 %"},
    # As it was typed
    "vert. Reste x ; puis y. Bonne dynamique !": {"weather": SECURE, "comment": "Reste x ; puis y. Bonne dynamique !"},
    "vert, a'; DROP TABLE x; --b": {"weather": SECURE, "comment": "a'; DROP TABLE x; --b"},
    # In any order
    "62% couvert reste les sites distants": {
        "percent": Decimal(62),
        "weather": REACHABLE,
        "comment": "reste les sites distants",
    },
    "Le marché est notifié - 40% - vert": {
        "percent": Decimal(40),
        "weather": SECURE,
        "comment": "Le marché est notifié",
    },
    "état : en cours ; météo : vert ; avancement : 40%": {
        "status": Status.UNDER_WAY,
        "weather": SECURE,
        "progress": 40,
    },
    # Values
    "valeur 45 000 au 30/09/2020 source « tableau de bord » méthode « comptage »": {
        "value": Decimal(45_000),
        "as_of": date(2020, 9, 30),
        "source": "tableau de bord",
        "method": "comptage",
    },
    "indicateur 62%, à fin octobre, source enquête interne": {
        "value": Decimal(62),
        "value_unit": Unit.PERCENT,
        "as_of": date(2020, 10, 31),
        "source": "enquête interne",
    },
    "départ 12 % au 01/01/2020 source enquête": {
        "value": Decimal(12),
        "value_unit": Unit.PERCENT,
        "as_of": date(2020, 1, 1),
        "source": "enquête",
        "baseline": True,
    },
    # Deadlines
    "repoussé à T2 2021 parce que le marché est infructueux": {
        "due_on": date(2021, 6, 30),
        "due_label": "T2 2021",
        "reason": "le marché est infructueux",
    },
    "décalé au 30 juin 2021, motif : marché": {
        "due_on": date(2021, 6, 30),
        "due_label": "30 juin 2021",
        "reason": "marché",
    },
    # Supports
    "nuage, bloqué par le fournisseur, besoin de deux postes à la DSI avant fin janvier": {
        "weather": NUAGE,
        "blocker": "le fournisseur",
        "need": "deux postes",
        "asked_of": "DSI",
        "needed_by": date(2021, 1, 31),
    },
    "appui « deux postes » demandé à « Laurent le Grand » avant le 15/12/2020": {
        "need": "deux postes",
        "asked_of": "Laurent le Grand",
        "needed_by": date(2020, 12, 15),
    },
    "demandé à laurent": {"asked_of": "laurent"},
}


@pytest.mark.parametrize("typed", ALL)
def test_what_is_typed_is_understood(typed: str) -> None:
    assert read_draft(typed, today=TODAY) == Draft(**ALL[typed])


DOUBTFUL = {
    "presque terminé, vert": ["avancement 90 %, vert", "Réalisé, vert"],
    "vert, 62": ["vert, avancement 62 %", "vert, valeur 62"],
    "40 % des agents « formés », vert": [
        "avancement 40 %, commentaire « 40 % des agents “formés” », vert",
        "valeur 40 %, commentaire « 40 % des agents “formés” », vert",
        "commentaire « 40 % des agents “formés” », vert",
    ],
}


@pytest.mark.parametrize("typed", DOUBTFUL)
def test_what_may_mean_two_things_is_asked_back_with_all_the_rest(typed: str) -> None:
    with pytest.raises(Several) as raised:
        read_draft(typed, today=TODAY)
    assert [each.replace("\u202f", " ") for each, _, _ in raised.value.options] == DOUBTFUL[typed]


@pytest.mark.parametrize("typed", [each for several in DOUBTFUL.values() for each in several])
def test_each_choice_is_read_as_it_stands(typed: str) -> None:
    assert read_draft(typed, today=TODAY)


@pytest.mark.parametrize("typed", [*vocabulary.STATUSES, *vocabulary.WEATHERS])
def test_each_word_of_a_status_or_a_weather_is_read_before_whatever_follows(typed: str) -> None:
    meant = Draft(status=vocabulary.STATUSES.get(typed), weather=vocabulary.WEATHERS.get(typed))
    assert read_draft(typed, today=TODAY) == meant
    followed = read_draft(f"{typed}, blocage « marché », appui demandé « un arbitrage »", today=TODAY)
    assert followed == replace(meant, blocker="marché", need="un arbitrage")
