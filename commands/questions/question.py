"""A question as it was understood: how it is spelt, what it asks, under which filters."""

from __future__ import annotations

from dataclasses import dataclass

from commands.call import Call
from commands.normalise import words
from commands.questions.cue_words import ASKING, COUNTED, CUES, GENERIC, STRUCTURES
from commands.questions.cues import Cue
from commands.questions.narrowing import Narrowed, narrowed
from commands.questions.spelling_out import spell_out
from commands.stop_words import FUNCTION_WORDS, WRAPPER_WORDS


@dataclass(frozen=True, slots=True)
class Question:
    """What the steps of understanding made of a sentence.

    `typed` is what was typed, `spelt` the same spelt out, `said` its folded words in single spaces; `cues` are what
    it asks; `counted` the folded words of what is to be counted; `subject` the words that say what it is about.
    """

    typed: str
    spelt: str
    said: str
    cues: frozenset[Cue]
    narrowed: Narrowed
    counted: tuple[str, ...]
    subject: str

    def asks(self, *cues: Cue) -> bool:
        """Whether it asks for one of these."""
        return not self.cues.isdisjoint(cues)

    @property
    def left(self) -> list[str]:
        """The words that remain when filters, what is asked and the words of any list are taken away."""
        aside = GENERIC | STRUCTURES.keys() | self.narrowed.place_words
        rest = words(self.narrowed.rest)
        return [word for word in rest if word not in aside and not word.isdigit() and not is_small(word)]


def understood(text: str, call: Call) -> Question:
    """The question in the text; each part of it can be read on its own."""
    spelt = spell_out(text, call.names().index.knows)
    said = " ".join(words(spelt))
    filters = narrowed(spelt, call)
    return Question(
        typed=text,
        spelt=spelt,
        said=said,
        cues=cues_in(said),
        narrowed=filters,
        counted=counted_in(said),
        subject=subject_of(filters.named),
    )


def cues_in(said: str) -> frozenset[Cue]:
    """What the folded words ask for."""
    return frozenset(cue for cue, pattern in CUES.items() if pattern.search(said))


def counted_in(said: str) -> tuple[str, ...]:
    """What is counted, in folded words, nearest first: « communes » of « combien de communes »."""
    found = COUNTED.search(said)
    named = [word for word in (found.groups() if found else ()) if word]
    # « combien de réalisés pilier 5 »: what follows a word that counts nothing is no more counted.
    return () if not named or is_small(named[0]) else tuple(word for word in named if not is_small(word))


def subject_of(line: str) -> str:
    """The line without the words that only ask; the whole line where nothing else is said."""
    kept = [word for word in words(line) if word not in ASKING]
    return " ".join(kept) if any(not is_small(word) for word in kept) else line


def is_small(word: str) -> bool:
    """Whether the word carries no subject."""
    return len(word) < 2 or word in FUNCTION_WORDS or word in WRAPPER_WORDS
