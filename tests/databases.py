"""A database of its own for every test, copied from templates that are filled once a run."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.servers import PostgreSQL

# Puts into the database at an address what the tests of one kind begin with, and leaves no connection open.
Fill = Callable[[str], None]


class Databases(ABC):
    """Makes databases of one of the two kinds, and takes them away."""

    def __init__(self) -> None:
        self._templates: dict[Fill, str] = {}
        self._numbers = count(1)

    @contextmanager
    def fresh(self, fill: Fill | None = None) -> Iterator[str]:
        """The address of a new database, empty or as `fill` leaves one; `fill` runs once a run."""
        template = None if fill is None else self._template(fill)
        name = f"test_{next(self._numbers)}"
        self.create(name, template=template)
        try:
            yield self.address(name)
        finally:
            self.drop(name)

    def _template(self, fill: Fill) -> str:
        if fill not in self._templates:
            name = f"template_{fill.__name__}"
            self.create(name, template=None)
            fill(self.address(name))
            self._templates[fill] = name
        return self._templates[fill]

    @abstractmethod
    def address(self, name: str) -> str:
        """The address that settings and `--database` take."""

    @abstractmethod
    def create(self, name: str, *, template: str | None) -> None:
        """Make the database, a copy of the template if there is one."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Take the database away, whoever is still connected to it."""


class SqliteDatabases(Databases):
    """Each a file in a folder of its own, since a log and an index come beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _file(self, name: str) -> Path:
        return self._folder / name / "dimension.db"

    def address(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def create(self, name: str, *, template: str | None) -> None:
        self._file(name).parent.mkdir()
        if template is not None:
            shutil.copyfile(self._file(template), self._file(name))

    def drop(self, name: str) -> None:
        shutil.rmtree(self._file(name).parent)


class PostgresqlDatabases(Databases):
    """Each a database of one server."""

    def __init__(self, server: PostgreSQL) -> None:
        super().__init__()
        self._server = server

    def address(self, name: str) -> str:
        return self._server.url(name)

    def create(self, name: str, *, template: str | None) -> None:
        self._server.create(name, template=template)

    def drop(self, name: str) -> None:
        self._server.drop(name)
