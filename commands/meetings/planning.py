"""Meetings put on the calendar, moved and cancelled: when a body meets, once or again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several, UserError
from commands.meetings import occurrences as expanding
from commands.meetings import planning_texts as texts
from commands.meetings import vocabulary
from commands.meetings.bodies import may_prepare, name_of, read_body, typed
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.periods import find_period, why_not
from commands.reminding.reading import read_hour, read_recurrence
from commands.reminding.recurrence import instant_of
from commands.spans import Precision
from storage import planned_meetings
from storage.planned_meetings import Body, Wish
from storage.rows.reminding import PlannedMeeting

# How far ahead a repeated meeting is put on the calendar where nothing says its end.
AHEAD = timedelta(days=366)
# The hour at which a whole day is told of.
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class When:
    """The instants, in UTC, how long each lasts, whether it is of the whole day, and the series (None: one date)."""

    instants: tuple[datetime, ...]
    lasts: timedelta | None = None
    all_day: bool = False
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A body and when it meets."""

    body: Body
    when: When


@dataclass(frozen=True, slots=True)
class Moved:
    """A body, the day of one of its meetings (None: the next), and its new instant."""

    body: Body
    before: date | None
    when: When


@dataclass(frozen=True, slots=True)
class Dropped:
    """A body, and the day of one of its meetings (None: the next)."""

    body: Body
    on: date | None


# Reading


def read_meeting(text: str, call: Call) -> Taken:
    """« Comex, le 15/12 à 9h », « COPIL plan vélo, tous les lundis à 9h jusqu'au 31/03 »; takes the whole text."""
    body, rest = _body_and_rest(text, call)
    return Taken(Planned(body, _read_when(rest, call)))


def read_move(text: str, call: Call) -> Taken:
    """« Comex, du 15/12 au 17/12 à 9h », « Comex, au 17/12 à 9h »; takes the whole text."""
    body, rest = _body_and_rest(text, call)
    found = vocabulary.FROM_DAY_TO_DAY.match(rest)
    if found is None:
        return Taken(Moved(body, None, _once(vocabulary.LINK.sub("", rest.strip()), call)))
    return Taken(Moved(body, _day(found["before"], call), _once(found["after"], call)))


def read_cancelling(text: str, call: Call) -> Taken:
    """« Comex », « Comex, le 15/12 »; takes the whole text."""
    try:
        body, rest = _body_and_rest(text, call)
    except Misread:
        return Taken(Dropped(read_body(text, call).value, None))
    return Taken(Dropped(body, _day(rest, call)))


def _body_and_rest(text: str, call: Call) -> tuple[Body, str]:
    """The body, and what says when: behind a comma, or else where a date begins."""
    text = vocabulary.PLANNING_VERB.sub(" , ", text, count=1)
    head, comma, tail = text.partition(",")
    splits = [(head, tail)] if comma else []
    if not comma:
        splits = [(text[: each.start()], text[each.end() :]) for each in vocabulary.WHEN_BEGINS.finditer(text)]
        splits = [(head, tail) for head, tail in splits if head.strip()]
    refusal: UserError | Several | None = None
    for head, tail in splits:
        try:
            return read_body(head, call).value, tail.strip(" ,")
        except Several as several:
            options = tuple((f"{said}, {tail.strip(' ,')}", label, detail) for said, label, detail in several.options)
            refusal = Several(several.question, options, abstained=several.abstained)
        except UserError as error:
            refusal = error
    if refusal is not None:
        raise refusal
    raise Misread(texts.BODY_THEN_DATE)


def _read_when(text: str, call: Call) -> When:
    limit = vocabulary.UNTIL.search(text)
    until = _day(limit["day"], call) if limit is not None else None
    begun = text[: limit.start()] if limit is not None else text
    raw = vocabulary.RRULE.search(begun)
    if raw is not None:
        return _ruled(raw["rule"], f"{begun[: raw.start()]} {begun[raw.end() :]}", until, call)
    begins, lasts, all_day = _hours(begun)
    try:
        recurrence = read_recurrence(begins, call)
    except Misread:
        # What it suggests is for reminders.
        raise Misread(texts.BAD_RECURRENCE) from None
    if recurrence is not None and not all_day and read_hour(begins)[0] is None:
        raise Misread(texts.HOUR_EXPECTED)
    if recurrence is None:
        if limit is not None:
            raise Misread(texts.UNTIL_OF_NOTHING)
        return _once(begun, call)
    last = until or call.today + AHEAD
    instants: list[datetime] = []
    after = recurrence.after(call.now, call.options.zone)
    while after is not None and after.astimezone(call.options.zone).date() <= last and len(instants) < expanding.MOST:
        instants.append(after)
        after = recurrence.after(after, call.options.zone)
    return _several(instants, lasts, all_day, call)


def _ruled(rule: str, rest: str, until: date | None, call: Call) -> When:
    """« RRULE:FREQ=MONTHLY;BYDAY=2TU à 9h »: from today on."""
    rest, lasts, all_day = _hours(rest)
    hour, _ = read_hour(rest)
    if hour is None and not all_day:
        raise Misread(texts.HOUR_EXPECTED)
    zone = call.options.zone
    first = datetime.combine(call.today, hour or _MORNING)
    last = datetime.combine(until, time.max) if until is not None else first + AHEAD
    try:
        walls = expanding.expand([rule], first, zone=zone, since=first, until=last)
    except expanding.BadRule:
        raise Misread(texts.bad_rule(rule)) from None
    instants = [expanding.instant_of(each, zone) for each in walls]
    return _several([each for each in instants if each > call.now], lasts, all_day, call)


