"""The platforms that the settings configure, and what each adapter is given to work with. Heavy imports inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.answering import Answering, Choose, Terms
from bot.operators import Operators
from bot.platform import Adapter, Platform
from bot.settings import Settings
from bot.work import Work
from commands.dispatch import Dispatcher
from storage.sending import Claimed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the process gives every adapter.

    `wake` makes the sender look at the outbox at once; `deliver` gives it what was put in its hands on its `terms`. All
    three are called in the event loop, the first two after a commit.
    """

    settings: Settings
    work: Work
    dispatcher: Dispatcher
    now: Callable[[], datetime]
    wake: Callable[[], None]
    terms: Callable[[Platform], Terms | None]
    deliver: Callable[[Platform, Claimed], None]
    operators: Operators

    def answering(self, choose: Choose) -> Answering:
        """What answers requests, the answers going where the adapter's rule says."""
        return Answering(self.dispatcher, choose, self.now)


def configured(surroundings: Surroundings) -> list[Adapter]:
    """An adapter for each platform that has its settings; raises Fatal when one cannot begin at all."""
    adapters: list[Adapter] = []
    if surroundings.settings.matrix.configured:
        from bot.matrix.adapter import MatrixAdapter

        adapters.append(MatrixAdapter(surroundings))
    if surroundings.settings.slack.configured:
        from bot.slack.adapter import SlackAdapter

        adapters.append(SlackAdapter(surroundings))
    return adapters
