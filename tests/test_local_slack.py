"""The bot on a Slack server written by others, driven as people of its workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commands.table import TABLE
from tests.local_slack import CHANNEL, PEOPLE, Json, LocalSlack, becomes, local_slack
from tests.slack_bot import listening_bot, settings_for
from tests.slack_double.state import text_of
from tests.world import World


@pytest.fixture
async def slack(sqlite_world: World, tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """The server, with a bot of the example organisation that listens to it."""
    for user, handle in PEOPLE.items():
        sqlite_world.account(user, handle)
    async with local_slack(tmp_path) as server:
        settings = settings_for(server.api, tables=False)
        async with listening_bot(sqlite_world.database, sqlite_world.now, settings):
            await becomes(server.listened_to)
            yield server


async def answers(server: LocalSlack, number: int, channel: str = CHANNEL) -> list[Json]:
    """What the bot has said, once that is so many messages."""

    async def enough() -> bool:
        return len(await server.said(channel)) >= number

    await becomes(enough)
    return await server.said(channel)


def png_files(folder: Path) -> list[Path]:
    """The pictures that the server keeps."""
    return [each for each in folder.rglob("*") if each.is_file() and each.read_bytes().startswith(b"\x89PNG")]


async def test_a_manager_asks_how_far_things_are(slack: LocalSlack) -> None:
    await slack.command("U0MANAGER", "/objectif statut")
    (answer,) = await answers(slack, 1)
    assert answer["subtype"] == "ephemeral"
    assert answer["ephemeral_to"] == "U0MANAGER"
    assert "Votre périmètre" in text_of(answer)


async def test_an_answer_is_shared_and_its_buttons_go_on(slack: LocalSlack) -> None:
    await slack.command("U0MANAGER", "/objectif statut 4.2.2")
    (answer,) = await answers(slack, 1)
    await slack.click("U0MANAGER", answer, "Partager")
    found = await answers(slack, 2)
    assert found[1].get("subtype") != "ephemeral"
    assert "Déployer les outils collaboratifs" in text_of(found[1])
    await slack.click("U0AGENT", found[1], "Historique")
    history = (await answers(slack, 3))[2]
    assert history["ephemeral_to"] == "U0AGENT"


async def test_a_mention_and_a_direct_message_are_answered(slack: LocalSlack) -> None:
    await slack.say("U0AGENT", "<@U0BOT> statut 4.2.2", CHANNEL)
    (answer,) = await answers(slack, 1)
    assert answer["ephemeral_to"] == "U0AGENT"
    channel = await slack.direct("U0AGENT")
    await slack.say("U0AGENT", "objectif liste pilier 7 T3 2020", channel)
    (direct,) = await answers(slack, 1, channel)
    assert "7." in text_of(direct)


async def test_a_modal_is_filled_in_with_wrong_then_right_input(slack: LocalSlack) -> None:
    await slack.command("U0CHEF", "/objectif suivre")
    page = await slack.page()
    (modal,) = page["modalStack"]
    inputs = [block for block in modal["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in inputs] == ["field:entry"]
    filled = {"field:entry": {"fill": {"type": "plain_text_input", "value": "9.9.9"}}}
    await slack.submit("U0CHEF", filled)
    assert (await slack.page())["modalStack"]
    filled["field:entry"]["fill"]["value"] = "4.2.2"
    await slack.submit("U0CHEF", filled)
    assert (await slack.page())["modalStack"] == []
    (answer,) = await answers(slack, 1)
    assert "4.2.2" in text_of(answer)


async def test_an_ambassador_opens_the_bot_s_page(slack: LocalSlack) -> None:
    await slack.open_home("U0AMB")

    async def published() -> bool:
        return "U0AMB" in (await slack.page())["homeViews"]

    await becomes(published)
    (home,) = (await slack.page())["homeViews"]["U0AMB"].values()
    assert "Votre page" in text_of(home)


async def test_a_picture_is_uploaded(slack: LocalSlack, tmp_path: Path) -> None:
    await slack.command("U0MANAGER", "/objectif statut")
    (answer,) = await answers(slack, 1)
    assert [block for block in answer["blocks"] if block["type"] == "image"]
    assert png_files(tmp_path)


async def test_every_command_of_the_table_is_answered(slack: LocalSlack) -> None:
    expected = 0
    for command in TABLE.commands:
        await slack.command("U0CHEF", f"/{command.sentence}")
        expected += 1

    async def all_answered() -> bool:
        opened = [entry for entry in await slack.log() if entry["summary"] == "views.open"]
        return len(await slack.said()) + len(opened) >= expected

    await becomes(all_answered)
