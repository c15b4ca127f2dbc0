"""Tables of long lists of choices: versions, what of them is here, their rows, and what finds those."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from fieldapp.store.tables import METADATA

CHOICE_LIST = Table(
    "choice_list",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("list_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("columns", LargeBinary, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Index("choice_list_id", "list_id", "state"),
)
"""Versions of long lists of choices: one of each list is `current`, others are arriving or on their way out."""

CHOICE_PIECE = Table(
    "choice_piece",
    METADATA,
    Column("number", Integer, ForeignKey("choice_list.number"), primary_key=True),
    Column("piece", Integer, primary_key=True),
    Column("row_count", Integer, nullable=False),
)
"""Which pieces of a version are here."""

CHOICE_ROW = Table(
    "choice_row",
    METADATA,
    Column("place", Integer, primary_key=True),
    Column("cells", LargeBinary, nullable=False),
)
"""Rows of all versions. `place` is the version's number times 2^24 plus the place in its pieces, so that a version is a
range of places, here and in `choice_search` (FTS5, made by `migrations`: the grams of what is searched)."""

CHOICE_CELL = Table(
    "choice_cell",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("field", Integer, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""What finds rows by the text of any column (`field` is its place among the columns)."""
