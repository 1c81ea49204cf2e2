"""What Slack's events do to the database: taken once, answered by the core, the answer put where it belongs.

Synchronous, inside a transaction that others may share; the adapter does the rest once it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.answering import Answered, Answering, Way
from bot.slack import home, keeping, modals, shortcuts, texts
from bot.slack.blocks import USUAL, Drawing
from bot.slack.limits import OPTION_VALUE, SELECT_OPTIONS
from bot.slack.modals import Filled
from bot.slack.payloads import Incoming, Kind
from bot.slack.sending import PLATFORM
from commands import wire
from commands.dispatch import Dispatcher
from commands.message import Audience, Button, Form, Mention, Message, Paragraph, say
from commands.polls.paper import PRIVATE_VOTE
from commands.request import Door, Event, Identity, Place, Request
from storage import inbox, outbox, people
from storage.ahead import Ahead
from storage.rows.delivery import Rank
from storage.rows.organisation import Platform

DOOR = Door(carries_sentences=True, shows_forms=True)
# Kinds of answers that say how things stand, and that one may want others to read.
SHARED = frozenset({"community", "decision", "history", "list", "movements", "overview", "search", "sheet", "status"})
# What is asked once at start, so that nobody waits for what is built by then.
WARMING = "/objectif statut"
_ACCOUNT = re.compile(r"@([UW][A-Z0-9]{2,})\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something said to the bot; with `answered.at_once`, the adapter has an answer to give.

    `form` is a modal to open or to show in the place of the one submitted. `wrong` is the field of a submitted modal
    that was not taken; nothing was recorded then. `home` is whether the person's page may have changed.
    """

    answered: Answered
    drawing: Drawing = USUAL
    form: Form | None = None
    filled: Filled | None = None
    wrong: str | None = None
    home: bool = False


# What nobody else sees said: Slack shows neither who clicked nor what was filled in. A slash command that is answered
# in public is shown with the answer.
UNSEEN = frozenset({Kind.CLICK, Kind.PICK, Kind.SUBMISSION, Kind.HOME, Kind.SHORTCUT})

# What is one request each, of which nothing is undone when it is answered.
READ_AHEAD = frozenset({Kind.COMMAND, Kind.MENTION, Kind.DIRECT, Kind.CLICK})


