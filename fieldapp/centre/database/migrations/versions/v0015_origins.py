"""Events that came under another name than the one they were written under: each is taken once (SYNC.md rule 12)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "moved_event",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("engineer_id", sa.String(length=64), nullable=False),
        sa.Column("first_device", sa.String(length=64), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["engineer_id"], ["engineer.id"]),
        sa.ForeignKeyConstraint(["device_id", "seq"], ["event.device_id", "event.seq"]),
        sa.PrimaryKeyConstraint("device_id", "seq"),
    )
    origin = ["engineer_id", "first_device", "first_seq", "chain"]
    op.create_index("moved_event_origin", "moved_event", origin, unique=True)


def downgrade() -> None:
    """Remove the table; the events stay, and what comes once more under a third name counts once more."""
    op.drop_index("moved_event_origin", "moved_event")
    op.drop_table("moved_event")
