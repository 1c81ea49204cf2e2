"""Periods typed in French, read on Wednesday 18 November 2020 and on another day."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import periods
from commands.periods import Period, find_period, find_period_in_words, read_day, read_period, why_not
from commands.spans import Precision, Reason
from commands.vocabulary import BOUND_PHRASES, LEADING_WORDS, MONTH_WORDS, UNIT_WORDS, WEEKDAY_WORDS

WEDNESDAY = date(2020, 11, 18)
LEAP_MONDAY = date(2024, 2, 26)

# As typed, first day, last day (— is open); a missing last day is the first.
ON_WEDNESDAY = """
T3 2020 | 2020-07-01 2020-09-30
t3-2020 | 2020-07-01 2020-09-30
t3/2020 | 2020-07-01 2020-09-30
T32020 | 2020-07-01 2020-09-30
t 3 2020 | 2020-07-01 2020-09-30
T3-20 | 2020-07-01 2020-09-30
2020-T3 | 2020-07-01 2020-09-30
2020 T3 | 2020-07-01 2020-09-30
3T 2020 | 2020-07-01 2020-09-30
T3 | 2020-07-01 2020-09-30
au T3 | 2020-07-01 2020-09-30
T1 | 2020-01-01 2020-03-31
T1 prochain | 2021-01-01 2021-03-31
T4 dernier | 2019-10-01 2019-12-31
Q3 2020 | 2020-07-01 2020-09-30
q1 | 2020-01-01 2020-03-31
3e trimestre 2020 | 2020-07-01 2020-09-30
3ème trimestre 2020 | 2020-07-01 2020-09-30
au 3eme trim. 2020 | 2020-07-01 2020-09-30
troisième trimestre 2020 | 2020-07-01 2020-09-30
le premier trimestre de 2021 | 2021-01-01 2021-03-31
1er trimestre de l'année prochaine | 2021-01-01 2021-03-31
second trimestre 2021 | 2021-04-01 2021-06-30
trimestre 2 2021 | 2021-04-01 2021-06-30
dernier trimestre 2020 | 2020-10-01 2020-12-31
dernier trimestre | 2020-07-01 2020-09-30
T4 de l'an dernier | 2019-10-01 2019-12-31
2021 | 2021-01-01 2021-12-31
en 2021 | 2021-01-01 2021-12-31
l'année 2021 | 2021-01-01 2021-12-31
au cours de l'année 2021 | 2021-01-01 2021-12-31
courant 2021 | 2021-01-01 2021-12-31
S1 2021 | 2021-01-01 2021-06-30
premier semestre 2021 | 2021-01-01 2021-06-30
2e semestre | 2020-07-01 2020-12-31
fin 2020 | 2020-10-01 2020-12-31
début 2021 | 2021-01-01 2021-03-31
mi-2021 | 2021-04-01 2021-09-30
mi 2021 | 2021-04-01 2021-09-30
fin T2 2021 | 2021-06-01 2021-06-30
début S1 2021 | 2021-01-01 2021-02-28
juin 2021 | 2021-06-01 2021-06-30
JUIN 2021 | 2021-06-01 2021-06-30
juin | 2021-06-01 2021-06-30
novembre | 2020-11-01 2020-11-30
en décembre | 2020-12-01 2020-12-31
au mois de juin | 2021-06-01 2021-06-30
juin dernier | 2020-06-01 2020-06-30
novembre prochain | 2021-11-01 2021-11-30
mars de l'année prochaine | 2021-03-01 2021-03-31
sept. 2020 | 2020-09-01 2020-09-30
août 2021 | 2021-08-01 2021-08-31
06/2021 | 2021-06-01 2021-06-30
2021-06 | 2021-06-01 2021-06-30
fin mars | 2021-03-21 2021-03-31
la fin du mois de mars | 2021-03-21 2021-03-31
début mars 2021 | 2021-03-01 2021-03-10
mi-mars | 2021-03-11 2021-03-20
à la mi-novembre | 2020-11-11 2020-11-20
début novembre | 2021-11-01 2021-11-10
fin février 2021 | 2021-02-21 2021-02-28
fin du mois | 2020-11-21 2020-11-30
fin d'année | 2020-10-01 2020-12-31
fin de semaine | 2020-11-19 2020-11-22
début de la semaine prochaine | 2020-11-23 2020-11-24
fin de l'année prochaine | 2021-10-01 2021-12-31
avant juin 2021 | — 2021-05-31
avant le 1er juin | — 2021-05-31
avant le T2 2021 | — 2021-03-31
avant fin juin 2021 | — 2021-06-30
avant la fin de l'année | — 2020-12-31
avant la mi-2021 | — 2021-06-30
avant début 2021 | — 2020-12-31
avant demain | — 2020-11-18
d'ici fin juin | 2020-11-18 2021-06-30
d’ici à fin juin | 2020-11-18 2021-06-30
d'ici la fin de l'année | 2020-11-18 2020-12-31
d'ici T2 2021 | 2020-11-18 2021-06-30
dici mars | 2020-11-18 2021-03-31
d'ici mi-mars | 2020-11-18 2021-03-15
d'ici un mois | 2020-11-18 2020-12-18
d'ici 15 jours | 2020-11-18 2020-12-03
d'ici T3 2020 | — 2020-09-30
jusqu'au 30/06/2021 | — 2021-06-30
jusqu'en 2026 | — 2026-12-31
jusqu'à fin juin | — 2021-06-30
au plus tard le 15 décembre | — 2020-12-15
après T2 2021 | 2021-07-01 —
après le 15 mars 2021 | 2021-03-16 —
après mi-2021 | 2021-07-01 —
au-delà de 2021 | 2022-01-01 —
à partir de janvier 2021 | 2021-01-01 —
à compter du 1er janvier 2021 | 2021-01-01 —
dès janvier 2021 | 2021-01-01 —
depuis le 1er octobre | 2020-10-01 2020-11-18
depuis octobre | 2020-10-01 2020-11-18
depuis lundi | 2020-11-16 2020-11-18
depuis T4 | 2020-10-01 2020-11-18
depuis hier | 2020-11-17 2020-11-18
depuis la semaine dernière | 2020-11-09 2020-11-18
depuis un mois | 2020-10-18 2020-11-18
depuis 3 semaines | 2020-10-28 2020-11-18
entre T4 2020 et T2 2021 | 2020-10-01 2021-06-30
entre T4 et T2 2021 | 2020-10-01 2021-06-30
entre T4 2020 et T2 | 2020-10-01 2021-06-30
entre le 1er octobre et le 15 décembre | 2020-10-01 2020-12-15
entre le 9 et le 13 novembre 2020 | 2020-11-09 2020-11-13
entre mars et juin | 2021-03-01 2021-06-30
du 1er octobre au 15 novembre | 2021-10-01 2021-11-15
du 1er octobre au 15 décembre | 2020-10-01 2020-12-15
du 1er octobre 2020 au 15 novembre | 2020-10-01 2020-11-15
du 1er au 15 décembre | 2020-12-01 2020-12-15
du 9 au 13 novembre 2020 | 2020-11-09 2020-11-13
du 31/10/2020 au 15/11/2020 | 2020-10-31 2020-11-15
du lundi au vendredi | 2020-11-16 2020-11-20
de mars à juin 2021 | 2021-03-01 2021-06-30
de novembre à février 2021 | 2020-11-01 2021-02-28
de mars à fin juin 2021 | 2021-03-01 2021-06-30
mars à juin 2021 | 2021-03-01 2021-06-30
T4 2020 à T2 2021 | 2020-10-01 2021-06-30
du T4 2020 au T2 2021 | 2020-10-01 2021-06-30
T4 2020 - T2 2021 | 2020-10-01 2021-06-30
2020-2021 | 2020-01-01 2021-12-31
de 2020 à 2021 | 2020-01-01 2021-12-31
à partir de mars 2021 jusqu'à juin 2021 | 2021-03-01 2021-06-30
après mars 2021 et avant juin 2021 | 2021-04-01 2021-05-31
depuis le 1er octobre jusqu'au 15 novembre | 2020-10-01 2020-11-15
cette semaine | 2020-11-16 2020-11-22
la semaine prochaine | 2020-11-23 2020-11-29
la semaine pro | 2020-11-23 2020-11-29
la semaine dernière | 2020-11-09 2020-11-15
semaine 47 | 2020-11-16 2020-11-22
semaine du 23 novembre | 2020-11-23 2020-11-29
la semaine du 9 novembre 2020 | 2020-11-09 2020-11-15
ce mois | 2020-11-01 2020-11-30
ce mois-ci | 2020-11-01 2020-11-30
le mois prochain | 2020-12-01 2020-12-31
mois en cours | 2020-11-01 2020-11-30
le mois dernier | 2020-10-01 2020-10-31
ce trimestre | 2020-10-01 2020-12-31
le trimestre prochain | 2021-01-01 2021-03-31
le trimestre dernier | 2020-07-01 2020-09-30
ce semestre | 2020-07-01 2020-12-31
le semestre prochain | 2021-01-01 2021-06-30
cette année | 2020-01-01 2020-12-31
l'année prochaine | 2021-01-01 2021-12-31
l'an prochain | 2021-01-01 2021-12-31
l'an dernier | 2019-01-01 2019-12-31
l’année passée | 2019-01-01 2019-12-31
aujourd'hui | 2020-11-18
aujourd’hui | 2020-11-18
ajd | 2020-11-18
demain | 2020-11-19
2m1 | 2020-11-19
après-demain | 2020-11-20
apres demain | 2020-11-20
hier | 2020-11-17
avant-hier | 2020-11-16
dans 3 jours | 2020-11-21
dans trois jours | 2020-11-21
dans vingt et un jours | 2020-12-09
dans les 15 jours | 2020-11-18 2020-12-03
dans les 15 prochains jours | 2020-11-18 2020-12-03
dans les 6 derniers mois | 2020-05-18 2020-11-18
depuis les 6 derniers mois | 2020-05-18 2020-11-18
dans 2 semaines | 2020-12-02
dans un an | 2021-11-18
sous 3 mois | 2020-11-18 2021-02-18
les 6 derniers mois | 2020-05-18 2020-11-18
ces six derniers mois | 2020-05-18 2020-11-18
les 3 prochaines semaines | 2020-11-18 2020-12-09
les derniers 15 jours | 2020-11-03 2020-11-18
des 6 derniers mois | 2020-05-18 2020-11-18
il y a 10 jours | 2020-11-08
y a 10 jours | 2020-11-08
lundi | 2020-11-23
mercredi | 2020-11-25
ce mercredi | 2020-11-18
vendredi prochain | 2020-11-20
vendredi dernier | 2020-11-13
vendredi en huit | 2020-11-27
lundi en 15 | 2020-12-07
mars-juin 2021 | 2021-03-01 2021-06-30
juin-2021 | 2021-06-01 2021-06-30
lundi 23/11 | 2020-11-23
lundi premier février | 2021-02-01
vendredi de la semaine prochaine | 2020-11-27
lundi 23 | 2020-11-23
lundi 23 novembre 2020 | 2020-11-23
lundi 16 novembre | 2020-11-16
avant vendredi | — 2020-11-19
12/12 | 2020-12-12
18/11 | 2020-11-18
31/10 | 2021-10-31
31/10/2020 | 2020-10-31
31.10.2020 | 2020-10-31
31/10/20 | 2020-10-31
31-12-20 | 2020-12-31
31-12-2020 | 2020-12-31
2020-10-31 | 2020-10-31
1er octobre | 2021-10-01
1 oct | 2021-10-01
1er oct. 2020 | 2020-10-01
premier octobre | 2021-10-01
le 9 novembre 2020 | 2020-11-09
au 30 sept. 2020 | 2020-09-30
29 février | 2024-02-29
le 15 | 2020-12-15
"""

ON_LEAP_MONDAY = """
29 février | 2024-02-29
29/02 | 2024-02-29
fin du mois | 2024-02-21 2024-02-29
dans un an | 2025-02-26
lundi | 2024-03-04
ce lundi | 2024-02-26
dimanche prochain | 2024-03-03
cette semaine | 2024-02-26 2024-03-03
février | 2024-02-01 2024-02-29
T4 | 2024-10-01 2024-12-31
depuis T4 | 2023-10-01 2024-02-26
le trimestre dernier | 2023-10-01 2023-12-31
le semestre dernier | 2023-07-01 2023-12-31
de mars à juin | 2024-03-01 2024-06-30
de novembre à février | 2023-11-01 2024-02-29
du 25 décembre au 1er mars | 2023-12-25 2024-03-01
les 12 derniers mois | 2023-02-26 2024-02-26
semaine 1 | 2024-01-01 2024-01-07
le 30 | 2024-03-30
"""

NOT_A_PERIOD = """
pilier 7
4.2.2
4.2.2.b
P4 axe 4
2.2
24 axes
62 %
2020 %
2 000 000
45 000
tous les lundis
chaque lundi
dans 3 jours ouvrés
dernier jeudi du mois
sans chef de file
fin
avant
entre
du
de
le
prochain
bientôt
la réunion
tramway
"""


def _rows(table: str) -> list[tuple[str, date | None, date | None]]:
    rows = []
    for line in table.strip().splitlines():
        typed, _, days = line.partition(" | ")
        ends = [None if end == "—" else date.fromisoformat(end) for end in days.split()]
        rows.append((typed, ends[0], ends[-1]))
    return rows


@pytest.mark.parametrize(("typed", "first", "last"), _rows(ON_WEDNESDAY))
def test_a_french_period_is_read_to_its_exact_days(typed: str, first: date | None, last: date | None) -> None:
    assert read_period(typed, today=WEDNESDAY) == Period(first, last)


@pytest.mark.parametrize(("typed", "first", "last"), _rows(ON_LEAP_MONDAY))
def test_a_french_period_is_read_in_a_leap_year(typed: str, first: date | None, last: date | None) -> None:
    assert read_period(typed, today=LEAP_MONDAY) == Period(first, last)


@pytest.mark.parametrize(("typed", "first", "last"), _rows(ON_WEDNESDAY))
def test_accents_case_and_spaces_are_free(typed: str, first: date | None, last: date | None) -> None:
    plain = typed.upper().translate(str.maketrans("ÉÈÊÛÀ’", "EEEUA'")).replace(" ", "\u00a0 ")
    if " - " not in typed:
        assert read_period(f" {plain} ?", today=WEDNESDAY) == Period(first, last)


@pytest.mark.parametrize("typed", NOT_A_PERIOD.strip().splitlines())
def test_what_names_no_period_is_not_read(typed: str) -> None:
    assert read_period(typed, today=WEDNESDAY) is None
    assert find_period(typed, today=WEDNESDAY) is None
    assert why_not(typed, today=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("30/09", date(2020, 9, 30), date(2020, 9, 30)),
        ("31 octobre", date(2020, 10, 31), date(2020, 10, 31)),
        ("juin", date(2020, 6, 1), date(2020, 6, 30)),
        ("novembre", date(2020, 11, 1), date(2020, 11, 30)),
        ("mercredi", date(2020, 11, 11), date(2020, 11, 11)),
        ("du 1er octobre au 15 novembre", date(2020, 10, 1), date(2020, 11, 15)),
        ("T4", date(2020, 10, 1), date(2020, 12, 31)),
    ],
)
def test_what_has_no_year_may_be_asked_in_the_past(typed: str, first: date, last: date) -> None:
    assert read_period(typed, today=WEDNESDAY, past=True) == Period(first, last)


def test_a_quarter_alone_still_to_come_is_last_years_in_the_past() -> None:
    assert read_period("T4", today=LEAP_MONDAY, past=True) == Period(date(2023, 10, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("typed", "part", "reason"),
    [
        ("31/02", "31/02", Reason.NO_SUCH_DAY),
        ("31/02/2021", "31/02/2021", Reason.NO_SUCH_DAY),
        ("29 février 2021", "29 février 2021", Reason.NO_SUCH_DAY),
        ("31 juin", "31 juin", Reason.NO_SUCH_DAY),
        ("2020-02-30", "2020-02-30", Reason.NO_SUCH_DAY),
        ("T5 2020", "T5 2020", Reason.NO_SUCH_QUARTER),
        ("T0", "T0", Reason.NO_SUCH_QUARTER),
        ("5e trimestre", "5e trimestre", Reason.NO_SUCH_QUARTER),
        ("S3 2020", "S3 2020", Reason.NO_SUCH_SEMESTER),
        ("semaine 54", "semaine 54", Reason.NO_SUCH_WEEK),
        ("13/13/2020", "13/13/2020", Reason.NO_SUCH_MONTH),
        ("13/2020", "13/2020", Reason.NO_SUCH_MONTH),
        ("1999", "1999", Reason.YEAR_OUT_OF_RANGE),
        ("en 2101", "en 2101", Reason.YEAR_OUT_OF_RANGE),
        ("12 mars 1066", "12 mars 1066", Reason.YEAR_OUT_OF_RANGE),
        ("dans 900 ans", "dans 900 ans", Reason.YEAR_OUT_OF_RANGE),
        ("dans 9999 ans", "dans 9999 ans", Reason.YEAR_OUT_OF_RANGE),
        ("lundi 24 novembre 2020", "lundi 24 novembre 2020", Reason.WEEKDAY_DISAGREES),
        ("entre T2 2021 et T4 2020", "entre T2 2021 et T4 2020", Reason.ENDS_BEFORE_IT_BEGINS),
        ("du 15 au 1er mars", "du 15 au 1er mars", Reason.ENDS_BEFORE_IT_BEGINS),
        ("2021-2020", "2021-2020", Reason.ENDS_BEFORE_IT_BEGINS),
        ("pilier 7 avant le 31/02/2021", "avant le 31/02/2021", Reason.NO_SUCH_DAY),
        ("quoi au T5 2020 hors pilier 4 ?", "au T5 2020", Reason.NO_SUCH_QUARTER),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_its_reason(typed: str, part: str, reason: Reason) -> None:
    refused = why_not(typed, today=WEDNESDAY)
    assert refused is not None
    assert (refused.text, refused.reason, typed[refused.start : refused.end]) == (part, reason, part)
    assert read_period(typed, today=WEDNESDAY) is None
    assert find_period(typed, today=WEDNESDAY) is None


def test_a_date_that_exists_has_no_refusal() -> None:
    assert why_not("29/02/2024", today=WEDNESDAY) is None
    assert why_not("qu'est-ce qui est fini au T3 2020 ?", today=WEDNESDAY) is None
    assert why_not("les 1200 encadrants", today=WEDNESDAY) is None
    assert why_not("", today=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "named", "label"),
    [
        ("pilier 7 T3 2020", "T3 2020", "T3 2020"),
        ("qu'est-ce qui doit être fini au T3 2020 dans le pilier 7 ?", "au T3 2020", "T3 2020"),
        ("pilier 7 juin 2021", "juin 2021", "juin 2021"),
        ("pilier 7 7 juin 2021", "7 juin 2021", "7 juin 2021"),
        ("objectifs de l'axe 2 mars", "mars", "mars 2021"),
        ("quoi au T3 2021 hors pilier digital ?", "au T3 2021", "T3 2021"),
        ("au 1er octobre 2020, qu'est-ce qui est en retard", "au 1er octobre 2020", "1er octobre 2020"),
        ("overdue au 1/10/2020 pilier perf", "au 1/10/2020", "1er octobre 2020"),
        ("pilier 6 premier trimestre 2021", "premier trimestre 2021", "T1 2021"),
        ("q1 2021 pr le pilier manager", "q1 2021", "T1 2021"),
        ("dans le pilier manager, axe 1, ce qui doit etre fait en 2020", "en 2020", "2020"),
        ("pilier 3 axe 3, non réalisés, échéance 2021", "2021", "2021"),
        ("valeur 62 % au 31/10/2020 source enquête interne", "au 31/10/2020", "31 octobre 2020"),
        ("valeur 45 000 au 30/09/2020 source « registre »", "au 30/09/2020", "30 septembre 2020"),
        ("qu'est-ce qui a bougé depuis le 1er octobre ?", "depuis le 1er octobre", None),
        ("échéances entre T4 2020 et T2 2021 du pilier 4", "entre T4 2020 et T2 2021", None),
        ("réalisé en 2020, échéance de mars à juin 2021", "de mars à juin 2021", None),
        ("rappel vendredi 17h", "vendredi", "20 novembre 2020"),
        ("rappel lundi 9h", "lundi", "23 novembre 2020"),
        ("le 12/12 à 9h30", "le 12/12", "12 décembre 2020"),
        ("reporter 4.2.2.b T4 2021 motif retard du marché", "T4 2021", "T4 2021"),
        ("e\u0301che\u0301ance de\u0301but fe\u0301vrier 2021 s.v.p.", "de\u0301but fe\u0301vrier 2021", None),
        ("tramway T2 en juin", "en juin", "juin 2021"),
        ("le projet T5 en 2021", "en 2021", "2021"),
        ("T3 2020 T4 2020", "T3 2020", "T3 2020"),
        ("sept objectifs en 2021", "en 2021", "2021"),
    ],
)
def test_a_period_is_found_inside_a_sentence(text: str, named: str, label: str | None) -> None:
    found = find_period(text, today=WEDNESDAY)
    assert found is not None
    assert text[found.start : found.end] == named
    assert label is None or found.period.label == label


@pytest.mark.parametrize(
    "text",
    [
        "les 24 axes et les 8225 agents",
        "2.2.2 en clair",
        "cb d'axes ds le pilier 6",
        "17 entretiens de 2h",
        "cap-2020",
        "sept objectifs",
        "2,9 MDS€",
        "le tramway T2",
        "jours de télétravail par semaine",
        "dans l'axe 2 mois",
    ],
)
def test_no_period_is_found_where_there_is_none(text: str) -> None:
    assert find_period(text, today=WEDNESDAY) is None


def test_the_words_that_name_a_period_are_given_by_index() -> None:
    words = ["pilier", "7", "avant", "juin", "2021,", "réalisé"]
    found = find_period_in_words(words, today=WEDNESDAY)
    assert found == (Period(None, date(2021, 5, 31)), range(2, 5))
    assert find_period_in_words(["pilier", "7"], today=WEDNESDAY) is None
    assert find_period_in_words([], today=WEDNESDAY) is None


def test_a_single_day_is_read_alone() -> None:
    assert read_day("le 9 novembre", today=WEDNESDAY) == date(2021, 11, 9)
    assert read_day("le 9 novembre", today=WEDNESDAY, past=True) == date(2020, 11, 9)
    assert read_day("novembre 2020", today=WEDNESDAY) is None
    assert read_day("avant demain", today=WEDNESDAY) is None
    assert read_day("31/02", today=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("period", "precision", "label"),
    [
        (Period(date(2020, 4, 1), date(2020, 4, 1)), Precision.DAY, "1er avril 2020"),
        (Period(date(2020, 11, 16), date(2020, 11, 22)), Precision.WEEK, "semaine du 16 novembre 2020"),
        (Period(date(2021, 6, 1), date(2021, 6, 30)), Precision.MONTH, "juin 2021"),
        (Period(date(2020, 7, 1), date(2020, 9, 30)), Precision.QUARTER, "T3 2020"),
        (Period(date(2021, 1, 1), date(2021, 6, 30)), Precision.SEMESTER, "S1 2021"),
        (Period(date(2021, 1, 1), date(2021, 12, 31)), Precision.YEAR, "2021"),
        (Period(date(2021, 3, 1), date(2021, 6, 30)), Precision.SPAN, "de mars à juin 2021"),
        (Period(date(2020, 10, 1), date(2021, 6, 30)), Precision.SPAN, "d'octobre 2020 à juin 2021"),
        (Period(date(2021, 3, 21), date(2021, 3, 31)), Precision.SPAN, "du 21 au 31 mars 2021"),
        (Period(date(2020, 10, 1), date(2020, 11, 15)), Precision.SPAN, "du 1er octobre au 15 novembre 2020"),
        (Period(None, date(2021, 5, 31)), Precision.SPAN, "jusqu'au 31 mai 2021"),
        (Period(date(2021, 7, 1), None), Precision.SPAN, "à partir du 1er juillet 2021"),
        (Period(None, None), Precision.SPAN, "sans limite de date"),
    ],
)
def test_a_period_says_itself_exactly(period: Period, precision: Precision, label: str) -> None:
    assert (period.precision, period.label) == (precision, label)


def test_a_period_contains_its_two_ends() -> None:
    period = Period(date(2020, 7, 1), date(2020, 9, 30))
    assert period.contains(date(2020, 7, 1))
    assert period.contains(date(2020, 9, 30))
    assert not period.contains(date(2020, 6, 30))
    assert not period.contains(date(2020, 10, 1))
    assert Period(None, date(2020, 9, 30)).contains(date(1999, 1, 1))


def test_periods_overlap_when_they_share_a_day() -> None:
    quarter = Period(date(2020, 7, 1), date(2020, 9, 30))
    assert quarter.overlaps(Period(date(2020, 9, 30), None))
    assert quarter.overlaps(Period(None, date(2020, 7, 1)))
    assert not quarter.overlaps(Period(date(2020, 10, 1), None))
    assert not quarter.overlaps(Period(None, date(2020, 6, 30)))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2020, 7, 2), date(2020, 7, 1))


def test_a_quarter_has_a_name_and_a_last_day() -> None:
    assert periods.quarter_of(date(2020, 9, 30)) == "T3 2020"
    assert periods.quarter_end("T3 2020") == date(2020, 9, 30)
    assert periods.quarter_end(" t4 2021 ") == date(2021, 12, 31)
    for wrong in ("T5 2020", "T3", "2020", ""):
        with pytest.raises(ValueError, match="not a quarter"):
            periods.quarter_end(wrong)


DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
BITS = [*BOUND_PHRASES, *((word,) for word in (*LEADING_WORDS, *MONTH_WORDS, *UNIT_WORDS, *WEEKDAY_WORDS))]
SAID = st.one_of(
    st.sampled_from([" ".join(words) for words in BITS]),
    st.sampled_from(
        "T3 S1 2020 2021 1er 15 31/02 31/10/2020 2m1 fin mi début entre et prochain derniers - , 6 99".split()
    ),
    st.text(max_size=4),
)


@given(st.lists(SAID, max_size=9).map(" ".join), DAYS, st.booleans())
def test_no_text_raises_and_what_is_found_is_in_it(text: str, today: date, past: bool) -> None:
    found = find_period(text, today=today, past=past)
    whole = read_period(text, today=today, past=past)
    refused = why_not(text, today=today)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert read_period(text[found.start : found.end], today=today, past=past) is not None
    if refused is not None:
        assert refused.text == text[refused.start : refused.end] != ""
        assert whole is None or past
    for period in (found.period if found else None, whole):
        if period is not None and period.first is not None and period.last is not None:
            assert period.first <= period.last


@given(st.text(max_size=80), DAYS)
def test_random_text_never_raises(text: str, today: date) -> None:
    find_period(text, today=today)
    read_period(text, today=today)
    why_not(text, today=today)


@given(DAYS, st.one_of(st.none(), st.integers(0, 900)), DAYS, st.booleans())
def test_a_label_reads_back_to_the_same_period(first: date, days: int | None, today: date, past: bool) -> None:
    last = None if days is None else min(first + timedelta(days=days), date(2100, 12, 31))
    for period in (Period(first, last), Period(None, first)):
        assert read_period(period.label, today=today, past=past) == period


@given(DAYS, DAYS, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%y", "%d.%m.%Y", "%d/%m/%y"]))
def test_a_day_reads_back_however_it_is_written(day: date, today: date, layout: str) -> None:
    assert read_day(day.strftime(layout), today=today) == day


@given(DAYS)
def test_a_quarter_ends_on_or_after_its_days(day: date) -> None:
    end = periods.quarter_end(periods.quarter_of(day))
    assert day <= end
    assert periods.quarter_of(end) == periods.quarter_of(day) != periods.quarter_of(end + timedelta(days=1))


@pytest.mark.parametrize("word", ["a ", "1 ", "de ", "entre ", "2020 de ", "12 mars au ", "T3-", "é"])
def test_the_time_of_a_search_grows_with_the_length_only(word: str) -> None:
    def fastest(times: int) -> float:
        began = [time.process_time()]
        for _ in range(3):
            find_period(word * times, today=WEDNESDAY)
            began.append(time.process_time())
        return min(later - earlier for earlier, later in pairwise(began))

    # Eight times the text; a quadratic search would take 64 times as long.
    assert fastest(4_000) < 30 * max(fastest(500), 0.001)
