"""Counts of an open store."""

from __future__ import annotations

from fieldapp.store.database import Database
from fieldapp.store.figures import Figures
from fieldapp.store.migrations import STEPS
from fieldapp.store.unit_of_work import StoreUnitOfWork
from tests.factories import make_events
from tests.fakes.stores import DeviceStore


def test_rows_are_counted_by_table_and_events_and_blobs_by_state(visit: DeviceStore, database: Database) -> None:
    visit.do(*make_events())
    with StoreUnitOfWork(database) as work:
        work.put_blob("image/jpeg", b"a photo")
        work.commit()

    figures = Figures(database)()

    assert figures.schema_version == len(STEPS)
    assert (figures.rows["outbox"], figures.rows["order_current"]) == (len(make_events()), 1)
    assert (figures.events, figures.blobs, figures.problems) == ({"waiting": len(make_events())}, {"waiting": 1}, {})
    assert figures.last_complete_at is None
