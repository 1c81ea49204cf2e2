"""About what: the entries that a question may mean, scored, and whether one, several or none is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from commands.call import Call
from commands.normalise import content_words
from commands.search import CHOICES, COVERAGE_FLOOR, FLOOR, GAP, NEAREST, Hit
from storage.fact_outlines import PART

# Every kind that a question may be about.
ALL = frozenset(
    {"pillar", "axis", "objective", "project", "theme", "community", "tool", "term", "figure", "date", "milestone"}
    | {"target", "duty", "short"}
)
# Of several entries that bear the same name, which one is meant.
NAMED_FIRST = (
    "short", "community", "tool", "term", "objective", "axis", "pillar", "project", "theme", "date", "figure", "duty",
    "milestone", "target",
)  # fmt: skip
# A second entry this near to the best one is told as well.
NEAR = 0.06
# How far below the best a choice may be.
REACH = 0.11
# One or two words that several entries hold whole say less which one is meant.
FEW_WORDS, FEW_NEAR, FEW_REACH = 2, 0.15, 0.18
# Share of the words that another entry holds to be told beside the one that they name, and how many are.
WHOLE, ALSO = 0.97, 3
# Kinds that say what an acronym is, whose title or other names hold it.
BEARING = frozenset({"project", "community", "tool", "theme", "term"})
# What a question adds to a kind that it does not ask for; under it, bearing the words as a name is not enough.
UNWANTED = -0.05


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be meant: its kind and code, its title, and how well it fits (0 to 1)."""

    kind: str
    code: str
    title: str
    score: float
    coverage: float

    @property
    def subject(self) -> tuple[str, str]:
        """The same, as sources are named."""
        return self.kind, self.code


@dataclass(frozen=True, slots=True)
class Found:
    """The entries meant, best first: one, or up to `CHOICES` that are close; none, with the nearest."""

    meant: tuple[Match, ...]
    nearest: tuple[Match, ...] = ()
    # What bears the same words as the one entry that bears them as its name.
    also: tuple[Match, ...] = ()

    @property
    def one(self) -> Match | None:
        """The entry meant, when it is clear."""
        return self.meant[0] if len(self.meant) == 1 else None


def look_for(text: str, call: Call, kinds: frozenset[str] = ALL, *, prefer: Mapping[str, float] | None = None) -> Found:
    """What the words mean among these kinds; `prefer` adds to the score of a kind that the question asks for."""
    return decide(matches(text, call, kinds, prefer=prefer), text, prefer=prefer)


def matches(
    text: str, call: Call, kinds: frozenset[str] = ALL, *, prefer: Mapping[str, float] | None = None
) -> list[Match]:
    """The entries of these kinds that the words may mean and the asker may read, best first."""
    index = call.names().index
    hits = index.search(text, kinds=kinds, readable=lambda entry: call.reader.may_read(entry.circle), limit=20)
    added = prefer or {}
    found = [(_match(hit, added.get(hit.entry.kind, 0.0)), _says_nothing(hit)) for hit in hits]
    # An acronym that the document leaves as it is answers who asks what it means, where nothing else bears it.
    borne = any(one.kind in BEARING and one.coverage >= WHOLE and one.score >= FLOOR for one, bare in found if not bare)
    kept = [one for one, bare in found if not bare or (added.get("term", 0.0) > 0 and not borne)]
    return _once(sorted(kept, key=lambda one: -one.score)) if len(hits) > 1 else [_match(hit, 0.0) for hit in hits]


def decide(found: list[Match], text: str, *, prefer: Mapping[str, float] | None = None) -> Found:
    """One, several or none, by two thresholds: on the best score, and on the gap to the next."""
    likely = [one for one in found if one.score >= FLOOR and one.coverage >= COVERAGE_FLOOR]
    if not likely:
        return Found((), tuple(found[:NEAREST]))
    added = prefer or {}
    whole = [one for one in likely if _is_named(one, text) and added.get(one.kind, 0.0) > UNWANTED]
    if whole and (len(whole) == 1 or len({one.kind for one in whole}) > 1):
        named = min(whole, key=lambda one: NAMED_FIRST.index(one.kind))
        also = [one for one in likely if one is not named and one.coverage >= WHOLE][:ALSO]
        return Found((named,), also=tuple(also))
    best = likely[0]
    near, reach = (FEW_NEAR, FEW_REACH) if len(content_words(text)) <= FEW_WORDS else (NEAR, REACH)
    # What few words mean is close only where the others hold them as fully.
    held = 0.0 if near == NEAR else best.coverage - 0.03
    likely = [best, *(one for one in likely[1:] if one.coverage >= held or best.score - one.score < NEAR)]
    close = [one for one in likely[:CHOICES] if best.score - one.score < near]
    if len(close) < 2:
        return Found((best,))
    return Found(tuple(one for one in likely[:CHOICES] if best.score - one.score < max(reach, GAP)))


def _match(hit: Hit, added: float) -> Match:
    """A hit; what hangs on a key result stands for its objective."""
    entry = hit.entry
    return Match(entry.kind, entry.code, entry.title, min(hit.score + added, 1.2), hit.coverage)


def _once(found: Iterable[Match]) -> list[Match]:
    """Each subject once: a target stands for the objective of its key result."""
    seen: dict[tuple[str, str], Match] = {}
    for one in found:
        whole = objective_of(one)
        known = seen.get(whole.subject)
        if known is None:
            seen[whole.subject] = whole
    return list(seen.values())


def objective_of(one: Match) -> Match:
    """The objective of a target or a milestone; any other match as it is."""
    if one.kind not in {"target", "milestone"}:
        return one
    code = ".".join(one.code.split(PART)[0].split(".")[:3])
    return replace(one, kind="objective", code=code, title="")


def _says_nothing(hit: Hit) -> bool:
    """Whether the entry is an acronym of which the document says nothing."""
    return hit.entry.kind == "term" and not hit.entry.texts


def _is_named(one: Match, text: str) -> bool:
    """Whether the words are the whole title, and nothing else."""
    return content_words(one.title) == content_words(text)
