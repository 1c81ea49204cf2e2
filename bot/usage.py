"""Click's own words in French: the help page's titles, and what was typed wrong."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Any

import click

from bot import texts


class Day(click.ParamType[date]):
    """A day written as 2020-11-23."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails with a sentence."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(texts.date_expected(str(value)), param, ctx)


class _FrenchHelp(click.Command):
    """A help page with French titles and options in French."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How the command is typed."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=texts.USAGE)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return [
            piece.replace("OPTIONS", texts.OPTIONS.upper()).replace("COMMAND", "COMMANDE").replace("ARGS", "…")
            for piece in super().collect_usage_pieces(ctx)
        ]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, its help in French."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = texts.OPTION_HELP
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under a French title."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        if records:
            with formatter.section(texts.OPTIONS):
                formatter.write_dl(records)


class FrenchCommand(_FrenchHelp):
    """A command whose help is in French."""


class FrenchGroup(_FrenchHelp, click.Group):
    """A group whose help is in French."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        _FrenchHelp.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, under a French title, each with the whole of its help."""
        rows = [
            (name, (command.help or ""))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(texts.COMMANDS):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of this name; an unknown one says which is near."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            raise UnknownCommand(args[0], next(iter(near), ""))
        return super().resolve_command(ctx, args)


class UnknownCommand(click.UsageError):
    """A command that is not."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(texts.unknown_subcommand(name, near))


def in_french(error: click.UsageError) -> str:
    """What was typed wrong, and what to do."""
    match error:
        case UnknownCommand():
            return error.message
        case click.NoSuchOption():
            return texts.unknown_option(error.option_name, error.possibilities or [])
        case click.MissingParameter():
            return texts.missing_argument(error.param.human_readable_name if error.param else "")
        case click.BadParameter():
            name = "/".join(error.param.opts) if error.param else ""
            return texts.unusable_option(name, error.message if is_ours(error.message) else "")
        case _:
            return texts.wrong_usage()


def is_ours(message: str) -> bool:
    """Whether the sentence was written by us: ours end with a full stop and name what was typed between « »."""
    return "«" in message
