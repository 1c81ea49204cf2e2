"""The project's Python files, parsed for the tests that read code rather than run it."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From left to right: each package imports only itself and those to its right.
PACKAGES = ("bot", "reminders", "commands", "storage")
BESIDE = ("tests", "benchmarks")


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the root of the project, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def package(self) -> str:
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


# What a rule finds wrong in a file, one sentence each.
Rule = Callable[[Source], Iterator[str]]


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file under these folders of the project, in the order of their paths."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def complaints(rule: Rule, files: Iterable[Source]) -> list[str]:
    """What the rule finds wrong, each with the file's path before it."""
    return [f"{file.path}: {complaint}" for file in files for complaint in rule(file)]


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    """Each import statement among the nodes, once for every module that it names."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


def top(module: str) -> str:
    """The first part of a module's dotted name."""
    return module.partition(".")[0]
