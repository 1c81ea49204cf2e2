"""The command reference, written from the table: `python -m bot.reference > docs/commandes.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bot import reference_texts, texts
from commands.about.texts import ROLE_WORDS
from commands.command import Command
from commands.rights import GRANTS
from commands.table import TABLE


def reference() -> str:
    """Every command with its other names, usage and examples, then who may do what, in Markdown."""
    return "\n".join([*_commands(), *_rights()]) + "\n"


def _commands() -> Iterator[str]:
    yield from texts.REFERENCE_OPENING
    for name, group in TABLE.groups.items():
        commands = [command for command in TABLE.commands if command.words[0] == name]
        if not commands:
            continue
        yield from ("", f"## `/{name}`", "", f"{group.summary}.")
        for command in commands:
            yield from _command(command)


def _command(command: Command) -> Iterator[str]:
    yield from ("", f"### `/{command.sentence}`", "", f"{command.help.summary}.", "")
    yield texts.reference_usage(command.help.usage)
    if command.also:
        yield texts.reference_also([f"/{first} {second}" for first, second in command.also])
    if command.help.examples:
        yield texts.reference_examples([f"/{example}" for example in command.help.examples])


def _rights() -> Iterator[str]:
    yield from ("", *texts.REFERENCE_RIGHTS, "")
    yield f"| {texts.REFERENCE_ACTION} | {' | '.join(ROLE_WORDS.values())} |"
    yield f"|---|{'---|' * len(ROLE_WORDS)}"
    for action, roles in GRANTS.items():
        allowed = [texts.REFERENCE_YES if role in roles else texts.REFERENCE_NO for role in ROLE_WORDS]
        yield f"| {reference_texts.ACTIONS[action.value]} | {' | '.join(allowed)} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
