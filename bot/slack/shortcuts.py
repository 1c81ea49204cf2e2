"""The app's shortcuts: a message recorded as a point d'étape, and one's round of points."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack import texts
from bot.slack.limits import INPUT_TEXT
from commands.message import Button, Field, FieldKind, Form
from commands.texts import shortened

# Their identifiers in the manifest.
RECORD, ROUND = "record", "round"
# What the others stand for, as it would be typed.
SENTENCES: Mapping[str, str] = {ROUND: "/maj"}


_OF = tuple(Button(label, says=says) for says, label in texts.RECORD_KINDS.items())


def recorded_by(values: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """The sentence that the submitted form of a message completes, and the fields left; None for another form."""
    says = values.get("of")
    if says not in texts.RECORD_KINDS:
        return None
    return says, {name: value for name, value in values.items() if name != "of"}


def update_form(said: str) -> Form:
    """Which entry the message is about, and what it says of it, to be read over before it is recorded."""
    return Form(
        texts.RECORD_TITLE,
        texts.RECORD_SAYS,
        (
            Field("of", texts.RECORD_OF, FieldKind.CHOICE, initial=texts.RECORD_SAYS, options=_OF),
            Field("entry", texts.RECORD_ENTRY, hint=texts.RECORD_ENTRY_HINT),
            Field(
                "said",
                texts.RECORD_SAID,
                FieldKind.LONG_TEXT,
                initial=shortened(said, INPUT_TEXT) if said else "",
                hint=texts.RECORD_SAID_HINT,
            ),
        ),
    )
