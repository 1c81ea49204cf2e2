"""From what people type to what it says of a subject: parts in any order, and the rest is the comment."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.updates import misread_texts as texts
from commands.updates import vocabulary
from commands.updates.days import past_day, take_day
from commands.updates.draft import Draft
from commands.updates.figures import share_inside, take_figure
from commands.updates.free_text import free_text
from commands.updates.heard import Doubt, Heard
from commands.updates.labels import take_labelled
from commands.updates.limits import LONGEST_TEXT, LONGEST_UPDATE
from commands.updates.phrases import take_state
from storage.rows.plan import Status

# Characters under which words that are nothing else are a slip (the letter of a choice that is gone), not a comment.
SHORTEST_COMMENT = 3

# A comma, a full stop or a dash between words; never inside a number, nor after « n ».
_CLAUSES = re.compile(r"([;\n]|(?<!\d),|,(?!\d)|(?<!\bn)[.!](?=\s|$)|\s[-–]\s)")
_AS_OF = re.compile(rf"{vocabulary.AS_OF}\s*", re.IGNORECASE)
_DATED_VALUE = re.compile(rf"{vocabulary.DATED_VALUE}\s*", re.IGNORECASE)
_DONE_ON = re.compile(rf"{vocabulary.DONE_ON}\s*", re.IGNORECASE)
_BEFORE_PART = re.compile(vocabulary.BEFORE_PART, re.IGNORECASE)
_LETTER_OR_FIGURE = re.compile(r"[^\W_]")


def read_said(text: str, call: Call) -> Taken:
    """What the whole text says."""
    return Taken(read_draft(text, today=call.today))


def read_draft(text: str, *, today: date) -> Draft:
    """What the text says; raises Misread for what is not accepted, and Several where one guess would settle it."""
    if len(text) > LONGEST_UPDATE:
        raise Misread(texts.too_long(len(text), LONGEST_TEXT))
    if text.strip() and not _LETTER_OR_FIGURE.search(text):
        raise Misread(texts.SAY_IT)
    heard = Heard(today)
    pieces = _CLAUSES.split(heard.hold(text))
    clauses, marks = (
        [each.strip() for each in pieces[::2]],
        [_mark(*pieces[at : at + 3]) for at in range(0, len(pieces) - 2, 2)],
    )
    left = ""
    # The clause at which the comment ended so far: what follows on goes on with the mark that was typed.
    ended = -1
    for position, clause in enumerate(clauses):
        try:
            words = ", ".join(_clause(heard, clause))
        except _Asked as asked:
            raise _several(heard, asked, clauses[:position], clauses[position + 1 :]) from None
        if words:
            goes_on = left and ended == position - 1 and words == heard.restored(clause)
            left = f"{left}{marks[ended]}{words}" if goes_on else f"{left}, {words}" if left else words
            ended = position
    if left:
        if ended < len(marks) and marks[ended].strip() == "!" and not any(clauses[ended + 1 :]):
            left += marks[ended].rstrip()
        told = heard.said.get("comment")
        heard.said["comment"] = free_text(f"{told}, {left}" if told else left)
    draft = agreeing(Draft(**heard.said))
    if left and draft == Draft(comment=draft.comment) and not _says_something(draft.comment or ""):
        raise Misread(texts.SAY_IT)
    return draft


def _says_something(comment: str) -> bool:
    """Whether a comment alone is one: « 31/10/2020 » has lost what it is the day of."""
    return len(comment) >= SHORTEST_COMMENT and any(each.isalpha() for each in comment)


def agreeing(draft: Draft) -> Draft:
    """The draft, « réalisé » being all of the way; raises Misread where it says something else beside it."""
    if draft.status is not Status.DONE:
        return draft
    if any(each not in {None, 100} for each in (draft.progress, draft.percent)):
        raise Misread(texts.DONE_AND_PROGRESS, texts.STATUS_EXPECTED)
    return replace(draft, progress=None, percent=None)


def begins(text: str, *, today: date) -> bool:
    """Whether the text begins with a part of an update, well said or not; anything else could be a comment."""
    heard = Heard(today)
    held = heard.hold(text).lstrip()
    try:
        return heard.quoted(held) is not None or _part(heard, held, whole=False) is not None
    except (Misread, Doubt):
        return True


class _Asked(Exception):
    """A doubt, with what was typed before it in its clause."""

    def __init__(self, doubt: Doubt, before: str) -> None:
        self.doubt = doubt
        self.before = before
        super().__init__(doubt.question)


def _mark(before: str, mark: str, after: str) -> str:
    """What stands between two clauses of a comment, spaced as it was typed; a new line is a comma."""
    if mark == "\n":
        return ", "
    return f"{' ' if before[-1:].isspace() else ''}{mark}{' ' if after[:1].isspace() else ''}"


def _clause(heard: Heard, clause: str) -> list[str]:
    """Take the parts that the clause begins with; gives what remains, which belongs to the comment."""
    left: list[str] = []
    rest = clause
    while rest:
        quoted = heard.quoted(rest)
        if quoted is not None:
            left.append(quoted)
            rest = rest[1:].strip(" ,.:()")
            continue
        try:
            after = _part(heard, rest, whole=rest == clause)
        except Doubt as doubt:
            raise _Asked(doubt, clause[: len(clause) - len(rest)]) from None
        if after is None:
            # « on en est à 62 % », « toujours vert », « et couvert »: small words before a part.
            small = _BEFORE_PART.match(f"{rest} ")
            if small is not None and (small.end() > len(rest) or _stands(heard, rest[small.end() :])):
                rest = rest[small.end() :]
                continue
            words = heard.restored(rest)
            told = {"percent", "progress", "value"} & heard.said.keys()
            inside = None if told else share_inside(words)
            if inside is not None:
                raise _Asked(inside, clause[: len(clause) - len(rest)])
            # A smiley behind an update says nothing that can be kept.
            return [*left, free_text(words)] if _LETTER_OR_FIGURE.search(words) else left
        rest = after.strip(" ,.:()")
    return left


def _stands(heard: Heard, rest: str) -> bool:
    """Whether the text begins with a status, a weather or a figure."""
    tried = Heard(heard.today, held=heard.held)
    try:
        return take_state(tried, rest) is not None or take_figure(tried, rest, whole=False) is not None
    except Misread:
        return False
    except Doubt:
        return True


def _part(heard: Heard, rest: str, *, whole: bool) -> str | None:
    """The rest after the part that it begins with, or None where it begins with none."""
    for take in (take_labelled, _date, take_state):
        after = take(heard, rest)
        if after is not None:
            return after
    return take_figure(heard, rest, whole=whole)


def _date(heard: Heard, rest: str) -> str | None:
    """The day of a value, or that of an end, once the one or the other was said."""
    said = heard.said
    for name, before, wanted in (
        ("as_of", _DATED_VALUE, True),
        ("as_of", _AS_OF, "value" in said),
        ("done_on", _DONE_ON, said.get("status") is Status.DONE),
    ):
        found = before.match(rest) if wanted and name not in said else None
        taken = take_day(rest[found.end() :], today=heard.today, past=True) if found else None
        if taken is not None:
            heard.set(name, past_day(taken[0], today=heard.today))
            return taken[1]
    return None


def _several(heard: Heard, asked: _Asked, before: list[str], after: list[str]) -> Several:
    """The choices, each a whole text that may be typed instead."""
    options = []
    for typed, label in asked.doubt.options:
        clauses = (*before, asked.before.strip(), f"{typed} {asked.doubt.after.strip()}", *after)
        whole = ", ".join(heard.typed(each) for each in clauses if each)
        options.append((whole, label, ""))
    return Several(asked.doubt.question, tuple(options))
