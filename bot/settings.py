"""The settings: what there is, what each is when nobody says it, and what it must be.

Plain dataclasses, so that a start with nothing to read does not wait for pydantic; `bot/settings_reading.py` builds
the models that check what is read from these very classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot import reserve_texts, run_texts, texts
from bot.clock import PARIS
from bot.slack import operating_texts as slack_texts
from commands.reserve import Reserve, read_reserve

# What Slack takes as the name of a slash command, without its slash.
COMMAND_NAME = re.compile(r"[a-z0-9_-]{1,31}")

# A value as checked; raises ValueError with a French sentence.
Check = Callable[[Any], Any]
# The key of a field's metadata that holds its check.
CHECK = "check"
# A working day opens before noon and closes after it, so that it always has an hour.
NOON = time(12)


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


def _known_place(value: str | None) -> str | None:
    platform, _, address = (value or "").partition(":")
    if value is not None and (platform not in {"slack", "matrix"} or not address):
        raise ValueError(run_texts.bad_operators_place(value))
    return value


def _http_proxy(value: str | None) -> str | None:
    if value is not None and not value.startswith(("http://", "https://")):
        raise ValueError(texts.proxy_expected())
    return value


def _existing_file(value: Path | None) -> Path | None:
    if value is not None and not value.is_file():
        raise ValueError(texts.no_such_file(value))
    return value


def _command_names(value: Mapping[str, str]) -> Mapping[str, str]:
    taken = list(value.values())
    for word, name in value.items():
        if COMMAND_NAME.fullmatch(name) is None or taken.count(name) > 1:
            raise ValueError(slack_texts.command_name_expected(word, name))
    return value


def _known_reserves(value: Sequence[str]) -> Sequence[str]:
    for each in value:
        try:
            read_reserve(each)
        except ValueError as error:
            raise ValueError(reserve_texts.reserve_expected(each)) from error
    return value


def _between(least: int, most: int) -> Check:
    def check(value: int) -> int:
        if not least <= value <= most:
            raise ValueError(texts.number_between(least, most))
        return value

    return check


def _before_noon(value: time) -> time:
    if value >= NOON:
        raise ValueError(texts.morning_expected())
    return value


def _from_noon(value: time) -> time:
    if value < NOON:
        raise ValueError(texts.afternoon_expected())
    return value


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
class PollSettings:
    """What polls show, and where."""

    # The smallest group of answers that is shown; with less than 3, a hidden one could be worked out.
    least: int = field(default=5, metadata=_checked(_between(3, 50)))
    # Platforms on which no secret poll is put nor voted in.
    no_secret_on: frozenset[Literal["slack", "matrix", "terminal"]] = frozenset()
    # Whether the mood of a team may be asked for.
    mood: bool = False


@dataclass(frozen=True)
class UpdateSettings:
    """What is kept of what people say."""

    # Days after which free texts are forgotten: three years by default, the life of the plan's deadlines.
    keep_texts_days: int = field(default=1_095, metadata=_checked(_between(30, 36_500)))


@dataclass(frozen=True)
class TimeSettings:
    """The organisation's time."""

    zone: str = field(default=PARIS, metadata=_checked(_known_zone))


@dataclass(frozen=True)
class CalendarSettings:
    """When something may be said unasked; weekends and French public holidays are closed."""

    opens: time = field(default=time(8, 30), metadata=_checked(_before_noon))
    closes: time = field(default=time(18), metadata=_checked(_from_noon))
    # Days on which the organisation is closed besides.
    closing_days: frozenset[date] = frozenset()
    # « Périodes de réserve », first and last day, in which neither announcements nor polls go out.
    reserves: tuple[str, ...] = field(default=(), metadata=_checked(_known_reserves))


@dataclass(frozen=True)
class ReminderSettings:
    """When « La semaine DiMENSiON » is told and leads are asked, and how late something is still told."""

    digest_at: time = field(default=time(9), metadata=_checked(_before_noon))
    ask_at: time = field(default=time(10), metadata=_checked(_before_noon))
    # Days after which a digest or a deadline's reminder that could not be sent is skipped.
    late_days: int = field(default=3, metadata=_checked(_between(1, 6)))


@dataclass(frozen=True)
class AnnouncementSettings:
    """What the central team announces."""

    # Persons above which a second person answers for an announcement; an urgent one always has two.
    second_person_above: int = field(default=100, metadata=_checked(_between(0, 100_000)))


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
class HealthSettings:
    """The endpoint that tells whether the process is alive and ready, with its metrics."""

    host: str = "127.0.0.1"
    # 0: none.
    port: int = field(default=9750, metadata=_checked(_between(0, 65_535)))
    # The secret of the address at which calendars read the meetings; None: at none.
    calendar_token: str | None = field(default=None, repr=False)
    calendar_token_file: Path | None = None


