"""Keep questions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("grouped_by", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_question")),
    )
    with op.batch_alter_table("unanswered_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unanswered_question_asked_on"), ["asked_on"], unique=False)
        batch_op.create_index("ix_unanswered_question_grouped_by", ["grouped_by"], unique=False)

    op.create_table(
        "kept_reference",
        sa.Column("anomaly_key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["anomaly_key"], ["anomaly.key"], name=op.f("fk_kept_reference_anomaly_key_anomaly")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_reference_person_id_person")),
        sa.PrimaryKeyConstraint("anomaly_key", name=op.f("pk_kept_reference")),
    )
    op.create_table(
        "short_answer",
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_short_answer_person_id_person")),
        sa.PrimaryKeyConstraint("phrase", name=op.f("pk_short_answer")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread", sa.Text(), nullable=True))

    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("also_said", sa.Text(), nullable=False, server_default="[]"))

    with op.batch_alter_table("key_date", schema=None) as batch_op:
        batch_op.add_column(sa.Column("also_said", sa.Text(), nullable=False, server_default="[]"))
