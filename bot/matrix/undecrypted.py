"""Events that cannot be decrypted yet: remembered, read when their keys come, and after a while asked for again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.matrix import texts
from bot.matrix.events import Heard, Me, hear
from bot.matrix.homeserver import Homeserver, Refusal, part
from bot.matrix.rooms import Rooms
from bot.work import Work
from commands import wire
from commands.message import Audience, say
from storage import matrix as store
from storage import outbox
from storage.rows.delivery import Rank
from storage.rows.matrix import RoomState

if TYPE_CHECKING:
    from nio import MegolmEvent

logger = logging.getLogger(__name__)

# How long an event is still hoped for.
HOPED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReadAfterAll:
    """Something heard late, and where."""

    room_id: str
    heard: Heard


class Undecryptable:
    """What waits for its keys. Events are fetched again when these come: their content is not stored here."""

    def __init__(
        self,
        home: Homeserver,
        rooms: Rooms,
        work: Work,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        patience: timedelta,
    ) -> None:
        self._home = home
        self._rooms = rooms
        self._work = work
        self._now = now
        self._zone = zone
        self._patience = patience
        self._arrived: set[tuple[str, str]] = set()
        self._waiting: dict[str, datetime] = {}
        self._done: list[str] = []
        self._asked_at = datetime.min.replace(tzinfo=UTC)

    @property
    def waiting(self) -> int:
        """How many events wait for their keys."""
        return len(self._waiting)

    async def load(self) -> None:
        """Take up what a former process left; each is tried once more."""
        from nio import ForwardedRoomKeyEvent, RoomKeyEvent

        found = await self._work.read(store.undecrypted)
        self._waiting = {each.event_id: each.seen_at for each in found}
        self._arrived = {(each.room_id, each.session_id) for each in found}
        self._home.client.add_to_device_callback(self._note_key, (RoomKeyEvent, ForwardedRoomKeyEvent))

    def _note_key(self, event: Any) -> None:
        self._arrived.add((event.room_id, event.session_id))

    def note(self, session: Session, room_id: str, event: MegolmEvent) -> None:
        """Remember the event, in the transaction that moves the position past it."""
        seen_at = self._now()
        store.note_undecrypted(
            session, store.Undecrypted(event.event_id, room_id, event.session_id, event.sender, seen_at)
        )
        self._waiting[event.event_id] = seen_at
        extra = {"action": "event_undecryptable", "room": room_id, "event": event.event_id}
        logger.warning("Event undecryptable", extra=extra)

    async def retried(self, me: Me) -> list[ReadAfterAll]:
        """What can be read now that keys have come, oldest first. Raises Refusal, OSError."""
        arrived, self._arrived = self._arrived, set()
        if not arrived or not self._waiting:
            return []
        try:
            return await self._retried(arrived, me)
        except BaseException:
            self._arrived |= arrived
            raise

    async def _retried(self, arrived: set[tuple[str, str]], me: Me) -> list[ReadAfterAll]:
        found = await self._work.read(lambda session: store.undecrypted(session, sessions=arrived))
        read: list[ReadAfterAll] = []
        done: list[str] = []
        for each in found:
            source = await self._decrypted(each)
            if source is None:
                continue
            done.append(each.event_id)
            heard = hear(source, me)
            if heard is not None:
                read.append(ReadAfterAll(each.room_id, heard))
        # They are forgotten once they are answered; should a kill come between, they are read, and taken, once more.
        self._done = done
        return read

    def forget_read(self, session: Session) -> None:
        """Forget what `retried` gave, in the transaction that answers it."""
        if self._done:
            store.forget_undecrypted(session, event_ids=self._done)
            for event_id in self._done:
                self._waiting.pop(event_id, None)
            self._done = []

    async def _decrypted(self, event: store.Undecrypted) -> dict[str, Any] | None:
        """The event as it reads now; None when it still does not."""
        from nio import Event, MegolmEvent
        from nio.exceptions import EncryptionError

        try:
            source = await self._home.call("GET", f"/rooms/{part(event.room_id)}/event/{part(event.event_id)}")
        except Refusal as refusal:
            if refusal.status in {403, 404}:
                return {}
            raise
        parsed = Event.parse_event(source)
        if not isinstance(parsed, MegolmEvent):
            return source
        parsed.room_id = event.room_id
        try:
            return dict(self._home.client.decrypt_event(parsed).source)
        except EncryptionError:
            return None

    @property
    def due_in(self) -> float | None:
        """Seconds until a person is to be asked again, None when nobody is."""
        due = [at + self._patience for at in self._waiting.values() if at + self._patience > self._asked_at]
        return max((min(due) - self._now()).total_seconds(), 0.0) if due else None

    async def ask_again(self) -> bool:
        """Ask the persons of what has waited too long to send it again, once each; gives whether any was asked."""
        now = self._now()
        if not any(self._asked_at < seen_at + self._patience <= now for seen_at in self._waiting.values()):
            return False
        asked = await self._work.write(self._ask)
        self._asked_at = now
        return asked > 0

    def _ask(self, session: Session) -> int:
        now = self._now()
        asked = 0
        for each in store.to_ask_again(session, now=now, patience=self._patience):
            room = self._rooms.get(each.room_id)
            if room.state is not RoomState.JOINED:
                continue
            local = each.seen_at.astimezone(self._zone)
            sentence = texts.undecrypted(f"{local.hour} h {local.minute:02}", direct=room.direct)
            # Once a person, a room and a day: a device whose keys are lost sends many such events.
            asked += outbox.enqueue(
                session,
                key=f"undecrypted:{each.room_id}:{each.sender}:{local.date().isoformat()}",
                platform="matrix",
                place=each.room_id,
                payload=wire.dump(say(sentence, audience=Audience.QUIET)),
                at=now,
                rank=Rank.ANSWER,
                route={"mention": each.sender},
            )
        store.forget_undecrypted_before(session, instant=now - HOPED_FOR)
        return asked
