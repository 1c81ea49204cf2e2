"""Whom an announcement goes to, as people name it: everyone, a role, a community, a unit and below, persons."""

from __future__ import annotations

from commands.call import Call
from commands.campaigns import texts, vocabulary
from commands.errors import Misread
from commands.normalise import fold
from commands.polls.electorates import read_electorate
from commands.support.asked import body_named
from storage import campaigns
from storage.polls import electorate
from storage.polls.electorate import Electorate
from storage.rows.organisation import Role


def read_audience(text: str, call: Call) -> Electorate:
    """The audience that the whole text names; raises Several where two are meant, Misread where none is.

    A community comes before the role of the same name, which « rôle » before it means.
    """
    typed = text.strip(" \t«»\"'")
    if not typed:
        raise Misread(texts.AUDIENCE_EXPECTED, texts.HOW_TO_NAME)
    said = fold(typed)
    if said in vocabulary.EVERYBODY:
        return Electorate(electorate.EVERYONE, texts.EVERYONE)
    bare = vocabulary.A_ROLE.sub("", said)
    role = vocabulary.ROLES.get(bare)
    if role is not None and (bare != said or body_named(typed, call) is None):
        return _having(role)
    try:
        return read_electorate(typed, call)
    except Misread:
        raise Misread(texts.unknown_audience(typed), texts.HOW_TO_NAME) from None


def _having(role: Role) -> Electorate:
    return Electorate(campaigns.ROLE, texts.having_role(role), role.value)
