"""French sentences about the périodes de réserve of the settings."""

from __future__ import annotations

from datetime import date

from commands.french import days_between, typeset

LABEL_RESERVE = "Période de réserve"


def reserve(first: date, last: date) -> str:
    """Days on which neither announcements nor polls go out."""
    return f"{days_between(first, last)} : ni annonce ni sondage ne part, sauf urgence"


def reserve_expected(value: str) -> str:
    """A période de réserve that is none."""
    return typeset(
        f"« {value} » n'est pas une période : écrivez son premier et son dernier jour, comme « 2021-06-07/2021-06-27 »"
    )
