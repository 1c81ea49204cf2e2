"""From what people type to the entry that they mean: a code, a title, part of one, with typos and without accents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commands import texts
from commands.call import Call
from commands.codes import Code, codes_within, take_code, whole_code
from commands.command import Taken
from commands.errors import Misread, Several
from commands.normalise import fold, words
from commands.search import CHOICES, NEAREST, Clear, Close, Hit, Index, Nothing
from storage import communities, plan, portfolio

PLAN_KINDS = frozenset({"pillar", "axis", "objective"})
PROJECT_KINDS = frozenset({"project"})
COMMUNITY_KINDS = frozenset({"community"})

# A pillar's number, alone.
_NUMBER = re.compile(r"^\s*\d{1,2}\s*$")
# A key as the catalogue writes it: « programme-stratobus », « cap_managers ».
_KEY = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the plan, the portfolio or the communities: its kind and its code or key."""

    kind: str
    code: str

    @property
    def subject(self) -> tuple[str, str]:
        """The same, as the history names it."""
        return self.kind, self.code


@dataclass(frozen=True, slots=True)
class Paged:
    """An entry, and which page of what is long about it."""

    reference: Reference
    page: int = 1


_PAGE = re.compile(r"\s+page\s+(\d{1,4})\s*$", re.IGNORECASE)


def with_page(read: Callable[[str, Call], Taken]) -> Callable[[str, Call], Taken]:
    """The same reader, with « page 2 » at the end."""

    def read_paged(text: str, call: Call) -> Taken:
        found = _PAGE.search(text)
        bare = text[: found.start()] if found else text
        return Taken(Paged(read(bare, call).value, int(found.group(1)) if found else 1))

    return read_paged


def read_plan_entry(text: str, call: Call) -> Taken:
    """A pillar, an axis, an objective or a key result, from its code or its words; takes the whole text."""
    code = code_in(text, call)
    if code is None and _NUMBER.match(text):
        code = Code("pillar", int(text))
    if code is not None:
        return Taken(plan_entry(code, call))
    if fold(text) in texts.WHOLE_PLAN_WORDS:
        return Taken(Reference("plan", ""))
    return Taken(found(text, call, PLAN_KINDS))


def read_objective(text: str, call: Call) -> Taken:
    """An objective or a key result, from its code or its words; takes the whole text."""
    code = code_in(text, call)
    if code is not None and code.kind not in {"objective", "key_result"}:
        raise Misread(texts.objective_expected(text))
    if code is not None:
        return Taken(plan_entry(code, call))
    return Taken(found(text, call, frozenset({"objective"})))


def read_sheet_entry(text: str, call: Call) -> Taken:
    """An entry of the plan, or a unit by its name; takes the whole text."""
    meant = call.names().names.get(" ".join(words(text)), ())
    unit = next((one for one in meant if one.kind == "unit"), None)
    if unit is not None and whole_code(text) is None:
        return Taken(Reference("unit", unit.key))
    return read_plan_entry(text, call)


def read_project(text: str, call: Call) -> Taken:
    """A project, from its key or its words; takes the whole text."""
    key = text.strip()
    if _KEY.match(key) and portfolio.project(call.session, key, reader=call.reader) is not None:
        return Taken(Reference("project", key))
    return Taken(found(text, call, PROJECT_KINDS))


def read_community(text: str, call: Call) -> Taken:
    """A community or governance body, from its key or its words; takes the whole text."""
    key = text.strip()
    if _KEY.match(key) and communities.community(call.session, key) is not None:
        return Taken(Reference("community", key))
    return Taken(found(text, call, COMMUNITY_KINDS))


def take_plan_entry(text: str, call: Call) -> Taken:
    """The entry of the plan whose code the text begins with; raises Misread where it begins with none."""
    taken = take_code(text)
    if taken is None:
        raise Misread(texts.code_expected(text))
    return Taken(plan_entry(taken[0], call), taken[1])


def code_in(text: str, call: Call) -> Code | None:
    """The code that the text is, or the only one in the sentence; raises Several where it names more."""
    code = whole_code(text)
    if code is not None:
        return code
    named = codes_within(text)
    if len(named) < 2:
        return named[0] if named else None
    entries = [plan_entry(one, call) for one in named[:CHOICES]]
    outlines = call.names().entries
    labelled = [(entry, outlines.get((entry.kind, entry.code))) for entry in entries]
    raise Several(
        texts.several_match(text),
        tuple(
            (
                texts.TYPED.get(entry.kind, "{}").format(entry.code),
                texts.entry_label(entry.kind, entry.code, outline.title if outline else ""),
                "",
            )
            for entry, outline in labelled
        ),
    )


