"""A plain sentence that asks for a body's next meeting, agenda or dossier: « ordre du jour du Comex »."""

from __future__ import annotations

from commands.call import Call
from commands.errors import Several, UserError
from commands.meetings import vocabulary
from commands.meetings.bodies import read_body, typed
from storage import planned_meetings


def as_command(text: str, call: Call) -> str | None:
    """The command that says the same; None for another sentence.

    Where no meeting is on the calendar, the question is left to those who answer with the body's rhythm.
    """
    for verb, pattern in vocabulary.PLAIN.items():
        found = pattern.match(text.strip())
        if found is None or not found["of"]:
            continue
        try:
            body = read_body(found["of"], call).value
        except (UserError, Several):
            return None
        known = planned_meetings.coming(call.session, since=call.now, reader=call.reader, body=body)
        return f"{vocabulary.COMMANDS[verb]} {typed(body)}" if known or verb == "dossier" else None
    return None
