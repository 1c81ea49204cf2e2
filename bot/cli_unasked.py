"""The command line around what is said unasked: a simulation, calendars of meetings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bot import calendar_texts, simulation_texts, starting
from bot.usage import Day, FrenchCommand, FrenchGroup


@click.command(cls=FrenchCommand, help=simulation_texts.SIMULATE)
@click.option("--from", "first", type=Day(), required=True, metavar="JOUR", help=simulation_texts.OPTION_FROM)
@click.option("--to", "last", type=Day(), required=True, metavar="JOUR", help=simulation_texts.OPTION_TO)
@click.option("--short", is_flag=True, help=simulation_texts.OPTION_SHORT)
@starting.database_option
def simulate(first: date, last: date, short: bool, database: str | None) -> None:
    """Show what would be sent, to whom, when, without sending."""
    from bot import simulation
    from bot.plain import plain

    if last < first:
        starting.fail(simulation_texts.BACKWARDS, starting.WRONG_USAGE)
    settings = starting.settings()
    terms = simulation.terms_of(settings)
    total = 0
    with starting.ready(database) as opened:
        for sent in simulation.simulate(opened, terms, first=first, last=last):
            total += 1
            at = sent.at.astimezone(settings.zone)
            click.echo(simulation_texts.heading(at, sent.platform, sent.place, sent.key))
            if not short:
                click.echo(simulation_texts.indented(plain(sent.message)))
    click.echo(simulation_texts.total(total, first, last))


@click.group(cls=FrenchGroup, help=calendar_texts.GROUP)
def calendar() -> None:
    """Meetings, as calendar files."""


@calendar.command("import", cls=FrenchCommand, help=calendar_texts.IMPORT)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER")
@click.option("--body", metavar="INSTANCE", help=calendar_texts.OPTION_BODY)
@click.option("--apply", "applied", is_flag=True, help=calendar_texts.OPTION_APPLY)
@starting.database_option
def import_calendar(file: Path, body: str | None, applied: bool, database: str | None) -> None:
    """Read meetings, or show what would change."""
    from bot import calendars
    from bot.clock import SystemClock

    zone = starting.settings().zone
    with starting.ready(database) as opened, opened.write() as session:
        now = SystemClock().now()
        found = calendars.read(session, file, body=body, zone=zone, at=now)
        changes = calendars.apply(session, found, at=now)
        if not applied:
            session.rollback()
    said = [(each.outcome, each.name, each.starts_at.astimezone(zone)) for each in changes]
    for line in calendar_texts.report(said, applied=applied):
        click.echo(line)


@calendar.command("export", cls=FrenchCommand, help=calendar_texts.EXPORT)
@starting.database_option
def export_calendar(database: str | None) -> None:
    """Write the meetings."""
    from bot import calendars

    with starting.ready(database) as opened, opened.read() as session:
        click.echo(calendars.write(session), nl=False)
