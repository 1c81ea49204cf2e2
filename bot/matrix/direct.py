"""Direct conversations: where a person is written to, and what is done for one who has never opened any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.matrix import texts
from bot.matrix.homeserver import Homeserver, part
from bot.matrix.rooms import Rooms
from bot.platform import DeliveryError
from bot.work import Work
from commands import wire
from commands.message import Mention, Message, Paragraph
from storage import communities, outbox, people
from storage.rows.matrix import RoomState
from storage.rows.organisation import Platform

MEGOLM = "m.megolm.v1.aes-sha2"
# Seconds between two looks for a conversation that a person has meanwhile opened: twenty hours in forty tries.
LATER = 1_800.0


class NoDirectRoom(DeliveryError):
    """The person has opened no conversation yet."""

    def __init__(self) -> None:
        super().__init__("no direct room", retry_after=LATER)


class DirectRooms:
    """Finds the room of a person, or of a room itself."""

    def __init__(
        self, home: Homeserver, rooms: Rooms, work: Work, *, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._home = home
        self._rooms = rooms
        self._work = work
        self._now = now
        self._zone = zone
        self._aliases: dict[str, str] = {}

    async def resolve(self, place: str, *, opens: bool = False) -> str:
        """The room of a place; an account's is the conversation with it.

        Without one, it is begun only for someone who has just written to the bot (`opens`); else the person is called
        in a room of a community of theirs, once a day, and NoDirectRoom is raised. Raises Refusal, OSError.
        """
        if place.startswith("#"):
            return await self._named(place)
        if not place.startswith("@"):
            return place
        room_id = self._rooms.direct_room(place)
        if room_id is not None:
            return room_id
        if opens:
            return await self._open(place)
        await self._work.write(lambda session: self._call(session, place))
        raise NoDirectRoom

    async def _named(self, alias: str) -> str:
        """The room of an alias, as the register may name it; asked once a run."""
        if alias not in self._aliases:
            self._aliases[alias] = await room_of_alias(self._home, alias)
        return self._aliases[alias]

    async def _open(self, account: str) -> str:
        answer = await self._home.call(
            "POST",
            "/createRoom",
            {
                "preset": "trusted_private_chat",
                "is_direct": True,
                "invite": [account],
                "initial_state": [
                    {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}},
                ],
            },
        )
        room_id = str(answer["room_id"])
        await self._rooms.note(room_id, state=RoomState.JOINED, encrypted=True, direct_with=account, members=1)
        return room_id

    def _call(self, session: Session, account: str) -> None:
        """Mention the person where a community of theirs lives and the bot is."""
        person = people.person_by_account(session, platform=Platform.MATRIX, account_id=account)
        if person is None:
            return
        joined = {room.room_id for room in self._rooms.joined()}
        for community in people.communities_of(session, person=person):
            for place in communities.places(session, community.key):
                room_id = self._rooms.newest(place.place_id)
                if place.platform is not Platform.MATRIX or room_id not in joined:
                    continue
                line = (Mention(person.handle, person.label), " : " + texts.LETTER_WAITS)
                today = self._now().astimezone(self._zone).date().isoformat()
                outbox.enqueue(
                    session,
                    key=f"call:{account}:{today}",
                    platform=Platform.MATRIX.value,
                    place=room_id,
                    payload=wire.dump(Message((Paragraph((line,)),))),
                    at=self._now(),
                    in_hours=True,
                )
                return


async def room_of_alias(home: Homeserver, alias: str) -> str:
    """The room that an alias names at present; raises Refusal."""
    return str((await home.call("GET", f"/directory/room/{part(alias)}"))["room_id"])
