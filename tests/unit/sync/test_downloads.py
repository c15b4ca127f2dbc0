"""The centre's own files: fetched last, one by one, each blocking nobody."""

from __future__ import annotations

import random

import pytest

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.views.sync import SyncState
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind, Operation
from fieldapp.wire.tus import STEP
from tests.factories import ORDER_ID, make_model_document, make_order
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stores import REFERENCE, DeviceStore
from tests.fakes.syncing import Runner

FILES = (b"a drawing", b"a longer manual", b"the longest of all papers")


@pytest.fixture
def runner(store: DeviceStore) -> Runner:
    """A tablet that knows of three files about the model of its order, and a centre that has them."""
    for content in FILES:
        document = make_model_document(content)
        store.give(DocumentKind.MODEL_DOCUMENT, document.sha256, document, REFERENCE)
    centre = SmallCentre()
    centre.publish(make_order())
    centre.files = {sha256_of(content): content for content in FILES}
    return Runner(store, centre)


def here(store: DeviceStore) -> list[bytes]:
    return [content for content in FILES if store.queries.has_blob(sha256_of(content))]


def centre_of(runner: Runner) -> SmallCentre:
    assert isinstance(runner.centre, SmallCentre)
    return runner.centre


@pytest.mark.req("ANA-1", "SYN-4")
def test_papers_of_an_order_that_just_came_down_come_in_the_same_run_after_everything_else(runner: Runner) -> None:
    ended = runner.run()

    assert (ended.state, ended.blobs_done, ended.blobs_total) == (SyncState.IDLE, 3, 3)
    assert here(runner.store) == list(FILES)
    assert centre_of(runner).calls[-3:] == ["get-blob"] * 3
    assert [applied.kinds for applied in runner.published].count(frozenset({"model_document"})) == 1


def test_a_second_run_fetches_nothing_again(runner: Runner) -> None:
    runner.run()
    asked = centre_of(runner).calls.count("get-blob")

    runner.run()

    assert centre_of(runner).calls.count("get-blob") == asked == 3


@pytest.mark.req("SYN-8")
def test_a_file_that_the_centre_has_no_longer_blocks_none_and_stays_wanted(runner: Runner) -> None:
    missing = sha256_of(FILES[0])
    del centre_of(runner).files[missing]

    ended = runner.run()

    assert ended.state is SyncState.IDLE
    assert here(runner.store) == list(FILES[1:])
    assert runner.store.blobs.wanted() == (missing,)


@pytest.mark.req("SYN-8")
def test_a_file_that_is_not_what_its_name_says_is_told_and_blocks_none(runner: Runner) -> None:
    wrong = sha256_of(FILES[0])
    centre_of(runner).files[wrong] = b"something else"

    ended = runner.run()

    assert (ended.state, ended.code) == (SyncState.PROBLEM, "centre.not-ours")
    assert here(runner.store) == list(FILES[1:])
    assert runner.store.blobs.wanted() == (wrong,)


@pytest.mark.req("SYN-7")
def test_a_run_that_is_interrupted_keeps_what_came_and_the_next_one_fetches_the_rest(runner: Runner) -> None:
    ended = runner.run(lambda: len(here(runner.store)) == 1)
    first = here(runner.store)

    assert (ended.code, first) == ("sync.interrupted", [FILES[0]])
    assert runner.run().state is SyncState.IDLE
    assert here(runner.store) == list(FILES)


@pytest.mark.req("SYN-7")
def test_a_line_that_breaks_between_two_files_loses_neither_them_nor_the_work(runner: Runner) -> None:
    centre = centre_of(runner)
    centre.line = lambda: "lost-request" if centre.calls[-2:] == ["get-blob", "get-blob"] else "up"

    ended = runner.run()

    assert ended.state is SyncState.OFFLINE
    assert runner.store.queries.order(ORDER_ID).number
    assert runner.store.queries.sync_status().last_complete_at is not None
    assert len(here(runner.store)) == 1
    assert runner.published[-1].kinds == {"model_document"}


def test_a_revoked_tablet_fetches_nothing(runner: Runner) -> None:
    centre_of(runner).revoked = True

    runner.run()

    assert "get-blob" not in centre_of(runner).calls


