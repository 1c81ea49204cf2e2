"""Encryption for a room, failing closed: whoever is in it can read, and nothing goes out in clear."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bot.matrix.homeserver import Homeserver, part
from bot.platform import DeliveryError

if TYPE_CHECKING:
    from nio import AsyncClient, MatrixRoom

logger = logging.getLogger(__name__)

# Seconds before keys that could not be fetched or given are tried again.
SOON = 2.0


class Encrypting:
    """Encrypts contents with a client's keys. A room's key is given to one after the other, never twice at once."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._home = Homeserver(client)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def encrypt(self, room_id: str, event_type: str, content: dict[str, Any]) -> dict[str, Any]:
        """The content of the `m.room.encrypted` event; raises DeliveryError as long as somebody could not read it."""
        from aiohttp import ClientError

        async with self._locks[room_id]:
            try:
                await self._prepare(self._room(room_id))
            except (ClientError, OSError) as error:
                # Nothing of the message has left yet.
                raise DeliveryError(type(error).__name__, retry_after=SOON, whole_account=True) from error
            encrypted_type, encrypted = self._client.encrypt(room_id, event_type, content)
        if encrypted_type != "m.room.encrypted" or "ciphertext" not in encrypted:
            raise DeliveryError("not encrypted", permanent=True)
        return dict(encrypted)

    def _room(self, room_id: str) -> MatrixRoom:
        """The client's room, made known to it where a resumed sync has not named it, and marked as encrypted."""
        from nio import MatrixRoom

        if self._client.olm is None:
            raise DeliveryError("no keys to encrypt with", permanent=True)
        room = self._client.rooms.get(room_id)
        if room is None:
            room = self._client.rooms[room_id] = MatrixRoom(room_id, self._client.user_id, encrypted=True)
        room.encrypted = True
        self._client.encrypted_rooms.add(room_id)
        return room

    async def _prepare(self, room: MatrixRoom) -> None:
        """Members, their devices and the room's key given to each of these."""
        from nio import ErrorResponse

        if not room.members_synced:
            answer = await self._client.joined_members(room.room_id)
            if isinstance(answer, ErrorResponse):
                raise DeliveryError(f"members: {answer.status_code}", retry_after=SOON)
            await self._add_invited(room)
        # Somebody, or a device, may have just come: nio asks for keys by itself only when it has no members yet.
        if self._client.should_query_keys:
            queried = await self._client.keys_query()
            if isinstance(queried, ErrorResponse):
                raise DeliveryError(f"keys: {queried.status_code}", retry_after=SOON)
        if self._client.olm.should_share_group_session(room.room_id):
            await self._client.share_group_session(room.room_id, ignore_unverified_devices=True)
            self._check_shared(room)

    async def _add_invited(self, room: MatrixRoom) -> None:
        """Those who are expected are to read what was said before they came in, as in Element."""
        path = f"/rooms/{part(room.room_id)}/members?membership=invite"
        for member in (await self._home.call("GET", path)).get("chunk", []):
            room.add_member(member["state_key"], None, None, invited=True)
        if self._client.olm is not None:
            self._client.olm.update_tracked_users(room)

    def _check_shared(self, room: MatrixRoom) -> None:
        """nio takes a key for given even when the homeserver refused to hand it over."""
        olm = self._client.olm
        session = olm.outbound_group_sessions[room.room_id]
        given = session.users_shared_with | session.users_ignored
        for user_id in room.users:
            for device in self._client.device_store.active_user_devices(user_id):
                if (user_id, device.id) not in given and olm.session_store.get(device.curve25519):
                    self._client.invalidate_outbound_session(room.room_id)
                    raise DeliveryError("room key not given", retry_after=SOON)
