"""Whether an entry says a number of what is counted: « 180 directeurs » of directors, « 500 km » of kilometres."""

from __future__ import annotations

import re

from commands.call import Call
from commands.normalise import fold_lines
from commands.questions.cue_words import DURATIONS, MEMBERS, TIMES
from commands.questions.finding import Match
from commands.spelling import family
from commands.synonym_words import SYNONYMS
from storage import communities, plan, portfolio, reference
from storage.fact_outlines import PART
from storage.rows.plan import TargetKind

# From this likeness two words are of one family: « élu » and « élus ».
ALIKE = 0.8
# A number, and the words behind it among which what it counts is looked for.
_NUMBERED = re.compile(r"\d[\d .,]*\s*((?:[^\W\d_]+\s*){1,4})")


def says_number_of(call: Call, one: Match, counted: tuple[str, ...], *, share: bool = False) -> bool:
    """Whether the entry counts what the folded words name; `share` says whether a percentage is an answer."""
    match one.kind:
        case "figure":
            figure = reference.figure(call.session, one.code)
            return figure is not None and counts(counted, f"{figure.label} {figure.value} {figure.printed or ''}")
        case "community":
            return _of_community(call, one.code, counted)
        case "objective" | "target":
            return _of_objective(call, one.code.split(PART)[0], counted, share=share)
        case "project":
            project = portfolio.project(call.session, one.code, reader=call.reader)
            return project is not None and numbers(counted, f"{project.statement} {' '.join(project.components)}")
        case "date":
            event = reference.key_date(call.session, one.code)
            return event is not None and numbers(counted, f"{event.detail or ''}")
        case _:
            return False


def counts(counted: tuple[str, ...], text: str) -> bool:
    """Whether the text names what is counted, or something of its family."""
    held = fold_lines([text])[0].split()
    return any(_same(word, other) for word in counted for other in held)


def numbers(counted: tuple[str, ...], text: str) -> bool:
    """Whether the text puts a number before what is counted."""
    return any(counts(counted, found[1]) for found in _NUMBERED.finditer(text))


def _of_community(call: Call, key: str, counted: tuple[str, ...]) -> bool:
    community = communities.community(call.session, key)
    if community is None:
        return False
    if not TIMES.isdisjoint(counted):
        return community.rhythm is not None
    if not MEMBERS.isdisjoint(counted):
        return community.size is not None
    said = f"{community.size or ''} {community.composition or ''} {community.rhythm or ''}"
    return numbers(counted, said)


def _of_objective(call: Call, code: str, counted: tuple[str, ...], *, share: bool) -> bool:
    objective = plan.objective(call.session, ".".join(code.split(".")[:3]))
    if objective is None:
        return False
    targets = [each for result in objective.key_results for each in result.targets]
    if not DURATIONS.isdisjoint(counted):
        return any(each.kind is TargetKind.DURATION for each in targets)
    if any(counts(counted, f"{each.unit} {each.what}") for each in targets if each.kind is not TargetKind.PERCENT):
        return True
    if share and any(counts(counted[:1], each.what.split()[0]) for each in targets if each.kind is TargetKind.PERCENT):
        return True
    outline = call.names().entries.get(("objective", objective.code))
    said = (*outline.statements, *outline.surroundings) if outline is not None else ()
    return any(numbers(counted, text) for text in said)


def _same(word: str, other: str) -> bool:
    return family(word, other) >= ALIKE or other in SYNONYMS.get(word, ())
