"""The bot on a double of Slack, over real sockets: typing, clicking, sharing; each thing taken once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from commands.command import Command, Help
from commands.message import Audience, Button, Choices, File, Message, Table, paragraph, say
from commands.rights import ANYONE
from commands.table import TABLE
from tests.slack_bot import Bot, bot_on_double, until
from tests.slack_double.state import Json, text_of
from tests.world import World


@pytest.fixture
async def bot(sqlite_world: World) -> AsyncIterator[Bot]:
    """A bot of the example organisation, in which Alice is known and Bob is not."""
    sqlite_world.account("U0ALICE", "chef-de-projet-voirie")
    async with bot_on_double(sqlite_world) as running:
        yield running
        assert running.workspace.problems == []


def own_command(message: Message) -> Command:
    """A command that answers this."""
    return Command(("essai", "dire"), lambda _call: message, Help("Essai", "/essai"), ANYONE)


async def whisper(bot: Bot, user: str, number: int = 1) -> Json:
    """The so-manieth answer that this person alone sees."""
    await until(lambda: len(bot.workspace.whispered(user)) >= number)
    return bot.workspace.whispered(user)[number - 1]


async def direct(bot: Bot, user: str, number: int = 1) -> Json:
    """The so-manieth message of the bot in this person's direct conversation."""
    channel = bot.workspace.direct(user).id
    await until(lambda: len(bot.workspace.said(channel)) >= number)
    return bot.workspace.said(channel)[number - 1] | {"channel": channel}


async def test_a_slash_command_is_acknowledged_and_answered_for_the_asker_alone(bot: Bot) -> None:
    done = await bot.people.command("U0BOB", "/objectif statut 4.2.2")
    assert done.acknowledged
    assert done.seconds < 3
    answer = await whisper(bot, "U0BOB")
    assert answer["response_type"] == "ephemeral"
    assert answer["way"] == "response_url"
    assert "Déployer les outils collaboratifs" in text_of(answer)
    assert bot.workspace.said("C0GENERAL") == []


async def test_every_command_is_typed_after_the_umbrella_too(bot: Bot) -> None:
    await bot.people.command("U0BOB", "/dimension objectif statut 4.2.2")
    assert "Déployer les outils collaboratifs" in text_of(await whisper(bot, "U0BOB"))


async def test_a_name_that_is_taken_is_a_setting(sqlite_world: World) -> None:
    async with bot_on_double(sqlite_world, commands={"objectif": "dim-objectif"}) as bot:
        await bot.people.command("U0BOB", "/dim-objectif statut 4.2.2")
        assert "Déployer les outils collaboratifs" in text_of(await whisper(bot, "U0BOB"))


async def test_a_quiet_answer_is_made_public_once_however_often_one_clicks(bot: Bot) -> None:
    await bot.people.command("U0BOB", "/objectif statut 4.2.2")
    answer = await whisper(bot, "U0BOB")
    for _ in range(3):
        assert (await bot.people.click("U0BOB", answer, "Partager")).acknowledged
    await until(lambda: bot.workspace.said("C0GENERAL"))
    (shared,) = bot.workspace.said("C0GENERAL")
    assert shared["blocks"][0]["text"]["text"].startswith("Partagé par <@U0BOB>")
    assert "Déployer les outils collaboratifs" in text_of(shared)


async def test_an_answer_is_shared_where_the_bot_is_not_a_member(bot: Bot) -> None:
    bot.workspace.channel("C0OUTSIDE", {"U0BOB"})
    await bot.people.command("U0BOB", "/objectif statut 4.2.2", "C0OUTSIDE")
    await bot.people.click("U0BOB", await whisper(bot, "U0BOB"), "Partager")
    await until(lambda: bot.workspace.said("C0OUTSIDE"))
    assert bot.workspace.said("C0OUTSIDE")[0]["way"] == "response_url"


