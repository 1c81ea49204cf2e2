"""Where a poll is said: the rooms of its community, or those named behind « --lieu »; one ballot box for all."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from commands.call import Call
from commands.errors import Misread, Refused
from commands.normalise import fold
from commands.polls import places_texts as texts
from commands.polls import vocabulary
from commands.rights import Action, may
from commands.support.asked import body_named
from storage.polls import electorate, polls
from storage.polls.electorate import Electorate
from storage.polls.rules import Rules

# « slack:C0123ABCD », « matrix:!abc:exemple.fr ».
_ADDRESS = re.compile(r"(?P<platform>slack|matrix)\s*:\s*(?P<address>[!#]?[\w.:=+/-]{2,255})", re.IGNORECASE)
MOST_PLACES = 10


def read_place(text: str, call: Call) -> tuple[str, ...]:
    """The places that the text names, each « platform:address »; raises Misread or Refused.

    « ici » is where it is typed; a community's name, its rooms; an address, any room, for those who may put polls to
    anyone.
    """
    typed = text.strip().strip("«»\"' ")
    if fold(typed) in vocabulary.HERE:
        if not call.heard.place:
            raise Misread(texts.HERE_IS_PRIVATE)
        return (call.heard.place,)
    found = _ADDRESS.fullmatch(typed)
    if found is not None:
        if not may(call.asker.roles, Action.PUT_POLLS_TO_ANYONE):
            raise Refused(texts.PLACE_NOT_YOURS)
        return (f"{found['platform'].lower()}:{found['address']}",)
    body = body_named(typed, call)
    if body is None:
        raise Misread(texts.place_unknown(typed), texts.PLACES_ARE)
    rooms = polls.community_places(call.session, key=body.key)
    if not rooms:
        raise Misread(texts.no_room(body.name))
    return tuple(f"{platform}:{place}" for platform, place in rooms)


def places_of(session: Session, asked: Electorate, rules: Rules) -> list[tuple[str, str]]:
    """Platform and address of each place: those that were named, else those of the community."""
    if rules.places:
        named = (each.partition(":") for each in rules.places)
        return [(platform, address) for platform, _, address in named]
    return polls.community_places(session, key=asked.key) if asked.kind == electorate.COMMUNITY else []
