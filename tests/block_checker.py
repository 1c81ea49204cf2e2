"""Checks of Slack's limits on JSON, written from its reference and not from our renderer: what Slack would refuse.

Runs on everything that the tests render or send, and in the double, which answers `invalid_blocks` as Slack does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

MESSAGE_TYPES = frozenset({"actions", "context", "divider", "header", "image", "rich_text", "section", "table"})
VIEW_TYPES = MESSAGE_TYPES - {"table"} | {"input"}
BUTTON_STYLES = frozenset({None, "primary", "danger"})


def problems_of_message(message: Json) -> list[str]:
    """What Slack would refuse of a message: its text and its blocks."""
    found = []
    text, blocks = message.get("text") or "", message.get("blocks") or []
    if not isinstance(text, str) or not text.strip():
        found.append("no fallback text")
    if len(text) > 4_000:
        found.append(f"text of {len(text)} characters")
    return [*found, *problems_of_blocks(blocks)]


def problems_of_blocks(blocks: Sequence[Json]) -> list[str]:
    """What Slack would refuse of a message's blocks."""
    found = list(_of_list(blocks, MESSAGE_TYPES, most=50))
    size = len(json.dumps(blocks, ensure_ascii=False))
    if size > 12_000:
        found.append(f"blocks of {size} characters in all")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        found.append("two tables")
    return found


def problems_of_view(view: Json) -> list[str]:
    """What Slack would refuse of a modal or a home."""
    blocks = view.get("blocks") or []
    found = list(_of_list(blocks, VIEW_TYPES, most=100))
    if not blocks:
        found.append("a view without blocks")
    if len(json.dumps(view, ensure_ascii=False)) > 250_000:
        found.append("a view of more than 250 kB")
    if len(view.get("private_metadata") or "") > 3_000:
        found.append("private_metadata over 3,000")
    if view.get("type") == "modal":
        found += _text(view.get("title"), 24, "title", only="plain_text")
        for name in ("submit", "close"):
            if name in view:
                found += _text(view[name], 24, name, only="plain_text")
        if any(block.get("type") == "input" for block in blocks) and "submit" not in view:
            found.append("an input without a submit button")
    elif view.get("type") != "home":
        found.append(f"a view of type {view.get('type')}")
    return found


