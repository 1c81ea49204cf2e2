"""Pictures: a PNG that says what its text says, the same for the same values."""

from __future__ import annotations

import struct

from bot.pictures import draw
from commands.charts import Bar, StackedBars

CHART = StackedBars(
    "Objectifs par pilier",
    ("réalisé", "échéance dépassée", "à venir ou en cours", "suspendu ou arrêté"),
    tuple(Bar(f"Pilier {number}", (number, 1, 10 - number, 0)) for number in range(1, 8)),
    "Source : DiMENSiON, 2020",
)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height, from the header of a PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_chart_is_drawn_wide_enough_to_be_read() -> None:
    width, height = size(draw(CHART))
    assert width == 1_350
    assert 600 < height < 1_000


def test_the_same_values_give_the_same_picture() -> None:
    assert draw(CHART) == draw(CHART)


def test_one_bar_without_any_value_is_still_a_picture() -> None:
    empty = StackedBars("Titre", ("a", "b"), (Bar("Pilier 1", (0, 0)),), "Source")
    assert size(draw(empty))[0] == 1_350
