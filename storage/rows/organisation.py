"""The organisation's rows: units, persons and their accounts, roles, communities, leads, read circles.

Most of them come from the organisation file and carry `declared`: loading the file again changes and
removes only what the file itself brought, never what was said by command or came from a platform.
"""

from enum import Enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Base, Json, by_value


class UnitKind(Enum):
    """What a unit is; DGA and DGST are the organisation's own acronyms."""

    DGA = "dga"
    DGST = "dgst"
    DIRECTION = "direction"
    SERVICE = "service"
    TERRITORY = "territory"
    OTHER = "other"


class Platform(Enum):
    """Where a person has an account, and where a community has its places."""

    SLACK = "slack"
    MATRIX = "matrix"
    TERMINAL = "terminal"


class Role(Enum):
    """What a person is to the bot; `commands/rights.py` says what each may do."""

    AGENT = "agent"
    MANAGER = "manager"
    AMBASSADOR = "ambassador"
    CAP_MANAGERS = "cap_managers"
    PROJECT_MANAGER = "project_manager"
    OBJECTIVE_LEAD = "objective_lead"
    SUPPORT = "support"
    COMEX = "comex"
    ADMINISTRATOR = "administrator"


class SubjectKind(Enum):
    """What can be led."""

    OBJECTIVE = "objective"
    PROJECT = "project"


class LeadRole(Enum):
    """The four lead roles, never mixed, and those who contribute without leading."""

    OBJECTIVE_LEAD = "objective_lead"
    SPONSOR = "sponsor"
    PROJECT_DIRECTOR = "project_director"
    PROJECT_MANAGER = "project_manager"
    CONTRIBUTOR = "contributor"


# An objective has a chef de file; a project has the three others.
ROLES_ON: dict[SubjectKind, frozenset[LeadRole]] = {
    SubjectKind.OBJECTIVE: frozenset({LeadRole.OBJECTIVE_LEAD, LeadRole.CONTRIBUTOR}),
    SubjectKind.PROJECT: frozenset(
        {LeadRole.SPONSOR, LeadRole.PROJECT_DIRECTOR, LeadRole.PROJECT_MANAGER, LeadRole.CONTRIBUTOR}
    ),
}


class Unit(Base):
    """A DGA, DGST, direction or service; the tree has no cycle. Retired when the file no longer names it."""

    __tablename__ = "unit"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[UnitKind] = mapped_column(by_value(UnitKind))
    parent_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"), index=True)
    aliases: Mapped[list[str]] = mapped_column(Json)
    fictitious: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)

    parent: Mapped["Unit | None"] = relationship(remote_side=[key], viewonly=True)


class Person(Base):
    """Someone known by a handle; `label` is what others read. Never deleted: history points here."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"), index=True)
    fictitious: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    declared: Mapped[bool] = mapped_column(default=False)

    unit: Mapped["Unit | None"] = relationship(viewonly=True)


class Account(Base):
    """A person's identity on a platform; one account is one person, a person may have several."""

    __tablename__ = "account"

    platform: Mapped[Platform] = mapped_column(by_value(Platform), primary_key=True)
    account_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    declared: Mapped[bool] = mapped_column(default=False)

    person: Mapped["Person"] = relationship(viewonly=True)


class RoleGrant(Base):
    """A role given to a person, everywhere or for one unit and those below it. Only the file gives roles."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(by_value(Role), index=True)
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))

    __table_args__ = (UniqueConstraint("person_id", "role", "unit_key"),)


class CommunityPlace(Base):
    """A Slack channel or Matrix room where a community lives. Being in it makes nobody a member."""

    __tablename__ = "community_place"

    community_key: Mapped[str] = mapped_column(ForeignKey("community.key"), primary_key=True)
    platform: Mapped[Platform] = mapped_column(by_value(Platform), primary_key=True)
    place_id: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_community_place_place", "platform", "place_id"),)


class CommunityMember(Base):
    """A member, by the file (`declared`) or by the community's user group."""

    __tablename__ = "community_member"

    community_key: Mapped[str] = mapped_column(ForeignKey("community.key"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    declared: Mapped[bool] = mapped_column(default=False)


class CommunityUserGroup(Base):
    """A platform's user group whose members are the community's."""

    __tablename__ = "community_user_group"

    community_key: Mapped[str] = mapped_column(ForeignKey("community.key"), primary_key=True)
    platform: Mapped[Platform] = mapped_column(by_value(Platform), primary_key=True)
    group_id: Mapped[str] = mapped_column(primary_key=True)


class Lead(Base):
    """Who leads an objective or a project, and as what."""

    __tablename__ = "lead"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind] = mapped_column(by_value(SubjectKind))
    # An objective's code or a project's key.
    subject_code: Mapped[str]
    role: Mapped[LeadRole] = mapped_column(by_value(LeadRole))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    declared: Mapped[bool] = mapped_column(default=False)

    person: Mapped["Person"] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_code", "role", "person_id"),
        CheckConstraint(
            "(subject_kind = 'objective' AND role IN ('objective_lead', 'contributor')) OR "
            "(subject_kind = 'project' AND role IN ('sponsor', 'project_director', 'project_manager', 'contributor'))",
            name="role_fits_subject",
        ),
    )


class Circle(Base):
    """Those who may read the restricted projects that name it."""

    __tablename__ = "circle"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    fictitious: Mapped[bool] = mapped_column(default=False)


class CircleMember(Base):
    """A person, or a unit with every unit below it."""

    __tablename__ = "circle_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_key: Mapped[str] = mapped_column(ForeignKey("circle.key"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"), index=True)

    __table_args__ = (
        UniqueConstraint("circle_key", "person_id"),
        UniqueConstraint("circle_key", "unit_key"),
        CheckConstraint("(person_id IS NULL) <> (unit_key IS NULL)", name="person_or_unit"),
    )
