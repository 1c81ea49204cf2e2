"""Of whom a support is asked: a body or community, the head of a unit, or a person, as people name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from commands import persons
from commands.call import Call
from commands.errors import Misread, Several
from commands.normalise import fold, words
from commands.references import COMMUNITY_KINDS, options, search
from commands.search import Clear, Close, Index
from commands.support import texts
from storage import communities, heads
from storage.rows.reference import Community

# What stands before a name, folded: « à la DGA numérique », « en Comex », « auprès de l'instance … ».
_BEFORE = re.compile(rf"^(?:(?:{'|'.join(texts.BEFORE_NAME)}) )+")

# « en Comex », « en instance Comex », « au COPIL »: into which body something goes.
_INTO = re.compile(texts.INTO_BODY, re.IGNORECASE)
# Characters in which the name of a body is looked for; the longest recorded one has 92.
LONGEST_NAME = 120


def find_asked(text: str, call: Call) -> tuple[str | None, str | None]:
    """The key of the body, or the handle of the person, that the whole text names.

    A body comes first: « Comex » is the body, « @comex » the person of that handle. A unit's name means who heads it.
    Raises Several where two are meant, Misread where nobody is.
    """
    typed = text.strip().strip("« »\"'").rstrip(" .,;")
    if typed.startswith("@"):
        return None, _person(typed, call)
    body = body_named(typed, call)
    if body is not None:
        return body.key, None
    known = persons.named(typed, call)
    if known is not None:
        return None, known.handle
    head = _head(typed, call)
    if head is not None:
        return None, head
    found = Index.decide(search(_bare(typed), call, COMMUNITY_KINDS))
    try:
        return None, _person(_bare(typed), call)
    except Misread:
        match found:
            case Clear(hit):
                return hit.entry.code, None
            case Close(hits):
                raise Several(texts.which_asked(typed), options(hits, call)) from None
        raise Misread(texts.unknown_asked(typed), texts.HOW_TO_ASK) from None


def body_named(text: str, call: Call) -> Community | None:
    """The body or community that the text names whole, by its key or one of its names, small words before it aside."""
    return _named(text, communities.communities(call.session))


def _named(text: str, bodies: Sequence[Community]) -> Community | None:
    key, said = text.strip().lower(), tuple(words(_bare(text)))
    if not said:
        return None
    by_words = None
    for one in bodies:
        if key == one.key:
            return one
        names = (one.name, *one.also_named, *one.also_said)
        if by_words is None and any(said == _words_of(name) for name in names):
            by_words = one
    return by_words


@lru_cache(maxsize=1_000)
def _words_of(name: str) -> tuple[str, ...]:
    """The words of a recorded name; a text is compared with every name, at each of its own words."""
    return tuple(words(_bare(name)))


def find_body(text: str, call: Call) -> Community:
    """The body or community that the whole text names; raises Several where two are meant, Misread where none is."""
    body = body_named(text, call)
    if body is not None:
        return body
    match Index.decide(search(_bare(text), call, COMMUNITY_KINDS)):
        case Clear(hit):
            found = communities.community(call.session, hit.entry.code)
            if found is not None:
                return found
        case Close(hits):
            raise Several(texts.which_asked(text), options(hits, call))
    raise Misread(texts.unknown_body(text), texts.SEE_BODIES)


def take_body(text: str, call: Call) -> tuple[Community, str] | None:
    """The body whose name follows « en » or « à » at the beginning of the text, and what follows; None for none.

    « en instance » says that a body follows: an unknown one raises Misread.
    """
    into = _INTO.match(text)
    if into is None:
        return None
    found = beginning_with_body(text[into.end() :], call)
    if found is None and (into["surely"] or into["alone"]):
        raise Misread(texts.unknown_body(text[into.end() :]), texts.SEE_BODIES)
    return found


def beginning_with_body(text: str, call: Call) -> tuple[Community, str] | None:
    """The body with the longest name with which the text begins, and what follows; None for none."""
    # Guillemets behind a name open what is said next.
    unquoted = re.split(r"(?<=\s)[«“\"]", text[:LONGEST_NAME], maxsplit=1)[0]
    ends = [found.end() for found in re.finditer(r"\S+", unquoted)]
    bodies = communities.communities(call.session)
    for end in reversed(ends):
        body = _named(text[:end].rstrip(" ,;:."), bodies)
        if body is not None:
            return body, text[end:]
    return None


def _bare(text: str) -> str:
    """The text folded, without the small words before a name."""
    return _BEFORE.sub("", fold(text))


def _person(text: str, call: Call) -> str:
    try:
        return str(persons.read_person(text, call).value.handle)
    except Several as several:
        # A handle alone could be the key of a body.
        again = tuple((f"@{typed}", label, detail) for typed, label, detail in several.options)
        raise Several(several.question, again, abstained=several.abstained) from None


def _head(text: str, call: Call) -> str | None:
    """Who heads the unit of this name; raises Several where two could, Misread where nobody is known to."""
    meant = call.names().names.get(" ".join(words(_bare(text))), ())
    unit = next((one for one in meant if one.kind == "unit"), None)
    if unit is None:
        return None
    found = heads.heads_of(call.session, unit_key=unit.key)
    if not found:
        raise Misread(texts.nobody_heads(unit.label), texts.HOW_TO_ASK)
    if len(found) > 1:
        offered = tuple((f"@{one.handle}", one.label, "") for one in found[: persons.OFFERED])
        raise Several(texts.which_head(unit.label), offered)
    return found[0].handle
