"""Sends, corrects and finds the bot's messages in rooms; each event under an identifier that is taken once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.matrix import texts
from bot.matrix.attachments import attached
from bot.matrix.contents import (
    MARK,
    POLL_END,
    POLL_START,
    mark_of,
    marks,
    parts_marked,
    placed,
    poll_end,
    poll_of,
    replacing,
    text_content,
)
from bot.matrix.direct import DirectRooms, NoDirectRoom
from bot.matrix.encrypting import Encrypting
from bot.matrix.hearing import REDACTS
from bot.matrix.homeserver import Homeserver, Refusal, Unreachable, part
from bot.matrix.rendering import render
from bot.matrix.rooms import Rooms
from bot.operators import Operators
from bot.platform import DeliveryError, Route
from bot.work import Work
from commands import wire
from commands.message import Audience, Choices, Mention, Message, lines_of, paragraph
from storage import matrix as store
from storage import people
from storage.rows.matrix import RoomState
from storage.rows.organisation import Platform

logger = logging.getLogger(__name__)

# Pages of the bot's own events, a hundred each, in which a message of unknown outcome is looked for. What is further
# back was sent by this device more than a day ago only if it was down that long; its identifier still holds then.
MOST_PAGES = 5
# Seconds for which nothing is sent once the homeserver has not answered.
ABSENT = 1.0

# Gives the type and the content of one event of a message.
Step = Callable[[], Awaitable[tuple[str, dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Surface:
    """What sending needs: the account's calls, keys and rooms, the database, and whom to tell."""

    home: Homeserver
    encrypting: Encrypting
    rooms: Rooms
    direct: DirectRooms
    work: Work
    operators: Operators
    secret: str
    now: Callable[[], datetime]
    edit_gap: float
    polls: bool


