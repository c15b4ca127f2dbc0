"""Numbered steps that make and change the tables; a released step is never edited.

`PRAGMA user_version` counts the steps that a file has seen. Every step and its number are one transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from fieldapp.domain.errors import StoreError
from fieldapp.store.connections import keyed_connection
from fieldapp.support.lines import noted

_FIRST = """
CREATE TABLE outbox (
    seq INTEGER NOT NULL PRIMARY KEY, group_no INTEGER NOT NULL, order_id TEXT, kind TEXT NOT NULL,
    version INTEGER NOT NULL, body BLOB NOT NULL, wall_us INTEGER NOT NULL, monotonic_us INTEGER NOT NULL,
    boot_id TEXT NOT NULL, offset_us INTEGER, offset_measured_us INTEGER, digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'clash', 'parked', 'rejected')),
    code TEXT NOT NULL, fields BLOB NOT NULL, recorded_us INTEGER NOT NULL, acknowledged_us INTEGER
);
CREATE INDEX outbox_state ON outbox (state, seq);
CREATE INDEX outbox_order ON outbox (order_id, seq);
CREATE TABLE order_base (
    order_id TEXT NOT NULL PRIMARY KEY, document BLOB NOT NULL, scope TEXT NOT NULL, epoch TEXT NOT NULL
);
CREATE TABLE order_current (
    order_id TEXT NOT NULL PRIMARY KEY, document BLOB NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL,
    appointment_us INTEGER NOT NULL, ended_us INTEGER, hidden INTEGER NOT NULL
);
CREATE INDEX order_current_list ON order_current (hidden, appointment_us);
CREATE TABLE reference (
    kind TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, alias TEXT NOT NULL, document BLOB NOT NULL,
    scope TEXT NOT NULL, epoch TEXT NOT NULL, PRIMARY KEY (kind, key, version)
);
CREATE INDEX reference_alias ON reference (kind, alias);
CREATE TABLE stock_movement (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, part_number TEXT NOT NULL, quantity INTEGER NOT NULL,
    at_us INTEGER NOT NULL, serial_number TEXT, lot TEXT, order_number TEXT NOT NULL, seq INTEGER, epoch TEXT NOT NULL
);
CREATE INDEX stock_movement_part ON stock_movement (part_number);
CREATE INDEX stock_movement_serial ON stock_movement (serial_number);
CREATE INDEX stock_movement_seq ON stock_movement (seq);
CREATE TABLE blob (
    sha256 TEXT NOT NULL PRIMARY KEY, media_type TEXT NOT NULL, size INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'refused')), code TEXT NOT NULL,
    recorded_us INTEGER NOT NULL, delivered_us INTEGER, file_key BLOB
);
CREATE INDEX blob_state ON blob (state);
CREATE TABLE blob_content (
    sha256 TEXT NOT NULL PRIMARY KEY REFERENCES blob (sha256), content BLOB NOT NULL
);
CREATE TABLE place (order_id TEXT NOT NULL PRIMARY KEY, step TEXT NOT NULL, field TEXT NOT NULL);
CREATE TABLE cursor (scope TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL);
CREATE TABLE problem (
    kind TEXT NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL, fields BLOB NOT NULL, at_us INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
"""

_CHOICE_LISTS = """
CREATE TABLE choice_list (
    number INTEGER NOT NULL PRIMARY KEY, list_id TEXT NOT NULL, sha256 TEXT NOT NULL, columns BLOB NOT NULL,
    pieces INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('arriving', 'current', 'going'))
);
CREATE INDEX choice_list_id ON choice_list (list_id, state);
CREATE TABLE choice_piece (
    number INTEGER NOT NULL REFERENCES choice_list (number), piece INTEGER NOT NULL, row_count INTEGER NOT NULL,
    PRIMARY KEY (number, piece)
);
CREATE TABLE choice_row (place INTEGER NOT NULL PRIMARY KEY, cells BLOB NOT NULL);
CREATE TABLE choice_cell (
    number INTEGER NOT NULL, field INTEGER NOT NULL, value TEXT NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (number, field, value, place)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE choice_search USING fts5(
    grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
);
"""

_FORM_SNAPSHOTS = "CREATE TABLE form_snapshot (sha256 TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL);"

_ENTRIES = """
CREATE TABLE order_entry (
    place INTEGER NOT NULL PRIMARY KEY, key TEXT NOT NULL, wanted INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE UNIQUE INDEX order_entry_key ON order_entry (key);
CREATE VIRTUAL TABLE order_search USING fts5(
    grams, content='', contentless_delete=1, detail='none', prefix='1', tokenize='ascii'
);
CREATE TABLE part_entry (
    place INTEGER NOT NULL PRIMARY KEY, key TEXT NOT NULL, wanted INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE UNIQUE INDEX part_entry_key ON part_entry (key);
CREATE VIRTUAL TABLE part_search USING fts5(
    grams, content='', contentless_delete=1, detail='none', prefix='1', tokenize='ascii'
);
CREATE INDEX order_current_ended ON order_current (hidden, ended_us);
CREATE INDEX reference_version ON reference (kind, version);
"""

_FAULTS = """
CREATE TABLE fault_entry (
    place INTEGER NOT NULL PRIMARY KEY, key TEXT NOT NULL, wanted INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE UNIQUE INDEX fault_entry_key ON fault_entry (key);
CREATE VIRTUAL TABLE fault_search USING fts5(
    head, rest, marks, content='', contentless_delete=1, detail='column', prefix='1', tokenize='ascii'
);
CREATE TABLE fault_word (rest TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (rest, word)) WITHOUT ROWID;
"""

_NEWS = """
CREATE TABLE news (
    id INTEGER NOT NULL PRIMARY KEY, order_id TEXT NOT NULL, document BLOB NOT NULL, at_us INTEGER NOT NULL,
    seen_us INTEGER
);
CREATE INDEX news_at ON news (at_us);
"""

_TRANSFERS = """
CREATE TABLE upload (
    sha256 TEXT NOT NULL PRIMARY KEY REFERENCES blob (sha256), address TEXT NOT NULL, acknowledged INTEGER NOT NULL
);
CREATE TABLE download_piece (
    sha256 TEXT NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (sha256, start)
);
"""

_PULLED_ROWS = """
CREATE TABLE pulled_row (
    scope TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, seen INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, key)
) WITHOUT ROWID;
CREATE TABLE pulled_scope (
    scope TEXT NOT NULL PRIMARY KEY, row_count INTEGER NOT NULL, digest BLOB NOT NULL, wanted TEXT NOT NULL,
    number INTEGER, after TEXT NOT NULL, repaired_us INTEGER
);
"""

_ORDER_FILES = """
CREATE TABLE order_file (sha256 TEXT NOT NULL, order_id TEXT NOT NULL, PRIMARY KEY (sha256, order_id)) WITHOUT ROWID;
INSERT INTO order_file SELECT DISTINCT blob.sha256, outbox.order_id FROM blob
    JOIN outbox ON instr(CAST(outbox.body AS TEXT), blob.sha256) > 0
    WHERE blob.state IN ('waiting', 'refused') AND outbox.order_id IS NOT NULL;
"""

_MOVED_EVENTS = """
CREATE TABLE moved_event (
    seq INTEGER NOT NULL PRIMARY KEY, device_id TEXT NOT NULL, first_seq INTEGER NOT NULL, digest TEXT NOT NULL
);
"""

_FETCHED_FILES = """
ALTER TABLE blob ADD COLUMN is_fetched INTEGER NOT NULL DEFAULT 0 CHECK (is_fetched IN (0, 1));
UPDATE blob SET is_fetched = 1 WHERE state = 'delivered' AND delivered_us = recorded_us;
"""

_PARTS_BY_KEY = """
DROP INDEX reference_version;
CREATE INDEX reference_version ON reference (kind, version) WHERE kind <> 'part';
"""
"""Ten thousand parts have no versions. An older program, which this keeps off the file, would index the pairs of later
parts before those of earlier ones (`entries.index_some`) and never find the earlier ones.
"""

STEPS: tuple[str, ...] = (
    *(_FIRST, _CHOICE_LISTS, _FORM_SNAPSHOTS, _ENTRIES, _FAULTS, _NEWS, _TRANSFERS, _PULLED_ROWS),
    _ORDER_FILES,
    _MOVED_EVENTS,
    _FETCHED_FILES,
    _PARTS_BY_KEY,
)
"""Step n brings a file of version n to version n + 1; statements end in a semicolon."""


_log = logging.getLogger(__name__)
_BEFORE = "before-step-"


def file_version(connection: Connection) -> int:
    """Return how many steps the file has seen. Raises StoreError("store.newer") for a file of a later program."""
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > len(STEPS):
        raise StoreError("store.newer", found=found, known=len(STEPS))
    return found


def refuse_newer(path: Path, key: bytes) -> None:
    """Look at the version of a file with its log without writing to either. Raises StoreError("store.newer").

    The last connection that could write would lay the log back into the file as it closes. What cannot be read in this
    way (no file, another key, a journal of before the log) is for the writing connection to judge.
    """
    log, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    had_index = index.exists()
    try:
        with closing(keyed_connection(path, key, immutable=not log.exists(), only_reading=True)) as raw:
            found = int(raw.execute("PRAGMA user_version").fetchone()[0])
    except sqlcipher3.dbapi2.DatabaseError:
        return
    if found > len(STEPS):
        if not had_index:
            index.unlink(missing_ok=True)
        raise StoreError("store.newer", found=found, known=len(STEPS))


def migrate(connection: Connection, copy_to: Callable[[Path], None], folder: Path) -> None:
    """Bring the file up to date; `copy_to` makes a copy of it before each step, in `folder`. A new file needs none.

    `connection` must be outside a transaction. Cut off at any point, the next opening goes on with the step that was
    not finished. The copies stay until a later opening finds nothing to do. Raises StoreError("store.newer").
    """
    found = file_version(connection)
    connection.rollback()
    for number, step in enumerate(STEPS[found:], start=found + 1):
        if found:
            copy_to(folder / f"{_BEFORE}{number:03d}.db")
        with connection.begin():
            for statement in step.split(";"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    if found < len(STEPS):
        _log.info("store migrated", extra=noted(found=found, version=len(STEPS)))


def remove_copies(folder: Path) -> None:
    """Remove the copies that were made before steps: the file that came of them has been opened and closed well."""
    for path in folder.glob(f"{_BEFORE}*.db"):
        path.unlink()
