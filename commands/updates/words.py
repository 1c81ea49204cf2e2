"""An update in French words, with the names of the bodies and persons that it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from commands.call import Call
from commands.topics import Topic
from commands.update_words import parts
from storage import communities, people
from storage.ledger.update import Update, forgotten, from_detail


def words_of_entry(call: Call, detail: Mapping[str, Any], topic: Topic) -> list[str]:
    """Each part of a recorded update in words, texts that retention has taken away included."""
    return words_of(call, from_detail(detail), topic, gone=forgotten(detail))


def words_of(call: Call, update: Update, topic: Topic, *, gone: Collection[str] = ()) -> list[str]:
    """Each part of the update in words; `gone` names the texts that retention has taken away."""
    support = update.support
    handle = support.person if support else None
    body = communities.community(call.session, support.body) if support and support.body else None
    return parts(
        update,
        targets=topic.targets,
        label_of=people.labels_by_handle(call.session, handles={handle} if handle else set()),
        body_of={body.key: body.name} if body else {},
        forgotten=gone,
    )
