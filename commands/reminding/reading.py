"""From what people type to a reminder: when it comes, for whom, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.periods import find_period, why_not
from commands.references import Reference, read_community, read_objective, read_project
from commands.reminding import texts
from commands.reminding import vocabulary as words
from commands.reminding.recurrence import Before, Every, Recurrence, instant_of
from commands.spans import Precision
from commands.topics import topic

# The hour of a reminder that names none.
USUAL = time(9)
MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder as understood: its first instant, what repeats (None: once), for which community (None: oneself)."""

    text: str
    next_at: datetime
    when: Recurrence | Before | None = None
    community: Reference | None = None


@dataclass(frozen=True, slots=True)
class _When:
    next_at: datetime
    repeated: Recurrence | Before | None
    rest: str


def read_reminder(text: str, call: Call) -> Taken:
    """A whole reminder: « vendredi 17h envoyer la note », « pour Comex, tous les lundis à 9h : tour de table »."""
    rest, community = _for_whom(text, call)
    when = _before(rest, call) or _repeated(rest, call) or _soon(rest, call) or _once(rest, call)
    said = words.BETWEEN.sub("", " ".join(when.rest.split())).strip(" :,;")
    if not said:
        raise Misread(texts.NOTHING_TO_SAY, texts.USAGE_IS)
    if len(said) > MOST_CHARACTERS:
        raise Misread(texts.too_long(len(said), MOST_CHARACTERS))
    if when.next_at <= call.now:
        raise Misread(texts.past(when.next_at.astimezone(call.options.zone)))
    return Taken(Asked(said, when.next_at, when.repeated, community))


def read_hour(text: str) -> tuple[time | None, str]:
    """The hour that the text names, and the text without it; raises Misread for one that no clock shows."""
    wrong = words.WRONG_HOUR.search(text)
    if wrong is not None:
        raise Misread(texts.no_such_hour(wrong[0]))
    found = words.HOUR.search(text)
    if found is None:
        return None, text
    hour = time(12) if found["noon"] else time(int(found["hour"]), int(found["minute"] or 0))
    return hour, f"{text[: found.start()]} {text[found.end() :]}"


