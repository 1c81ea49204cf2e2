"""The arguments of decisions and actions: what was decided, in which meeting, which action, by when, why."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import take_code, whole_code
from commands.command import Taken
from commands.decisions import misread_texts, tail_words, texts
from commands.decisions.dates import read_due, read_held
from commands.decisions.free_text import free_text
from commands.decisions.tail import Expecting, Tail, objective_or_result, somebody, split
from commands.errors import Misread, Several
from commands.normalise import fold
from commands.periods import read_day
from commands.references import Reference, plan_entry, read_project
from commands.support.asked import beginning_with_body, body_named, find_body
from commands.updates.entry_reading import read_entry_number
from storage import matters, meetings
from storage.rows.following import MatterKind
from storage.rows.reference import Community

# Words in the longest way to write a day: « jeudi 12 novembre 2020 ».
_DAY_WORDS = 4
# The same of a deadline: « au plus tard le jeudi 12 novembre 2020 ».
_DUE_WORDS = 8
# Words of a project's name, at most, where nothing says where it ends.
NAME_WORDS = 10
# « télétravail : étendre la charte », « télétravail « étendre la charte » ».
_AFTER_NAME = re.compile(r"\s*:\s|(?=[«“\"])")
# Meetings offered where the day was left out.
OFFERED = 3
_REASON = re.compile(tail_words.REASON, re.IGNORECASE)
_ARTICLE = re.compile(tail_words.ARTICLE, re.IGNORECASE)
_AFTER_BODY = re.compile(tail_words.AFTER_BODY, re.IGNORECASE)
_PAGE = re.compile(r"\s*\bpage\s+(\d{1,4})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was decided, or is to be done, and what was typed behind it."""

    text: str
    tail: Tail


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of a body; None where its day was not typed."""

    body: str
    on: date | None

    @property
    def subject(self) -> tuple[str, str]:
        """As the history names it."""
        return meetings.subject_of(self.body, self.on) if self.on is not None else ("community", self.body)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose actions are listed: one's own, a subject's or a body's; `typed` says the same again."""

    typed: str = ""
    subject: Reference | None = None
    body: str | None = None
    page: int = 1


def read_entry(text: str, call: Call) -> Taken:
    """An objective or a key result by the code that the text begins with; leaves what follows."""
    taken = take_code(text)
    if taken is None:
        raise Misread(frame_texts.code_expected(text), misread_texts.CODE_FIRST)
    code, rest = taken
    try:
        return Taken(objective_or_result(plan_entry(code, call)), rest)
    except Several as several:
        options = tuple(
            (f"{typed} {rest.strip()}".strip(), label, detail)
            for typed, label, detail in several.options
            if typed[:1].isdigit()
        )
        raise Several(several.question, options, abstained=several.abstained) from None


def read_project_entry(text: str, call: Call) -> Taken:
    """The project that the text begins with, by its key or its name; leaves what follows.

    A name ends before guillemets or « : »; without them, nothing tells a name from what is said of it, and the whole
    text is the name: what was decided is asked for, and no word of it lost.
    """
    parted = _AFTER_NAME.search(text)
    if parted is not None:
        name, rest = text[: parted.start()].strip(" ,"), text[parted.end() :]
        try:
            return Taken(read_project(name, call).value, rest)
        except Several as several:
            options = tuple((f"{typed} {rest.strip()}", label, detail) for typed, label, detail in several.options)
            raise Several(several.question, options, abstained=several.abstained) from None
    key, _, rest = text.strip().partition(" ")
    if "-" in key and rest:
        with suppress(Several, Misread):
            return Taken(read_project(key, call).value, rest)
    if len(text.split()) > NAME_WORDS:
        raise Misread(misread_texts.NAME_FIRST)
    return read_project(text, call)


def read_decision(text: str, call: Call) -> Taken:
    """A decision on a subject, with « en Comex », « le 12/11 » behind it; takes the whole text."""
    return _spoken(text, call, Expecting())


def read_action(text: str, call: Call) -> Taken:
    """An action on a subject, with who, by when, in which body; takes the whole text."""
    return _spoken(text, call, Expecting(actor=True))


def read_meeting_decision(text: str, call: Call) -> Taken:
    """A decision of a meeting, with « sur 4.2.2 » behind it; takes the whole text."""
    return _spoken(text, call, Expecting(subjects=True, body=False))


def read_meeting_action(text: str, call: Call) -> Taken:
    """An action agreed in a meeting, with who, by when, on what; takes the whole text."""
    return _spoken(text, call, Expecting(actor=True, subjects=True, body=False))


def _spoken(text: str, call: Call, expecting: Expecting) -> Taken:
    said, tail = split(text, call, expecting)
    return Taken(Spoken(free_text(said), tail))


def read_meeting(text: str, call: Call) -> Taken:
    """« Comex du 12/11/2020 » at the beginning of the text; leaves what follows.

    Without its day, asks which: today, or one of the last recorded.
    """
    body, rest = _body(text, call)
    on, after = _day(rest, call)
    if on is not None:
        return Taken(Held(body.key, on), after)
    known = meetings.meetings(call.session, body.key, reader=call.reader)[:OFFERED]
    options = tuple(
        (f"{body.key} du {day:%d/%m/%Y} {rest.strip()}".strip(), texts.meeting(body.name, day), "")
        for day in dict.fromkeys((call.today, *(day for day in known if day <= call.today)))
    )
    raise Several(misread_texts.which_meeting(body.name), options)


