"""From the text after a command's words, or a form's fields, to the values that its handler takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commands import texts
from commands.call import Call
from commands.command import Argument, Command, Taken
from commands.errors import Misread, Missing, Several, UserError


def read_arguments(command: Command, text: str, fields: Mapping[str, str], call: Call) -> dict[str, Any]:
    """The values by argument; one that is optional and not given is left out, for the handler's default.

    Raises Missing for a required argument not given, Misread for what is left over, and Several with whole sentences
    to say instead. What is raised of a field names it, and then the options are what to write in it; every field of a
    form is read, so that all that is wrong is told at once.
    """
    values: dict[str, Any] = {}
    wrong: list[UserError] = []
    rest = text.strip()
    for argument in command.arguments:
        given = argument.name in fields
        source = fields[argument.name].strip() if given else rest
        if not source:
            if argument.required and not wrong:
                raise Missing(argument.name)
            continue
        if given:
            try:
                values[argument.name] = _read_field(command, argument, source, call)
            except UserError as error:
                wrong.append(error)
            except Several:
                # What is wrong is put right first; the choice is then asked for.
                if not wrong:
                    raise
            continue
        taken = _read(command, argument, source, call, before=text[: len(text) - len(rest)])
        values[argument.name] = taken.value
        rest = taken.rest.strip()
    if wrong:
        first, *others = wrong
        first.also = tuple((each.field, str(each)) for each in others)
        raise first
    if rest:
        raise Misread(texts.left_over(rest), texts.usage(command.help.usage))
    return values


def as_typed(text: str, call: Call) -> Taken:
    """All of the text, as it was typed."""
    del call
    return Taken(text.strip())


def _read_field(command: Command, argument: Argument, source: str, call: Call) -> Any:
    try:
        taken = argument.read(source, call)
        if taken.rest.strip():
            raise Misread(texts.left_over(taken.rest.strip()), command.help.usage)
    except UserError as error:
        error.field = argument.name
        raise
    except Several as several:
        raise Several(several.question, several.options, several.abstained, field=argument.name) from None
    return taken.value


def _read(command: Command, argument: Argument, source: str, call: Call, *, before: str) -> Taken:
    try:
        return argument.read(source, call)
    except Several as several:
        said = f"{command.sentence} {before}".strip()
        options = tuple((f"{said} {typed}", label, detail) for typed, label, detail in several.options)
        raise Several(several.question, options, abstained=several.abstained) from None
