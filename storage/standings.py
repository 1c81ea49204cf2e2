"""How subjects stand, read without being locked."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.ledger.state import NOTHING_SAID, State, load
from storage.rows.following import Standing

_STANDING = cast(Table, Standing.__table__)
_SAID = select(_STANDING.c.subject_code, _STANDING.c.said).where(
    _STANDING.c.subject_kind == bindparam("kind"),
    _STANDING.c.subject_code.in_(bindparam("codes", expanding=True)),
)


def states(session: Session, *, kind: str, codes: Collection[str]) -> dict[str, State]:
    """How each of these subjects of one kind stands; one of which nothing was said has NOTHING_SAID."""
    found = dict.fromkeys(codes, NOTHING_SAID)
    if codes:
        rows = session.connection().execute(_SAID, {"kind": kind, "codes": list(codes)})
        found.update({row.subject_code: load(row.said) for row in rows})
    return found


def state_of(session: Session, *, subject: Subject) -> State:
    """How one subject stands."""
    kind, code = subject
    return states(session, kind=kind, codes=[code])[code]
