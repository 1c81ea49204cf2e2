"""Who an account is: looked up once by its e-mail address where the scope allows, and the members of user groups."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.platform import DeliveryError
from bot.slack.calls import Calls
from bot.slack.sending import PLATFORM
from bot.work import Work
from storage import accounts, conversations, people
from storage.errors import DatabaseError
from storage.rows.organisation import Platform

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

# Seconds after which the members of user groups are asked for again.
OLD = 3_600.0
# Seconds between two looks at whether the register names anybody by an address.
LOOK_EVERY = 60.0


class Linking:
    """Links accounts and user groups of the workspace to the register."""

    def __init__(self, client: AsyncWebClient, calls: Calls, work: Work, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._calls = calls
        self._work = work
        self._now = now
        self._met: set[str] = set()
        self._refreshed_at = float("-inf")
        self._looked_at = float("-inf")
        self._addresses = False

    async def meet(self, user: str) -> None:
        """Link the account to the person whose e-mail address the register gives, the first time it speaks."""
        if user in self._met:
            return
        self._met.add(user)
        if not await self._addresses_known():
            return
        known = await self._work.read(lambda session: people.asker(session, platform=PLATFORM, account=user))
        address = await self._address(user) if known is None else ""
        if address:
            linked = await self._work.write(
                lambda session: accounts.link_by_address(
                    session, platform=Platform.SLACK, account=user, address=address
                )
            )
            if linked:
                logger.info("Account linked", extra={"action": "account_linked", "platform": PLATFORM, "by": "address"})

    async def _addresses_known(self) -> bool:
        """Whether the register names anybody by an address; looked at once a minute, not once a person."""
        ticks = asyncio.get_running_loop().time()
        if ticks - self._looked_at >= LOOK_EVERY:
            self._looked_at = ticks
            self._addresses = await self._work.read(accounts.any_address)
        return self._addresses

    async def refresh_if_old(self) -> None:
        """Ask for the members of user groups again when that is an hour ago."""
        if asyncio.get_running_loop().time() - self._refreshed_at >= OLD:
            await self.refresh()

    async def refresh(self) -> None:
        """The members of the communities' user groups, once more; what cannot be asked for stays as it was."""
        try:
            await self._refresh()
        except DatabaseError as error:
            # An hour old or two, members are members.
            logger.error("Database out of reach", extra={"action": "database_out_of_reach", "problem": error.key})

    async def _refresh(self) -> None:
        self._refreshed_at = asyncio.get_running_loop().time()
        # What was kept for half an hour, for buttons that nobody used.
        await self._work.write(lambda session: conversations.purge(session, before=self._now()))
        groups = await self._work.read(lambda session: accounts.user_groups(session, platform=Platform.SLACK))
        for group in groups:
            try:
                told = await self._calls(
                    "usergroups.users.list",
                    lambda usergroup=group: self._client.usergroups_users_list(usergroup=usergroup),  # type: ignore[misc]
                )
            except (DeliveryError, OSError, TimeoutError) as error:
                reason = error.reason if isinstance(error, DeliveryError) else type(error).__name__
                extra = {"action": "slack_group_unread", "group": group, "reason": reason}
                logger.warning("User group not read", extra=extra)
                continue
            users = frozenset(map(str, told.get("users") or ()))
            await self._work.write(
                lambda session, group=group, users=users: accounts.set_group_members(  # type: ignore[misc]
                    session, platform=Platform.SLACK, group=group, users=users
                )
            )

    async def _address(self, user: str) -> str:
        try:
            told = await self._calls("users.info", lambda: self._client.users_info(user=user), channel=user)
        except (DeliveryError, OSError, TimeoutError):
            # Asked again when the process is next started; the account may read and ask meanwhile.
            return ""
        profile = (told.get("user") or {}).get("profile") or {}
        return str(profile.get("email") or "").strip().lower()
