"""The bot and Element's own crypto, in the mode in which only devices signed by their owner are trusted."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.homeservers import Person, Synapse
from tests.matrix_bots import Bot
from tests.servers import unavailable

FOLDER = Path(__file__).parent / "element"
# Colours of shields in Element: none, grey, red.
NO_SHIELD = 0


@pytest.fixture(scope="module")
def element() -> Path:
    """Element's crypto, installed once from its lock file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        unavailable("node and npm are not installed")
    with (FOLDER / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / "node_modules" / "matrix-js-sdk").exists():
            command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
            try:
                subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, timeout=200)
            except subprocess.SubprocessError as error:
                unavailable(f"Element's crypto cannot be installed: {error}")
    return FOLDER


def ask(folder: Path, person: Person, bot: str, question: str) -> dict[str, Any]:
    """What a person reads who asks the bot in strict mode."""
    given = {
        "url": person.url,
        "userId": person.user_id,
        "deviceId": person.device_id,
        "token": person.token,
        "password": person.password,
        "bot": bot,
        "question": question,
    }
    found = subprocess.run(
        ["node", "person.mjs"],
        input=json.dumps(given),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return dict(json.loads(found.stdout.splitlines()[-1]))


def test_in_strict_mode_both_read_each_other_with_no_shield(
    homeserver: Synapse, matrix_bot: Bot, element: Path
) -> None:
    said = ask(element, homeserver.person(), matrix_bot.user_id, "où en est 4.2.2 ?")
    assert said.get("error") is None
    assert (said["encrypted"], said["decrypted"], said["shield"]) == (True, True, NO_SHIELD)
    assert "Déployer les outils collaboratifs" in said["body"]
