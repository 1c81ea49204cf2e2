"""Choices as Slack shows them: buttons, one line each with its button, a menu, or a menu that asks us for its entries.

A button carries its sentence. A menu's entry carries its number in what was kept of the choices, since an entry's value
holds 150 characters and a sentence may be longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.slack import texts
from bot.slack.limits import (
    ACTIONS_ELEMENTS,
    BUTTON_TEXT,
    BUTTON_VALUE,
    OPTION_DESCRIPTION,
    OPTION_TEXT,
    OPTION_VALUE,
    SELECT_OPTIONS,
)
from bot.slack.writing import Json, plain, sections
from commands.message import Button, Line, Strong
from commands.normalise import fold
from commands.texts import shortened

# The action ids of what says a sentence. Each is followed by a number, unique in its message.
SAY, PICK, LOOK = "say", "pick", "look"
# That of the button that makes a quiet answer public; its value names what was kept of the answer.
SHARE = "share"

# Entries that still stand one under the other, each with its button; more become a menu.
LISTED = 10


def kind_of(action_id: str) -> str:
    """What an action's identifier says it does."""
    return action_id.partition(":")[0]


def choices(buttons: Sequence[Button], before: int, *, menu: str = "") -> Iterator[Json]:
    """The blocks of these buttons; `before` counts the buttons of the message above them.

    `menu` names what was kept of the choices; without it a menu of more than a hundred entries cannot be opened, and
    its sentences are written out instead.
    """
    carried = [each for each in buttons if each.says and len(each.says) <= BUTTON_VALUE]
    if carried and all(map(_short, carried)) and (len(carried) <= ACTIONS_ELEMENTS or not _selectable(carried, menu)):
        for first in range(0, len(carried), ACTIONS_ELEMENTS):
            some = carried[first : first + ACTIONS_ELEMENTS]
            elements = [_button(each, before + first + rank, each.label) for rank, each in enumerate(some)]
            yield {"type": "actions", "elements": elements}
    elif len(carried) <= LISTED or not _selectable(carried, menu):
        yield from _listed(carried, before)
    else:
        yield from _menu(carried, before, menu)
    for each in buttons:
        if len(each.says) > BUTTON_VALUE:
            # Too long for a button: it is written out, for whoever wants to type it.
            yield from sections([(texts.to_type(each.label, each.says),)])


def with_share(blocks: Sequence[Json], kept: str) -> list[Json]:
    """The blocks with the button that makes public the answer kept under this name, after the others."""
    button = {"type": "button", "action_id": f"{SHARE}:0", "text": plain(texts.SHARE), "value": kept}
    last = blocks[-1] if blocks else {}
    if last.get("type") == "actions" and "block_id" not in last and len(last["elements"]) < ACTIONS_ELEMENTS:
        return [*blocks[:-1], {**last, "elements": [*last["elements"], button]}]
    return [*blocks, {"type": "actions", "elements": [button]}]


def option(label: str, value: str, detail: str = "") -> Json:
    """An entry of a menu; a long label is shortened here, and stands whole in the lines above."""
    entry: Json = {"text": plain(shortened(label, OPTION_TEXT) or " "), "value": value}
    if detail.strip():
        entry["description"] = plain(shortened(detail, OPTION_DESCRIPTION))
    return entry


def matching(buttons: Sequence[Button], typed: str) -> list[tuple[int, Button]]:
    """The choices, with their positions, whose label or detail holds every word typed; a hundred at most."""
    wanted = fold(typed).split()
    found = [
        (position, each)
        for position, each in enumerate(buttons)
        if all(word in fold(f"{each.label} {each.detail}") for word in wanted)
    ]
    return found[:SELECT_OPTIONS]


def _short(button: Button) -> bool:
    return len(button.label) <= BUTTON_TEXT and not button.detail and bool(button.label.strip())


def _selectable(buttons: Sequence[Button], menu: str) -> bool:
    """Whether these can be a menu: every value fits in its entries, or the choices were kept."""
    if menu:
        return True
    return len(buttons) <= SELECT_OPTIONS and all(len(each.says) <= OPTION_VALUE for each in buttons)


def _button(button: Button, number: int, label: str, spoken: str = "") -> Json:
    element: Json = {
        "type": "button",
        "action_id": f"{SAY}:{number}",
        "text": plain(label),
        "value": button.says,
    }
    if spoken:
        element["accessibility_label"] = spoken
    return element


def _listed(buttons: Sequence[Button], before: int) -> Iterator[Json]:
    """A line each, with what tells them apart, and its button."""
    for rank, each in enumerate(buttons):
        lines: list[Line] = [(Strong(each.label.strip() or each.says),)]
        if each.detail.strip():
            lines.append((each.detail,))
        blocks = list(sections(lines))
        spoken = shortened(each.label, BUTTON_TEXT)
        button = _button(each, before + rank, texts.CHOOSE, spoken)
        if len(blocks) == 1 and blocks[0]["type"] == "section":
            yield {**blocks[0], "accessory": button}
        else:
            yield from blocks
            yield {"type": "actions", "elements": [{**button, "text": plain(spoken or texts.CHOOSE)}]}


def _menu(buttons: Sequence[Button], before: int, menu: str) -> Iterator[Json]:
    """A menu, below the whole labels when an entry cannot hold them."""
    if any(len(each.label) > OPTION_TEXT or len(each.detail) > OPTION_DESCRIPTION for each in buttons):
        yield from sections([((f"{each.label} · {each.detail}" if each.detail else each.label),) for each in buttons])
    number = before + len(buttons)
    if len(buttons) > SELECT_OPTIONS:
        element: Json = {
            "type": "external_select",
            "action_id": f"{LOOK}:{number}",
            "placeholder": plain(texts.CHOOSE_AMONG),
            "min_query_length": 0,
        }
    else:
        element = {
            "type": "static_select",
            "action_id": f"{PICK}:{number}",
            "placeholder": plain(texts.CHOOSE_AMONG),
            "options": [
                option(each.label, str(position) if menu else each.says, each.detail)
                for position, each in enumerate(buttons)
            ],
        }
    block: Json = {"type": "actions", "elements": [element]}
    yield {**block, "block_id": f"menu:{menu}"} if menu else block
