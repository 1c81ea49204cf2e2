"""The command line. Heavy imports happen inside the command that needs them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from bot import import_texts, retention_texts, starting, texts
from bot.cli_platforms import matrix, run_all, slack
from bot.cli_polls import poll_from_file
from bot.cli_unasked import calendar, simulate
from bot.starting import DONE, REFUSED, WRONG_USAGE
from bot.usage import Day, FrenchCommand, FrenchGroup, in_french

date_option = click.option("--date", "day", type=Day(), metavar="JOUR", help=texts.OPTION_DATE)
as_option = click.option("--as", "handle", metavar="PERSONNE", help=texts.OPTION_AS)


@click.group(cls=FrenchGroup, help=texts.PROGRAM)
@click.version_option(package_name="dimension-bot", message="%(version)s", help=texts.OPTION_VERSION)
def program() -> None:
    """Every command hangs below."""


@program.command(cls=FrenchCommand, help=texts.CHAT)
@as_option
@date_option
@starting.database_option
@click.option("--empty", is_flag=True, help=texts.OPTION_EMPTY)
@click.option(
    "--pictures", type=click.Path(path_type=Path, file_okay=False), metavar="DOSSIER", help=texts.OPTION_PICTURES
)
def chat(handle: str | None, day: date | None, database: str | None, empty: bool, pictures: Path | None) -> None:
    """Talk in the terminal."""
    from bot.chat import Conversation
    from bot.chat import chat as talk

    settings = starting.settings()
    if pictures is not None:
        _writable(pictures)
    starting.collect_again()
    talk(settings, Conversation(day, handle, database, empty, pictures))


@program.command(cls=FrenchCommand, help=texts.ASK)
@click.argument("question", nargs=-1, metavar="[QUESTION]")
@as_option
@date_option
@starting.database_option
@click.option("--jsonl", is_flag=True, help=texts.OPTION_JSONL)
def ask(question: tuple[str, ...], handle: str | None, day: date | None, database: str | None, jsonl: bool) -> None:
    """Answer one question, or one JSON line after the other."""
    from bot.app import dispatcher
    from bot.ask import Asking
    from bot.clock import SystemClock
    from bot.opening import Content, open_to_read
    from bot.plain import plain

    if not question and not jsonl:
        starting.fail(texts.QUESTION_EXPECTED, WRONG_USAGE)
    settings = starting.settings()
    now = SystemClock().now()
    content = Content(settings.catalogue.folder, settings.organisation.file)
    with open_to_read(database or settings.database.url, content, now=now) as opened:
        today = day or now.astimezone(settings.zone).date()
        asking = Asking(dispatcher(settings), opened, settings.zone, today, handle or "")
        if jsonl:
            starting.collect_again()
            for line in asking.lines(sys.stdin):
                click.echo(line)
        else:
            click.echo(plain(asking.answer(" ".join(question))))
    _leave_at_once()


@program.command(cls=FrenchCommand, help=texts.CHECK)
@starting.database_option
def check(database: str | None) -> None:
    """Say what is wrong, and how to mend it."""
    from bot.check import findings

    found = list(findings(database))
    for finding in found:
        click.echo(finding.line)
    sys.exit(DONE if all(finding.ok for finding in found) else REFUSED)


@program.group(cls=FrenchGroup, help=texts.DATABASE)
def database() -> None:
    """Care of the database."""


@database.command(cls=FrenchCommand, help=texts.DATABASE_UPGRADE)
@starting.database_option
def upgrade(database: str | None) -> None:
    """Create or upgrade the database, and load the files."""
    from bot.clock import SystemClock
    from bot.opening import Content, open_ready

    settings = starting.settings()
    content = Content(settings.catalogue.folder, settings.organisation.file)
    opened = open_ready(database or settings.database.url, content, now=SystemClock().now())
    with opened.database as ready:
        click.echo(texts.upgraded(ready.name, opened.schema.before, opened.schema.after))
        for line in opened.lines:
            click.echo(line)


@database.command(cls=FrenchCommand, help=texts.DATABASE_BACKUP)
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER")
@starting.database_option
def backup(target: Path, database: str | None) -> None:
    """Copy the database to a file."""
    from storage.backup import backup as copy

    with starting.ready(database) as opened:
        copy(opened, target)
    click.echo(texts.backed_up(target))


@database.command("check", cls=FrenchCommand, help=texts.DATABASE_CHECK)
@starting.database_option
def check_database(database: str | None) -> None:
    """Look for damage."""
    from storage.checks import check as look

    with starting.ready(database) as opened:
        problems = look(opened)
        for problem in problems:
            click.echo(problem.sentence, err=True)
        if not problems:
            click.echo(texts.sound(opened.name))
    sys.exit(REFUSED if problems else DONE)


@database.command("forget-texts", cls=FrenchCommand, help=retention_texts.FORGET_TEXTS)
@starting.database_option
def forget_texts(database: str | None) -> None:
    """Take away the free texts that are older than the settings keep them."""
    from datetime import timedelta

    from bot.clock import SystemClock
    from storage.ledger.retention import forget_texts as forget

    settings = starting.settings()
    before = SystemClock().now() - timedelta(days=settings.updates.keep_texts_days)
    with starting.ready(database) as opened:
        forgotten = forget(opened, before=before)
    click.echo(retention_texts.forgotten(forgotten.texts, forgotten.subjects, before.astimezone(settings.zone).date()))


@program.command(cls=FrenchCommand, help=texts.EXPORT)
@click.option(
    "--format", "written", type=click.Choice(["json"]), default="json", show_default=True, help=texts.OPTION_FORMAT
)
@click.option("--restricted", is_flag=True, help=texts.OPTION_RESTRICTED)
@starting.database_option
def export(written: str, restricted: bool, database: str | None) -> None:
    """Write everything on standard output."""
    from bot import export as exporting
    from bot.clock import SystemClock

    del written
    with starting.ready(database) as opened, opened.read() as session:
        today = SystemClock().now().astimezone(starting.settings().zone).date()
        reader = exporting.everything() if restricted else exporting.all_but_restricted()
        click.echo(exporting.as_json(session, reader=reader, today=today))
        left_out = 0 if restricted else exporting.held_back(session, today=today)
    if left_out:
        click.echo(texts.left_out(left_out), err=True)


@program.command("import", cls=FrenchCommand, help=import_texts.IMPORT)
@click.argument("files", type=click.Path(path_type=Path, dir_okay=False), nargs=-1, required=True, metavar="FICHIER")
@click.option("--apply", "applied", is_flag=True, help=import_texts.OPTION_APPLY)
@starting.database_option
def import_leads(files: tuple[Path, ...], applied: bool, database: str | None) -> None:
    """Set who leads what from CSV lists, or show what would change."""
    from bot import importing
    from bot.clock import SystemClock

    now = SystemClock().now()
    with starting.ready(database) as opened, opened.write() if applied else opened.read() as session:
        wishes = importing.read_leads(session, files, at=now)
        changes = importing.apply(session, wishes, at=now) if applied else importing.differences(session, wishes)
    for line in import_texts.report(len(wishes), changes, applied=applied):
        click.echo(line)


for _command in (run_all, slack, matrix, simulate, calendar, poll_from_file):
    program.add_command(_command)


def main() -> NoReturn:
    """Run the command line; whatever goes wrong is one French sentence on standard error, never a traceback."""
    # Importing builds thousands of lasting objects, among which the collector finds nothing: a fifth of the start.
    gc.disable()
    # What is typed in another encoding is answered, badly spelt, rather than refused.
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run(lambda: program.main(standalone_mode=False)))


def _leave_at_once() -> NoReturn:
    """End the process, everything being written and closed: taking down what was imported takes 0.2 s."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(DONE)


