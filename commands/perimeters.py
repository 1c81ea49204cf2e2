"""What « mine » means for the asker: what they lead or contribute to, then what their unit and those below lead."""

from __future__ import annotations

from commands.call import Call
from storage import people
from storage.people import Perimeter


def perimeter_of(call: Call) -> Perimeter:
    """The asker's objectives and projects; empty for an unknown account."""
    person = people.person(call.session, person_id=call.asker.person_id)
    return people.perimeter(call.session, person=person, reader=call.reader) if person else Perimeter()
