"""To whom a poll is put, as people name it: a community, a unit, a list of persons, everyone."""

from __future__ import annotations

import re

from commands.call import Call
from commands.errors import Misread, Refused, Several
from commands.normalise import fold, words
from commands.persons import named, read_person
from commands.polls import texts, vocabulary
from commands.rights import Action, may
from commands.support.asked import body_named, find_body
from storage import people
from storage.polls import electorate
from storage.polls.electorate import Electorate
from storage.rows.organisation import Unit

_ASIDE = re.compile(r"\([^)]*\)")
_BETWEEN_PERSONS = re.compile(r"\s*[,;]\s*|\s+et\s+")
# Persons of the longest list.
MOST_PERSONS = 300


def read_electorate(text: str, call: Call) -> Electorate:
    """The electorate that the whole text names; raises Several where two are meant, Misread where none is."""
    typed = text.strip().strip("«»\"' ")
    if not typed:
        raise Misread(texts.PARTICIPANTS_EXPECTED, texts.USAGE_LINE)
    if fold(typed) in vocabulary.EVERYBODY:
        return Electorate(electorate.EVERYONE, texts.EVERYONE)
    if typed.startswith("@") or "," in typed:
        return _persons(typed, call)
    body = body_named(typed, call)
    if body is not None:
        return Electorate(electorate.COMMUNITY, body.name, body.key)
    unit = _unit(typed, call)
    if unit is not None:
        return Electorate(electorate.UNIT, unit.name, unit.key)
    person = named(typed, call)
    if person is not None:
        return Electorate(electorate.LIST, person.label, ids=(person.id,))
    try:
        body = find_body(typed, call)
    except Misread:
        raise Misread(texts.unknown_participants(typed), texts.HOW_TO_NAME_PARTICIPANTS) from None
    return Electorate(electorate.COMMUNITY, body.name, body.key)


def _unit(typed: str, call: Call) -> Unit | None:
    """The unit of this key, name or alias; what stands in brackets behind a name need not be typed."""
    said = words(_ASIDE.sub("", typed))
    for one in people.units(call.session):
        if typed.lower() == one.key or any(said == words(_ASIDE.sub("", name)) for name in (one.name, *one.aliases)):
            return one
    return None


def _persons(typed: str, call: Call) -> Electorate:
    parts = [part for part in _BETWEEN_PERSONS.split(typed) if part.strip(" @")]
    if len(parts) > MOST_PERSONS:
        raise Misread(texts.too_many_persons(len(parts), MOST_PERSONS))
    found: dict[int, str] = {}
    for part in parts:
        try:
            one = read_person(part, call).value
        except Several as several:
            options = tuple((typed.replace(part, f"@{each}"), label, detail) for each, label, detail in several.options)
            raise Several(several.question, options, abstained=several.abstained) from None
        found[one.id] = one.label
    return Electorate(electorate.LIST, texts.list_of_persons(list(found.values())), ids=tuple(sorted(found)))


def check_right(call: Call, asked: Electorate) -> None:
    """Raise Refused where the asker may not put polls to it: not their community, nor their unit, nor persons named."""
    if may(call.asker.roles, Action.PUT_POLLS_TO_ANYONE) or asked.kind == electorate.LIST:
        return
    person = people.person(call.session, person_id=call.asker.person_id)
    theirs: set[str] = set()
    if asked.kind == electorate.COMMUNITY and person is not None:
        theirs = {one.key for one in people.communities_of(call.session, person=person)}
    elif asked.kind == electorate.UNIT and call.asker.unit_key in people.units_below(call.session, unit_key=asked.key):
        theirs = {asked.key}
    if asked.key in theirs:
        return
    raise Refused(texts.not_your_community(asked.label), texts.WHO_MAY_ASK_WHOM)
