"""Find what was said in a period by its index.

Revision 0008, after 0007.
"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """An index on the instants of the history, with all that counting takes."""
    op.create_index(
        "ix_history_entry_said",
        "history_entry",
        ["subject_kind", "at", "action", "subject_code"],
        unique=False,
    )
