"""The app's manifest follows from the table of commands, and `check` compares what was granted with it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import program
from bot.settings import SlackSettings
from bot.slack import manifest
from bot.slack.calls import Calls, client_of, session_of
from bot.slack.checking import findings
from bot.slack.tokens import Tokens
from commands.table import TABLE
from tests.slack_bot import settings_for
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import APP_TOKEN, BOT_TOKEN


def test_every_first_word_is_a_slash_command_with_its_verbs() -> None:
    made = manifest.manifest(TABLE, {"projet": "dim-projet"})
    named = {each["command"]: each for each in made["features"]["slash_commands"]}
    assert set(named) == {f"/{name}" for name in TABLE.groups if name != "projet"} | {"/dim-projet"}
    assert "statut" in named["/objectif"]["usage_hint"]
    assert all(each["should_escape"] for each in named.values())


def test_the_manifest_subscribes_to_what_is_said_to_the_bot_and_no_more() -> None:
    made = manifest.manifest(TABLE, {})
    assert made["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    assert made["settings"]["socket_mode_enabled"] is True
    assert all(len(each["name"]) <= 24 for each in made["features"]["shortcuts"])
    assert len(made["display_information"]["long_description"]) >= 175


def test_the_manifest_is_printed() -> None:
    done = CliRunner().invoke(program, ["slack", "manifest"])
    assert done.exit_code == 0
    assert json.loads(done.output) == manifest.manifest(TABLE, {})


async def found(double: SlackDouble, **tokens: str) -> list[tuple[bool, str]]:
    """What `check` says of a double."""
    settings = settings_for(double.api)
    known = Tokens(tokens.get("bot", BOT_TOKEN), tokens.get("app", APP_TOKEN))
    async with session_of(settings.network) as session:
        client = client_of(settings.slack, known, settings.network, session)
        said = await findings(client, Calls(), settings.slack, known)
    return [(each.ok, each.said) for each in said]


async def test_check_names_the_scopes_that_are_missing() -> None:
    async with SlackDouble() as double:
        double.workspace.scopes = ",".join(sorted(set(manifest.SCOPES) - {"im:history", "files:write"}))
        said = await found(double)
    assert [line for ok, line in said if not ok and "im:history" in line]
    assert [line for ok, line in said if ok and "files:write" in line and "remplacés par leur texte" in line]


async def test_check_is_content_with_every_scope_and_says_what_was_never_tried_on_slack() -> None:
    async with SlackDouble() as double:
        double.workspace.scopes = ",".join(manifest.SCOPES)
        said = await found(double)
    assert all(ok for ok, _ in said)
    assert any("non vérifiés sur Slack" in line for _, line in said)


@pytest.mark.parametrize("token", ["bot", "app"])
async def test_check_says_which_token_is_refused(token: str) -> None:
    async with SlackDouble() as double:
        said = await found(double, **{token: "wrong"})
    assert any(f"slack.{token}_token" in line for ok, line in said if not ok)


async def test_check_says_when_slack_is_out_of_reach() -> None:
    settings = SlackSettings(api_url="http://127.0.0.1:9/api/")
    tokens = Tokens(BOT_TOKEN, APP_TOKEN)
    network = settings_for("").network
    async with session_of(network) as session:
        said = await findings(client_of(settings, tokens, network, session), Calls(), settings, tokens)
    assert any("ne répond pas" in each.said for each in said if not each.ok)
