"""What is not for this bot: programs, instructions, insults, everything else in the world; answered in one sentence."""

from __future__ import annotations

from commands.call import Call
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.questions import refusal_texts, scope_words
from commands.questions.finding import look_for
from commands.questions.question import Question

# An entry of the plan that holds this share of the question, all the same: « coupe du monde de rugby » is a project.
RECORDED = 0.9


def out_of_scope(question: Question, call: Call) -> Message | None:
    """A short polite refusal that says what can be asked; None for what may be about the plan."""
    said = question.said
    if scope_words.CODE.search(question.typed) or scope_words.INSTRUCTIONS.search(said):
        return refusal()
    figures = scope_words.CODE_OF_PLAN.match(question.typed) or scope_words.DAY.match(question.typed)
    if scope_words.SUM.match(question.typed) and not figures:
        return refusal()
    if scope_words.INSULTS.search(said) or scope_words.ERRANDS.search(said):
        return refusal()
    if scope_words.ELSEWHERE.search(said) and not _recorded(question, call):
        return refusal()
    return None


def about_itself(question: Question, call: Call) -> Message | None:
    """What the bot can do, who sees a vote, how to stop its messages."""
    said = question.said
    if scope_words.GREETING.match(said) or scope_words.ABOUT_BOT.match(said):
        return Message(
            (paragraph(refusal_texts.WHAT_I_DO), paragraph(refusal_texts.TRY_THESE), _examples()),
            Audience.QUIET,
            About(kind="courtesy"),
        )
    if scope_words.SECRECY.search(said):
        return Message((paragraph(*refusal_texts.WHO_SEES_A_VOTE),), Audience.QUIET, About(kind="service"))
    if scope_words.SILENCE.search(said):
        return Message(
            (paragraph(*refusal_texts.stop_messages(_silence(call))),), Audience.QUIET, About(kind="service")
        )
    return None


def refusal() -> Message:
    """What cannot be asked is not discussed; what can is said."""
    about = About(kind="out_of_scope", abstained=True)
    return Message((paragraph(refusal_texts.OUT_OF_SCOPE), _examples()), Audience.QUIET, about)


def _examples() -> Choices:
    return Choices(tuple(Button(label, says=says) for label, says in refusal_texts.EXAMPLES))


def _recorded(question: Question, call: Call) -> bool:
    found = look_for(question.subject, call, frozenset({"objective", "project", "figure", "date", "tool", "term"}))
    return bool(found.meant) and found.meant[0].coverage >= RECORDED


def _silence(call: Call) -> str | None:
    """The command that silences the bot, where this table has one."""
    command = call.table.command("dimension", "silence")
    return command.sentence if command is not None else None
