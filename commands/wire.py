"""Messages to JSON and back, for the outbox.

Each value carries its type's name (`"_"`), since the spans and blocks of a message are told apart by type and not by
their fields; the set of types is closed, so that a payload can build nothing else.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from commands import charts, message
from commands.message import Message

_TYPES: Mapping[str, type] = {
    kind.__name__: kind
    for module in (message, charts)
    for kind in vars(module).values()
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, Enum))
}


class UnreadablePayload(ValueError):
    """The JSON is not a message that this version of the program knows."""


def dump(value: Message) -> str:
    """The message as JSON text."""
    return json.dumps(_encoded(value), ensure_ascii=False, separators=(",", ":"))


def load(payload: str) -> Message:
    """The message that `dump` wrote; raises UnreadablePayload."""
    try:
        value = _decoded(json.loads(payload))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadablePayload(type(error).__name__) from error
    if not isinstance(value, Message):
        raise UnreadablePayload(type(value).__name__)
    return value


def _encoded(value: Any) -> Any:
    if isinstance(value, Enum):
        return {"_": type(value).__name__, "value": value.value}
    if isinstance(value, bytes):
        return {"_": "bytes", "value": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return [_encoded(each) for each in value]
    if dataclasses.is_dataclass(value):
        fields = {each.name: _encoded(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {"_": type(value).__name__, **fields}
    return value


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decoded(each) for each in value)
    if not isinstance(value, dict):
        return value
    name = value["_"]
    if name == "bytes":
        return base64.b64decode(value["value"], validate=True)
    build: Callable[..., Any] = _TYPES[name]
    return build(**{key: _decoded(each) for key, each in value.items() if key != "_"})
