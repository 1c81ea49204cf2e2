"""A command: its words, its arguments, who is allowed, its help and its handler; and the table of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from commands.call import Call
from commands.message import Button, Message
from commands.normalise import fold
from commands.rights import Allowed


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reader made of the beginning of a text, and the text that it left."""

    value: Any
    rest: str = ""


# Takes a value from the beginning of the text; raises Misread with a hint, or Several.
Reader = Callable[[str, Call], Taken]


@dataclass(frozen=True, slots=True)
class Argument:
    """A value that the command needs; `ask` is the question put to whoever left it out."""

    name: str
    read: Reader
    ask: str = ""
    hint: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Help:
    """What a command is for, how it is typed, and examples that work."""

    summary: str
    usage: str
    examples: tuple[str, ...] = ()


Handler = Callable[..., Message]


@dataclass(frozen=True, slots=True)
class Instead:
    """What someone who may not is told in place of the usual refusal, and what they may do."""

    sentence: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table: everything that help, manifests and the dispatcher need to know of a command."""

    words: tuple[str, str]
    handler: Handler
    help: Help
    allowed: Allowed
    arguments: tuple[Argument, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    # From the call and the values to what is offered to someone who is not allowed.
    instead: Callable[[Call, Mapping[str, object]], Instead] | None = None

    @property
    def sentence(self) -> str:
        """The command's words as they are typed."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Group:
    """The verbs that share a first word, folded; `default` is the verb when none of them follows.

    `written` gives each verb as the table writes it, with its accents.
    """

    name: str
    default: str
    verbs: Mapping[str, Command]
    summary: str
    written: Mapping[str, str]


class CommandTable:
    """Every command, found by its words."""

    def __init__(
        self, commands: Iterable[Command], *, defaults: Mapping[str, str], summaries: Mapping[str, str]
    ) -> None:
        self.commands = tuple(commands)
        verbs: dict[str, dict[str, Command]] = {}
        written: dict[str, dict[str, str]] = {}
        for command in self.commands:
            for first, second in (command.words, *command.also):
                verb = fold(second)
                if verb in verbs.setdefault(first, {}):
                    raise ValueError(f"two commands are typed « {first} {second} »")
                verbs[first][verb] = command
                written.setdefault(first, {})[verb] = second
        self.groups: Mapping[str, Group] = {
            name: Group(name, defaults[name], found, summaries[name], written[name]) for name, found in verbs.items()
        }

    def command(self, first: str, second: str) -> Command | None:
        """The command of these two words, if there is one."""
        group = self.groups.get(first)
        return group.verbs.get(fold(second)) if group else None


class Later:
    """The functions of a module that is imported when one of them is called."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            return getattr(import_module(self._module), name)(*values, **named)

        return call


def later(module: str) -> Later:
    """A stand-in for the module; type checkers are shown the module itself."""
    return Later(module)
