"""Reads a CSV file as people's spreadsheets write it: encoding and separator are found out, cells stay text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = (";", ",", "\t", "|")

# Lines read to tell the separator.
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Record:
    """A line that is not empty: its number in the file, counted from 1, and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


def decoded(content: bytes) -> str:
    """Text of a file: UTF-8, with or without its mark, UTF-16 with its mark, else Windows' western encoding.

    cp1252 comes last because nearly any file can be read with it; UTF-8 refuses what is not its own.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes mean nothing in cp1252; a sign that says so is better than a refusal.
        return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that cuts the first lines most regularly; « ; » when none cuts anything."""
    best, best_score = SEPARATORS[0], (0.0, 0)
    for separator in SEPARATORS:
        widths = Counter[int]()
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
            if number == SAMPLE:
                break
            if any(cells):
                widths[len(cells)] += 1
        width, lines = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        score = (lines / widths.total(), width) if width > 1 else (0.0, 1)
        if score > best_score:
            best, best_score = separator, score
    return best


def records(text: str) -> Iterator[Record]:
    """The lines of a CSV file, blank ones left out. Raises csv.Error on what is no table.

    A cell is its text, whatever it begins with: nothing is computed from « = », « + », « - » or « @ ».
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    before = 0
    for cells in reader:
        line, before = before + 1, reader.line_num
        trimmed = tuple(cell.strip() for cell in cells)
        if any(trimmed):
            yield Record(line, trimmed)
