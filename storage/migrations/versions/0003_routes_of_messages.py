"""Routes of messages: what goes first, and how a platform is to place it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Every message put in before answers went through the outbox was unasked.
_UNASKED = "1"

_INDEXES = {
    "ix_outbox_message_due": ("state = 'pending'", ["platform", "rank", "not_before", "id"]),
    "ix_outbox_message_busy": ("state IN ('claimed', 'sending', 'unknown')", ["platform", "place", "rank"]),
    "ix_outbox_message_retried": ("state = 'pending' AND attempts > 0", ["platform", "place", "rank"]),
}


def upgrade() -> None:
    op.add_column("outbox_message", sa.Column("rank", sa.Integer(), nullable=False, server_default=_UNASKED))
    op.add_column("outbox_message", sa.Column("route", sa.Text(), nullable=True))
    for name, (where, columns) in _INDEXES.items():
        op.drop_index(name, table_name="outbox_message")
        op.create_index(
            name,
            "outbox_message",
            columns,
            unique=False,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