async def test_what_only_a_circle_may_read_is_not_to_be_shared_and_the_rest_is(sqlite_world: World) -> None:
    sqlite_world.account("U0ALICE", "chef-de-projet-voirie")
    sqlite_world.restrict("plan-velo", to="chef-de-projet-voirie")
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0ALICE", "/projet statut plan vélo")
        assert "Plan vélo" not in text_of(await whisper(bot, "U0ALICE"))
        answer = await direct(bot, "U0ALICE")
        assert "Plan vélo" in text_of(answer)
        assert "Partager" not in text_of(answer)
        await bot.people.command("U0ALICE", "/objectif statut")
        assert "Partager" not in text_of(await whisper(bot, "U0ALICE", 2))
        await bot.people.command("U0ALICE", "/objectif statut 4.2.2")
        assert "Partager" in text_of(await whisper(bot, "U0ALICE", 3))


async def test_what_is_said_to_everybody_stays_quiet_for_a_circle_s_member(sqlite_world: World) -> None:
    sqlite_world.account("U0ALICE", "chef-de-projet-voirie")
    sqlite_world.restrict("plan-velo", to="chef-de-projet-voirie")
    sqlite_world.use(own_command(say("À tous")))
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0ALICE", "/essai")
        assert "À tous" in text_of(await whisper(bot, "U0ALICE"))
        assert bot.workspace.said("C0GENERAL") == []


async def test_a_mention_is_answered_to_whoever_asked(bot: Bot) -> None:
    await bot.people.say("U0BOB", "où en est le schéma directeur ?", "C0GENERAL")
    answer = await whisper(bot, "U0BOB")
    assert answer["way"] == "chat.postEphemeral"
    # Slack shows no ephemeral message in a thread that nobody has opened.
    assert "thread_ts" not in answer
    assert "schéma directeur" in text_of(answer)


async def test_a_mention_in_a_thread_is_answered_in_it(bot: Bot) -> None:
    payload = bot.people.mention_payload("U0BOB", "statut 4.2.2", "C0GENERAL")
    payload["event"]["thread_ts"] = "1.000001"
    await bot.people.event(payload)
    assert (await whisper(bot, "U0BOB"))["thread_ts"] == "1.000001"


async def test_a_shortcut_that_is_no_longer_is_acknowledged(bot: Bot) -> None:
    assert (await bot.people.shortcut("U0BOB", "gone")).acknowledged


async def test_a_direct_message_is_answered_there(bot: Bot) -> None:
    await bot.people.say("U0BOB", "statut 4.2.2")
    answer = await direct(bot, "U0BOB")
    assert "Déployer les outils collaboratifs" in text_of(answer)
    assert answer["metadata"]["event_payload"]["key"].startswith("answer:slack:event:")


async def test_what_is_personal_goes_to_the_direct_conversation(bot: Bot) -> None:
    await bot.people.command("U0ALICE", "/dimension moi")
    assert "message direct" in text_of(await whisper(bot, "U0ALICE"))
    assert "Chef de projet Voirie" in text_of(await direct(bot, "U0ALICE"))


async def test_an_unknown_account_may_ask_and_not_act(bot: Bot) -> None:
    await bot.people.command("U0BOB", "/objectif chef de file 4.2.2 manager")
    assert "droit" in text_of(await whisper(bot, "U0BOB"))


async def test_a_public_answer_to_a_slash_command_says_so(sqlite_world: World) -> None:
    sqlite_world.use(own_command(say("Bonjour à tous")))
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/essai")
        await until(lambda: bot.workspace.said("C0GENERAL"))
        assert bot.workspace.said("C0GENERAL")[0]["response_type"] == "in_channel"


async def test_an_event_delivered_three_times_is_answered_once(world: World) -> None:
    async with bot_on_double(world) as bot:
        payload = bot.people.direct_payload("U0BOB", "statut 4.2.2")
        # At once, as two sockets of one app may deliver them, and once more.
        done = await asyncio.gather(*(bot.people.event(payload, retry=retry) for retry in range(2)))
        assert all(each.acknowledged for each in done)
        assert (await bot.people.event(payload, retry=2)).acknowledged
        await direct(bot, "U0BOB")
        await bot.people.say("U0BOB", "statut 4.1.1")
        await direct(bot, "U0BOB", 2)
        assert len(bot.workspace.said("D0BOB")) == 2


