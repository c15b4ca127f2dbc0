"""One suite, two subjects: the memory fake and the encrypted SQLite store behave alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreAnswerInvalid, NotFound
from fieldapp.domain.events import OrderAccepted, PartUseReversed
from fieldapp.domain.ids import FormId, OrderId, PartNumber, Scope, SerialNumber, StepId
from fieldapp.domain.part import MovementKind
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.domain.work_order import OrderState
from fieldapp.wire.codec import CHAIN_START, chain, sha256_of, to_json
from fieldapp.wire.messages import DocumentKind, FormDocument, Operation, Outcome, SyncAnswer, Verdict
from fieldapp.workflow.apply import apply
from tests.factories import (
    NOW,
    ORDER_ID,
    complete_step,
    consume,
    hand_back,
    local,
    make_events,
    make_fault,
    make_message,
    make_movement,
    make_order,
    make_part,
    make_part_code,
    make_pin,
    make_price_list,
    repair_process,
    save_answer,
)
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import EPOCH, MINE, REFERENCE, DeviceStore, accepted, opened, over_database, over_memory

TS_02 = PartNumber("TS-02")
SERIAL = SerialNumber("TS02-2611-0457")


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
    else:
        with opened(tmp_path, clock) as database:
            yield over_database(database, clock)


@pytest.fixture
def visit(store: DeviceStore) -> DeviceStore:
    """A store that holds the story's order."""
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    return store


def reverse(use_id: str = "use-1") -> PartUseReversed:
    return PartUseReversed(order_id=ORDER_ID, at=local("10:25"), use_id=use_id, part_number=TS_02, serial_number=SERIAL)


def accept() -> OrderAccepted:
    return OrderAccepted(order_id=ORDER_ID, at=local("08:20"))