class _Unfinished(Exception):
    """A submitted form has something to be put right: what its try did is undone, its event is not taken."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__()


@dataclass(frozen=True, slots=True)
class Handling:
    """Takes what comes in, for `Work.together`."""

    dispatcher: Dispatcher
    now: Callable[[], datetime]

    def take(self, session: Session, incoming: Incoming) -> Outcome:
        """Answer what was said, and enqueue what the outbox takes."""
        match incoming.kind:
            case Kind.SHARE:
                return self._shared(session, incoming)
            case Kind.PICK:
                return self._picked(session, incoming)
            case Kind.SUBMISSION:
                return self._submitted(session, incoming)
            case Kind.SHORTCUT if incoming.text == shortcuts.RECORD:
                return self._shortcut_form(incoming)
            case Kind.SHORTCUT:
                incoming = replace(incoming, text=shortcuts.SENTENCES[incoming.text], values={})
        return self._answered(session, incoming)

    def reading_ahead(self, session: Session, several: Sequence[Incoming]) -> AbstractContextManager[Ahead]:
        """What several of these that share a transaction ask alike, read once."""
        asked = [self._request(each, str) if each.kind in READ_AHEAD else None for each in several]
        return self.dispatcher.reading_ahead(session, asked)

    def home(self, session: Session, user: str, *, first: bool = False) -> Message:
        """The person's page."""
        return home.page(self.dispatcher, session, user, now=self.now(), first=first)

    def greets(self, session: Session, user: str) -> bool:
        """Whether opening their page is the person's first contact; it writes."""
        return self.dispatcher.greets(session, Identity(PLATFORM, user), now=self.now())

    def warm_up(self, session: Session) -> None:
        """Import, build and remember what the first answer would otherwise wait for."""
        door = replace(DOOR, remembers=False)
        asked = Request(Identity(PLATFORM, ""), Place(PLATFORM, "", direct=True), WARMING, door=door)
        self.dispatcher.answer(session, asked, now=self.now())

    def suggestions(self, session: Session, user: str, name: str, field: str) -> Sequence[Button]:
        """What a long menu may offer: the choices kept of a message, or of a form's field."""
        return keeping.choices_of(keeping.kept_message(session, user, name, self.now()), field)

    def _answered(self, session: Session, incoming: Incoming) -> Outcome:
        request = self._request(incoming, partial(_with_handles, session))
        restricted = _reads_restricted(session, incoming)

        def choose(_request: Request, message: Message) -> Way | None:
            return way(incoming, message, restricted=restricted)

        answered = Answering(self.dispatcher, choose, self.now).answer(session, request)
        message = answered.at_once
        if message is None:
            return Outcome(answered, home=_changes_home(incoming))
        if message.form is not None and incoming.trigger:
            return self._to_fill(session, incoming, message, message.form)
        drawing = Drawing(menu=self._menu(session, incoming, message), reopens=incoming.text)
        if (
            not incoming.private
            and _shareable(message)
            and (not restricted or self._same_for_all(session, request, message))
        ):
            drawing = replace(drawing, share=keeping.keep_message(session, incoming.user, message, self.now()))
        return Outcome(replace(answered, message=message), drawing, home=_changes_home(incoming))

    def _same_for_all(self, session: Session, request: Request, message: Message) -> bool:
        """Whether the answer holds nothing that a circle opens: it is the same without any."""
        door = replace(DOOR, remembers=False)
        asked = replace(request, event=None, overheard=True, door=door)
        undone = session.begin_nested()
        try:
            return self.dispatcher.answer(session, asked, now=self.now()) == message
        finally:
            undone.rollback()

    def _to_fill(self, session: Session, incoming: Incoming, message: Message, form: Form) -> Outcome:
        kept = keeping.keep_form(session, incoming.user, form, self.now()) if _numbered(form) else ""
        filled = Filled(form.says, incoming.channel, incoming.direct, incoming.thread, kept)
        above = Message(tuple(block for block in message.blocks if isinstance(block, Paragraph)))
        return Outcome(Answered(above), Drawing(reopens=incoming.text), form=form, filled=filled)

    def _submitted(self, session: Session, incoming: Incoming) -> Outcome:
        kept = keeping.kept_message(session, incoming.user, incoming.menu, self.now())
        values = modals.spoken_values(incoming.values, kept.form if kept is not None else None)
        recorded = shortcuts.recorded_by(values)
        if recorded is not None:
            incoming, values = replace(incoming, text=recorded[0]), recorded[1]
        try:
            with session.begin_nested():
                outcome = self._answered(session, replace(incoming, values=values, menu=""))
                message = outcome.answered.message
                if message is not None and _unfinished(message):
                    raise _Unfinished(replace(outcome, wrong=message.about.field))
        except _Unfinished as unfinished:
            return unfinished.outcome
        return outcome

    def _picked(self, session: Session, incoming: Incoming) -> Outcome:
        """A choice of a menu whose entries are numbers: its sentence, as if it had been clicked."""
        kept = keeping.kept_message(session, incoming.user, incoming.menu, self.now())
        choices = keeping.choices_of(kept)
        position = int(incoming.text) if incoming.text.isdigit() else -1
        if not 0 <= position < len(choices):
            return Outcome(Answered(say(texts.CHOICES_OUTDATED, audience=Audience.QUIET)))
        return self._answered(session, replace(incoming, text=choices[position].says, menu=""))

    def _shared(self, session: Session, incoming: Incoming) -> Outcome:
        now = self.now()
        if not inbox.take(session, platform=PLATFORM, event_id=incoming.event, kind=incoming.kind.value, at=now):
            return Outcome(Answered(None))
        message = keeping.kept_message(session, incoming.user, incoming.text, now)
        if message is None or not incoming.channel:
            return Outcome(Answered(say(texts.SHARING_OUTDATED, audience=Audience.QUIET)))
        before, after = texts.SHARED_BY
        heading = Paragraph(((before, Mention(incoming.user, texts.SOMEBODY), after),))
        shared = Message((heading, *message.blocks), Audience.EVERYONE, message.about)
        thread = f"/{incoming.thread}" if incoming.thread else ""
        outbox.enqueue(
            session,
            key=f"shared:{PLATFORM}:{incoming.text}",
            platform=PLATFORM,
            place=f"{incoming.channel}{thread}",
            payload=wire.dump(shared),
            at=now,
            rank=Rank.ANSWER,
            route={"response_url": incoming.response_url} if incoming.response_url else None,
        )
        return Outcome(Answered(None))

    def _shortcut_form(self, incoming: Incoming) -> Outcome:
        """« Enregistrer comme point d'étape »: which entry, and what the message says of it."""
        form = shortcuts.update_form(incoming.values.get("said", ""))
        filled = Filled(form.says, incoming.channel, incoming.direct, incoming.thread)
        return Outcome(Answered(Message(())), form=form, filled=filled)

    def _menu(self, session: Session, incoming: Incoming, message: Message) -> str:
        """Keeps the choices that a menu cannot carry; gives their name, or nothing when it can."""
        buttons = message.buttons
        if len(buttons) > SELECT_OPTIONS or (len(buttons) > 10 and any(len(b.says) > OPTION_VALUE for b in buttons)):
            return keeping.keep_message(session, incoming.user, message, self.now())
        return ""

    def _request(self, incoming: Incoming, read: Callable[[str], str]) -> Request:
        return Request(
            Identity(PLATFORM, incoming.user),
            Place(PLATFORM, incoming.channel or incoming.user, direct=incoming.private),
            read(incoming.text),
            Event(PLATFORM, incoming.event, incoming.kind.value, taken_at(incoming, self.now())),
            {name: read(value) for name, value in incoming.values.items()},
            DOOR,
            discreet=incoming.kind in UNSEEN,
        )


