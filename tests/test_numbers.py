"""Numbers typed in French."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import french
from commands.numbers import Quantity, Unit, read_number, read_quantity, read_small_number
from commands.vocabulary import NUMBER_WORDS


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("45 000", "45000"),
        ("45\u202f000", "45000"),
        ("45\u00a0000", "45000"),
        ("45000", "45000"),
        ("1 840 000", "1840000"),
        ("1840000,50", "1840000.5"),
        ("2,5", "2.5"),
        ("2,375", "2.375"),
        ("12.5", "12.5"),
        ("12.50", "12.5"),
        ("0.125", "0.125"),
        ("-3", "-3"),
        ("− 3", "-3"),  # noqa: RUF001 the minus sign
        ("+5", "5"),
        ("007", "7"),
        ("45k", "45000"),
        ("5 M", "5000000"),
        ("2,9 milliards", "2900000000"),
        ("3 mille", "3000"),
        ("mille", "1000"),
        ("zéro", "0"),
        ("VINGT-TROIS", "23"),
        ("vingt et un", "21"),
        ("soixante et onze", "71"),
        ("soixante-douze", "72"),
        ("quatre-vingts", "80"),
        ("quatre vingt un", "81"),
        ("quatre-vingt-dix-neuf", "99"),
        ("cent", "100"),
        ("deux millions", "2000000"),
    ],
)
def test_a_french_number_is_read(typed: str, value: str) -> None:
    assert read_quantity(typed) == Quantity(Decimal(value), None)
    assert read_number(f"  {typed} ") == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("62%", "62", Unit.PERCENT),
        ("62 %", "62", Unit.PERCENT),
        ("62\u202f%", "62", Unit.PERCENT),
        ("2,5 pour cent", "2.5", Unit.PERCENT),
        ("cinquante pour cent", "50", Unit.PERCENT),
        ("cinquante %", "50", Unit.PERCENT),
        ("10 000 €", "10000", Unit.EURO),
        ("2,9 MdS€", "2900000000", Unit.EURO),
        ("1,7 MD€", "1700000000", Unit.EURO),
        ("2,9 milliards d'euros", "2900000000", Unit.EURO),
        ("un million d’euros", "1000000", Unit.EURO),
        ("1,5M€", "1500000", Unit.EURO),
        ("3 m€", "3000000", Unit.EURO),
        ("45 K€", "45000", Unit.EURO),
        ("12 euros", "12", Unit.EURO),
    ],
)
def test_a_unit_and_a_scale_are_told_apart(typed: str, value: str, unit: Unit) -> None:
    assert read_quantity(typed) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "%", "€", "1.234,5", "1,234.5", "1.234", "1.234.567", "45,000", "45 00", "1 2 3", "2020 000"),
        *("1e5", "NaN", "inf", "5 m", "12 h", "12 agents", "½", "²", "12 %%", "3 4 %", "1" * 16, "cent vingt"),
        *("beaucoup", "🎉", "--3", "45_000", "0x10", "12 millions milliards", "1,", ",5", "4.2.2", "31/10/2020"),
    ],
)
def test_what_is_no_number_or_could_be_two_is_not_read(typed: str) -> None:
    assert read_number(typed) is None


def test_every_number_in_words_up_to_a_hundred_is_read() -> None:
    assert {read_small_number(word) for word in NUMBER_WORDS} == set(range(101))
    assert [read_small_number(each) for each in ("0", "100", "101", "trois", "3 jours", "²")] == [
        0,
        100,
        None,
        3,
        None,
        None,
    ]


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_reads_back_as_it_is_written(value: Decimal) -> None:
    assert read_number(french.number(value)) == value
    assert read_quantity(french.percent(value)) == Quantity(value, Unit.PERCENT)


@given(st.text(max_size=40) | st.text("0123456789 .,%€kMd-", max_size=20))
def test_random_text_never_raises(text: str) -> None:
    value = read_number(text)
    assert value is None or value.is_finite()