class TestWriting:
    @pytest.mark.req("SYN-1")
    def test_an_event_that_is_committed_is_seen_on_the_order_and_waits_for_the_centre(self, visit: DeviceStore) -> None:
        visit.do(save_answer("kit", "floor_mat", "OK"))

        assert visit.queries.order(ORDER_ID).visit.answer(StepId("kit"), "floor_mat") == "OK"
        assert visit.queries.sync_status().events_waiting == 1

    def test_a_block_that_is_left_without_commit_changes_nothing(self, visit: DeviceStore) -> None:
        with visit.begin() as work:
            work.append(save_answer("kit", "floor_mat", "OK"), consume(serial_number=SERIAL))
            work.put_blob("application/pdf", b"report")
            work.remember_place(ORDER_ID, StepId("kit"), "floor_mat")

        assert visit.queries.order(ORDER_ID) == make_order()
        assert visit.outbox.last_seq() == 0
        assert visit.queries.stock(TS_02) == 0
        assert visit.queries.place(ORDER_ID) is None
        assert visit.blobs.undelivered() == ()

    def test_an_error_inside_the_block_changes_nothing_and_the_next_transaction_works(self, visit: DeviceStore) -> None:
        def fail() -> None:
            with visit.begin() as work:
                work.append(save_answer("kit", "floor_mat", "OK"))
                work.order(OrderId("not-here"))

        with pytest.raises(NotFound, match=r"order\.unknown"):
            fail()
        visit.do(complete_step("kit"))

        assert visit.outbox.last_seq() == 1
        assert visit.queries.order(ORDER_ID).visit.answers == {}

    def test_inside_the_block_the_order_shows_what_was_appended_so_far(self, visit: DeviceStore) -> None:
        with visit.begin() as work:
            work.append(save_answer("kit", "floor_mat", "OK"))
            seen = work.order(ORDER_ID)
            others = visit.queries.order(ORDER_ID)

        assert seen.visit.answer(StepId("kit"), "floor_mat") == "OK"
        assert others == make_order()

    def test_events_are_numbered_without_gaps_one_group_a_transaction(self, visit: DeviceStore) -> None:
        with visit.begin() as work:
            work.append(save_answer("kit", "a", "1"), save_answer("kit", "b", "2"))
            work.append(complete_step("kit"))
            first = work.commit()
        with visit.begin() as work:
            work.append(save_answer("kit", "a", "3"))
            second = work.commit()

        assert [event.seq for event in first + second] == [1, 2, 3, 4]
        assert [event.group for event in first + second] == [1, 1, 1, 2]

    def test_every_event_carries_the_hash_of_all_before_it(self, visit: DeviceStore) -> None:
        with visit.begin() as work:
            work.append(*make_events())
            recorded = work.commit()

        value = CHAIN_START
        for row, event in zip(visit.outbox.batch(100, 10**6).events, recorded, strict=True):
            value = chain(value, to_json(row))
            assert event.digest == value
        assert visit.outbox.digest_at(len(recorded)) == value

    def test_an_event_travels_with_the_reading_of_every_clock(self, visit: DeviceStore) -> None:
        visit.clock.set_offset(timedelta(seconds=-3.000001), NOW)
        evidence = visit.clock.evidence()

        visit.do(complete_step("kit"))

        assert visit.outbox.batch(10, 10**6).events[0].clock == evidence

    def test_an_event_of_an_unknown_order_is_refused(self, store: DeviceStore) -> None:
        with store.begin() as work, pytest.raises(NotFound, match=r"order\.unknown"):
            work.append(complete_step("kit"))

    @pytest.mark.req("SITE-9")
    def test_the_place_is_that_of_the_last_tap(self, visit: DeviceStore) -> None:
        for field in ("floor_mat", "tools"):
            with visit.begin() as work:
                work.remember_place(ORDER_ID, StepId("kit"), field)
                work.commit()

        assert visit.queries.place(ORDER_ID) == (StepId("kit"), "tools")
        assert visit.outbox.last_seq() == 0

    @pytest.mark.req("SITE-9")
    def test_the_last_place_is_in_the_order_that_was_noted_last_also_when_it_was_noted_before(
        self, visit: DeviceStore
    ) -> None:
        assert visit.queries.last_place() is None
        first, second = ORDER_ID, OrderId("wo-261123-007")
        found = []
        for order_id in (first, second, first):
            with visit.begin() as work:
                work.remember_place(order_id, StepId("kit"), "tools")
                work.commit()
            found.append(visit.queries.last_place())

        assert found == [first, second, first]

    def test_the_next_identity_is_the_one_the_next_event_gets_also_in_the_middle_of_a_transaction(
        self, visit: DeviceStore
    ) -> None:
        visit.do(accept())
        with visit.begin() as work:
            first = work.next_id()
            work.append(save_answer("kit", "a", "1"), save_answer("kit", "b", "2"))
            third = work.next_id()
            work.append(complete_step("kit"))
            recorded = work.commit()
        with visit.begin() as work:
            after = work.next_id()

        assert [str(row.id) for row in recorded][::2] == [first, third]
        assert (first, third, after) == ("tablet-1:2", "tablet-1:4", "tablet-1:5")

    def test_an_identity_that_was_not_used_is_given_again(self, visit: DeviceStore) -> None:
        with visit.begin() as work:
            work.append(save_answer("kit", "a", "1"))
            work.next_id()
        with visit.begin() as work:
            assert work.next_id() == "tablet-1:1"


