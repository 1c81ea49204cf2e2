"""The handlers of updates: each gathers what was typed and what a form brought, and says it."""

from __future__ import annotations

from collections.abc import Mapping

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.message import Message
from commands.references import Reference
from commands.topics import topic
from commands.updates import forms, misread_texts, saying, texts
from commands.updates.completing import Completing
from commands.updates.draft import Draft
from commands.updates.reading import agreeing, read_draft

NOTHING = Draft()
# What opens the text of the commands that say one kind of thing, so that the reader of updates takes it.
_VALUE, _DEADLINE, _EVALUATION, _LESSONS = texts.OPENING_WORDS


def read_value(text: str, call: Call) -> Taken:
    """« 45 000 au 30/09/2020 source « … » »; takes the whole text."""
    return Taken(read_draft(f"{_VALUE} {text}", today=call.today))


def read_deadline(text: str, call: Call) -> Taken:
    """« T2 2021 motif « … » », or the reason alone; takes the whole text. Raises Misread where there is neither."""
    draft = read_draft(f"{_DEADLINE} {text}", today=call.today)
    if draft.due_on is None and text.strip():
        # A verb that puts off says no comment.
        draft = read_draft(text, today=call.today)
        if draft.reason is None and draft.due_on is None:
            raise Misread(misread_texts.not_a_day(text), misread_texts.PERIOD_EXPECTED)
    return Taken(draft)


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
    draft = gathered(said, **parts)
    if draft.reason is not None and draft.due_on is None:
        spoken = topic(call, entry)
        completing = Completing(call, spoken, f"{spoken.group} maj {spoken.typed}")
        return completing.form(texts.DEADLINE_TITLE, ("due",), Draft(reason=draft.reason))
    return _of_one_kind(call, entry, draft, texts.DEADLINE_TITLE, forms.DEADLINE)


def evaluate(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """A judgement of the results, after the end."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.EVALUATION_TITLE, ("evaluation",))


def learn(call: Call, entry: Reference, said: Draft = NOTHING, **parts: Draft) -> Message:
    """What others would gain from knowing."""
    return _of_one_kind(call, entry, gathered(said, **parts), texts.LESSONS, ("lessons",))


def gathered(said: Draft = NOTHING, **parts: Draft) -> Draft:
    """What was typed, completed by the fields of a form."""
    draft = said
    for part in parts.values():
        draft = draft.with_parts(part)
    return agreeing(draft)


def drafted(call: Call, values: Mapping[str, object]) -> Draft:
    """What was said, from the values of a command's arguments, before any right is checked."""
    del call
    return gathered(**{name: value for name, value in values.items() if isinstance(value, Draft)})


def _of_one_kind(call: Call, entry: Reference, draft: Draft, title: str, names: tuple[str, ...]) -> Message:
    """The draft said, or the form of this kind where it says nothing yet."""
    if not draft:
        spoken = topic(call, entry)
        return Completing(call, spoken, f"{spoken.group} maj {spoken.typed}").form(title, names)
    return saying.said(call, entry, draft)