def taken_at(incoming: Incoming, now: datetime) -> datetime:
    """When Slack took it, by its own clock; now, where it does not say, as of a slash command."""
    try:
        return min(now, datetime.fromtimestamp(float(incoming.taken), tz=UTC))
    except (ValueError, OverflowError, OSError):
        return now


def way(incoming: Incoming, message: Message, *, restricted: bool) -> Way | None:
    """Where the outbox takes this answer; None for what Slack only shows at once: a modal, or words for one's eyes."""
    if message.form is not None and incoming.trigger:
        return None
    thread = f"/{incoming.thread or incoming.asked_at}" if incoming.thread or incoming.asked_at else ""
    if message.audience is Audience.PERSONAL and not incoming.private:
        return Way(incoming.user)
    if incoming.private:
        if incoming.kind is Kind.COMMAND and incoming.response_url:
            # In somebody else's direct conversation, and in the bot's own, the command's own answer is private.
            return None
        return Way(f"{incoming.channel}{thread}" if incoming.channel else incoming.user)
    if message.audience is Audience.QUIET or restricted:
        return None
    return Way(incoming.response_url or f"{incoming.channel}{thread}")


def _with_handles(session: Session, text: str) -> str:
    """The text with each « @U123 » of somebody known as their handle, which is what the core reads."""

    def named(found: re.Match[str]) -> str:
        person = people.person_by_account(session, platform=Platform.SLACK, account_id=found.group(1))
        return f"@{person.handle}" if person is not None else found.group(0)

    return _ACCOUNT.sub(named, text)


def _reads_restricted(session: Session, incoming: Incoming) -> bool:
    """Whether others would read over the shoulder of somebody who reads restricted projects."""
    if incoming.private:
        return False
    person = people.asker(session, platform=PLATFORM, account=incoming.user)
    return person is not None and bool(person.reader.circles)


def _shareable(message: Message) -> bool:
    return message.audience is not Audience.PERSONAL and message.about.kind in SHARED and not message.about.abstained


def _unfinished(message: Message) -> bool:
    """Whether the submitted form is still to be put right; whole sentences to choose from are an answer."""
    return message.about.kind == "misread" or (
        message.about.kind in {"choices", PRIVATE_VOTE} and bool(message.about.field)
    )


def _numbered(form: Form) -> bool:
    """Whether a menu of the form carries numbers, or asks us for its entries."""
    return any(
        len(field.options) > SELECT_OPTIONS or any(len(each.says) > OPTION_VALUE for each in field.options)
        for field in form.fields
    )


def _changes_home(incoming: Incoming) -> bool:
    """Whether it was said from the person's page, which is then published anew."""
    return incoming.kind in (Kind.CLICK, Kind.PICK) and not incoming.channel