class TestStock:
    @pytest.mark.req("PRT-2")
    def test_a_part_that_is_used_leaves_the_van_and_comes_back_when_reversed(self, visit: DeviceStore) -> None:
        visit.give(DocumentKind.STOCK_MOVEMENT, "depot-1", make_movement(quantity=2, serial_number=None))

        visit.do(consume(quantity=2, serial_number=SERIAL))
        after_use = visit.queries.stock(TS_02)
        visit.do(reverse())

        assert (after_use, visit.queries.stock(TS_02)) == (0, 1)
        kinds = [line.kind for line in visit.queries.movements(TS_02)]
        assert kinds == [MovementKind.REVERSED, MovementKind.USED, MovementKind.RECEIVED]
        assert [line.id for line in visit.queries.movements()][:2] == ["tablet-1:2", "tablet-1:1"]
        assert visit.queries.movements()[0].order_number == make_order().number
        assert visit.queries.sync_status().stock_waiting == 2

    @pytest.mark.req("PRT-2", "SYN-2")
    def test_an_own_movement_that_comes_back_from_the_centre_counts_once(self, visit: DeviceStore) -> None:
        visit.do(consume(serial_number=SERIAL))
        (mine,) = visit.queries.movements()

        visit.pull(visit.put(DocumentKind.STOCK_MOVEMENT, mine.id, mine), outcomes=accepted(1))

        assert visit.queries.movements() == (mine,)
        assert visit.queries.sync_status().stock_waiting == 0

    def test_the_movement_of_an_event_that_the_centre_rejects_is_taken_out_and_the_event_shown(
        self, visit: DeviceStore
    ) -> None:
        visit.do(consume(serial_number=SERIAL))
        rejected = Outcome(seq=1, verdict=Verdict.REJECTED, code="part.unknown", fields={"part": "TS-02"})

        visit.pull(outcomes=[rejected])

        assert visit.queries.stock(TS_02) == 0
        assert visit.queries.order(ORDER_ID).visit.parts == ()
        (problem,) = visit.queries.sync_status().problems
        assert (problem.event, problem.kind, problem.code) == ("tablet-1:1", "part.consumed", "part.unknown")
        assert (problem.order_number, problem.fields) == ("WX-261123-004", {"part": "TS-02"})

    @pytest.mark.req("SYN-8")
    def test_what_the_centre_has_parked_waits_for_the_office_and_what_it_rejected_does_not(
        self, visit: DeviceStore
    ) -> None:
        visit.do(save_answer("work", "a", "1"), save_answer("work", "b", "2"))
        parked = Outcome(seq=1, verdict=Verdict.PARKED, code="event.parked")
        rejected = Outcome(seq=2, verdict=Verdict.REJECTED, code="wire.malformed")

        visit.pull(outcomes=[parked, rejected])

        status = visit.queries.sync_status()
        assert {one.code: one.waits_for_office for one in status.problems} == {
            "event.parked": True,
            "wire.malformed": False,
        }
        assert status.faults == 1

    def test_a_serial_is_on_the_van_until_it_is_used(self, visit: DeviceStore) -> None:
        visit.give(DocumentKind.STOCK_MOVEMENT, "depot-1", make_movement(quantity=1, serial_number=SERIAL))
        before = visit.queries.serial_on_van(SERIAL)

        visit.do(consume(serial_number=SERIAL))

        assert (before, visit.queries.serial_on_van(SERIAL)) == (TS_02, None)


