"""What became of cases that engineers proposed for the fault library (KNO-2)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; cases that came before stand in the event table and wait."""
    op.create_table(
        "case_review",
        sa.Column("proposal_id", sa.String(length=120), nullable=False),
        sa.Column("entry_id", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("proposal_id"),
    )


def downgrade() -> None:
    """Remove the table: the cases wait again."""
    op.drop_table("case_review")
