"""Who is to be told that a role has changed hands, whether a command, a list or the organisation's files said so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from storage import concerned, follows, notices
from storage.history import Subject
from storage.notices import FOLLOWED, LEAD_CHANGE


def note(
    session: Session,
    *,
    entry: int,
    subject: Subject,
    before: str | None,
    after: str | None,
    at: datetime,
    by: int | None = None,
) -> None:
    """Note it for whoever leaves the role and whoever takes it (handles), and for followers; never for its author.

    Nor for whoever may not read the subject. However many roles one takes in a list, the letter of the day is one.
    """
    kinds = dict.fromkeys(follows.followers(session, subject=subject), FOLLOWED)
    kinds |= dict.fromkeys(
        concerned.by_handle(session, handles=[each for each in (before, after) if each]), LEAD_CHANGE
    )
    kinds.pop(by or 0, None)
    readers = concerned.may_read(session, subject=subject, among=kinds.keys()) if kinds else frozenset()
    notices.note(session, entry=entry, persons={each: kinds[each] for each in sorted(readers)}, at=at)
