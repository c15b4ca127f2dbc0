"""The table of what became of parked events, beside those of `tables`: the event's own row is never changed (SYN-8)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, String, Table, Text

from fieldapp.centre.database.instant import Instant
from fieldapp.centre.database.tables import metadata

settlement = Table(
    "settlement",
    metadata,
    Column("device_id", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("verdict", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("settled_by", String(200), nullable=False),
    Column("settled_at", Instant, nullable=False),
    ForeignKeyConstraint(["device_id", "seq"], ["event.device_id", "event.seq"]),
)
"""What the office decided about a parked event; the event's own row says for ever that it was parked."""
