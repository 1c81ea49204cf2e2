"""How often each body meets, as the plan says, and which meetings that it leads to expect have no date yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from storage import meetings, organisation_units, planned_meetings
from storage.planned_meetings import OF_UNITS, YEARLY_REVIEW, Body
from storage.reader import Reader

# Days before a period from which one may expect its meeting to have a date.
LEAD = timedelta(days=14)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """At least one meeting of the body in each period of so many months, counted from January.

    `since`: the first day from which the plan expects it. Where the plan leaves a choice (« mensuelle ou
    bimestrielle »), the longer period counts: what is expected is what cannot be missed.
    """

    body: Body
    months: int
    since: date | None = None


# What each says, and where the plan says it, is in `rhythm_texts.SAID`, by the same body.
# COPIL, COPROJ and COSTRAT are « selon les besoins du projet » (7.3.1): nothing can be expected of them.
RHYTHMS = (
    Rhythm(Body("comex"), 1),
    Rhythm(Body("comex_revue"), 6),
    Rhythm(Body("comite_transversal"), 2),
    Rhythm(Body(OF_UNITS), 1),
    Rhythm(Body("cap_managers"), 3),
    Rhythm(Body("cap_digital"), 3),
    Rhythm(Body("communaute_achat"), 6, since=date(2020, 7, 1)),
    Rhythm(Body("xxl"), 12),
    Rhythm(Body("comex", occasion=YEARLY_REVIEW), 12),
)


@dataclass(frozen=True, slots=True)
class Undated:
    """A meeting that the plan leads to expect, from first to last day, and that has no date; `of` is the rhythm's body.

    `bodies` has one for each DGA whose review has none.
    """

    of: Body
    months: int
    first: date
    last: date
    bodies: tuple[Body, ...]


def period_of(day: date, months: int) -> tuple[date, date]:
    """The first and the last day of the period of so many months in which the day falls."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    ahead = first.month - 1 + months
    return first, date(first.year + ahead // 12, ahead % 12 + 1, 1) - _DAY


def undated(session: Session, *, today: date, zone: ZoneInfo, ahead: timedelta = LEAD) -> list[Undated]:
    """What has no date in the period of today, or in one that begins soon, the soonest first."""
    found: dict[tuple[Body, date], Undated] = {}
    for rhythm in RHYTHMS:
        for day in (today, today + ahead):
            one = _undated(session, rhythm, day, zone)
            if one is not None:
                found.setdefault((rhythm.body, one.first), one)
    return sorted(found.values(), key=lambda one: (one.first, one.last))


def undated_from(session: Session, *, first: date, zone: ZoneInfo) -> list[Undated]:
    """What has no date in the periods that begin on this day."""
    each = (_undated(session, rhythm, first, zone) for rhythm in RHYTHMS)
    return [one for one in each if one is not None and one.first == first]


def expected_on(day: date, *, since: date) -> Iterator[date]:
    """The first days of the periods of which one speaks on this day, or would have since the day before it worked.

    Twice: some days before the period begins, and when it has begun.
    """
    moment = since + _DAY
    while moment <= day:
        if moment.day == 1:
            yield moment
        later = moment + LEAD
        if later.day == 1:
            yield later
        moment += _DAY


def _undated(session: Session, rhythm: Rhythm, day: date, zone: ZoneInfo) -> Undated | None:
    first, last = period_of(day, rhythm.months)
    if rhythm.since is not None and last < rhythm.since:
        return None
    bodies: Sequence[Body] = (rhythm.body,)
    if rhythm.body.community_key == OF_UNITS:
        bodies = [replace(rhythm.body, unit_key=each.key) for each in organisation_units.reviewing(session)]
    missing = _without_date(session, bodies, first, last, zone)
    return Undated(rhythm.body, rhythm.months, first, last, tuple(missing)) if missing else None


def _without_date(session: Session, bodies: Sequence[Body], first: date, last: date, zone: ZoneInfo) -> list[Body]:
    """Those of these bodies that neither have a meeting planned from first to last day, nor met then."""
    # A date is known or not, whoever asks; none of these bodies is a project's.
    everybody = Reader(sees_all=True)
    since, until = (datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in (first, last + _DAY))
    planned = defaultdict(list)
    for meeting in planned_meetings.between(session, since=since, until=until, reader=everybody):
        planned[meeting.community_key].append(planned_meetings.body_of(meeting))
    missing = []
    for body in bodies:
        dated = any(
            (body.unit_key is None or body.unit_key == one.unit_key)
            and (body.occasion is None or body.occasion == one.occasion)
            for one in planned[body.community_key]
        )
        plain = body.unit_key is None and body.occasion is None
        if not dated and plain:
            held = meetings.meetings(session, body.community_key, reader=everybody)
            dated = any(first <= day <= last for day in held)
        if not dated:
            missing.append(body)
    return missing
