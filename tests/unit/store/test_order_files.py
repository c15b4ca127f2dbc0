from __future__ import annotations

from pathlib import Path

from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.store.connections import keyed_connection
from fieldapp.store.database import FILE_NAME
from fieldapp.store.migrations import STEPS
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, opened, over_database

BEFORE = 8
"""Steps of the last program that did not note which order a file belongs to."""


def test_a_store_of_an_older_program_knows_the_orders_of_the_files_that_still_wait(tmp_path: Path) -> None:
    with opened(tmp_path, StoppedClock()) as database:
        store = over_database(database, StoppedClock())
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        with store.begin() as work:
            waits, there = work.put_blob("image/jpeg", b"waits"), work.put_blob("image/jpeg", b"is there")
            work.append(save_answer("work", "photos", f"{waits}.jpg {there}.jpg"))
            work.commit()
        store.blobs.delivered(there)
    raw = keyed_connection(tmp_path / FILE_NAME, KEY)
    raw.execute("DROP TABLE order_file")
    for statement in STEPS[BEFORE].split(";"):
        raw.execute(statement)
    raw.commit()
    raw.close()

    with opened(tmp_path, StoppedClock()) as database:
        store = over_database(database, StoppedClock())

        assert store.queries.files_waiting() == {ORDER_ID: FilesWaiting(photos=1)}
        assert store.blobs.delivered(waits) == {ORDER_ID}


def test_the_hash_of_a_form_is_no_file_of_the_order(tmp_path: Path) -> None:
    with opened(tmp_path, StoppedClock()) as database:
        store = over_database(database, StoppedClock())
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        store.do(save_answer("work", "remark", "好"))

        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM order_file").scalar_one() == 0
