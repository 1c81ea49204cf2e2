"""Writes who leads what, as said by command or by a list: the organisation's files keep what is written here."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.organisation.report import LeadChange
from storage.rows.organisation import Lead, LeadRole, Person, SubjectKind


def naming(session: Session, *, kind: SubjectKind, code: str, role: LeadRole, handle: str) -> list[LeadChange]:
    """What changes when this person takes the role; nothing when they have it already.

    A role is held by one, whom the person replaces, but for that of contributor.
    """
    held = holders(session, kind=kind, code=code, role=role)
    if role is LeadRole.CONTRIBUTOR:
        return [] if handle in held else [LeadChange(kind, code, role, None, handle)]
    others = [each for each in held if each != handle]
    if handle in held:
        return [LeadChange(kind, code, role, each, None) for each in others]
    first = LeadChange(kind, code, role, others[0] if others else None, handle)
    return [first, *(LeadChange(kind, code, role, each, None) for each in others[1:])]


def vacating(
    session: Session, *, kind: SubjectKind, code: str, role: LeadRole, handle: str | None = None
) -> list[LeadChange]:
    """What changes when this person (None: whoever has it) leaves the role."""
    held = holders(session, kind=kind, code=code, role=role)
    return [LeadChange(kind, code, role, each, None) for each in held if handle in (None, each)]


def holders(session: Session, *, kind: SubjectKind, code: str, role: LeadRole) -> list[str]:
    """The handles of those who have the role, gone or not, in their order."""
    wanted = (
        select(Person.handle)
        .join(Lead, Lead.person_id == Person.id)
        .where(Lead.subject_kind == kind, Lead.subject_code == code, Lead.role == role)
    )
    return list(session.scalars(wanted.order_by(Person.handle)))


def write(session: Session, change: LeadChange) -> None:
    """Make the rows say the change; its entry in the history is the caller's."""
    here = (
        Lead.subject_kind == change.subject_kind,
        Lead.subject_code == change.subject_code,
        Lead.role == change.role,
    )
    if change.before is not None:
        left = select(Person.id).where(Person.handle == change.before).scalar_subquery()
        session.execute(delete(Lead).where(*here, Lead.person_id == left))
    if change.after is not None:
        person_id = session.scalars(select(Person.id).where(Person.handle == change.after)).one()
        session.add(
            Lead(
                subject_kind=change.subject_kind,
                subject_code=change.subject_code,
                role=change.role,
                person_id=person_id,
            )
        )
    session.flush()


def detail_of(change: LeadChange) -> dict[str, str | None]:
    """The change, as the history holds it."""
    return {"role": change.role.value, "before": change.before, "after": change.after}
