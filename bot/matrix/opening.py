"""Opening the crypto store of a device: with the right secret, and never an empty one for a device that has keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matrix import texts
from bot.matrix.folder import Folder, Login
from bot.matrix.homeserver import make_client
from bot.platform import Fatal
from bot.settings import NetworkSettings

if TYPE_CHECKING:
    from nio import AsyncClient


def open_store(
    folder: Folder, login: Login, secret: str, network: NetworkSettings, *, first_time: bool = False
) -> AsyncClient:
    """A client with the device's token and keys; an empty store is made the first time only. Raises Fatal."""
    from nio.exceptions import LocalProtocolError

    if not first_time and not folder.keys.exists():
        raise Fatal(texts.STORE_LOST)
    client = make_client(login.homeserver, network, store=folder.keys, store_secret=secret, user=login.user_id)
    try:
        client.restore_login(login.user_id, login.device_id, login.access_token)
    except LocalProtocolError as error:
        raise Fatal(texts.STORE_LOST) from error
    except Exception as error:
        # The crypto library says in many ways that what it decrypted is no account.
        raise Fatal(texts.WRONG_SECRET) from error
    if client.olm is None:
        raise Fatal(texts.STORE_LOST)
    folder.keys.chmod(0o600)
    found = client.olm.account.identity_keys["ed25519"]
    if login.fingerprint and found != login.fingerprint:
        raise Fatal(texts.STORE_LOST)
    return client
