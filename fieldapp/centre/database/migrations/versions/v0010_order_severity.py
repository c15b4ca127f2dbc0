"""The level of an order beside its document: whoever watches the urgent ones need not read all others."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column and fill it from the documents."""
    op.add_column("work_order", sa.Column("severity", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("order_by_urgency", "work_order", ["severity", "state"])
    orders = sa.table(
        "work_order",
        sa.column("id", sa.String()),
        sa.column("severity", sa.Integer()),
        sa.column("document", sa.LargeBinary()),
    )
    connection = op.get_bind()
    known = [
        {"order": row.id, "level": json.loads(bytes(row.document))["severity"]}
        for row in connection.execute(sa.select(orders.c.id, orders.c.document))
    ]
    if known:
        one = orders.update().where(orders.c.id == sa.bindparam("order")).values(severity=sa.bindparam("level"))
        connection.execute(one, known)


def downgrade() -> None:
    """Remove the column: the level stands in the document."""
    op.drop_index("order_by_urgency", "work_order")
    op.drop_column("work_order", "severity")
