"""What a handler is given: values only; it knows neither clock nor platform, and commits nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from storage.reader import Reader
from storage.rows.organisation import Role

if TYPE_CHECKING:
    from commands.command import CommandTable
    from commands.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks; an account that the register does not know is an agent who may read and ask."""

    person_id: int | None
    handle: str
    label: str
    roles: frozenset[Role]
    unit_key: str | None
    fictitious: bool
    reader: Reader
    # The account that asks, which may not be anybody's yet.
    platform: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class PollOptions:
    """What settings decide of polls: the smallest group that is shown, where no secret is promised, moods."""

    least: int = 5
    no_secret_on: frozenset[str] = frozenset()
    mood: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What settings decide of the answers."""

    zone: ZoneInfo
    page_size: int = 10
    polls: PollOptions = PollOptions()


@dataclass(frozen=True, slots=True)
class Heard:
    """How the request came: unseen by others or not, when its platform took it, whether it may carry a secret vote."""

    private: bool = False
    at: datetime | None = None
    may_carry_secrets: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One request, once the person, the words and the right are known."""

    session: Session
    asker: Asker
    now: datetime
    options: Options
    table: CommandTable
    # Built when first asked for: an answer that names a code needs neither names nor index.
    names: Callable[[], Lexicon]
    heard: Heard = Heard()

    @property
    def today(self) -> date:
        """The day in the organisation's zone."""
        return self.now.astimezone(self.options.zone).date()

    @property
    def reader(self) -> Reader:
        """What the asker may read of restricted projects."""
        return self.asker.reader
