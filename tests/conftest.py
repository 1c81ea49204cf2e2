"""Fixtures that every test may ask for."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import Databases, PostgresqlDatabases, SqliteDatabases
from tests.servers import PostgreSQL, unavailable, working_folder

if TYPE_CHECKING:
    from storage.database import Database
    from tests.homeservers import Synapse
    from tests.matrix_bots import Bot
    from tests.world import Say, World

# No deadline for one example: the machine may be busy with something else. Every run tries the same examples,
# except the soak, which looks for new ones.
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("soak", settings.get_profile("tests"), derandomize=False, max_examples=2_000)

SOAK = os.environ.get("DIMENSION_SOAK", "") not in {"", "0"}
settings.load_profile("soak" if SOAK else "tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SOAK:
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="minutes long: make soak"))


@pytest.fixture(scope="session")
def database_folder() -> Iterator[Path]:
    """A folder for the databases of the run, in memory where there is room."""
    folder = working_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def sqlite_databases(database_folder: Path) -> Databases:
    return SqliteDatabases(database_folder)


@pytest.fixture(scope="session")
def postgresql_databases(database_folder: Path) -> Iterator[Databases]:
    try:
        server = PostgreSQL(database_folder)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        unavailable(f"PostgreSQL does not start: {error}")
    with server:
        yield PostgresqlDatabases(server)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Makes databases of one kind: whatever asks for it runs once on SQLite and once on PostgreSQL."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The address of an empty database, on each of the two kinds."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def upgraded_url(databases: Databases) -> Iterator[str]:
    """The address of a database with the tables and nothing in them, on each of the two kinds."""
    with databases.fresh(upgraded) as url:
        yield url


@pytest.fixture
def database(upgraded_url: str) -> Iterator["Database"]:
    """An open database with the tables and nothing in them, on each of the two kinds."""
    from storage.database import open_database

    with open_database(upgraded_url) as opened:
        yield opened


@pytest.fixture
def sqlite_database(sqlite_databases: Databases) -> Iterator["Database"]:
    """The same on SQLite alone, for what does not depend on the kind of database."""
    from storage.database import open_database

    with sqlite_databases.fresh(upgraded) as url, open_database(url) as opened:
        yield opened


@pytest.fixture
def world(databases: Databases) -> Iterator["World"]:
    """The real plan and the example organisation on 23 November 2020, on each of the two kinds of database."""
    yield from _world(databases)


@pytest.fixture
def sqlite_world(sqlite_databases: Databases) -> Iterator["World"]:
    """The same on SQLite alone, for what does not depend on the kind of database."""
    yield from _world(sqlite_databases)


def _world(databases: Databases) -> Iterator["World"]:
    from storage.database import open_database
    from tests.world import World, filled

    with databases.fresh(filled) as url, open_database(url) as opened:
        yield World(opened)


@pytest.fixture
def say(sqlite_world: "World") -> "Say":
    """Says something in `sqlite_world` and gives the answer."""
    return sqlite_world.say


def upgraded(url: str) -> None:
    """Fill the template of `database`: every table, no row."""
    from storage.database import open_database
    from storage.upgrade import upgrade

    with open_database(url) as opened:
        upgrade(opened)


@pytest.fixture(scope="session")
def homeserver(database_folder: Path) -> Iterator["Synapse"]:
    """A real homeserver without rate limits, one a worker."""
    from tests.homeservers import Synapse

    try:
        server = Synapse(database_folder / "homeserver")
        server.start()
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        unavailable(f"the homeserver does not start: {error}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def matrix_bot(
    homeserver: "Synapse", sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Bot"]:
    """A bot on it with the real plan and the example organisation, shared by the tests that leave it as it is."""
    from tests.matrix_bots import bot_on
    from tests.world import filled

    with sqlite_databases.fresh(filled) as url, bot_on(homeserver, url, tmp_path_factory.mktemp("bot")) as bot:
        yield bot
