"""`dimension check` for Matrix: homeserver, session, signature, keys, rooms, rate limit, clock; nothing is changed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.check import Finding
from bot.matrix import identity as identities
from bot.matrix import texts
from bot.matrix.direct import room_of_alias
from bot.matrix.folder import Folder, Login
from bot.matrix.homeserver import Homeserver, Refusal, make_client, part
from bot.matrix.opening import open_store
from bot.matrix.setup import store_secret
from bot.platform import Fatal
from bot.settings import MatrixSettings, NetworkSettings, Settings
from storage import matrix as store
from storage.database import Database
from storage.errors import DatabaseError

# Seconds by which two clocks may differ: what the bot says of hours is then still right.
MOST_SKEW = 30.0
# Rooms named one by one.
MOST_ROOMS = 50
# Source: Matrix specification, « m.room.power_levels », defaults.
_NO_EVENT_LEVEL, _NO_USER_LEVEL = 0, 0
# A creator's level in rooms of version 12 and later, above every other.
CREATOR = 1 << 53


async def findings(settings: Settings, database: Database | None, *, now: datetime) -> list[Finding]:
    """Every check in turn. The database gives the rooms of the communities; None when it cannot be read."""
    found: list[Finding] = []
    try:
        found += [each async for each in _findings(settings, database, now)]
    except Fatal as error:
        found.append(_wrong(str(error)))
    except (OSError, TimeoutError):
        found.append(_wrong(texts.unreachable(settings.matrix.homeserver or "")))
    return found


async def _findings(settings: Settings, database: Database | None, now: datetime) -> AsyncIterator[Finding]:
    matrix = settings.matrix
    client = make_client(matrix.homeserver or "", settings.network)
    home = Homeserver(client)
    try:
        versions = await home.call("GET", "/versions", api="/_matrix/client")
        newest = str((versions.get("versions") or ["?"])[-1])
        yield _right(texts.server_reached(matrix.homeserver or "", newest))
        yield await _clocks(home, now)
        login = Folder(matrix.store).login()
        if login is None:
            raise Fatal(texts.NOT_SET_UP)
        client.access_token, client.user_id, client.device_id = login.access_token, login.user_id, login.device_id
        yield await _session(home, login)
        yield _store(matrix, settings.network, login)
        yield await _signature(home, matrix, login)
        yield await _exemption(home, login)
        if database is not None:
            async for finding in _rooms(home, database, login):
                yield finding
    except Refusal as refusal:
        yield _wrong(texts.DEAD_TOKEN if refusal.dead else texts.refused(refusal.code))
    finally:
        await client.close()


async def _clocks(home: Homeserver, now: datetime) -> Finding:
    """The homeserver's clock and ours; its answers carry its hour to the second."""
    response = await home.client.send("GET", "/_matrix/client/versions")
    async with response:
        said = response.headers.get("Date")
    skew = (parsedate_to_datetime(said) - now).total_seconds() if said else 0.0
    return Finding(texts.LABEL, texts.clock_skew(skew, most=int(MOST_SKEW)), ok=abs(skew) <= MOST_SKEW)


async def _session(home: Homeserver, login: Login) -> Finding:
    who = await home.call("GET", "/account/whoami")
    if (who.get("user_id"), who.get("device_id")) != (login.user_id, login.device_id):
        return _wrong(texts.OTHER_DEVICE)
    return _right(texts.token_valid(login.user_id, login.device_id))


def _store(matrix: MatrixSettings, network: NetworkSettings, login: Login) -> Finding:
    """A copy is opened, so that a running bot is left alone."""
    secret = store_secret(matrix)
    if secret is None:
        return _wrong(texts.setting_missing("matrix.store_secret"))
    folder = Folder(matrix.store)
    with TemporaryDirectory() as name:
        copied = Folder(Path(name))
        if folder.keys.exists():
            shutil.copyfile(folder.keys, copied.keys)
        try:
            client = open_store(copied, login, secret, network)
        except Fatal as error:
            return _wrong(str(error))
        client.store.database.close()
    return _right(texts.STORE_READABLE)


async def _signature(home: Homeserver, matrix: MatrixSettings, login: Login) -> Finding:
    mine = Folder(matrix.store).identity()
    signed = mine is not None and await identities.is_signed(home, login.user_id, login.device_id, mine)
    return _right(texts.DEVICE_SIGNED) if signed else _wrong(texts.DEVICE_NOT_SIGNED)


async def _exemption(home: Homeserver, login: Login) -> Finding:
    """Only an administrator's account may read it, and the bot's need not be one."""
    try:
        found = await home.call("GET", f"/users/{part(login.user_id)}/override_ratelimit", api="/_synapse/admin/v1")
    except Refusal:
        return _right(texts.exemption(known=False, exempt=False))
    exempt = found.get("messages_per_second") == 0 and found.get("burst_count") == 0
    return _right(texts.exemption(known=True, exempt=exempt))


async def _rooms(home: Homeserver, database: Database, login: Login) -> AsyncIterator[Finding]:
    """Each room in which a community lives: the bot is there, and may write."""
    try:
        with database.read() as session:
            bound = {store.newest(session, room): keys for room, keys in store.bound_rooms(session).items()}
            waiting = store.count_undecrypted(session)
    except DatabaseError:
        return
    yield _right(texts.undecryptable(waiting))
    joined = set((await home.call("GET", "/joined_rooms")).get("joined_rooms", []))
    for room_id, communities in list(bound.items())[:MOST_ROOMS]:
        if room_id.startswith("#"):
            try:
                room_id = await room_of_alias(home, room_id)  # noqa: PLW2901 - named as the register names it
            except Refusal:
                yield _wrong(texts.room_not_joined(room_id, communities))
                continue
        if room_id not in joined:
            yield _wrong(texts.room_not_joined(room_id, communities))
            continue
        yield await _power(home, room_id, communities, login.user_id)


async def _power(home: Homeserver, room_id: str, communities: Sequence[str], me: str) -> Finding:
    created = await _state(home, room_id, "m.room.create")
    levels = await _state(home, room_id, "m.room.power_levels")
    has, needs = power(levels, created, me)
    if has >= needs:
        return _right(texts.room_fine(room_id, communities))
    return _wrong(texts.room_without_power(room_id, communities, has, needs))


def power(levels: Mapping[str, Any], created: Mapping[str, Any], user_id: str) -> tuple[int, int]:
    """The level that the account has in a room, and the one that messages need; creators of version 12 have all."""
    creators = created.get("additional_creators", [])
    version = str(created.get("room_version", "1"))
    if version.isdecimal() and int(version) >= 12 and user_id in {created.get("sender"), *creators}:
        return CREATOR, 0
    has = int(levels.get("users", {}).get(user_id, levels.get("users_default", _NO_USER_LEVEL)))
    needs = int(levels.get("events", {}).get("m.room.message", levels.get("events_default", _NO_EVENT_LEVEL)))
    return has, needs


async def _state(home: Homeserver, room_id: str, kind: str) -> dict[str, Any]:
    """The content of a state event, with its sender; empty when there is none."""
    try:
        return await home.call("GET", f"/rooms/{part(room_id)}/state/{part(kind)}/?format=content")
    except Refusal as refusal:
        if refusal.status == 404:
            return {}
        raise


def _right(said: str) -> Finding:
    return Finding(texts.LABEL, said)


def _wrong(said: str) -> Finding:
    return Finding(texts.LABEL, said, ok=False)
