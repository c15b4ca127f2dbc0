"""The tables of the local database as SQLAlchemy Core sees them; `migrations` makes them, a test holds both together.

Instants are microseconds since 1970 in UTC (`..._us`); documents are the bytes of the wire codec.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

METADATA = MetaData()
NOT_A_PART = text("kind <> 'part'")
"""Stands in the index of versions and, word for word, in each question that is to use it."""

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("group_no", Integer, nullable=False),
    Column("order_id", Text),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("wall_us", Integer, nullable=False),
    Column("monotonic_us", Integer, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("offset_us", Integer),
    Column("offset_measured_us", Integer),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("recorded_us", Integer, nullable=False),
    Column("acknowledged_us", Integer),
    Index("outbox_state", "state", "seq"),
    Index("outbox_order", "order_id", "seq"),
)
"""Every event of this device, for ever in order; only outcome columns are ever changed."""

ORDER_BASE = Table(
    "order_base",
    METADATA,
    Column("order_id", Text, primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("epoch", Text, nullable=False),
)
"""The order as the centre sent it; only a pull writes here."""

ORDER_CURRENT = Table(
    "order_current",
    METADATA,
    Column("order_id", Text, primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("appointment_us", Integer, nullable=False),
    Column("ended_us", Integer),
    Column("hidden", Integer, nullable=False),
    Index("order_current_list", "hidden", "appointment_us"),
    Index("order_current_ended", "hidden", "ended_us"),
)
"""Base plus the events that it does not hold yet: what the screens show. `hidden` after the order was taken away."""

REFERENCE = Table(
    "reference",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("alias", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Index("reference_alias", "kind", "alias"),
    Index("reference_version", "kind", "version", sqlite_where=NOT_A_PART),
)
"""Parts, faults, prices, processes, forms. Processes and forms keep every `version`, for orders that began with it. A
part's key is its number: no part is asked for by its version.
"""

STOCK_MOVEMENT = Table(
    "stock_movement",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("part_number", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("at_us", Integer, nullable=False),
    Column("serial_number", Text),
    Column("lot", Text),
    Column("order_number", Text, nullable=False),
    Column("seq", Integer),
    Column("epoch", Text, nullable=False),
    Index("stock_movement_part", "part_number"),
    Index("stock_movement_serial", "serial_number"),
    Index("stock_movement_seq", "seq"),
)
"""The ledger of the van (PRT-2). `seq` names the own event until the centre sent the line back."""

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("recorded_us", Integer, nullable=False),
    Column("delivered_us", Integer),
    Column("file_key", LargeBinary),
    Column("is_fetched", Integer, nullable=False, server_default="0"),
    Index("blob_state", "state"),
)
"""Files by content hash. `file_key` is set when the content lies beside the database, sealed with that key.

`is_fetched` tells what came from the centre alone from what somebody recorded here: only the latter is offered again.
"""

ORDER_FILE = Table(
    "order_file",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which orders name a file in what was recorded here; a file may be gone, or come later."""

BLOB_CONTENT = Table(
    "blob_content",
    METADATA,
    Column("sha256", Text, ForeignKey("blob.sha256"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Content of small blobs; apart, so that lists of blobs never read through it."""

UPLOAD = Table(
    "upload",
    METADATA,
    Column("sha256", Text, ForeignKey("blob.sha256"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("acknowledged", Integer, nullable=False),
)
"""How many bytes of a file the centre acknowledged, and where the upload goes on."""

DOWNLOAD_PIECE = Table(
    "download_piece",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
"""What has come of files of the centre that are not whole yet."""

PLACE = Table(
    "place",
    METADATA,
    Column("order_id", Text, primary_key=True),
    Column("step", Text, nullable=False),
    Column("field", Text, nullable=False),
)
"""Where the engineer is in each order (SITE-9)."""

CURSOR = Table(
    "cursor",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
"""Last change applied per scope (SYNC.md rule 4)."""

PULLED_ROW = Table(
    "pulled_row",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("seen", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What each scope consists of here, by the digest of each row as it was sent. `seen`: in the snapshot under way."""

PULLED_SCOPE = Table(
    "pulled_scope",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("row_count", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("number", Integer),
    Column("after", Text, nullable=False),
    Column("repaired_us", Integer),
)
"""The sum of those rows; why a snapshot is `wanted` ("" if none is), and how far the one under way is (rule 7)."""

PROBLEM = Table(
    "problem",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("at_us", Integer, nullable=False),
)
"""What went wrong beside events and blobs: an unreadable document, a clock that was changed."""


def _entries(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("place", Integer, primary_key=True),
        Column("key", Text, nullable=False),
        Column("wanted", Integer, nullable=False),
        Column("words", Text, nullable=False),
        Index(f"{name}_key", "key", unique=True),
    )


ORDER_ENTRY = _entries("order_entry")
"""The folded words of each order, at a place of its own; `order_search` (FTS5) has their grams under that place."""

PART_ENTRY = _entries("part_entry")
"""The same of each part, found by `part_search`. `wanted` is the place asked for, of which `place` is a free one."""

FAULT_ENTRY = _entries("fault_entry")
"""The same of each entry of the fault library, found by `fault_search`; most often seen first."""

FAULT_WORD = Table(
    "fault_word",
    METADATA,
    Column("rest", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Latin words of the library by what is left of them without a letter, pairs of Chinese characters by themselves; both
stay when their last entry goes."""

NEWS = Table(
    "news",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("at_us", Integer, nullable=False),
    Column("seen_us", Integer),
    Index("news_at", "at_us"),
)
"""What the office changed, as it came; `seen_us` is this tablet's own mark (SYN-3)."""

FORM_SNAPSHOT = Table(
    "form_snapshot",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Forms as the engine read them once: worth nothing to another engine, and made anew from the XForm at any time."""

META = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", LargeBinary, nullable=False))
"""Identity, epoch, clock offset, how far the centre's answers reach."""

SETTING = Table("setting", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
"""Settings of this device."""
