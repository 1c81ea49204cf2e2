"""What the bot says unasked, when, and to whom: every rule, on one screen.

A rule speaks on working days: what would fall on another is said on the working day before, where a deadline is still
to come, and on the next one where it has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from commands.reserve import Reserve
from reminders.calendar import WorkingCalendar
from storage.deadlines import Window
from storage.rows.organisation import Platform


class To(Enum):
    """Who is told of a deadline."""

    # Who answers for it; where nobody does, the cellule d'appui, in one message for all.
    LEAD = "lead"
    # The manager of the unit of whoever answers for it.
    MANAGER = "manager"
    # Governance, in its digest.
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True)
class Rule:
    """A deadline is told so many days after it has passed (before it, when negative), then every so many days."""

    key: str
    days: int
    to: To
    every: int | None = None


RULES = (
    Rule("deadline-30d", -30, To.LEAD),
    Rule("deadline-15d", -15, To.LEAD),
    Rule("deadline-7d", -7, To.LEAD),
    Rule("deadline-1d", -1, To.LEAD),
    Rule("past-due-3d", 3, To.LEAD),
    Rule("past-due-10d", 10, To.MANAGER),
    Rule("past-due-21d", 21, To.GOVERNANCE, every=30),
)
# The cellule d'appui's, for whatever has no lead; its digest; « Mes points à faire »; and what a new base begins with.
NO_LEAD, DIGEST, ASK, INITIAL = "no-lead", "digest-weekly", "ask-weekly", "initial-state"
# The row of `sweep` that says when the rules began on this base: nothing before is told.
BEGAN = "began"
MEETING, MINUTES, UNDATED = "meeting-soon", "meeting-minutes", "meeting-undated"
# What the central team announces (reminders/campaigns.py).
ANNOUNCEMENT = "announcement"
# Nothing is said of what was told of so shortly before.
FRESH = timedelta(days=7)
# Days of a deadline's past in which its monthly reminders are looked for: ten years.
_LONGEST = 3_650


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The hours of the week: Friday asks, Monday tells. Settings say them, and how late something is still told."""

    digest_at: time = time(9)
    ask_at: time = time(10)
    # A digest or a deadline later than that is marked as skipped; later than `notable`, it says that it is late.
    bound: timedelta = timedelta(days=3)
    notable: timedelta = timedelta(hours=4)


USUAL_RHYTHM = Rhythm()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is sent unasked: the working hours, the hours of the week, and the platforms served.

    A person is written to on the first of the platforms where they have an account, else in the terminal.
    """

    calendar: WorkingCalendar
    rhythm: Rhythm = USUAL_RHYTHM
    platforms: Sequence[Platform] = ()
    # Periods in which neither announcements nor polls go out.
    reserves: Sequence[Reserve] = ()


def windows(rule: Rule, day: date, calendar: WorkingCalendar) -> Iterator[Window]:
    """The deadlines of which the rule speaks on this working day."""
    if rule.days < 0:
        # What the closed days that follow would have said is said today.
        last = calendar.working_day_from(day + timedelta(1)) - timedelta(1)
        yield day - timedelta(rule.days), last - timedelta(rule.days)
        return
    first = calendar.working_day_until(day - timedelta(1)) + timedelta(1)
    for days in range(rule.days, _LONGEST if rule.every else rule.days + 1, rule.every or 1):
        yield first - timedelta(days), day - timedelta(days)


def meetings_ahead(day: date, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    """The instants, the last one excluded, between which begin the meetings told on this working day: in two more."""
    after = calendar.working_day_from(day + timedelta(1))
    first = calendar.working_day_from(after + timedelta(1))
    last = calendar.working_day_from(first + timedelta(1))
    return calendar.instant(first, time()), calendar.instant(last, time())


def meetings_behind(day: date, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    """The same of the meetings held since the working day before, of which one asks for the minutes."""
    before = calendar.working_day_until(day - timedelta(1))
    return calendar.instant(before, time()), calendar.instant(day, time())


def digest_day(day: date, calendar: WorkingCalendar) -> date | None:
    """The day on which the digest of this day's week is told: its first working day; None in a closed week."""
    monday = day - timedelta(day.weekday())
    first = calendar.working_day_from(monday)
    return first if first < monday + timedelta(7) else None


def ask_day(day: date, calendar: WorkingCalendar) -> date | None:
    """The day of this week on which leads are asked: its Friday, else the working day before; None in a closed week.

    Not the day of the digest, in a week that has no other.
    """
    monday = day - timedelta(day.weekday())
    last = calendar.working_day_until(monday + timedelta(4))
    return last if last > monday and last != digest_day(day, calendar) else None
