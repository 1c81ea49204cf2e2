"""Writes the migration that what changed in `storage/rows` calls for: `make migration NAME="add a column"`.

Read what it wrote: a renamed column looks like one dropped and one added, and a changed check constraint is not seen.
Before a first release the one migration is written anew: delete it, then `make migration NAME="first tables"`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.database import open_database
from storage.upgrade import MIGRATIONS, alembic_configuration, known_schema, upgrade

VERSIONS = MIGRATIONS / "versions"


def write_migration(sentence: str) -> Path | None:
    """Compare a database at the last migration with the mapped classes; None when they agree."""
    from alembic import command
    from alembic.operations.ops import MigrationScript

    changes: list[bool] = []

    def keep_if_changed(_context: Any, _revision: Any, directives: list[MigrationScript]) -> None:
        operations = directives[0].upgrade_ops
        changes.append(operations is not None and not operations.is_empty())
        if not changes[-1]:
            directives.clear()

    number = f"{int(_last()) + 1:04}"
    with TemporaryDirectory() as folder, open_database(Path(folder) / "compared.db") as database:
        if number != "0001":
            upgrade(database)
        with database.connect() as connection, connection.begin():
            command.revision(
                alembic_configuration(connection),
                sentence,
                autogenerate=True,
                rev_id=number,
                process_revision_directives=keep_if_changed,
            )
    if not changes[-1]:
        return None
    written = next(VERSIONS.glob(f"{number}_*.py"))
    _tidy(written)
    return written


def _tidy(written: Path) -> None:
    lines = written.read_text(encoding="utf-8").splitlines(keepends=True)
    written.write_text("".join(line for line in lines if "### " not in line), encoding="utf-8")
    for tidying in (["format", "--quiet"], ["check", "--quiet", "--fix"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidying, written], check=True)


def _last() -> str:
    return known_schema() if any(VERSIONS.glob("[0-9]*_*.py")) else "0000"


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write('Say what changes: make migration NAME="add a column"\n')
        return 2
    written = write_migration(sys.argv[1])
    sys.stdout.write("Nothing changed.\n" if written is None else f"Read {written.relative_to(Path.cwd())}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
