"""What was tried and refused, for those who answer for it: when, who, which command, on what; never the words."""

from __future__ import annotations

from commands.about import audit_texts as texts
from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Choices, Item, Message, paragraph
from commands.paging import next_page, page_of
from commands.plan.texts import shown_range
from commands.references import Reference
from commands.topics import topic
from storage import people, refusals
from storage.history import Subject

# What is named by its code; another subject is a command's own object, and is shown as it is.
_TOPICS = frozenset({"key_result", "objective", "project"})


def show_refusals(call: Call, page: int = 1) -> Message:
    """The audit trail, newest first; a restricted project is named to those who may read it alone."""
    total = refusals.count(call.session)
    about = About(kind="audit")
    if total == 0:
        return Message((paragraph(texts.NOTHING_REFUSED),), Audience.PERSONAL, about)
    shown = page_of(page, total, call.options.page_size)
    attempts = refusals.newest(call.session, limit=shown.size, offset=shown.offset)
    labels = people.labels(call.session, ids={each.person_id for each in attempts if each.person_id is not None})
    items = tuple(
        Item(
            texts.attempt(
                each.at.astimezone(call.options.zone),
                labels.get(each.person_id) if each.person_id is not None else None,
                each.command,
                _name(call, each.subject) if each.subject is not None else "",
            )
        )
        for each in attempts
    )
    blocks: list[Block] = [paragraph(texts.heading(total)), Bullets(items)]
    if shown.more:
        blocks.append(paragraph(shown_range(shown.first, shown.last, shown.total)))
        blocks.append(Choices((next_page(shown, "dimension refus"),)))
    return Message(tuple(blocks), Audience.PERSONAL, about)


def _name(call: Call, subject: Subject) -> str:
    """What people read for it; nothing for what the asker may not read, as if no subject had been named."""
    kind, code = subject
    if kind not in _TOPICS:
        return code
    try:
        return topic(call, Reference(kind, code)).short
    except LookupError:
        return ""
