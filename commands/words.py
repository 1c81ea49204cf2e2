"""From what was typed to a command of the table: prefixes, first words, verbs, and near misses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from commands import texts
from commands.codes import take_code
from commands.command import Command, CommandTable, Group
from commands.errors import Misread
from commands.message import Button
from commands.normalise import fold

# `/objectif` on Slack and the terminal; `!objectif` on Matrix, whose clients keep `/` for themselves and send `//`.
_PREFIX = re.compile(r"^\s*(?://?|!)\s*")

# Words in the longest verb (« ordre du jour »).
LONGEST_VERB = 3

# First words with which a plain sentence may begin as well.
_ORDINARY = frozenset(
    {texts.UMBRELLA, "action", "appui", "proposition", "projet", "objectif", "communaute", "instance", "annonce"}
)
# Those with which an answer to a question may begin, verb and all: « appui demandé au Comex ».
_IN_ANSWERS = frozenset({texts.UMBRELLA, "action", "appui", "proposition"})

# Likeness out of 100 from which a mistyped word is offered, and from which it is taken when a prefix says that a
# command was meant. « objectf » is 93 from « objectif »; « statu » is 91 from « statut ».
OFFERED_LIKENESS = 60
TAKEN_LIKENESS = 85


@dataclass(frozen=True, slots=True)
class Typed:
    """A command and the text of its arguments; `command` is None for a plain sentence."""

    command: Command | None
    text: str


def has_prefix(text: str) -> bool:
    """Whether the text says by its first character that it is a command."""
    return _PREFIX.match(text) is not None


def find_command(text: str, table: CommandTable) -> Typed:
    """The command that the text names, or the text as a plain sentence.

    After a prefix, a first word that is no command raises Misread with the nearest ones.
    """
    prefixed = has_prefix(text)
    bare = _PREFIX.sub("", text, count=1)
    whole = texts.SENTENCES_ALONE.get(fold(bare).strip(" .!?"))
    if whole is not None and (command := table.command(*whole)) is not None:
        return Typed(command, "")
    first, rest = _split(bare)
    if first == texts.UMBRELLA:
        after, after_rest = _split(rest)
        if after in table.groups and after != texts.UMBRELLA and (after not in table.groups[texts.UMBRELLA].verbs):
            first, rest = after, after_rest
    alone = texts.WORDS_ALONE.get(first)
    if alone is not None and (prefixed or not rest):
        command = table.command(*alone)
        if command is not None:
            return Typed(command, rest)
    group = table.groups.get(first) or (_nearest_group(first, table) if prefixed else None)
    if group is None:
        if prefixed:
            raise _unknown_command(first, table)
        return Typed(None, text.strip())
    typed = _help_of(group, rest, table, prefixed=prefixed) or _with_verb(group, rest, table, prefixed=prefixed)
    if group.name in _ORDINARY and typed.text == rest != "" and not prefixed:
        # « dimension c'est quoi ? », « projet prévu à Allauch ? »: only what has a verb is a command.
        return Typed(None, text.strip())
    return typed


def names_a_command(text: str, table: CommandTable) -> bool:
    """Whether the text begins with a group and one of its verbs, which no answer to a question does."""
    first, rest = _split(text)
    group = table.groups.get(first)
    if group is None or first in _IN_ANSWERS:
        return False
    return any(_split(rest, words=length)[0] in group.verbs for length in range(LONGEST_VERB, 0, -1))


def _help_of(group: Group, rest: str, table: CommandTable, *, prefixed: bool) -> Typed | None:
    """« /projet aide », « /projet aide liste »: the help of a group or of one of its verbs."""
    verb, after = _split(rest)
    if verb != texts.HELP_WORD or verb in group.verbs or (after and not prefixed):
        return None
    return Typed(table.command(*texts.WORDS_ALONE[texts.HELP_WORD]), f"{group.name} {after}".strip())


def _with_verb(group: Group, rest: str, table: CommandTable, *, prefixed: bool) -> Typed:
    for length in range(LONGEST_VERB, 0, -1):
        verb, after = _split(rest, words=length)
        if verb in group.verbs:
            return Typed(group.verbs[verb], after)
    if group.name == texts.UPDATES and take_code(rest) is not None:
        # « /maj 4.2.2.b 62 % » says of what: no round is needed.
        return Typed(table.command("objectif", group.name), rest)
    verb, after = _split(rest)
    if prefixed and verb:
        close = process.extractOne(verb, group.verbs.keys(), scorer=fuzz.ratio, score_cutoff=TAKEN_LIKENESS)
        if close is not None:
            return Typed(group.verbs[close[0]], after)
    return Typed(group.verbs[group.default], rest)


def _split(text: str, *, words: int = 1) -> tuple[str, str]:
    """The first words folded, and what follows them as typed; fewer words than asked for give no first words."""
    parts = text.split(maxsplit=words)
    if len(parts) < words:
        return "", text.strip()
    return fold(" ".join(parts[:words])), parts[words] if len(parts) > words else ""


def _nearest_group(first: str, table: CommandTable) -> Group | None:
    close = process.extractOne(first, table.groups.keys(), scorer=fuzz.ratio, score_cutoff=TAKEN_LIKENESS)
    return table.groups[close[0]] if close is not None else None


def _unknown_command(first: str, table: CommandTable) -> Misread:
    near = process.extract(first, table.groups.keys(), scorer=fuzz.ratio, score_cutoff=OFFERED_LIKENESS, limit=3)
    buttons = tuple(Button(f"/{name}", says=f"{name} {texts.HELP_WORD}") for name, _, _ in near)
    return Misread(texts.unknown_command(first), choices=(*buttons, Button(texts.HELP, says=texts.HELP_SENTENCE)))
