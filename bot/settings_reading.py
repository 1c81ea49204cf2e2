"""Where settings come from: the environment first, then `dimension.toml`, then their defaults; all checked at start."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

from bot import texts
from bot.settings import CHECK, Settings

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

Section = TypeVar("Section")

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


def read_settings() -> Settings:
    """The settings in force; raises SettingsError with every problem."""
    path = settings_file()
    if FILE_VARIABLE not in os.environ and not path.is_file() and not any(map(_ours, os.environ)):
        return Settings()
    # Imported when there is something to read: a question without settings does not wait for them.
    import tomllib

    from pydantic import ValidationError

    problems = [texts.unknown_variable(name, near) for name, near in _unknown_variables(os.environ)]
    if FILE_VARIABLE in os.environ and not path.is_file():
        problems.append(texts.no_such_file(path))
    try:
        settings = _read(path)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([*problems, texts.unreadable_toml(path, str(error))]) from None
    except ValidationError as error:
        raise SettingsError([*problems, *_sentences(error)]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def settings_file() -> Path:
    """The file that settings are read from, there or not."""
    return Path(os.environ.get(FILE_VARIABLE, FILE))


def setting_names() -> Iterator[str]:
    """Every setting as `section.name`."""
    for section, kind in get_type_hints(Settings).items():
        yield from (f"{section}.{one.name}" for one in fields(kind))


def _read(path: Path) -> Settings:
    """The settings of the environment and of the file."""
    from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

    class Sources(BaseSettings):
        model_config = SettingsConfigDict(
            env_prefix=PREFIX, env_nested_delimiter=DELIMITER, extra="forbid", hide_input_in_errors=True
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

    return _as_said(Settings, _model(Settings, Sources)())


def _model(kind: type, base: type[BaseModel] | None = None) -> type[BaseModel]:
    """The model that checks what is read for this dataclass; a name that is not known is an error, not a silence."""
    from pydantic import AfterValidator, ConfigDict, Field, create_model

    hints = get_type_hints(kind)
    checked: dict[str, Any] = {}
    for one in fields(kind):
        hint = hints[one.name]
        if is_dataclass(hint) and isinstance(hint, type):
            model = _model(hint)
            checked[one.name] = (model, Field(default_factory=model))
            continue
        if CHECK in one.metadata:
            hint = Annotated[hint, AfterValidator(one.metadata[CHECK])]
        factory = one.default_factory
        default = factory() if callable(factory) else one.default
        checked[one.name] = (hint, Field(default=default))
    if base is not None:
        return create_model(kind.__name__, __base__=base, **checked)
    config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    return create_model(kind.__name__, __config__=config, **checked)


def _as_said(kind: type[Section], model: BaseModel) -> Section:
    """The dataclass that says what the model has read."""
    hints = get_type_hints(kind)
    read: dict[str, Any] = {name: getattr(model, name) for name in hints}
    return kind(
        **{name: _as_said(hints[name], one) if is_dataclass(hints[name]) else one for name, one in read.items()}
    )


def _sentences(error: ValidationError) -> list[str]:
    return [
        texts.bad_setting(_place(details["loc"]), details["type"], details["msg"], _near(_place(details["loc"])))
        for details in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _near(place: str) -> str:
    names = list(setting_names())
    return _nearest(place, [*names, *{name.split(".")[0] for name in names}])


def _ours(variable: str) -> bool:
    upper = variable.upper()
    return upper.startswith(PREFIX) and upper not in NOT_SETTINGS


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables with our prefix that are no setting, each with the nearest one that is."""
    known = {PREFIX + name.replace(".", DELIMITER).upper() for name in setting_names()}
    sections = {name.split(DELIMITER)[0] for name in known}
    for variable in filter(_ours, environment):
        upper = variable.upper()
        if upper in known or upper in sections or any(upper.startswith(name + DELIMITER) for name in known):
            continue
        yield variable, _nearest(upper, sorted(known))


def _nearest(typed: str, known: list[str]) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(typed, known, n=1)), "")
