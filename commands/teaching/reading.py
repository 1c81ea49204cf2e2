"""What is to be taught: « zéro papier = 4.2.1 », or a question with its answer: « qui est le DPO ? : voir MActu »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands.call import Call
from commands.codes import whole_code
from commands.command import Taken
from commands.errors import Misread
from commands.normalise import content_words, words
from commands.questions.finding import ALL, look_for
from commands.teaching import texts
from storage.teaching import TEACHABLE

# Characters of words that are taught, and of a short answer.
LONGEST_PHRASE, LONGEST_ANSWER = 120, 500

_WORDS_OF = re.compile(r"^(?P<phrase>.+?)\s*=\s*(?P<entry>[^=]+)$", re.DOTALL)
# The answer stands behind « : » with a space before it, or behind « ? ».
_ANSWER_TO = re.compile(r"^(?P<asked>.+?)\s*(?:\?\s*:?|\s:)\s*(?P<answer>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Words for an entry (`kind` and `code`), or an answer to a question."""

    phrase: str
    kind: str = ""
    code: str = ""
    answer: str = ""


def read_lesson(text: str, call: Call) -> Taken:
    """The lesson that the whole text is; raises Misread."""
    words_of = _WORDS_OF.match(text.strip())
    if words_of is not None:
        phrase = _phrase(words_of["phrase"])
        kind, code = entry_named(words_of["entry"], call)
        return Taken(Lesson(phrase, kind, code))
    answer_to = _ANSWER_TO.match(text.strip())
    if answer_to is None:
        raise Misread(texts.HOW_TO_TEACH, *texts.TEACHING_EXAMPLES)
    asked, answer = _phrase(answer_to["asked"]), " ".join(answer_to["answer"].split())
    if len(answer) > LONGEST_ANSWER:
        raise Misread(texts.too_long(len(answer), LONGEST_ANSWER))
    return Taken(Lesson(asked, answer=answer))


def entry_named(text: str, call: Call) -> tuple[str, str]:
    """The kind and code of the one entry that the text names; raises Misread."""
    code = whole_code(text)
    entries = call.names().entries
    if code is not None and code.pillar:
        known = (code.kind, str(code))
        objective = ("objective", str(code).rpartition(".")[0]) if code.kind == "key_result" else known
        if objective in entries:
            return known
        raise Misread(texts.no_such_entry(text))
    typed = text.strip()
    keyed = [one for one in entries if one[1] == typed and one[0] in TEACHABLE]
    if len(keyed) == 1:
        return keyed[0]
    meant = look_for(typed, call, ALL & TEACHABLE).one
    if meant is None:
        raise Misread(texts.no_such_entry(text))
    return meant.kind, meant.code


def phrase_key(phrase: str) -> str:
    """What two ways to type the same words share: the words that count, in order."""
    return " ".join(content_words(phrase))


def _phrase(text: str) -> str:
    phrase = " ".join(text.split()).strip("«»\"' ")
    if len(phrase) > LONGEST_PHRASE:
        raise Misread(texts.too_long(len(phrase), LONGEST_PHRASE))
    if not words(phrase):
        raise Misread(texts.HOW_TO_TEACH, *texts.TEACHING_EXAMPLES)
    return phrase
