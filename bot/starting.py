"""What commands of the program begin with: the settings and the logs, a database that is ready."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot import texts

if TYPE_CHECKING:
    from bot.settings import Settings

# Exit statuses of the program.
DONE, REFUSED, WRONG_USAGE = 0, 1, 2

# Objects made since the last collection, then collections of the younger generation, before the next one: an answer
# makes some ten thousand, nearly all of which go by themselves.
COLLECT_AFTER = (20_000, 20, 20)

database_option = click.option("--database", metavar="BASE", help=texts.OPTION_DATABASE)


def settings() -> Settings:
    """What the file and the environment say; logs are written as they ask."""
    from bot.logs import configure_logs
    from bot.settings_reading import read_settings

    told = read_settings()
    configure_logs(level=told.logs.level, written=told.logs.format)
    return told


def ready(address: str | None) -> Any:
    """The database that the command works on, created and loaded when absent."""
    from bot.clock import SystemClock
    from bot.opening import Content, open_ready

    told = settings()
    content = Content(told.catalogue.folder, told.organisation.file)
    return open_ready(address or told.database.url, content, now=SystemClock().now()).database


def collect_again() -> None:
    """What is imported lasts as long as the process; from here on garbage is collected, less often than usual."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


def fail(sentence: str, status: int) -> NoReturn:
    """Say why on standard error, and end with this status."""
    click.echo(sentence, err=True)
    sys.exit(status)
