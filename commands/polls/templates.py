"""Ready-made polls: their question, kind and mode are given; participants, options and end are typed."""

from __future__ import annotations

import re
from dataclasses import replace

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.french import elide
from commands.message import About, Audience, Bullets, Item, Message, paragraph
from commands.normalise import fold
from commands.polls import creating, texts, vocabulary
from commands.polls import templates_texts as said
from commands.polls import templates_words as words
from commands.polls.line import read_line
from commands.polls.templates_words import TEMPLATES, Template
from commands.polls.wanted import Wanted
from storage.reference import figures
from storage.rows.reference import Figure

_FLAG = re.compile(vocabulary.BEFORE_FLAG)
_REST = re.compile(r"\||" + vocabulary.BEFORE_FLAG)
# Questions of a quiz, and the smallest figure worth asking: of « 1 conférence » one is sure.
QUIZ_QUESTIONS, LEAST_FIGURE = 5, 5


def read_template(text: str, call: Call) -> Taken:
    """« satisfaction CAP Managers --clos vendredi »: the poll that it means; takes the whole text."""
    template, rest = _named(text, call)
    where = _REST.search(rest)
    participants = (rest[: where.start()] if where else rest).strip(" :")
    typed = rest[where.start() :] if where else ""
    options, *flags = _FLAG.split(typed)
    for flag in flags:
        first = fold(flag.strip())
        if first in vocabulary.MODES or first.split()[0] in vocabulary.KINDS:
            raise Misread(said.MODE_LOCKED)
    if template.takes_options:
        line = template.line.format(options=options.strip())
    elif options.strip(" |"):
        raise Misread(said.OPTIONS_LOCKED)
    else:
        line = template.line or _quiz(call)
    ends = "".join(f" --{flag.strip()}" for flag in flags)
    wanted: Wanted = read_line(f"{participants} : {line}{ends}", call)
    return Taken(replace(wanted, template=template.key))


def _named(text: str, call: Call) -> tuple[Template, str]:
    known = [
        (fold(name), template)
        for template in TEMPLATES
        if not template.optional or call.options.polls.mood
        for name in template.names
    ]
    typed = text.split()
    for length in range(min(4, len(typed)), 0, -1):
        first = fold(" ".join(typed[:length]))
        for name, template in known:
            if first == name:
                return template, " ".join(typed[length:])
    raise Misread(said.unknown_template(typed[0] if typed else ""), said.TEMPLATES_ARE)


def create_from(call: Call, wanted: Wanted | None = None) -> Message:
    """Show what the template makes; without a word, the templates there are."""
    if wanted is not None:
        return creating.create(call, wanted)
    shown = [each for each in TEMPLATES if not each.optional or call.options.polls.mood]
    items = tuple(Item((said.listed(each.names[-1], each.key),)) for each in shown)
    return Message((paragraph(texts.heading(said.TITLE)), Bullets(items)), Audience.QUIET, About(kind="poll_templates"))


def _quiz(call: Call) -> str:
    """Questions on the plan's key figures, with two wrong answers each that follow from the right one."""
    asked = [each for each in figures(call.session) if each.value.isdecimal() and int(each.value) > LEAST_FIGURE]
    asked.sort(key=lambda each: -int(each.value))
    options = " ".join(f"| {_question(each)}" for each in asked[:QUIZ_QUESTIONS])
    return f"{words.QUIZ_QUESTION} {options} {words.QUIZ_MODE}"


def _question(figure: Figure) -> str:
    right = int(figure.value)
    wrong = (right // 2 or 1, right + max(right // 3, 2))
    # Where the right one stands follows from its name, so that a quiz is the same each time it is put.
    answers = [str(each) for each in wrong]
    answers.insert(sum(map(ord, figure.key)) % 3, f"{right}*")
    return words.QUIZ_OPTION.format(label=elide("de", figure.label).strip(), answers=" / ".join(answers))
