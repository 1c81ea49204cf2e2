"""`dimension matrix setup`: a session once, the bot's identity, its device signed by it; safe to run again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot import run_texts
from bot.matrix import identity as identities
from bot.matrix import texts
from bot.matrix.folder import Folder, Login
from bot.matrix.homeserver import Homeserver, Refusal, make_client
from bot.matrix.identity import Identity, NotSigned, OtherIdentity, UnreadableRecovery
from bot.matrix.opening import open_store
from bot.platform import Fatal
from bot.settings import MatrixSettings, Settings

# How the bot's device is called in the lists that people see.
DEVICE_NAME = "DiMENSiON"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of the command line ask for; `recovery` is the text of an identity to take up again."""

    new_device: bool = False
    recovery: str | None = None


async def set_up(settings: Settings, wanted: Wanted, say: Callable[[str], None]) -> None:
    """Bring the account to where `dimension run` can use it, saying each step. Raises Fatal."""
    matrix = settings.matrix
    homeserver, secret = matrix.homeserver, store_secret(matrix)
    if homeserver is None or not matrix.user or secret is None:
        raise Fatal(texts.setting_missing("matrix.homeserver", "matrix.user", "matrix.store_secret"))
    folder = Folder(matrix.store)
    folder.lock()
    try:
        await _set_up(settings, folder, secret, wanted, say)
    except Refusal as refusal:
        raise Fatal(texts.DEAD_TOKEN if refusal.dead else texts.refused(refusal.code)) from refusal
    except OSError as error:
        raise Fatal(texts.unreachable(homeserver)) from error
    finally:
        folder.unlock()


async def _set_up(settings: Settings, folder: Folder, secret: str, wanted: Wanted, say: Callable[[str], None]) -> None:
    login = folder.login()
    if login is not None and wanted.new_device:
        folder.set_aside(login.device_id)
        login = None
    if login is None:
        login = await _log_in(settings, folder)
        say(texts.LOGGED_IN)
    else:
        say(texts.LOGIN_KEPT)
    client = open_store(folder, login, secret, settings.network, first_time=not login.fingerprint)
    home = Homeserver(client)
    try:
        await home.call("GET", "/account/whoami")
        if client.should_upload_keys:
            await client.keys_upload()
        login = replace(login, fingerprint=client.olm.account.identity_keys["ed25519"])
        folder.keep_login(login)
        mine = _identity(folder, wanted, say)
        created = mine is None
        mine = mine or Identity.create()
        if created and await identities.published(home, login.user_id) is not None:
            raise Fatal(texts.OTHER_IDENTITY)
        # Kept before it is published: a kill between the two loses nothing.
        folder.keep_identity(mine)
        await identities.publish(
            home, login.user_id, mine, password=_secret(settings.matrix.password, settings.matrix.password_file)
        )
        await identities.sign_device(home, login.user_id, login.device_id, mine)
    except OtherIdentity as error:
        raise Fatal(texts.OTHER_IDENTITY) from error
    except NotSigned as error:
        raise Fatal(texts.NOT_SIGNED) from error
    finally:
        await client.close()
    if created:
        say(texts.IDENTITY_CREATED)
        say(mine.recovery)
    say(texts.SET_UP)


def _identity(folder: Folder, wanted: Wanted, say: Callable[[str], None]) -> Identity | None:
    """The identity that there is already, in the folder or in the recovery text."""
    if wanted.recovery is not None:
        try:
            taken_up = identities.recovered(wanted.recovery)
        except UnreadableRecovery as error:
            raise Fatal(texts.UNREADABLE_RECOVERY) from error
        say(texts.IDENTITY_TAKEN_UP)
        return taken_up
    kept = folder.identity()
    if kept is not None:
        say(texts.IDENTITY_KEPT)
    return kept


async def _log_in(settings: Settings, folder: Folder) -> Login:
    """A new session; its token is kept before anything else is done with it."""
    matrix = settings.matrix
    password = _secret(matrix.password, matrix.password_file)
    if password is None or matrix.homeserver is None:
        raise Fatal(texts.setting_missing("matrix.password"))
    client = make_client(matrix.homeserver, settings.network)
    asked = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": matrix.user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
    }
    try:
        answer = await Homeserver(client).call("POST", "/login", asked)
    except Refusal as refusal:
        raise Fatal(texts.login_refused(refusal.code)) from refusal
    finally:
        await client.close()
    login = Login(matrix.homeserver, answer["user_id"], answer["device_id"], answer["access_token"])
    folder.keep_login(login)
    return login


def store_secret(matrix: MatrixSettings) -> str | None:
    """What the crypto store is kept under; raises Fatal when its file cannot be read."""
    return _secret(matrix.store_secret, matrix.store_secret_file)


def _secret(value: str | None, file: Path | None) -> str | None:
    if value or file is None:
        return value or None
    try:
        return file.read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise Fatal(run_texts.secret_file_absent(file)) from error
