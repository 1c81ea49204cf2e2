"""`dimension check`: what is wrong, in plain words, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot import reserve_texts, texts
from bot.settings import Settings
from bot.settings_reading import SettingsError, read_settings, settings_file
from storage import outbox
from storage.checks import check_at
from storage.database import open_database, url_of
from storage.errors import DatabaseError
from storage.rows.delivery import OutboxState

if TYPE_CHECKING:
    from storage.catalogue.catalogue import Catalogue

# Dead letters named at once.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    name: str
    said: str
    ok: bool = True

    @property
    def line(self) -> str:
        """The finding as it is read; the verdict is a word."""
        return texts.check_line(self.name, self.said, ok=self.ok)


def findings(address: str | None) -> Iterator[Finding]:
    """Every check in turn, each with what to do when it is not good; nothing is written."""
    try:
        settings = read_settings()
    except SettingsError as error:
        yield from (Finding(texts.LABEL_SETTINGS, problem, ok=False) for problem in error.problems)
        return
    path = settings_file()
    yield Finding(texts.LABEL_SETTINGS, texts.settings_from(path, present=path.is_file()))
    yield Finding(
        texts.LABEL_NETWORK,
        texts.network(settings.network.proxy is not None, settings.network.ca_bundle is not None),
    )
    for each in settings.reserves:
        yield Finding(reserve_texts.LABEL_RESERVE, reserve_texts.reserve(each.first, each.last))
    yield from _files(settings)
    yield from _database(address or settings.database.url)
    if settings.matrix.configured:
        yield from _matrix(settings, address or settings.database.url)
    if settings.slack.configured:
        yield from _slack(settings)


def _matrix(settings: Settings, address: str) -> list[Finding]:
    """The Matrix account, and the rooms of the communities where the database can be read."""
    import asyncio

    from bot.clock import SystemClock
    from bot.matrix.checking import findings as of_matrix

    now = SystemClock().now()
    try:
        database = open_database(address, read_only=True)
    except DatabaseError:
        return asyncio.run(of_matrix(settings, None, now=now))
    with database:
        return asyncio.run(of_matrix(settings, database, now=now))


def _slack(settings: Settings) -> list[Finding]:
    """The Slack app."""
    import asyncio

    from bot.slack.checking import findings_of

    return asyncio.run(findings_of(settings))


def _files(settings: Settings) -> Iterator[Finding]:
    """The plan's files and the register's."""
    from storage.catalogue.problems import CatalogueError
    from storage.catalogue.reading import DATA, read_catalogue

    try:
        catalogue = read_catalogue(settings.catalogue.folder or DATA)
    except CatalogueError as error:
        yield from (Finding(texts.LABEL_CATALOGUE, str(problem), ok=False) for problem in error.problems)
        return
    size = texts.catalogue_size(len(catalogue.objectives), len(catalogue.key_results), len(catalogue.projects))
    yield Finding(texts.LABEL_CATALOGUE, size)
    if settings.organisation.file is None:
        yield Finding(texts.LABEL_ORGANISATION, texts.NO_ORGANISATION)
        return
    yield from _organisation(settings.organisation.file, catalogue)


def _organisation(path: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """The register, read against the plan's files."""
    from storage.organisation.checking import Known
    from storage.organisation.files import OrganisationError
    from storage.organisation.reading import read_organisation

    known = Known(
        communities=frozenset(each.key for each in catalogue.communities),
        objectives=frozenset(each.code for each in catalogue.objectives),
        projects=frozenset(each.key for each in catalogue.projects),
        themes=frozenset(each.key for each in catalogue.themes),
    )
    try:
        organisation = read_organisation(path, known=known)
    except OrganisationError as error:
        yield from (Finding(texts.LABEL_ORGANISATION, problem, ok=False) for problem in error.problems)
        return
    said = texts.organisation_size(len(organisation.persons), len(organisation.units))
    yield Finding(texts.LABEL_ORGANISATION, said)


def _database(address: str) -> Iterator[Finding]:
    """The database and its queue."""
    try:
        url = url_of(address)
    except DatabaseError as error:
        yield Finding(texts.LABEL_DATABASE, str(error), ok=False)
        return
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        yield Finding(texts.LABEL_DATABASE, texts.DATABASE_ABSENT)
        return
    problems = check_at(address)
    yield from (Finding(texts.LABEL_DATABASE, problem.sentence, ok=False) for problem in problems)
    if problems:
        return
    with open_database(address, read_only=True) as database:
        yield Finding(texts.LABEL_DATABASE, database.name)
        with database.read() as session:
            counts = outbox.counts(session)
            dead = outbox.dead_letters(session, limit=NAMED)
    failed = counts.get(OutboxState.FAILED, 0)
    said = texts.queue(counts.get(OutboxState.PENDING, 0), failed, counts.get(OutboxState.UNKNOWN, 0))
    yield Finding(texts.LABEL_QUEUE, said, ok=not failed)
    for letter in dead:
        said = texts.dead_letter(letter.key, letter.platform, letter.place, letter.failure)
        yield Finding(texts.LABEL_QUEUE, said, ok=False)
