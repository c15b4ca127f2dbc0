"""The names and sizes that both sides must agree on (SYNC.md)."""

from __future__ import annotations

HISTORY_LOST = "history.lost"
"""Kind of a row that only says that its number was used and what it held is gone (SYNC.md rule 3)."""

PROTOCOL = "fieldapp-sync/1"
"""Sent in every hello and sync; another name is answered with `protocol-unknown`."""

SCHEMA = 5
"""Version of the documents this code reads; raised with every change that an older device could not read.

1: orders, movements, reference data, forms. 2: `choice_list`. 3: `asset`, `model_document`, `depot_stock`.
4: `sla_profile`, `working_calendar`. 5: `settlement`, the operation `skip`, snapshots of a scope.
"""

SNAPSHOT_SCHEMA = 5
"""From this schema on a device knows `skip` and fetches snapshots; an older one can only wait for its update."""

BATCH_EVENTS = 500
"""Events in a batch at first; the device adapts up to what the centre takes, or BATCH_BYTES."""

MOST_BATCH_EVENTS = 2000
"""Events in a batch at the most (SYNC.md rule 13); a centre may name fewer in its hello."""

BATCH_BYTES = 256 * 1024
"""Uncompressed JSON of one batch at the most; a single larger event travels alone."""

EVENT_BYTES = 1024 * 1024
"""Uncompressed JSON of one event's data at the most; a larger one is not recorded, and rejected where it comes."""

BODY_LIMIT = 16 * 1024 * 1024
"""Largest decompressed request body that the centre accepts; counted while inflating (gzip bomb)."""
