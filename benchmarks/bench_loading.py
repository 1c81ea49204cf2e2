"""The whole plan loaded in an empty SQLite database, then the same files again."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import line, median
from storage.catalogue.loading import load_catalogue, refresh_catalogue
from storage.catalogue.reading import read_catalogue
from storage.database import open_database
from storage.upgrade import upgrade

RUNS = 7
# Seconds to load the plan in an empty database.
LIMIT = 1.0
NOW = datetime(2020, 11, 23, 9, tzinfo=UTC)


def main() -> None:
    """Print the medians."""
    catalogue = read_catalogue()
    loading, again = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "bench.db") as database:
            upgrade(database)
            begun = time.perf_counter()
            with database.write() as session:
                load_catalogue(session, catalogue, at=NOW)
            loading.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            with database.write() as session:
                refresh_catalogue(session, at=NOW)
            again.append(time.perf_counter() - begun)
    print(line(f"the plan in an empty database: median of {RUNS}", median(loading), "s", LIMIT))
    print(line("unchanged files: median", median(again), "s"))


if __name__ == "__main__":
    main()
