"""What a handler is given: values only; it knows neither clock nor platform, and commits nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands.message import Message
from commands.reserve import Reserve
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
class CampaignOptions:
    """What settings and platforms decide of announcements.

    `second_above`: persons above which a second one answers for it. `rates`: messages a minute that each platform
    takes, the first on which a person has an account being theirs; `shown`: a message as each platform shows it.
    """

    second_above: int = 100
    rates: Mapping[str, float] = field(default_factory=dict)
    shown: Mapping[str, Callable[[Message], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What settings decide of the answers."""

    zone: ZoneInfo
    page_size: int = 10
    polls: PollOptions = PollOptions()
    campaigns: CampaignOptions = field(default_factory=CampaignOptions)
    # Periods in which neither announcements nor polls go out.
    reserves: tuple[Reserve, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """How the request came: unseen by others or not, when its platform took it, whether it may carry a secret vote."""

    private: bool = False
    at: datetime | None = None
    may_carry_secrets: bool = True
    # The room in which others read it, as « platform:address »; empty in private.
    place: str = ""


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
