"""The whole of what was said since the last sync: the homeserver gives only the end of it when it is much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.matrix.homeserver import Refusal

if TYPE_CHECKING:
    from nio import AsyncClient, Event, RoomInfo

PAGE = 100
# Pages of one gap: ten thousand events. What is further back was said before an absence that nobody expects answered.
MOST_PAGES = 100


def as_it_came(event: Any) -> dict[str, Any]:
    """The event as the homeserver gave it, decrypted; nio takes the content out of its member events."""
    source = dict(event.source)
    if "content" not in source and hasattr(event, "membership"):
        source["content"] = event.content
        source["unsigned"] = {**source.get("unsigned", {}), "prev_content": event.prev_content or {}}
    return source


async def whole_timeline(
    client: AsyncClient, room_id: str, info: RoomInfo, *, since: str, types: Sequence[str]
) -> list[Event]:
    """The room's events since the token, oldest first, none of before the account joined. Raises Refusal, OSError."""
    timeline = list(info.timeline.events)
    events = since_own_join(timeline, client.user_id)
    if len(events) < len(timeline) or not info.timeline.limited or info.timeline.prev_batch is None:
        return events
    gap = await _gap(client, room_id, info.timeline.prev_batch, since=since, types=types)
    return [*since_own_join(gap, client.user_id), *events]


def since_own_join(events: Sequence[Event], user_id: str) -> list[Event]:
    """What follows the account's last arrival, everything when it did not arrive on the way."""
    for position in range(len(events) - 1, -1, -1):
        if _is_arrival(as_it_came(events[position]), user_id):
            return list(events[position + 1 :])
    return list(events)


def _is_arrival(event: Mapping[str, Any], user_id: str) -> bool:
    """A member event by which the account came in; one that only changes its name is none."""
    if event.get("type") != "m.room.member" or event.get("state_key") != user_id:
        return False
    before = event.get("unsigned", {}).get("prev_content") or event.get("prev_content") or {}
    return bool(event.get("content", {}).get("membership") == "join" and before.get("membership") != "join")


async def _gap(client: AsyncClient, room_id: str, start: str, *, since: str, types: Sequence[str]) -> list[Event]:
    """The events between the two tokens, oldest first, back to the account's arrival at most."""
    from aiohttp import ClientError
    from nio import RoomMessagesError

    found: list[Event] = []
    at: str | None = start
    for _ in range(MOST_PAGES):
        try:
            page = await client.room_messages(
                room_id, at, since, limit=PAGE, message_filter={"types": list(types), "lazy_load_members": True}
            )
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from error
        if isinstance(page, RoomMessagesError):
            transport = page.transport_response
            status = transport.status if transport is not None else 500
            raise Refusal(status, {"errcode": page.status_code, "retry_after_ms": page.retry_after_ms})
        found += page.chunk
        at = page.end
        if not at or any(_is_arrival(as_it_came(event), client.user_id) for event in page.chunk):
            break
    return found[::-1]
