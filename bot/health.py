"""The health endpoint: alive, ready, and the metrics, on loopback unless the settings say otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import run_texts
from bot.feed import PATH, Feed, read_token
from bot.platform import Adapter, Fatal
from bot.settings import HealthSettings
from bot.work import Work
from storage import outbox
from storage.errors import DatabaseError

if TYPE_CHECKING:
    from aiohttp import web
    from prometheus_client.core import GaugeMetricFamily


@dataclass(frozen=True, slots=True)
class Queue:
    """How the outbox stands: messages by state, the seconds that the oldest has been due, what left off hours."""

    states: dict[str, int]
    late: float
    # Sent outside working hours since the year began.
    off_hours: outbox.OffHours


class Health:
    """Serves `/livez`, `/readyz`, `/metrics`, and the calendar where a token is set; nothing when its port is 0."""

    def __init__(
        self, settings: HealthSettings, work: Work, adapters: Sequence[Adapter], *, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._work = work
        self._adapters = adapters
        self._now = now
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Health:
        if self._settings.port == 0:
            return self
        from aiohttp import web

        application = web.Application()
        application.add_routes(
            [
                web.get("/livez", self._alive),
                web.get("/readyz", self._ready),
                web.get("/metrics", self._metrics),
            ]
        )
        token = read_token(self._settings)
        if token is not None:
            application.add_routes([web.get(PATH, Feed(self._work, token).answer)])
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._settings.host, self._settings.port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise Fatal(run_texts.health_port_taken(self._settings.host, self._settings.port)) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _alive(self, request: web.Request) -> web.Response:
        from aiohttp import web

        return web.json_response({"alive": True})

    async def _ready(self, request: web.Request) -> web.Response:
        """Ready when the database answers and every platform is listened to; which one is not, otherwise."""
        from aiohttp import web

        found = {adapter.name: adapter.gauges().get("listening", 0) > 0 for adapter in self._adapters}
        found["database"] = await self._queue() is not None
        return web.json_response(found, status=200 if all(found.values()) else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        from aiohttp import web
        from prometheus_client import CollectorRegistry, generate_latest

        queue = await self._queue()
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Given(list(self._families(queue))))
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    async def _queue(self) -> Queue | None:
        def look(session: Session) -> Queue:
            states = {state.value: count for state, count in outbox.counts(session).items()}
            late = outbox.oldest_waiting(session, now=self._now())
            off_hours = outbox.sent_off_hours(session, since=_new_year(self._now()))
            return Queue(states, late.total_seconds() if late else 0.0, off_hours)

        try:
            return await self._work.read(look)
        except DatabaseError:
            return None

    def _families(self, queue: Queue | None) -> Iterator[GaugeMetricFamily]:
        from prometheus_client.core import GaugeMetricFamily

        yield GaugeMetricFamily("dimension_database_up", "Whether the database answers.", float(queue is not None))
        if queue is not None:
            messages = GaugeMetricFamily("dimension_outbox_messages", "Messages by state.", labels=["state"])
            for state, count in queue.states.items():
                messages.add_metric([state], count)
            yield messages
            help_ = "Seconds that the oldest message still to be sent has been due."
            yield GaugeMetricFamily("dimension_outbox_late_seconds", help_, queue.late)
            help_ = "Messages that nobody asked for, sent outside working hours since the year began."
            off_hours = GaugeMetricFamily("dimension_sent_off_hours", help_, labels=["kind"])
            off_hours.add_metric(["unasked"], queue.off_hours.unasked)
            off_hours.add_metric(["urgent"], queue.off_hours.urgent)
            yield off_hours
        figures: dict[str, GaugeMetricFamily] = {}
        for adapter in self._adapters:
            for name, value in adapter.gauges().items():
                family = figures.setdefault(
                    name, GaugeMetricFamily(f"dimension_{name}", f"Of each platform: {name}.", labels=["platform"])
                )
                family.add_metric([adapter.name], value)
        yield from figures.values()


def _new_year(now: datetime) -> datetime:
    """The beginning of the year, in UTC."""
    return datetime(now.year, 1, 1, tzinfo=UTC)


class _Given:
    """A collector of what was already collected."""

    def __init__(self, families: Sequence[Any]) -> None:
        self._families = families

    def collect(self) -> Sequence[Any]:
        """The families."""
        return self._families
