"""The mapped base class, and the column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Every constraint has a name that follows from its table and columns: Alembic needs names to
# alter SQLite tables, and PostgreSQL shows them in its errors.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Characters in the longest stored value of an enum.
VALUE_LENGTH = 40


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC and read back aware, in UTC.

    A naive datetime raises ValueError. SQLite keeps a text of fixed width, which sorts as time
    does; without this type it drops the zone, and the two 02:30 of an autumn Sunday become one.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"an instant needs its time zone: {value.isoformat()}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ByValue(TypeDecorator[Any]):
    """A text column which holds the value of an enum's member; see `by_value`."""

    impl = String(VALUE_LENGTH)
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        for member in members:
            if not isinstance(member.value, str) or len(member.value) > VALUE_LENGTH:
                raise TypeError(f"{member!r} cannot be stored: a text of {VALUE_LENGTH} at most")
        self.members = members

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else str(self.members(value).value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Enum | None:
        return None if value is None else self.members(value)


def by_value(members: type[Enum]) -> ByValue:
    """The type of a column holding one member of an enum by its value, never by its name.

    It is plain text on both databases, without a native type or a check constraint: a member
    more is no migration. An unknown value raises ValueError, when written and when read.
    """
    return ByValue(members)


class Json(TypeDecorator[Any]):
    """Lists, mappings, texts and numbers as JSON text, accents as they are.

    Text rather than a native JSON type: both databases give back what was stored, byte for byte,
    and rows can be compared. A value is replaced, not changed in place: changes inside it are
    not noticed. None is stored as NULL.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """Every mapped class derives from it. `Mapped[datetime]` is an `Instant` without being told."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant()}
