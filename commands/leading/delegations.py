"""A lead lets an adjoint speak for them for some days, on one subject or on all they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commands import recording
from commands.call import Call
from commands.codes import whole_code
from commands.command import Instead, Taken
from commands.errors import Misread, Several
from commands.leading import texts
from commands.message import About, Audience, Button, Choices, Fact, Line, Message, paragraph, text_of
from commands.normalise import fold
from commands.periods import find_period, why_not
from commands.persons import Somebody, read_person
from commands.references import Reference, plan_entry, read_project
from commands.stories import history_items
from commands.topics import topic
from storage import delegations, history, people
from storage.delegations import Delegated
from storage.history import Subject
from storage.ledger import recording as ledger

# Delegations of all that one leads, and ends of them, that one is shown of those that one has said.
SAID_AT_MOST = 5

# Days of the longest delegation: a year, whatever the year.
LONGEST = 366

_ABOUT = re.compile(rf"(?:^|\s+)(?:{'|'.join(texts.ABOUT)})\s+", re.IGNORECASE)
_TO = re.compile(rf"^\s*(?:(?:{'|'.join(texts.TO)})\s+|@)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included."""

    first: date
    last: date


# Reading


def read_deputy(text: str, call: Call) -> Taken:
    """The person that the text begins with, before the days and the subject; leaves these."""
    typed = _TO.sub("", text, count=1)
    period = find_period(typed, today=call.today) or why_not(typed, today=call.today)
    about = _ABOUT.search(typed)
    ending = next((each.start() for each in re.finditer(r"\S+$", typed) if fold(each.group()) in texts.ENDING), None)
    cuts = (period.start if period else None, about.start() if about else None, ending)
    end = min((cut for cut in cuts if cut), default=len(typed))
    rest = typed[end:].strip()
    try:
        return Taken(read_person(typed[:end], call).value, rest)
    except Several as several:
        options = tuple((f"{handle} {rest}".strip(), label, detail) for handle, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None


def read_days(text: str, call: Call) -> Taken:
    """The days in the text (`Days`), from today on at the earliest; None for « fin ». Leaves what is around them."""
    if fold(text) in texts.ENDING:
        return Taken(None)
    impossible = why_not(text, today=call.today)
    found = find_period(text, today=call.today)
    if impossible is not None:
        raise Misread(texts.no_such_date(impossible.text))
    if found is None:
        raise Misread(texts.period_expected(text.strip()))
    if found.period.last is None:
        raise Misread(texts.END_EXPECTED)
    first, last = max(found.period.first or call.today, call.today), found.period.last
    if last < call.today:
        raise Misread(texts.period_past(last))
    length = (last - first).days + 1
    if length > LONGEST:
        raise Misread(texts.period_too_long(length, LONGEST))
    return Taken(Days(first, last), f"{text[: found.start]} {text[found.end :]}".strip(" ,;"))


def read_subject(text: str, call: Call) -> Taken:
    """The objective (that of a key result named) or the project of a delegation; takes the whole text."""
    typed = _ABOUT.sub("", text, count=1).strip()
    code = whole_code(typed)
    if code is None:
        return Taken(read_project(typed, call).value)
    entry = plan_entry(code, call)
    if entry.kind == "key_result":
        entry = Reference("objective", entry.code.rpartition(".")[0])
    return Taken(entry)


# Handlers


def not_leading(call: Call, values: Mapping[str, object]) -> Instead:
    """Why somebody may not delegate."""
    entry = values.get("entry")
    if isinstance(entry, Reference):
        return Instead(texts.does_not_lead(topic(call, entry).short))
    return Instead(texts.ONLY_LEADS)


def delegate(call: Call, deputy: Somebody, days: Days | None, entry: Reference | None = None) -> Message:
    """Let the deputy speak for the asker on these days; « fin » ends what was delegated to them."""
    if days is None:
        return end(call, deputy, entry)
    giver_id = call.asker.person_id
    if giver_id is None or deputy.id == giver_id:
        raise Misread(texts.NOT_TO_ONESELF)
    _may_read(call, deputy, entry)
    subject = entry.subject if entry is not None else None
    ledger.lock(call.session, subject=_giver(call))
    running = delegations.given_by(call.session, person_id=giver_id, today=call.today)
    if any(
        (each.deputy, each.subject, each.first_day, each.last_day) == (deputy.handle, subject, days.first, days.last)
        for each in running
    ):
        return _quiet((texts.already_delegated(deputy.label, days.first, days.last),))
    delegations.give(
        call.session,
        giver_id=giver_id,
        deputy_id=deputy.id,
        subject=subject,
        first_day=days.first,
        last_day=days.last,
        at=call.now,
    )
    _record(call, delegations.DELEGATED, deputy.handle, subject, days)
    about = topic(call, entry).short if entry is not None else None
    lines = (texts.delegated(deputy.label, days.first, days.last, about), (texts.DELEGATED_HOW,))
    group = "projet" if entry is not None and entry.kind == "project" else "objectif"
    ending = Button(texts.END, says=f"{group} déléguer fin {deputy.handle}")
    return _quiet(*lines, buttons=(ending,))


def end(call: Call, deputy: Somebody, entry: Reference | None = None) -> Message:
    """End the asker's delegations to the deputy, or that on one subject."""
    giver_id = call.asker.person_id
    ledger.lock(call.session, subject=_giver(call))
    running = delegations.given_by(call.session, person_id=giver_id, today=call.today) if giver_id is not None else ()
    ended = [
        each for each in running if each.deputy == deputy.handle and (entry is None or each.subject == entry.subject)
    ]
    if not ended:
        raise Misread(texts.no_delegation_to(deputy.label))
    delegations.end(call.session, ids=[each.id for each in ended], at=call.now)
    # In one order for everybody: two leads who end theirs at once wait for each other's subjects otherwise.
    for each in sorted(ended, key=lambda one: (one.subject or (), one.id)):
        days = Days(each.first_day, each.last_day)
        _record(call, delegations.DELEGATION_ENDED, deputy.handle, each.subject, days)
    lines = [
        texts.ended(each.deputy_label, each.first_day, each.last_day, about) for each, about in _shown(call, ended)
    ]
    return _quiet(*lines, (texts.ENDED_NOW,))


def facts_about_me(call: Call) -> list[Fact]:
    """The asker's delegations that run or are to come, given and received."""
    person_id = call.asker.person_id
    if person_id is None:
        return []
    given = [
        texts.given_line(each.deputy_label, each.first_day, each.last_day, about)
        for each, about in _shown(call, delegations.given_by(call.session, person_id=person_id, today=call.today))
    ]
    received = [
        texts.received_line(each.giver_label, each.first_day, each.last_day, about)
        for each, about in _shown(call, delegations.received_by(call.session, person_id=person_id, today=call.today))
    ]
    return [
        Fact(label, (texts.listed([text_of(line) for line in lines]),))
        for label, lines in (
            (texts.LABEL_GIVEN, given),
            (texts.LABEL_RECEIVED, received),
            (texts.LABEL_SAID, _said(call)),
        )
        if lines
    ]


def _said(call: Call) -> list[Line]:
    """What the asker last said of all they lead: each delegation and each end of one, newest first."""
    entries = history.of(call.session, subjects=[_giver(call)], limit=SAID_AT_MOST)
    return [item.line for item in history_items(call, entries, naming=False)]


def _shown(call: Call, found: Sequence[Delegated]) -> list[tuple[Delegated, str | None]]:
    """Each delegation with its subject's name; without those on a project that the asker may not read."""
    shown: list[tuple[Delegated, str | None]] = []
    for each in found:
        try:
            about = None if each.subject is None else topic(call, Reference(*each.subject)).short
        except LookupError:
            continue
        shown.append((each, about))
    return shown


def _may_read(call: Call, deputy: Somebody, entry: Reference | None) -> None:
    """A restricted project is delegated to those who can read it."""
    spoken = topic(call, entry) if entry is not None else None
    if spoken is None or spoken.circle is None:
        return
    known = people.person(call.session, person_id=deputy.id)
    if not people.reader_of(call.session, person=known).may_read(spoken.circle):
        raise Misread(texts.deputy_may_not_read(spoken.short, deputy.label))


def _giver(call: Call) -> Subject:
    return ("person", call.asker.handle)


def _record(call: Call, action: str, deputy: str, subject: Subject | None, days: Days) -> None:
    """In the history of what is delegated, where those who read the subject read it; of the giver for all they lead."""
    detail = {"deputy": deputy, "first_day": days.first.isoformat(), "last_day": days.last.isoformat()}
    recording.record(call, subject or _giver(call), action, detail)


def _quiet(*lines: Line, buttons: tuple[Button, ...] = ()) -> Message:
    blocks = (paragraph(*lines), *((Choices(buttons),) if buttons else ()))
    return Message(blocks, Audience.QUIET, About(kind="delegation"))