def read_held_meeting(text: str, call: Call) -> Taken:
    """« Comex », or « Comex du 12/11/2020 », a day to come included; takes the whole text."""
    return Taken(_meeting(text, call, ahead=True))


def _meeting(text: str, call: Call, *, ahead: bool) -> Held:
    body, rest = _body(text, call)
    typed = rest.strip(" ,.;")
    return Held(body.key, read_held(typed, today=call.today, ahead=ahead) if typed else None)


def _body(text: str, call: Call) -> tuple[Community, str]:
    found = beginning_with_body(text, call)
    if found is not None:
        return found
    cut = _AFTER_BODY.search(text)
    end = cut.start() if cut is not None else len(text)
    return find_body(text[:end], call), text[end:]


def _day(text: str, call: Call) -> tuple[date | None, str]:
    """The day with which the text begins, and what follows."""
    article = _ARTICLE.match(text)
    start = article.end() if article is not None else 0
    ends = [found.end() for found in re.finditer(r"[^\s«“\"]+", text[start : start + 60])][:_DAY_WORDS]
    for end in reversed(ends):
        typed = text[start : start + end].rstrip(" ,:;.")
        if read_day(typed, today=call.today, past=True) is not None:
            return read_held(typed, today=call.today), text[start + end :]
    if article is not None and text[start : start + 1].isdigit():
        # « du 31/02 »: a day was meant.
        return read_held(text[start : start + ends[0]], today=call.today), ""
    return None, text


def read_body(text: str, call: Call) -> Taken:
    """The key of a body, and the day of its meeting where it is typed (`Held`); takes the whole text."""
    return Taken(_meeting(text, call, ahead=False))


def read_on(text: str, call: Call) -> Taken:
    """The past day on which it was decided; takes the whole text."""
    return Taken(read_held(text, today=call.today))


def read_holder(text: str, call: Call) -> Taken:
    """Who is to act (`Somebody`); takes the whole text."""
    return Taken(somebody(text, call))


def read_deadline(text: str, call: Call) -> Taken:
    """The day to come by which it is to be done; takes the whole text."""
    due_on = read_due(text, today=call.today)
    if due_on < call.today:
        raise Misread(misread_texts.deadline_past(due_on))
    return Taken(due_on)


def read_agreed_deadline(text: str, call: Call) -> Taken:
    """The day by which it was to be done when a meeting agreed on it, perhaps past; takes the whole text."""
    return Taken(read_due(text, today=call.today))


def read_about(text: str, call: Call) -> Taken:
    """The objective, key result or project that a meeting's decision is about; takes the whole text."""
    code = whole_code(text)
    if code is not None:
        return Taken(objective_or_result(plan_entry(code, call)))
    return Taken(read_project(text, call).value)


def read_number(text: str, call: Call) -> Taken:
    """The action of a number, where the asker may read its subject; leaves what follows."""
    taken = read_entry_number(text, call)
    found = matters.matter(call.session, taken.value, call.reader)
    if found is None or found.kind is not MatterKind.ACTION:
        raise Misread(misread_texts.no_such_action(taken.value), misread_texts.SEE_ACTIONS)
    return Taken(found, taken.rest)


def read_new_deadline(text: str, call: Call) -> Taken:
    """« au 15/01/2021 », up to the reason, with or without « motif » before it; leaves the reason."""
    reason = _REASON.search(text)
    quoted = re.search(r"[«“\"]", text)
    ends = [found.start() for found in (reason, quoted) if found is not None]
    if ends:
        return Taken(read_due(text[: min(ends)], today=call.today), text[min(ends) :])
    words = list(re.finditer(r"\S+", text))[:_DUE_WORDS]
    for word in reversed(words[1:]):
        with suppress(Misread):
            return Taken(read_due(text[: word.end()], today=call.today), text[word.end() :])
    first = words[0].end() if words else 0
    return Taken(read_due(text[:first], today=call.today), text[first:])


def read_reason(text: str, call: Call) -> Taken:
    """Why, with or without the word « motif »; takes the whole text."""
    del call
    opening = _REASON.match(text.lstrip())
    return Taken(free_text(text.lstrip()[opening.end() :] if opening else text))


def read_scope(text: str, call: Call) -> Taken:
    """Whose actions: nothing or « moi », a code, a body, a project; « page 2 » at the end; takes the whole text."""
    paged = _PAGE.search(text)
    page = int(paged.group(1)) if paged else 1
    typed = (text[: paged.start()] if paged else text).strip()
    if not typed or fold(typed) in texts.MINE:
        return Taken(Scope(page=page))
    code = whole_code(typed)
    if code is not None:
        entry = objective_or_result(plan_entry(code, call))
        return Taken(Scope(entry.code, subject=entry, page=page))
    body = body_named(typed, call)
    if body is not None:
        return Taken(Scope(body.key, body=body.key, page=page))
    entry = read_project(re.sub(tail_words.KIND, "", typed, flags=re.IGNORECASE), call).value
    return Taken(Scope(entry.code, subject=entry, page=page))
