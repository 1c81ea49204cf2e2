"""`/dimension moi lier`: one more account for a person, confirmed from both sides with a code good for ten minutes.

The account to link asks for a code; an account that is linked already types it and confirms, seeing whom it lends its
rights to; the first account then finishes. Neither side can do it alone. Two entries of the register that are one
person are joined the same way, as long as they have not both voted in a poll.
"""

from __future__ import annotations

import logging
import re

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Refused
from commands.linking import texts
from commands.message import About, Audience, Button, Choices, Message, Paragraph, paragraph
from commands.normalise import fold
from storage import joining, linking, people
from storage.rows.organisation import Person, Platform

logger = logging.getLogger(__name__)

_CODE = re.compile(r"\s*([A-Za-z0-9]{4}-?[A-Za-z0-9]{4})\b(.*)", re.DOTALL)
# What follows a code in the sentences of the buttons.
YES, NO = "oui", "non"


def read_code(text: str, call: Call) -> Taken:
    """A code as typed, with or without its dash, in any case."""
    del call
    if fold(text).strip() == texts.OTHER_ENTRY:
        return Taken(texts.OTHER_ENTRY)
    found = _CODE.fullmatch(text)
    if found is None:
        raise Misread(texts.CODE_UNKNOWN)
    return Taken(found.group(1).upper().replace("-", ""), found.group(2).strip())


def read_answer(text: str, call: Call) -> Taken:
    """« oui » or « non »."""
    del call
    word = text.strip().lower()
    if word not in (YES, NO):
        raise Misread(texts.CODE_UNKNOWN)
    return Taken(word == YES)


def link(call: Call, code: str = "", answer: bool | None = None) -> Message:
    """A code for this account, the question to whoever has one already, or the end of it."""
    if call.asker.platform == Platform.TERMINAL.value:
        # Nobody signs in there: a terminal can vouch for nobody.
        raise Misread(texts.NOT_HERE)
    if call.asker.person_id is None:
        return _finished(call, code) if code else _begun(call)
    if not code:
        other = Choices((Button(texts.JOIN, says=f"dimension moi lier {texts.OTHER_ENTRY}"),))
        return Message((paragraph(texts.SAME_ACCOUNT), other), Audience.PERSONAL, About("link"))
    if code == texts.OTHER_ENTRY:
        return _begun(call)
    known = linking.pending(call.session, code=code, at=call.now)
    if known is None:
        raise Misread(texts.CODE_UNKNOWN)
    if (known.platform, known.account) == (call.asker.platform, call.asker.account):
        return _finished(call, code)
    theirs = joining.holder(call.session, platform=known.platform, account=known.account)
    if theirs is not None:
        _check_joined(call, theirs, call.asker.person_id)
    if answer is None:
        said = f"dimension moi lier {code}"
        buttons = (Button(texts.CONFIRM, says=f"{said} {YES}"), Button(texts.REFUSE, says=f"{said} {NO}"))
        asked = texts.asked(known.platform, known.account, call.asker.label, theirs.label if theirs else "")
        question = Paragraph(asked)
        return Message((question, Choices(buttons)), Audience.PERSONAL, About("link"))
    if not answer:
        return _said(texts.NOT_LINKED)
    linking.confirm(call.session, code=code, person_id=call.asker.person_id)
    logger.info("Link confirmed", extra={"action": "link_confirmed", "person": call.asker.person_id})
    return _said(texts.confirmed(code))


def _begun(call: Call) -> Message:
    code = linking.begin(call.session, platform=call.asker.platform, account=call.asker.account, at=call.now)
    minutes = int(linking.GOOD_FOR.total_seconds() // 60)
    finish = Choices((Button(texts.FINISH, says=f"dimension moi lier {code}"),))
    return Message((Paragraph(texts.begun(code, minutes)), finish), Audience.PERSONAL, About("link"))


def _finished(call: Call, code: str) -> Message:
    known = linking.pending(call.session, code=code, at=call.now)
    if known is None or (known.platform, known.account) != (call.asker.platform, call.asker.account):
        # The code of somebody else's account is no code here.
        raise Misread(texts.CODE_UNKNOWN)
    if known.person_id is None:
        return _said(texts.NOT_CONFIRMED)
    person = people.person(call.session, person_id=known.person_id)
    if person is None or not person.active:
        return _said(texts.TAKEN)
    theirs = joining.holder(call.session, platform=known.platform, account=known.account)
    if theirs is not None:
        # Whoever typed the code may have voted since.
        _check_joined(call, theirs, person.id)
        linking.forget(call.session, code=code)
        joining.join(call.session, source=theirs, target=person)
        logger.info("Persons joined", extra={"action": "persons_joined", "person": person.id})
        return _said(texts.joined(person.label))
    if not linking.complete(call.session, code=code, at=call.now):
        return _said(texts.TAKEN)
    extra = {"action": "account_linked", "platform": call.asker.platform, "by": "code"}
    logger.info("Account linked", extra=extra)
    return _said(texts.linked(person.label))


def _check_joined(call: Call, source: Person, target_id: int) -> None:
    """Raise Refused where the two may not be made one person."""
    target = people.person(call.session, person_id=target_id)
    if target is None or source.id == target.id:
        raise Refused(texts.SAME_ENTRY)
    voted = joining.voted_twice(call.session, source=source, target=target)
    if voted:
        raise Refused(texts.voted_twice(voted))
    if joining.may_more(call.session, source=source, target=target):
        raise Refused(texts.MAY_MORE)


def _said(sentence: str) -> Message:
    return Message((paragraph(sentence),), Audience.PERSONAL, About("link"))
