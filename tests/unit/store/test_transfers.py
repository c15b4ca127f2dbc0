"""How far files are outlives the program, and what has come of one is as unreadable as the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.ids import Sha256
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.database import Database
from fieldapp.store.identity import Identity
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.tus import UploadPlace
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened

PHOTO = b"a photo" * 100
WANTED = Sha256("ab" * 32)
PLACE = UploadPlace(address="/v1/uploads/0123", offset=262_144)


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    with opened(folder, StoppedClock()) as database:
        with StoreUnitOfWork(database) as work:
            work.put_blob("image/jpeg", PHOTO)
            work.commit()
        yield database


@pytest.mark.req("SYN-2", "SYN-7")
def test_the_acknowledged_offset_and_the_pieces_are_there_after_a_restart(folder: Path) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        with StoreUnitOfWork(database) as work:
            name = work.put_blob("image/jpeg", PHOTO)
            work.commit()
        queue = BlobQueue(database)
        for place in (UploadPlace(address=PLACE.address, offset=1), PLACE):
            queue.note_upload(name, place)
        queue.keep_piece(WANTED, 0, b"first ")
        queue.keep_piece(WANTED, 6, b"second")

    with opened(folder, clock) as database:
        queue = BlobQueue(database)
        assert queue.upload_place(name) == PLACE
        assert queue.pieces(WANTED) == b"first second"
        queue.delivered(name)
        assert queue.upload_place(name) is None


@pytest.mark.req("SYN-2", "SYN-4")
def test_a_file_whose_last_byte_was_acknowledged_is_offered_anew_to_a_centre_that_was_restored_since(
    database: Database,
) -> None:
    queue = BlobQueue(database)
    [name] = queue.undelivered()
    queue.note_upload(name, UploadPlace(address="/v1/uploads/0123", offset=len(PHOTO)))

    Identity(database).adopt_epoch("epoch-2")

    assert (queue.undelivered(), queue.upload_place(name)) == ((name,), None)


def test_pieces_behind_a_gap_are_not_counted(database: Database) -> None:
    queue = BlobQueue(database)
    queue.keep_piece(WANTED, 0, b"first ")
    queue.keep_piece(WANTED, 12, b"third")

    assert queue.pieces(WANTED) == b"first "


def test_a_piece_that_comes_twice_is_kept_once(database: Database) -> None:
    queue = BlobQueue(database)
    for content in (b"damaged", b"whole"):
        queue.keep_piece(WANTED, 0, content)

    assert queue.pieces(WANTED) == b"whole"


@pytest.mark.req("SYN-6")
def test_no_piece_can_be_read_in_any_file_of_the_tablet(database: Database) -> None:
    marker = "水处理图纸 WX-261123-004".encode() * 100
    BlobQueue(database).keep_piece(WANTED, 0, marker)

    files = [path for path in database.folder.rglob("*") if path.is_file()]

    assert any(path.name.endswith("-wal") for path in files)
    assert [path.name for path in files if marker[:20] in path.read_bytes()] == []


def test_a_size_is_told_of_what_is_here_and_of_nothing_else(database: Database) -> None:
    assert BlobQueue(database).sizes({sha256_of(PHOTO), WANTED}) == {sha256_of(PHOTO): len(PHOTO)}


@pytest.mark.req("SYN-2", "SYN-4")
def test_a_restored_centre_is_offered_every_file_of_this_tablet_and_none_of_its_own(
    folder: Path,
) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        with StoreUnitOfWork(database) as work:
            mine = work.put_blob("image/jpeg", PHOTO)
            work.commit()
        clock.pass_time(timedelta(minutes=1))
        queue = BlobQueue(database)
        queue.delivered(mine)
        queue.fetched(sha256_of(b"a drawing"), "application/pdf", b"a drawing")
        assert queue.undelivered() == ()

        Identity(database).adopt_epoch("epoch-2")

        assert queue.undelivered() == (mine,)


@pytest.mark.req("SYN-2", "SYN-6")
def test_a_revoked_tablet_does_not_leave_while_a_photo_is_only_here(database: Database) -> None:
    queue, identity = BlobQueue(database), Identity(database)
    [name] = queue.undelivered()

    too_soon = identity.note_leaving(), identity.is_leaving()
    queue.delivered(name)

    assert (too_soon, identity.note_leaving(), identity.is_leaving()) == ((False, False), True, True)
