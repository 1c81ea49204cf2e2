"""Matrix accounts: how far each device has read, rooms, undecrypted events, offered choices."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "matrix_offer",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_matrix_offer")),
    )
    with op.batch_alter_table("matrix_offer", schema=None) as batch_op:
        batch_op.create_index("ix_matrix_offer_room", ["room_id", "at"], unique=False)

    op.create_table(
        "matrix_position",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "device", name=op.f("pk_matrix_position")),
    )
    op.create_table(
        "matrix_room",
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("direct_with", sa.String(), nullable=True),
        sa.Column("successor", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_matrix_room")),
    )
    with op.batch_alter_table("matrix_room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matrix_room_direct_with"), ["direct_with"], unique=False)

    op.create_table(
        "matrix_undecrypted",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_matrix_undecrypted")),
    )
    with op.batch_alter_table("matrix_undecrypted", schema=None) as batch_op:
        batch_op.create_index("ix_matrix_undecrypted_session", ["room_id", "session_id"], unique=False)

    for name, where, columns in (
        ("ix_outbox_message_waiting", "state = 'pending'", ["platform", "place", "rank"]),
        ("ix_outbox_message_remote", "state = 'sent'", ["remote_id"]),
    ):
        op.create_index(
            name,
            "outbox_message",
            columns,
            unique=False,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
