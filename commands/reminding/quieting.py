"""« Ne pas déranger », absences, and what a letter had no room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commands import wire
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.message import About, Audience, Bullets, Button, Choices, Item, Message, paragraph
from commands.periods import Period, read_period
from commands.references import Reference, read_objective, read_project
from commands.reminding import texts
from commands.reminding import vocabulary as words
from commands.reminding.reminding import person_of
from commands.topics import topic
from storage import letter_items, quiet
from storage.rows.reminding import QuietKind


@dataclass(frozen=True, slots=True)
class Wish:
    """What to be silent about (None: anything), until when (None: until told otherwise); or that it is over."""

    entry: Reference | None = None
    last_day: date | None = None
    over: bool = False


def read_silence(text: str, call: Call) -> Taken:
    """« jusqu'au 4 janvier », « 4.2.2 », « 4.2.2 jusqu'au 4 janvier », « tout », « fin »; takes the whole text."""
    typed = text.strip()
    if typed.lower() in words.END_WORDS:
        return Taken(Wish(over=True))
    until = words.UNTIL.search(typed)
    last_day = None
    if until is not None:
        period = read_period(until["day"], today=call.today)
        if period is None or period.last is None:
            raise Misread(texts.no_such_day(until["day"]), texts.QUIET_IS)
        last_day = period.last
        if last_day < call.today:
            raise Misread(texts.until_past(last_day), texts.QUIET_IS)
    about = (typed[: until.start()] if until else typed).strip(" ,")
    if not about or about.lower() in words.EVERYTHING:
        return Taken(Wish(None, last_day))
    try:
        return Taken(Wish(read_objective(about, call).value, last_day))
    except (Misread, Several):
        return Taken(Wish(read_project(about, call).value, last_day))


def read_absence(text: str, call: Call) -> Taken:
    """« du 21 décembre au 3 janvier », « demain », « fin »; takes the whole text."""
    typed = text.strip()
    if typed.lower() in words.END_WORDS:
        return Taken(None)
    period = read_period(typed, today=call.today)
    if period is None or period.last is None:
        raise Misread(texts.no_such_day(typed), texts.ABSENCE_IS)
    if period.last < call.today:
        raise Misread(texts.until_past(period.last), texts.ABSENCE_IS)
    return Taken(period)


def silence(call: Call, wish: Wish | None = None) -> Message:
    """Keep quiet, or no more; without a word, what is kept."""
    person_id = person_of(call)
    if wish is None:
        return _kept(call, person_id)
    if wish.over:
        held = [each for each in quiet.of(call.session, person_id=person_id, since=call.today) if _is_silence(each)]
        for each in held:
            quiet.end(call.session, person_id=person_id, kind=QuietKind.SILENCE, subject=each.subject)
        return _said(texts.SILENCE_OVER if held else texts.NO_SILENCE)
    about = texts.ABOUT_EVERYTHING
    if wish.entry is not None:
        about = texts.about_subject(topic(call, wish.entry).name)
    subject = wish.entry.subject if wish.entry else None
    quiet.add(
        call.session,
        person_id=person_id,
        kind=QuietKind.SILENCE,
        subject=subject,
        first_day=call.today,
        last_day=wish.last_day,
    )
    return _said(texts.silent(wish.last_day, about), texts.MANDATORY, over="dimension silence fin")


def absence(call: Call, period: Period | None = None) -> Message:
    """Note an absence; « fin » ends it."""
    person_id = person_of(call)
    if period is None:
        over = quiet.end(call.session, person_id=person_id, kind=QuietKind.ABSENCE, subject=None)
        return _said(texts.ABSENCE_OVER if over else texts.NO_ABSENCE)
    first, last = period.first or call.today, period.last or call.today
    quiet.add(call.session, person_id=person_id, kind=QuietKind.ABSENCE, subject=None, first_day=first, last_day=last)
    return _said(texts.away(first, last), over="dimension absence fin", label=texts.END_ABSENCE)


def suite(call: Call) -> Message:
    """What the last letter that was too long left out."""
    rest = letter_items.last_rest(call.session, person_id=person_of(call))
    if rest is None:
        return Message((paragraph(texts.NOTHING_LEFT),), Audience.PERSONAL, About(kind="letter"))
    return wire.load(rest.payload)


def _kept(call: Call, person_id: int) -> Message:
    periods = []
    for each in quiet.of(call.session, person_id=person_id, since=call.today):
        what = texts.AWAY
        if _is_silence(each):
            entry = Reference(*each.subject) if each.subject else None
            what = texts.about_subject(_name(call, entry)) if entry else texts.ABOUT_EVERYTHING
        periods.append((what, each.first_day, each.last_day))
    if not periods:
        return _said(texts.NOT_QUIET, texts.QUIET_IS)
    items = tuple(Item((each,)) for each in texts.quiet_lines(periods))
    buttons = Choices((Button(texts.END_SILENCE, says="dimension silence fin"),))
    return Message((Bullets(items), paragraph(texts.MANDATORY), buttons), Audience.QUIET, About(kind="quiet"))


def _name(call: Call, entry: Reference) -> str:
    try:
        return topic(call, entry).name
    except LookupError:
        # It may no longer be read: only its key was ever theirs.
        return entry.code


def _is_silence(one: quiet.Quiet) -> bool:
    return one.kind is QuietKind.SILENCE


def _said(*sentences: str, over: str = "", label: str = texts.END_SILENCE) -> Message:
    buttons = (Choices((Button(label, says=over),)),) if over else ()
    return Message((paragraph(*sentences), *buttons), Audience.QUIET, About(kind="quiet"))
