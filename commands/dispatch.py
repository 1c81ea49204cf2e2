"""From a request to its answer: event taken once, person found, words read, right checked, call made.

An attempt at what one may not do is kept in the audit trail (`commands/about/audit.py` shows it), never the words.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commands import texts
from commands.arguments import read_arguments
from commands.call import Asker, Call, Heard, Options
from commands.command import Command, CommandTable, later
from commands.conversation import KEEPING, KEPT_FOR, Asking, form_for, shown, take_up
from commands.discretion import for_its_readers
from commands.errors import Attempt, Missing, Refused, Several, UserError
from commands.lexicon import LexiconCache
from commands.message import About, Audience, Button, Choices, Message, Paragraph, paragraph
from commands.request import IN_PRIVATE, Identity, Request, storable
from commands.words import find_command
from storage import ahead, conversations, faults, inbox, people, refusals
from storage.reading_ahead import Coming, reading_ahead
from storage.rows.organisation import Role

if TYPE_CHECKING:
    from commands.decisions import plain as deciding
    from commands.meetings import plain as meeting
    from commands.newcomers import welcome
    from commands.proposals import plain as proposing
    from commands.questions import answering, unanswered
    from commands.updates import plain
    from storage import newcomers
else:
    # A command on the command line does not wait for what only plain sentences need.
    deciding = later("commands.decisions.plain")
    welcome = later("commands.newcomers.welcome")
    meeting = later("commands.meetings.plain")
    proposing = later("commands.proposals.plain")
    answering = later("commands.questions.answering")
    unanswered = later("commands.questions.unanswered")
    plain = later("commands.updates.plain")
    newcomers = later("storage.newcomers")

logger = logging.getLogger(__name__)

# Bytes of an incident's reference; eight hexadecimal figures can be read out over the telephone.
INCIDENT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers requests from one table of commands; every adapter's requests come through here.

    `administrators` are the accounts (« slack:U123 ») and handles that settings make administrators, so that somebody
    can act before the register is loaded.
    """

    table: CommandTable
    options: Options
    lexicons: LexiconCache
    administrators: frozenset[str] = frozenset()
    # The accounts that are known to have been greeted: each is asked of the database twice at most.
    greeted: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)

    def answer(self, session: Session, request: Request, *, now: datetime) -> Message | None:
        """The answer, or None when the event was already taken.

        Runs inside a transaction that the caller commits. What a request did is undone when it fails, but its event
        stays taken, so that a faulty request is not tried for ever.
        """
        event = request.event
        if event is not None and not inbox.take(
            session, platform=event.platform, event_id=event.id, kind=event.kind, at=event.at
        ):
            logger.info("Event already taken", extra={"action": "event_repeated", "platform": event.platform})
            return None
        request = storable(request)
        if not request.door.remembers:
            return shown(self._explained(session, request, now), request.door)[0]
        account = {"platform": request.asker.platform, "account": request.asker.account}
        here = request.place.conversation
        kept = conversations.find(session, **account, place=here)
        answer, keep = shown(self._explained(session, request, now, kept), request.door)
        if answer.about.thread:
            keep = replace(keep or conversations.Kept(), thread=answer.about.thread)
        # What follows a private answer is typed where that is read; what the place offered before it is over.
        there = IN_PRIVATE if answer.personal else here
        if keep is not None:
            conversations.keep(session, **account, place=there, kept=keep, until=now + KEPT_FOR)
        if kept is not None and (keep is None or there != here) and answer.about.kind != KEEPING:
            conversations.forget(session, **account, place=here)
        return answer

    def greets(self, session: Session, account: Identity, *, now: datetime) -> bool:
        """Whether the page that this account opens is its first contact, which is kept; it writes."""
        known = (account.platform, account.account)
        if known in self.greeted:
            return False
        first = newcomers.greet(session, platform=account.platform, account=account.account, at=now)
        if not first:
            self.greeted.add(known)
        return first

    def with_first_steps(self, session: Session, request: Request, answer: Message) -> Message:
        """The answer to a first contact, with what to type first."""
        return welcome.with_steps(answer, self._asker(session, request))

    def reading_ahead(
        self, session: Session, requests: Sequence[Request | None]
    ) -> AbstractContextManager[ahead.Ahead]:
        """What `answer` asks for each of these requests that share a transaction, read once for all.

        Within it a request that fails after it has written raises `ahead.Spoilt`: whoever opened it undoes the effects
        of all, calls `begin_again`, and answers them one by one.
        """
        coming = [
            Coming(
                each.asker.platform,
                each.asker.account,
                each.place.conversation,
                (each.event.id, each.event.kind, each.event.at) if each.event is not None else None,
            )
            for each in requests
            if each is not None
        ]
        return reading_ahead(session, coming)

    def _explained(
        self, session: Session, request: Request, now: datetime, kept: conversations.Found | None = None
    ) -> Message | Asking:
        """The outcome, for those who may read it."""
        asker = self._asker(session, request)
        outcome = self._carried_through(session, request, asker, now, kept)
        return self._greeted(session, request, asker, for_its_readers(session, outcome, asker.reader), now)

    def _greeted(
        self, session: Session, request: Request, asker: Asker, outcome: Message | Asking, now: datetime
    ) -> Message | Asking:
        """The answer, with what to type first where it is the account's first contact."""
        account = (request.asker.platform, request.asker.account)
        if request.event is None or account in self.greeted or not isinstance(outcome, Message):
            return outcome
        if not welcome.begins(request):
            return outcome
        answer, first = welcome.welcomed(session, request, asker, outcome, now)
        if not first:
            # Once it is committed only: what this transaction writes may be undone.
            self.greeted.add(account)
        return answer

    def _carried_through(
        self, session: Session, request: Request, asker: Asker, now: datetime, kept: conversations.Found | None
    ) -> Message | Asking:
        """The outcome; what the person can put right becomes a sentence, a fault of ours an incident's reference."""
        try:
            with ahead.undone_on_error(session):
                return self._outcome(session, request, asker, now, kept)
        except ahead.Spoilt:
            raise
        except UserError as error:
            refused = isinstance(error, Refused)
            action = "request_refused" if refused else "request_misread"
            logger.info("Request not carried out", extra={"action": action, "platform": request.place.platform})
            if isinstance(error, Refused) and error.attempt is not None and request.event is not None:
                attempt = error.attempt
                refusals.keep(
                    session, command=attempt.command, subject=attempt.subject, person_id=attempt.person_id, at=now
                )
            blocks = (Paragraph(error.lines), *((Choices(error.choices),) if error.choices else ()))
            kind = "refused" if refused else "misread"
            about = About(kind=kind, abstained=True, field=error.field, also=error.also)
            return Message(blocks, Audience.QUIET, about)
        except Exception as error:
            if faults.ends_transaction(error):
                # Others share it: whoever opened it does it again, or says that the database is out of reach.
                raise
            incident = secrets.token_hex(INCIDENT_BYTES)
            logger.exception("Request failed", extra={"action": "request_failed", "incident": incident})
            return Message((paragraph(texts.incident(incident)),), Audience.QUIET, About("incident", abstained=True))

    def _outcome(
        self, session: Session, request: Request, asker: Asker, now: datetime, kept: conversations.Found | None
    ) -> Message | Asking:
        call = Call(
            session=session,
            asker=asker,
            now=now,
            options=self.options,
            table=self.table,
            # One revision of the names for the whole of a request.
            names=cache(lambda: self.lexicons.current(session)),
            heard=Heard(
                private=request.place.direct or request.discreet,
                at=request.event.at if request.event is not None else None,
                place="" if request.place.direct else f"{request.place.platform}:{request.place.address}",
                may_carry_secrets=request.place.platform not in self.options.polls.no_secret_on,
            ),
        )
        taken = take_up(request, kept, call)
        if not isinstance(taken, Request):
            return taken
        typed = find_command(taken.text, self.table)
        if typed.command is None:
            said = (
                proposing.as_command(typed.text)
                or deciding.as_command(typed.text)
                or meeting.as_command(typed.text, call)
                or plain.as_command(typed.text, call)
            )
            if said is None:
                return _plain_answer(call, typed.text, request, kept)
            typed = find_command(said, self.table)
        if typed.command is None:
            raise LookupError(typed.text)
        return _carried_out(call, typed.command, typed.text, taken)

    def _asker(self, session: Session, request: Request) -> Asker:
        """The person behind the account; an unknown one is an agent, who may read and ask."""
        identity = request.asker
        person = people.asker(session, platform=identity.platform, account=identity.account)
        names = {f"{identity.platform}:{identity.account}"} | ({person.handle} if person else set())
        granted = frozenset({Role.ADMINISTRATOR} if names & self.administrators else ())
        if person is None:
            return Asker(
                person_id=None,
                handle="",
                label=texts.UNKNOWN_PERSON,
                roles=frozenset({Role.AGENT}) | granted,
                unit_key=None,
                fictitious=False,
                reader=people.NOBODY,
                platform=identity.platform,
                account=identity.account,
            )
        return Asker(
            person_id=person.id,
            handle=person.handle,
            label=person.label,
            roles=person.roles | granted,
            unit_key=person.unit_key,
            fictitious=person.fictitious,
            reader=people.NOBODY if request.overheard else person.reader,
            platform=identity.platform,
            account=identity.account,
        )


