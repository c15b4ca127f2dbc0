"""How far each device is, where feeds begin, which times prove nothing (SYNC.md 8, 10)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns; what is there already has no floor and no doubt."""
    op.add_column("scope", sa.Column("floor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("time_doubt", sa.String(length=40)))
    op.create_table(
        "device_cursor",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
        sa.PrimaryKeyConstraint("device_id", "scope"),
    )


def downgrade() -> None:
    """Take them away again; a feed that was compacted cannot be told from one that was not, so tablets pull anew."""
    op.drop_table("device_cursor")
    op.drop_column("event", "time_doubt")
    op.drop_column("scope", "floor")
