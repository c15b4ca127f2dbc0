"""The centre's own files: fetched last, one by one, each blocking nobody."""

from __future__ import annotations

import pytest

from fieldapp.domain.views.sync import SyncState
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_model_document, make_order
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, over_memory
from tests.fakes.syncing import Runner

FILES = (b"a drawing", b"a longer manual", b"the longest of all papers")


@pytest.fixture
def runner() -> Runner:
    """A tablet that knows of three files about the model of its order, and a centre that has them."""
    store = over_memory(StoppedClock())
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
