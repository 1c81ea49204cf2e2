"""Asking to be told of a subject, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from commands.call import Call
from commands.command import Instead
from commands.following import texts
from commands.message import About, Audience, Button, Choices, Fact, Message, paragraph
from commands.references import Reference
from commands.topics import Topic, topic
from storage import follows, portfolio
from storage.filters import PortfolioFilter, Wanted


def follow(call: Call, entry: Reference) -> Message:
    """The asker is told of what changes; an objective covers its key results."""
    spoken = topic(call, entry)
    person_id = _person(call)
    covering = _covering(call, person_id, entry)
    if covering is not None:
        return _said_back(spoken, texts.covered(spoken.name, covering), follows_it=True)
    new = follows.follow(call.session, person_id=person_id, subject=entry.subject, at=call.now)
    return _said_back(spoken, texts.followed(spoken.name, entry.kind, new=new), follows_it=True)


def unfollow(call: Call, entry: Reference) -> Message:
    """The asker is no longer told."""
    spoken = topic(call, entry)
    person_id = _person(call)
    did = follows.unfollow(call.session, person_id=person_id, subject=entry.subject)
    covering = _covering(call, person_id, entry)
    if covering is not None:
        return _said_back(spoken, texts.still_covered(spoken.name, covering), follows_it=False)
    return _said_back(spoken, texts.no_longer_followed(spoken.name, did=did), follows_it=False)


def not_registered(call: Call, values: Mapping[str, object]) -> Instead:
    """What an account without a person is told."""
    del call, values
    return Instead(texts.NOT_REGISTERED)


def followed_fact(call: Call) -> Fact:
    """What the asker follows, for what the bot knows of them; projects that they may read."""
    followed = follows.followed_by(call.session, person_id=_person(call))
    keys = frozenset(code for kind, code in followed if kind == "project")
    names: list[str] = [code for kind, code in followed if kind != "project"]
    if keys:
        where = PortfolioFilter(projects=Wanted(keys))
        found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today)
        names += [each.name for each in found]
    return Fact(texts.LABEL_FOLLOWED, (texts.followed_names(names),))


def _covering(call: Call, person_id: int, entry: Reference) -> str | None:
    """The code of the objective by which the asker follows a key result already."""
    if entry.kind != "key_result":
        return None
    objective = entry.code.rpartition(".")[0]
    followed = follows.followed_by(call.session, person_id=person_id)
    return objective if ("objective", objective) in followed else None


def _said_back(spoken: Topic, sentence: str, *, follows_it: bool) -> Message:
    group, typed = spoken.group, spoken.typed
    change = (
        Button(texts.UNFOLLOW, says=f"{group} ne plus suivre {typed}")
        if follows_it
        else Button(texts.FOLLOW, says=f"{group} suivre {typed}")
    )
    buttons = (Button(texts.STATE, says=f"{group} statut {typed}"), change)
    project = spoken.reference.kind == "project"
    about = About("following", codes=() if project else (typed,), projects=(typed,) if project else ())
    return Message((paragraph(sentence), Choices(buttons)), Audience.QUIET, about)


def _person(call: Call) -> int:
    """The asker, whom the right has found registered."""
    if call.asker.person_id is None:
        raise LookupError(call.asker.handle)
    return call.asker.person_id
