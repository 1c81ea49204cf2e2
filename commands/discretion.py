"""What tells of a restricted project is for the asker alone, wherever they asked: others in the place may not read it.

The one place where this is decided, for answers, questions, forms, choices and refusals alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from commands.conversation import Asking
from commands.message import About, Audience, Button, Field, Message, lines_of, text_of
from commands.normalise import fold
from storage import portfolio
from storage.reader import Reader


def for_its_readers(session: Session, outcome: Message | Asking, reader: Reader) -> Message | Asking:
    """The outcome as it is, or for the asker in private where it cites or counts what only their circles may read.

    Numbers of projects are among it: beside the number that others are told, they say how many are hidden.
    """
    if outcome.audience is Audience.PERSONAL or not (reader.circles or reader.sees_all):
        return outcome
    hidden = portfolio.restricted(session, reader=reader)
    if not hidden or not _tells_of(outcome, hidden):
        return outcome
    return replace(outcome, audience=Audience.PERSONAL)


def _tells_of(outcome: Message | Asking, hidden: dict[str, str]) -> bool:
    """Whether the outcome rests on one of these projects (names by key), or has one in what is read or typed of it."""
    about = outcome.about if isinstance(outcome, Message) else About()
    if about.counts_projects or not hidden.keys().isdisjoint(about.projects):
        return True
    text = fold("\n".join(_said(outcome)))
    return any(fold(each) in text for named in hidden.items() for each in named)


def _said(outcome: Message | Asking) -> Iterator[str]:
    if isinstance(outcome, Asking):
        yield outcome.filling.says
        yield from outcome.filling.values.values()
        yield from map(text_of, outcome.before)
        yield from _said_in(outcome.filling.fields)
        return
    yield from map(text_of, lines_of(outcome))
    yield from _said_by(outcome.buttons)
    if outcome.form is not None:
        yield from (outcome.form.title, outcome.form.says)
        yield from _said_in((*outcome.form.fields, *outcome.form.spoken))


def _said_in(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield from (field.label, field.hint, field.initial)
        yield from _said_by(field.options)


def _said_by(buttons: tuple[Button, ...]) -> Iterator[str]:
    for button in buttons:
        yield from (button.label, button.says, button.detail)
