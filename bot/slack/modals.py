"""Forms as modals: from a form to its view, and from what was submitted to values or to errors at the field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack import texts
from bot.slack.choices import option
from bot.slack.limits import (
    INPUT_HINT,
    INPUT_LABEL,
    INPUT_TEXT,
    OPTION_VALUE,
    SELECT_OPTIONS,
    VIEW_METADATA,
    VIEW_TITLE,
)
from bot.slack.writing import Json, plain, sections
from commands.message import Choices, Field, FieldKind, Form, Message, Strong
from commands.texts import shortened

CALLBACK = "form"
# The action in each input: its block names the field.
FILLED, ASKED = "fill", "look:field"
# Characters of an error under its field. Not documented by Slack; longer ones are seen in modals.
ERROR = 300


@dataclass(frozen=True, slots=True)
class Filled:
    """What travels in a modal and comes back with it: the sentence to complete, and where its answer belongs.

    `kept` names what was kept of choices that a menu cannot hold.
    """

    says: str
    channel: str = ""
    direct: bool = False
    thread: str = ""
    kept: str = ""


class TooLong(ValueError):
    """The sentence does not fit in a modal."""


def view(form: Form, filled: Filled, *, before: Sequence[Json] = ()) -> Json:
    """The modal of this form; `before` are blocks above its fields. Raises TooLong."""
    metadata = json.dumps(
        {"says": filled.says, "c": filled.channel, "d": filled.direct, "t": filled.thread, "k": filled.kept},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    if len(metadata) > VIEW_METADATA:
        raise TooLong(len(metadata))
    title = _title(form.title)
    above = list(sections([(Strong(form.title.strip()),)])) if title != form.title else []
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": metadata,
        "title": plain(title),
        "submit": plain(texts.SEND),
        "close": plain(texts.CANCEL),
        "blocks": [*above, *before, *(_input(field) for field in form.fields)],
    }


def _title(title: str) -> str:
    """The title in the few characters that Slack gives it: what comes before a colon, else its first words."""
    before = title.partition(":")[0].strip()
    return before if 0 < len(before) <= VIEW_TITLE else shortened(title, VIEW_TITLE)


def filled_of(metadata: str) -> Filled:
    """What `view` put in a modal; raises ValueError for anything else."""
    try:
        read = json.loads(metadata)
        return Filled(str(read["says"]), str(read["c"]), bool(read["d"]), str(read["t"]), str(read["k"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("not a form of ours") from error


def values_of(state: Mapping[str, Any]) -> dict[str, str]:
    """The values of a submitted modal by field; one left empty is absent."""
    found: dict[str, str] = {}
    for block, actions in state.get("values", {}).items():
        name = block.partition(":")[2]
        for given in actions.values():
            chosen = given.get("selected_option") or {}
            value = given.get("value") if given.get("value") is not None else chosen.get("value")
            if name and value:
                found[name] = str(value)
    return found


def spoken_values(values: Mapping[str, str], form: Form | None) -> dict[str, str]:
    """The values with the words of what was chosen, where a menu carried numbers."""
    if form is None:
        return dict(values)
    by_name = {field.name: field for field in form.fields}
    return {name: _spoken(by_name.get(name), value) for name, value in values.items()}


def block_of(view_: Mapping[str, Any], field: str) -> str | None:
    """The block of the modal that asks for this field; the first of its inputs when none does."""
    inputs = [block["block_id"] for block in view_.get("blocks", ()) if block.get("type") == "input"]
    named = [each for each in inputs if each.partition(":")[2] == field]
    return next(iter([*named, *inputs]), None)


def errors(view_: Mapping[str, Any], field: str, sentence: str, also: Sequence[tuple[str, str]] = ()) -> Json | None:
    """The answer that shows each sentence at its field; None for a modal without inputs."""
    block = block_of(view_, field)
    if block is None:
        return None
    others = {block_of(view_, name): said for name, said in also}
    told = {each: shortened(said, ERROR) for each, said in {**others, block: sentence}.items() if each is not None}
    return {"response_action": "errors", "errors": told}


def narrowed(view_: Mapping[str, Any], field: str, message: Message) -> Json | None:
    """The same modal with the field's input replaced by the choices that the message offers, values kept by Slack."""
    choices = next((block for block in message.blocks if isinstance(block, Choices)), None)
    asked = next(iter(_first_sentences(message)), "")
    block = block_of(view_, field)
    if choices is None or block is None or len(choices.buttons) > SELECT_OPTIONS:
        return None
    shown = replace(_LIKE, name=field, label=asked or texts.CHOOSE_AMONG, options=choices.buttons)
    blocks = [_input(shown, again=True) if each.get("block_id") == block else each for each in view_["blocks"]]
    kept = {name: view_[name] for name in ("type", "callback_id", "private_metadata", "title", "submit", "close")}
    return {**kept, "blocks": blocks}


_LIKE = Field("", "", FieldKind.CHOICE)


def _first_sentences(message: Message) -> Iterator[str]:
    from commands.message import lines_of, text_of

    yield from (text_of(line) for line in lines_of(message) if text_of(line).strip())


def _input(field: Field, *, again: bool = False) -> Json:
    """An input. Asked `again`, its block has another name, so that what was typed before does not come back in it."""
    block: Json = {
        "type": "input",
        "block_id": f"{'again' if again else 'field'}:{field.name}",
        "label": plain(shortened(field.label, INPUT_LABEL)),
        "optional": not field.required,
        "element": _element(field),
    }
    if field.hint:
        block["hint"] = plain(shortened(field.hint, INPUT_HINT))
    return block


def _element(field: Field) -> Json:
    if not field.options:
        element: Json = {
            "type": "plain_text_input",
            "action_id": FILLED,
            "multiline": field.kind is FieldKind.LONG_TEXT,
            "max_length": INPUT_TEXT,
        }
        if field.initial:
            element["initial_value"] = field.initial[:INPUT_TEXT]
        return element
    if len(field.options) > SELECT_OPTIONS:
        return {
            "type": "external_select",
            "action_id": ASKED,
            "placeholder": plain(texts.CHOOSE_AMONG),
            "min_query_length": 0,
        }
    options = [option(each.label, _value(rank, each.says), each.detail) for rank, each in enumerate(field.options)]
    element = {
        "type": "static_select",
        "action_id": FILLED,
        "placeholder": plain(texts.CHOOSE_AMONG),
        "options": options,
    }
    standing = [
        shown
        for shown, each in zip(options, field.options, strict=True)
        if field.initial and each.says == field.initial
    ]
    if standing:
        element["initial_option"] = standing[0]
    return element


def _value(rank: int, says: str) -> str:
    """What an entry carries: its words, or its number where they are too long."""
    return says if len(says) <= OPTION_VALUE else f"#{rank}"


def _spoken(field: Field | None, value: str) -> str:
    if field is None or not value.startswith("#") or not value[1:].isdigit():
        return value
    rank = int(value[1:])
    return field.options[rank].says if rank < len(field.options) else value
