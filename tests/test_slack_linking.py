"""Who an account is on Slack: by the register, by the address that the workspace vouches for, by a user group."""

from __future__ import annotations

from sqlalchemy import select

from storage import people
from storage.rows.organisation import Account, CommunityUserGroup, Person, Platform
from tests.slack_bot import bot_on_double, until
from tests.slack_double.state import Workspace, text_of
from tests.test_slack import direct, whisper
from tests.world import World


def members(world: World, community: str) -> set[str]:
    """The handles of a community's members."""
    with world.database.read() as session:
        return {person.handle for person in people.members_of(session, community_key=community)}


async def test_an_account_is_linked_by_the_address_that_the_register_gives(world: World) -> None:
    world.account("manager@exemple.fr", "manager")

    def arrange(workspace: Workspace) -> None:
        workspace.person("U0NEW", email="Manager@exemple.fr")

    async with bot_on_double(world, arrange=arrange) as bot:
        await bot.people.say("U0NEW", "/dimension moi")
        assert world.label("manager") in text_of(await direct(bot, "U0NEW"))
        await bot.people.say("U0NEW", "/dimension moi")
        await direct(bot, "U0NEW", 2)
        assert len(bot.workspace.called("users.info")) == 1


async def test_without_the_scope_an_account_may_read_and_ask(sqlite_world: World) -> None:
    sqlite_world.account("manager@exemple.fr", "manager")
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/objectif statut 4.2.2")
        assert "collaboratifs" in text_of(await whisper(bot, "U0BOB"))
    with sqlite_world.database.read() as session:
        assert session.scalar(select(Account).where(Account.account_id == "U0BOB")) is None


async def test_an_account_is_linked_from_both_sides(sqlite_world: World) -> None:
    sqlite_world.account("U0ALICE", "manager")
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/dimension moi lier")
        begun = await direct(bot, "U0BOB")
        code = text_of(begun).split("Votre code : ".replace(" :", "\u00a0:"))[1][:8]
        await bot.people.say("U0ALICE", f"dimension moi lier {code}")
        await bot.people.click("U0ALICE", await direct(bot, "U0ALICE"), "Relier ce compte à ma fiche")
        assert "confirmé" in text_of(await direct(bot, "U0ALICE", 2))
        await bot.people.click("U0BOB", begun, "Terminer")
        assert "relié à votre fiche" in text_of(await direct(bot, "U0BOB", 2))


async def test_a_user_group_s_members_are_the_community_s(world: World) -> None:
    world.account("U0ALICE", "manager")
    world.account("U0BOB", "ambassadeur")
    before = members(world, "comex")
    with world.database.write() as session:
        session.add(CommunityUserGroup(community_key="comex", platform=Platform.SLACK, group_id="S0COMEX"))

    def arrange(workspace: Workspace) -> None:
        workspace.groups["S0COMEX"] = ["U0ALICE", "U0UNKNOWN"]

    async with bot_on_double(world, arrange=arrange):
        await until(lambda: members(world, "comex") == before | {"manager"})

    def change(workspace: Workspace) -> None:
        workspace.groups["S0COMEX"] = ["U0BOB"]

    async with bot_on_double(world, arrange=change):
        await until(lambda: members(world, "comex") == before | {"ambassadeur"})


async def test_a_group_that_cannot_be_read_leaves_the_members_as_they_were(sqlite_world: World) -> None:
    with sqlite_world.database.write() as session:
        session.add(CommunityUserGroup(community_key="comex", platform=Platform.SLACK, group_id="S0GONE"))
        assert session.scalars(select(Person)).first() is not None
    before = members(sqlite_world, "comex")
    async with bot_on_double(sqlite_world) as bot:
        await bot.people.command("U0BOB", "/objectif statut 4.2.2")
        await whisper(bot, "U0BOB")
        assert members(sqlite_world, "comex") == before
