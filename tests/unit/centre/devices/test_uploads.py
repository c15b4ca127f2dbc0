"""Files on their way in: what counts, what a kill leaves, who is first, what is swept."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from fieldapp.centre.app import create_app
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import blob, blob_owner, upload
from fieldapp.centre.devices import blobs, identity
from fieldapp.centre.devices.arrival import Arrival
from fieldapp.centre.devices.blob_storage import FolderBlobs, UploadId
from fieldapp.centre.devices.identity import KnownDevice, register_engineer
from fieldapp.centre.devices.uploads import Upload, Uploads, sweep
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import EngineerId
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import EnrolRequest
from fieldapp.wire.tus import STEP
from tests.factories import NOW

FILE = random.Random(1).randbytes(2 * STEP + 1000)
NAME = sha256_of(FILE)


@dataclass
class Yard:
    """One device's uploads, and what a test looks at behind them. `pass_time` moves the centre's clock."""

    database: Database
    settings: CentreSettings
    device: KnownDevice
    now: list[timedelta] = field(default_factory=lambda: [timedelta()])

    @property
    def uploads(self) -> Uploads:
        """As another worker, or the next life of the centre, would see them."""
        return Uploads(database=self.database, settings=self.settings, device=self.device)

    def begun(self, content: bytes = FILE) -> Upload:
        return self.uploads.begin(sha256_of(content), "image/jpeg", len(content))

    def sent(self, found: Upload, content: bytes) -> Upload:
        arrival = Arrival(self.uploads, found)
        arrival.take(content)
        return arrival.end()

    def kept(self, content: bytes = FILE) -> bool:
        """Whether the file is in the books, and whole on the disk."""
        with self.database.read() as connection:
            entry = blobs.find(connection, sha256_of(content), self.device.engineer_id)
        if entry is None:
            return False
        assert b"".join(self.settings.blobs.read(entry.sha256)) == content
        assert (entry.size, entry.media_type) == (len(content), "image/jpeg")
        return True

    def rows(self) -> int:
        with self.database.read() as connection:
            return len(connection.execute(select(upload)).all())

    def pass_time(self, time: timedelta) -> None:
        self.now[0] += time


def known(database: Database, name: str) -> KnownDevice:
    with database.write() as connection:
        register_engineer(connection, EngineerId(name), "周明远")
        code = identity.issue_code(connection, EngineerId(name), NOW, timedelta(days=1))
        request = EnrolRequest(
            code=code, device_name="平板", public_key=DeviceKey.generate().public_key, app_version="0.1.0"
        )
        enrolled = identity.enrol(connection, request, NOW)
    return KnownDevice(id=enrolled.device_id, engineer_id=enrolled.engineer_id, public_key=request.public_key)


@pytest.fixture
def yard(database: Database, settings: CentreSettings) -> Yard:
    made = Yard(database, settings, known(database, "zhou"))
    made.settings = replace(settings, now=lambda: NOW + made.now[0])
    return made


def resumes_at_the_counted_offset(yard: Yard) -> None:
    """A writer is killed after each write and before it counts; the next goes on where the books say."""
    found = yard.begun()
    for start in range(0, len(FILE), STEP):
        step = FILE[start : start + STEP]
        yard.settings.blobs.write_at(found.id, start, bytes(len(step)))  # not even the same bytes
        found = yard.sent(yard.uploads.at(found.id, start), step)
    assert found.offset == len(FILE)
    assert yard.kept()


def what_was_acknowledged_counts_in_the_next_life(yard: Yard) -> None:
    found = yard.begun()
    for start in range(0, len(FILE), STEP):
        acknowledged = yard.sent(yard.uploads.at(found.id, start), FILE[start : start + STEP]).offset
        assert yard.uploads.find(found.id).offset == acknowledged
    assert yard.kept()


def what_counts_was_on_the_disk_before(yard: Yard) -> None:
    order: list[str] = []
    write, count = FolderBlobs.write_at, Uploads.count
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderBlobs, "write_at", lambda *told: (write(*told), order.append("written"))[0])
        patch.setattr(Uploads, "count", lambda *told: (count(*told), order.append("counted"))[0])
        found = yard.begun()
        for start in range(0, len(FILE), STEP):
            found = yard.sent(found, FILE[start : start + STEP])
    assert order == ["written", "counted"] * 3


CHECKS = (
    resumes_at_the_counted_offset,
    what_was_acknowledged_counts_in_the_next_life,
    what_counts_was_on_the_disk_before,
)


@pytest.mark.both_databases
@pytest.mark.req("SYN-2", "SYN-7")
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_upload_resumes_at_acked_offset(yard: Yard, check: Callable[[Yard], None]) -> None:
    check(yard)


def append_at_end_of_file(blobs: FolderBlobs, name: UploadId, offset: int, content: bytes) -> None:
    path = blobs.folder / "uploads" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(content)


def ack_before_commit(uploads: Uploads, found: Upload, offset: int) -> Upload:
    return replace(found, offset=offset)  # the answer is out; the centre is killed before it writes


MUTANTS = {
    "append_at_end_of_file": (FolderBlobs, "write_at", append_at_end_of_file, resumes_at_the_counted_offset),
    "ack_before_commit": (Uploads, "count", ack_before_commit, what_was_acknowledged_counts_in_the_next_life),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_the_rule_is_killed(yard: Yard, mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, wrong, check = MUTANTS[mutant]
    monkeypatch.setattr(place, name, wrong)

    with pytest.raises((AssertionError, CentreRefused)):
        check(yard)


@pytest.mark.parametrize("size", [0, 1, STEP - 1, STEP, STEP + 1])
def test_a_file_of_any_size_becomes_a_file_with_its_last_byte(yard: Yard, size: int) -> None:
    content = FILE[:size]
    found = yard.begun(content)

    if size > 1:
        found = yard.sent(found, content[:-1])
        assert not yard.kept(content)
    if size:
        found = yard.sent(found, content[found.offset :])

    assert (found.offset, yard.kept(content)) == (size, True)
    assert yard.settings.blobs.uploads() == ()
    assert yard.uploads.find(found.id).offset == size


def test_blob_hash_matches_or_the_upload_is_thrown_away(yard: Yard) -> None:
    found = yard.uploads.begin(NAME, "image/jpeg", len(FILE))

    with pytest.raises(CentreRefused, match="blob-hash-mismatch"):
        yard.sent(found, FILE[:-1] + b"!")

    assert (yard.kept(), yard.rows(), yard.settings.blobs.uploads()) == (False, 0, ())
    with pytest.raises(CentreRefused, match="upload-unknown"):
        yard.uploads.find(found.id)


@pytest.mark.both_databases
def test_two_that_write_at_one_place_end_as_one_who_counts_and_one_who_is_told_where_it_is(yard: Yard) -> None:
    found = yard.begun()
    first, second = (Arrival(yard.uploads, found) for _ in range(2))
    for arrival in (first, second):
        arrival.take(FILE[:STEP])

    counted = first.end()
    with pytest.raises(CentreRefused, match=r"upload-offset \(offset=262144\)"):
        second.end()

    assert yard.sent(counted, FILE[STEP:]).offset == len(FILE)
    assert yard.kept()


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", range(3))
def test_many_that_deliver_one_file_at_once_deliver_it_once_and_whole(yard: Yard, seed: int) -> None:
    found = yard.begun()
    chance = random.Random(seed)
    sizes = [chance.randrange(1, 2 * STEP) for _ in range(4)]
    refused: list[str] = []

    def deliver(size: int) -> None:
        while (offset := yard.uploads.find(found.id).offset) < len(FILE):
            try:
                yard.sent(yard.uploads.at(found.id, offset), FILE[offset : offset + size])
            except CentreRefused as refusal:
                refused.append(refusal.code)

    threads = [threading.Thread(target=deliver, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert yard.kept()
    assert set(refused) <= {"upload-offset"}
    assert yard.settings.blobs.uploads() == ()


def test_a_late_writer_changes_nothing_of_a_file_that_is_whole(yard: Yard) -> None:
    found = yard.begun()
    late = Arrival(yard.uploads, found)
    late.take(b"?" * STEP)
    yard.sent(found, FILE)

    with pytest.raises(CentreRefused, match="upload-offset"):
        late.end()

    assert yard.kept()
    assert yard.settings.blobs.uploads() == ()


def test_a_late_proof_of_other_bytes_throws_nothing_away_that_another_has_finished(yard: Yard) -> None:
    found = yard.begun()
    yard.sent(found, FILE)

    with pytest.raises(CentreRefused, match="upload-offset"):
        yard.uploads.count(found, found.size)  # as a second worker that proves when the bytes are gone

    assert yard.kept()
    assert yard.uploads.find(found.id).offset == len(FILE)


def test_a_kill_between_proof_and_books_leaves_an_upload_that_its_last_step_finishes(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = yard.sent(yard.begun(), FILE[:STEP])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(blobs, "enter", killed)
    with pytest.raises(KeyboardInterrupt):
        yard.sent(found, FILE[STEP:])
    monkeypatch.undo()

    assert (yard.kept(), yard.uploads.find(found.id).offset) == (False, STEP)
    assert yard.sent(yard.uploads.at(found.id, STEP), FILE[STEP:]).offset == len(FILE)
    assert yard.kept()


def test_a_file_that_this_engineer_delivered_is_at_its_end_when_it_begins(yard: Yard) -> None:
    yard.sent(yard.begun(), FILE)

    again = yard.begun()

    assert again.offset == len(FILE)


@pytest.mark.both_databases
def test_a_file_that_somebody_else_delivered_is_to_be_sent_and_then_has_two_owners(yard: Yard) -> None:
    yard.sent(yard.begun(), FILE)
    other = replace(yard, device=known(yard.database, "tao"))

    found = other.begun()
    other.sent(found, FILE)

    assert (found.offset, other.kept()) == (0, True)
    with yard.database.read() as connection:
        assert len(connection.execute(select(blob)).all()) == 1
        assert len(connection.execute(select(blob_owner)).all()) == 2


def test_an_upload_of_another_device_does_not_exist(yard: Yard) -> None:
    found = yard.begun()
    other = replace(yard, device=known(yard.database, "tao"))

    for attempt in (other.uploads.find, other.uploads.end, lambda name: other.uploads.at(name, 0)):
        with pytest.raises(CentreRefused, match="upload-unknown"):
            attempt(found.id)
    assert yard.uploads.find(found.id) == found


def test_a_file_beyond_the_limit_is_not_begun_and_a_body_beyond_its_file_not_taken(yard: Yard) -> None:
    with pytest.raises(CentreRefused, match="body-too-large"):
        yard.uploads.begin(NAME, "image/jpeg", yard.settings.blob_limit + 1)
    assert yard.rows() == 0

    found = yard.begun()
    with pytest.raises(CentreRefused, match="body-too-large"):
        yard.sent(found, FILE + b"!")
    assert yard.uploads.find(found.id).offset == 0


def test_an_upload_expires_after_its_last_step_and_goes_when_another_begins(yard: Yard) -> None:
    rested, worked = yard.sent(yard.begun(), FILE[:10]), yard.begun(FILE[:500])
    yard.pass_time(timedelta(days=6))
    worked = yard.sent(worked, FILE[:10])
    yard.pass_time(timedelta(days=1))

    with pytest.raises(CentreRefused, match="upload-expired"):
        yard.sent(yard.uploads.at(rested.id, 10), FILE[10:])
    yard.begun(FILE[:30])

    with pytest.raises(CentreRefused, match="upload-unknown"):
        yard.uploads.find(rested.id)
    assert yard.uploads.find(worked.id).expires_at == NOW + timedelta(days=13)
    assert yard.settings.blobs.uploads() == (worked.id,)


@pytest.mark.both_databases
def test_the_oldest_upload_makes_way_where_a_device_has_too_many(yard: Yard) -> None:
    yard.settings = replace(yard.settings, most_uploads=2)
    done = yard.sent(yard.begun(b"done"), b"done")
    first = yard.sent(yard.begun(), b"1")
    yard.pass_time(timedelta(hours=1))
    second = yard.sent(yard.begun(), b"2")

    third = yard.begun()

    with pytest.raises(CentreRefused, match="upload-unknown"):
        yard.uploads.find(first.id)
    assert [yard.uploads.find(name).offset for name in (done.id, second.id, third.id)] == [4, 1, 0]


def test_ending_an_upload_removes_its_bytes_and_not_the_file_it_has_become(yard: Yard) -> None:
    half, whole = yard.sent(yard.begun(FILE[:5]), FILE[:3]), yard.sent(yard.begun(), FILE)

    yard.uploads.end(half.id)
    yard.uploads.end(whole.id)

    assert (yard.rows(), yard.settings.blobs.uploads(), yard.kept()) == (0, (), True)
    with pytest.raises(CentreRefused, match="upload-unknown"):
        yard.uploads.end(half.id)


@pytest.mark.both_databases
def test_bytes_that_no_upload_owns_go_at_the_next_start_and_those_of_others_stay(yard: Yard) -> None:
    mine = yard.sent(yard.begun(), FILE[:10])
    storage = yard.settings.blobs
    storage.write_at(UploadId("0" * 32), 0, b"left by a kill")
    half_copied = storage.folder / "uploads" / f"{'1' * 32}-abc"
    half_copied.write_bytes(b"half")

    create_app(yard.database, yard.settings)

    assert (storage.uploads(), half_copied.exists()) == ((mine.id,), False)


def test_an_expired_upload_goes_at_the_next_start(yard: Yard) -> None:
    yard.sent(yard.begun(), FILE[:10])
    yard.pass_time(timedelta(days=8))

    sweep(yard.database, yard.settings)

    assert (yard.rows(), yard.settings.blobs.uploads()) == (0, ())


def test_a_place_for_people_is_where_the_file_is(yard: Yard) -> None:
    yard.sent(yard.begun(), FILE)

    assert Path(yard.settings.blobs.place(NAME)).read_bytes() == FILE
    assert b"".join(yard.settings.blobs.read(NAME, 5, STEP + 9)) == FILE[5 : STEP + 9]
