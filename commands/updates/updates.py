"""The handlers of updates: each gathers what was typed and what a form brought, and says it."""

from __future__ import annotations

from commands.call import Call
from commands.command import Taken
from commands.message import Message
from commands.references import Reference
from commands.updates import forms, saying, texts
from commands.updates.draft import Draft
from commands.updates.reading import read_draft

NOTHING = Draft()
# What opens the text of the commands that say one kind of thing, so that the reader of updates takes it.
_VALUE, _DEADLINE, _EVALUATION, _LESSONS = texts.OPENING_WORDS


def read_value(text: str, call: Call) -> Taken:
    """« 45 000 au 30/09/2020 source « … » »; takes the whole text."""
    return Taken(read_draft(f"{_VALUE} {text}", today=call.today))


def read_deadline(text: str, call: Call) -> Taken:
    """« T2 2021 motif « … » »; takes the whole text."""
    return Taken(read_draft(f"{_DEADLINE} {text}", today=call.today))


def read_evaluation(text: str, call: Call) -> Taken:
    """An evaluation; takes the whole text."""
    return Taken(read_draft(f"{_EVALUATION} {text}", today=call.today))


def read_lessons(text: str, call: Call) -> Taken:
    """What was learnt; takes the whole text."""
    return Taken(read_draft(f"{_LESSONS} {text}", today=call.today))


def update(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """A point d'étape."""
    return saying.said(call, entry, gathered(said, **parts))


def value(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """A value of the indicator."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.VALUE_TITLE, forms.VALUE)


def postpone(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """A later deadline."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.DEADLINE_TITLE, forms.DEADLINE)


def evaluate(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """A judgement of the results, after the end."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.EVALUATION_TITLE, ("evaluation",))


def learn(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """What others would gain from knowing."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.LESSONS, ("lessons",))


def gathered(said: Draft, **parts: Draft) -> Draft:
    """What was typed, completed by the fields of a form."""
    draft = said
    for part in parts.values():
        draft = draft.with_parts(part)
    return draft


def _of_one_kind(call: Call, entry: Reference, draft: Draft, title: str, names: tuple[str, ...]) -> Message:
    """The draft said, or the form of this kind where it says nothing yet."""
    if not draft:
        group = "projet" if entry.kind == "project" else "objectif"
        return forms.asking(forms.form(title, f"{group} maj {entry.code}", names))
    return saying.said(call, entry, draft)
