"""The relevé as a file: one page of HTML that needs nothing else, and that screen readers find their way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from commands.decisions import minutes_texts, texts

if TYPE_CHECKING:
    from commands.decisions.minutes import Decided

_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.5rem 0}"
    "th,td{border:1px solid #6b6b6b;padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "thead th{background:#eee;white-space:nowrap}"
    # What people typed may be one endless word; dates and titles keep theirs whole.
    "td:nth-child(2),td:nth-child(3){overflow-wrap:anywhere}"
    # On paper: nothing is lost to the edges, a row stays whole, and each page repeats the titles of the columns.
    "@page{margin:2cm}@media print{body{max-width:none;margin:0;padding:1px;font-size:10pt}"
    "thead{display:table-header-group}tr,caption{break-inside:avoid}h2{break-after:avoid}}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An action as the table shows it."""

    number: int
    text: str | None
    about: str | None
    holder: str | None
    due_on: date | None
    first_due_on: date | None
    # Of each postponement; None for one that retention took away.
    reasons: Sequence[str | None]
    state: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the page says: the meeting's name, the day on which it is written, decisions and actions."""

    meeting: str
    written_on: date
    decided: Sequence[Decided]
    actions: Sequence[Row]
    # Whether a restricted project is told of.
    restricted: bool = False


def page(minutes: Minutes) -> str:
    """The whole page; every text is escaped, there is no script and nothing is fetched."""
    title = escape(minutes_texts.page_title(minutes.meeting))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="fr">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{title}</h1>",
            f"<p>{escape(minutes_texts.written_on(minutes.written_on))}</p>",
            *([f"<p><strong>{escape(minutes_texts.RESTRICTED)}</strong></p>"] if minutes.restricted else ()),
            f"<h2>{escape(texts.DECISIONS)}</h2>",
            *_decisions(minutes),
            f"<h2>{escape(texts.ACTIONS)}</h2>",
            *_actions(minutes),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _decisions(minutes: Minutes) -> Iterable[str]:
    if not minutes.decided:
        return [f"<p>{escape(minutes_texts.NO_DECISION)}</p>"]
    rows = [
        (
            ", ".join(str(number) for number in each.numbers),
            each.text or texts.GONE,
            each.about or minutes_texts.THE_MEETING,
        )
        for each in minutes.decided
    ]
    return _table(minutes_texts.caption_decisions(len(rows), minutes.meeting), minutes_texts.DECISION_COLUMNS, rows)


def _actions(minutes: Minutes) -> Iterable[str]:
    if not minutes.actions:
        return [f"<p>{escape(minutes_texts.NO_ACTION)}</p>"]
    rows = [
        (
            str(each.number),
            each.text or texts.GONE,
            each.about or minutes_texts.THE_MEETING,
            each.holder or "",
            minutes_texts.deadline_cell(each.due_on, each.first_due_on, each.reasons),
            each.state,
        )
        for each in minutes.actions
    ]
    return _table(minutes_texts.caption_actions(len(rows), minutes.meeting), minutes_texts.ACTION_COLUMNS, rows)


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table with its caption; the first cell of a row names it."""
    out = ["<table>", f"<caption>{escape(caption)}</caption>", "<thead>", "<tr>"]
    out += [f'<th scope="col">{escape(column)}</th>' for column in columns]
    out += ["</tr>", "</thead>", "<tbody>"]
    for first, *others in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        out.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return [*out, "</tbody>", "</table>"]
