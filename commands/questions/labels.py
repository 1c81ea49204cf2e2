"""How an entry found by a question is named, placed and typed, whatever its kind."""

from __future__ import annotations

from commands import texts as frame_texts
from commands.call import Call
from commands.questions import card_texts
from commands.questions.finding import Match


def title_of(one: Match, call: Call) -> str:
    """The recorded title."""
    # A key result is named by its objective.
    subject = ("objective", one.code.rpartition(".")[0]) if one.kind == "key_result" else one.subject
    outline = call.names().entries.get(subject)
    return outline.title if outline is not None else one.title


def label_of(one: Match, call: Call) -> str:
    """The entry on a button: « 4.2.2 Déployer les outils collaboratifs … »."""
    return frame_texts.entry_label(one.kind, one.code, title_of(one, call))


def place_of(one: Match, call: Call) -> str:
    """What kind of entry it is, and where it stands."""
    outline = call.names().entries.get(one.subject)
    place = outline.place if outline is not None else ""
    return card_texts.KINDS.get(one.kind) or frame_texts.entry_place(one.kind, place)


def typed_of(one: Match) -> str:
    """What to type to mean exactly this entry."""
    known = frame_texts.TYPED_ALONE.get(one.kind)
    return known.format(one.code) if known is not None else card_texts.typed_alone(one.kind, one.code)
