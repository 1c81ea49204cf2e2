"""Messages on a terminal's screen: strong words in bold, lines wrapped, nothing that needs a colour."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.plain import rows
from commands.message import Message, Strong, text_of

# Characters of a line, on a screen however wide: longer lines are hard to read.
WIDEST = 110


def show_on_screen(message: Message) -> None:
    """Write the message, then a blank line."""
    console = _console()
    for row in rows(message):
        text = Text()
        for span in row.line:
            text.append(text_of((span,)), style="bold" if isinstance(span, Strong) else "")
        _write(console, text, indent=row.indent)
    console.print()


def say_on_screen(text: str) -> None:
    """Write one sentence of the program's own."""
    _console().print(Text(text))


def _write(console: Console, text: Text, *, indent: int) -> None:
    console.print(Padding(text, (0, 0, 0, indent)))


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console