def plan_entry(code: Code, call: Call) -> Reference:
    """The recorded entry of this code; raises Several where the pillar is missing, Misread where there is none."""
    if code.pillar == 0 and code.kind in {"objective", "key_result"}:
        return _without_pillar(code, call)
    if code.pillar == 0:
        raise _unknown_code(code, call)
    if not plan.exists(call.session, kind=code.kind, code=str(code)):
        raise _unknown_code(code, call)
    return Reference(code.kind, str(code))


def found(text: str, call: Call, kinds: frozenset[str], *, typed: Mapping[str, str] = texts.TYPED) -> Reference:
    """The one entry of these kinds that the words mean; raises Several, with the nearest where none is meant."""
    hits = search(text, call, kinds)
    said = words(text)
    named = [hit for hit in hits if words(hit.entry.title) == said]
    if len(named) == 1:
        # A whole title says which entry is meant, however many others hold its words: « CAP Managers ».
        return Reference(named[0].entry.kind, named[0].entry.code)
    match Index.decide(hits):
        case Clear(hit):
            return Reference(hit.entry.kind, hit.entry.code)
        case Close(close):
            raise Several(texts.several_match(text), options(close, call, typed=typed))
        case Nothing(nearest):
            raise Several(
                texts.none_matches(text, near=bool(nearest)), options(nearest, call, typed=typed), abstained=True
            )


def search(text: str, call: Call, kinds: frozenset[str], *, limit: int = 20) -> list[Hit]:
    """The entries of these kinds that the words may mean and the asker may read, best first."""
    index = call.names().index
    return index.search(text, kinds=kinds, readable=lambda entry: call.reader.may_read(entry.circle), limit=limit)


def options(
    hits: Sequence[Hit], call: Call, *, typed: Mapping[str, str] = texts.TYPED
) -> tuple[tuple[str, str, str], ...]:
    """What to type for each hit, its label, and what tells it from the others."""
    outlines = call.names().entries
    return tuple(
        (
            typed[hit.entry.kind].format(hit.entry.code),
            texts.entry_label(hit.entry.kind, hit.entry.code, hit.entry.title),
            texts.entry_place(hit.entry.kind, outlines[hit.entry.kind, hit.entry.code].place),
        )
        for hit in hits
    )


def _unknown_code(code: Code, call: Call) -> Misread | Several:
    """No entry has this code: the objectives of the same axis, else of the same pillar, are the nearest."""
    near = plan.objectives(call.session, axis_code=f"{code.pillar}.{code.axis}") if code.axis else ()
    near = near or plan.objectives(call.session, pillar_number=code.pillar)
    if not near:
        numbers = [each.number for each in plan.pillars(call.session)]
        return Misread(texts.no_such_pillar(code.pillar, numbers))
    closest = sorted(near, key=lambda one: abs(int(one.code.rsplit(".", 1)[-1]) - (code.item or 1)))[:NEAREST]
    shown = sorted(closest, key=lambda one: one.code)
    offered = tuple((one.code, texts.entry_label("objective", one.code, one.title), "") for one in shown)
    return Several(texts.no_such_code(str(code), code.kind, near=True), offered, abstained=True)


def _without_pillar(code: Code, call: Call) -> Reference:
    """« 2.2 » is printed in up to seven pillars, and is an axis as well; what is printed once is meant."""
    printed = f"{code.axis}.{code.item}"
    typed = f"{printed}.{code.letter}" if code.letter else printed
    candidates = [
        (f"{one.code}.{code.letter}" if code.letter else one.code, one)
        for one in plan.objectives_printed(call.session, printed)
        if not code.letter or plan.exists(call.session, kind="key_result", code=f"{one.code}.{code.letter}")
    ]
    offered = [
        (
            full,
            texts.entry_label("objective", full, one.title),
            texts.in_pillar(one.pillar.number, one.pillar.title),
        )
        for full, one in candidates
    ]
    axis = plan.axis(call.session, printed) if not code.letter else None
    if axis is not None:
        offered.append((f"axe {axis.code}", texts.entry_label("axis", axis.code, axis.title), texts.AN_AXIS))
    if not offered:
        raise Misread(texts.no_such_code(typed, code.kind, near=False), texts.CODES_ARE)
    if len(offered) == 1 and candidates:
        return Reference(code.kind, offered[0][0])
    raise Several(texts.printed_in_several(typed), tuple(offered))