LARGE = random.Random(4).randbytes(3 * STEP + 20)


@pytest.fixture
def large(runner: Runner) -> Runner:
    """One more paper is wanted, of four pieces."""
    document = make_model_document(LARGE)
    runner.store.give(DocumentKind.MODEL_DOCUMENT, document.sha256, document, REFERENCE)
    centre_of(runner).files[document.sha256] = LARGE
    return runner


def pieces_here(runner: Runner) -> int:
    return len(runner.store.blobs.pieces(sha256_of(LARGE)))


@pytest.mark.req("SYN-7")
def test_a_large_file_that_is_cut_off_goes_on_where_it_was(large: Runner) -> None:
    centre = centre_of(large)
    centre.line = lambda: "lost-request" if pieces_here(large) == 2 * STEP else "up"

    cut = large.run()
    kept = pieces_here(large)
    centre.line = lambda: "up"
    ended = large.run()

    assert (cut.state, kept) == (SyncState.OFFLINE, 2 * STEP)
    assert ended.state is SyncState.IDLE
    assert centre.sent_from[-2:] == [0, 2 * STEP]
    assert large.store.queries.blob(sha256_of(LARGE)) == LARGE
    assert pieces_here(large) == 0


@pytest.mark.req("SYN-7")
def test_a_large_file_that_is_cancelled_between_two_pieces_goes_on_there_and_its_bytes_are_told(large: Runner) -> None:
    cut = large.run(lambda: pieces_here(large) == STEP)
    large.said.clear()
    ended = large.run()

    assert cut.code == "sync.interrupted"
    assert centre_of(large).sent_from[-1] == STEP
    assert ended.state is SyncState.IDLE
    assert (ended.bytes_done, ended.bytes_total) == (len(LARGE), len(LARGE))
    told = [progress.bytes_done for progress in large.said]
    assert told == sorted(told)


@pytest.mark.req("SYN-8")
def test_a_large_file_that_turns_out_to_be_another_is_fetched_from_its_beginning_next_time(large: Runner) -> None:
    centre, name = centre_of(large), sha256_of(LARGE)
    centre.files[name] = bytes(len(LARGE))

    assert large.run().code == "centre.not-ours"
    assert pieces_here(large) == 0
    centre.files[name] = LARGE

    assert large.run().state is SyncState.IDLE
    assert large.store.queries.blob(name) == LARGE


@pytest.mark.req("SYN-8")
def test_of_a_file_that_is_larger_than_the_list_says_nothing_is_kept(large: Runner) -> None:
    centre, name = centre_of(large), sha256_of(LARGE)
    centre.files[name] = LARGE * 2

    assert large.run(lambda: pieces_here(large) > 0).code == "centre.not-ours"
    assert pieces_here(large) == 0


def test_a_centre_that_sends_all_of_it_again_is_taken_at_its_word(
    large: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = centre_of(large)
    get_blob = centre.get_blob
    large.run(lambda: pieces_here(large) == STEP)
    monkeypatch.setattr(centre, "get_blob", lambda sha256, start=0: get_blob(sha256, 0))

    assert large.run().state is SyncState.IDLE

    assert large.store.queries.blob(sha256_of(LARGE)) == LARGE


def test_pieces_that_reach_behind_the_end_are_dropped(large: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, name = centre_of(large), sha256_of(LARGE)
    large.run(lambda: pieces_here(large) == STEP)

    def behind_the_end(*_: object) -> None:
        raise CentreRefused("range-unknown")

    monkeypatch.setattr(centre, "get_blob", behind_the_end)
    assert large.run().code == "centre.not-ours"
    monkeypatch.undo()

    assert large.run().state is SyncState.IDLE
    assert large.store.queries.blob(name) == LARGE


def test_pieces_of_a_file_that_is_wanted_no_more_go(large: Runner) -> None:
    large.run(lambda: pieces_here(large) == STEP)
    name = sha256_of(LARGE)

    large.store.pull(large.store.put(DocumentKind.MODEL_DOCUMENT, name, None, REFERENCE, Operation.REVOKE))
    large.run()

    assert pieces_here(large) == 0