@dataclass(frozen=True)
class OperatorSettings:
    """Those who keep the bot running."""

    # Where they are told what they must mend, « matrix:!room » or « slack:C0123 »; None: in the log alone.
    place: str | None = field(default=None, metadata=_checked(_known_place))


@dataclass(frozen=True)
class MatrixSettings:
    """A Matrix account; nothing is secret here but `password` and `store_secret`, from the environment or a file."""

    # https://matrix.example.fr; None: no Matrix.
    homeserver: str | None = None
    # @dimension:example.fr
    user: str = ""
    # Used once, by `dimension matrix setup`; the token is kept with the store.
    password: str | None = field(default=None, repr=False)
    password_file: Path | None = None
    # What the crypto store is kept under; whoever has the store and this can read what the bot reads.
    store_secret: str | None = field(default=None, repr=False)
    store_secret_file: Path | None = None
    # The folder of the token, the device, its keys and the identity: to be kept together, by one process.
    store: Path = Path(".dimension/matrix")
    # Who may invite the bot: accounts (@name:server) and servers; empty: the accounts of its own server.
    invited_by: frozenset[str] = frozenset()
    # Seconds between two messages of the account; 0: as fast as the homeserver takes them.
    gap: int = field(default=0, metadata=_checked(_between(0, 60)))
    # Seconds between two edits of one message.
    edit_gap: int = field(default=10, metadata=_checked(_between(0, 600)))
    # Seconds after which a person is asked to send again what cannot be decrypted.
    patience: int = field(default=120, metadata=_checked(_between(1, 3_600)))
    # Beside each numbered choice, a poll of the messaging's own.
    polls: bool = True

    @property
    def configured(self) -> bool:
        """Whether there is a Matrix account."""
        return self.homeserver is not None


@dataclass(frozen=True)
class SlackSettings:
    """A Slack app; its two tokens are secret, from the environment or a file."""

    # xoxb-…, what the bot may do; None: no Slack.
    bot_token: str | None = field(default=None, repr=False)
    bot_token_file: Path | None = None
    # xapp-…, with connections:write: what the bot receives events with.
    app_token: str | None = field(default=None, repr=False)
    app_token_file: Path | None = None
    # Where the Web API is; another server of it for a rehearsal.
    api_url: str = "https://slack.com/api/"
    # What a command is named in a workspace where its own name is taken, without the slash: {"projet": "dim-projet"}.
    commands: Mapping[str, str] = field(default_factory=dict, metadata=_checked(_command_names))
    # Messages a minute on the whole workspace.
    messages_per_minute: int = field(default=300, metadata=_checked(_between(30, 3_000)))
    # Minutes of working hours without anything received after which the connection is made anew.
    silence: int = field(default=120, metadata=_checked(_between(5, 1_440)))
    # Tables as Slack's own; without, a line for each row.
    tables: bool = True

    @property
    def configured(self) -> bool:
        """Whether there is a Slack app."""
        return any((self.bot_token, self.bot_token_file, self.app_token, self.app_token_file))


@dataclass(frozen=True)
class Settings:
    """All the settings, by section."""

    database: DatabaseSettings = DatabaseSettings()
    catalogue: CatalogueSettings = CatalogueSettings()
    organisation: OrganisationSettings = OrganisationSettings()
    rights: RightsSettings = RightsSettings()
    answers: AnswerSettings = AnswerSettings()
    polls: PollSettings = PollSettings()
    updates: UpdateSettings = UpdateSettings()
    time: TimeSettings = TimeSettings()
    calendar: CalendarSettings = CalendarSettings()
    reminders: ReminderSettings = ReminderSettings()
    announcements: AnnouncementSettings = AnnouncementSettings()
    logs: LogSettings = LogSettings()
    network: NetworkSettings = NetworkSettings()
    health: HealthSettings = HealthSettings()
    operators: OperatorSettings = OperatorSettings()
    matrix: MatrixSettings = MatrixSettings()
    slack: SlackSettings = SlackSettings()

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's zone."""
        return ZoneInfo(self.time.zone)

    @property
    def reserves(self) -> tuple[Reserve, ...]:
        """The périodes de réserve."""
        return tuple(read_reserve(each) for each in self.calendar.reserves)