class TestPulling:
    def test_orders_are_listed_by_appointment_without_those_that_ended_long_ago(self, store: DeviceStore) -> None:
        early = make_order(id=OrderId("early"), number="A")
        window = make_order().appointment
        late = make_order(id=OrderId("late"), number="B", appointment=type(window)(local("14:00"), local("15:00")))
        for order in (late, early):
            store.give(DocumentKind.WORK_ORDER, order.id, order)
        store.do(hand_back(at=NOW, order_id=OrderId("late")))

        today = [order.id for order in store.queries.orders()]
        store.clock.pass_time(timedelta(days=31))

        assert today == ["early", "late"]
        assert [order.id for order in store.queries.orders()] == ["early"]

    def test_a_new_document_keeps_what_is_not_at_the_centre_yet(self, visit: DeviceStore) -> None:
        visit.do(save_answer("kit", "floor_mat", "OK"))

        visit.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="从后门进"))

        order = visit.queries.order(ORDER_ID)
        assert order.wishes == "从后门进"
        assert order.visit.answer(StepId("kit"), "floor_mat") == "OK"

    @pytest.mark.req("SYN-2")
    def test_a_lost_answer_that_comes_again_changes_nothing(self, visit: DeviceStore) -> None:
        visit.do(accept())
        change = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(state=OrderState.ACCEPTED))
        first = visit.pull(change, outcomes=accepted(1))
        seen = visit.queries.order(ORDER_ID)

        second = visit.pull(change, outcomes=accepted(1))

        assert (first.outcomes, first.changes) == (1, 1)
        assert (second.outcomes, second.changes) == (0, 0)
        assert visit.queries.order(ORDER_ID) == seen

    def test_a_gap_in_a_scope_is_refused_and_nothing_of_that_answer_is_kept(self, visit: DeviceStore) -> None:
        visit.do(accept())
        cursors = visit.inbox.cursors()
        gap = make_part()
        change = visit.put(DocumentKind.PART, "TS-02", gap, REFERENCE)
        later = type(change)(**{name: getattr(change, name) for name in change.__slots__} | {"number": 5})

        with pytest.raises(CentreAnswerInvalid, match=r"centre\.gap"):
            visit.pull(later, outcomes=accepted(1))

        assert visit.inbox.cursors() == cursors
        assert visit.queries.sync_status().events_waiting == 1

    def test_an_accepted_event_whose_document_comes_in_a_later_answer_stays_visible(self, visit: DeviceStore) -> None:
        visit.do(save_answer("kit", "floor_mat", "OK"))

        visit.pull(outcomes=accepted(1), more=True)
        between = visit.queries.order(ORDER_ID)
        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, between))

        assert between.visit.answer(StepId("kit"), "floor_mat") == "OK"
        assert visit.queries.order(ORDER_ID) == between

    def test_an_older_document_in_a_first_page_does_not_hide_accepted_events(self, visit: DeviceStore) -> None:
        visit.do(save_answer("kit", "floor_mat", "OK"))
        older = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="old"))

        visit.pull(older, outcomes=accepted(1), more=True)

        assert visit.queries.order(ORDER_ID).visit.answer(StepId("kit"), "floor_mat") == "OK"

    @pytest.mark.req("ACC-2")
    def test_a_message_is_unsent_until_the_centre_has_it(self, visit: DeviceStore) -> None:
        assert visit.queries.unsent_messages(ORDER_ID) == frozenset()
        with visit.begin() as work:
            first = make_message(message_id=work.next_id())
            work.append(save_answer("kit", "floor_mat", "OK"), first)
            work.commit()
        visit.do(make_message(message_id="tablet-1:3"))
        assert visit.queries.unsent_messages(ORDER_ID) == {"tablet-1:1", "tablet-1:3"}
        visit.pull(outcomes=accepted(1, 2))
        assert visit.queries.unsent_messages(ORDER_ID) == {"tablet-1:3"}

    @pytest.mark.req("SYN-3")
    def test_a_revoked_order_stays_in_sight_until_what_was_done_on_it_is_sent(self, visit: DeviceStore) -> None:
        visit.do(save_answer("kit", "floor_mat", "OK"))

        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE))
        seen, kept = visit.queries.orders(), visit.queries.order(ORDER_ID)
        visit.pull(outcomes=accepted(1))

        assert seen == (kept,)
        assert visit.queries.orders() == ()
        assert kept.visit.answer(StepId("kit"), "floor_mat") == "OK"
        with pytest.raises(NotFound, match=r"order\.unknown"):
            visit.queries.order(ORDER_ID)
        assert visit.outbox.last_seq() == 1

    @pytest.mark.req("SYN-3")
    @pytest.mark.parametrize("more", [False, True])
    def test_an_order_taken_away_goes_with_the_last_outcome_though_the_documents_held_its_event_before(
        self, more: bool, visit: DeviceStore
    ) -> None:
        """Its outcomes were lost on the way once; sent again in smaller batches the last one comes on its own."""
        visit.do(save_answer("kit", "mat", "OK"))
        visit.do(save_answer("kit", "cover", "OK"))
        revoke = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE)
        answer = SyncAnswer(epoch=EPOCH, server_time=NOW, applied_seq=2, backed_up_seq=0)
        visit.inbox.apply(replace(answer, outcomes=tuple(accepted(1)), changes=(revoke,)))
        before = [order.id for order in visit.queries.orders()]

        told = [visit.inbox.apply(replace(answer, outcomes=tuple(accepted(2)), more=more))]
        if more:  # in step is what the last page ends with
            told.append(visit.inbox.apply(answer))

        assert (before, visit.queries.orders()) == ([ORDER_ID], ())
        assert told[-1].orders == {ORDER_ID}

    def test_a_revoke_of_the_old_scope_after_the_grant_in_the_new_one_takes_nothing_away(
        self, visit: DeviceStore
    ) -> None:
        other = Scope("engineer:zhou-2")
        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(), other, Operation.GRANT))

        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, None, MINE, Operation.REVOKE))

        assert visit.queries.orders() == (make_order(),)

    def test_a_document_that_cannot_be_read_blocks_nothing_and_is_shown(self, visit: DeviceStore) -> None:
        bad = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, {"id": ORDER_ID})
        good = visit.put(DocumentKind.PART, "TS-02", make_part(), REFERENCE)

        visit.pull(bad, good)

        assert visit.queries.order(ORDER_ID) == make_order()
        assert visit.queries.part(TS_02) == make_part()
        assert [problem.code for problem in visit.queries.sync_status().problems] == ["document.unreadable"]
        visit.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="mended"))
        assert visit.queries.sync_status().problems == ()

    def test_a_restored_centre_is_offered_again_what_it_lost_and_pulled_anew(self, visit: DeviceStore) -> None:
        visit.give(DocumentKind.PART, "TS-02", make_part(), REFERENCE)
        visit.do(accept())
        visit.do(consume(serial_number=SERIAL))
        visit.pull(outcomes=accepted(1, 2))

        visit.outbox.offer_again(1, visit.outbox.digest_at(1) or CHAIN_START)
        visit.identity.adopt_epoch("epoch-2")
        again = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(state=OrderState.ACCEPTED))
        visit.pull(again, epoch="epoch-2")

        assert visit.queries.sync_status().events_waiting == 1
        assert len(visit.queries.order(ORDER_ID).visit.parts) == 1
        assert visit.queries.stock(TS_02) == -1
        assert visit.queries.part(TS_02) is None

    @pytest.mark.req("SYN-2")
    def test_an_answer_that_the_centre_had_refused_is_seen_again_as_soon_as_it_waits_again(
        self, visit: DeviceStore
    ) -> None:
        used = consume(serial_number=SERIAL)
        visit.do(save_answer("kit", "mat", "first"), save_answer("kit", "cover", "old"))
        visit.do(save_answer("kit", "cover", "new"), used)
        refused = tuple(Outcome(seq=seq, verdict=Verdict.REJECTED, code="wire.malformed") for seq in (1, 2))
        taken = apply(apply(make_order(), save_answer("kit", "cover", "new")), used)
        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, taken), outcomes=(*refused, *accepted(3, 4)))
        before = visit.queries.order(ORDER_ID)

        visit.outbox.offer_again(0, CHAIN_START)

        after = visit.queries.order(ORDER_ID)
        assert before == taken
        assert after.visit.answers == {StepId("kit"): {"mat": "first", "cover": "new"}}
        assert after.visit.parts == before.visit.parts

    def test_what_the_centre_refused_is_no_longer_seen_also_where_a_copy_of_the_tablet_had_brought_it_before(
        self, visit: DeviceStore
    ) -> None:
        visit.do(save_answer("kit", "mat", "refused"))
        visit.inbox.apply(SyncAnswer(epoch=EPOCH, server_time=NOW, applied_seq=1, backed_up_seq=0))
        seen = visit.queries.order(ORDER_ID).visit.answers

        visit.pull(outcomes=[Outcome(seq=1, verdict=Verdict.REJECTED, code="wire.malformed")])

        assert seen == {StepId("kit"): {"mat": "refused"}}
        assert visit.queries.order(ORDER_ID) == make_order()

    def test_a_movement_that_a_restored_centre_does_not_have_is_gone_after_pulling_anew(
        self, visit: DeviceStore
    ) -> None:
        visit.do(consume(serial_number=SERIAL))
        (mine,) = visit.queries.movements()
        visit.pull(visit.put(DocumentKind.STOCK_MOVEMENT, mine.id, mine), outcomes=accepted(1))

        visit.identity.adopt_epoch("epoch-2")
        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order()), epoch="epoch-2")

        assert visit.queries.stock(TS_02) == 0


