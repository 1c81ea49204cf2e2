"""A cold `dimension ask` beside the bare import of its four main libraries, in alternating pairs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import line, median

PAIRS = 15
# Seconds above the bare imports.
LIMIT = 0.25
BARE = "import sqlalchemy.orm, pydantic, rapidfuzz, click"
ROOT = Path(__file__).parent.parent


def seconds(arguments: list[str], environment: dict[str, str], folder: str) -> float:
    """How long the whole process takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=folder, env=environment)
    return time.perf_counter() - begun


def main() -> None:
    """Print the medians of both and of their difference, for a code and for words."""
    # Compiled files are kept, as on any machine where the program is installed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        for question in ("/objectif statut 4.2.2", "schéma directeur convergence"):
            asked = ["-m", "bot", "ask", "--date", "2020-11-23", question]
            seconds(asked, environment, folder)
            seconds(["-c", BARE], environment, folder)
            ours, bare = [], []
            for _ in range(PAIRS):
                bare.append(seconds(["-c", BARE], environment, folder))
                ours.append(seconds(asked, environment, folder))
            print(line(f"bare imports: median of {PAIRS}", median(bare), "s"))
            print(line(f"dimension ask « {question} »: median", median(ours), "s"))
            more = [mine - theirs for mine, theirs in zip(ours, bare, strict=True)]
            print(line("above the bare imports, pair by pair: median", median(more), "s", LIMIT))


if __name__ == "__main__":
    main()
