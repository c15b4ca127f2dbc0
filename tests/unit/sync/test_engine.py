from __future__ import annotations

import base64
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldapp.domain.errors import CentreRefused, Refused
from fieldapp.domain.events import PartConsumed
from fieldapp.domain.ids import PartNumber, Sha256, StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.sync.ports import Applied
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import Hello, SealedKey, SyncAnswer, SyncRequest
from fieldapp.wire.tus import UploadPlace
from tests.factories import NOW, ORDER_ID, complete_step, make_events, make_order, save_answer
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stores import MINE, DeviceStore
from tests.fakes.syncing import Runner, after

COMPANY = "2sb2E3VTLiRszUFMiRL3mx0sdkvDAhCwXTDfo1cGeTE="
"""The public half of a company's escrow key."""

CK_07 = PartNumber("CK-07")
TS_02 = PartNumber("TS-02")


@pytest.fixture
def sync(store: DeviceStore, centre: SmallCentre) -> Runner:
    """An engine whose device has pulled the order already."""
    runner = Runner(store, centre)
    assert runner.run().state is SyncState.IDLE
    runner.said.clear()
    runner.published.clear()
    centre.calls.clear()
    return runner


def work_a_visit(store: DeviceStore) -> int:
    """Do the whole visit, a transaction an event, with two files; return how many events that are."""
    events = make_events()
    for number, event in enumerate(events):
        with store.begin() as work:
            if number in (3, len(events) - 2):
                work.put_blob("application/pdf", f"file {number}".encode())
            work.append(event)
            work.commit()
    return len(events)


def same_everywhere(store: DeviceStore, centre: SmallCentre) -> bool:
    """Tell whether device and centre hold the same order, ledger and files, and nothing waits."""
    status = store.queries.sync_status()
    return (
        store.queries.order(ORDER_ID) == centre.orders[ORDER_ID]
        and store.queries.stock(CK_07) == 0
        and store.queries.stock(TS_02) == -1
        and status.waiting == 0
        and [row.seq for row in centre.rows] == list(range(1, store.outbox.last_seq() + 1))
    )


def taken_at_once(centre: SmallCentre) -> Callable[[SyncRequest], None]:
    """A question ahead whose events the centre has taken before the answer to those before them is taken over."""

    def ask(request: SyncRequest) -> None:
        centre.sync(request)

    return ask


