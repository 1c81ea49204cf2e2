"""Where real things are chosen: the dispatcher with its table, its options and its administrators; the pulse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.showing import rates, shown
from bot.work import Work
from commands.call import CampaignOptions, Options, PollOptions
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.table import TABLE
from storage.rows.organisation import Platform

if TYPE_CHECKING:
    from bot.pulse import Pulse


def dispatcher(settings: Settings) -> Dispatcher:
    """The dispatcher that every adapter of the process shares."""
    asked = PollOptions(settings.polls.least, frozenset(settings.polls.no_secret_on), settings.polls.mood)
    options = Options(
        zone=settings.zone,
        page_size=settings.answers.page_size,
        polls=asked,
        campaigns=CampaignOptions(settings.announcements.second_person_above, rates(settings), shown(settings)),
        reserves=settings.reserves,
    )
    return Dispatcher(TABLE, options, LexiconCache(), settings.rights.administrators)


def pulse(
    settings: Settings,
    work: Work,
    *,
    now: Callable[[], datetime],
    wake: Callable[[], None],
    platforms: Sequence[Platform] = (),
) -> Pulse:
    """The pulse of the process; `platforms` are where letters go, in this order of preference."""
    # A single question does not wait for what only a conversation or the process needs.
    from bot.forgetting import daily_forgetting
    from bot.pulse import Pulse, Tick, rhythm, working_calendar

    no_secret_on = frozenset(settings.polls.no_secret_on)
    tick = Tick(working_calendar(settings), platforms, no_secret_on, rhythm(settings), settings.reserves)
    return Pulse(work, tick, now=now, wake=wake, then=daily_forgetting(settings))
