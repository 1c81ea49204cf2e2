"""Writes who belongs where: communities with their places, and read circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.organisation.mirroring import Row, delete_rows, mirror, stored
from storage.organisation.report import Tally
from storage.rows.organisation import (
    Circle,
    CircleMember,
    CommunityMember,
    CommunityPlace,
    CommunityUserGroup,
    Platform,
)
from storage.rows.portfolio import Project

if TYPE_CHECKING:
    from storage.organisation.entries import Organisation


def load_places(session: Session, organisation: Organisation) -> tuple[Tally, Tally]:
    """Where communities live, and the user groups that make their members."""
    places = [
        {"community_key": each.key, "platform": platform, "place_id": place}
        for each in organisation.communities
        for platform, place in each.places()
    ]
    groups = [
        {"community_key": each.key, "platform": Platform.SLACK, "group_id": group}
        for each in organisation.communities
        for group in each.slack_groups
    ]
    return (
        mirror(session, CommunityPlace, places, by=("community_key", "platform", "place_id")),
        mirror(session, CommunityUserGroup, groups, by=("community_key", "platform", "group_id")),
    )


def load_members(session: Session, organisation: Organisation, ids: dict[str, int]) -> Tally:
    """Members by name and by role; those whom only a user group made members stay."""
    belonging = [(each.key, handle) for each in organisation.communities for handle in each.members]
    belonging += [(each.community, each.person) for each in organisation.members]
    belonging += [
        (each.key, person.handle)
        for each in organisation.communities
        if each.member_role is not None
        for person in organisation.persons
        if each.member_role in {given.role for given in person.roles}
    ]
    return mirror(
        session,
        CommunityMember,
        [{"community_key": key, "person_id": ids[handle], "declared": True} for key, handle in belonging],
        by=("community_key", "person_id"),
        removable=lambda row: bool(row["declared"]),
    )


def load_circles(session: Session, organisation: Organisation, ids: dict[str, int]) -> tuple[Tally, Tally]:
    """Circles and who reads in them; `drop_circles` removes circles, once projects have left them."""
    readers: list[Row] = []
    for circle in organisation.circles:
        readers += [{"circle_key": circle.key, "person_id": ids[each], "unit_key": None} for each in circle.members]
        readers += [{"circle_key": circle.key, "person_id": None, "unit_key": each} for each in circle.units]
    circles: list[Row] = [
        {"key": circle.key, "name": circle.name, "fictitious": circle.fictitious} for circle in organisation.circles
    ]
    return (
        mirror(session, Circle, circles, by=("key",), removable=lambda _: False),
        mirror(session, CircleMember, readers, by=("circle_key", "person_id", "unit_key")),
    )


def drop_circles(session: Session, organisation: Organisation) -> Tally:
    """Removes the circles that are no longer declared and that no project names.

    One that a project still names stays, with no member: what was restricted does not open because a line
    was deleted.
    """
    declared = {circle.key for circle in organisation.circles}
    named = set(session.scalars(select(Project.circle_key).where(Project.circle_key.is_not(None))))
    gone = [row for row in stored(session, Circle) if row["key"] not in declared | named]
    delete_rows(session, Circle, gone)
    return Tally(Circle.__tablename__, removed=len(gone))
