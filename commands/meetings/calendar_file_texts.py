"""French words of the calendar file."""

from __future__ import annotations

from commands.meetings.bodies_texts import occasion, within

__all__ = ["CALENDAR", "occasion", "within"]

CALENDAR = "Réunions DiMENSiON"
