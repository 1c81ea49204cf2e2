"""The Web API of the double: arguments by query, form and JSON alike; it refuses what Slack refuses."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.block_checker import problems_of_message, problems_of_view
from tests.slack_double.state import APP_TOKEN, BOT_ID, BOT_TOKEN, BOT_USER, TEAM, Json, Workspace

# Arguments that travel as JSON text in forms and queries.
STRUCTURED = frozenset({"blocks", "metadata", "view", "files"})
READS = frozenset({"include_all_metadata"})


class Refused(Exception):
    """An answer with `ok: false`."""


async def arguments_of(request: web.Request) -> tuple[Json, str]:
    """What a call was given, wherever it was, and its token."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    elif request.can_read_body:
        given |= dict(await request.post())
    for name in STRUCTURED & set(given):
        if isinstance(given[name], str):
            given[name] = json.loads(given[name])
    token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(given.pop("token", ""))
    return given, token


class WebApi:
    """Answers `/api/METHOD`."""

    def __init__(self, workspace: Workspace, open_socket: Callable[[], str], upload: Callable[[str], str]) -> None:
        self.workspace = workspace
        self._open_socket = open_socket
        self._upload = upload
        self._posted_at: dict[str, float] = {}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Do what is asked, after the fault that waits for this method."""
        method = request.match_info["method"]
        given, token = await arguments_of(request)
        self.workspace.calls.append((method, given, time.monotonic()))
        waiting = self.workspace.faults[method]
        fault = waiting.popleft() if waiting else None
        if fault is not None and fault.kind == "limited":
            headers = {"Retry-After": str(int(fault.seconds))}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault is not None and fault.kind == "refused":
            return web.json_response({"ok": False, "error": fault.error})
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        try:
            self._admit(method, token)
            answer = {"ok": True, **self._do(method, given)}
        except Refused as refused:
            answer = {"ok": False, "error": str(refused)}
            if str(refused) == "ratelimited":
                return web.json_response(answer, status=429, headers={"Retry-After": "1"})
        if fault is not None and fault.kind == "dropped" and request.transport is not None:
            # Done, and the answer never arrives.
            request.transport.abort()
        return web.json_response(answer, headers={"x-oauth-scopes": self.workspace.scopes})

    def _admit(self, method: str, token: str) -> None:
        expected = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != expected:
            raise Refused("invalid_auth")
        if self.workspace.revoked:
            raise Refused("token_revoked")

    def _do(self, method: str, given: Json) -> Json:
        known: dict[str, Callable[[Json], Json]] = {
            "apps.connections.open": lambda _: {"url": self._open_socket()},
            "auth.test": lambda _: {"user_id": BOT_USER, "bot_id": BOT_ID, "team": "Double", "user": "dimension"},
            "chat.postEphemeral": self._post_ephemeral,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.open": lambda asked: {"channel": {"id": self._opened(asked)}},
            "conversations.replies": self._replies,
            "files.completeUploadExternal": self._complete,
            "files.getUploadURLExternal": self._upload_url,
            "usergroups.users.list": self._group,
            "users.info": self._user,
            "users.lookupByEmail": self._by_address,
            "views.open": self._open_view,
            "views.publish": self._publish,
        }
        if method not in known:
            raise Refused("unknown_method")
        return known[method](given)

    def _post(self, given: Json) -> Json:
        channel = self._channel(given)
        self._keep_pace(channel)
        self._check(given)
        message = {
            "type": "message",
            "ts": self.workspace.stamp(),
            "user": BOT_USER,
            "bot_id": BOT_ID,
            **{name: given[name] for name in ("text", "blocks", "metadata", "thread_ts") if given.get(name)},
        }
        self.workspace.channels[channel].messages.append(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _post_ephemeral(self, given: Json) -> Json:
        channel = self._channel(given)
        self._check(given)
        shown = {**given, "channel": channel, "ts": self.workspace.stamp(), "way": "chat.postEphemeral"}
        self.workspace.ephemeral.append(shown)
        return {"message_ts": shown["ts"]}

    def _update(self, given: Json) -> Json:
        channel = self._channel(given)
        self._check(given)
        for message in self.workspace.channels[channel].messages:
            if message["ts"] == given["ts"]:
                message.update({name: given[name] for name in ("text", "blocks", "metadata") if name in given})
                message["edited"] = True
                return {"channel": channel, "ts": given["ts"]}
        raise Refused("message_not_found")

    def _history(self, given: Json) -> Json:
        channel = self._channel(given)
        messages = [each for each in self.workspace.channels[channel].messages if not each.get("thread_ts")]
        return self._paged(messages, given)

    def _replies(self, given: Json) -> Json:
        channel = self._channel(given)
        messages = self.workspace.channels[channel].messages
        return self._paged([each for each in messages if given["ts"] in (each["ts"], each.get("thread_ts"))], given)

    def _paged(self, messages: list[Json], given: Json) -> Json:
        newest = messages[::-1]
        start = int(given.get("cursor") or 0)
        end = start + int(given.get("limit", 100))
        shown = newest[start:end]
        if str(given.get("include_all_metadata")).lower() not in {"1", "true"}:
            shown = [{name: value for name, value in each.items() if name != "metadata"} for each in shown]
        more = end < len(newest)
        return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": str(end) if more else ""}}

    def _opened(self, given: Json) -> str:
        user = str(given["users"])
        if user not in self.workspace.users:
            raise Refused("user_not_found")
        return self.workspace.direct(user).id

    def _user(self, given: Json) -> Json:
        if given["user"] not in self.workspace.users:
            raise Refused("user_not_found")
        return {"user": self.workspace.users[given["user"]]}

    def _by_address(self, given: Json) -> Json:
        for user in self.workspace.users.values():
            if user["profile"].get("email", "").lower() == str(given["email"]).lower():
                return {"user": user}
        raise Refused("users_not_found")

    def _group(self, given: Json) -> Json:
        if given["usergroup"] not in self.workspace.groups:
            raise Refused("no_such_subteam")
        return {"users": self.workspace.groups[given["usergroup"]]}

    def _upload_url(self, given: Json) -> Json:
        file_id = self.workspace.identifier("F")
        self.workspace.files[file_id] = {"name": given["filename"], "alt": given.get("alt_txt", ""), "complete": False}
        return {"file_id": file_id, "upload_url": self._upload(file_id)}

    def _complete(self, given: Json) -> Json:
        for told in given["files"]:
            file = self.workspace.files[told["id"]]
            if "content" not in file:
                raise Refused("file_not_found")
            file |= {"complete": True, "title": told.get("title", "")}
            if given.get("channel_id"):
                channel = self._channel({"channel": given["channel_id"]})
                message = {"type": "message", "ts": self.workspace.stamp(), "user": BOT_USER, "bot_id": BOT_ID}
                shared = {**message, "text": "", "files": [{"id": told["id"], "title": file["title"]}]}
                self.workspace.channels[channel].messages.append(shared)
        return {"files": given["files"]}

    def _open_view(self, given: Json) -> Json:
        until = self.workspace.triggers.pop(str(given["trigger_id"]), None)
        if until is None:
            raise Refused("exchanged_trigger_id")
        if until < time.monotonic():
            raise Refused("expired_trigger_id")
        self._check_view(given["view"])
        view = {**given["view"], "id": self.workspace.identifier("V"), "hash": self.workspace.stamp()}
        self.workspace.views[view["id"]] = view
        return {"view": view}

    def _publish(self, given: Json) -> Json:
        self._check_view(given["view"])
        self.workspace.homes[given["user_id"]] = given["view"]
        return {"view": given["view"]}

    def _channel(self, given: Json) -> str:
        channel = str(given.get("channel", ""))
        found = self.workspace.channels.get(channel)
        if found is None:
            raise Refused("channel_not_found")
        if BOT_USER not in found.members:
            raise Refused("not_in_channel")
        return channel

    def _keep_pace(self, channel: str) -> None:
        now = time.monotonic()
        if self.workspace.pace is not None and now - self._posted_at.get(channel, 0.0) < self.workspace.pace:
            raise Refused("ratelimited")
        self._posted_at[channel] = now

    def _check(self, given: Json) -> None:
        if self.workspace.refuses_tables and any(each["type"] == "table" for each in given.get("blocks") or ()):
            raise Refused("invalid_blocks")
        found = problems_of_message(given)
        self.workspace.problems += found
        if found:
            raise Refused("invalid_blocks")

    def _check_view(self, view: Json) -> None:
        found = problems_of_view(view)
        self.workspace.problems += found
        if found:
            raise Refused("invalid_arguments")


def team() -> Any:
    """The workspace's identifier in payloads."""
    return {"id": TEAM, "domain": "double"}