def _of_list(blocks: Sequence[Json], types: frozenset[str], *, most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks"
    yield from _unique("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    actions = [(block.get("block_id"), each["action_id"]) for block in blocks for each in _elements(block)]
    if all(block is None for block, _ in actions):
        yield from _unique("action_id", [action for _, action in actions])
    for block in blocks:
        within = [each["action_id"] for each in _elements(block)]
        yield from _unique("action_id in a block", within)
        if block.get("type") not in types:
            yield f"a block of type {block.get('type')}"
            continue
        if len(block.get("block_id", "x")) > 255 or not block.get("block_id", "x"):
            yield "block_id over 255 or empty"
        yield from _CHECKS[block["type"]](block)


def _unique(name: str, values: Sequence[str]) -> Iterator[str]:
    if len(set(values)) < len(values):
        yield f"a doubled {name}: {sorted({each for each in values if values.count(each) > 1})}"


def _elements(block: Json) -> list[Json]:
    found = [*block.get("elements", ())] if block.get("type") == "actions" else []
    found += [block[name] for name in ("accessory", "element") if name in block]
    return [each for each in found if "action_id" in each]


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "a section without text"
    if "text" in block:
        yield from _text(block["text"], 3_000, "section")
    for field in block.get("fields", ()):
        yield from _text(field, 2_000, "field")
    if len(block.get("fields", ())) > 10:
        yield "more than 10 fields"
    if "accessory" in block:
        yield from _element(block["accessory"])


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 150, "header", only="plain_text")


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements", ())
    if not 1 <= len(elements) <= 10:
        yield f"a context of {len(elements)} elements"
    for element in elements:
        yield from _text(element, 3_000, "context")


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", ())
    if not 1 <= len(elements) <= 25:
        yield f"actions of {len(elements)} elements"
    for element in elements:
        yield from _element(element)


def _image(block: Json) -> Iterator[str]:
    if not block.get("alt_text", "").strip() or len(block["alt_text"]) > 2_000:
        yield "an image without alternative text, or of more than 2,000"
    if ("image_url" in block) == ("slack_file" in block):
        yield "an image has an address or a file"
    if "title" in block:
        yield from _text(block["title"], 2_000, "image title", only="plain_text")


def _rich_text(block: Json) -> Iterator[str]:
    if not block.get("elements"):
        yield "an empty rich text"
    for element in block.get("elements", ()):
        if element.get("type") not in {"rich_text_section", "rich_text_list", "rich_text_quote"}:
            yield f"rich text of {element.get('type')}"
        parts = element.get("elements", ())
        if not parts:
            yield "an empty rich text section"
        for part in parts:
            if part.get("type") not in {"text", "link", "user", "rich_text_section"}:
                yield f"a rich text element of type {part.get('type')}"
            if part.get("type") == "text" and not part.get("text"):
                yield "an empty text in rich text"


def _table(block: Json) -> Iterator[str]:
    rows = block.get("rows", ())
    if not 1 <= len(rows) <= 100:
        yield f"a table of {len(rows)} rows"
    if any(not 1 <= len(row) <= 20 for row in rows) or len({len(row) for row in rows}) > 1:
        yield "a table's rows have from 1 to 20 cells, as many each"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") == "rich_text":
            yield from _rich_text(cell)
        elif cell.get("type") != "raw_text" or not cell.get("text"):
            yield "a cell is rich_text, or raw_text that is not empty"


def _input(block: Json) -> Iterator[str]:
    yield from _text(block.get("label"), 2_000, "label", only="plain_text")
    if "hint" in block:
        yield from _text(block["hint"], 2_000, "hint", only="plain_text")
    yield from _element(block.get("element", {}))


def _element(element: Json) -> Iterator[str]:
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "action_id of 1 to 255"
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, "placeholder", only="plain_text")
    match element.get("type"):
        case "button":
            yield from _text(element.get("text"), 75, "button", only="plain_text")
            if len(element.get("value", "x")) > 2_000:
                yield "a button's value over 2,000"
            if len(element.get("accessibility_label", "")) > 75:
                yield "accessibility_label over 75"
            if element.get("style") not in BUTTON_STYLES:
                yield "a button's style"
        case "static_select":
            yield from _options(element)
        case "external_select":
            pass
        case "plain_text_input":
            longest = element.get("max_length", 3_000)
            if not 1 <= longest <= 3_000 or len(element.get("initial_value", "")) > longest:
                yield "a text input's length"
        case kind:
            yield f"an element of type {kind}"


def _options(element: Json) -> Iterator[str]:
    options = element.get("options", ())
    if not 1 <= len(options) <= 100:
        yield f"a menu of {len(options)} entries"
    for option in options:
        yield from _text(option.get("text"), 75, "entry", only="plain_text")
        if not 1 <= len(option.get("value", "")) <= 150:
            yield "an entry's value of 1 to 150"
        if "description" in option:
            yield from _text(option["description"], 75, "description", only="plain_text")
    if "initial_option" in element and element["initial_option"] not in options:
        yield "an initial entry that is none of the entries"


def _text(text: Any, most: int, name: str, *, only: str | None = None) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{name}: not a text object"
        return
    if only and text["type"] != only:
        yield f"{name}: {text['type']}"
    if not 1 <= len(text.get("text", "")) <= most:
        yield f"{name} of {len(text.get('text', ''))} characters"
    if text["type"] == "mrkdwn" and "<!" in text["text"]:
        yield f"{name} calls a whole place"


_CHECKS: Mapping[str, Callable[[Json], Iterator[str]]] = {
    "actions": _actions,
    "context": _context,
    "divider": lambda _block: iter(()),
    "header": _header,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
}
