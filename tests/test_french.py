"""French plurals, dates, lists, numbers, elision and spaces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import french


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (0, "0 objectif"),
        (1, "1 objectif"),
        (Decimal("1.9"), "1,9 objectif"),
        (2, "2 objectifs"),
        (-3, "-3 objectifs"),
        (45_000, "45\u202f000 objectifs"),
    ],
)
def test_nothing_and_one_are_singular(quantity: int | Decimal, said: str) -> None:
    assert french.count(quantity, "objectif", "objectifs") == said
    assert french.count(quantity, "objectif") == said


def test_an_irregular_plural_is_given() -> None:
    assert french.count(3, "jalon principal", "jalons principaux") == "3 jalons principaux"
    assert french.plural(1, "est fini", "sont finis") == "est fini"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (45_000, "45\u202f000"),
        (1_840_000, "1\u202f840\u202f000"),
        (999, "999"),
        (Decimal("2.9"), "2,9"),
        (Decimal("2.90"), "2,9"),
        (Decimal("1E+6"), "1\u202f000\u202f000"),
        (2.5, "2,5"),
        (-1234.5, "-1\u202f234,5"),
        (Decimal("-0"), "0"),
    ],
)
def test_a_number_is_written_with_narrow_spaces_and_a_comma(value: Decimal | float, written: str) -> None:
    assert french.number(value) == written


def test_decimals_round_half_up_and_stay() -> None:
    assert french.number(Decimal("2.25"), decimals=1) == "2,3"
    assert french.number(Decimal("-2.25"), decimals=1) == "-2,3"
    assert french.number(2, decimals=2) == "2,00"
    assert french.number(Decimal("-0.4"), decimals=0) == "0"
    assert french.percent(62) == "62\u202f%"
    assert french.percent(Decimal("66.666"), decimals=1) == "66,7\u202f%"


def test_what_is_not_finite_is_not_written() -> None:
    with pytest.raises(ValueError, match="not a number"):
        french.number(Decimal("NaN"))


def test_ordinals_agree() -> None:
    assert [french.ordinal(1), french.ordinal(2), french.ordinal(1, feminine=True)] == ["1er", "2e", "1re"]


def test_days_are_written_in_full() -> None:
    assert french.day(date(2026, 4, 1)) == "1er avril 2026"
    assert french.day(date(2020, 9, 30)) == "30 septembre 2020"
    assert french.day(date(2020, 11, 23), weekday=True) == "lundi 23 novembre 2020"
    assert french.day(date(2020, 8, 1), with_year=False) == "1er août"
    assert french.month(date(2020, 12, 3)) == "décembre 2020"
    assert french.quarter(date(2020, 9, 30)) == "T3 2020"
    assert french.dated("T3 2020", date(2020, 9, 30)) == "T3 2020 (30 septembre 2020)"
    assert french.dated("30 septembre 2020", date(2020, 9, 30)) == "30 septembre 2020"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2020, 11, 21), "il y a 2 jours"),
        (date(2020, 11, 22), "hier"),
        (date(2020, 11, 23), "aujourd'hui"),
        (date(2020, 11, 24), "demain"),
        (date(2020, 11, 25), "dans 2 jours"),
        (date(2021, 6, 30), "dans 219 jours"),
    ],
)
def test_a_day_is_said_from_today(when: date, said: str) -> None:
    assert french.distance(when, today=date(2020, 11, 23)) == said


def test_what_is_past_due_says_by_how_long() -> None:
    today = date(2020, 11, 23)
    assert french.overdue(date(2020, 9, 30), today=today) == "dépassée de 54 jours"
    assert french.overdue(date(2020, 11, 22), today=today, feminine=False) == "dépassé d'un jour"
    with pytest.raises(ValueError, match="not past"):
        french.overdue(today, today=today)


def test_a_list_ends_with_and() -> None:
    assert french.listing([]) == ""
    assert french.listing(["a"]) == "a"
    assert french.listing(["a", "b"]) == "a et b"
    assert french.listing(["a", "b", "c"]) == "a, b et c"
    assert french.listing(iter("abc"), last="ou") == "a, b ou c"


@pytest.mark.parametrize(
    ("word", "following", "said"),
    [
        ("de", "objectif", "d'objectif"),
        ("de", "pilier", "de pilier"),
        ("de", "Istres", "d'Istres"),
        ("De", "École", "D'École"),
        ("de", "œuvre", "d'œuvre"),
        ("de", "habitat", "d'habitat"),
        ("de", "hausse", "de hausse"),
        ("de", "handicap", "de handicap"),
        ("de", "onze projets", "de onze projets"),
        ("de", "HLM", "de HLM"),
        ("de", "ANRU", "d'ANRU"),
        ("de", "Yvelines", "d'Yvelines"),
        ("de", "yaourt", "de yaourt"),
        ("de", "« objectif »", "d'« objectif »"),
        ("de", "2 projets", "de 2 projets"),
        ("de", "", "de "),
        ("que", "il", "qu'il"),
        ("jusque", "à demain", "jusqu'à demain"),
        ("la", "unité", "l'unité"),
        ("avec", "elle", "avec elle"),
    ],
)
def test_a_vowel_or_a_mute_h_elides(word: str, following: str, said: str) -> None:
    assert french.elide(word, following) == said


def test_prepositions_contract_with_the_article() -> None:
    assert french.of("le pilier 4") == "du pilier 4"
    assert french.of("les projets") == "des projets"
    assert french.of("l'axe 2") == "de l'axe 2"
    assert french.of("la direction") == "de la direction"
    assert french.of("Aix") == "d'Aix"
    assert french.to("le Comex") == "au Comex"
    assert french.to("les élus") == "aux élus"
    assert french.to("la direction") == "à la direction"


def test_signs_keep_with_their_word() -> None:
    typed = "Fini ? Oui ! 45 000 agents : 62 % ; « très » bien, 3 €"
    assert french.typeset(typed) == (
        "Fini\u202f? Oui\u202f! 45\u202f000 agents\u00a0: 62\u202f%\u202f; «\u00a0très\u00a0» bien, 3\u00a0€"
    )
    assert (
        french.typeset("https://exemple.fr/?a=1 T3 2020 100 4.2.2 100")
        == "https://exemple.fr/?a=1 T3 2020 100 4.2.2 100"
    )


def test_quotes_have_guillemets_and_no_break_spaces() -> None:
    assert french.quote("très bien") == "«\u00a0très bien\u00a0»"
    assert french.quote("dit « oui » hier") == "«\u00a0dit “oui” hier\u00a0»"


def test_only_the_first_letter_is_capitalised() -> None:
    assert french.capitalised("échéance de la DGA") == "Échéance de la DGA"
    assert french.capitalised("") == ""


@given(st.text("ab12 :;!?%«»€\u202f\u00a0", max_size=40))
def test_typesetting_changes_spaces_only_and_once(text: str) -> None:
    once = french.typeset(text)
    assert french.typeset(once) == once
    assert once.translate({0x202F: " ", 0xA0: " "}) == text.translate({0x202F: " ", 0xA0: " "})


@given(st.text(max_size=20), st.sampled_from(["de", "que", "le", "avec"]))
def test_any_text_may_follow(following: str, word: str) -> None:
    assert french.elide(word, following).endswith(following)
    assert french.of(following)
    assert french.quote(following)