class TestRun:
    @pytest.mark.req("SYN-1")
    def test_a_first_run_brings_the_orders(self, store: DeviceStore, centre: SmallCentre) -> None:
        done = Runner(store, centre).run()

        assert (done.state, done.code, done.changes_done) == (SyncState.IDLE, "", 1)
        assert store.queries.orders() == (make_order(),)

    @pytest.mark.parametrize(("said", "told"), [(431, timedelta(seconds=431)), (0, None), (-5, None)])
    def test_what_the_centre_says_of_the_next_run_comes_out_at_the_end(
        self, sync: Runner, centre: SmallCentre, said: int, told: timedelta | None
    ) -> None:
        centre.next_after_s = said

        assert sync.run().come_again == told

    @pytest.mark.req("SYN-1", "SYN-2")
    def test_a_visit_made_without_network_is_at_the_centre_after_one_run(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        total = work_a_visit(store)

        done = sync.run()

        assert (done.state, done.events_done, done.events_total) == (SyncState.IDLE, total, total)
        assert (done.blobs_done, done.blobs_total) == (2, 2)
        assert same_everywhere(store, centre)
        assert store.queries.sync_status().last_complete_at == store.clock.now()
        assert len(centre.orders[ORDER_ID].visit.reports) == 1

    def test_a_day_of_events_goes_in_one_round_trip_text_before_files(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)

        sync.run()

        assert centre.calls == ["hello", "sync", "has-blob", "begin-upload", "has-blob", "begin-upload"]

    @pytest.mark.req("SYN-7")
    def test_progress_is_told_per_kind_and_never_goes_back(self, sync: Runner, store: DeviceStore) -> None:
        work_a_visit(store)

        sync.run()

        states = [progress.state for progress in sync.said]
        assert states == [
            SyncState.CONNECTING,
            SyncState.PUSHING,
            SyncState.UPLOADING,
            SyncState.UPLOADING,
            SyncState.IDLE,
        ]
        assert [progress.events_done for progress in sync.said] == sorted(p.events_done for p in sync.said)
        assert [(p.blobs_done, p.blobs_total) for p in sync.said][-3:] == [(0, 2), (1, 2), (2, 2)]

    def test_each_answer_is_told_once_with_the_orders_it_changed(self, sync: Runner, store: DeviceStore) -> None:
        store.do(complete_step("kit"))

        sync.run()

        assert [applied.orders for applied in sync.published] == [frozenset({ORDER_ID})]

    def test_pages_are_fetched_until_nothing_is_left(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.page = 2
        work_a_visit(store)

        done = sync.run()

        assert done.changes_done == len(centre.feed) - 1
        assert same_everywhere(store, centre)

    def test_what_is_asked_ahead_of_a_page_is_what_is_asked_after_it(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        centre.page = 2
        work_a_visit(store)
        asked: list[SyncRequest] = []
        ahead: list[SyncRequest] = []
        answered = centre.sync

        def heard(request: SyncRequest) -> SyncAnswer:
            asked.append(request)
            return answered(request)

        monkeypatch.setattr(centre, "sync", heard)
        sync.engine.ask_ahead = ahead.append
        sync.run()

        following = [second for _, second in pairwise(asked)]
        assert ahead == following != []

    def test_the_next_events_are_sent_ahead_as_they_are_sent_after_the_answer(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        centre.named_events = 4
        work_a_visit(store)
        asked: list[SyncRequest] = []
        ahead: list[SyncRequest] = []
        answered = centre.sync

        def heard(request: SyncRequest) -> SyncAnswer:
            asked.append(request)
            return answered(request)

        monkeypatch.setattr(centre, "sync", heard)
        sync.engine.ask_ahead = ahead.append
        sync.run()

        assert ahead == asked[1:]
        assert [len(request.events) for request in asked[:-1]] == [4] * (len(asked) - 1)
        assert same_everywhere(store, centre)

    @pytest.mark.req("SYN-2")
    def test_events_that_were_sent_ahead_count_once_whatever_ends_the_run(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.named_events = 3
        total = work_a_visit(store)
        sync.engine.ask_ahead = taken_at_once(centre)

        ended = sync.run(after(7))

        assert ended.code == "sync.interrupted"
        assert 0 < store.outbox.acknowledged_seq() < len(centre.rows)
        while store.outbox.waiting():
            sync.run(after(7))
        assert sync.run().state is SyncState.IDLE
        assert same_everywhere(store, centre)
        assert len(centre.rows) == total

    def test_what_is_recorded_while_the_next_events_are_under_way_goes_with_those_after_them(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.named_events = 4
        total = work_a_visit(store)
        sync.engine.ask_ahead = taken_at_once(centre)

        def tap(_: Applied) -> None:
            if store.outbox.last_seq() == total:
                store.do(save_answer("work", "late", "1"))

        sync.engine.published = tap

        assert sync.run().state is SyncState.IDLE
        assert same_everywhere(store, centre)
        assert len(centre.rows) == total + 1

    @pytest.mark.req("SYN-2")
    def test_events_read_ahead_are_read_again_where_another_road_chained_them_anew(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        centre.named_events = 4
        work_a_visit(store)
        kind, former, sent = type(store.outbox), Sha256("f" * 64), list[str]()
        batch_after, take = kind.batch_after, centre.sync
        read_ahead = [former]

        def of_a_former_history(outbox: Any, start: int, most_events: int, most_bytes: int) -> Any:
            batch = batch_after(outbox, start, most_events, most_bytes)
            return replace(batch, chain=read_ahead.pop()) if start and read_ahead else batch

        def noted(request: SyncRequest) -> SyncAnswer:
            sent.append(request.chain)
            return take(request)

        monkeypatch.setattr(kind, "batch_after", of_a_former_history)
        monkeypatch.setattr(centre, "sync", noted)

        assert sync.run().state is SyncState.IDLE
        assert not read_ahead
        assert former not in sent
        assert same_everywhere(store, centre)

    def test_the_server_time_is_learnt(self, sync: Runner, store: DeviceStore, centre: SmallCentre) -> None:
        centre.time = NOW + timedelta(minutes=7)

        sync.run()

        assert abs(store.clock.now() - centre.time) < timedelta(seconds=5)


class TestInterruption:
    @pytest.mark.req("SYN-7")
    def test_a_run_cancelled_between_any_two_steps_goes_on_there(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.page = 3
        work_a_visit(store)
        interrupted = 0

        for steps in range(40):
            done = sync.run(after(steps))
            if not done.code:
                break
            assert done.code == "sync.interrupted"
            interrupted += 1

        assert interrupted >= 3
        assert same_everywhere(store, centre)

    @pytest.mark.req("SYN-7")
    @pytest.mark.parametrize("at", [SyncState.PUSHING, SyncState.PULLING, SyncState.UPLOADING])
    def test_a_run_that_is_cancelled_begins_neither_another_round_nor_another_file(
        self, at: SyncState, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.page = 3
        work_a_visit(store)
        sync.engine.size.events = 20

        ended = sync.run(lambda: at in [progress.state for progress in sync.said])

        assert ended.code == "sync.interrupted"
        assert [progress.state for progress in sync.said].count(at) == 1

    @pytest.mark.req("SYN-7")
    def test_a_call_that_is_hung_up_ends_the_run_as_interrupted_and_nothing_is_lost(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)
        pressed = []
        sync.engine.hang_up_line = lambda: pressed.append("line")

        def hung_up() -> str:
            sync.engine.hang_up()
            return "lost-answer"

        centre.line = hung_up

        done = sync.run(lambda: bool(pressed))

        assert (done.state, done.code) == (SyncState.IDLE, "sync.interrupted")
        centre.line = lambda: "up"
        pressed.clear()
        assert sync.run().state is SyncState.IDLE
        assert same_everywhere(store, centre)

    def test_every_run_takes_the_line_up_again(self, sync: Runner) -> None:
        taken = []
        sync.engine.take_up_line = lambda: taken.append(1)

        sync.run()
        sync.run()

        assert len(taken) == 2

    @pytest.mark.req("SYN-1")
    def test_without_files_text_goes_and_the_run_does_not_count_as_complete_while_files_wait(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        before = store.queries.sync_status().last_complete_at
        store.clock.pass_time(timedelta(hours=1))
        centre.time += timedelta(hours=1)
        work_a_visit(store)

        done = sync.engine.run(sync.said.append, lambda: False, files=False)

        status = store.queries.sync_status()
        assert (done.state, done.blobs_total) == (SyncState.IDLE, 0)
        assert (status.events_waiting, status.blobs_waiting) == (0, 2)
        assert status.last_complete_at == before
        assert centre.blobs == {}

        assert sync.run().blobs_done == 2

    def test_without_network_the_run_ends_offline_and_everything_keeps_waiting(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        total = work_a_visit(store)
        centre.line = lambda: "lost-request"

        done = sync.run()

        assert (done.state, done.code) == (SyncState.OFFLINE, "centre.unreachable")
        status = store.queries.sync_status()
        assert (status.events_waiting, status.stock_waiting, status.blobs_waiting) == (total, 3, 2)

    @pytest.mark.req("SYN-2", "PRT-2")
    def test_events_whose_answer_was_lost_count_once_when_sent_again(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        total = work_a_visit(store)
        lines = iter(["up", "lost-answer"])
        centre.line = lambda: next(lines, "up")
        assert sync.run().state is SyncState.OFFLINE
        assert len(centre.rows) == total
        assert store.queries.sync_status().events_waiting == total

        assert sync.run().state is SyncState.IDLE

        assert same_everywhere(store, centre)

    @pytest.mark.req("SYN-2")
    @pytest.mark.parametrize("seed", range(8))
    def test_any_run_of_losses_ends_with_the_same_on_both_sides(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, seed: int
    ) -> None:
        chance = random.Random(seed)
        centre.page = chance.choice([1, 2, 5, 2000])
        centre.line = lambda: chance.choice(["up", "up", "lost-request", "lost-answer"])
        for event in make_events():
            store.do(event)
            before = store.queries.order(ORDER_ID)
            sync.run(after(chance.randrange(12)))
            assert store.queries.order(ORDER_ID) == before, "what the engineer saw has changed"
        centre.line = lambda: "up"

        assert sync.run().state is SyncState.IDLE

        assert same_everywhere(store, centre)

    def test_two_runs_at_once_follow_each_other(self, sync: Runner, store: DeviceStore, centre: SmallCentre) -> None:
        work_a_visit(store)
        threads = [threading.Thread(target=sync.run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert same_everywhere(store, centre)
        assert centre.calls.count("begin-upload") == 2


class TestBadItems:
    def test_a_rejected_event_blocks_nothing_behind_it_and_is_shown(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.refused_kinds = {PartConsumed.kind}
        work_a_visit(store)

        done = sync.run()

        status = store.queries.sync_status()
        assert done.state is SyncState.IDLE
        assert status.events_waiting == 0
        assert {(p.kind, p.code) for p in status.problems} == {(PartConsumed.kind, "part.unknown")}
        assert store.queries.order(ORDER_ID) == centre.orders[ORDER_ID]
        assert centre.orders[ORDER_ID].visit.closed_at is not None

    def test_a_refused_file_blocks_no_other_and_is_tried_again_next_time(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        bad = sha256_of(b"file 3")
        centre.refused_blobs = {bad}
        work_a_visit(store)

        done = sync.run()
        status = store.queries.sync_status()
        centre.refused_blobs = set()
        sync.run()

        assert (done.state, done.blobs_done, done.blobs_total) == (SyncState.IDLE, 1, 2)
        assert [(p.code, p.fields) for p in status.problems] == [("blob-too-large", {"sha256": bad})]
        assert same_everywhere(store, centre)
        assert store.queries.sync_status().problems == ()

    def test_a_file_that_is_at_the_centre_already_is_not_sent_again(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)
        centre.blobs[sha256_of(b"file 3")] = b"file 3"

        sync.run()

        assert centre.calls.count("begin-upload") == 1

    def test_a_device_that_is_revoked_in_mid_upload_ends_the_run_and_blames_no_file(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def revoked(*args: object) -> None:
            raise CentreRefused("device-unknown")

        work_a_visit(store)
        monkeypatch.setattr(centre, "begin_upload", revoked)

        done = sync.run()

        assert (done.state, done.code) == (SyncState.PROBLEM, "device-unknown")
        assert store.queries.sync_status().problems == ()
        assert store.queries.sync_status().blobs_waiting == 2

    @pytest.mark.req("SYN-6")
    def test_a_revoked_device_delivers_everything_first_and_then_says_farewell(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)
        centre.revoked, centre.escrow_key = True, COMPANY

        done = sync.run()

        assert (done.state, done.code) == (SyncState.PROBLEM, "device.revoked")
        assert (store.outbox.waiting(), store.blobs.undelivered(), centre.farewells) == (0, (), 1)
        assert centre.calls[-1] == "farewell"
        assert "keep-key" not in centre.calls
        assert store.identity.is_leaving()

    def test_a_revoked_device_with_a_file_that_was_refused_keeps_its_data(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)
        centre.revoked = True
        centre.refused_blobs.add(store.blobs.undelivered()[0])

        done = sync.run()

        assert (done.state, centre.farewells, store.identity.is_leaving()) == (SyncState.IDLE, 0, False)

    @pytest.mark.req("SYN-6")
    def test_what_is_recorded_while_the_last_file_goes_up_is_delivered_before_the_farewell(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        work_a_visit(store)
        centre.revoked = True
        begin_upload, late = centre.begin_upload, [save_answer("clean", "remark", "一分钟后才写的")]

        def tapped_meanwhile(*arguments: object) -> UploadPlace:
            place = begin_upload(*arguments)  # type: ignore[arg-type]
            if late:
                store.do(late.pop())
            return place

        monkeypatch.setattr(centre, "begin_upload", tapped_meanwhile)
        done = sync.run()

        assert (done.code, store.outbox.waiting(), centre.farewells) == ("device.revoked", 0, 1)
        assert centre.rows[-1].data["value"] == "一分钟后才写的"

    @pytest.mark.req("SYN-6")
    def test_after_the_farewell_nothing_more_is_recorded_that_nobody_would_fetch(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        work_a_visit(store)
        centre.revoked = True
        sync.run()

        with pytest.raises(Refused, match=r"device\.revoked"):
            store.do(save_answer("clean", "remark", "太晚了"))
        assert store.outbox.waiting() == 0

    @pytest.mark.req("SYN-6")
    def test_a_device_that_was_cut_off_after_its_farewell_goes_at_its_next_run_without_network(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.revoked = True
        centre.line = lambda: "lost-answer" if centre.calls[-1] == "farewell" else "up"
        assert sync.run().code == "device.revoked"
        centre.line = lambda: "lost-request"

        assert sync.run().code == "device.revoked"

    @pytest.mark.req("SYN-2", "SYN-6")
    @pytest.mark.parametrize("known", [0, 3], ids=["to before what it brought", "to before it was revoked"])
    def test_a_tablet_that_is_leaving_stays_where_the_centre_was_restored(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, known: int
    ) -> None:
        work_a_visit(store)
        centre.revoked = True
        centre.line = lambda: "lost-request" if centre.calls[-1] == "farewell" else "up"
        assert sync.run().code == "device.revoked"
        rows, centre.line = list(centre.rows), lambda: "up"
        centre.revoked, centre.epoch = False, "epoch-2"
        for kept in (centre.rows, centre.outcomes, centre.digests):
            del kept[known:]

        done = sync.run()

        assert (done.state, done.code, store.identity.is_leaving()) == (SyncState.IDLE, "", False)
        assert centre.rows == rows
        store.do(save_answer("clean", "remark", "又在用了"))
        assert store.outbox.waiting() == 1

    @pytest.mark.req("SYN-2", "SYN-6")
    def test_a_farewell_to_a_centre_that_holds_the_tablet_for_one_in_use_removes_nothing(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        def restored_meanwhile() -> str:
            if centre.calls[-1] == "farewell":
                centre.revoked = False
            return "up"

        work_a_visit(store)
        centre.revoked, centre.line = True, restored_meanwhile

        done = sync.run()

        assert (done.state, centre.farewells, store.identity.is_leaving()) == (SyncState.IDLE, 0, False)

    @pytest.mark.req("SYN-2")
    def test_a_file_that_the_centre_refuses_holds_up_no_backup(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        completed: list[object] = []
        monkeypatch.setattr(type(store.identity), "note_complete", lambda identity: completed.append(identity))
        work_a_visit(store)
        centre.refused_blobs.add(store.blobs.undelivered()[0])

        sync.run()

        assert store.outbox.waiting() == 0
        assert completed

    def test_a_stranger_that_said_no_farewell_keeps_its_data(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stranger() -> Hello:
            raise CentreRefused("device-unknown")

        monkeypatch.setattr(centre, "hello", stranger)

        assert sync.run().code == "device-unknown"
        assert not store.identity.is_leaving()

    @pytest.mark.req("SYN-6")
    def test_the_sealed_key_is_delivered_until_the_centre_has_it_and_again_for_a_new_company_key(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        sync.run()
        assert "keep-key" not in centre.calls, "a centre without a key pair gets no copy"
        centre.escrow_key = COMPANY
        centre.line = lambda: "lost-answer" if centre.calls[-1] == "keep-key" else "up"
        assert sync.run().state is SyncState.OFFLINE
        centre.line = lambda: "up"

        for _ in range(3):
            assert sync.run().state is SyncState.IDLE

        assert centre.calls.count("keep-key") == 2
        centre.escrow_key = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
        sync.run()
        assert centre.calls.count("keep-key") == 3

    @pytest.mark.req("SYN-2", "SYN-6")
    @pytest.mark.parametrize("files", [True, False])
    def test_a_centre_that_does_not_take_the_sealed_key_gets_everything_else_and_the_refusal_is_told(
        self,
        sync: Runner,
        store: DeviceStore,
        centre: SmallCentre,
        monkeypatch: pytest.MonkeyPatch,
        files: bool,
    ) -> None:
        def refuse(sealed: SealedKey) -> None:
            raise CentreRefused("wire.malformed", detail="sealed")

        centre.escrow_key = COMPANY
        monkeypatch.setattr(centre, "keep_key", refuse)
        work_a_visit(store)

        ended = sync.engine.run(sync.said.append, lambda: False, files)

        assert (ended.state, ended.code) == (SyncState.PROBLEM, "wire.malformed")
        assert store.outbox.waiting() == 0
        assert (store.blobs.undelivered() == ()) is files

    def test_a_cursor_that_the_centre_does_not_know_pulls_everything_anew(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = centre.sync

        def strict(request: SyncRequest) -> SyncAnswer:
            if request.cursors.get(MINE, 0) > len(centre.feed):
                raise CentreRefused("cursor-unknown", scope=MINE)
            return honest(request)

        monkeypatch.setattr(centre, "sync", strict)
        store.do(complete_step("kit"))
        sync.run()
        centre.feed.clear()
        centre.publish(make_order(wishes="anew"))

        done = sync.run()

        assert (done.state, done.code) == (SyncState.IDLE, "")
        assert store.queries.order(ORDER_ID).wishes == "anew"

    def test_a_batch_that_is_too_large_is_halved_until_it_passes(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        for value in range(300):
            store.do(save_answer("work", "remark", str(value)))
        centre.most_events = 100

        done = sync.run()

        assert (done.state, done.events_done) == (SyncState.IDLE, 300)
        assert max(size for size in centre.batches if size <= 100) > 20
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "299"

    @pytest.mark.parametrize("named", [30, 7])
    def test_no_batch_is_larger_than_the_centre_named_however_quick_the_line_is(
        self, named: int, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        for value in range(100):
            store.do(save_answer("work", "remark", str(value)))
        centre.named_events = named

        done = sync.run()

        assert (done.state, done.events_done) == (SyncState.IDLE, 100)
        assert max(centre.batches) == named


class TestCentreOfAnotherMind:
    def test_a_restored_centre_gets_again_what_it_lost(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        store.do(*make_events()[:4])
        sync.run()
        yesterday = centre.backup()
        store.do(*make_events()[4:9])
        sync.run()
        centre.restored_to(yesterday)
        assert len(centre.rows) == 4
        store.do(*make_events()[9:])

        done = sync.run()

        assert done.state is SyncState.IDLE
        assert store.identity.epoch() == "epoch-2"
        assert same_everywhere(store, centre)

    def test_a_centre_that_is_restored_between_greeting_and_answer_is_greeted_again(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        yesterday = centre.backup()
        honest = centre.sync
        restored = []

        def restore_first(request: SyncRequest) -> SyncAnswer:
            if not restored:
                restored.append(centre.restored_to(yesterday))
            return honest(request)

        monkeypatch.setattr(centre, "sync", restore_first)

        done = sync.run()

        assert (done.state, done.code, store.identity.epoch()) == (SyncState.IDLE, "", "epoch-2")
        assert centre.calls == ["hello", "sync", "hello", "sync"]

    def test_a_centre_that_lost_events_without_saying_so_gets_them_too(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        store.do(*make_events()[:4])
        sync.run()
        for held in (centre.rows, centre.outcomes, centre.digests):
            del held[2:]

        assert sync.run().state is SyncState.IDLE

        assert [row.seq for row in centre.rows] == [1, 2, 3, 4]

    def test_a_copied_device_is_told_so_and_sends_nothing(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        store.do(save_answer("kit", "a", "mine"))
        foreign = replace(centre.backup(), epoch=centre.epoch)
        sync.run()
        row = replace(centre.rows[0], data={**centre.rows[0].data, "value": "theirs"})
        foreign.rows.append(row)
        foreign.digests.append(sha256_of(b"theirs"))

        done = Runner(store, foreign).run()

        assert (done.state, done.code) == (SyncState.PROBLEM, "device-forked")
        assert "sync" not in foreign.calls

    def test_a_centre_that_knows_more_than_this_device_wrote_is_not_believed(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre
    ) -> None:
        centre.digests.append(sha256_of(b"never written here"))
        centre.rows.append(centre.rows[0] if centre.rows else None)  # type: ignore[arg-type]

        assert sync.run().code == "device-forked"

    def test_an_answer_that_leads_nowhere_ends_the_run(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = centre.sync

        def forgetful(request):  # type: ignore[no-untyped-def]
            return replace(honest(request), outcomes=(), changes=())

        monkeypatch.setattr(centre, "sync", forgetful)
        store.do(complete_step("kit"))

        done = sync.run()

        assert (done.state, done.code) == (SyncState.PROBLEM, "centre.no-progress")
        assert store.queries.sync_status().events_waiting == 1

    def test_a_word_on_events_that_were_never_written_is_not_applied(
        self, sync: Runner, store: DeviceStore, centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = centre.sync
        monkeypatch.setattr(centre, "sync", lambda request: replace(honest(request), applied_seq=999))
        store.do(complete_step("kit"))

        assert sync.run().code == "centre.applied-unknown"
        assert store.queries.sync_status().events_waiting == 1
