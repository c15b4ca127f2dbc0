"""The table of events that came under another name than their first one; it stands beside the others of `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, ForeignKeyConstraint, Index, String, Table

from fieldapp.centre.database.tables import metadata

moved_event = Table(
    "moved_event",
    metadata,
    Column("device_id", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("engineer_id", ForeignKey("engineer.id"), nullable=False),
    Column("first_device", String(64), nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("chain", String(64)),
    ForeignKeyConstraint(["device_id", "seq"], ["event.device_id", "event.seq"]),
)
"""Where an event was first written. Without a `chain` it was known by then: this row of `event` changed nothing."""

Index(
    "moved_event_origin",
    moved_event.c.engineer_id,
    moved_event.c.first_device,
    moved_event.c.first_seq,
    moved_event.c.chain,
    unique=True,
)
