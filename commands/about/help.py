"""Help: what one can type, by role first, then by command."""

from __future__ import annotations

from commands.about import texts
from commands.call import Call
from commands.command import Command, Group
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, Strong, paragraph
from commands.words import find_command


def show_help(call: Call, topic: str = "") -> Message:
    """Three things to try and every command; or one command's usage and examples."""
    if topic:
        return _about(call, topic)
    steps = texts.first_steps(call.asker.roles)
    groups = tuple(
        Item(texts.group_line(group.name, group.summary, tuple(_verbs(group)))) for group in call.table.groups.values()
    )
    blocks: tuple[Block, ...] = (
        paragraph(texts.WELCOME),
        paragraph((Strong(texts.TRY),)),
        Choices(tuple(Button(step, says=step.lstrip("/")) for step in steps)),
        paragraph((Strong(texts.COMMANDS),)),
        Bullets(groups),
        paragraph(texts.HOW),
    )
    return Message(blocks, Audience.QUIET, About(kind="help"))


def _about(call: Call, topic: str) -> Message:
    """The help of a group or of one command."""
    bare = topic.lstrip("/! ")
    group = call.table.groups.get(bare.lower())
    if group is not None:
        items = tuple(
            Item(
                texts.command_line(f"{group.name} {verb}", command.help.summary),
                (texts.usage_line(command.help.usage),),
            )
            for verb, command in _verbs(group).items()
        )
        return Message((paragraph(group.summary), Bullets(items)), Audience.QUIET, About(kind="help"))
    command = find_command(f"/{bare}", call.table).command
    if command is None:
        return Message((paragraph(texts.no_such_help(bare)),), Audience.QUIET, About(kind="help"))
    blocks: list[Block] = [
        paragraph(texts.command_line(command.sentence, command.help.summary), texts.usage_line(command.help.usage))
    ]
    if command.help.examples:
        blocks.append(paragraph((Strong(texts.EXAMPLES),)))
        blocks.append(Choices(tuple(Button(f"/{each}", says=each) for each in command.help.examples)))
    return Message(tuple(blocks), Audience.QUIET, About(kind="help"))


def _verbs(group: Group) -> dict[str, Command]:
    """Each command of the group under its first name there, as it is written."""
    found: dict[str, Command] = {}
    for verb, command in group.verbs.items():
        if command not in found.values():
            found[group.written[verb]] = command
    return found
