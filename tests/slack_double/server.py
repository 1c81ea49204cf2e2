"""A double of Slack on loopback: Web API, Socket Mode, response_url and uploads, driven by tests as people would."""

from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.block_checker import problems_of_message
from tests.slack_double.state import BOT_USER, Json, Workspace
from tests.slack_double.web_api import WebApi


@dataclass
class Acknowledged:
    """How a delivery ended: its acknowledgement and how long it took; `payload` is None when there was none."""

    seconds: float
    acknowledged: bool
    payload: Json | None = None


@dataclass
class _Delivery:
    envelope: Json
    done: asyncio.Future[Json] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class SlackDouble:
    """The server; entered, it listens on a free port of loopback, and everything is gone when it is left."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.workspace = Workspace()
        self._sockets: list[web.WebSocketResponse] = []
        self._deliveries: dict[str, _Delivery] = {}
        self.connections = 0
        self.url = ""
        self._turn = 0
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._api = WebApi(self.workspace, self._open_socket, lambda file_id: f"{self.url}/upload/{file_id}")
        application = web.Application(client_max_size=1 << 26)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self._api.answer),
                web.get("/socket/{number}", self._socket),
                web.post("/response/{name}", self._response),
                web.post("/upload/{file}", self._uploaded),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"{'http' if self._tls is None else 'https'}://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self._sockets):
            await socket.close()
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The address for `slack.api_url`."""
        return f"{self.url}/api/"

    # Delivering

    async def connected(self, times: int = 1) -> None:
        """Wait until the bot has connected so many times, and is connected."""
        async with asyncio.timeout(40):
            async with self._changed:
                await self._changed.wait_for(lambda: self.connections >= times and bool(self._sockets))

    async def deliver(self, kind: str, payload: Json, *, seconds: float = 3.0, **more: Any) -> Acknowledged:
        """Deliver an envelope to one of the bot's sockets and wait for its acknowledgement, three seconds at most."""
        envelope = {"envelope_id": self.workspace.identifier("envelope-"), "type": kind, "payload": payload, **more}
        envelope.setdefault("accepts_response_payload", True)
        delivery = _Delivery(envelope)
        self._deliveries[envelope["envelope_id"]] = delivery
        begun = time.monotonic()
        try:
            if not self._sockets:
                return Acknowledged(0.0, acknowledged=False)
            self._turn += 1
            await self._sockets[self._turn % len(self._sockets)].send_json(envelope)
            async with asyncio.timeout(seconds):
                answer = await delivery.done
        except (TimeoutError, ConnectionError):
            return Acknowledged(time.monotonic() - begun, acknowledged=False)
        finally:
            self._deliveries.pop(envelope["envelope_id"], None)
        return Acknowledged(time.monotonic() - begun, acknowledged=True, payload=answer.get("payload"))

    async def cut(self) -> None:
        """Drop every socket without a word."""
        for socket in list(self._sockets):
            transport = socket._req.transport if socket._req is not None else None
            if transport is not None:
                transport.abort()
        self._sockets.clear()

    async def ask_to_reconnect(self) -> None:
        """Say that the connection will be closed, as Slack does every few hours, and close it."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    # Serving

    def _open_socket(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/socket/{self.workspace.identifier('')}"

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        self.connections += 1
        async with self._changed:
            self._changed.notify_all()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    answer = message.json()
                    delivery = self._deliveries.get(answer.get("envelope_id", ""))
                    if delivery is not None and not delivery.done.done():
                        delivery.done.set_result(answer)
        finally:
            if socket in self._sockets:
                self._sockets.remove(socket)
        return socket

    def response_url(self, user: str, channel: str) -> str:
        """An address good for five answers to one interaction."""
        name = self.workspace.identifier("response-")
        self.workspace.responses[name] = {"user": user, "channel": channel, "left": 5}
        return f"{self.url}/response/{name}"

    async def _response(self, request: web.Request) -> web.Response:
        known = self.workspace.responses.get(request.match_info["name"])
        body = await request.json()
        waiting = self.workspace.faults["response_url"]
        fault = waiting.popleft() if waiting else None
        if fault is not None and fault.kind == "limited":
            return web.Response(status=429, text="ratelimited", headers={"Retry-After": str(int(fault.seconds))})
        if known is None or known["left"] == 0:
            return web.Response(status=404, text="used_url")
        found = problems_of_message(body)
        self.workspace.problems += found
        if found:
            return web.Response(status=400, text="invalid_blocks")
        if "response_type" not in body:
            self.workspace.problems.append("a reply without response_type")
        known["left"] -= 1
        shown = {**body, "ts": self.workspace.stamp(), "way": "response_url", "at": time.perf_counter()}
        if body.get("response_type") == "in_channel":
            channel = self.workspace.channels[known["channel"]]
            channel.messages.append({**shown, "bot_id": "B0BOT", "user": BOT_USER})
        else:
            self.workspace.ephemeral.append({**shown, "user": known["user"], "channel": known["channel"]})
        if fault is not None and fault.kind == "dropped" and request.transport is not None:
            request.transport.abort()
        return web.Response(text="ok")

    async def _uploaded(self, request: web.Request) -> web.Response:
        self.workspace.files[request.match_info["file"]]["content"] = await request.read()
        return web.Response(text="OK")
