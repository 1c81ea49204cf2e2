"""What is asked for and never recorded here."""

from __future__ import annotations

from enum import Enum


class Unrecorded(Enum):
    """A kind of thing that neither the document nor the updates hold; each has its sentence in `texts.py`."""

    COST = "cost"
    CONTACT = "contact"
    PERSON = "person"
    SALARY = "salary"
    GRADE = "grade"
    RESULT = "result"
    WINNER = "winner"
    PRACTICAL = "practical"
    SO_FAR = "so_far"
    NAMES = "names"
    NUMBER = "number"
    DATE = "date"
    ABSENT = "absent"
