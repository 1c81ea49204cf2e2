"""Announcements: made, found again, answered for; whom they mean, and what became of them, in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from storage import history
from storage.leads import below
from storage.polls.electorate import COMMUNITY, LIST, UNIT, Electorate, read
from storage.rows.announcing import Campaign, CampaignRecipient
from storage.rows.campaign_states import CampaignState, RecipientState
from storage.rows.matrix import MatrixRoom, RoomState
from storage.rows.organisation import Account, CommunityMember, Lead, LeadRole, Person, Platform, Role, RoleGrant

# A kind of audience beside those of polls: whoever has a role, which `key` names.
ROLE = "role"
# The kind of an announcement as a subject of the history, and what its entries say.
KIND = "campaign"
CREATED, ASKED, APPROVED, PAUSED, RESUMED = "created", "asked", "approved", "paused", "resumed"
CANCELLED, ENDED = "cancelled", "ended"
# The roles that leading brings; the values of the two enums are the same.
_BROUGHT = {Role.OBJECTIVE_LEAD: LeadRole.OBJECTIVE_LEAD, Role.PROJECT_MANAGER: LeadRole.PROJECT_MANAGER}


@dataclass(frozen=True, slots=True)
class Reach:
    """How many persons an audience means: on each platform those written to there, and those that none reaches."""

    on: Mapping[str, int]
    no_account: int
    # With an account on Matrix, where the person has opened no conversation with the bot.
    no_room: int

    @property
    def persons(self) -> int:
        """All of them."""
        return sum(self.on.values()) + self.no_account + self.no_room


def members(audience: Electorate) -> Select[Any]:
    """The active persons that it means now, by id."""
    wanted = select(Person.id).where(Person.active)
    if audience.kind == COMMUNITY:
        member = select(CommunityMember.person_id).where(CommunityMember.community_key == audience.key)
        return wanted.where(Person.id.in_(member))
    if audience.kind == UNIT:
        return wanted.where(Person.unit_key.in_(below(frozenset({audience.key}))))
    if audience.kind == LIST:
        return wanted.where(Person.id.in_(audience.ids))
    if audience.kind == ROLE:
        role = Role(audience.key)
        given = Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role))
        if role not in _BROUGHT:
            return wanted.where(given)
        return wanted.where(or_(given, Person.id.in_(select(Lead.person_id).where(Lead.role == _BROUGHT[role]))))
    return wanted


def reach(session: Session, *, audience: Electorate, platforms: Sequence[Platform]) -> Reach:
    """Whom the audience means, by the first of these platforms on which each has an account."""
    left = set(session.scalars(members(audience)))
    if not platforms:
        # A conversation in the terminal, where everybody is reached.
        return Reach({Platform.TERMINAL.value: len(left)}, 0, 0)
    on: dict[str, int] = {}
    no_room = 0
    for platform in platforms:
        there = left & set(session.scalars(_with_account(platform)))
        left -= there
        if platform is Platform.MATRIX:
            reached = there & set(session.scalars(_with_room()))
            no_room += len(there) - len(reached)
            there = reached
        on[platform.value] = len(there)
    return Reach(on, len(left), no_room)


def _with_account(platform: Platform) -> Select[Any]:
    """Those with an account there; the address by which Slack is to recognise somebody is none yet."""
    wanted = select(Account.person_id).where(Account.platform == platform)
    return wanted.where(Account.account_id.not_like("%@%")) if platform is Platform.SLACK else wanted


def _with_room() -> Select[Any]:
    """Those who have opened a conversation with the bot on Matrix."""
    open_ = (MatrixRoom.state == RoomState.JOINED, MatrixRoom.members <= 2)
    return (
        select(Account.person_id)
        .join(MatrixRoom, MatrixRoom.direct_with == Account.account_id)
        .where(Account.platform == Platform.MATRIX, *open_)
    )


def create(
    session: Session, *, audience: Electorate, text: str, urgent: bool, reason: str | None, by: int, at: datetime
) -> Campaign:
    """A draft."""
    campaign = Campaign(
        state=CampaignState.DRAFT,
        audience=audience.stored(),
        text=text,
        urgent=urgent,
        reason=reason,
        author_id=by,
        created_at=at,
    )
    session.add(campaign)
    session.flush()
    note(session, campaign=campaign, action=CREATED, by=by, at=at)
    return campaign


def note(session: Session, *, campaign: Campaign, action: str, by: int | None, at: datetime, **detail: Any) -> None:
    """Append to the announcement's history: what was done to it, never who received it."""
    subject = (KIND, str(campaign.id))
    history.append(session, subject=subject, at=at, person_id=by, action=action, detail=detail)


def audience_of(campaign: Campaign) -> Electorate:
    """To whom it goes."""
    return read(campaign.audience)


def campaign(session: Session, *, number: int) -> Campaign | None:
    """The announcement of this number."""
    return session.get(Campaign, number)


def lock(session: Session, *, number: int) -> Campaign:
    """The announcement, that nobody else changes or sends on before this transaction ends; raises LookupError."""
    wanted = select(Campaign).where(Campaign.id == number).with_for_update()
    found = session.scalar(wanted, execution_options={"populate_existing": True})
    if found is None:
        raise LookupError(number)
    return found


def latest(session: Session, *, limit: int) -> Sequence[Campaign]:
    """The announcements, newest first."""
    return session.scalars(select(Campaign).order_by(Campaign.id.desc()).limit(limit)).all()


def figures(session: Session, *, campaign: Campaign) -> dict[RecipientState, int]:
    """Recipients by state, zeros included; all zeros before they were written down."""
    found = dict.fromkeys(RecipientState, 0)
    if campaign.figures is not None:
        return found | {RecipientState(name): number for name, number in campaign.figures.items()}
    mine = CampaignRecipient.campaign_id == campaign.id
    rows = session.execute(
        select(CampaignRecipient.state, func.count().label("number")).where(mine).group_by(CampaignRecipient.state)
    )
    return found | {row.state: row.number for row in rows}
