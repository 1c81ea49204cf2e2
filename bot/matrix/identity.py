"""The bot's cross-signing identity: two Ed25519 seeds, what they sign, and the text from which they are taken up again.

Clients in strict mode neither share keys with a device that its owner has not signed nor show what it sends.
Source: Matrix specification 1.18, « Cross-signing », and MSC4153.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from bot.matrix.homeserver import Homeserver, Refusal

SEED_BYTES = 32
CHECKSUM_BYTES = 4
# Letters of a group of the recovery text, which a person copies.
GROUP = 4


class OtherIdentity(Exception):
    """The account has a cross-signing identity whose seeds are not ours."""


class NotSigned(Exception):
    """The homeserver does not show the signature that it was given."""


class UnreadableRecovery(ValueError):
    """The text is no recovery text, or has a mistake in it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The seeds of the master key and of the self-signing key."""

    master: bytes
    self_signing: bytes

    def __repr__(self) -> str:
        """Seeds are nobody's business."""
        return "Identity(…)"

    @classmethod
    def create(cls) -> Identity:
        """A new one."""
        return cls(secrets.token_bytes(SEED_BYTES), secrets.token_bytes(SEED_BYTES))

    @property
    def recovery(self) -> str:
        """The text from which `recovered` makes the identity again: groups of letters and figures."""
        seeds = self.master + self.self_signing
        text = base64.b32encode(seeds + hashlib.sha256(seeds).digest()[:CHECKSUM_BYTES]).decode().rstrip("=")
        return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def recovered(text: str) -> Identity:
    """The identity of a recovery text, spaces and case being free; raises UnreadableRecovery."""
    letters = "".join(text.split()).upper()
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise UnreadableRecovery from error
    seeds, checksum = content[: 2 * SEED_BYTES], content[2 * SEED_BYTES :]
    if len(seeds) != 2 * SEED_BYTES or hashlib.sha256(seeds).digest()[:CHECKSUM_BYTES] != checksum:
        raise UnreadableRecovery
    return Identity(seeds[:SEED_BYTES], seeds[SEED_BYTES:])


def public_key(seed: bytes) -> str:
    """The public key of a seed, in the unpadded base64 that Matrix uses: padded key ids are dropped in silence."""
    from Crypto.Signature import eddsa

    return _unpadded(eddsa.import_private_key(seed).public_key().export_key(format="raw"))


def signed(thing: dict[str, Any], seed: bytes, user_id: str) -> dict[str, Any]:
    """The key object with the seed's signature beside those it has. Source: specification, « Signing JSON »."""
    from Crypto.Signature import eddsa

    bare = {name: value for name, value in thing.items() if name not in {"signatures", "unsigned"}}
    text = json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    signature = _unpadded(eddsa.new(eddsa.import_private_key(seed), "rfc8032").sign(text.encode()))
    signatures = {user: dict(keys) for user, keys in thing.get("signatures", {}).items()}
    signatures.setdefault(user_id, {})["ed25519:" + public_key(seed)] = signature
    return {**thing, "signatures": signatures}


async def published(home: Homeserver, user_id: str) -> str | None:
    """The public master key that the homeserver shows for the account; None when it has no identity."""
    known = await home.call("POST", "/keys/query", {"device_keys": {user_id: []}})
    keys = known.get("master_keys", {}).get(user_id, {}).get("keys", {})
    return next(iter(keys.values()), None)


async def publish(home: Homeserver, user_id: str, identity: Identity, *, password: str | None) -> None:
    """Give the account this identity unless it has it already; raises OtherIdentity and Refusal.

    The first time no password is asked for; where a homeserver asks all the same, it is given once.
    """
    found = await published(home, user_id)
    if found == public_key(identity.master):
        return
    if found is not None:
        raise OtherIdentity
    keys = {
        "master_key": _key(user_id, "master", identity.master),
        "self_signing_key": signed(_key(user_id, "self_signing", identity.self_signing), identity.master, user_id),
    }
    try:
        await home.call("POST", "/keys/device_signing/upload", keys)
    except Refusal as refusal:
        if refusal.status != 401 or password is None or "session" not in refusal.answer:
            raise
        proof = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user_id},
            "password": password,
            "session": refusal.answer["session"],
        }
        await home.call("POST", "/keys/device_signing/upload", {**keys, "auth": proof})


async def sign_device(home: Homeserver, user_id: str, device_id: str, identity: Identity) -> None:
    """Sign the account's device, and read it back, for a homeserver may keep an old signature. Raises NotSigned."""
    device = await _device(home, user_id, device_id)
    if device is None:
        raise NotSigned
    if _signature(device, user_id, identity) is not None:
        return
    await home.call(
        "POST", "/keys/signatures/upload", {user_id: {device_id: signed(device, identity.self_signing, user_id)}}
    )
    if not await is_signed(home, user_id, device_id, identity):
        raise NotSigned


async def is_signed(home: Homeserver, user_id: str, device_id: str, identity: Identity) -> bool:
    """Whether the homeserver shows our signature on the device, and the account our identity."""
    if await published(home, user_id) != public_key(identity.master):
        return False
    device = await _device(home, user_id, device_id)
    if device is None:
        return False
    expected = signed({**device, "signatures": {}}, identity.self_signing, user_id)
    return _signature(device, user_id, identity) == _signature(expected, user_id, identity)


async def device_fingerprint(home: Homeserver, user_id: str, device_id: str) -> str | None:
    """The device's public key as the homeserver shows it; None when it has none."""
    device = await _device(home, user_id, device_id)
    return None if device is None else device.get("keys", {}).get(f"ed25519:{device_id}")


async def _device(home: Homeserver, user_id: str, device_id: str) -> dict[str, Any] | None:
    known = await home.call("POST", "/keys/query", {"device_keys": {user_id: [device_id]}})
    found = known.get("device_keys", {}).get(user_id, {}).get(device_id)
    return found if isinstance(found, dict) else None


def _signature(thing: dict[str, Any], user_id: str, identity: Identity) -> str | None:
    name = "ed25519:" + public_key(identity.self_signing)
    found = thing.get("signatures", {}).get(user_id, {}).get(name)
    return found if isinstance(found, str) else None


def _key(user_id: str, usage: str, seed: bytes) -> dict[str, Any]:
    public = public_key(seed)
    return {"user_id": user_id, "usage": [usage], "keys": {"ed25519:" + public: public}}


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
