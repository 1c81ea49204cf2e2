"""An announcement on its way: recipients written down, handed over some at a time, followed, taken back.

Each function does a bounded number of rows: the pulse calls it again as long as something is left. The caller has
locked the announcement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage import accounts, campaigns, matrix
from storage.columns import by_value
from storage.notices import LEFT_OUT
from storage.rows.announcing import Campaign, CampaignRecipient
from storage.rows.campaign_states import CampaignState, RecipientState
from storage.rows.delivery import OutboxMessage, OutboxState
from storage.rows.following import Notice
from storage.rows.organisation import Platform
from storage.rows.reminding import LetterItem, LetterRest

_RECIPIENT = cast(Table, CampaignRecipient.__table__)
# States in which something is still to be done by the pulse, beside that of awaiting.
_ON_THEIR_WAY = (CampaignState.SENDING, CampaignState.PAUSED, CampaignState.CANCELLED)
_UNSETTLED = (RecipientState.WAITING, RecipientState.HANDED)


@dataclass(frozen=True, slots=True)
class Next:
    """A recipient who waits, and where they are written to: nowhere, when `state` says why not."""

    person_id: int
    handle: str
    platform: str = ""
    address: str = ""
    state: RecipientState | None = None


def to_follow(session: Session) -> Sequence[int]:
    """The announcements of which the pulse has something to do, urgent ones first."""
    awaiting = and_(Campaign.state == CampaignState.AWAITING, Campaign.told_at.is_(None))
    going = and_(Campaign.state.in_(_ON_THEIR_WAY), Campaign.over_at.is_(None))
    wanted = select(Campaign.id).where(or_(awaiting, going)).order_by(Campaign.urgent.desc(), Campaign.id)
    return session.scalars(wanted).all()


def freeze(session: Session, *, campaign: Campaign, at: datetime) -> int:
    """Write down everybody whom its audience means now; gives how many. One statement, which reads no row here."""
    # PostgreSQL locks the announcement, SQLite has one writer: two processes never write the same list.
    audience = campaigns.members(campaigns.audience_of(campaign)).subquery()
    waiting = literal(RecipientState.WAITING, by_value(RecipientState))
    rows = select(literal(campaign.id), audience.c.id, waiting)
    frozen = session.execute(insert(_RECIPIENT).from_select(["campaign_id", "person_id", "state"], rows))
    campaign.frozen_at = at
    session.flush()
    return cast("CursorResult[Any]", frozen).rowcount


def under_way(session: Session, *, campaign: Campaign, now: datetime) -> int:
    """How many were handed over and have neither arrived nor been put off: in the outbox, or about to be."""
    waits = or_(OutboxMessage.id.is_not(None), and_(LetterItem.letter.is_(None), LetterItem.not_before <= now))
    query = (
        select(func.count())
        .select_from(CampaignRecipient)
        .outerjoin(LetterItem, LetterItem.key == CampaignRecipient.key)
        .outerjoin(OutboxMessage, OutboxMessage.key == func.coalesce(LetterItem.letter, CampaignRecipient.key))
        .where(*_handed(campaign), waits)
    )
    return session.scalar(query) or 0


def next_waiting(session: Session, *, campaign: Campaign, limit: int, platforms: Sequence[Platform]) -> list[Next]:
    """The next recipients who wait, in a lasting order, each with where they are written to.

    Without platforms, everybody is written to in the terminal.
    """
    waiting = select(_RECIPIENT.c.person_id).where(
        _RECIPIENT.c.campaign_id == campaign.id, _RECIPIENT.c.state == RecipientState.WAITING
    )
    ids = session.scalars(waiting.order_by(_RECIPIENT.c.person_id).limit(limit)).all()
    known = accounts.of_persons(session, persons=ids)
    theirs = {
        account
        for _, found in known.values()
        if (account := found.get(Platform.MATRIX)) is not None and Platform.MATRIX in platforms
    }
    reachable = matrix.reachable(session, accounts=theirs)
    return [_next(each, known.get(each), platforms, reachable) for each in ids]


def _next(
    person_id: int,
    known: tuple[str, dict[Platform, str]] | None,
    platforms: Sequence[Platform],
    reachable: Collection[str],
) -> Next:
    if known is None:
        return Next(person_id, "", state=RecipientState.LEFT)
    handle, theirs = known
    if not platforms:
        return Next(person_id, handle, Platform.TERMINAL.value, handle)
    for platform in platforms:
        address = theirs.get(platform)
        if address is None or (platform is Platform.SLACK and "@" in address):
            continue
        if platform is Platform.MATRIX and address not in reachable:
            return Next(person_id, handle, state=RecipientState.NO_ROOM)
        return Next(person_id, handle, platform.value, address)
    return Next(person_id, handle, state=RecipientState.NO_ACCOUNT)


def mark(session: Session, *, campaign: Campaign, persons: Collection[int], state: RecipientState) -> None:
    """Note where these recipients stand; nothing is on its way to them any more."""
    if persons:
        mine = (_RECIPIENT.c.campaign_id == campaign.id, _RECIPIENT.c.person_id.in_(persons))
        session.execute(update(_RECIPIENT).where(*mine).values(state=state, key=None))


def mark_handed(session: Session, *, campaign: Campaign, keys: Mapping[int, str]) -> None:
    """Note what each of these recipients was handed, by its key."""
    if keys:
        rows = [{"of": campaign.id, "person": person_id, "by": key} for person_id, key in keys.items()]
        session.connection().execute(_HAND, rows)


_HAND = (
    update(_RECIPIENT)
    .where(_RECIPIENT.c.campaign_id == bindparam("of"), _RECIPIENT.c.person_id == bindparam("person"))
    .values(state=RecipientState.HANDED, key=bindparam("by"))
)


def settle(session: Session, *, campaign: Campaign, limit: int) -> int:
    """Note what arrived and what was refused; gives how many."""
    gone = (OutboxState.SENT, OutboxState.FAILED)
    # What was sent long ago may have been forgotten; what a letter left out was for somebody who has left.
    settled = or_(
        OutboxMessage.state.in_(gone),
        LetterItem.letter == LEFT_OUT,
        and_(OutboxMessage.id.is_(None), or_(LetterItem.letter.is_not(None), LetterItem.id.is_(None))),
    )
    query = (
        select(CampaignRecipient.person_id, OutboxMessage.state, LetterItem.letter)
        .outerjoin(LetterItem, LetterItem.key == CampaignRecipient.key)
        .outerjoin(OutboxMessage, OutboxMessage.key == func.coalesce(LetterItem.letter, CampaignRecipient.key))
        .where(*_handed(campaign), settled)
        .limit(limit)
    )
    rows = session.execute(query).all()
    by_state: dict[RecipientState, list[int]] = {}
    for row in rows:
        by_state.setdefault(_outcome(row.letter, row.state), []).append(row.person_id)
    for state, persons in by_state.items():
        mark(session, campaign=campaign, persons=persons, state=state)
    return len(rows)


def _outcome(letter: str | None, state: OutboxState | None) -> RecipientState:
    if letter == LEFT_OUT:
        return RecipientState.LEFT
    return RecipientState.REFUSED if state is OutboxState.FAILED else RecipientState.DELIVERED


def take_back(session: Session, *, campaign: Campaign, limit: int, to: RecipientState) -> int:
    """Take back what has not left: letters that still wait are unwritten, and points not told are withdrawn.

    What else a letter told waits again, and is told by another. Gives how many recipients.
    """
    pending = (
        select(CampaignRecipient.person_id, OutboxMessage.id, OutboxMessage.key)
        .outerjoin(LetterItem, LetterItem.key == CampaignRecipient.key)
        .join(OutboxMessage, OutboxMessage.key == func.coalesce(LetterItem.letter, CampaignRecipient.key))
        .where(*_handed(campaign), OutboxMessage.state == OutboxState.PENDING)
        .limit(limit)
    )
    rows = session.execute(pending).all()
    # A sender may be taking it at this moment: only what is still pending goes.
    still = and_(OutboxMessage.id.in_([row.id for row in rows]), OutboxMessage.state == OutboxState.PENDING)
    keys = session.scalars(delete(OutboxMessage).where(still).returning(OutboxMessage.key)).all() if rows else []
    for told in (LetterItem, Notice):
        session.execute(update(told).where(told.letter.in_(keys)).values(letter=None))
    session.execute(delete(LetterRest).where(LetterRest.key.in_(keys)))
    unwritten = [row.person_id for row in rows if row.key in set(keys)]
    mark_untold = (
        select(CampaignRecipient.person_id, LetterItem.id)
        .join(LetterItem, LetterItem.key == CampaignRecipient.key)
        .where(*_handed(campaign), LetterItem.letter.is_(None))
        .limit(limit)
    )
    untold = session.execute(mark_untold).all()
    session.execute(delete(LetterItem).where(LetterItem.id.in_([row.id for row in untold])))
    persons = {*(row.person_id for row in untold), *unwritten}
    mark(session, campaign=campaign, persons=persons, state=to)
    return len(persons)


def withdraw_waiting(session: Session, *, campaign: Campaign, limit: int) -> int:
    """Let these recipients, who wait, never be written to; gives how many."""
    waiting = select(_RECIPIENT.c.person_id).where(
        _RECIPIENT.c.campaign_id == campaign.id, _RECIPIENT.c.state == RecipientState.WAITING
    )
    persons = session.scalars(waiting.limit(limit)).all()
    mark(session, campaign=campaign, persons=persons, state=RecipientState.WITHDRAWN)
    return len(persons)


def anybody_left(session: Session, *, campaign: Campaign) -> bool:
    """Whether somebody waits for it, or for what was handed over to arrive."""
    mine = (CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.state.in_(_UNSETTLED))
    return bool(session.scalar(select(exists().where(*mine))))


def sending(session: Session, *, numbers: Collection[int]) -> frozenset[int]:
    """Those of these announcements that are being sent."""
    wanted = select(Campaign.id).where(Campaign.id.in_(numbers), Campaign.state == CampaignState.SENDING)
    return frozenset(session.scalars(wanted))


def forget_recipients(session: Session, *, before: datetime) -> int:
    """Forget who the recipients were of an announcement over before the instant; figures stay. Gives how many."""
    old = select(Campaign).where(Campaign.over_at < before, Campaign.figures.is_(None)).limit(1)
    campaign = session.scalar(old.with_for_update(skip_locked=True))
    if campaign is None:
        return 0
    campaign.figures = {
        state.value: number for state, number in campaigns.figures(session, campaign=campaign).items() if number
    }
    gone = delete(_RECIPIENT).where(_RECIPIENT.c.campaign_id == campaign.id)
    return cast("CursorResult[Any]", session.execute(gone)).rowcount


def _handed(campaign: Campaign) -> tuple[Any, ...]:
    return (CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.state == RecipientState.HANDED)
