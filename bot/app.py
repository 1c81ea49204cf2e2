"""Where real things are chosen: the dispatcher with its table, its options and its administrators."""

from __future__ import annotations

from bot.settings import Settings
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.table import TABLE


def dispatcher(settings: Settings) -> Dispatcher:
    """The dispatcher that every adapter of the process shares."""
    options = Options(zone=settings.zone, page_size=settings.answers.page_size)
    return Dispatcher(TABLE, options, LexiconCache(), settings.rights.administrators)
