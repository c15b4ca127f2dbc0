"""Which files are offered to a centre that was put back: those that somebody recorded here, by what the row says."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.domain.ids import Sha256
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.database import Database
from fieldapp.store.identity import Identity
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.wire.codec import sha256_of
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened

PHOTO = b"a photo" * 100
MANUAL = b"a manual" * 100


def _record(database: Database, content: bytes) -> Sha256:
    with StoreUnitOfWork(database) as work:
        name = work.put_blob("image/jpeg", content)
        work.commit()
    return name


@pytest.mark.req("SYN-2", "SYN-4")
def test_a_photo_delivered_in_the_moment_that_a_clock_says_it_was_taken_is_offered_to_a_restored_centre(
    folder: Path,
) -> None:
    with opened(folder, StoppedClock()) as database:
        queue = BlobQueue(database)
        name = _record(database, PHOTO)
        queue.delivered(name)

        Identity(database).adopt_epoch("epoch-2")

        assert queue.undelivered() == (name,)


@pytest.mark.req("SYN-4")
def test_a_file_of_the_centre_is_not_offered_back_to_it(folder: Path) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        queue = BlobQueue(database)
        queue.fetched(sha256_of(MANUAL), "application/pdf", MANUAL)

        Identity(database).adopt_epoch("epoch-2")

        assert queue.undelivered() == ()


@pytest.mark.req("SYN-2", "SYN-4")
def test_a_file_of_the_centre_that_somebody_records_as_well_is_his_and_is_offered(folder: Path) -> None:
    with opened(folder, StoppedClock()) as database:
        queue = BlobQueue(database)
        queue.fetched(sha256_of(MANUAL), "application/pdf", MANUAL)
        _record(database, MANUAL)
        assert queue.undelivered() == ()

        Identity(database).adopt_epoch("epoch-2")

        assert queue.undelivered() == (sha256_of(MANUAL),)
