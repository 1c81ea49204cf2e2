"""Messages on a terminal's screen: strong words in bold, lines wrapped, nothing that needs a colour."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.plain import Row, rows
from commands.message import Message, Strong, text_of

# Characters of a line, on a screen however wide: longer lines are hard to read.
WIDEST = 110
# rich breaks lines at every white space: while it wraps, spaces that do not break are private characters as wide.
_UNBREAKABLE = {0xA0: 0xE000, 0x202F: 0xE001}
_BACK = {stand_in: space for space, stand_in in _UNBREAKABLE.items()}


def show_on_screen(message: Message) -> None:
    """Write the message, then a blank line."""
    show(message, _console())


def say_on_screen(text: str) -> None:
    """Write one sentence of the program's own."""
    _console().print(Text(text))


def show(message: Message, console: Console) -> None:
    """Write the message on a console, then a blank line."""
    for row in rows(message):
        for line in _wrapped(row, console):
            console.print(line, soft_wrap=True)
    console.print()


def _wrapped(row: Row, console: Console) -> list[Text]:
    """The row's lines, none wider than the console; those that continue it begin under its text."""
    text = Text()
    for span in row.line:
        text.append(text_of((span,)), style="bold" if isinstance(span, Strong) else "")
    hanging = max(row.indent, row.hanging)
    if text.cell_len <= console.width - row.indent:
        return [Text(" " * row.indent) + text]
    # Wrapped as if every line began where the continuation does: the first may be a few characters short of the edge.
    text.plain = text.plain.translate(_UNBREAKABLE)
    lines = text.wrap(console, console.width - hanging)
    for line in lines:
        line.plain = line.plain.translate(_BACK)
    return [Text(" " * (row.indent if number == 0 else hanging)) + line for number, line in enumerate(lines)]


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console
