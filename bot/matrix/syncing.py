"""The sync loop: every event once, whatever the gaps, the kills and the homeserver's absences."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.answering import Answered, Terms
from bot.matrix import texts
from bot.matrix.backfill import as_it_came, whole_timeline
from bot.matrix.events import Heard, Me, hear
from bot.matrix.hearing import PLATFORM, Hearing
from bot.matrix.homeserver import DEAD, Homeserver, Refusal, part
from bot.matrix.membership import Membership
from bot.matrix.rooms import Rooms
from bot.matrix.undecrypted import Undecryptable
from bot.platform import Fatal
from bot.reach import MARGIN, Reach
from bot.work import Work
from storage import matrix as store
from storage.rows.matrix import RoomState
from storage.sending import Claimed

if TYPE_CHECKING:
    from nio import MegolmEvent, RoomInfo, SyncResponse

logger = logging.getLogger(__name__)

# Milliseconds for which the homeserver holds a sync that has nothing to give.
LONG_POLL = 30_000
# Seconds before the next try after a failure, doubled each time, and the longest.
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
# Events answered in one transaction: the next one waits no longer than these take.
TOGETHER = 20

_SPOKEN = [
    "m.room.message",
    "m.room.encrypted",
    "m.reaction",
    "org.matrix.msc3381.poll.response",
    "m.poll.response",
]
# Never without the encryption of rooms and the account's own membership.
_STATE = ["m.room.encryption", "m.room.member", "m.room.tombstone"]
# A hundred events is what Synapse gives at most, whatever is asked for.
FILTER: Mapping[str, Any] = {
    "room": {
        "timeline": {"limit": 100, "types": [*_SPOKEN, *_STATE], "lazy_load_members": True},
        "state": {"types": _STATE, "lazy_load_members": True},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}


@dataclass(frozen=True, slots=True)
class _Said:
    """Something heard, and the room it was heard in."""

    room_id: str
    heard: Heard


@dataclass(frozen=True, slots=True)
class _Batch:
    """What a sync says of one room: columns to note, what was heard, what could not be read, where it went on to.

    `emptied` tells that somebody else has gone, and `invited` how many are still expected.
    """

    room_id: str
    values: dict[str, Any]
    heard: list[Heard]
    undecryptable: list[MegolmEvent]
    tombstone: Mapping[str, Any] | None
    emptied: bool
    invited: int
    news: bool


class Syncing:
    """Receives for one device. After a commit, `deliver` is given the answers that the sender takes at once on its
    `terms`, and `wake` makes it look for the others.
    """

    def __init__(
        self,
        home: Homeserver,
        work: Work,
        *,
        rooms: Rooms,
        membership: Membership,
        hearing: Hearing,
        undecryptable: Undecryptable,
        name: str,
        wake: Callable[[], None],
        terms: Callable[[], Terms | None],
        deliver: Callable[[Claimed], None],
        now: Callable[[], datetime],
    ) -> None:
        self._home = home
        self._client = home.client
        self._rooms = rooms
        self._membership = membership
        self._hearing = hearing
        self._undecryptable = undecryptable
        self._work = work
        self._me = Me(self._client.user_id, name)
        self._wake = wake
        self._terms = terms
        self._deliver = deliver
        self._now = now
        self._reach = Reach(PLATFORM)
        self._filter: str | dict[str, Any] = dict(FILTER)
        self._token: str | None = None
        self.listening = False
        self.events = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until stopped. Raises Fatal when the token is dead, DatabaseError when nothing can be stored."""
        self._token = await self._work.read(
            lambda session: store.position(session, account=self._me.user_id, device=self._client.device_id)
        )
        self._filter = await self._uploaded_filter()
        stopping = asyncio.create_task(stop.wait())
        wait = FIRST_WAIT
        try:
            while not stop.is_set():
                try:
                    asked_at = self._now()
                    response = await self._sync(self._token, stopping)
                    if response is None:
                        return
                    batches = await self._take(response, since=self._token, asked_at=asked_at)
                    self._token = response.next_batch
                    await self._after(batches)
                except Refusal as refusal:
                    wait = await self._back_off(refusal, wait, stop)
                    continue
                except (OSError, TimeoutError) as error:
                    wait = await self._back_off(error, wait, stop)
                    continue
                wait = FIRST_WAIT
                self.listening = True
        finally:
            self.listening = False
            stopping.cancel()

    async def _uploaded_filter(self) -> str | dict[str, Any]:
        """The filter's short name with the homeserver; the filter itself where there is none."""
        with suppress(Refusal, OSError, TimeoutError):
            answer = await self._home.call("POST", f"/user/{part(self._me.user_id)}/filter", FILTER)
            return str(answer["filter_id"])
        return dict(FILTER)

    async def _sync(self, token: str | None, stopping: asyncio.Task[Any]) -> SyncResponse | None:
        """What is new since the token; None when stopped meanwhile. Raises Refusal, OSError."""
        from aiohttp import ClientError
        from nio import SyncResponse

        # nio leaves unread, and undecrypted, a response that it takes for the last one: one that is asked for again,
        # since something of it failed, is to be read again.
        self._client.next_batch = token or ""
        waits = (self._undecryptable.due_in, self._reach.ends_in(self._now()))
        patience = min([LONG_POLL, *(int(each * 1_000) + 100 for each in waits if each is not None)])
        asking = asyncio.create_task(
            self._client.sync(timeout=patience if token else 0, sync_filter=self._filter, since=token)
        )
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            asking.cancel()
            with suppress(asyncio.CancelledError, ClientError, OSError):
                await asking
            return None
        try:
            response = asking.result()
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from error
        if isinstance(response, SyncResponse):
            return response
        transport = response.transport_response
        status = transport.status if transport is not None else 500
        answer = {"errcode": response.status_code, "retry_after_ms": response.retry_after_ms}
        raise Refusal(status, {name: value for name, value in answer.items() if value is not None})

    async def _back_off(self, error: Exception, wait: float, stop: asyncio.Event) -> float:
        """Wait before the next try; gives how long to wait after that one."""
        if isinstance(error, Refusal) and error.code in DEAD:
            logger.error("Matrix session dead", extra={"action": "matrix_session_dead", "reason": error.code})
            raise Fatal(texts.DEAD_TOKEN) from error
        self.listening = False
        asked = error.retry_after if isinstance(error, Refusal) else None
        extra = {"action": "sync_failed", "reason": str(error) or type(error).__name__, "seconds": asked or wait}
        logger.warning("Sync failed", extra=extra)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), asked or wait)
        return min(2 * wait, LONGEST_WAIT)

    async def _take(self, response: SyncResponse, *, since: str | None, asked_at: datetime) -> list[_Batch]:
        """Everything that the response says; its position is stored in the transaction of the last effects."""
        batches = [await self._batch(room_id, info, since) for room_id, info in response.rooms.join.items()]
        for batch in batches:
            # Said once: the way to the new room is found before the position says that it was read.
            if batch.tombstone is not None:
                await self._membership.upgraded(batch.room_id, batch.tombstone)
        late = await self._undecryptable.retried(self._me)
        left = {
            room_id: [as_it_came(event) for event in (*info.state, *info.timeline.events)]
            for room_id, info in response.rooms.leave.items()
        }
        invited = {
            room_id: [as_it_came(event) for event in info.invite_state]
            for room_id, info in response.rooms.invite.items()
        }
        said = [_Said(each.room_id, each.heard) for each in late]
        said += [_Said(batch.room_id, heard) for batch in batches for heard in batch.heard]
        chunks = [said[start : start + TOGETHER] for start in range(0, len(said), TOGETHER)] or [[]]

        up_to = reached_with(asked_at=asked_at, answered_at=self._now(), empty=not (batches or invited))
        reached = self._reach.is_news(up_to)

        if not (since is None or said or left or invited or any(batch.news for batch in batches)):
            # Only what the bot itself has said: read again should the process die before the next position.
            if reached:
                await self._work.write(lambda session: self._reach.note(session, up_to))
            return batches

        terms = self._terms()

        def take(session: Session, chunk: Sequence[_Said], *, first: bool, last: bool) -> list[Answered]:
            if first:
                if terms is not None:
                    terms.settle(session)
                for batch in batches:
                    self._rooms.change(session, batch.room_id, **batch.values)
                    for event in batch.undecryptable:
                        self._undecryptable.note(session, batch.room_id, event)
                for room_id, events in left.items():
                    self._membership.left(session, room_id, events)
                for room_id, state in invited.items():
                    self._membership.invited(session, room_id, state)
            answers = [
                self._hearing.answer(session, self._rooms.get(each.room_id), each.heard, terms) for each in chunk
            ]
            if last:
                if reached or any(_of_polls(each) for each in answers):
                    self._reach.note(session, up_to)
                self._undecryptable.forget_read(session)
                account, device = self._me.user_id, self._client.device_id
                store.advance(session, account=account, device=device, token=response.next_batch)
            return [each for each in answers if each is not None]

        for number, chunk in enumerate(chunks):
            first, last = number == 0, number == len(chunks) - 1
            answered = await self._work.write(partial(take, chunk=chunk, first=first, last=last))
            self.events += len(answered)
            for each in answered:
                if each.in_hand is not None:
                    self._deliver(each.in_hand)
            if any(each.in_hand is None for each in answered) or left:
                self._wake()
        return batches

    async def _batch(self, room_id: str, info: RoomInfo, since: str | None) -> _Batch:
        """What the response says of one room that the account is in."""
        from nio import MegolmEvent

        state = [as_it_came(event) for event in info.state]
        events = (
            []
            if since is None
            else await whole_timeline(self._client, room_id, info, since=since, types=[*_SPOKEN, *_STATE])
        )
        values: dict[str, Any] = {"state": RoomState.JOINED}
        if info.summary is not None and info.summary.joined_member_count is not None:
            values["members"] = info.summary.joined_member_count
        told = [*state, *(as_it_came(event) for event in info.timeline.events)]
        if any(each.get("type") == "m.room.encryption" for each in told):
            values["encrypted"] = True
        heard: list[Heard] = []
        undecryptable: list[MegolmEvent] = []
        for event in events:
            if isinstance(event, MegolmEvent):
                if event.sender != self._me.user_id:
                    undecryptable.append(event)
            elif (said := hear(as_it_came(event), self._me)) is not None:
                heard.append(said)
        news = bool(heard or undecryptable) or any("state_key" in each for each in told)
        tombstone = next((each for each in reversed(told) if each.get("type") == "m.room.tombstone"), None)
        emptied = any(
            each.get("type") == "m.room.member"
            and each.get("state_key") != self._me.user_id
            and each.get("content", {}).get("membership") in {"leave", "ban"}
            for each in told
        )
        invited = info.summary.invited_member_count if info.summary is not None else None
        return _Batch(room_id, values, heard, undecryptable, tombstone, emptied, invited or 0, news)

    async def _after(self, batches: Sequence[_Batch]) -> None:
        """What needs the homeserver: keys, rooms to enter and to leave."""
        for batch in batches:
            if batch.emptied and "members" in batch.values:
                joined = batch.values["members"]
                await self._membership.leave_if_alone(batch.room_id, joined=joined, invited=batch.invited)
        await self._membership.settle()
        await self._exchange_keys()
        if await self._undecryptable.ask_again():
            self._wake()

    async def _exchange_keys(self) -> None:
        """Give and fetch the keys that encryption needs; what is refused now is asked for after the next sync."""
        from aiohttp import ClientError

        client = self._client
        try:
            if client.should_upload_keys:
                await client.keys_upload()
            if client.should_query_keys:
                await client.keys_query()
            if client.should_claim_keys:
                await client.keys_claim(client.get_users_for_key_claiming())
            await client.send_to_device_messages()
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from error


def reached_with(*, asked_at: datetime, answered_at: datetime, empty: bool) -> datetime:
    """Everything said before this instant has come, with a sync asked for and answered at these.

    One that waited in vain has said so when it was answered; what one brings was there when it was asked for.
    """
    return (max(asked_at, answered_at - MARGIN) if empty else asked_at) - MARGIN


def _of_polls(answered: Answered | None) -> bool:
    """Whether it opens, ends or extends a poll: when the next one ends is then to be asked anew."""
    return answered is not None and answered.message is not None and answered.message.about.kind.startswith("poll")
