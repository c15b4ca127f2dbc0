"""Who was given the recovery code of which tablet, and when: lines that are added and never changed (SYN-6)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the database itself refuses to change or remove a line."""
    op.create_table(
        "key_handout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("key_handout_device", "key_handout", ["device_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER key_handout_no_{verb.lower()} BEFORE {verb} ON key_handout"
                " BEGIN SELECT RAISE(ABORT, 'handouts are never changed'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION key_handout_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'handouts are never changed' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$"
    )
    op.execute(
        "CREATE TRIGGER key_handout_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON key_handout"
        " FOR EACH STATEMENT EXECUTE FUNCTION key_handout_stays()"
    )


def downgrade() -> None:
    """Remove the table and with it who was given a code; triggers go with their table."""
    op.drop_table("key_handout")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION key_handout_stays()")
