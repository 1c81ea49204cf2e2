"""`dimension poll`: a priorisation from a file of criteria and projects, made by somebody of the register."""

from __future__ import annotations

from pathlib import Path

import click

from bot import poll_texts as texts
from bot import starting
from bot.usage import FrenchCommand

# The handle under which it is made stands for an account, as in the terminal.
PLATFORM = "terminal"


@click.command("poll", cls=FrenchCommand, help=texts.POLL)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FICHIER")
@click.option("--as", "handle", required=True, metavar="IDENTIFIANT", help=texts.OPTION_AS)
@click.option("--for", "participants", required=True, metavar="PARTICIPANTS", help=texts.OPTION_FOR)
@click.option("--question", required=True, metavar="QUESTION", help=texts.OPTION_QUESTION)
@click.option("--end", default="", metavar="FIN", help=texts.OPTION_END)
@click.option("--option", "more", multiple=True, metavar="OPTION", help=texts.OPTION_MORE)
@starting.database_option
def poll_from_file(
    *, file: Path, handle: str, participants: str, question: str, end: str, more: tuple[str, ...], database: str | None
) -> None:
    """Make the poll for its author alone, and show what it will be; it is opened from the messaging."""
    from uuid import uuid4

    from bot.app import dispatcher
    from bot.clock import SystemClock
    from bot.plain import plain
    from commands.errors import UserError
    from commands.message import text_of
    from commands.polls.grid import as_values, read_grid
    from commands.request import Door, Event, Identity, Place, Request

    try:
        grid = read_grid(file.read_bytes(), name=file.name)
    except UserError as error:
        starting.fail(" ".join(text_of(line) for line in error.lines), starting.REFUSED)
    values = as_values(grid, participants=participants, question=question, end=end, more=more)
    now = SystemClock().now()
    request = Request(
        Identity(PLATFORM, handle),
        Place(PLATFORM, "poll", direct=True),
        texts.CREATE,
        Event(PLATFORM, uuid4().hex, "command", now),
        values,
        Door(carries_sentences=True, remembers=False),
    )
    with starting.ready(database) as opened, opened.write() as session:
        answer = dispatcher(starting.settings()).answer(session, request, now=now)
    if answer is None or answer.about.kind != "poll_preview":
        starting.fail(plain(answer) if answer else "", starting.REFUSED)
    click.echo(plain(answer))