async def test_an_event_that_comes_an_hour_late_is_answered_once(bot: Bot) -> None:
    late = bot.people.direct_payload("U0BOB", "statut 4.2.2")
    await bot.people.say("U0BOB", "statut 4.1.1")
    assert "4.1.1" in text_of(await direct(bot, "U0BOB"))
    bot.hours.skip(hours=1)
    for retry in (2, 3):
        assert (await bot.people.event(late, retry=retry)).acknowledged
    assert "4.2.2" in text_of(await direct(bot, "U0BOB", 2))
    await bot.people.say("U0BOB", "statut 4.1.2")
    await direct(bot, "U0BOB", 3)
    assert len(bot.workspace.said("D0BOB")) == 3


async def test_answers_are_kept_shared_and_filled_in_on_both_databases(world: World) -> None:
    world.account("U0ALICE", "manager")
    async with bot_on_double(world) as bot:
        await bot.people.command("U0ALICE", "/objectif statut 4.2.2")
        await bot.people.click("U0ALICE", await whisper(bot, "U0ALICE"), "Partager")
        await until(lambda: bot.workspace.said("C0GENERAL"))
        await bot.people.command("U0ALICE", "/objectif suivre")
        await until(lambda: bot.workspace.views)
        (view,) = bot.workspace.views.values()
        assert "errors" in ((await bot.people.submit("U0ALICE", view, {"entry": "9.9.9"})).payload or {})
        await bot.people.submit("U0ALICE", view, {"entry": "4.2.2"})
        assert "4.2.2" in text_of(await whisper(bot, "U0ALICE", 2))
        await bot.people.open_home("U0ALICE")
        await until(lambda: "U0ALICE" in bot.workspace.homes)
        assert bot.workspace.problems == []


async def test_a_command_or_a_click_delivered_twice_is_answered_once(bot: Bot) -> None:
    payload = bot.people.command_payload("U0BOB", "/objectif statut 4.2.2")
    for _ in range(2):
        assert (await bot.slack.deliver("slash_commands", payload)).acknowledged
    answer = await whisper(bot, "U0BOB")
    click = bot.people.click_payload("U0BOB", answer, "Historique")
    for _ in range(2):
        assert (await bot.slack.deliver("interactive", click)).acknowledged
    await whisper(bot, "U0BOB", 2)
    await bot.people.command("U0BOB", "/objectif statut 4.1.1")
    await whisper(bot, "U0BOB", 3)
    assert len(bot.workspace.whispered("U0BOB")) == 3


async def test_a_double_click_is_one_click(bot: Bot) -> None:
    await bot.people.command("U0BOB", "/objectif statut 4.2.2")
    answer = await whisper(bot, "U0BOB")
    for _ in range(2):
        await bot.people.click("U0BOB", answer, "Historique")
    await bot.people.click("U0BOB", answer, "Fiche")
    await whisper(bot, "U0BOB", 3)
    assert len(bot.workspace.whispered("U0BOB")) == 3


async def test_a_person_named_by_mention_is_the_register_s(sqlite_world: World) -> None:
    sqlite_world.account("U0ALICE", "appui")
    sqlite_world.account("U0BOB", "manager")
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0ALICE", "/objectif chef de file 4.2.2 <@U0BOB|bob>")
        assert sqlite_world.label("manager") in text_of(await whisper(bot, "U0ALICE"))


async def test_the_picture_of_an_overview_is_uploaded_with_its_words(bot: Bot) -> None:
    await bot.people.command("U0BOB", "/objectif statut")
    answer = await whisper(bot, "U0BOB")
    (image,) = [block for block in answer["blocks"] if block["type"] == "image"]
    file = bot.workspace.files[image["slack_file"]["id"]]
    assert file["content"].startswith(b"\x89PNG")
    assert file["complete"]
    assert file["alt"] == image["alt_text"]
    assert "Pilier 1" in file["alt"]


async def test_without_the_right_to_upload_the_words_stand_in_the_picture_s_place(bot: Bot) -> None:
    from tests.slack_double.state import Fault

    bot.workspace.faults["files.getUploadURLExternal"].append(Fault("refused", error="missing_scope"))
    await bot.people.command("U0BOB", "/objectif statut")
    answer = await whisper(bot, "U0BOB")
    assert not [block for block in answer["blocks"] if block["type"] == "image"]
    assert "Pilier 1" in text_of(answer)


