"""The table of what came by stick; it stands beside the others of `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from fieldapp.centre.database.instant import Instant
from fieldapp.centre.database.tables import metadata

bundle = Table(
    "bundle",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device_id", ForeignKey("device.id"), nullable=False),
    Column("brought_by", String(200), nullable=False),
    Column("brought_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("new_events", BigInteger, nullable=False),
    Column("files", BigInteger, nullable=False),
    Column("code", String(80), nullable=False),
    Index("bundle_device", "device_id"),
)
"""Who brought which tablet's file; `new_events` were not here before, `code` says why it was not all taken."""
