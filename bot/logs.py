"""Logs: one JSON object a line on standard error, with stable keys, identifiers only, never what people wrote."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any, TextIO

# What a record carries besides our own keys; everything else given as `extra` is written.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def trace_of(error: BaseException | None) -> list[str]:
    """Where an error came from, cause first: types, files, lines; no messages, which may quote what people wrote."""
    if error is None:
        return []
    before = trace_of(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    return [*before, type(error).__name__, *frames]


class TextLines(logging.Formatter):
    """A record as a line for a person; an error as where it came from."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: Any) -> str:  # noqa: N802 logging's own name
        """The trace, one step a line."""
        return "\n".join(f"  {step}" for step in trace_of(ei[1]))


class JsonLines(logging.Formatter):
    """A record as one JSON line: instant in UTC, level, logger, constant sentence, and the keys given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _STANDARD},
        }
        if record.exc_info:
            said["trace"] = trace_of(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False, default=str)


def configure_logs(*, level: str, written: str, stream: TextIO | None = None) -> None:
    """Send every log record of at least this level to the stream, standard error unless told, as JSON or as text."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if written == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # It says each beat of the pulse, every few seconds.
    logging.getLogger("apscheduler").setLevel(max(logging.WARNING, logging.getLogger().level))
