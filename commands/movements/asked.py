"""Plain questions of history: « qu'est-ce qui a bougé depuis le dernier Comex ? », « pourquoi 4.2.2.b est en rouge ? ».

They are told from other questions by how they begin; what they ask is read by the commands' own readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.call import Call
from commands.command import later
from commands.errors import Misread, Several
from commands.message import About, Audience, Field, Form, Message
from commands.movements import texts, vocabulary
from commands.normalise import words
from commands.plan import history
from commands.portfolio import projects
from commands.references import Paged, Reference, found, search
from storage.history import Subject

if TYPE_CHECKING:
    from commands.movements import doubted, movements, reading, why, windows
else:
    # Most questions are others.
    doubted = later("commands.movements.doubted")
    movements = later("commands.movements.movements")
    reading = later("commands.movements.reading")
    why = later("commands.movements.why")
    windows = later("commands.movements.windows")

_KINDS = frozenset({"objective", "project"})
# Results of a search among which a whole title is looked for.
MOST_TITLES = 5


def answer(call: Call, text: str) -> Message | None:
    """The answer to a question of history; None for another question, or where the subject meant is not clear."""
    if len(text) > vocabulary.LONGEST_QUESTION:
        return None
    text = " ".join(text.split())
    moved = vocabulary.MOVEMENTS.match(text)
    if moved is not None:
        return _movements(call, moved.group(), text[moved.end() :])
    past = vocabulary.HISTORY.match(text)
    if past is not None:
        return _history(call, text[past.end() :])
    doubts = vocabulary.WHY.match(text)
    return _why(call, text[doubts.end() :]) if doubts is not None else None


def about_the_same(text: str, subject: Subject, *, bare: bool = True) -> str | None:
    """The command that « pourquoi c'est en rouge ? » means right after an answer about the subject; None for another.

    A question that names a subject is none; nor is, unless `bare`, one that says nothing of how the subject stands.
    """
    doubts = vocabulary.WHY.match(text) if len(text) <= vocabulary.LONGEST_QUESTION else None
    if doubts is None or not _nameless(text[doubts.end() :]):
        return None
    kind, code = subject
    _, word = doubted.how_it_stands(text[doubts.end() :])
    if not bare and not words(text[doubts.end() :]):
        return None
    said = f"{'projet' if kind == 'project' else 'objectif'} pourquoi {code}"
    return f"{said} est {word}" if word else said


def _movements(call: Call, asking: str, rest: str) -> Message | None:
    whole = f"{asking} {rest}"
    of_projects, of_plan = (bool(each.search(whole)) for each in (vocabulary.OF_PROJECTS, vocabulary.OF_OBJECTIVES))
    plan, portfolio = frozenset({"objective", "key_result"}), frozenset({"project"})
    kinds = plan | portfolio if of_projects == of_plan else portfolio if of_projects else plan
    rest = rest.strip(" ?!.,;:")
    # A period that cannot be, or a body that never met, is said at once.
    window, left = windows.take_window(rest, call)
    name = vocabulary.LEFT_OVER.sub("", left.strip(" ?!.,;:"))
    entry = _titled(call, name)
    if entry is None:
        try:
            return movements.show(call, reading.read_asked(rest, call, kinds))
        except Misread:
            # What is no filter may name a subject.
            entry = _subject(call, name)
            if entry is None and vocabulary.SINCE.search(rest):
                raise
    return None if entry is None else movements.show(call, reading.narrowed(entry, window, rest))


def _history(call: Call, rest: str) -> Message | None:
    """The whole history of the subject named."""
    typed = rest.strip(" ?!.,;:")
    entry = doubted.entry_of(typed, call) if doubted.code_of(typed) is not None else _subject(call, typed)
    if entry is None:
        return None
    return (
        projects.history_of(call, Paged(entry)) if entry.kind == "project" else history.of_objective(call, Paged(entry))
    )


def _why(call: Call, rest: str) -> Message | None:
    if doubted.code_of(rest) is not None:
        try:
            return why.why(call, doubted.read_doubted_objective(rest, call).value)
        except Several:
            return None
    if _nameless(rest):
        field = Field("doubted", texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT)
        form = Form(texts.HELP_WHY, "objectif pourquoi", (field,))
        return Message((form,), Audience.QUIET, About(kind="question"))
    if not doubted.wonders(rest):
        return None
    name, stands, word = doubted.named(vocabulary.LEFT_OVER.sub("", rest.strip(" ?!.,;:")))
    entry = _subject(call, name)
    return None if entry is None else why.why(call, doubted.Doubted(entry, stands, word))


def _subject(call: Call, name: str) -> Reference | None:
    """The objective or project that the words mean; None where several or none are meant."""
    try:
        return found(name, call, _KINDS) if name.strip() else None
    except Several:
        return None


def _titled(call: Call, name: str) -> Reference | None:
    """The objective or project whose whole title this is: « plan vélo » is no part of a commune's name."""
    said = words(name)
    hits = search(name, call, _KINDS, limit=MOST_TITLES) if said else ()
    named = [hit.entry for hit in hits if words(hit.entry.title) == said]
    return Reference(named[0].kind, named[0].code) if len(named) == 1 else None


def _nameless(rest: str) -> bool:
    """Whether only how something stands is named, and not what."""
    if doubted.code_of(rest) is not None:
        return False
    said = f" {' '.join(words(rest))} "
    _, word = doubted.how_it_stands(rest)
    for phrase in (word, *vocabulary.LATE, *vocabulary.PUT_OFF):
        said = said.replace(f" {phrase} ", " ") if phrase else said
    return set(said.split()) <= vocabulary.NAMELESS
