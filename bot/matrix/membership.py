"""Coming into rooms and out of them: invitations, kicks, rooms that are empty, upgrades."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.matrix import texts
from bot.matrix.homeserver import Homeserver, Refusal, part
from bot.matrix.rooms import Rooms
from bot.operators import Operators
from bot.work import Work
from storage import matrix as store
from storage.rows.matrix import RoomState

logger = logging.getLogger(__name__)


class Membership:
    """What the account does about the rooms it is asked into, put out of, alone in, or led on from."""

    def __init__(
        self, home: Homeserver, rooms: Rooms, work: Work, operators: Operators, *, allowed: frozenset[str]
    ) -> None:
        self._home = home
        self._rooms = rooms
        self._work = work
        self._operators = operators
        self._allowed = allowed
        self._declined: dict[str, str] = {}

    @property
    def _me(self) -> str:
        return str(self._home.client.user_id)

    def may_invite(self, inviter: str) -> bool:
        """Whether this account may bring the bot into a room; by default those of its own server may."""
        server = inviter.partition(":")[2]
        return bool({inviter, server} & (self._allowed or {self._me.partition(":")[2]}))

    def invited(self, session: Session, room_id: str, state: Sequence[Mapping[str, Any]]) -> None:
        """Note an invitation, and whether it will be accepted; `settle` does it, however often it must be tried."""
        invitation = next(
            (each for each in state if each.get("type") == "m.room.member" and each.get("state_key") == self._me), None
        )
        content = invitation.get("content", {}) if invitation else {}
        if invitation is None or content.get("membership") != "invite":
            return
        inviter = str(invitation.get("sender", ""))
        awaited = any(room.successor == room_id for room in self._rooms.joined())
        if not (self.may_invite(inviter) or awaited):
            self._declined[room_id] = inviter
            return
        direct_with = inviter if content.get("is_direct") is True else None
        self._rooms.change(session, room_id, state=RoomState.INVITED, direct_with=direct_with)

    async def settle(self) -> None:
        """Enter the rooms of accepted invitations, decline the others. Raises Refusal, OSError to be tried again."""
        for room_id, inviter in list(self._declined.items()):
            await self._leave(room_id)
            del self._declined[room_id]
            logger.info("Invitation declined", extra={"action": "invitation_declined", "room": room_id, "by": inviter})
        for room in self._rooms.invited():
            entered = await self._join(room.room_id, room.direct_with or "")
            await self._rooms.note(room.room_id, state=RoomState.JOINED if entered else RoomState.LEFT)
            if entered:
                logger.info("Room joined", extra={"action": "room_joined", "room": room.room_id})

    async def _join(self, room_id: str, by: str) -> bool:
        server = by.partition(":")[2]
        via = f"?server_name={part(server)}&via={part(server)}" if server else ""
        try:
            await self._home.call("POST", f"/join/{part(room_id)}{via}", {})
        except Refusal as refusal:
            if refusal.retry_after is not None or refusal.status >= 500 or refusal.dead:
                raise
            extra = {"action": "room_not_joined", "room": room_id, "reason": refusal.code}
            logger.warning("Room not joined", extra=extra)
            return False
        return True

    async def _leave(self, room_id: str) -> None:
        try:
            await self._home.call("POST", f"/rooms/{part(room_id)}/leave", {})
            await self._home.call("POST", f"/rooms/{part(room_id)}/forget", {})
        except Refusal as refusal:
            if refusal.retry_after is not None:
                raise
        self._home.client.rooms.pop(room_id, None)
        self._home.client.invited_rooms.pop(room_id, None)

    def left(self, session: Session, room_id: str, events: Sequence[Mapping[str, Any]]) -> None:
        """Note that the account is out of the room, by its own will or somebody else's."""
        self._home.client.rooms.pop(room_id, None)
        if not self._rooms.knows(room_id) or self._rooms.get(room_id).state is not RoomState.JOINED:
            return
        self._rooms.change(session, room_id, state=RoomState.LEFT)
        mine = [each for each in events if each.get("type") == "m.room.member" and each.get("state_key") == self._me]
        by_itself = bool(mine) and mine[-1].get("sender") == self._me
        logger.info("Room left", extra={"action": "room_left", "room": room_id, "put_out": not by_itself})
        if not by_itself:
            bound = store.bound_rooms(session).get(room_id, ())
            self._operators.note(session, f"matrix_kicked:{room_id}", texts.kicked(room_id, bound))

    async def leave_if_alone(self, room_id: str, *, joined: int, invited: int) -> None:
        """Leave a room in which nobody else is, nor is expected."""
        if joined > 1 or invited > 0 or self._rooms.get(room_id).state is not RoomState.JOINED:
            return
        await self._rooms.note(room_id, state=RoomState.LEFT)
        await self._leave(room_id)
        logger.info("Empty room left", extra={"action": "empty_room_left", "room": room_id})

    async def upgraded(self, room_id: str, tombstone: Mapping[str, Any]) -> None:
        """Follow the room to the one that replaces it: what is for the old one goes there from now on."""
        content = tombstone.get("content", {})
        successor = content.get("replacement_room")
        if not isinstance(successor, str) or self._rooms.get(room_id).successor == successor or successor == room_id:
            return
        inside = self._rooms.get(successor).state is RoomState.JOINED and self._rooms.knows(successor)
        if not inside and not await self._join(successor, str(tombstone.get("sender", ""))):
            await self._operators.tell(f"matrix_upgrade:{room_id}", texts.upgrade_not_followed(room_id, successor))
            # An invitation there will be accepted, whoever sends it.
            await self._rooms.note(room_id, successor=successor)
            return
        if not await self._descends(successor, room_id):
            if not inside:
                await self._leave(successor)
            return
        old = self._rooms.get(room_id)

        def follow(session: Session) -> None:
            self._rooms.change(session, room_id, successor=successor)
            self._rooms.change(session, successor, state=RoomState.JOINED, direct_with=old.direct_with)
            bound = store.bound_rooms(session).get(room_id, ())
            store.rebind(session, old=room_id, new=successor)
            self._operators.note(session, f"matrix_upgraded:{room_id}", texts.upgraded(room_id, successor, bound))

        await self._work.write(follow)
        logger.info("Upgrade followed", extra={"action": "room_upgraded", "room": room_id, "successor": successor})

    async def _descends(self, successor: str, room_id: str) -> bool:
        """Whether the new room says that it takes the old one's place: else any room could be pointed to."""
        try:
            state = await self._home.call("GET", f"/rooms/{part(successor)}/state/m.room.create/")
        except Refusal:
            return False
        predecessor = state.get("predecessor")
        return isinstance(predecessor, dict) and predecessor.get("room_id") == room_id
