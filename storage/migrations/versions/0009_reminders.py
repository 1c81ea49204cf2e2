"""Reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "skipped_period",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("instant", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule", "instant", name=op.f("pk_skipped_period")),
    )
    op.create_table(
        "sweep",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("through", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sweep")),
    )
    op.create_table(
        "planned_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("community_key", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_key"], ["community.key"], name=op.f("fk_planned_meeting_community_key_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_planned_meeting_uid")),
    )
    with op.batch_alter_table("planned_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_meeting_community_key"), ["community_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "digest_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_choice")),
    )
    op.create_table(
        "letter_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_item_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_item")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_item_key")),
    )
    with op.batch_alter_table("letter_item", schema=None) as batch_op:
        batch_op.create_index("ix_letter_item_person", ["person_id", "letter"], unique=False)
        batch_op.create_index("ix_letter_item_waiting", ["letter", "not_before"], unique=False)

    op.create_table(
        "letter_rest",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_rest_person_id_person")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_letter_rest")),
    )
    with op.batch_alter_table("letter_rest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_rest_person_id"), ["person_id"], unique=False)

    op.create_table(
        "quiet_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=True),
        sa.Column("subject_code", sa.String(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_quiet_period_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_period")),
    )
    with op.batch_alter_table("quiet_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quiet_period_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("community_key", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recurrence", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["community_key"], ["community.key"], name=op.f("fk_reminder_community_key_community")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_reminder_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_next_at"), ["next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_owner_id"), ["owner_id"], unique=False)
