"""The forms of updates: fields that feed the same readers as typed words, prefilled with what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commands.message import About, Audience, Button, Field, FieldKind, Form, Message, paragraph
from commands.topics import Topic
from commands.updates import texts

# The parts of a point d'étape; the others are asked when what was said calls for them.
USUAL = ("status", "progress", "weather", "comment")
SUPPORT = ("blocker", "need", "asked_of", "needed_by")
DONE = ("done_on", "evidence", "expected", "obtained")
VALUE = ("value", "as_of", "source")
DEADLINE = ("due", "reason")

_LONG = frozenset({"comment", "blocker", "need", "lessons", "evaluation", "evidence", "expected", "obtained", "reason"})
_OPTIONS = {"status": texts.STATUSES, "weather": texts.WEATHERS}


def update_form(topic: Topic, says: str) -> Form:
    """The whole point d'étape, everything optional, prefilled; one free sentence where forms are conversations."""
    state = topic.state
    stands = {
        "status": next((word for word, status in texts.STATUSES if status is topic.status), ""),
        "progress": f"{state.progress} %" if state.progress is not None else "",
        "weather": next((word for word, weather in texts.WEATHERS if weather is state.weather), ""),
    }
    fields = tuple(_field(name, required=False, initial=stands.get(name, "")) for name in USUAL)
    label, hint = texts.ASK_SAID, texts.ASK_SAID_HINT
    return Form(texts.FORM_TITLE, says, fields, spoken=(Field("words", label, hint=hint),))


def form(title: str, says: str, names: Sequence[str], *, initial: Mapping[str, str] | None = None) -> Form:
    """A form of these parts, all required; `initial` prefills some."""
    known = initial or {}
    return Form(title, says, tuple(_field(name, required=True, initial=known.get(name, "")) for name in names))


def asking(form: Form, about: str, why: str = "") -> Message:
    """The message that opens the form, after the line that names what it is about and the one that says why."""
    lines = [each for each in (about, why) if each]
    return Message((paragraph(*lines), form), Audience.QUIET, About(kind="question"))


def _field(name: str, *, required: bool, initial: str) -> Field:
    label, hint = texts.field(name)
    options = tuple(Button(word, says=word) for word, _ in _OPTIONS.get(name, ()))
    kind = FieldKind.CHOICE if options else FieldKind.LONG_TEXT if name in _LONG else FieldKind.TEXT
    return Field(name, label, kind, required=required, initial=initial, hint=hint, options=options)
