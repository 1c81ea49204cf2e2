"""Brings the database up to date with the organisation files when they have changed; light when they have not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from storage.organisation.files import digest_of
from storage.organisation.report import LoadReport
from storage.organisation.revision import is_loaded


def refresh_organisation(session: Session, path: Path, *, at: datetime) -> LoadReport:
    """Reads and loads the files if they changed since; raises OrganisationError, and then nothing is written."""
    if is_loaded(session, digest_of(path)):
        return LoadReport(first=False)
    # Imported here: pydantic and the rest are for files that changed.
    from storage.organisation.loading import known_codes, load_organisation
    from storage.organisation.reading import read_organisation

    return load_organisation(session, read_organisation(path, known=known_codes(session)), at=at)