def _run(command: Callable[[], Any]) -> int:
    try:
        command()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        _say(in_french(error))
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        _say(texts.INTERRUPTED)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return REFUSED
    except Exception as error:  # noqa: BLE001 the last line of defence: a sentence instead of a traceback
        return _explained(error)
    return DONE


def _explained(error: Exception) -> int:
    """The sentence of a known fault; a fault of ours goes to the log whole."""
    import logging

    from bot.ask import UnreadableLine
    from bot.calendars import CalendarRefused
    from bot.chat import UnknownPerson
    from bot.importing import ImportRefused
    from bot.platform import Fatal
    from bot.settings_reading import SettingsError
    from storage.catalogue.problems import CatalogueError
    from storage.errors import DatabaseError
    from storage.organisation.files import OrganisationError

    if isinstance(error, SettingsError):
        for problem in error.problems:
            _say(problem)
        return REFUSED
    known = (
        UnreadableLine,
        UnknownPerson,
        ImportRefused,
        CalendarRefused,
        CatalogueError,
        DatabaseError,
        OrganisationError,
        Fatal,
    )
    if isinstance(error, known):
        _say(str(error))
        return REFUSED
    logging.getLogger(__name__).debug("Command failed", exc_info=error, extra={"action": "command_failed"})
    _say(texts.unexpected(type(error).__name__))
    return REFUSED


def _writable(folder: Path) -> None:
    import os

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        starting.fail(texts.unreadable_folder(folder), REFUSED)
    if not os.access(folder, os.W_OK):
        starting.fail(texts.unreadable_folder(folder), REFUSED)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
