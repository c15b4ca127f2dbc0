"""Counts of an open store."""

from __future__ import annotations

import json

import pytest

from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.store import backups, checks, meta
from fieldapp.store.database import FILE_NAME, Database
from fieldapp.store.figures import Figures
from fieldapp.store.migrations import STEPS
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.usecases.collect_support import CollectSupport
from tests.factories import NOW, make_events
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
    assert (figures.recovered_at, figures.lost_events) == (None, 0)


def test_backups_checks_and_the_last_recovery_are_told(database: Database) -> None:
    report = RecoveryReport(
        at=NOW, backup_at=NOW, aside="damaged-1", events=3, files=0, missing_orders=(), lost_events=2,
        needs_contact=False, end_seq=9,
    )  # fmt: skip
    with database.writing() as connection:
        meta.write(connection, meta.RECOVERY, report)
        meta.write(connection, meta.CHECKED_AT, NOW)

    figures = Figures(database)()

    assert (figures.recovered_at, figures.lost_events, figures.checked_at) == (NOW, 2, NOW)


def test_copies_are_told_with_what_they_take_and_what_they_may_take(database: Database) -> None:
    database.back_up()
    (database.folder / "damaged-20261101T080000Z").mkdir()

    figures = Figures(database)()

    (copy,) = backups.listed(database.folder)
    assert (figures.backups_at, figures.backups_bytes) == ((copy.made_at,), (copy.path.stat().st_size,))
    assert figures.backups_room_bytes > copy.size
    assert figures.set_aside == ("damaged-20261101T080000Z",)


@pytest.mark.req("USE-5")
def test_the_bundle_of_an_open_store_that_is_damaged_is_made_and_names_the_damage_for_the_counts(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(*make_events())
    path = database.folder / FILE_NAME
    with database.writing() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = bytearray(path.read_bytes())
    for page in range(3 * 4096, len(content), 4096):
        content[page + 100] ^= 1
    path.write_bytes(content)
    collect = CollectSupport(data=database.folder, app_version="0.1.0", now=lambda: NOW, figures=Figures(database))

    about = json.loads(collect().pieces[0].text)

    assert about["store"] == {"not_counted": "store.unreadable"}
    assert about["files"][FILE_NAME] == len(content)
    assert (database.folder / checks.MARK).read_bytes(), "the next opening looks through the file"
