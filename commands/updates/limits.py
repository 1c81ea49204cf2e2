"""What an update may hold: lengths and days."""

from __future__ import annotations

from datetime import date

# Characters of one free text: enough to say what happened, too few for a report. Source: the product's own rule.
LONGEST_TEXT = 500
# Characters of everything typed at once: every free text at its longest, with the rest; more is a pasted page.
LONGEST_UPDATE = 7_000
# The first day that a figure or an end may have: the document's own key dates begin in 2016.
FIRST_DAY = date(2016, 1, 1)
