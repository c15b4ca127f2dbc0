"""Finding an order by the number of its report, which is what a scanned QR code asks for."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LONGEST = 80


def upgrade() -> None:
    """Make the table and enter the reports that were signed before it was there."""
    table = op.create_table(
        "report_number",
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"]),
        sa.PrimaryKeyConstraint("number", "order_id"),
    )
    orders = sa.table("work_order", sa.column("id", sa.String()), sa.column("document", sa.LargeBinary()))
    known = [
        {"number": number, "order_id": row.id}
        for row in op.get_bind().execute(sa.select(orders.c.id, orders.c.document))
        for number in _numbers(row.document)
    ]
    if known:
        op.bulk_insert(table, known)


def _numbers(document: bytes) -> list[str]:
    """Return the numbers that a link can carry; plain JSON, for a migration outlives the types of its day."""
    numbers = {report["number"] for report in json.loads(bytes(document))["visit"]["reports"]}
    return sorted(number for number in numbers if 0 < len(number) <= _LONGEST and number.isprintable())


def downgrade() -> None:
    """Remove the table; the numbers stand in the orders."""
    op.drop_table("report_number")
