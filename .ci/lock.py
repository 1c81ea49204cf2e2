"""Choose versions and write requirements.lock: names, versions and hashes, and no address.

Run by `make lock`; ARGS="--upgrade" takes newer versions, ARGS="--upgrade-package NAME" of one package. What the
lock already pins is kept otherwise. The resolver is uv, whose answer holds for every system and Python 3.11 or newer.
"""

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# Written by `make lock` from pyproject.toml: names, versions and hashes, no address.\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / LOCK.name
        if LOCK.exists():
            shutil.copy(LOCK, written)
        command = [
            *resolver(Path(folder)), "pip", "compile", "pyproject.toml", "--all-extras",
            "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
            "--quiet", "--output-file", str(written), *sys.argv[1:],
        ]  # fmt: skip
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            sys.exit("No set of versions was found; requirements.lock is unchanged.")
        text = written.read_text(encoding="utf-8")
    if "://" in text or "--index-url" in text or "--find-links" in text:
        sys.exit("The resolver wrote an address; requirements.lock is unchanged.")
    LOCK.write_text(HEADER + text.removeprefix(HEADER), encoding="utf-8")
    print(f"requirements.lock: {sum(line[:1].isalnum() for line in text.splitlines())} entries.")


def resolver(folder: Path) -> list[str]:
    """The uv on PATH or beside this interpreter, else one installed for the occasion."""
    beside = Path(sys.executable).with_name("uv")
    found = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if found:
        return [found]
    venv.create(folder / "uv", with_pip=True)
    subprocess.run([folder / "uv/bin/python", "-m", "pip", "--quiet", "install", "uv"], check=True)
    return [str(folder / "uv/bin/uv")]


if __name__ == "__main__":
    main()