def _for_whom(text: str, call: Call) -> tuple[str, Reference | None]:
    """Oneself, or the community named first: « pour le Comex : … »."""
    own = words.FOR_ME.match(text)
    if own is not None:
        return text[own.end() :], None
    named = words.FOR.match(text)
    if named is None:
        return text, None
    rest = named["rest"]
    head, mark, tail = rest.partition(",")
    if not mark or len(head.split()) > 6:
        head, mark, tail = rest.partition(":")
    if not mark:
        raise Misread(texts.COMMUNITY_THEN_COMMA)
    try:
        return tail, read_community(head, call).value
    except Several as several:
        # Offered with the rest of what was typed.
        options = tuple((f"pour {typed}, {tail.strip()}", label, detail) for typed, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def _before(text: str, call: Call) -> _When | None:
    """« 7 jours avant 4.2.2 [à 9h] : relire »."""
    found = words.BEFORE.match(text)
    if found is None:
        return None
    number = words.NUMBERS.get(found["number"].lower()) or int(found["number"])
    days = number * (7 if found["unit"].lower().startswith("semaine") else 1)
    name, said = _subject_and_rest(found["rest"])
    hour, name = read_hour(name)
    try:
        entry: Reference = read_objective(name.strip(" ,"), call).value
    except (Misread, Several):
        entry = read_project(name.strip(" ,"), call).value
    due_on = due_on_of(call, entry)
    if due_on is None:
        raise Misread(texts.without_deadline(name.strip(" ,")))
    when = Before(days, entry.kind, entry.code, hour or USUAL)
    next_at = instant_of(due_on - timedelta(days), when.hour, call.options.zone)
    return _When(next_at, when, said or texts.deadline_of(topic(call, entry).name))


def due_on_of(call: Call, entry: Reference) -> date | None:
    """The deadline of a subject; of an objective, the next one of its key results."""
    from storage import plan

    if entry.kind == "objective":
        live = plan.live(call.session, objectives=[entry.code]).get(entry.code, [])
        days = sorted(each.due_on for each in live if each.due_on is not None)
        return next((each for each in days if each >= call.today), days[-1] if days else None)
    return topic(call, entry).due_on


def _subject_and_rest(text: str) -> tuple[str, str]:
    """A code or a name, and what follows « : » or the code."""
    head, mark, tail = text.partition(":")
    if (mark and not re.search(r"\d\s*$", head[-1:] and head)) or (mark and " " in tail[:1]):
        return head, tail
    first, _, others = text.strip().partition(" ")
    return (first, others) if first[:1].isdigit() else (text, "")


def read_recurrence(text: str, call: Call) -> Recurrence | None:
    """What repeats, as the text says it (« tous les lundis à 9h »); None where nothing does."""
    read = _recurrence_and_rest(text, call)
    return read[0] if read is not None else None


def _repeated(text: str, call: Call) -> _When | None:
    read = _recurrence_and_rest(text, call)
    if read is None:
        return None
    recurrence, rest = read
    next_at = recurrence.after(call.now, call.options.zone)
    if next_at is None:
        raise Misread(texts.NEVER_COMES, texts.USAGE_IS)
    return _When(next_at, recurrence, rest)


def _recurrence_and_rest(text: str, call: Call) -> tuple[Recurrence, str] | None:
    for pattern in words.REPEATED:
        found = pattern.search(text)
        if found is not None:
            hour, rest = read_hour(f"{text[: found.start()]} {text[found.end() :]}")
            return _recurrence(found, hour or USUAL, call), rest
    if words.REPEATS.match(text.strip()):
        raise Misread(texts.EMPTY_RECURRENCE, texts.USAGE_IS)
    return None


def _recurrence(found: re.Match[str], hour: time, call: Call) -> Recurrence:
    named = found.groupdict()
    if "rank" in named:
        rank, weekday = words.RANKS[named["rank"].lower()], words.WEEKDAYS[named["weekday"].lower()]
        return Recurrence(Every.WEEKDAY_OF_MONTH, hour, weekday=weekday, rank=rank)
    if "weekday" in named:
        interval = named.get("interval")
        weeks = words.INTERVALS.get(interval.lower()) or int(interval) if interval else 1
        if weeks < 1:
            raise Misread(texts.EMPTY_RECURRENCE, texts.USAGE_IS)
        weekday = words.WEEKDAYS[named["weekday"].lower()]
        return Recurrence(Every.WEEK, hour, weekday=weekday, interval=weeks, begins=call.today)
    if "working" in named:
        return Recurrence(Every.WORKING_DAY, hour)
    if "daily" in named:
        return Recurrence(Every.DAY, hour)
    if "monthday" in named:
        return Recurrence(Every.MONTH, hour, day=_rank(named["monthday"]))
    month, day = words.MONTHS[named["month"].lower()], _rank(named["yearday"])
    try:
        # 2020 is a leap year.
        date(2020, month, day)
    except ValueError:
        raise Misread(texts.no_such_day(found[0])) from None
    return Recurrence(Every.YEAR, hour, day=day, month=month)


def _rank(typed: str) -> int:
    day = 1 if typed.lower() == "1er" else int(typed)
    if not 1 <= day <= 31:
        raise Misread(texts.no_such_day(typed))
    return day


def _soon(text: str, call: Call) -> _When | None:
    """« dans 2 heures »."""
    found = words.IN_HOURS.search(text)
    if found is None:
        return None
    number = words.NUMBERS.get(found["number"].lower()) or int(found["number"])
    unit = timedelta(hours=1) if found["unit"].lower().startswith("h") else timedelta(minutes=1)
    return _When(call.now + number * unit, None, f"{text[: found.start()]} {text[found.end() :]}")


def _once(text: str, call: Call) -> _When:
    """« vendredi 17h », « dans 3 jours », « le 12/12 à 9h30 », « demain », « 17h »."""
    hour, rest = read_hour(text)
    found = find_period(rest, today=call.today)
    if found is None:
        impossible = why_not(rest, today=call.today)
        if impossible is not None:
            raise Misread(texts.no_such_day(impossible.text))
        if hour is None:
            raise Misread(texts.NO_DAY, texts.USAGE_IS)
        today = instant_of(call.today, hour, call.options.zone)
        tomorrow = instant_of(call.today + timedelta(days=1), hour, call.options.zone)
        return _When(today if today > call.now else tomorrow, None, rest)
    if found.period.precision is not Precision.DAY or found.period.first is None:
        raise Misread(texts.several_days(found.period.label), texts.USAGE_IS)
    day, given = found.period.first, hour
    next_at = instant_of(day, given or USUAL, call.options.zone)
    if given is None and day == call.today and next_at <= call.now:
        raise Misread(texts.HOUR_EXPECTED, texts.USAGE_IS)
    return _When(next_at.astimezone(UTC), None, f"{rest[: found.start]} {rest[found.end :]}")
