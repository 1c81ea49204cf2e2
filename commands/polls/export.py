"""A counted poll as tables: XLSX and CSV, in which nothing that somebody typed is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, StringIO

from commands.call import Call
from commands.errors import Misread
from commands.message import About, Audience, File, Message, paragraph
from commands.polls import export_texts as said
from commands.polls import result_texts
from commands.polls.counting import Outcome, is_named
from commands.polls.results import ballot_words, counted_outcome
from storage.polls import polls
from storage.rows.poll_states import PollKind, PollState
from storage.rows.polls import Poll

# What a spreadsheet takes for the beginning of a formula. Source: OWASP, « CSV Injection ».
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 their full-width forms count too
# Characters that a cell holds. Source: Excel specifications and limits.
_LONGEST_CELL = 32_767
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | Decimal | None
Rows = list[tuple[Cell, ...]]


def export(call: Call, poll: Poll) -> Message:
    """The two files."""
    if poll.state is not PollState.CLOSED:
        raise Misread(result_texts.NOT_COUNTED)
    found = counted_outcome(call.session, poll)
    sheets = [(said.RESULT, result_rows(poll, found))]
    if is_named(poll):
        voted = [(label, ballot_words(poll, choice)) for label, choice in polls.ballots(call.session, poll_id=poll.id)]
        sheets.append((said.VOTES, [said.VOTE_COLUMNS, *voted]))
    files = (
        File(result_texts.file_name(poll.id, "xlsx"), _XLSX, workbook(sheets)),
        File(result_texts.file_name(poll.id, "csv"), "text/csv", table(sheets[0][1])),
    )
    return Message((paragraph(said.exported(poll.id)), *files), Audience.QUIET, About(kind="poll_export"))


def result_rows(poll: Poll, found: Outcome) -> Rows:
    """What is shown of the result, as rows: the poll first, then its table."""
    turnout = found.turnout
    rows: Rows = [
        (said.POLL, poll.id),
        (said.QUESTION, poll.question),
        (said.PARTICIPANTS, turnout.participants),
        (said.VOTERS, turnout.voters),
        (said.SHARE, turnout.share.quantize(Decimal("0.1"))),
    ]
    if found.withheld:
        return [*rows, (said.RESULT, result_texts.NOT_SHOWN)]
    if found.mean is not None:
        rows.append((said.MEAN, found.mean.quantize(Decimal("0.1"))))
    rows.append(())
    if found.counted:
        rows.append(said.COUNT_COLUMNS)
        rows += [(each.label, result_texts.NOT_SHOWN if each.count is None else each.count) for each in found.counted]
    if poll.kind is PollKind.RANKING:
        rows += [(), said.ORDER_COLUMNS, *((place, label) for place, label in enumerate(found.order, start=1))]
    if found.weighed:
        rows.append((said.PROJECT, *poll.rules["criteria"], said.SCORE))
        rows += [
            (each.label, *(mean.quantize(Decimal("0.01")) for mean in each.means), each.score.quantize(Decimal("0.01")))
            for each in found.weighed
        ]
    rows += [(each,) for each in found.texts]
    return rows


def workbook(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """The sheets as XLSX; every text is a text cell."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    for rank, (title, rows) in enumerate(sheets):
        sheet = book.active if rank == 0 else book.create_sheet()
        if sheet is None:
            raise ValueError("a new workbook has a sheet")
        sheet.title = title
        for row, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row=row, column=column)
                if isinstance(value, str):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
                    # Set after the value, which openpyxl would take for a formula where it begins with « = ».
                    cell.data_type = "s"
                    cell.quotePrefix = value.startswith(_FORMULA)
                else:
                    cell.value = value
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def table(rows: Rows) -> bytes:
    """The rows as CSV that a French spreadsheet opens: semicolons, and a byte order mark."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([tuple(safe(cell) for cell in row) for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def safe(cell: Cell) -> str:
    """The cell's text; an apostrophe before what a spreadsheet would compute."""
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text