def _plain_answer(call: Call, text: str, request: Request, kept: conversations.Found | None) -> Message:
    """The answer to a plain sentence, after the one before; what has no answer is kept for the central team."""
    live = kept is not None and kept[1] > call.now
    answer = answering.answer(call, text, kept[0].thread if live and kept is not None else "")
    if request.event is not None:
        unanswered.keep(call, text, answer)
    return answer


def _carried_out(call: Call, command: Command, text: str, request: Request) -> Message:
    try:
        values = read_arguments(command, text, request.values, call)
    except Missing as missing:
        return Message((form_for(command, missing.argument, text),), Audience.QUIET, About(kind="question"))
    except Several as several:
        buttons = tuple(Button(label, says=says, detail=detail) for says, label, detail in several.options)
        about = About(kind="choices", abstained=several.abstained, field=several.field)
        return Message((paragraph(several.question), Choices(buttons)), Audience.QUIET, about)
    try:
        if not command.allowed(call, values):
            raise _refusal(call, command, values)
        return command.handler(call, **values)
    except Refused as refused:
        refused.attempt = Attempt(command.sentence, _subject_of(values), call.asker.person_id)
        raise


def _refusal(call: Call, command: Command, values: Mapping[str, object]) -> Refused:
    """Why not, and what one may do instead."""
    if command.instead is None:
        return Refused(texts.refused(command.sentence))
    instead = command.instead(call, values)
    return Refused(instead.sentence, choices=instead.buttons)


def _subject_of(values: Mapping[str, object]) -> tuple[str, str] | None:
    """The first subject that the values name."""
    named = (getattr(value, "subject", None) for value in values.values())
    return next(((str(one[0]), str(one[1])) for one in named if isinstance(one, tuple) and len(one) == 2), None)
