"""Form versions as they were published, with the workbook each was made of (PRO-2)."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from fieldapp.wire.codec import decode
from fieldapp.wire.messages import FormDocument

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BY = "migration"


def upgrade() -> None:
    """Make the table and take over the versions that tablets have been sent; their workbooks were not kept."""
    table = op.create_table(
        "form_version",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=120), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("xform", sa.LargeBinary(), nullable=False),
        sa.Column("workbook_sha256", sa.String(length=64), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sa.UniqueConstraint("form_id", "version"),
    )
    rows = {(row["form_id"], row["version"]): row for row in _sent_before()}
    if rows:
        op.bulk_insert(table, list(rows.values()))


def _sent_before() -> list[dict[str, object]]:
    """The forms in the feed, in the order in which they were sent: of one version the last counts."""
    query = sa.text("SELECT document FROM change WHERE kind = 'form' AND document IS NOT NULL ORDER BY number")
    forms = [decode(bytes(row.document), FormDocument) for row in op.get_bind().execute(query)]
    return [
        {
            "sha256": form.sha256,
            "form_id": form.form_id,
            "version": form.version,
            "xform": form.xform.encode(),
            "workbook_sha256": "",
            "workbook": b"",
            "published_at": datetime.now(UTC),
            "published_by": _BY,
        }
        for form in forms
    ]


def downgrade() -> None:
    """Remove the table and with it the workbooks; what tablets were sent stands in the feed."""
    op.drop_table("form_version")
