"""The names and sizes that both sides must agree on (SYNC.md)."""

from __future__ import annotations

PROTOCOL = "fieldapp-sync/1"
"""Sent in every hello and sync; another name is answered with `protocol-unknown`."""

SCHEMA = 5
"""Version of the documents this code reads; raised with every change that an older device could not read.

1: orders, movements, reference data, forms. 2: `choice_list`. 3: `asset`, `model_document`, `depot_stock`.
4: `sla_profile`, `working_calendar`. 5: `settlement`.
"""

BATCH_EVENTS = 500
"""Events in a batch at first; the device adapts up to what the centre takes, or BATCH_BYTES."""

MOST_BATCH_EVENTS = 2000
"""Events in a batch at the most (SYNC.md rule 13); a centre may name fewer in its hello."""

BATCH_BYTES = 256 * 1024
"""Uncompressed JSON of one batch at the most; a single larger event travels alone."""

BODY_LIMIT = 16 * 1024 * 1024
"""Largest decompressed request body that the centre accepts; counted while inflating (gzip bomb)."""
