"""Settings: environment first, then `dimension.toml`, then what is written here. Every value is checked at start."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot import texts
from bot.clock import PARIS

PREFIX = "DIMENSION_"
DELIMITER = "__"
FILE = Path("dimension.toml")
# Names the settings file, and so is no setting itself.
FILE_VARIABLE = "DIMENSION_SETTINGS"
# Variables of the environment that are ours without being settings: the file's name, and the tests' switch.
NOT_SETTINGS = frozenset({FILE_VARIABLE, "DIMENSION_SOAK"})


class SettingsError(Exception):
    """Settings that cannot be used; each problem is one French sentence."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Section(BaseModel):
    """Part of the settings; a name that is not known is an error, not a silence."""

    # Built when something is to be validated: what has no settings to read need not wait for it.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


class DatabaseSettings(Section):
    """Where everything is kept."""

    # A path, sqlite:///… or postgresql://…; secret, since a server's address holds its password.
    url: SecretStr = SecretStr("sqlite:///.dimension/dimension.db")
    # SQLite only: FULL survives a power cut to the last commit, NORMAL survives a killed process.
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL"


class CatalogueSettings(Section):
    """The plan's files."""

    # None: those shipped with the program.
    folder: Path | None = None


class OrganisationSettings(Section):
    """The organisation's register."""

    # None: nobody is known, and everybody may read and ask.
    file: Path | None = None
    # Where a pillar's communities live when the register does not say, by the pillar's number: {"4": "slack:C0123"}.
    default_places: Mapping[str, str] = Field(default_factory=dict)

    @field_validator("default_places")
    @classmethod
    def _known_places(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for number, place in value.items():
            platform, _, address = place.partition(":")
            if not number.isdigit() or platform not in {"slack", "matrix"} or not address:
                raise ValueError(texts.default_place_expected(number, place))
        return value


class RightsSettings(Section):
    """Who may act before the register is loaded."""

    # Handles of the register, or accounts: « slack:U0123 », « matrix:@nom:serveur ».
    administrators: frozenset[str] = frozenset()


class AnswerSettings(Section):
    """How answers are written."""

    # Entries on a page of a list.
    page_size: Annotated[int, Field(ge=3, le=50)] = 10


class TimeSettings(Section):
    """The organisation's time."""

    zone: str = PARIS

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, KeyError, OSError) as error:
            raise ValueError(texts.unknown_zone(value)) from error
        return value


class LogSettings(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["json", "text"] = "json"


class NetworkSettings(Section):
    """How platforms are reached from an internal network."""

    # http://host:port; None: directly.
    proxy: str | None = None
    # A PEM file of the authorities to trust, where a proxy opens the traffic.
    ca_bundle: Path | None = None

    @field_validator("proxy")
    @classmethod
    def _http_proxy(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError(texts.proxy_expected())
        return value

    @field_validator("ca_bundle")
    @classmethod
    def _existing_bundle(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(texts.no_such_file(value))
        return value


class Settings(Section):
    """All the settings, by section."""

    database: DatabaseSettings = Field(default_factory=DatabaseSettings.model_construct)
    catalogue: CatalogueSettings = Field(default_factory=CatalogueSettings.model_construct)
    organisation: OrganisationSettings = Field(default_factory=OrganisationSettings.model_construct)
    rights: RightsSettings = Field(default_factory=RightsSettings.model_construct)
    answers: AnswerSettings = Field(default_factory=AnswerSettings.model_construct)
    time: TimeSettings = Field(default_factory=TimeSettings.model_construct)
    logs: LogSettings = Field(default_factory=LogSettings.model_construct)
    network: NetworkSettings = Field(default_factory=NetworkSettings.model_construct)

    @property
    def file(self) -> Path:
        """The file that settings are read from, there or not."""
        return _file()

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's zone."""
        return ZoneInfo(self.time.zone)


def read_settings() -> Settings:
    """The settings in force; raises SettingsError with every problem."""
    problems = [texts.unknown_variable(name, near) for name, near in _unknown_variables(os.environ)]
    path = _file()
    if FILE_VARIABLE in os.environ and not path.is_file():
        problems.append(texts.no_such_file(path))
    try:
        settings = _read(path)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([*problems, texts.unreadable_toml(path, str(error))]) from None
    except ValidationError as error:
        found = [
            texts.bad_setting(_place(details["loc"]), details["type"], details["msg"], _near(details["loc"]))
            for details in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise SettingsError([*problems, *found]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def _read(path: Path) -> Settings:
    """The settings of the environment and of the file, if there are any."""
    if not path.is_file() and not any(name.upper().startswith(PREFIX) for name in os.environ):
        return Settings.model_construct()
    # Imported when there is something to read: half of what a question without settings would wait for.
    from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

    class Sources(BaseSettings, Settings):
        model_config = SettingsConfigDict(
            env_prefix=PREFIX,
            env_nested_delimiter=DELIMITER,
            extra="forbid",
            frozen=True,
            hide_input_in_errors=True,
        )

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            del init_settings, dotenv_settings, file_secret_settings
            return env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)

    return Sources()


def setting_names() -> Iterator[str]:
    """Every setting as `section.name`."""
    for section, field in Settings.model_fields.items():
        annotation = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, Section):
            yield from (f"{section}.{name}" for name in annotation.model_fields)


def _file() -> Path:
    return Path(os.environ.get(FILE_VARIABLE, FILE))


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _near(location: tuple[int | str, ...]) -> str:
    names = list(setting_names())
    known = [*names, *{name.split(".")[0] for name in names}]
    return next(iter(difflib.get_close_matches(_place(location), known, n=1)), "")


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables with our prefix that are no setting, each with the nearest one that is."""
    known: Mapping[str, Any] = {PREFIX + name.replace(".", DELIMITER).upper(): name for name in setting_names()}
    sections = {name.split(DELIMITER)[0] for name in known}
    for variable in environment:
        upper = variable.upper()
        if not upper.startswith(PREFIX) or upper in NOT_SETTINGS or upper in known or upper in sections:
            continue
        if any(upper.startswith(name + DELIMITER) for name in known):
            continue
        yield variable, next(iter(difflib.get_close_matches(upper, known, n=1)), "")
