"""Matrix as a platform: listened to, written to, checked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters import Surroundings
from bot.matrix import identity as identities
from bot.matrix import texts
from bot.matrix.direct import DirectRooms
from bot.matrix.encrypting import Encrypting
from bot.matrix.folder import Folder, Login
from bot.matrix.hearing import PLATFORM, Hearing
from bot.matrix.homeserver import Homeserver, Refusal, part
from bot.matrix.identity import NotSigned, OtherIdentity
from bot.matrix.membership import Membership
from bot.matrix.opening import open_store
from bot.matrix.rooms import Rooms
from bot.matrix.sending import Sending, Surface, without_choices
from bot.matrix.setup import store_secret
from bot.matrix.syncing import Syncing
from bot.matrix.undecrypted import Undecryptable
from bot.platform import Fatal, Pace, Route
from commands.message import Message

if TYPE_CHECKING:
    from nio import AsyncClient

    from bot.check import Finding

# Bytes of several short answers that are still read as one message, and how many of them.
JOINED_BYTES, MOST_JOINED = 4_000, 5


class MatrixAdapter:
    """One device of one account; its folder is locked as long as the adapter is open."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._settings = surroundings.settings.matrix
        self._folder = Folder(self._settings.store)
        self._client: AsyncClient | None = None
        self._login: Login | None = None
        self._sending: Sending | None = None
        self._syncing: Syncing | None = None
        self._undecryptable: Undecryptable | None = None

    @property
    def name(self) -> str:
        return PLATFORM

    @property
    def pace(self) -> Pace:
        return Pace(per_account=float(self._settings.gap))

    @property
    def seat(self) -> str | None:
        """Nobody else sends as this device: the folder's lock sees to it."""
        return f"{self._login.user_id}/{self._login.device_id}" if self._login else None

    async def open(self) -> None:
        """Take the folder, and read the keys. Raises Fatal."""
        self._folder.lock()
        secret = store_secret(self._settings)
        if secret is None:
            raise Fatal(texts.setting_missing("matrix.store_secret"))
        self._login = self._folder.login()
        if self._login is None or not self._login.fingerprint:
            raise Fatal(texts.NOT_SET_UP)
        self._client = open_store(self._folder, self._login, secret, self._around.settings.network)
        await self._assemble(self._client, secret)

    async def _assemble(self, client: AsyncClient, secret: str) -> None:
        around, work = self._around, self._around.work
        home = Homeserver(client)
        self._home = home
        rooms = Rooms(work, home)
        await rooms.load()
        zone = around.settings.zone
        self._rooms = rooms
        self._undecryptable = Undecryptable(
            home, rooms, work, now=around.now, zone=zone, patience=timedelta(seconds=self._settings.patience)
        )
        surface = Surface(
            home=home,
            encrypting=Encrypting(client),
            rooms=rooms,
            direct=DirectRooms(home, rooms, work, now=around.now, zone=zone),
            work=work,
            operators=around.operators,
            secret=secret,
            now=around.now,
            edit_gap=float(self._settings.edit_gap),
            polls=self._settings.polls,
        )
        self._sending = Sending(surface)
        self._membership = Membership(home, rooms, work, around.operators, allowed=self._settings.invited_by)

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        return await self._sender.send(place, message, keys=[key], route=route)

    async def send_joined(
        self, place: str, message: Message, *, keys: Sequence[str], route: Route | None = None
    ) -> str:
        return await self._sender.send(place, message, keys=keys, route=route)

    def joined(self, messages: Sequence[Message]) -> Message | None:
        """Texts of one audience, short together; what has numbers, forms or files stays alone."""
        if len(messages) > MOST_JOINED or not without_choices(messages):
            return None
        if len({message.audience for message in messages}) > 1:
            return None
        whole = Message(tuple(block for each in messages for block in each.blocks), messages[0].audience)
        return whole if len(repr(whole)) <= JOINED_BYTES else None

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        await self._sender.edit(place, remote_id, message, key=key)

    async def find(self, place: str, *, key: str) -> str | None:
        return await self._sender.find(place, key=key)

    async def listen(self, stop: asyncio.Event) -> None:
        """Receive until stopped; raises Fatal when the session or its keys will not do."""
        if self._login is None or self._client is None or self._undecryptable is None:
            raise AssertionError("open comes first")
        try:
            await self._verify(self._login)
        except Refusal as refusal:
            if refusal.dead:
                raise Fatal(texts.DEAD_TOKEN) from refusal
            raise
        await self._rooms.load()
        await self._undecryptable.load()
        around = self._around
        self._syncing = Syncing(
            self._home,
            around.work,
            rooms=self._rooms,
            membership=self._membership,
            hearing=Hearing(around, around.now),
            undecryptable=self._undecryptable,
            name=await self._display_name(),
            wake=around.wake,
            terms=lambda: around.terms(self),
            deliver=lambda claimed: around.deliver(self, claimed),
            now=around.now,
        )
        await self._syncing.run(stop)

    async def _verify(self, login: Login) -> None:
        """The session is ours, the homeserver knows the device by our keys, and our identity has signed it."""
        who = await self._home.call("GET", "/account/whoami")
        if (who.get("user_id"), who.get("device_id")) != (login.user_id, login.device_id):
            raise Fatal(texts.OTHER_DEVICE)
        shown = await identities.device_fingerprint(self._home, login.user_id, login.device_id)
        if shown is not None and shown != login.fingerprint:
            raise Fatal(texts.OTHER_DEVICE)
        mine = self._folder.identity()
        if mine is None:
            raise Fatal(texts.NOT_SET_UP)
        try:
            await identities.publish(self._home, login.user_id, mine, password=None)
            await identities.sign_device(self._home, login.user_id, login.device_id, mine)
        except OtherIdentity:
            await self._around.operators.tell("matrix_identity", texts.OTHER_IDENTITY)
        except NotSigned:
            await self._around.operators.tell("matrix_signature", texts.NOT_SIGNED)

    async def _display_name(self) -> str:
        """The name that people see and type; "" when the account has none."""
        with suppress(Refusal, OSError, TimeoutError):
            profile = await self._home.call("GET", f"/profile/{part(self._home.client.user_id)}/displayname")
            return str(profile.get("displayname", ""))
        return ""

    async def check(self) -> Sequence[Finding]:
        """What is right and wrong there."""
        from bot.matrix.checking import findings

        return await findings(self._around.settings, self._around.work.database, now=self._around.now())

    def gauges(self) -> Mapping[str, float]:
        """Figures for the metrics."""
        syncing = self._syncing
        return {
            "listening": float(syncing is not None and syncing.listening),
            "events_answered": float(syncing.events if syncing else 0),
            "undecryptable_events": float(self._undecryptable.waiting if self._undecryptable else 0),
        }

    async def close(self) -> None:
        """Let go of the connection, the keys and the folder."""
        if self._client is not None:
            await self._client.close()
            if self._client.store is not None:
                self._client.store.database.close()
        self._folder.unlock()

    @property
    def _sender(self) -> Sending:
        if self._sending is None:
            raise AssertionError("open comes first")
        return self._sending
