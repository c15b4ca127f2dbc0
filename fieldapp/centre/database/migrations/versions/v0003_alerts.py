"""Alerts that the centre raised by itself: once for each clock of an order (SLA-3)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the first check after the start fills it with what is overdue then."""
    op.create_table(
        "alert",
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"]),
        sa.PrimaryKeyConstraint("order_id", "clock"),
    )


def downgrade() -> None:
    """Remove the table and with it when each alert was raised."""
    op.drop_table("alert")
