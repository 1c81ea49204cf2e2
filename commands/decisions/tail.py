"""What stands behind the text of a decision or an action: « par manager avant le 15/12/2020 en Comex du 12/11 »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import whole_code
from commands.decisions import misread_texts, tail_words
from commands.decisions.dates import Impossible, read_due, read_held
from commands.errors import Misread, Several
from commands.normalise import fold
from commands.persons import Somebody
from commands.references import Reference, plan_entry, read_project
from commands.support.asked import find_asked, take_body
from commands.updates.limits import LONGEST_TEXT
from commands.updates.misread_texts import too_long
from storage import people

_WHO, _WHEN, _ON_DAY, _ABOUT = (
    re.compile(rf"\s*{pattern}", re.IGNORECASE)
    for pattern in (tail_words.WHO, tail_words.WHEN, tail_words.ON_DAY, tail_words.ABOUT)
)
_AND = re.compile(tail_words.AND, re.IGNORECASE)
_WORD = re.compile(r"(?<!\S)\S")
_SAID_OF = re.compile(tail_words.BEFORE_SAID_DAY, re.IGNORECASE)
# Characters before a day that say what it is of: « au plus tard » and a few spaces.
SAID_OF_LENGTH = 20
_CLOSING = {"«": "»", "“": "”", '"': '"'}
# Characters of a text and its tail; more is a pasted page, of which not even the end is looked at.
LONGEST = 2_000
# Characters in the longest tail: a body's longest name, a person's, two days, a few codes.
LONGEST_TAIL = 400
# Places in an unquoted sentence where its tail is looked for, at most.
PLACES = 40


@dataclass(frozen=True, slots=True)
class Tail:
    """The parts that were typed behind a text."""

    holder: Somebody | None = None
    due_on: date | None = None
    body: str | None = None
    on: date | None = None
    about: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Expecting:
    """Which parts may follow the text."""

    actor: bool = False
    subjects: bool = False
    body: bool = True


def split(text: str, call: Call, expecting: Expecting) -> tuple[str, Tail]:
    """The text, in guillemets or not, and what stands behind it.

    Behind guillemets everything must be understood; else Misread. Without them the longest end of the sentence that
    is understood is taken, perhaps none. Raises Several where a name means two, Misread for a day that cannot be.
    """
    typed = text.strip().lstrip(":").lstrip()
    if len(typed) > LONGEST:
        raise Misread(too_long(len(typed), LONGEST_TEXT))
    said = _quoted(typed)
    if said is not None:
        inside, behind = said
        return inside, _again(typed, len(typed) - len(behind), _Reading(behind, call, expecting).read)
    for start in _places(typed):
        try:
            tail = _again(typed, start, _Reading(typed[start:], call, expecting).read)
        except Impossible as error:
            raise Misread(*error.lines, misread_texts.DAY_IN_TEXT) from None
        except Misread:
            continue
        if tail != Tail():
            return typed[:start].rstrip(" ,;"), tail
    return typed, Tail()


def _quoted(typed: str) -> tuple[str, str] | None:
    """What the first guillemets hold, and what follows; guillemets inside belong to it."""
    closing = _CLOSING.get(typed[:1])
    if closing is None:
        return None
    depth = 0
    for at, sign in enumerate(typed):
        if sign == closing and at:
            depth -= 1
            if depth <= 0 or closing == '"':
                return typed[1:at].strip(), typed[at + 1 :]
        elif sign == typed[0]:
            depth += 1
    return None


def _places(typed: str) -> Iterator[int]:
    """Where a tail may begin, the longest first."""
    openings = (_WHO, _WHEN, _ON_DAY, _ABOUT)
    # « avant le 15 janvier »: the day is said of something, and is not the decision's.
    words = [found.start() for found in _WORD.finditer(typed) if found.start()]
    places = [at for at in words if not _SAID_OF.search(typed[max(at - SAID_OF_LENGTH, 0) : at])]
    marked = [at for at in places if any(each.match(typed, at) for each in openings) or _may_name_a_body(typed[at:])]
    yield from (at for at in marked[-PLACES:] if len(typed) - at <= LONGEST_TAIL)


def _may_name_a_body(text: str) -> bool:
    return fold(text[:12]).split(" ")[0] in tail_words.BEFORE_BODY


def _again(typed: str, start: int, read: Callable[[], Tail]) -> Tail:
    """What is read; where a name means two, whole texts to type instead."""
    try:
        return read()
    except _SeveralAt as several:
        before, after = typed[: start + several.start], typed[start + several.end :]
        options = tuple(
            (f"{before.rstrip()} {again} {after.lstrip()}".strip(), label, detail)
            for again, label, detail in several.several.options
        )
        raise Several(several.several.question, options, abstained=several.several.abstained) from None


class _SeveralAt(Exception):
    """A part of the tail means several things."""

    def __init__(self, several: Several, start: int, end: int) -> None:
        self.several, self.start, self.end = several, start, end
        super().__init__(several.question)


class _Reading:
    """Reads a tail from left to right, each part once."""

    def __init__(self, text: str, call: Call, expecting: Expecting) -> None:
        self.text, self.call, self.expecting = text.rstrip(" .;,!"), call, expecting
        self.at = 0
        self.tail = Tail()

    def read(self) -> Tail:
        """The parts; raises Misread for what is none."""
        while self.text[self.at :].strip(" ,;"):
            self.at += len(self.text[self.at :]) - len(self.text[self.at :].lstrip(" ,;"))
            if not (self._body() or self._who() or self._about() or self._when() or self._day()):
                raise Misread(frame_texts.left_over(self.text[self.at :].strip()))
        return self.tail

    def _body(self) -> bool:
        if not self.expecting.body or self.tail.body is not None:
            return False
        found = take_body(self.text[self.at :], self.call)
        if found is None:
            return False
        self.tail = replace(self.tail, body=found[0].key)
        self.at = len(self.text) - len(found[1])
        return True

    def _who(self) -> bool:
        opening = _WHO.match(self.text, self.at)
        if opening is None or not self.expecting.actor or self.tail.holder is not None:
            return False
        start, end = opening.end(), self._end(opening.end())
        try:
            holder = somebody(self.text[start:end], self.call)
        except Several as several:
            raise _SeveralAt(several, start, end) from None
        self.tail = replace(self.tail, holder=holder)
        self.at = end
        return True

    def _when(self) -> bool:
        opening = _WHEN.match(self.text, self.at)
        if opening is None or not self.expecting.actor or self.tail.due_on is not None:
            return False
        end = self._end(opening.end())
        self.tail = replace(self.tail, due_on=read_due(self.text[self.at : end], today=self.call.today))
        self.at = end
        return True

    def _day(self) -> bool:
        opening = _ON_DAY.match(self.text, self.at)
        if opening is None or self.tail.on is not None or (self.expecting.actor and self.tail.body is None):
            return False
        end = self._end(opening.end())
        self.tail = replace(self.tail, on=read_held(self.text[opening.end() : end], today=self.call.today))
        self.at = end
        return True

    def _about(self) -> bool:
        opening = _ABOUT.match(self.text, self.at)
        if opening is None or not self.expecting.subjects or self.tail.about:
            return False
        end = self._end(opening.end())
        self.tail = replace(self.tail, about=self._subjects(opening.end(), end))
        self.at = end
        return True

    def _subjects(self, start: int, end: int) -> tuple[Reference, ...]:
        parts = [part for part in _AND.split(self.text[start:end]) if part.strip()]
        codes = [whole_code(part) for part in parts]
        try:
            if not all(codes):
                return (read_project(_without_kind(self.text[start:end]), self.call).value,)
            return tuple(dict.fromkeys(objective_or_result(plan_entry(code, self.call)) for code in codes if code))
        except Several as several:
            raise _SeveralAt(several, start, end) from None

    def _end(self, start: int) -> int:
        """Where the part that begins there ends: at the next one, or with the text."""
        for found in _WORD.finditer(self.text, start + 1):
            at = found.start()
            openings = [_ABOUT] if self.expecting.subjects else []
            openings += [_WHO, _WHEN] if self.expecting.actor else []
            if any(each.match(self.text, at) for each in openings) and fold(self.text[at : at + 3]) != "au":
                return at
            if self.expecting.body and _may_name_a_body(self.text[at:]) and take_body(self.text[at:], self.call):
                return at
            day = _ON_DAY.match(self.text, at)
            if day is not None and self.tail.body is not None and self.text[day.end() : day.end() + 1].isdigit():
                return at
        return len(self.text)


def somebody(text: str, call: Call) -> Somebody:
    """The active person that the whole text names, or who heads the unit of that name; no body acts."""
    try:
        body, handle = find_asked(text, call)
    except Misread:
        raise Misread(misread_texts.unknown_actor(text), misread_texts.WHO_ACTS) from None
    person = people.person_by_handle(call.session, handle=handle) if handle is not None else None
    if person is None:
        # A body's name may be a person's handle: « comex ».
        known = people.person_by_handle(call.session, handle=text.strip())
        person = known if known is not None and known.handle == text.strip() else None
    if person is None:
        raise Misread(
            misread_texts.a_person_acts(text) if body else misread_texts.unknown_actor(text), misread_texts.WHO_ACTS
        )
    return Somebody(person.id, person.handle, person.label)


def objective_or_result(entry: Reference) -> Reference:
    """The same entry; raises Misread for a pillar or an axis."""
    if entry.kind not in {"objective", "key_result"}:
        raise Misread(frame_texts.objective_expected(entry.code))
    return entry


def _without_kind(text: str) -> str:
    return re.sub(tail_words.KIND, "", text, flags=re.IGNORECASE)
