"""A verb without its group, before a code or a number: « reporter 4.1.2 au 30/06/2022 », « annuler 128 »."""

from __future__ import annotations

import re

from commands.codes import take_code
from commands.command import CommandTable
from commands.normalise import fold
from commands.updates import vocabulary
from commands.words import LONGEST_VERB

_PUT_OFF = re.compile(vocabulary.PUT_OFF_ALONE, re.IGNORECASE)
_MINUTES = re.compile(vocabulary.MINUTES_ALONE, re.IGNORECASE)
_TAKE_BACK = re.compile(vocabulary.TAKE_BACK_ALONE, re.IGNORECASE)


def as_command(text: str, table: CommandTable) -> str | None:
    """The command that the sentence means; None for a question, or where no code follows the verb.

    Whoever tells something in these words must not read the state of the objective and believe that it was written.
    """
    if "?" in text:
        return None
    taken_back = _TAKE_BACK.match(text)
    if taken_back is not None:
        return f"objectif {vocabulary.TAKE_BACK} {text[taken_back.end() :]}"
    minutes = _MINUTES.match(text)
    if minutes is not None:
        return f"instance {vocabulary.MINUTES} {text[minutes.end() :]}"
    put_off = _PUT_OFF.match(text)
    if put_off is not None:
        return _of_code(vocabulary.PUT_OFF, text[put_off.end() :])
    verbs = table.groups["objectif"].verbs if "objectif" in table.groups else {}
    for length in range(LONGEST_VERB, 0, -1):
        parts = text.split(maxsplit=length)
        if len(parts) > length and fold(" ".join(parts[:length])) in verbs:
            return _of_code(" ".join(parts[:length]), parts[length])
    return None


def _of_code(verb: str, rest: str) -> str | None:
    taken = take_code(rest)
    known = taken is not None and taken[0].kind in {"objective", "key_result"} and taken[0].pillar
    return f"objectif {verb} {rest}" if known else None
