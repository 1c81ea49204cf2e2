"""A poll that is put again: each week, month, quarter, half-year or year, at the same hour of the wall clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands.polls.moments import instant
from storage.polls import electorate, polls
from storage.polls.rules import read
from storage.rows.polls import Poll

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
# Ordinary lengths of a year of editions: a series that nobody stops by itself ends after so many.
MOST_EDITIONS = 200


def next_edition(session: Session, *, poll: Poll, zone: ZoneInfo, now: datetime) -> Poll | None:
    """The draft that will open by itself the next time; None where the poll is not repeated, or it is there already."""
    rules = read(poll.rules)
    if not rules.repeats or poll.opened_at is None:
        return None
    series_id = poll.series_id or poll.id
    poll.series_id = series_id
    session.flush()
    if polls.last_edition(session, series_id=series_id) > poll.edition or poll.edition >= MOST_EDITIONS:
        return None
    first_opened = poll.opened_at
    opens_at, times = first_opened, 0
    while opens_at <= now:
        times += 1
        opens_at = later(first_opened, rules.repeats, times, zone)
    made = polls.create(
        session,
        kind=poll.kind,
        mode=poll.mode,
        question=poll.question,
        options=poll.options,
        rules=rules,
        asked=electorate.read(poll.electorate),
        by=poll.author_id,
        at=now,
        opens_at=opens_at,
        closes_at=opens_at + (poll.closes_at - first_opened),
        template=poll.template,
        helper_id=poll.helper_id,
    )
    made.series_id, made.edition = series_id, poll.edition + 1
    # Its author agreed to the series when they opened the first one; they may still give this one up.
    made.rules = {**made.rules, "confirmed": True}
    session.flush()
    return made


def later(begins: datetime, rhythm: str, times: int, zone: ZoneInfo) -> datetime:
    """So many weeks, months… later at the same hour of the wall clock; the 31st becomes the last day of the month."""
    wall = begins.astimezone(zone).replace(tzinfo=None)
    if rhythm == "week":
        return instant(wall + timedelta(weeks=times), zone)
    months = wall.year * 12 + wall.month - 1 + _MONTHS[rhythm] * times
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(wall.day, last))
    return instant(datetime.combine(day, wall.time()), zone)
