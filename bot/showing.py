"""A message as each platform shows it, in its plain text: what an announcement's preview compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.settings import Settings
from commands.message import Message
from storage.rows.organisation import Platform

# Messages a minute that a homeserver is counted on for where no gap is set: 18 ms of processor an encrypted message
# (docs/mesures.md), in rooms that share their keys already.
MATRIX_PER_MINUTE = 3_000.0


def rates(settings: Settings) -> Mapping[str, float]:
    """Messages a minute on each platform that is configured; on both in a rehearsal, where none is."""
    matrix = settings.matrix
    found = {
        Platform.SLACK.value: (settings.slack.configured, float(settings.slack.messages_per_minute)),
        Platform.MATRIX.value: (matrix.configured, 60 / matrix.gap if matrix.gap else MATRIX_PER_MINUTE),
    }
    rehearsal = not any(configured for configured, _ in found.values())
    return {name: rate for name, (configured, rate) in found.items() if configured or rehearsal}


def shown(settings: Settings) -> Mapping[str, Callable[[Message], str]]:
    """How each of these platforms shows a message."""
    return {name: _SHOWN[name] for name in rates(settings)}


def _on_slack(message: Message) -> str:
    from bot.slack.blocks import parts
    from bot.slack.writing import unescape

    return "\n".join(unescape(part.text) for part in parts(message))


def _on_matrix(message: Message) -> str:
    from bot.matrix.rendering import render

    return "\n".join(part.body for part in render(message, accounts={}, direct=True).parts)


_SHOWN: Mapping[str, Callable[[Message], str]] = {Platform.SLACK.value: _on_slack, Platform.MATRIX.value: _on_matrix}