class TestReference:
    def test_a_label_names_a_part_by_number_or_gtin(self, store: DeviceStore) -> None:
        part = make_part()
        store.give(DocumentKind.PART, part.number, part, REFERENCE)

        by_gtin = store.queries.part_for(make_part_code(part_number=None))
        by_number = store.queries.part_for(make_part_code(gtin=None, part_number=part.number))
        unknown = store.queries.part_for(make_part_code(gtin="00000000000000", part_number=None))

        assert (by_gtin, by_number, unknown) == (part, part, None)

    @pytest.mark.req("PRO-2")
    def test_an_order_keeps_the_form_version_it_began_with(self, store: DeviceStore) -> None:
        for xform in ("<old/>", "<new/>"):
            sha256 = sha256_of(xform.encode())
            form = FormDocument(form_id="kit", version=xform, sha256=sha256, xform=xform)
            store.give(DocumentKind.FORM, "kit", form, REFERENCE)
        old = sha256_of(b"<old/>")

        pinned = store.queries.form(make_pin(forms={FormId("kit"): old}), FormId("kit"))

        assert pinned == (old, b"<old/>")
        with pytest.raises(NotFound, match=r"form\.unknown"):
            store.queries.form(make_pin(forms={}), FormId("kit"))

    @pytest.mark.req("PRO-2")
    def test_the_versions_of_a_form_that_are_here_are_told_newest_first(self, store: DeviceStore) -> None:
        for form_id, version in (
            ("kit", "2026112303"),
            ("kit", "2026120100"),
            ("kit", "draft"),
            ("work", "2027010100"),
        ):
            xform = f"<{form_id}-{version}/>"
            sha256 = sha256_of(xform.encode())
            form = FormDocument(form_id=form_id, version=version, sha256=sha256, xform=xform)
            store.give(DocumentKind.FORM, sha256, form, REFERENCE)

        found = store.queries.form_versions(FormId("kit"))

        assert [known.version for known in found] == ["2026120100", "2026112303", "draft"]
        assert found[0].sha256 == sha256_of(b"<kit-2026120100/>")
        assert store.queries.form_versions(FormId("unheard-of")) == ()

    @pytest.mark.req("PRO-2")
    def test_an_order_keeps_the_process_version_it_began_with(self, store: DeviceStore) -> None:
        old, new = (replace(repair_process(), version=version) for version in ("1", "2"))
        for process in (old, new):
            store.give(DocumentKind.PROCESS, "repair", process, REFERENCE)

        assert store.queries.process(make_pin(process_version="1")) == old
        assert store.queries.process(make_pin(process_version="2")) == new
        with pytest.raises(NotFound, match=r"process\.unknown"):
            store.queries.process(make_pin(process_version="3"))

    def test_prices_are_those_of_the_newest_list_valid_on_the_day(self, store: DeviceStore) -> None:
        now = make_price_list(version="2026-07", valid_from_on=date(2026, 7, 1))
        later = make_price_list(version="2027-01", valid_from_on=date(2027, 1, 1))
        for prices in (later, now):
            store.give(DocumentKind.PRICE_LIST, prices.version, prices, REFERENCE)

        assert store.queries.price_list(date(2026, 11, 23)) == now
        assert store.queries.price_list(date(2027, 1, 1)) == later
        with pytest.raises(NotFound, match=r"prices\.none"):
            store.queries.price_list(date(2026, 6, 30))

    def test_faults_are_those_of_the_model_most_frequent_first(self, store: DeviceStore) -> None:
        rare, often = make_fault(id="rare", cases=1), make_fault(id="often", cases=9)
        other = make_fault(id="other", models=("AH-12",))
        for entry in (rare, often, other):
            store.give(DocumentKind.FAULT_ENTRY, entry.id, entry, REFERENCE)

        assert store.queries.faults("CF-680") == (often, rare)

    def test_a_deleted_part_is_unknown_afterwards(self, store: DeviceStore) -> None:
        store.give(DocumentKind.PART, "TS-02", make_part(), REFERENCE)

        store.pull(store.put(DocumentKind.PART, "TS-02", None, REFERENCE, Operation.DELETE))

        assert store.queries.part(TS_02) is None


