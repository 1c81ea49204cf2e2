"""The client of a person in encrypted rooms, as a process: JSON lines in (what to do) and out (heard, answers).

python -m tests.encrypted_person URL USER DEVICE TOKEN FOLDER
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from typing import Any
from uuid import uuid4

from nio import AsyncClient, AsyncClientConfig, Event

# What is no speech.
STATE = frozenset({"m.room.member", "m.room.create", "m.room.encryption", "m.reaction", None})


def tell(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


async def note(room: Any, event: Any) -> None:
    if event.source.get("type") not in STATE and "state_key" not in event.source:
        unread = type(event).__name__ == "MegolmEvent"
        content = None if unread else event.source["content"]
        tell(heard={"room": room.room_id, "sender": event.sender, "content": content})


async def keep_key(client: AsyncClient, room_id: str) -> list[dict[str, Any]]:
    """Make a room's key, and what would give it to the others, without giving it."""
    await client.joined_members(room_id)
    if client.should_query_keys:
        await client.keys_query()
    await client.keys_claim(client.get_missing_sessions(room_id))
    users = list(client.rooms[room_id].users)
    kept = client.olm.share_group_session_parallel(room_id, users, ignore_unverified_devices=True)
    withheld = [messages for _, messages in kept]
    client.olm.outbound_group_sessions[room_id].shared = True
    return withheld


async def act(client: AsyncClient, asked: dict[str, Any], withheld: list[dict[str, Any]]) -> None:
    if "withhold" in asked:
        withheld += await keep_key(client, asked["withhold"])
        tell(answer=True)
        return
    if "give" in asked:
        for messages in withheld:
            path = f"/_matrix/client/v3/sendToDevice/m.room.encrypted/{uuid4()}"
            headers = {"Authorization": f"Bearer {client.access_token}"}
            answer = await client.send("PUT", path, json.dumps(messages), headers)
            await answer.read()
        tell(answer=True)
        return
    if "knows" in asked:
        room = client.rooms.get(asked["knows"])
        tell(answer=room is not None and bool(room.encrypted))
        return
    # Whoever has just come is to be able to read, as with a client that people use.
    await client.joined_members(asked["room"])
    if client.should_query_keys:
        await client.keys_query()
    sent = await client.room_send(asked["room"], asked["kind"], asked["content"], ignore_unverified_devices=True)
    tell(answer=sent.event_id)


async def main() -> None:
    url, user_id, device_id, token, folder = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    config = AsyncClientConfig(encryption_enabled=True, pickle_key="person")
    client = AsyncClient(url, user_id, store_path=folder, config=config)
    client.restore_login(user_id, device_id, token)
    client.add_event_callback(note, Event)
    if client.should_upload_keys:
        await client.keys_upload()
    await client.sync(timeout=0, full_state=True)
    syncing = asyncio.create_task(client.sync_forever(timeout=1_000))
    tell(answer=True)
    withheld: list[dict[str, Any]] = []
    while line := await asyncio.to_thread(sys.stdin.readline):
        await act(client, json.loads(line), withheld)
    syncing.cancel()
    with suppress(asyncio.CancelledError):
        await syncing
    await client.close()


if __name__ == "__main__":
    asyncio.run(main())
