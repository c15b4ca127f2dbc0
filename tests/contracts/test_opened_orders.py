"""Orders that the engineer opens himself, on the tablet: memory and the encrypted store behave alike (ACC-7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.errors import NotFound
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import OrderId
from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import OrderState
from fieldapp.wire.messages import DocumentKind, Operation, Outcome, Verdict
from fieldapp.workflow.opening import opened as order_of
from tests.factories import NOW, ORDER_ID, make_order, repair_process
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, accepted, enrolment, opened, over_database, over_memory
from tests.openings import HERE, WHAT, make_branched, make_opened

NEW = OrderId(str(HERE))
WHO = enrolment()


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield with_the_story(over_memory(clock))
    else:
        with opened(tmp_path, clock) as database:
            yield with_the_story(over_database(database, clock))


def with_the_story(store: DeviceStore) -> DeviceStore:
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    return store


def rejected(*seqs: int) -> list[Outcome]:
    return [Outcome(seq=seq, verdict=Verdict.REJECTED, code="customer.unknown") for seq in seqs]


@pytest.mark.req("ACC-7")
def test_an_opened_order_is_listed_found_by_its_number_and_worked_on_at_once(store: DeviceStore) -> None:
    store.do(make_opened(), make_branched())
    store.do(OrderAccepted(order_id=NEW, at=NOW))

    order = store.queries.order(NEW)
    assert order.state is OrderState.ACCEPTED
    assert (order.number, order.assignee, order.assignee_name) == ("P-tablet-1-0007", "zhou", "周明远")
    assert [one.id for one in store.queries.orders()] == [ORDER_ID, NEW]
    assert [one.id for one in store.queries.search_orders("P-tablet-1-0007", 5)] == [NEW]
    assert [one.what for one in store.queries.order(ORDER_ID).visit.opened_here] == [WHAT]


def test_leaving_the_transaction_without_a_commit_opens_nothing(store: DeviceStore) -> None:
    with store.begin() as work:
        work.append(make_opened(), make_branched())

    with pytest.raises(NotFound):
        store.queries.order(NEW)


@pytest.mark.req("ACC-7")
def test_the_centres_number_takes_the_place_of_the_tablets_and_both_find_the_order(store: DeviceStore) -> None:
    store.do(make_opened(), make_branched())
    registered = replace(order_of(make_opened(), WHO.engineer_id, WHO.engineer_name), number="WX-261123-020")

    store.pull(store.put(DocumentKind.WORK_ORDER, NEW, registered), outcomes=accepted(1, 2))

    assert store.queries.order(NEW).numbers == ("WX-261123-020", "P-tablet-1-0007")
    for typed in registered.numbers:
        assert [one.id for one in store.queries.search_orders(typed, 5)] == [NEW]


def test_an_order_that_the_centre_refused_stays_with_everything_that_was_done(store: DeviceStore) -> None:
    store.do(make_opened(), make_branched())
    store.do(OrderAccepted(order_id=NEW, at=NOW))

    store.pull(outcomes=rejected(1, 2, 3))

    assert store.queries.order(NEW).state is OrderState.ACCEPTED
    assert [one.id for one in store.queries.search_orders("P-tablet-1-0007", 5)] == [NEW]


def test_an_order_that_went_to_a_colleague_since_is_taken_away(store: DeviceStore) -> None:
    store.do(make_opened(), make_branched())
    registered = replace(order_of(make_opened(), WHO.engineer_id, WHO.engineer_name), number="WX-261123-020")
    store.pull(store.put(DocumentKind.WORK_ORDER, NEW, registered), outcomes=accepted(1, 2))

    store.pull(store.put(DocumentKind.WORK_ORDER, NEW, None, operation=Operation.REVOKE))

    assert [one.id for one in store.queries.orders()] == [ORDER_ID]


@pytest.mark.req("PRO-2", "ACC-7")
def test_a_new_order_begins_with_the_newest_process_of_its_kind(store: DeviceStore) -> None:
    for version in ("9", "10", "8"):
        process = replace(repair_process(), version=version)
        store.give(DocumentKind.PROCESS, f"{process.id}@{version}", process)

    assert store.queries.current_process(JobType.REPAIR).version == "10"
