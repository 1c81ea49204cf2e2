"""Which organisation files were last loaded."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.rows.bookkeeping import Revision

# The revision which keeps the digest of the files last loaded, and counts their loadings.
ORGANISATION = "organisation"


def is_loaded(session: Session, digest: str) -> bool:
    """Whether files of this digest are the last that were loaded."""
    return session.scalar(select(Revision.digest).where(Revision.subject == ORGANISATION)) == digest
