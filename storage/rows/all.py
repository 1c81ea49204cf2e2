"""Every mapped class, imported so that the tables are all known."""

from __future__ import annotations

from storage.columns import Base
from storage.rows import (
    announcing,
    bookkeeping,
    delivery,
    following,
    linking,
    matrix,
    organisation,
    plan,
    polls,
    portfolio,
    questions,
    reference,
    reminding,
)

_MODULES = (
    announcing,
    bookkeeping,
    delivery,
    following,
    linking,
    matrix,
    organisation,
    plan,
    polls,
    portfolio,
    questions,
    reference,
    reminding,
)

METADATA = Base.metadata