async def test_a_file_follows_its_message_and_goes_to_the_direct_conversation_when_private(sqlite_world: World) -> None:
    file = File("avancement.csv", "text/csv", b"a;b\n")
    sqlite_world.use(own_command(Message((paragraph("Voici."), file), Audience.QUIET)))
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.say("U0BOB", "/essai dire")
        await until(lambda: len(bot.workspace.said("D0BOB")) == 2)
        assert bot.workspace.said("D0BOB")[1]["files"][0]["title"] == "avancement.csv"
        await bot.people.command("U0ALICE", "/essai dire")
        assert "Voici." in text_of(await whisper(bot, "U0ALICE"))
        await until(lambda: bot.workspace.said("D0ALICE"))
        assert {each.get("content") for each in bot.workspace.files.values()} == {b"a;b\n"}


async def test_a_table_is_slack_s_own_and_lines_where_slack_refuses_it(sqlite_world: World) -> None:
    table = Table(("Objectif", "Météo"), ((("4.2.2",), ("couvert",)),))
    sqlite_world.use(own_command(Message((table,), Audience.QUIET)))
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.say("U0BOB", "/essai dire")
        assert (await direct(bot, "U0BOB"))["blocks"][0]["type"] == "table"
        bot.workspace.refuses_tables = True
        await bot.people.say("U0BOB", "/essai dire")
        assert "Objectif : 4.2.2" in text_of(await direct(bot, "U0BOB", 2)).replace("\u00a0", " ")


async def test_a_menu_of_more_than_a_hundred_entries_asks_for_what_is_typed(sqlite_world: World) -> None:
    many = Choices(tuple(Button(f"Projet {n}", f"essai dire {n}", "eau") for n in range(150)))
    said: list[str] = []

    def answer(_call: object, which: str = "") -> Message:
        said.append(which)
        return say(f"Choisi : {which}", audience=Audience.QUIET) if which else Message((many,), Audience.QUIET)

    from commands.arguments import as_typed
    from commands.command import Argument

    arguments = (Argument("which", as_typed, required=False),)
    sqlite_world.use(Command(("essai", "dire"), answer, Help("Essai", "/essai"), ANYONE, arguments))
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/essai")
        shown = await whisper(bot, "U0BOB")
        options = await bot.people.suggest("U0BOB", shown, "projet 147")
        assert [each["text"]["text"] for each in options] == ["Projet 147"]
        assert len(await bot.people.suggest("U0BOB", shown, "")) == 100
        await bot.people.pick("U0BOB", shown, options[0])
        assert "Choisi : 147" in text_of(await whisper(bot, "U0BOB", 2))
        assert await bot.people.suggest("U0ALICE", shown, "projet") == []


async def test_the_home_is_published_when_it_is_opened_and_again_after_a_click(bot: Bot) -> None:
    assert (await bot.people.open_home("U0ALICE")).acknowledged
    await until(lambda: "U0ALICE" in bot.workspace.homes)
    page = bot.workspace.homes.pop("U0ALICE")
    assert "Votre page · Chef de projet Voirie" in text_of(page)
    await bot.people.click("U0ALICE", page, "Aide", home=True)
    assert "Pour commencer" in text_of(await direct(bot, "U0ALICE"))
    await until(lambda: "U0ALICE" in bot.workspace.homes)


async def test_the_global_shortcut_opens_the_round(bot: Bot) -> None:
    await bot.people.shortcut("U0ALICE", "round")
    assert "Point 1 sur 2" in text_of(await direct(bot, "U0ALICE")).replace("\u00a0", " ")


def answers(bot: Bot) -> int:
    """What has been shown to the one who asks: to them alone, to everybody, or as a form."""
    everybody = len(bot.workspace.said("C0GENERAL"))
    return len(bot.workspace.whispered("U0ALICE")) + everybody + len(bot.workspace.views)


@pytest.mark.parametrize("first", sorted(TABLE.groups))
async def test_every_command_is_answered_within_the_limits(bot: Bot, first: str) -> None:
    number = 0
    for command in (each for each in TABLE.commands if each.words[0] == first):
        for sentence in (command.sentence, *command.help.examples):
            done = await bot.people.command("U0ALICE", f"/{sentence}")
            assert done.acknowledged, sentence
            number += 1
            await until(lambda: answers(bot) >= number)  # noqa: B023
