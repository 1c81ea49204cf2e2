"""Answers about communities and governance bodies: what there is, and what each is for."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from commands.call import Call
from commands.command import Taken
from commands.communities import texts
from commands.errors import Misread
from commands.message import About, Audience, Block, Bullets, Button, Choices, Facts, Item, Message, paragraph
from commands.normalise import fold
from commands.references import Reference
from storage import communities, people

# Likeness out of 100 from which a mistyped kind is taken (« instances » is 95 from « instance »).
KIND_LIKENESS = 80


def read_kind(text: str, call: Call) -> Taken:
    """A kind of community or body; takes the whole text."""
    del call
    folded = {fold(kind): kind for kind in texts.KINDS}
    near = process.extractOne(fold(text), folded.keys(), scorer=fuzz.ratio, score_cutoff=KIND_LIKENESS)
    if near is None:
        raise Misread(texts.unknown_kind(text))
    return Taken(folded[near[0]])


def listing(call: Call, kind: str | None = None) -> Message:
    """The communities and bodies, by kind."""
    found = communities.communities(call.session, kinds=frozenset({kind}) if kind else None)
    blocks: list[Block] = [paragraph(texts.list_heading(len(found)))]
    for each_kind in texts.KINDS:
        of_kind = [each for each in found if each.kind == each_kind]
        if of_kind:
            blocks.append(paragraph(texts.kind_heading(each_kind)))
            blocks.append(Bullets(tuple(Item(texts.listed(each)) for each in of_kind)))
    return Message(tuple(blocks), Audience.QUIET, About(kind="list"))


def info(call: Call, entry: Reference) -> Message:
    """What a community or body is for, who is in it, how often it meets."""
    community = communities.community(call.session, entry.code)
    if community is None:
        raise LookupError(entry.code)
    members = people.members_of(call.session, community_key=community.key)
    places = communities.places(call.session, community.key)
    blocks: list[Block] = [
        paragraph(texts.heading(community)),
        Facts(texts.facts(community, members=len(members), places=places)),
        paragraph(texts.source(community)),
        Choices((Button(texts.LIST, says="instance liste"),)),
    ]
    return Message(tuple(blocks), Audience.QUIET, About(kind="community"))
