"""What does not read as this store wrote it is damage: noticed, and mended by the next opening (SYN-2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from fieldapp.domain.errors import BadInput, StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import checks, kept, meta, packing
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.tables import BLOB_CONTENT, ORDER_CURRENT
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, opened, over_database
from tests.unit.store.test_recovery import RESTORED

PDF = "application/pdf"
PAGE = 4096


def noted(folder: Path) -> bool:
    return checks.OpenMark(folder).told_of_damage


def keep_report(database: Database, clock: StoppedClock) -> Sha256:
    with over_database(database, clock).begin() as work:
        name = work.put_blob(PDF, bytes(range(256)) * 390)
        work.commit()
    return name


def test_zeros_where_a_document_was_are_damage_that_the_next_opening_looks_for(
    folder: Path, clock: StoppedClock
) -> None:
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        with database.writing() as connection:
            connection.execute(update(ORDER_CURRENT).values(document=bytes(500)))
        with pytest.raises(StoreDamaged, match=r"store\.unreadable"):
            store.queries.order(ORDER_ID)
    assert noted(folder)


def test_a_file_whose_content_is_not_what_its_name_says_is_never_shown(folder: Path, clock: StoppedClock) -> None:
    with opened(folder, clock) as database:
        name = keep_report(database, clock)
        with database.writing() as connection:
            connection.execute(update(BLOB_CONTENT).values(content=bytes(100)))
        with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
            over_database(database, clock).queries.blob(name)
    assert noted(folder)


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_flipped_page_anywhere_in_a_report_is_never_shown_and_is_mended_by_the_next_opening(
    folder: Path, clock: StoppedClock
) -> None:
    with opened(folder, clock) as database:
        name = keep_report(database, clock)
        database.back_up()
        good = over_database(database, clock).queries.blob(name)
    path = folder / FILE_NAME
    whole = path.read_bytes()
    met = 0
    for page in range(len(whole) // PAGE - 30, len(whole) // PAGE):
        path.write_bytes(whole[: page * PAGE + 1000] + b"flipped!" + whole[page * PAGE + 1008 :])
        try:
            database = open_database(folder, KEY, clock)
        except StoreDamaged:
            pytest.fail("a backup is there")
        try:
            assert over_database(database, clock).queries.blob(name) == good
        except StoreDamaged:
            met += 1
            assert database._seen_damage
        finally:
            database.close()
        with opened(folder, clock) as database:
            assert over_database(database, clock).queries.blob(name) == good
    assert met > 10


def test_a_deflated_document_that_is_cut_off_is_damage() -> None:
    document = packing.packed({"a": "x" * 5_000})
    with pytest.raises(StoreDamaged):
        packing.unpacked(document[:-20], WorkOrder)


def test_a_kind_of_a_later_program_is_no_damage() -> None:
    later = BadInput("event.unknown", kind="event.of-later")
    assert kept.damage(later) is later


def test_a_fact_that_cannot_be_read_is_damage(folder: Path, clock: StoppedClock) -> None:
    with opened(folder, clock) as database:
        with database.writing() as connection:
            meta.write(connection, meta.EPOCH, 17)
        with pytest.raises(StoreDamaged), database.reading() as connection:
            meta.read(connection, meta.EPOCH, str)
