"""Sealed copies of the tablets' data keys, and when a revoked tablet had delivered everything (SYN-6)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column; devices that are enrolled deliver their copy at the next contact."""
    op.create_table(
        "sealed_key",
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("key_name", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
        sa.PrimaryKeyConstraint("device_id"),
    )
    op.add_column("device", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Remove the copies, which tablets deliver again, and when revoked tablets said farewell."""
    op.drop_column("device", "removed_at")
    op.drop_table("sealed_key")
