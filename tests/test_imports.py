"""The order of packages, and the few places that a library, the clock or a long file may have."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.sources import BESIDE, PACKAGES, ROOT, Rule, Source, complaints, imports, sources, top

# Only bot/ knows the platforms, the terminal and the process.
OF_BOT = frozenset(
    {"aiohttp", "apscheduler", "click", "nio", "prometheus_client", "prompt_toolkit", "rich", "slack_bolt", "slack_sdk"}
)

# Only storage/ builds SQL; elsewhere a Session is a value that is passed on, and an error one that may be caught.
OF_STORAGE = frozenset({"alembic", "psycopg", "sqlalchemy", "sqlite3"})
SESSION = ("sqlalchemy.orm", "Session")
DATABASE_ERRORS = "sqlalchemy.exc"

# Slow to import: loaded by the function that needs them, so that `dimension ask` answers at once.
HEAVY = frozenset(
    {
        "aiohttp", "alembic", "apscheduler", "holidays", "icalendar", "matplotlib", "nio", "numpy", "openpyxl",
        "prometheus_client", "prompt_toolkit", "psycopg", "slack_bolt", "slack_sdk",
    }
)  # fmt: skip

# Files and folders that may import them at once, and why.
HEAVY_HERE = {
    "storage/migrations/": "run by Alembic alone",
}

# What reads the time of day, ours or the database's. Durations (monotonic, perf_counter) are free.
CLOCKS = frozenset(
    {
        "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today",
        "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime",
        "sqlalchemy.func.now", "sqlalchemy.func.current_date", "sqlalchemy.func.current_time",
        "sqlalchemy.func.current_timestamp", "sqlalchemy.func.localtime", "sqlalchemy.func.localtimestamp",
        "sqlalchemy.sql.func.now", "sqlalchemy.sql.func.current_timestamp",
    }
)  # fmt: skip
CLOCK = "bot/clock.py"

# Names that say nothing of what a file is about.
NAMELESS = frozenset(
    {"base", "common", "helper", "helpers", "manager", "managers", "misc", "tools", "util", "utilities", "utils"}
)

# Files that keep one subject and are longer than this all the same, and why.
LONGEST = 350
LONG_HERE = {
    "storage/migrations/versions/0001_first_tables.py": "every table, written by Alembic in one piece",
}


def order_of_packages(file: Source) -> Iterator[str]:
    """Each package imports itself and those to its right; none imports the tests."""
    allowed = PACKAGES[PACKAGES.index(file.package) :]
    for node, module in imports(ast.walk(file.tree)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"line {node.lineno}: an import is written from the package's name on"
        elif top(module) in (*PACKAGES, *BESIDE) and top(module) not in allowed:
            yield f"line {node.lineno}: {file.package}/ does not import {top(module)}/"


def libraries_in_their_package(file: Source) -> Iterator[str]:
    """Platforms in bot/, SQL in storage/."""
    for node, module in imports(ast.walk(file.tree)):
        if top(module) in OF_BOT and file.package != "bot":
            yield f"line {node.lineno}: {top(module)} is for bot/"
        if top(module) in OF_STORAGE and file.package != "storage" and not _passed_on(node):
            yield f"line {node.lineno}: {module} is for storage/ (elsewhere: from sqlalchemy.orm import Session)"


def _passed_on(node: ast.Import | ast.ImportFrom) -> bool:
    if not isinstance(node, ast.ImportFrom):
        return False
    module, name = SESSION
    return node.module == DATABASE_ERRORS or (node.module == module and [alias.name for alias in node.names] == [name])


def heavy_libraries_when_needed(file: Source) -> Iterator[str]:
    """A slow library is imported inside a function, or for its types only."""
    if file.path.startswith(tuple(HEAVY_HERE)):
        return
    for node, module in imports(_at_import(file.tree.body)):
        if top(module) in HEAVY:
            yield f"line {node.lineno}: {top(module)} is imported by the function that needs it, being slow to load"


def _at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module is imported: all but functions' and `if TYPE_CHECKING`."""
    for node in body:
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from _at_import(node.orelse)
            continue
        for part in ("body", "orelse", "finalbody"):
            yield from _at_import(getattr(node, part, []))
        for handler in getattr(node, "handlers", []):
            yield from _at_import(handler.body)


def clock_in_one_file(file: Source) -> Iterator[str]:
    """Only bot/clock.py reads the time of day; naming a function that does is reading it later."""
    if file.path == CLOCK:
        return
    names = _names_of_modules(file.tree)
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, dot, rest = ast.unparse(node).partition(".")
            if names.get(first, "") + dot + rest in CLOCKS:
                yield f"line {node.lineno}: {ast.unparse(node)} reads the clock; take the instant as a value"


