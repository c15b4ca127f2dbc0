"""Files go up step by step, and on from where the centre acknowledged them, whatever happened in between."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from fieldapp.domain.errors import CentreRefused, CentreUnreachable
from fieldapp.domain.ids import Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.tus import STEP, UploadPlace
from tests.factories import ORDER_ID, save_answer
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stores import DeviceStore
from tests.fakes.syncing import Runner, after

VIDEO = random.Random(3).randbytes(4 * STEP + 10)
PHOTO = b"a photo"


@pytest.fixture
def sync(store: DeviceStore, centre: SmallCentre) -> Runner:
    """An engine whose device has pulled the order already and holds a file of five steps."""
    runner = Runner(store, centre)
    assert runner.run().state is SyncState.IDLE
    give(store, VIDEO)
    runner.said.clear()
    centre.calls.clear()
    return runner


def give(store: DeviceStore, content: bytes) -> Sha256:
    with store.begin() as work:
        name = work.put_blob("video/mp4", content)
        work.append(save_answer("work", name[:8], "taken"))
        work.commit()
    return name


def arrived(centre: SmallCentre) -> bool:
    return VIDEO in centre.blobs.values()


def steps_sent(centre: SmallCentre) -> int:
    return centre.calls.count("begin-upload") + centre.calls.count("continue-upload")


@pytest.mark.req("SYN-4", "SYN-7")
def test_a_file_goes_in_steps_and_its_bytes_are_told(sync: Runner, centre: SmallCentre) -> None:
    done = sync.run()

    uploading = [(told.bytes_done, told.bytes_total) for told in sync.said if told.state is SyncState.UPLOADING]
    assert (done.state, done.blobs_done, done.bytes_done) == (SyncState.IDLE, 1, len(VIDEO))
    assert uploading == [(at * STEP, len(VIDEO)) for at in range(5)]
    assert centre.calls[2:] == ["has-blob", "begin-upload", *["continue-upload"] * 4]
    assert arrived(centre)


@pytest.mark.req("SYN-7")
def test_the_screens_are_told_whose_file_the_centre_has_now(sync: Runner, store: DeviceStore) -> None:
    name = next(iter(store.blobs.undelivered()))
    store.do(save_answer("work", "video", f"{name}.mp4"))
    with store.begin() as work:
        work.put_blob("image/jpeg", PHOTO)
        work.commit()
    sync.published.clear()

    assert sync.run().blobs_done == 2

    of_files = [told for told in sync.published if not (told.changes or told.outcomes)]
    assert [(told.kinds, told.orders) for told in of_files] == [(frozenset({"work_order"}), frozenset({ORDER_ID}))]
    assert store.queries.files_waiting() == {}


@pytest.mark.req("SYN-4", "SYN-7")
def test_a_run_that_is_cancelled_between_two_steps_goes_on_there(sync: Runner, centre: SmallCentre) -> None:
    runs = 0
    while not arrived(centre) and runs < 20:
        before = steps_sent(centre)
        ended = sync.run(lambda before=before: steps_sent(centre) > before)  # type: ignore[misc]
        runs += 1
        assert ended.code == ("" if arrived(centre) else "sync.interrupted") or arrived(centre)

    assert runs == 5
    assert steps_sent(centre) == 5
    assert centre.calls.count("has-blob") == 1


@pytest.mark.req("SYN-2", "SYN-4", "SYN-7")
@pytest.mark.parametrize("lost", ["lost-request", "lost-answer"])
def test_a_line_that_breaks_at_any_call_costs_one_step_at_the_most(
    sync: Runner, centre: SmallCentre, lost: str
) -> None:
    calls = 0

    def line() -> str:
        nonlocal calls
        calls += 1
        return lost if calls % 5 == 0 else "up"

    centre.line = line
    for _ in range(40):
        if sync.run().state is SyncState.IDLE:
            break

    assert arrived(centre)
    assert sync.store.queries.sync_status().waiting == 0
    assert calls >= 10
    assert steps_sent(centre) <= 5 + calls // 5
    assert centre.calls.count("begin-upload") == 1


def test_an_upload_that_the_centre_has_no_longer_begins_anew(sync: Runner, centre: SmallCentre) -> None:
    sync.run(lambda: steps_sent(centre) == 2)
    centre.uploads.clear()

    assert sync.run().state is SyncState.IDLE

    assert arrived(centre)
    assert centre.calls.count("begin-upload") == 2


@pytest.mark.parametrize("shift", [-STEP, STEP], ids=["the centre came from a backup", "an answer was lost"])
def test_a_centre_that_stands_elsewhere_is_asked_where(
    sync: Runner, store: DeviceStore, centre: SmallCentre, shift: int
) -> None:
    sync.run(lambda: steps_sent(centre) == 2)
    place = store.blobs.upload_place(sha256_of(VIDEO))
    assert place is not None
    assert place.offset == 2 * STEP
    centre.uploads[place.address].content = VIDEO[: place.offset + shift]
    centre.calls.clear()

    assert sync.run().state is SyncState.IDLE

    assert arrived(centre)
    assert "has-blob" not in centre.calls
    assert centre.calls[2:4] == ["continue-upload", "upload-offset"]


def test_the_answer_to_the_last_step_was_lost_and_the_next_run_learns_that_all_is_there(
    sync: Runner, store: DeviceStore, centre: SmallCentre
) -> None:
    centre.line = lambda: "lost-answer" if steps_sent(centre) == 5 else "up"
    assert sync.run().state is SyncState.OFFLINE
    assert arrived(centre)
    centre.line = lambda: "up"
    centre.calls.clear()

    assert sync.run().state is SyncState.IDLE

    assert store.blobs.undelivered() == ()
    assert centre.calls[2:] == ["continue-upload", "upload-offset"]


def test_a_step_that_changed_on_its_way_is_sent_again(
    sync: Runner, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_back(centre, monkeypatch, "continue_upload", "upload-checksum", times=2)

    assert sync.run().state is SyncState.IDLE
    assert arrived(centre)


def test_a_file_that_is_turned_back_again_and_again_waits_for_the_next_run_and_blocks_nobody(
    sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(store, PHOTO)
    tried = turn_back(centre, monkeypatch, "continue_upload", "upload-checksum", times=1000)

    done = sync.run()

    assert (done.state, done.blobs_done, done.blobs_total) == (SyncState.IDLE, 1, 2)
    assert PHOTO in centre.blobs.values()
    assert len(tried) == 6
    assert [problem.code for problem in store.queries.sync_status().problems] == ["upload-checksum"]


def test_a_file_that_changed_begins_anew_at_the_next_run(
    sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_back(centre, monkeypatch, "continue_upload", "blob-hash-mismatch", times=1)

    sync.run()
    assert [problem.code for problem in store.queries.sync_status().problems] == ["blob-hash-mismatch"]
    assert store.blobs.upload_place(sha256_of(VIDEO)) is None
    sync.run()

    assert arrived(centre)
    assert store.queries.sync_status().problems == ()


def test_a_busy_centre_ends_the_run_and_the_file_keeps_its_place(
    sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> int:
        raise CentreUnreachable("centre.busy", reason="423", retry_after=30)

    monkeypatch.setattr(centre, "continue_upload", busy)

    done = sync.run()

    assert (done.state, done.code, done.fields) == (
        SyncState.OFFLINE,
        "centre.busy",
        {"reason": "423", "retry_after": 30},
    )
    assert store.blobs.upload_place(sha256_of(VIDEO)) == UploadPlace(address="upload-1", offset=STEP)
    assert store.queries.sync_status().problems == ()


@pytest.mark.parametrize("offset", [0, STEP, len(VIDEO) + 1])
def test_an_offset_that_cannot_be_is_not_believed(
    sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch, offset: int
) -> None:
    monkeypatch.setattr(centre, "continue_upload", lambda *_: offset)

    done = sync.run()

    assert (done.state, done.code) == (SyncState.PROBLEM, "centre.not-ours")
    assert store.blobs.upload_place(sha256_of(VIDEO)) == UploadPlace(address="upload-1", offset=STEP)


@pytest.mark.req("SYN-4", "SYN-7")
def test_what_is_recorded_during_a_large_file_goes_before_its_next_step(
    sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    continue_upload, taps = centre.continue_upload, [save_answer("work", "remark", "text first")]

    def tapped(*told: object) -> int:
        if taps:
            store.do(taps.pop())
        return continue_upload(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(centre, "continue_upload", tapped)

    done = sync.run()

    assert done.state is SyncState.IDLE
    assert centre.calls[2:7] == ["has-blob", "begin-upload", "continue-upload", "hello", "sync"]
    assert centre.calls[7:] == ["continue-upload"] * 3
    assert (done.blobs_done, done.blobs_total, done.bytes_done) == (1, 1, len(VIDEO))


@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_cuts_and_losses_ends_with_the_file_once_and_whole(
    sync: Runner, store: DeviceStore, centre: SmallCentre, seed: int
) -> None:
    chance = random.Random(seed)
    centre.line = lambda: chance.choice(["up", "up", "up", "lost-request", "lost-answer"])
    for _ in range(60):
        sync.run(after(chance.randrange(14)))
    centre.line = lambda: "up"

    assert sync.run().state is SyncState.IDLE

    assert [content for content in centre.blobs.values() if content == VIDEO] == [VIDEO]
    assert store.blobs.undelivered() == ()


def turn_back(
    centre: SmallCentre, patch: pytest.MonkeyPatch, call: str, code: str, times: int
) -> list[tuple[object, ...]]:
    """Refuse a call with `code` so many times; return what was refused."""
    honest: Callable[..., int] = getattr(centre, call)
    refused: list[tuple[object, ...]] = []

    def answer(*told: object) -> int:
        if len(refused) < times:
            refused.append(told)
            raise CentreRefused(code)
        return honest(*told)

    patch.setattr(centre, call, answer)
    return refused
