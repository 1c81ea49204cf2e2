"""`dimension run`: the real process with the example settings, its health endpoint, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

from bot.settings_reading import setting_names
from tests.databases import Databases
from tests.homeservers import Synapse, free_port, until
from tests.matrix_bots import SECRET
from tests.sources import ROOT
from tests.world import filled

EXAMPLE = ROOT / "docs" / "exemples" / "matrix.toml"


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIMENSION_")}
    return {**kept, "PYTHONPATH": str(ROOT), "DIMENSION_DATABASE__URL": f"sqlite:///{folder / 'bot.db'}", **more}


def dimension(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_a_platform_it_says_so_and_fails(tmp_path: Path) -> None:
    ended = dimension(tmp_path, "run")
    assert ended.returncode == 1
    assert "Aucune messagerie n'est configurée" in ended.stderr


def test_an_account_that_is_not_set_up_is_one_sentence(tmp_path: Path) -> None:
    matrix = {
        "DIMENSION_MATRIX__HOMESERVER": "http://127.0.0.1:9",
        "DIMENSION_MATRIX__STORE_SECRET": SECRET,
        "DIMENSION_LOGS__LEVEL": "error",
    }
    ended = dimension(tmp_path, "run", **matrix)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert "dimension matrix setup" in ended.stderr


def test_the_example_names_settings_that_exist() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    named = {f"{section}.{name}" for section, values in example.items() for name in values}
    assert named <= set(setting_names())


def read(port: int, path: str) -> tuple[int, str]:
    """Status and body; nobody listens: 0."""
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_with_the_example_settings_it_is_ready_answers_and_stops_cleanly(
    homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path
) -> None:
    account, port = homeserver.account(), free_port()
    (tmp_path / "password").write_text(account["password"] + "\n")
    (tmp_path / "secret").write_text(SECRET + "\n")
    example = EXAMPLE.read_text(encoding="utf-8")
    for said, here in {
        "https://matrix.exemple.fr": homeserver.url,
        "@dimension:exemple.fr": account["user_id"],
        "/etc/dimension/matrix-mot-de-passe": str(tmp_path / "password"),
        "/etc/dimension/matrix-secret": str(tmp_path / "secret"),
        "/var/lib/dimension/matrix": str(tmp_path / "matrix"),
        '["exemple.fr"]': '["localhost"]',
        "9750": str(port),
    }.items():
        assert said in example
        example = example.replace(said, here)
    (tmp_path / "dimension.toml").write_text(example)
    filled(f"sqlite:///{tmp_path / 'bot.db'}")
    prepared = dimension(tmp_path, "matrix", "setup")
    assert prepared.returncode == 0, prepared.stderr
    checked = dimension(tmp_path, "check")
    assert "appareil signé" in checked.stdout
    person = homeserver.person()
    room_id = person.direct(account["user_id"])
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: read(port, "/readyz")[0] == 200)
        assert json.loads(read(port, "/readyz")[1]) == {"matrix": True, "database": True}
        assert read(port, "/livez")[0] == 200
        until(lambda: account["user_id"] in person.members(room_id))
        person.say(room_id, "où en est 4.2.2 ?")
        until(lambda: person.heard_from(room_id, account["user_id"]))
        metrics = until(lambda: _if(read(port, "/metrics")[1], 'outbox_messages{state="sent"} 1.0'))
        assert 'dimension_events_answered{platform="matrix"} 1.0' in metrics
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait(30)


def _if(text: str, words: str) -> str:
    return text if words in text else ""
