"""Memory of `dimension chat` at rest, after its first answers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import line

# Megabytes.
LIMIT = 110.0
ROOT = Path(__file__).parent.parent
QUESTIONS = ("/objectif statut 4.2.2", "/objectif chercher télétravail", "/objectif statut")


def resident(pid: int) -> float:
    """Megabytes of resident memory, from the kernel."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS"))
    return int(kilobytes) / 1_000


def main() -> None:
    """Print it before any question and after a few."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=environment,
            text=True,
        )
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        for question in QUESTIONS:
            process.stdin.write(question + "\n")
            process.stdin.flush()
            while process.stdout.readline().strip():
                pass
        time.sleep(1)
        print(line("dimension chat at rest, after three questions", resident(process.pid), "MB", LIMIT))
        process.stdin.close()
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
