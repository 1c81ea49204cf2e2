"""The terminal's screen: bold, wrapping, and a conversation typed at a real prompt."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from bot.screen import show
from commands.message import Bullets, Item, Message, Strong, paragraph
from tests.sources import ROOT


def shown(message: Message, *, width: int, styled: bool = False) -> str:
    stream = io.StringIO()
    show(message, Console(file=stream, width=width, force_terminal=styled, highlight=False, markup=False))
    return stream.getvalue()


def test_long_lines_continue_under_their_text() -> None:
    item = Item(
        (Strong("4.2.2.a"), " un énoncé assez long pour deux lignes"), (("échéance dépassée de cinquante jours",),)
    )
    text = shown(Message((Bullets((item,)),)), width=30)
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines == [
        "- 4.2.2.a un énoncé assez",
        "   long pour deux lignes",
        "   échéance dépassée de",
        "   cinquante jours",
        "",
    ]


def test_lines_do_not_break_inside_french_quotes() -> None:
    said = "suite continue, «\u00a0annuler\u00a0» abandonne une échéance\u00a0: 2\u202f245 jours"
    for width in range(12, 60):
        text = shown(Message((paragraph(said),)), width=width)
        assert text.count("\u00a0") == 3, width
        for broken in ("«\u00a0", "«", "\u00a0", "\u202f", "2"):
            assert not any(line.endswith(broken) for line in text.splitlines()), (width, text)


def test_strong_words_are_bold_and_markup_is_text() -> None:
    text = shown(Message((paragraph((Strong("fort"), " [bold]littéral[/bold] :smile:")),)), width=60, styled=True)
    assert text == "\x1b[1mfort\x1b[0m [bold]littéral[/bold] :smile:\n\n"


def typed(folder: Path, keys: list[bytes], until: bytes) -> bytes:
    """What a terminal shows of a conversation: each key sequence is sent once the prompt is there."""
    main, other = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "COLUMNS": "100",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"], stdin=other, stdout=other, stderr=other, cwd=folder, env=environment
    )
    os.close(other)
    seen, waiting, deadline = b"", [b"pour sortir", *[until] * len(keys)], time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([main], [], [], 0.2)[0]:
            try:
                seen += os.read(main, 65_536)
            except OSError:
                break
        elif keys and waiting[0] in seen:
            os.write(main, keys.pop(0))
            waiting.pop(0)
        elif not keys and process.poll() is not None:
            break
    process.wait(timeout=30)
    os.close(main)
    return seen


def test_a_conversation_at_a_real_prompt(tmp_path: Path) -> None:
    seen = typed(tmp_path, [b"/objectif statut 4.2.2\r", b"quitter\r"], until="Déployer".encode())
    text = seen.decode()
    assert "nous sommes le lundi 23 novembre 2020" in text
    assert "\x1b[1m4.2.2 Déployer les outils collaboratifs" in text
    assert "?[1m" not in text
    assert (tmp_path / ".dimension" / "history").read_text(encoding="utf-8").count("/objectif statut 4.2.2") == 1


def test_the_end_of_input_says_goodbye(tmp_path: Path) -> None:
    assert "Au revoir." in typed(tmp_path, [b"\x04"], until=b"").decode()
