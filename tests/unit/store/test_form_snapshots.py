from __future__ import annotations

from fieldapp.domain.ids import Sha256
from fieldapp.store.database import Database
from fieldapp.store.form_snapshots import StoreFormSnapshots

FORM = Sha256("f" * 64)


def test_a_snapshot_is_there_again_and_gives_way_to_a_newer_one(database: Database) -> None:
    snapshots = StoreFormSnapshots(database)
    assert snapshots.kept(FORM) is None
    snapshots.keep(FORM, b"first")
    assert snapshots.kept(FORM) == b"first"
    snapshots.keep(FORM, b"second")
    assert snapshots.kept(FORM) == b"second"


def test_a_full_disk_keeps_no_snapshot_and_stops_nobody(database: Database) -> None:
    snapshots = StoreFormSnapshots(database)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    snapshots.keep(FORM, b"x" * 1_000_000)

    assert snapshots.kept(FORM) is None


def test_a_form_that_is_read_inside_a_transaction_is_not_kept_and_the_transaction_goes_on(database: Database) -> None:
    snapshots = StoreFormSnapshots(database)
    with database.writing() as connection:
        snapshots.keep(FORM, b"read")
        connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('a', 'b')")

    assert snapshots.kept(FORM) is None
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'a'").scalar_one() == "b"
