"""Lock files hold names, versions and hashes, and no address: any mirror may serve an installation."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import ROOT

LOCK = ROOT / "requirements.lock"

# Lock files of the tools that one may be tempted to use, by name.
NAMES = re.compile(r".*\.lock|.*-lock\.(json|yaml)|npm-shrinkwrap\.json|requirements.*\.txt|constraints.*\.txt")

# What an address looks like in one, whatever the tool.
ADDRESS = re.compile(r"://|--index-url|--extra-index-url|--find-links|-i\s|-f\s|\"?resolved\"?\s*[:=]|\sfile:|@\s*\.?/")

# Not the project's own.
ELSEWHERE = {".git", ".venv", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def lock_files(folder: Path) -> Iterator[Path]:
    """Every lock file of the tree, whatever the tool it is for."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and path.name not in ELSEWHERE:
            yield from lock_files(path)
        elif path.is_file() and NAMES.fullmatch(path.name):
            yield path


def addresses(text: str) -> list[str]:
    """The lines that say where something is fetched from."""
    return [line for line in text.splitlines() if ADDRESS.search(line)]


def test_no_lock_file_holds_an_address() -> None:
    found = {str(path.relative_to(ROOT)): addresses(path.read_text(encoding="utf-8")) for path in lock_files(ROOT)}
    assert "requirements.lock" in found
    assert {path: lines[:3] for path, lines in found.items() if lines} == {}


def test_no_other_lock_file_is_kept_beside_ours() -> None:
    """uv.lock always records addresses, and cannot be told not to."""
    assert [path.name for path in lock_files(ROOT) if path.name in {"uv.lock", "poetry.lock", "pdm.lock"}] == []


def test_every_locked_package_has_one_version_and_hashes() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8").split("\n", 1)[1].strip())
    assert len(entries) > 50
    strange = [e for e in entries if not re.match(r"[a-z0-9-]+==[\w.]+( ;[^\n]*)? \\\n +--hash=sha256:[0-9a-f]{64}", e)]
    assert strange == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0].lower() for requirement in asked}
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert names - locked == set()


@pytest.mark.parametrize(
    "line",
    [
        "source = { registry = 'https://example.org/simple' }",
        '"resolved": "https://example.org/a/-/a-1.0.tgz",',
        '  resolved = "a-1.0.tgz"',
        "--index-url example",
        "--extra-index-url=example",
        "--find-links wheels",
        "-i example",
        "a @ git+ssh://example.org/a",
        "a @ ./wheels/a.whl",
        "a @ file:///wheels/a.whl",
    ],
)
def test_an_address_is_seen(line: str) -> None:
    assert addresses(f"a==1.0\n{line}\n") == [line]


def test_names_versions_hashes_and_markers_are_no_address() -> None:
    assert (
        addresses(f"# Written by `make lock`.\na==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{'0' * 64}\n")
        == []
    )


def test_lock_files_of_other_tools_are_found(tmp_path: Path) -> None:
    names = ["uv.lock", "package-lock.json", "pnpm-lock.yaml", "requirements-dev.txt", "deploy/poetry.lock"]
    for name in [*names, "notes.txt", ".venv/uv.lock"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert sorted(str(path.relative_to(tmp_path)) for path in lock_files(tmp_path)) == sorted(names)
