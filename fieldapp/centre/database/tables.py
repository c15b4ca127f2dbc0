"""The centre's tables. Documents are canonical JSON text; beside them stand the columns that are searched by.

Nothing is numbered across scopes or devices, so the whole shards by scope (DESIGN, row "centre").
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from fieldapp.centre.database.excerpt import Excerpt
from fieldapp.centre.database.instant import Instant

metadata = MetaData()

fact = Table("fact", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))
"""What is true of the whole database: its epoch, the company, the address it was last reached at."""

lease = Table(
    "lease",
    metadata,
    Column("job", String(40), primary_key=True),
    Column("holder", String(160), nullable=False),
    Column("until_at", Instant, nullable=False),
)
"""Which worker does a job that one alone should do, and until when (`lease.py`)."""

engineer = Table(
    "engineer", metadata, Column("id", String(64), primary_key=True), Column("name", String(200), nullable=False)
)

enrol_code = Table(
    "enrol_code",
    metadata,
    Column("code_sha256", String(64), primary_key=True),
    Column("engineer_id", ForeignKey("engineer.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

device = Table(
    "device",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("engineer_id", ForeignKey("engineer.id"), nullable=False),
    Column("name", Excerpt(200), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("token_sha256", String(64), nullable=False),
    Column("app_version", Excerpt(40), nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("last_seq", BigInteger, nullable=False, default=0),
    Column("chain", String(64), nullable=False),
    Column("backed_up_seq", BigInteger, nullable=False, default=0),
    Column("forked_at", Instant),
    Column("revoked_at", Instant),
    Column("removed_at", Instant),
)
"""`revoked_at`: the office took it out of use; `removed_at`: it has delivered everything since and said farewell."""

sealed_key = Table(
    "sealed_key",
    metadata,
    Column("device_id", ForeignKey("device.id"), primary_key=True),
    Column("key_name", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
)
"""Each device's data key, sealed to the company: only the private key in the trust folder opens it."""

key_handout = Table(
    "key_handout",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device_id", ForeignKey("device.id"), nullable=False),
    Column("taken_by", String(200), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("way", String(20), nullable=False),
    Index("key_handout_device", "device_id"),
)
"""Who was given a recovery code; lines are added only, triggers of the migration refuse the rest."""

event = Table(
    "event",
    metadata,
    Column("device_id", ForeignKey("device.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("group_number", BigInteger, nullable=False),
    Column("kind", Excerpt(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("order_id", String(64)),
    Column("data", LargeBinary, nullable=False),
    Column("clock", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("code", String(80), nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("time_doubt", String(40)),
)
"""Every event ever received, with its outcome: never changed or removed. `time_doubt`: why its times prove nothing."""

Index("event_of_order", event.c.order_id, event.c.device_id, event.c.seq)

case_review = Table(
    "case_review",
    metadata,
    Column("proposal_id", String(120), primary_key=True),
    Column("entry_id", String(160), nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewed_at", Instant, nullable=False),
)
"""What became of each proposed case: the entry that it is now, or "" and the reason."""

work_order = Table(
    "work_order",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("assignee", ForeignKey("engineer.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("severity", Integer, nullable=False, server_default="0"),
    Column("appointment_start_at", Instant, nullable=False, index=True),
    Column("document", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("order_by_urgency", "severity", "state"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("order_id", ForeignKey("work_order.id"), primary_key=True),
    Column("engineer_id", ForeignKey("engineer.id"), primary_key=True),
    Column("first_at", Instant, nullable=False),
)
"""Who ever had an order: late facts of a former assignee are taken, those of a stranger are not (SYNC.md rule 5)."""

report_number = Table(
    "report_number",
    metadata,
    Column("number", String(80), primary_key=True),
    Column("order_id", ForeignKey("work_order.id"), primary_key=True),
)
"""Which orders have a report of this number; its versions stand in the order's document and only there (REP-4)."""

alert = Table(
    "alert",
    metadata,
    Column("order_id", ForeignKey("work_order.id"), primary_key=True),
    Column("clock", String(16), primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("raised_at", Instant, nullable=False),
)
"""What the centre noticed by itself, once for each clock of an order (SLA-3); the order says if it still holds."""

customer = Table(
    "customer",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Excerpt(200), nullable=False, index=True),
    Column("document", LargeBinary, nullable=False),
)
"""Who was ever served or is going to be: the address book of the desk."""

installed_asset = Table(
    "installed_asset",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer_id", ForeignKey("customer.id"), nullable=False, index=True),
    Column("serial_number", Excerpt(64), nullable=False, index=True),
    Column("model", Excerpt(64), nullable=False),
    Column("document", LargeBinary, nullable=False),
)
"""Every machine that is known, where it stands, and its history; tablets get it without its customer (SYN-6)."""

stock_movement = Table(
    "stock_movement",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("engineer_id", ForeignKey("engineer.id"), nullable=False),
    Column("part_number", Excerpt(64), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("order_number", String(40), nullable=False, index=True),
    Column("document", LargeBinary, nullable=False),
)
"""The ledger of the vans: lines are added only (PRT-2)."""

Index("movement_of_part", stock_movement.c.engineer_id, stock_movement.c.part_number)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", Excerpt(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received_at", Instant, nullable=False),
)

blob_owner = Table(
    "blob_owner",
    metadata,
    Column("sha256", ForeignKey("blob.sha256"), primary_key=True),
    Column("engineer_id", ForeignKey("engineer.id"), primary_key=True),
)
"""Which engineers delivered a file, and so may fetch it."""

upload = Table(
    "upload",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("device_id", ForeignKey("device.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("media_type", Excerpt(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("upload_device", "device_id"),
    Index("upload_expiry", "expires_at"),
)
"""Files on their way in: `arrived` of `size` bytes are durable; one that is whole stays until it expires, to say so."""

scope = Table(
    "scope",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("last_number", BigInteger, nullable=False),
    Column("live_count", BigInteger, nullable=False),
    Column("live_digest", String(64), nullable=False),
    Column("floor", BigInteger, nullable=False, default=0, server_default="0"),
)
"""One gapless counter a scope, raised last in its transaction (rule 4); below `floor` are live rows only (rule 8)."""

device_cursor = Table(
    "device_cursor",
    metadata,
    Column("device_id", ForeignKey("device.id"), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
"""How far each device said it is in each scope: the floor stays below the slowest of those that still come."""

change = Table(
    "change",
    metadata,
    Column("scope", ForeignKey("scope.name"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("operation", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("key", String(160), nullable=False),
    Column("document", LargeBinary),
)

live_row = Table(
    "live_row",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("key", String(160), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    ForeignKeyConstraint(["scope", "number"], ["change.scope", "change.number"]),
)
"""Which change holds the present document of each row of a scope."""

current = Table(
    "current",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("key", String(160), nullable=False),
    Column("version", String(40), nullable=False),
)
"""Which published version new orders begin with; orders in hand keep theirs (PRO-2, SLA-1)."""

form_version = Table(
    "form_version",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("form_id", String(120), nullable=False),
    Column("version", String(40), nullable=False),
    Column("xform", LargeBinary, nullable=False),
    Column("workbook_sha256", String(64), nullable=False),
    Column("workbook", LargeBinary, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(200), nullable=False),
    UniqueConstraint("form_id", "version"),
)
"""Every form version ever published, with the workbook it was made of: rows are added only (PRO-2)."""
