"""Hours of messages: what leaves in working hours only, what left outside them, and a rank for what is urgent."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    for name in ("in_hours", "off_hours"):
        op.add_column("outbox_message", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_outbox_message_off_hours",
        "outbox_message",
        ["sent_at"],
        sqlite_where=sa.text("off_hours"),
        postgresql_where=sa.text("off_hours"),
    )
    # What is unasked goes after what is urgent, which takes its former rank.
    op.execute("UPDATE outbox_message SET rank = 2 WHERE rank = 1")
