"""Questions put to the communities and governance bodies."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from storage.rows.organisation import CommunityPlace
from storage.rows.reference import Community


def communities(session: Session, *, kinds: frozenset[str] | None = None) -> Sequence[Community]:
    """Every community and body, or those of these kinds (the catalogue's words), in the catalogue's order."""
    question = select(Community).where(not_(Community.retired)).order_by(Community.position)
    if kinds is not None:
        question = question.where(Community.kind.in_(kinds))
    return session.scalars(question).all()


def community(session: Session, key: str) -> Community | None:
    """The community or body of this key."""
    return session.get(Community, key)


def places(session: Session, key: str) -> Sequence[CommunityPlace]:
    """Where the community lives, by platform."""
    question = select(CommunityPlace).where(CommunityPlace.community_key == key)
    return session.scalars(question.order_by(CommunityPlace.platform, CommunityPlace.place_id)).all()
