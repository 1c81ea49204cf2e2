"""What the last question was understood to be, for the one that follows it: what it asked, its filters, its entries.

Never the words of a person: only those of the plan that were recognised in them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commands.filters.criteria import Part
from commands.message import Message
from commands.periods import Period
from commands.questions.cues import Cue
from commands.questions.narrowing import Narrowed
from commands.questions.question import Question
from storage.filters import Condition
from storage.rows.plan import Status

# Entries of an answer that « le deuxième » may mean.
LONGEST = 40
# The kinds of filters whose value is one of an enumeration.
_ENUMS = {"condition": Condition, "status": Status}


@dataclass(frozen=True, slots=True)
class Thread:
    """The question before: what it asked, the words of any list in it, its filters, the entries of its answer.

    `held` are the words of the plan in which its subject was recognised.
    """

    cues: frozenset[Cue]
    counted: tuple[str, ...] = ()
    frame: str = ""
    filters: Narrowed = field(default_factory=Narrowed)
    subjects: tuple[tuple[str, str], ...] = ()
    held: tuple[str, ...] = ()
    kind: str = ""


def thread_of(question: Question, answer: Message, held: tuple[str, ...] = ()) -> Thread:
    """What to keep of a question and its answer."""
    return Thread(
        cues=question.cues,
        counted=question.counted,
        # Where nothing else was named, the words are those of any list.
        frame="" if question.left else question.narrowed.rest,
        filters=question.narrowed,
        subjects=subjects_of(answer),
        held=held,
        kind=answer.about.kind,
    )


def subjects_of(answer: Message) -> tuple[tuple[str, str], ...]:
    """The entries of an answer in their order: what a list shows, what choices offer."""
    about = answer.about
    # The plan as a whole, or all pillars, have no key: nothing can be said of « it ».
    sources = tuple((kind, key) for kind, key in about.sources if key)
    if about.kind == "choices":
        return sources[:LONGEST]
    if about.kind == "status" and about.codes:
        kind = "key_result" if about.codes[0].count(".") == 3 else "objective"
        return ((kind, about.codes[0]),) if about.codes[0].count(".") > 1 else (("axis", about.codes[0]),)
    coded = [(_KINDS.get(code.count("."), "objective"), code) for code in about.codes]
    return (*coded, *(("project", key) for key in about.projects), *sources)[:LONGEST]


_KINDS = {0: "pillar", 1: "axis", 2: "objective", 3: "key_result"}


def dump(thread: Thread) -> str:
    """The thread as JSON text."""
    filters = thread.filters
    content = {
        "cues": sorted(cue.value for cue in thread.cues),
        "counted": thread.counted,
        "frame": thread.frame,
        "subjects": thread.subjects,
        "held": thread.held,
        "kind": thread.kind,
        "parts": [_dumped(part) for part in filters.parts],
        "periods": [[_day(period.first), _day(period.last)] for period in filters.periods],
        "done": filters.done,
        "statuses": [status.value for status in filters.statuses],
        "past_due": filters.past_due,
        "with_target": filters.with_target,
    }
    return json.dumps(content, ensure_ascii=False)


def load(text: str) -> Thread | None:
    """The thread that `dump` wrote; None for what another version wrote."""
    try:
        content: Mapping[str, Any] = json.loads(text)
        filters = Narrowed(
            parts=[_loaded(each) for each in content["parts"]],
            periods=[Period(_read(first), _read(last)) for first, last in content["periods"]],
            done=content["done"],
            statuses=[Status(each) for each in content["statuses"]],
            past_due=content["past_due"],
            with_target=content["with_target"],
            rest=content["frame"],
        )
        return Thread(
            cues=frozenset(Cue(each) for each in content["cues"]),
            counted=tuple(content["counted"]),
            frame=content["frame"],
            filters=filters,
            subjects=tuple((kind, code) for kind, code in content["subjects"]),
            held=tuple(content["held"]),
            kind=content["kind"],
        )
    except (ValueError, KeyError, TypeError):
        return None


def _dumped(part: Part) -> list[Any]:
    value = part.value.value if isinstance(part.value, Condition | Status) else part.value
    return [part.kind, value, part.label, part.excluded]


def _loaded(content: list[Any]) -> Part:
    kind, value, label, excluded = content
    return Part(kind, _ENUMS[kind](value) if kind in _ENUMS else value, label, excluded)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _read(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None
