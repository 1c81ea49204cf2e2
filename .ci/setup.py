"""Create .venv with the locked dependencies and the `dimension` command, with the standard library alone.

Run by `make setup`. uv does the work if it is there, else venv and pip. Any Python 3.6 can read this file,
so that an older one is told what is missing instead of a syntax error.
"""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
READY = VENV / ".ready"
LOCK = ROOT / "requirements.lock"

# What the environment is made from; .venv/.ready keeps their digest, and where the folder stood.
SOURCES = (LOCK, ROOT / "pyproject.toml", Path(__file__).resolve())


def main():
    if sys.version_info < (3, 11):
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Python 3.11 or newer is needed, this is {version}; on Debian or Ubuntu: apt install python3")
    if READY.exists() and READY.read_text() == digest() and usable():
        READY.touch()
        return
    uv = shutil.which("uv")
    try:
        create(uv)
        install(uv)
    except subprocess.CalledProcessError as error:
        sys.exit(f"The installation stopped: « {' '.join(map(str, error.cmd[:5]))} … » ended with {error.returncode}.")
    READY.write_text(digest())


def digest():
    """One line that changes when anything the environment is made from changes, or when the folder moves."""
    parts = hashlib.sha256(str(ROOT).encode())
    for source in SOURCES:
        parts.update(source.read_bytes())
    return parts.hexdigest()


def usable():
    """Whether .venv has an interpreter that runs, is recent enough and belongs to this folder."""
    if not PYTHON.exists():
        return False
    question = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    answer = subprocess.run([str(PYTHON), "-c", question], stdout=subprocess.PIPE, universal_newlines=True, check=False)
    return answer.stdout.split(maxsplit=1) == ["True", f"{VENV}\n"]


def create(uv):
    if usable():
        return
    if uv:
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Python's venv module is missing; on Debian or Ubuntu: apt install python{version}-venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install(uv):
    print("Installing the locked dependencies in .venv, once…", flush=True)
    if uv:
        pip = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    else:
        if subprocess.run([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL, check=False).returncode:
            run(PYTHON, "-m", "ensurepip", "--default-pip")
        pip = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
    # The lock is whole: nothing is resolved anew. pip 23 takes the newest `coverage[toml]` for pytest-cov whatever the
    # lock pins of `coverage`, and then refuses it for having no hash.
    run(*pip, "--no-deps", "--require-hashes", "--requirement", LOCK)
    # hatchling, which builds the project, is in the lock: nothing is fetched outside it.
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def run(*command):
    subprocess.run([str(part) for part in command], cwd=str(ROOT), check=True)


if __name__ == "__main__":
    main()
