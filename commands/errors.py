"""What stops a request: the person can put it right, or is not allowed."""

from __future__ import annotations

from dataclasses import dataclass

from commands.message import Button, Line, as_line


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tried who may not: the command, the subject that they named, and who they are (None: unknown)."""

    command: str
    subject: tuple[str, str] | None
    person_id: int | None


class UserError(Exception):
    """The person can put it right: one clear sentence, what to do next, and at most a few choices."""

    def __init__(self, *lines: Line | str, choices: tuple[Button, ...] = ()) -> None:
        self.lines: tuple[Line, ...] = tuple(as_line(each) for each in lines)
        self.choices = choices
        # The submitted field that was misread, once known, and what is wrong with others of the same form.
        self.field = ""
        self.also: tuple[tuple[str, str], ...] = ()
        super().__init__(" ".join(span if isinstance(span, str) else "" for each in self.lines for span in each))


class Misread(UserError):
    """Not understood."""


class Refused(UserError):
    """Understood, but not allowed."""

    # What was tried, once dispatch knows it; kept in the audit trail.
    attempt: Attempt | None = None


class Missing(Exception):
    """An argument that the command needs was not given; dispatch asks for it."""

    def __init__(self, argument: str) -> None:
        self.argument = argument
        super().__init__(argument)


class Several(Exception):
    """What was typed means several things; dispatch offers them in place of what was typed.

    Each option is what to type instead, its label, and how it differs from the others. Where a submitted `field` means
    several things, that is what to write in the field.
    """

    def __init__(
        self, question: str, options: tuple[tuple[str, str, str], ...], abstained: bool = False, field: str = ""
    ) -> None:
        self.question = question
        self.options = options
        self.abstained = abstained
        self.field = field
        super().__init__(question)
