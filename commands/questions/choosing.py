"""Several entries may be meant: each is offered with what tells it from the others, its deadline or its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commands.call import Call
from commands.french import typeset
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.questions import texts
from commands.questions.cards import gist
from commands.questions.finding import Match
from commands.questions.labels import label_of, place_of, typed_of
from commands.texts import shortened

# Characters of what tells a choice from its neighbours.
GIST = 260


def perhaps(call: Call, likely: Sequence[Match]) -> Message:
    """What may be meant when nothing clearly is, said to be a guess."""
    return _choices(call, likely, texts.PERHAPS)


def with_others(call: Call, answer: Message, others: Sequence[Match]) -> Message:
    """The answer, and what else bears the same words."""
    buttons = tuple(Button(label_of(one, call), says=typed_of(one), detail=place_of(one, call)) for one in others)
    about = replace(answer.about, sources=(*answer.about.sources, *(one.subject for one in others)))
    return replace(answer, blocks=(*answer.blocks, paragraph(texts.SEE_ALSO), Choices(buttons)), about=about)


def offered(call: Call, meant: Sequence[Match], typed: str) -> Message:
    """The entries, best first, each a choice."""
    return _choices(call, meant, texts.several(typed))


def _choices(call: Call, meant: Sequence[Match], heading: str) -> Message:
    buttons = tuple(Button(label_of(one, call), says=typed_of(one), detail=_detail(call, one)) for one in meant)
    codes = tuple(one.code for one in meant if one.kind in {"objective", "axis"})
    projects = tuple(one.code for one in meant if one.kind == "project")
    about = About("choices", codes, projects, sources=tuple(one.subject for one in meant))
    return Message((paragraph(heading), Choices(buttons)), Audience.QUIET, about)


def _detail(call: Call, one: Match) -> str:
    parts = [place_of(one, call), shortened(gist(call, one), GIST)]
    return typeset(" : ".join(part for part in parts if part))
