"""The settings: what there is, what each is when nobody says it, and what it must be.

Plain dataclasses, so that a start with nothing to read does not wait for pydantic; `bot/settings_reading.py` builds
the models that check what is read from these very classes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot import texts
from bot.clock import PARIS

# A value as checked; raises ValueError with a French sentence.
Check = Callable[[Any], Any]
# The key of a field's metadata that holds its check.
CHECK = "check"


def _known_places(value: Mapping[str, str]) -> Mapping[str, str]:
    for number, place in value.items():
        platform, _, address = place.partition(":")
        if not number.isdigit() or platform not in {"slack", "matrix"} or not address:
            raise ValueError(texts.default_place_expected(number, place))
    return value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError) as error:
        raise ValueError(texts.unknown_zone(value)) from error
    return value


def _http_proxy(value: str | None) -> str | None:
    if value is not None and not value.startswith(("http://", "https://")):
        raise ValueError(texts.proxy_expected())
    return value


def _existing_file(value: Path | None) -> Path | None:
    if value is not None and not value.is_file():
        raise ValueError(texts.no_such_file(value))
    return value


def _between(least: int, most: int) -> Check:
    def check(value: int) -> int:
        if not least <= value <= most:
            raise ValueError(texts.number_between(least, most))
        return value

    return check


def _checked(check: Check) -> Mapping[str, Check]:
    return {CHECK: check}


@dataclass(frozen=True)
class DatabaseSettings:
    """Where everything is kept."""

    # A path, sqlite:///… or postgresql://…; kept out of every repr, since a server's address holds its password.
    url: str = field(default="sqlite:///.dimension/dimension.db", repr=False)
    # SQLite only: FULL survives a power cut to the last commit, NORMAL survives a killed process.
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL"


@dataclass(frozen=True)
class CatalogueSettings:
    """The plan's files."""

    # None: those shipped with the program.
    folder: Path | None = None


@dataclass(frozen=True)
class OrganisationSettings:
    """The organisation's register."""

    # None: nobody is known, and everybody may read and ask.
    file: Path | None = None
    # Where a pillar's communities live when the register does not say, by the pillar's number: {"4": "slack:C0123"}.
    default_places: Mapping[str, str] = field(default_factory=dict, metadata=_checked(_known_places))


@dataclass(frozen=True)
class RightsSettings:
    """Who may act before the register is loaded."""

    # Handles of the register, or accounts: « slack:U0123 », « matrix:@nom:serveur ».
    administrators: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AnswerSettings:
    """How answers are written."""

    # Entries on a page of a list.
    page_size: int = field(default=10, metadata=_checked(_between(3, 50)))


@dataclass(frozen=True)
class TimeSettings:
    """The organisation's time."""

    zone: str = field(default=PARIS, metadata=_checked(_known_zone))


@dataclass(frozen=True)
class LogSettings:
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["json", "text"] = "json"


@dataclass(frozen=True)
class NetworkSettings:
    """How platforms are reached from an internal network."""

    # http://host:port; None: directly. Kept out of every repr, since a proxy's address may hold a password.
    proxy: str | None = field(default=None, repr=False, metadata=_checked(_http_proxy))
    # A PEM file of the authorities to trust, where a proxy opens the traffic.
    ca_bundle: Path | None = field(default=None, metadata=_checked(_existing_file))


@dataclass(frozen=True)
class Settings:
    """All the settings, by section."""

    database: DatabaseSettings = DatabaseSettings()
    catalogue: CatalogueSettings = CatalogueSettings()
    organisation: OrganisationSettings = OrganisationSettings()
    rights: RightsSettings = RightsSettings()
    answers: AnswerSettings = AnswerSettings()
    time: TimeSettings = TimeSettings()
    logs: LogSettings = LogSettings()
    network: NetworkSettings = NetworkSettings()

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's zone."""
        return ZoneInfo(self.time.zone)
