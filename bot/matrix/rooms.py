"""The rooms of the account: what is known of them, and whether what is sent there must be encrypted."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from bot.matrix.homeserver import Homeserver, Refusal, part
from bot.work import Work
from storage import matrix as store
from storage.rows.matrix import RoomState

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of a room; as `storage.rows.matrix.MatrixRoom` says."""

    room_id: str
    state: RoomState = RoomState.JOINED
    encrypted: bool | None = None
    members: int = 0
    direct_with: str | None = None
    successor: str | None = None

    @property
    def direct(self) -> bool:
        """Whether only one person hears what is said there."""
        return 0 < self.members <= 2


class Rooms:
    """The rooms as they are stored, at hand in memory; every change is written before it counts."""

    def __init__(self, work: Work, home: Homeserver) -> None:
        self._work = work
        self._home = home
        self._known: dict[str, Room] = {}
        # Rooms whose homeserver has said in the life of this process that they are not encrypted.
        self._asked: set[str] = set()

    async def load(self) -> None:
        """Read what is stored."""

        def read(session: Session) -> dict[str, Room]:
            return {
                row.room_id: Room(row.room_id, row.state, row.encrypted, row.members, row.direct_with, row.successor)
                for row in store.rooms(session).values()
            }

        self._known = await self._work.read(read)

    def get(self, room_id: str) -> Room:
        """The room; one that was never heard of is a room of which nothing is known."""
        return self._known.get(room_id) or Room(room_id)

    def knows(self, room_id: str) -> bool:
        """Whether the room was ever heard of."""
        return room_id in self._known

    def newest(self, room_id: str) -> str:
        """The room, or the one that its upgrades have led to."""
        seen = {room_id}
        while (successor := self.get(room_id).successor) is not None and successor not in seen:
            seen.add(successor)
            room_id = successor
        return room_id

    def joined(self) -> list[Room]:
        """The rooms that the account is in."""
        return [room for room in list(self._known.values()) if room.state is RoomState.JOINED]

    def invited(self) -> list[Room]:
        """The rooms whose invitation is accepted, and which are still to be entered."""
        return [room for room in list(self._known.values()) if room.state is RoomState.INVITED]

    def direct_room(self, account: str) -> str | None:
        """The direct conversation with this person."""
        return next((room.room_id for room in self.joined() if room.direct_with == account and room.direct), None)

    def change(self, session: Session, room_id: str, **values: Any) -> None:
        """Change columns of the room in this transaction; once encrypted is for ever."""
        room = self.get(room_id)
        if room.encrypted and values.get("encrypted") is False:
            del values["encrypted"]
        changed = replace(room, **values)
        if changed == room and room_id in self._known:
            return
        columns = {name: getattr(changed, name) for name in values} if room_id in self._known else _columns(changed)
        store.note_room(session, room_id, **columns)
        self._known[room_id] = changed

    async def note(self, room_id: str, **values: Any) -> None:
        """The same in a transaction of its own."""
        await self._work.write(lambda session: self.change(session, room_id, **values))

    async def must_encrypt(self, room_id: str) -> bool:
        """Whether the room is encrypted: remembered for ever once it is, else asked of the homeserver once a run.

        Raises Refusal and OSError: as long as the homeserver has not said, nothing is sent.
        """
        room = self.get(room_id)
        if room.encrypted:
            return True
        if room_id in self._asked:
            return False
        try:
            state = await self._home.call("GET", f"/rooms/{part(room_id)}/state/m.room.encryption/")
        except Refusal as refusal:
            if refusal.code != "M_NOT_FOUND":
                raise
            await self.note(room_id, encrypted=False)
            self._asked.add(room_id)
            # The sync may have said meanwhile that it has just been encrypted.
            return bool(self.get(room_id).encrypted)
        await self.note(room_id, encrypted=True)
        logger.info(
            "Room encrypted", extra={"action": "room_encrypted", "room": room_id, "how": state.get("algorithm")}
        )
        return True


def _columns(room: Room) -> dict[str, Any]:
    return {
        "state": room.state,
        "encrypted": room.encrypted,
        "members": room.members,
        "direct_with": room.direct_with,
        "successor": room.successor,
    }