def _several(instants: Sequence[datetime], lasts: timedelta | None, all_day: bool, call: Call) -> When:
    if not instants:
        raise Misread(texts.NEVER_COMES)
    series = f"{instants[0].isoformat()}/{len(instants)}/{call.now.isoformat()}"
    return When(tuple(instants), lasts, all_day, series if len(instants) > 1 else None)


def _once(text: str, call: Call) -> When:
    text, lasts, all_day = _hours(text)
    hour, when = read_hour(text)
    day = _day(when, call)
    if hour is None and not all_day:
        raise Misread(texts.HOUR_EXPECTED)
    starts_at = instant_of(day, hour or _MORNING, call.options.zone)
    if starts_at <= call.now:
        raise Misread(texts.past(starts_at.astimezone(call.options.zone)))
    return When((starts_at,), lasts, all_day)


def _hours(text: str) -> tuple[str, timedelta | None, bool]:
    """The text with one hour at most (« à 9h »), how long it lasts, and whether it is of the whole day."""
    if vocabulary.ALL_DAY.search(text):
        return vocabulary.ALL_DAY.sub(" ", text), None, True
    found = vocabulary.FROM_TO.search(text)
    if found is None:
        return text, None, False
    begin, _ = read_hour(found["begin"])
    end, _ = read_hour(found["end"])
    if begin is None or end is None or end <= begin:
        raise Misread(texts.END_BEFORE_BEGIN)
    any_day = date(2020, 1, 1)
    lasts = datetime.combine(any_day, end) - datetime.combine(any_day, begin)
    return f"{text[: found.start()]} {found['begin']} {text[found.end() :]}", lasts, False


def _day(text: str, call: Call) -> date:
    impossible = why_not(text, today=call.today)
    if impossible is not None:
        raise Misread(texts.no_such_day(impossible.text))
    found = find_period(text, today=call.today)
    if found is None or found.period.precision is not Precision.DAY or found.period.first is None:
        raise Misread(texts.not_a_day(text.strip()))
    return found.period.first


# Handlers


def plan(call: Call, planned: Planned) -> Message:
    """Put meetings on the calendar; twice the same is once."""
    body, when = planned.body, planned.when
    outcomes = [_plan(call, body, starts_at, when) for starts_at in when.instants]
    name, zone = name_of(call, body), call.options.zone
    starts = [each.astimezone(zone) for each in when.instants]
    if len(starts) == 1:
        line = texts.planned(name, starts[0], call.today, new=outcomes[0] == "added", all_day=when.all_day)
    else:
        line = texts.planned_several(name, starts, new=outcomes.count("added"), all_day=when.all_day)
    return Message((paragraph(line), onward(body)), Audience.QUIET, _about(body, "meeting"))


def _plan(call: Call, body: Body, starts_at: datetime, when: When) -> str:
    key = f"{typed(body)}@{starts_at.isoformat()}"
    uid = f"{sha256(key.encode()).hexdigest()[:32]}@dimension"
    series = None if when.series is None else f"{sha256(f'{typed(body)}/{when.series}'.encode()).hexdigest()[:32]}"
    wish = Wish(
        uid=uid,
        body=body,
        starts_at=starts_at,
        ends_at=starts_at + when.lasts if when.lasts is not None else None,
        series=series,
        all_day=when.all_day,
    )
    return planned_meetings.plan(call.session, wish, at=call.now)


def move(call: Call, moved: Moved) -> Message:
    """Give a meeting another date; its agenda and its length stay."""
    found = _found(call, moved.body, moved.before)
    before = found.starts_at.astimezone(call.options.zone)
    when = moved.when
    planned_meetings.move(call.session, number=found.id, starts_at=when.instants[0], all_day=when.all_day, at=call.now)
    after = when.instants[0].astimezone(call.options.zone)
    line = texts.moved(name_of(call, moved.body), before, after, call.today, all_day=when.all_day)
    return Message((paragraph(line), onward(moved.body)), Audience.QUIET, _about(moved.body, "meeting"))


def cancel(call: Call, dropped: Dropped) -> Message:
    """Cancel a meeting: calendars that others subscribe to say so."""
    found = _found(call, dropped.body, dropped.on)
    planned_meetings.cancel(call.session, number=found.id, at=call.now)
    line = texts.cancelled(name_of(call, dropped.body), found.starts_at.astimezone(call.options.zone))
    return Message((paragraph(line), onward(dropped.body)), Audience.QUIET, _about(dropped.body, "meeting"))


def _found(call: Call, body: Body, on: date | None) -> PlannedMeeting:
    """The meeting of that day, or the next one; raises Misread where there is none."""
    coming = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=body)
    zone = call.options.zone
    found = next((one for one in coming if on is None or one.starts_at.astimezone(zone).date() == on), None)
    if found is None:
        days = [one.starts_at.astimezone(zone).date() for one in coming[:3]]
        raise Misread(texts.no_meeting_on(name_of(call, body), on, days))
    return found


def may_plan(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever prepares the body's meetings."""
    said = next(iter(values.values()), None)
    body = getattr(said, "body", None)
    return isinstance(body, Body) and may_prepare(call, body)


def onward(body: Body) -> Choices:
    """What one may ask next of a body."""
    return Choices(
        (
            Button(texts.AGENDA, says=f"instance ordre du jour {typed(body)}"),
            Button(texts.DOSSIER, says=f"instance dossier {typed(body)}"),
        )
    )


def _about(body: Body, kind: str) -> About:
    return About(kind, projects=(body.project_key,) if body.project_key is not None else ())
