"""One reader for each field of an update's form: what is answered there says one thing, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from commands.call import Call
from commands.command import Reader, Taken
from commands.errors import Misread
from commands.periods import Period
from commands.updates import misread_texts as texts
from commands.updates import vocabulary
from commands.updates.days import deadline, past_day, take_day
from commands.updates.draft import Draft
from commands.updates.figures import take_progress, take_value
from commands.updates.free_text import free_text, unquoted
from commands.updates.phrases import whole_meaning

_REASON = re.compile(rf"(?:{dict(vocabulary.LABELS)['reason']})\s*", re.IGNORECASE)
# What may stand after a figure or a day typed as an answer.
_END = " .!"


def read_status(text: str, call: Call) -> Taken:
    """« en cours », « terminé »."""
    del call
    status = whole_meaning(text, vocabulary.STATUSES)
    if status is None:
        raise Misread(texts.STATUS_EXPECTED)
    return Taken(Draft(status=status))


def read_weather(text: str, call: Call) -> Taken:
    """« couvert », « objectifs sécurisés (soleil) », « vert »."""
    del call
    weather = whole_meaning(text, vocabulary.WEATHERS)
    if weather is None:
        raise Misread(texts.WEATHER_EXPECTED)
    return Taken(Draft(weather=weather))


def read_progress(text: str, call: Call) -> Taken:
    """« 62 % », « 62 », « à mi-chemin »."""
    del call
    taken = take_progress(text.strip())
    if taken is None or taken[1].strip(_END):
        raise Misread(texts.PROGRESS_EXPECTED)
    return Taken(Draft(progress=taken[0]))


def read_value(text: str, call: Call) -> Taken:
    """« 45 000 », « 62 % », « 45 000 téléchargements »."""
    del call
    taken = take_value(text)
    if taken is None:
        raise Misread(texts.not_a_number(text.strip()), texts.NUMBER_EXPECTED)
    return Taken(Draft(value=taken[0].value, value_unit=taken[0].unit), taken[1])


def read_as_of(text: str, call: Call) -> Taken:
    """The day on which a value was true."""
    return Taken(Draft(as_of=past_day(_day(text, call, past=True), today=call.today)))


def read_done_on(text: str, call: Call) -> Taken:
    """The day of an end."""
    return Taken(Draft(done_on=past_day(_day(text, call, past=True), today=call.today)))


def read_needed_by(text: str, call: Call) -> Taken:
    """The day by which a support is needed."""
    needed_by = _day(text, call, past=False).last
    if needed_by is not None and needed_by < call.today:
        raise Misread(texts.NEEDED_BY_PAST)
    return Taken(Draft(needed_by=needed_by))


def read_due(text: str, call: Call) -> Taken:
    """A new deadline: a day, or a period for its last day."""
    due_on, label = deadline(_day(text, call, past=False))
    return Taken(Draft(due_on=due_on, due_label=label))


def read_reason(text: str, call: Call) -> Taken:
    """A reason, with or without « motif » before it."""
    del call
    return Taken(Draft(reason=_free(_REASON.sub("", text.strip(), count=1))))


def read_asked_of(text: str, call: Call) -> Taken:
    """A body, or a person; raises Misread for an unknown one and Several where the words fit more than one."""
    from commands.support.asked import find_asked

    asked_of = _free(text)
    find_asked(asked_of, call)
    return Taken(Draft(asked_of=asked_of))


def _text_reader(name: str) -> Reader:
    """The reader of a free text, in guillemets or not."""

    def read(text: str, call: Call) -> Taken:
        del call
        said: dict[str, Any] = {name: _free(text)}
        return Taken(Draft(**said))

    return read


read_comment = _text_reader("comment")
read_blocker = _text_reader("blocker")
read_need = _text_reader("need")
read_source = _text_reader("source")
read_method = _text_reader("method")
read_evidence = _text_reader("evidence")
read_expected = _text_reader("expected")
read_obtained = _text_reader("obtained")
read_lessons = _text_reader("lessons")
read_evaluation = _text_reader("evaluation")


def _free(text: str) -> str:
    return free_text(unquoted(text))


def _day(text: str, call: Call, *, past: bool) -> Period:
    taken = take_day(text.strip(_END), today=call.today, past=past)
    if taken is None or taken[1].strip(_END):
        raise Misread(texts.not_a_day(text.strip()), texts.DAY_EXPECTED)
    return taken[0]
