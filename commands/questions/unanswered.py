"""What is kept of a question without an answer: its words, without who asked, and nothing that names a person."""

from __future__ import annotations

import re

from commands.call import Call
from commands.message import Message
from commands.normalise import content_words
from commands.questions.spelling_out import spell_out
from commands.texts import INTERRUPTED, shortened
from storage import portfolio, questions

# Answers after which the question waits for the central team.
WITHOUT = frozenset({"nothing", "not_recorded"})
# Characters of a question that are kept.
LONGEST = 200
# Characters in which names are looked for.
READ = 600
# Words that count, in the key that groups two ways to ask the same.
GROUPING_WORDS = 12
# Addresses, numbers of telephone and long numbers, and whoever is called by « @ »: they name somebody.
_NAMING = re.compile(r"\S+@\S+|@\S+|<[@!#][^>]*>|\+?\d[\d .-]{5,}\d")


def keep(call: Call, typed: str, answer: Message) -> None:
    """Keep the question when its answer says that nothing is recorded.

    Not one that shares a word with a project that only the asker's circles may read: those who read the list may not
    know of it.
    """
    if answer.about.kind not in WITHOUT or not answer.about.abstained or _tells_of_circles(call, typed):
        return
    said = shortened(_NAMING.sub(INTERRUPTED, typed[:READ]), LONGEST)
    grouped_by = grouping(said)
    if grouped_by:
        questions.keep_unanswered(call.session, said=said, grouped_by=grouped_by, on=call.today)


def _tells_of_circles(call: Call, typed: str) -> bool:
    if not (call.reader.circles or call.reader.sees_all):
        return False
    hidden = portfolio.restricted(call.session, reader=call.reader)
    named = {word for known in hidden.items() for each in known for word in content_words(each.replace("-", " "))}
    return not named.isdisjoint(content_words(typed[:READ]))


def grouping(said: str) -> str:
    """The words that count, folded, each once, in alphabetical order."""
    spelt = spell_out(said, lambda _word: False)
    return " ".join(sorted(set(content_words(spelt)))[:GROUPING_WORDS])
