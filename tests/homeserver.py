"""Starts and stops a real Matrix homeserver (Synapse) on loopback, kept in one folder.

Users and rooms live in the folder until it is deleted. The server never talks to the outside: loopback only, no
federation, key servers, URL previews or pushes. Limits on traffic are off unless they are asked for: then Synapse's own
defaults answer M_LIMIT_EXCEEDED after ten quick messages; only a test's set-up stays unlimited.
"""

import hashlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

SERVER_NAME = "localhost"
START_TIMEOUT_S, STOP_TIMEOUT_S = 60.0, 20.0
UNLIMITED = {"per_second": 100_000, "burst_count": 100_000}
SETUP_LIMITS = {
    "rc_registration": UNLIMITED,
    "rc_joins_per_room": UNLIMITED,
    "rc_room_creation": UNLIMITED,
    "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), UNLIMITED),
    "rc_joins": dict.fromkeys(("local", "remote"), UNLIMITED),
    "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), UNLIMITED),
}
TRAFFIC_LIMITS = dict.fromkeys(
    (
        "rc_message",
        "rc_admin_redaction",
        "rc_key_requests",
        "rc_media_create",
        "rc_reports",
        "rc_user_directory",
        "rc_profile",
        "rc_delayed_event_mgmt",
    ),
    UNLIMITED,
)


# What this process has started, to be waited for when it is stopped.
_STARTED: dict[Path, subprocess.Popen[bytes]] = {}


class HomeserverError(Exception):
    """The homeserver could not be started, reached or asked."""


def make_config(home: Path, port: int, rate_limits: bool, postgres: str | None) -> dict[str, Any]:
    secret_file = home / "shared_secret"
    secret_file.touch(mode=0o600)
    secret = secret_file.read_text() or secrets.token_hex(16)
    secret_file.write_text(secret)
    database = {"name": "sqlite3", "args": {"database": str(home / "homeserver.db")}}
    if postgres:
        database = {"name": "psycopg2", "args": {"dsn": postgres, "cp_min": 2, "cp_max": 10}}
    return {
        "server_name": SERVER_NAME,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": database,
        "log_config": str(home / "log.json"),
        "media_store_path": str(home / "media"),
        "signing_key_path": str(home / "signing.key"),
        **dict.fromkeys(("registration_shared_secret", "macaroon_secret_key"), secret),
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        "push": {"enabled": False},
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,  # fast log-ins; never do this outside a test
        **SETUP_LIMITS,
        **({} if rate_limits else TRAFFIC_LIMITS),
    }


def make_log_config(home: Path) -> dict[str, Any]:
    lines = {"class": "logging.FileHandler", "filename": str(home / "homeserver.log")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"file": lines},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }


def start_ticks(pid: int) -> str | None:
    """When the process began, in the kernel's ticks; None if it is gone or only a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def running_pid(home: Path) -> int | None:
    """Our server's process id; a recycled one is told apart by its start time."""
    try:
        pid, ticks = (home / "homeserver.pid").read_text().split()
    except (OSError, ValueError):
        return None
    return int(pid) if start_ticks(int(pid)) == ticks else None


def base_url(home: Path) -> str:
    config = json.loads((home / "homeserver.json").read_text())
    return str(config["public_baseurl"]).rstrip("/")


def call(url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as response:
        return dict(json.load(response))


def start(home: Path, port: int, venv: Path, rate_limits: bool, postgres: str | None) -> str:
    if running_pid(home):
        return base_url(home)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))  # OSError when another program has the port
    home.mkdir(parents=True, exist_ok=True)
    config_file = home / "homeserver.json"  # JSON is YAML, so Synapse reads it as it is
    config_file.touch(mode=0o600)
    config_file.write_text(json.dumps(make_config(home, port, rate_limits, postgres), indent=1))
    (home / "log.json").write_text(json.dumps(make_log_config(home)))
    command = [str(venv / "bin" / "python"), "-m", "synapse.app.homeserver", "-c", str(config_file)]
    subprocess.run([*command, "--generate-keys"], cwd=home, check=True, stdout=subprocess.DEVNULL)
    with (home / "console.log").open("ab") as console:
        process = subprocess.Popen(
            command, cwd=home, stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True
        )
    (home / "homeserver.pid").write_text(f"{process.pid} {start_ticks(process.pid)}")
    _STARTED[home] = process
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            call(f"{base_url(home)}/_matrix/client/versions")
            return base_url(home)
        except OSError:
            time.sleep(0.1)
    stop(home)
    raise HomeserverError(f"Synapse did not start; see {home}/console.log and homeserver.log")


def stop(home: Path) -> None:
    """End the one process named in DIR's pid file, politely first."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STOP_TIMEOUT_S
        if pid := running_pid(home):
            os.kill(pid, signal_number)
        while running_pid(home) and time.monotonic() < deadline:
            time.sleep(0.05)
    (home / "homeserver.pid").unlink(missing_ok=True)
    if home in _STARTED:
        _STARTED.pop(home).wait(STOP_TIMEOUT_S)


def make_user(home: Path, name: str, admin: bool) -> dict[str, Any]:
    password = f"{name}-password"
    url = base_url(home) + "/_synapse/admin/v1/register"
    nonce = call(url)["nonce"]
    signed = "\0".join([nonce, name, password, "admin" if admin else "notadmin"])
    mac = hmac.new((home / "shared_secret").read_bytes(), signed.encode(), hashlib.sha1).hexdigest()
    try:
        call(
            url,
            {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac, "inhibit_login": True},
        )
    except urllib.error.HTTPError as error:
        answer = error.read().decode(errors="replace")
        if "M_USER_IN_USE" not in answer:
            raise HomeserverError(f"{name} was not made: {answer}") from None
    return {"user_id": f"@{name}:{SERVER_NAME}", "password": password, "base_url": base_url(home)}
