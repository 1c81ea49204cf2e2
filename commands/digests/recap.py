"""« La semaine DiMENSiON » on demand: what it would say, having it or not, sharing what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from commands.call import Call
from commands.command import Instead, Taken
from commands.digests import texts
from commands.digests.composing import GOVERNING_BODIES, Digest, Readership, choices, compose
from commands.errors import Misread, Refused
from commands.french import typeset
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.normalise import fold
from commands.references import Reference
from commands.rights import Action, may
from storage import digest_facts, recipients
from storage.digest_facts import Facts
from storage.people import NOBODY
from storage.rows.organisation import Role

_WEEK = timedelta(days=7)


def read_choice(text: str, call: Call) -> Taken:
    """« oui » or « non »; takes the whole text."""
    del call
    typed = text.strip().lower()
    if typed in texts.YES or fold(typed) in texts.YES:
        return Taken(True)
    if typed in texts.NO or fold(typed) in texts.NO:
        return Taken(False)
    raise Misread(texts.answer_expected(text), texts.USAGE_CHOICE)


def preview(call: Call, community: Reference | None = None) -> Message:
    """What the digest would say as things stand: to the asker, or in a community's room."""
    facts = _facts(call)
    if community is None:
        return _shown(compose(facts, _readership(call, facts), call.options.zone), texts.NOTHING)
    roles = frozenset({Role.COMEX}) if community.code in GOVERNING_BODIES else frozenset[Role]()
    digest = compose(facts, Readership(NOBODY, roles), call.options.zone)
    return _shown(digest, texts.NOTHING_FOR_COMMUNITY)


def may_preview(call: Call, values: Mapping[str, object]) -> bool:
    """Anybody their own; a community's, those who may write to one."""
    return values.get("community") is None or may(call.asker.roles, Action.REMIND_COMMUNITY)


def now(call: Call) -> Message:
    """The last seven days, at once."""
    return preview(call)


def choose(call: Call, wanted: bool | None = None) -> Message:
    """Have the digest each week or not; without a word, what is kept."""
    person_id = call.asker.person_id
    if person_id is None:
        raise Refused(texts.NOT_REGISTERED)
    if wanted is not None:
        recipients.choose_digest(call.session, person_id=person_id, wanted=wanted, at=call.now)
        said = texts.NOW_ON if wanted else texts.NOW_OFF
    else:
        wanted = person_id in recipients.Recipients(call.session).reading_digest()
        said = texts.ON if wanted else texts.OFF
    change = (
        Button(texts.UNSUBSCRIBE, says="recap abonnement non")
        if wanted
        else Button(texts.SUBSCRIBE, says="recap abonnement oui")
    )
    return Message((paragraph(said), Choices((change,))), Audience.QUIET, About(kind="subscription"))


def share(call: Call, reference: str) -> Message:
    """An argumentaire or a key figure of the document, for everybody in the place."""
    typed = reference.strip()
    found = next((each for each in _stories(call) if fold(each.reference) == fold(typed)), None)
    if found is None:
        raise Misread(texts.unknown_story(typed))
    codes = (found.reference,) if "." in found.reference else ()
    return Message((paragraph(texts.story(found)),), Audience.EVERYONE, About("story", codes=codes))


def instead(call: Call, values: object) -> Instead:
    """What an account without a person is told."""
    del call, values
    return Instead(texts.NOT_REGISTERED)


def _stories(call: Call) -> list[digest_facts.Story]:
    return digest_facts.stories(call.session)


def _facts(call: Call) -> Facts:
    return digest_facts.read(call.session, since=call.now - _WEEK, until=call.now, today=call.today)


def _readership(call: Call, facts: Facts) -> Readership:
    person_id = call.asker.person_id
    if person_id is None:
        # An account that nobody knows reads what everybody may: the whole plan.
        return Readership(NOBODY)
    return Readership(
        reader=call.reader,
        roles=call.asker.roles,
        person_id=person_id,
        handle=call.asker.handle,
        unit_key=call.asker.unit_key,
        units=facts.recipients.units_of_ambassador(person_id),
        followed=facts.follows.get(person_id, frozenset()),
        led=frozenset((kind.value, code) for kind, code in facts.recipients.led().get(person_id, [])),
    )


def _shown(digest: Digest | None, nothing: str) -> Message:
    if digest is None:
        return Message((paragraph(typeset(nothing)),), Audience.QUIET, About(kind="digest"))
    about = About("digest", codes=digest.codes, projects=digest.projects)
    return Message((*digest.blocks, choices(digest)), Audience.QUIET, about)
