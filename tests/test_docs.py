"""What the documents promise to list, they list: commands, settings, log actions, make targets, libraries, choices."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.reference import reference
from commands.command import CommandTable
from tests.sources import PACKAGES, ROOT, Source, sources

DOCS = ROOT / "docs"
COMMANDS = DOCS / "commandes.md"
SETTINGS = DOCS / "reglages.md"
LOGS = DOCS / "journaux.md"
DEVELOPMENT = DOCS / "development.md"
MEASURES = DOCS / "mesures.md"
DECISIONS = DOCS / "decisions"

DECISION_SECTIONS = ["Context", "Decision", "Consequences", "What would change it"]

# A link to a file of ours, in Markdown; addresses and anchors aside.
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def documented(document: Path) -> set[str]:
    """Everything that a document writes as code."""
    assert document.exists(), f"{document.relative_to(ROOT)} is to be written"
    return set(re.findall(r"`([^`\n]+)`", document.read_text(encoding="utf-8")))


def module_if_written(name: str) -> Any:
    """The module, or a skipped test while its file does not exist."""
    if not (ROOT / (name.replace(".", "/") + ".py")).exists():
        pytest.skip(f"{name} is not written yet")
    return importlib.import_module(name)


def actions(file: Source) -> Iterator[tuple[int, set[str]]]:
    """Each action in the `extra` of a log line: where it stands, and what it may be; nothing when it cannot be read."""
    values = [
        (value.lineno, value)
        for extra in _extras(file.tree)
        for key, value in zip(extra.keys, extra.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "action"
    ]
    for line, value in values:
        if isinstance(value, ast.Name):
            yield line, {text for assigned in _assigned(file.tree, value.id) for text in _strings(assigned)}
        else:
            yield line, set(_strings(value))


def _extras(tree: ast.Module) -> Iterator[ast.Dict]:
    """What is given as `extra=…`, or first put into a variable of that name."""
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "extra"]
    for value in (*named, *_assigned(tree, "extra")):
        if isinstance(value, ast.Dict):
            yield value


def _assigned(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            yield node.value


def _strings(value: ast.expr) -> Iterator[str]:
    """The strings that the expression may be: those of a choice are two."""
    if isinstance(value, ast.IfExp):
        yield from _strings(value.body)
        yield from _strings(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


def test_every_command_is_documented() -> None:
    table = module_if_written("commands.table")
    tables = [value for value in vars(table).values() if isinstance(value, CommandTable)]
    assert tables, "commands/table.py holds the CommandTable"
    sentences = {f"/{command.sentence}" for found in tables for command in found.commands}
    missing = sorted(sentences - {code.split(" <")[0].split(" [")[0] for code in documented(COMMANDS)})
    assert not missing, missing


def test_the_reference_of_commands_is_the_one_that_make_docs_writes() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == reference(), "run make docs"


def test_every_setting_is_documented() -> None:
    settings = module_if_written("bot.settings_reading")
    names = set(settings.setting_names())
    assert "database.url" in names
    missing = sorted(names - documented(SETTINGS))
    assert not missing, missing


def test_every_log_action_is_documented_and_constant() -> None:
    logged: set[str] = set()
    for file in sources(*PACKAGES):
        for line, found in actions(file):
            assert found, f"{file.path}:{line}: the action of a log line is a constant"
            logged |= found
    missing = sorted(logged - documented(LOGS))
    assert not missing, missing


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert "test" in targets
    missing = sorted({f"make {target}" for target in targets} - documented(DEVELOPMENT))
    assert not missing, missing


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0] for requirement in asked}
    missing = sorted(names - documented(DEVELOPMENT))
    assert not missing, missing


def test_decisions_are_numbered_pages_with_the_same_four_sections() -> None:
    pages = sorted(DECISIONS.glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert [number for number in numbers if not re.fullmatch(r"\d{3}-", number)] == []
    assert len(numbers) == len(set(numbers)), "two pages have the same number"
    for page in pages:
        sections = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert sections == DECISION_SECTIONS, page.name


def test_every_figure_has_its_command_and_its_date() -> None:
    rows = [line for line in MEASURES.read_text(encoding="utf-8").splitlines() if line.startswith("|")][2:]
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 6, row
        assert re.search(r"`[^`]+`", cells[3]), row
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", cells[4]), row


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('logger.info("Done", extra={"action": "done", "id": 1})', {"done"}),
        ('logger.info("Done", extra={"action": "kept" if kept else "lost"})', {"kept", "lost"}),
        ('extra = {"action": "done"}\nlogger.info("Done", extra=extra)', {"done"}),
        ('action = "kept" if kept else "lost"\nlogger.info("Done", extra={"action": action})', {"kept", "lost"}),
        ('logger.info("Done", extra={"action": name_of(x)})', set()),
        ('logger.info("Done", extra={"action": f"{x}_done"})', set()),
    ],
)
def test_the_actions_of_a_log_line_are_read(text: str, expected: set[str]) -> None:
    assert [found for _, found in actions(Source("bot/app.py", text))] == [expected]
