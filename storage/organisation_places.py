"""The rooms where communities live, each once, and the communities that have members but no room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, not_, select
from sqlalchemy.orm import Session

from storage.rows.organisation import CommunityMember, CommunityPlace, Platform
from storage.rows.reference import Community


@dataclass(frozen=True, slots=True)
class Room:
    """A room or channel, and the communities that share it."""

    platform: Platform
    place_id: str
    communities: frozenset[str]


def places(session: Session, *, platforms: Collection[Platform]) -> list[Room]:
    """Every room on these platforms, in a lasting order."""
    wanted = select(CommunityPlace.platform, CommunityPlace.place_id, CommunityPlace.community_key)
    wanted = wanted.join(Community, Community.key == CommunityPlace.community_key).where(not_(Community.retired))
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for platform, place_id, key in session.execute(wanted.where(CommunityPlace.platform.in_(platforms))):
        found[platform.value, place_id].add(key)
    return [Room(Platform(name), place_id, frozenset(keys)) for (name, place_id), keys in sorted(found.items())]


def without_place(session: Session) -> Sequence[str]:
    """The communities that have members and no room, by key."""
    has_members = exists().where(CommunityMember.community_key == Community.key)
    has_place = exists().where(CommunityPlace.community_key == Community.key)
    wanted = select(Community.key).where(not_(Community.retired), has_members, not_(has_place))
    return session.scalars(wanted.order_by(Community.key)).all()