def _names_of_modules(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: `dt` for `datetime` after « import datetime as dt »."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update({a.asname or top(a.name): a.name if a.asname else top(a.name) for a in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    return names


def empty_packages(file: Source) -> Iterator[str]:
    """A package's own file is empty: what a module offers is imported from that module."""
    if file.name == "__init__.py" and file.text:
        yield "a package's __init__.py is empty"


def named_after_a_subject(file: Source) -> Iterator[str]:
    """Neither a file nor a folder is a drawer."""
    for part in file.path.removesuffix(".py").split("/"):
        if part in NAMELESS:
            yield f"« {part} » does not say what is in it"


def one_subject(file: Source) -> Iterator[str]:
    """A long file has its reason in the list above, and leaves the list when it is short again."""
    if file.lines > LONGEST and file.path not in LONG_HERE:
        yield f"{file.lines} lines: does it still have one subject?"
    if file.lines <= LONGEST and file.path in LONG_HERE:
        yield "is no longer long; it leaves the list of long files"


OF_CODE: tuple[Rule, ...] = (
    order_of_packages,
    libraries_in_their_package,
    heavy_libraries_when_needed,
    clock_in_one_file,
    one_subject,
)
OF_EVERY_FILE: tuple[Rule, ...] = (empty_packages, named_after_a_subject)


@pytest.mark.parametrize("rule", OF_CODE, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    found = complaints(rule, sources(*PACKAGES))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", OF_EVERY_FILE, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    found = complaints(rule, sources(*PACKAGES, *BESIDE))
    assert not found, "\n".join(found)


def test_code_stands_in_the_four_packages_alone() -> None:
    beside = {*PACKAGES, *BESIDE, ".ci", "deploy", "docs"}
    found = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py")} - {".venv"}
    hidden = {name for name in found if name.startswith(".") and name != ".ci"}
    assert found - hidden - beside == set()
    assert list(ROOT.glob("*.py")) == []


@pytest.mark.parametrize("listed", [*HEAVY_HERE, *LONG_HERE])
def test_an_exception_names_something_that_exists(listed: str) -> None:
    assert (ROOT / listed).exists()


def test_the_command_line_starts_without_slow_libraries() -> None:
    if not (ROOT / "bot" / "cli.py").exists():
        pytest.skip("bot/cli.py is not written yet")
    question = f"import sys, bot.cli; print(*{set(HEAVY)!r}.intersection(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (order_of_packages, "storage/plan.py", "from commands.message import Message"),
        (order_of_packages, "commands/plan.py", "def f():\n    import bot.clock"),
        (order_of_packages, "commands/plan.py", "from reminders import rules"),
        (order_of_packages, "reminders/rules.py", "import bot"),
        (order_of_packages, "bot/app.py", "from tests.conftest import world"),
        (order_of_packages, "bot/app.py", "from . import clock"),
        (libraries_in_their_package, "commands/ask.py", "import aiohttp"),
        (libraries_in_their_package, "storage/ask.py", "from slack_sdk.web import WebClient"),
        (libraries_in_their_package, "reminders/pulse.py", "def f():\n    from apscheduler.schedulers import asyncio"),
        (libraries_in_their_package, "commands/ask.py", "from sqlalchemy import select"),
        (libraries_in_their_package, "commands/ask.py", "from sqlalchemy.orm import Session, joinedload"),
        (libraries_in_their_package, "bot/check.py", "import sqlite3"),
        (heavy_libraries_when_needed, "bot/matrix.py", "import nio"),
        (heavy_libraries_when_needed, "bot/matrix.py", "from nio.crypto import Olm"),
        (heavy_libraries_when_needed, "bot/matrix.py", "try:\n    import nio\nexcept ImportError:\n    nio = None"),
        (heavy_libraries_when_needed, "bot/matrix.py", "if True:\n    import numpy as np"),
        (heavy_libraries_when_needed, "bot/matrix.py", "class A:\n    import openpyxl"),
        (clock_in_one_file, "bot/app.py", "from datetime import datetime\nnow = datetime.now()"),
        (clock_in_one_file, "bot/app.py", "import datetime as dt\nnow = dt.datetime.now(dt.UTC)"),
        (clock_in_one_file, "bot/app.py", "from datetime import date as day\nd = day.today()"),
        (clock_in_one_file, "storage/rows.py", "from datetime import datetime\ncolumn(default=datetime.utcnow)"),
        (clock_in_one_file, "bot/app.py", "from time import time\nt = time()"),
        (clock_in_one_file, "bot/app.py", "import time as clock\nt = clock.time_ns()"),
        (clock_in_one_file, "storage/rows.py", "from sqlalchemy import func\ncolumn(server_default=func.now())"),
        (empty_packages, "bot/__init__.py", '"""The bot."""\n'),
        (named_after_a_subject, "storage/utils.py", ""),
        (named_after_a_subject, "storage/common/rows.py", ""),
        (one_subject, "storage/plan.py", "x = 1\n" * 351),
    ],
)
def test_a_rule_sees_what_it_forbids(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (order_of_packages, "commands/plan.py", "import commands.texts\nfrom storage.plan import pillars"),
        (order_of_packages, "bot/app.py", "import reminders.rules, storage.database"),
        (libraries_in_their_package, "commands/ask.py", "from sqlalchemy.orm import Session"),
        (libraries_in_their_package, "bot/work.py", "from sqlalchemy.exc import OperationalError"),
        (libraries_in_their_package, "bot/slack.py", "def f():\n    import slack_bolt"),
        (heavy_libraries_when_needed, "bot/matrix.py", "def f():\n    import nio"),
        (
            heavy_libraries_when_needed,
            "bot/matrix.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nio",
        ),
        (clock_in_one_file, CLOCK, "from datetime import datetime\nnow = datetime.now()"),
        (clock_in_one_file, "bot/app.py", "import time\nt = time.monotonic() - time.perf_counter()"),
        (clock_in_one_file, "bot/app.py", "now = call.now()\ntoday = self.date.today()"),
        (empty_packages, "bot/__init__.py", ""),
        (named_after_a_subject, "storage/database.py", ""),
        (one_subject, "storage/plan.py", "x = 1\n" * 350),
    ],
)
def test_a_rule_lets_the_rest_pass(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []
