"""Logs: keys and where things went wrong, never what people wrote."""

from __future__ import annotations

import io
import json
import logging

import pytest

from bot.logs import configure_logs


def fail(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise LookupError(text) from error


@pytest.mark.parametrize("written", ["json", "text"])
def test_an_error_is_logged_without_its_message(written: str) -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:]
    level = logging.getLogger().level
    configure_logs(level="info", written=written, stream=stream)
    try:
        fail("ce que quelqu'un a écrit")
    except LookupError:
        logging.getLogger("essai").exception("Request failed", extra={"action": "request_failed", "incident": "0a"})
    finally:
        logging.basicConfig(handlers=before, level=level, force=True)
    said = stream.getvalue()
    assert "quelqu'un" not in said
    assert "ValueError" in said
    assert "test_logs.py" in said
    if written == "json":
        assert json.loads(said)["incident"] == "0a"
