"""The relevé as a file: one page of HTML that needs nothing else, and in which screen readers find their way."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from commands.polls import minutes_texts as said

_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}dt{font-weight:bold}dd{margin:0 0 .5rem 0}"
)


def page(
    title: str,
    facts: Sequence[tuple[str, str]],
    options: Sequence[str],
    result: Sequence[str],
    traced: Sequence[str],
) -> str:
    """The whole page; every text is escaped, there is no script and nothing is fetched."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="fr">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{escape(title)}</h1>",
        "<dl>",
        *(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in facts),
        "</dl>",
        *_section(said.OPTIONS, options),
        *_section(said.RESULT, result),
        *_section(said.TRACED, traced),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts)


def _section(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    return [f"<h2>{escape(title)}</h2>", "<ul>", *(f"<li>{escape(line)}</li>" for line in lines), "</ul>"]
