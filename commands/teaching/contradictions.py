"""The document's contradictions, and the reference that the central team retains for each."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.message import About, Audience, Block, Bullets, Choices, Item, Message, Strong, paragraph
from commands.paging import next_page, page_of
from commands.teaching import texts
from commands.teaching.reading import LONGEST_ANSWER
from storage import questions

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retained:
    """The reference retained for a contradiction, by its key."""

    key: str
    reference: str


def read_retained(text: str, call: Call) -> Taken:
    """« intranet_dates fin 2019 »: a contradiction's key, then what is retained; takes the whole text."""
    key, _, reference = text.strip().partition(" ")
    known = {each.key for each in questions.contradictions(call.session)}
    if key not in known:
        raise Misread(texts.no_such_contradiction(key), texts.SEE_CONTRADICTIONS)
    reference = " ".join(reference.split()).strip(" .")
    if not reference:
        raise Misread(texts.REFERENCE_EXPECTED)
    if len(reference) > LONGEST_ANSWER:
        raise Misread(texts.too_long(len(reference), LONGEST_ANSWER))
    return Taken(Retained(key, reference))


def listing(call: Call, page: int = 1) -> Message:
    """Every fault and contradiction of the document, a page at a time, with what is retained."""
    found = questions.contradictions(call.session)
    shown = page_of(page, len(found), call.options.page_size)
    items = tuple(
        Item(texts.contradiction(each.key, each.kind, each.what), texts.retained_line(each.retained))
        for each in found[shown.offset : shown.last]
    )
    blocks: list[Block] = [paragraph((Strong(texts.contradictions_heading(len(found))),)), Bullets(items)]
    blocks.append(paragraph(texts.RETAIN_THEM))
    if shown.more:
        blocks.append(Choices((next_page(shown, "dimension contradictions"),)))
    return Message(tuple(blocks), Audience.PERSONAL, About(kind="contradictions"))


def retain(call: Call, retained: Retained) -> Message:
    """Say which reference is retained; answers about the entries concerned tell it from now on."""
    questions.retain(
        call.session,
        anomaly_key=retained.key,
        reference=retained.reference,
        person_id=call.asker.person_id,
        at=call.now,
    )
    logger.info("Reference retained", extra={"action": "reference_retained", "anomaly": retained.key})
    return Message((paragraph(texts.retained(retained.key, retained.reference)),), Audience.QUIET, About("retained"))
