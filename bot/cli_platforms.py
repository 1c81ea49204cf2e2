"""The commands that serve the platforms: `run`, `slack manifest`, `matrix setup`."""

from __future__ import annotations

import sys

import click

from bot import run_texts, starting
from bot.slack import operating_texts as slack_texts
from bot.usage import FrenchCommand, FrenchGroup


@click.command("run", cls=FrenchCommand, help=run_texts.RUN)
@starting.database_option
def run_all(database: str | None) -> None:
    """Run until told to stop."""
    from bot.run import run

    settings = starting.settings()
    starting.collect_again()
    run(settings, database)


@click.group(cls=FrenchGroup, help=slack_texts.SLACK)
def slack() -> None:
    """The Slack app."""


@slack.command("manifest", cls=FrenchCommand, help=slack_texts.MANIFEST)
def print_manifest() -> None:
    """Print what an operator pastes in Slack."""
    from bot.slack.manifest import written
    from commands.table import TABLE

    click.echo(written(TABLE, starting.settings().slack.commands))


@click.group(cls=FrenchGroup, help=run_texts.MATRIX)
def matrix() -> None:
    """The Matrix account."""


@matrix.command("setup", cls=FrenchCommand, help=run_texts.MATRIX_SETUP)
@click.option("--new-device", is_flag=True, help=run_texts.OPTION_NEW_DEVICE)
@click.option("--recovery", is_flag=True, help=run_texts.OPTION_RECOVERY)
def set_matrix_up(new_device: bool, recovery: bool) -> None:
    """Log in once, make the bot's identity, sign its device."""
    import asyncio

    from bot.matrix.setup import Wanted, set_up

    wanted = Wanted(new_device, sys.stdin.readline() if recovery else None)
    asyncio.run(set_up(starting.settings(), wanted, click.echo))
