"""The barest bot that nio makes: says again what it hears. The peer of `bench_matrix`, as a process.

python -m benchmarks.matrix_echo URL USER DEVICE TOKEN FOLDER
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from typing import Any

from nio import AsyncClient, AsyncClientConfig, InviteMemberEvent, RoomMessageText

from bot.matrix.syncing import FILTER


async def main() -> None:
    """Answer until killed; prints how long the first sync took."""
    url, user_id, device_id, token, folder = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    config = AsyncClientConfig(encryption_enabled=True, pickle_key="echo")
    client = AsyncClient(url, user_id, store_path=folder, config=config)
    client.restore_login(user_id, device_id, token)
    if client.should_upload_keys:
        await client.keys_upload()

    async def join(room: Any, event: Any) -> None:
        if event.membership == "invite" and event.state_key == user_id:
            await client.join(room.room_id)

    async def echo(room: Any, event: Any) -> None:
        if event.sender != user_id:
            content = {"msgtype": "m.text", "body": event.body}
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(join, InviteMemberEvent)
    begun = time.perf_counter()
    await client.sync(timeout=0, sync_filter=dict(FILTER))
    sys.stdout.write(f"{time.perf_counter() - begun:.3f}\n")
    sys.stdout.flush()
    client.add_event_callback(echo, RoomMessageText)
    await client.sync_forever(timeout=30_000, sync_filter=dict(FILTER))


if __name__ == "__main__":
    asyncio.run(main())
