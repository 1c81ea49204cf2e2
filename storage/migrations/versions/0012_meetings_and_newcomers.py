"""Meetings of projects and units, types of projects, newcomers."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "project_type",
        sa.Column("project_key", sa.String(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["project_key"], ["project.key"], name=op.f("fk_project_type_project_key_project")),
        sa.PrimaryKeyConstraint("project_key", name=op.f("pk_project_type")),
    )
    with op.batch_alter_table("project_type", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_type_type"), ["type"], unique=False)

    op.create_table(
        "newcomer",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("journey", sa.String(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_newcomer_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "journey", name=op.f("pk_newcomer")),
    )
    op.create_table(
        "first_contact",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "account", name=op.f("pk_first_contact")),
    )
    with op.batch_alter_table("planned_meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("project_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("occasion", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("series", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("all_day", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_planned_meeting_project_key"), ["project_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_meeting_series"), ["series"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_planned_meeting_project_key_project"), "project", ["project_key"], ["key"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_planned_meeting_unit_key_unit"), "unit", ["unit_key"], ["key"])