class Sending:
    """The sending half of the adapter; calls are the sender's, several at once."""

    def __init__(self, surface: Surface) -> None:
        self._s = surface
        # Parts of messages that a look-up found without their last: they are not sent again.
        self._found: dict[str, dict[int, str]] = {}
        self._edited: dict[str, float] = {}

    async def send(self, place: str, message: Message, *, keys: Sequence[str], route: Route | None) -> str:
        """Send the message's events that are not there yet; gives their ids, the text's first. Raises DeliveryError."""
        try:
            room_id = self._s.rooms.newest(await self._s.direct.resolve(place, opens=bool((route or {}).get("opens"))))
            encrypted = await self._s.rooms.must_encrypt(room_id)
            unsafe = str((route or {}).get(REDACTS, ""))
            if unsafe and not await self._taken_away(room_id, unsafe, keys[0]) and self._s.rooms.get(room_id).direct:
                message = replace(message, blocks=(*message.blocks, paragraph(texts.NOT_TAKEN_AWAY)))
            steps = await self._steps(place, room_id, message, encrypted=encrypted, route=route)
            ids = []
            there = self._found.pop(keys[0], {})
            for number, step in enumerate(steps):
                if number in there:
                    ids.append(there[number])
                    continue
                event_type, content = await step()
                content[MARK] = marks(keys, self._s.secret, part=number, of=len(steps))
                transaction = f"{mark_of(keys[0], self._s.secret)}{len(keys)}-{number}"
                ids.append(await self._put(room_id, event_type, content, transaction, encrypted=encrypted))
        except Refusal as refusal:
            raise await self._refused(place, refusal) from refusal
        except Unreachable as error:
            raise DeliveryError("unreachable", retry_after=ABSENT, whole_account=True) from error
        # An answer of one event is found by that event; what is unasked may be answered by a number alone besides.
        if message.buttons and (len(ids) > 1 or not keys[0].startswith("answer:")):
            await self._s.work.write(partial(self._note_offers, room_id=room_id, ids=ids, key=keys[0]))
        return " ".join(ids)

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        """Put the message in the place of the events of before. Raises DeliveryError when it is too soon."""
        ticks = asyncio.get_running_loop().time()
        free_at = self._edited.get(remote_id, ticks) + self._s.edit_gap
        if remote_id in self._edited and ticks < free_at:
            raise DeliveryError("edited a moment ago", retry_after=free_at - ticks)
        try:
            room_id = self._s.rooms.newest(await self._s.direct.resolve(place))
            encrypted = await self._s.rooms.must_encrypt(room_id)
            rendered = render(message, accounts=await self._accounts(message), direct=self._s.rooms.get(room_id).direct)
            for number, (event_id, written) in enumerate(zip(remote_id.split(), rendered.parts, strict=False)):
                # Corrections ring for nobody.
                content = replacing(text_content(written, notice=self._quiet(message), mentions=()), event_id)
                content[MARK] = marks([key], self._s.secret, part=number, of=len(rendered.parts))
                transaction = f"{mark_of(key, self._s.secret)}e-{number}"
                await self._put(room_id, "m.room.message", content, transaction, encrypted=encrypted)
            if poll_of(message) is None and (start := await self._poll_beside(remote_id)) is not None:
                content = {**poll_end(start, texts.POLL_ENDED), MARK: marks([key], self._s.secret, part=0, of=1)}
                await self._put(room_id, POLL_END, content, f"{mark_of(key, self._s.secret)}end", encrypted=encrypted)
        except Refusal as refusal:
            raise await self._refused(place, refusal) from refusal
        self._edited = {each: at for each, at in self._edited.items() if at + self._s.edit_gap > ticks}
        self._edited[remote_id] = asyncio.get_running_loop().time()

    async def find(self, place: str, *, key: str) -> str | None:
        """The ids of the message's events when all of them are there; raises DeliveryError when nobody can say."""
        try:
            room_id = self._s.rooms.newest(await self._s.direct.resolve(place))
            found, of = await self._look_back(room_id, key)
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                # The bot is not in the room: whatever arrived there, nothing more will.
                return None
            raise DeliveryError(refusal.code, retry_after=refusal.retry_after) from refusal
        except NoDirectRoom:
            return None
        if found and len(found) == of:
            return " ".join(found[number] for number in range(of))
        self._found[key] = found
        return None

    async def _poll_beside(self, remote_id: str) -> str | None:
        """The event with which the platform's own poll beside these began, if there is one."""
        if not self._s.polls or " " not in remote_id:
            return None
        payload = await self._s.work.read(lambda session: store.written(session, remote_id=remote_id))
        return remote_id.rsplit(maxsplit=1)[-1] if payload and poll_of(wire.load(payload)) is not None else None

    async def _taken_away(self, room_id: str, event_id: str, key: str) -> bool:
        """Take away what a person said that nobody is to read later; False where the bot may not."""
        path = f"/rooms/{part(room_id)}/redact/{part(event_id)}/{part(mark_of(key, self._s.secret) + 'r')}"
        try:
            await self._s.home.call("PUT", path, {})
        except Refusal as refusal:
            if refusal.status == 429 or refusal.status >= 500 or refusal.dead:
                raise
            logger.warning("Event not redacted", extra={"action": "redaction_refused", "reason": refusal.code})
            return False
        return True

    async def _look_back(self, room_id: str, key: str) -> tuple[dict[int, str], int]:
        me = self._s.home.client.user_id
        found: dict[int, str] = {}
        of, start = 0, ""
        for _ in range(MOST_PAGES):
            path = f"/rooms/{part(room_id)}/messages?dir=b&limit=100&filter=" + part(f'{{"senders":["{me}"]}}')
            page = await self._s.home.call("GET", path + (f"&from={part(start)}" if start else ""))
            for event in page.get("chunk", []):
                marked = parts_marked(event.get("content", {}), key, self._s.secret)
                if marked is not None:
                    found[marked[0]], of = str(event["event_id"]), marked[1]
            start = page.get("end", "")
            if not start or (of and len(found) == of):
                break
        return found, of

    async def _steps(
        self, place: str, room_id: str, message: Message, *, encrypted: bool, route: Route | None
    ) -> list[Step]:
        """The message's events in order: text, attachments, and the platform's own poll."""
        direct = self._s.rooms.get(room_id).direct
        rendered = render(message, accounts=await self._accounts(message), direct=direct)
        quiet = self._quiet(message)
        steps: list[Step] = []
        for number, written in enumerate(rendered.parts):
            # What goes to a person means them, whether or not it names them.
            meant = (*rendered.mentions, *((place,) if place.startswith("@") else ()))
            mentions = meant if number == 0 and not quiet else ()
            content = placed(text_content(written, notice=quiet, mentions=mentions), route)
            steps.append(partial(_ready, "m.room.message", content))
        steps += [partial(self._attachment, block, encrypted, route) for block in rendered.attachments]
        poll = poll_of(message) if self._s.polls else None
        if poll is not None:
            steps.append(partial(_ready, POLL_START, placed(poll, route)))
        return steps

    async def _attachment(self, block: Any, encrypted: bool, route: Route | None) -> tuple[str, dict[str, Any]]:
        content = await attached(self._s.home, block, encrypted=encrypted)
        return "m.room.message", placed({**content, "m.mentions": {}}, route)

    async def _put(
        self, room_id: str, event_type: str, content: dict[str, Any], transaction: str, *, encrypted: bool
    ) -> str:
        if encrypted:
            mark = content[MARK]
            content = await self._s.encrypting.encrypt(room_id, event_type, content)
            content[MARK], event_type = mark, "m.room.encrypted"
        elif self._s.rooms.get(room_id).encrypted:
            await self._s.operators.tell(f"matrix_clear:{room_id}", texts.clear_refused(room_id))
            raise DeliveryError("clear text for an encrypted room", permanent=True)
        path = f"/rooms/{part(room_id)}/send/{part(event_type)}/{part(transaction)}"
        answer = await self._s.home.call("PUT", path, content)
        return str(answer["event_id"])

    async def _refused(self, place: str, refusal: Refusal) -> DeliveryError:
        if refusal.status == 429:
            return DeliveryError(refusal.code, retry_after=refusal.retry_after, whole_account=True)
        if refusal.dead:
            # The listener says so, and the process stops: the message waits for the next one.
            return DeliveryError(refusal.code, retry_after=ABSENT, whole_account=True)
        if refusal.status >= 500:
            raise ConnectionError(str(refusal)) from refusal
        inside = self._s.rooms.knows(place) and self._s.rooms.get(place).state is RoomState.JOINED
        if refusal.status == 403 and inside:
            await self._s.operators.tell(f"matrix_power:{place}", texts.too_little_power(place))
        return DeliveryError(str(refusal), permanent=True)

    async def _accounts(self, message: Message) -> dict[str, str]:
        """The Matrix accounts of those whom the message mentions."""
        handles = {span.handle for line in lines_of(message) for span in line if isinstance(span, Mention)}
        if not handles:
            return {}
        return await self._s.work.read(
            lambda session: people.accounts_by_handle(session, platform=Platform.MATRIX, handles=handles)
        )

    def _note_offers(self, session: Session, *, room_id: str, ids: Sequence[str], key: str) -> None:
        for event_id in ids:
            store.note_offer(session, event_id=event_id, room_id=room_id, key=key, at=self._s.now())

    @staticmethod
    def _quiet(message: Message) -> bool:
        return message.audience is Audience.QUIET


async def _ready(event_type: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return event_type, content


def without_choices(messages: Sequence[Message]) -> bool:
    """Whether these may be joined: numbers, forms and attachments belong to one message."""
    return not any(
        isinstance(block, Choices) or type(block).__name__ in {"Form", "Picture", "File"}
        for message in messages
        for block in message.blocks
    )