class TestSending:
    def test_a_batch_never_cuts_a_group(self, visit: DeviceStore) -> None:
        for _ in range(3):
            visit.do(*(save_answer("kit", name, "1") for name in "abc"))

        sizes = [len(visit.outbox.batch(most, 10**6).events) for most in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]

        assert sizes == [3, 3, 3, 3, 3, 6, 6, 6, 9, 9]

    def test_a_batch_begins_at_the_first_event_without_outcome(self, visit: DeviceStore) -> None:
        for value in "123":
            visit.do(save_answer("kit", "a", value))
        visit.pull(outcomes=accepted(1))

        batch = visit.outbox.batch(1, 10**6)

        assert [row.seq for row in batch.events] == [2]
        assert batch.chain == visit.outbox.digest_at(2)
        assert visit.outbox.acknowledged_seq() == 1

    def test_an_empty_batch_carries_the_chain_of_the_last_acknowledged_event(self, visit: DeviceStore) -> None:
        visit.do(accept())
        visit.pull(outcomes=accepted(1))

        batch = visit.outbox.batch(10, 10**6)

        assert (batch.events, batch.chain) == ((), visit.outbox.digest_at(1))

    @pytest.mark.parametrize("size", [1000, 700_000])
    def test_a_file_waits_until_it_is_delivered_and_can_be_read_all_the_time(
        self, store: DeviceStore, size: int
    ) -> None:
        content = b"%PDF" + bytes(size)
        with store.begin() as work:
            sha256 = work.put_blob("application/pdf", content)
            again = work.put_blob("application/pdf", content)
            work.commit()

        assert sha256 == again == sha256_of(content)
        assert store.blobs.undelivered() == (sha256,)
        assert store.blobs.content(sha256) == ("application/pdf", content)
        store.blobs.refused(sha256, "blob-too-large")
        assert store.queries.sync_status().problems[0].code == "blob-too-large"
        assert store.queries.sync_status().blobs_waiting == 1
        store.blobs.delivered(sha256)
        assert store.blobs.undelivered() == ()
        assert store.queries.blob(sha256) == content

    @pytest.mark.req("SYN-7")
    def test_an_order_says_how_many_of_its_files_the_centre_does_not_have(self, visit: DeviceStore) -> None:
        contents = (("image/jpeg", b"plate"), ("image/png", b"ice"), ("application/pdf", b"slip"))
        with visit.begin() as work:
            plate, ice, slip = (work.put_blob(*content) for content in contents)
            work.put_blob("image/jpeg", b"of no order")
            work.append(save_answer("work", "plate", f"{plate}.jpg"), save_answer("work", "ice", f"{ice}.png {slip}"))
            work.commit()
        assert visit.queries.files_waiting() == {ORDER_ID: FilesWaiting(photos=2, papers=1)}

        assert visit.blobs.delivered(plate) == {ORDER_ID}
        visit.blobs.refused(ice, "blob-too-large")
        assert visit.queries.files_waiting() == {ORDER_ID: FilesWaiting(photos=1, papers=1)}

        for name in (ice, slip):
            visit.blobs.delivered(name)
        assert visit.queries.files_waiting() == {}
        assert len(visit.blobs.undelivered()) == 1

    def test_an_unknown_file_is_said_to_be_unknown(self, store: DeviceStore) -> None:
        with pytest.raises(NotFound, match=r"blob\.unknown"):
            store.queries.blob(sha256_of(b"nothing"))
