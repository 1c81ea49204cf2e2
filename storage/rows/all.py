"""Every mapped class, imported so that the tables are all known."""

from __future__ import annotations

from storage.columns import Base
from storage.rows import bookkeeping, delivery, following, organisation, plan, portfolio, reference

_MODULES = (bookkeeping, delivery, following, organisation, plan, portfolio, reference)

METADATA = Base.metadata
