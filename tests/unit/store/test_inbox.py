from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

import pytest
from sqlalchemy import select

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.events import Event
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import order_rows, unit_of_work
from fieldapp.store.database import Database
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import CHAIN_START, decode, to_json
from fieldapp.wire.messages import DocumentKind, Outcome, Settlement, SnapshotPage, SnapshotRow, Verdict
from tests.factories import NOW, ORDER_ID, complete_step, consume, make_order
from tests.fakes.stores import DEVICE, EPOCH, MINE, DeviceStore, accepted


@pytest.fixture(autouse=True)
def counting_reducer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reducer that shows how often it was called: each event adds a mark to the order's wishes."""

    def count(order: WorkOrder, event: Event) -> WorkOrder:
        return replace(order, wishes=order.wishes + "+")

    def count_all(order: WorkOrder, events: Iterable[Event]) -> WorkOrder:
        return reduce(count, events, order)

    monkeypatch.setattr(order_rows, "apply_all", count_all)
    monkeypatch.setattr(unit_of_work, "apply_all", count_all)


def marks(store: DeviceStore) -> str:
    return store.queries.order(ORDER_ID).wishes


@pytest.mark.req("SYN-2")
def test_an_event_is_applied_once_whether_it_waits_is_on_its_way_or_has_come_back(visit: DeviceStore) -> None:
    with_first, with_both = make_order(wishes="+"), make_order(wishes="++")
    seen = [marks(visit)]
    for step in ("kit", "depart"):
        visit.do(complete_step(step))
        seen.append(marks(visit))

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, with_first), outcomes=accepted(1, 2), more=True)
    seen.append(marks(visit))
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, with_both), more=True)
    seen.append(marks(visit))
    visit.pull()
    seen.append(marks(visit))
    visit.give(DocumentKind.WORK_ORDER, ORDER_ID, with_both)
    seen.append(marks(visit))

    assert seen == ["", "+", "++", "++", "++", "++", "++"]


def test_an_event_made_while_pages_are_still_coming_is_applied_once(visit: DeviceStore) -> None:
    visit.do(complete_step("kit"))
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="+")), outcomes=accepted(1), more=True)

    visit.do(complete_step("depart"))
    between = marks(visit)
    visit.pull()

    assert (between, marks(visit)) == ("++", "++")


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.CLASH])
def test_an_event_that_the_centre_took_stays_visible_until_its_document_comes(
    visit: DeviceStore, verdict: Verdict
) -> None:
    visit.do(complete_step("kit"))
    outcome = Outcome(seq=1, verdict=verdict)

    older = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    visit.pull(older, outcomes=(outcome,), more=True)
    between = marks(visit)
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="+")))

    assert (between, marks(visit)) == ("+", "+")


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.CLASH])
def test_an_event_that_the_centre_took_goes_once_nothing_more_is_to_come_and_the_document_does_not_hold_it(
    visit: DeviceStore, verdict: Verdict
) -> None:
    visit.do(complete_step("kit"))

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order()), outcomes=(Outcome(seq=1, verdict=verdict),))

    assert marks(visit) == ""


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.PARKED])
def test_an_event_that_the_centre_did_not_take_is_not_shown_as_done(visit: DeviceStore, verdict: Verdict) -> None:
    visit.do(complete_step("kit"))

    visit.pull(outcomes=(Outcome(seq=1, verdict=verdict, code="order.closed"),))

    assert marks(visit) == ""


@pytest.mark.req("SYN-2")
def test_of_neighbours_each_event_keeps_its_own_verdict_code_and_fields_and_its_first_one(
    visit: DeviceStore, database: Database
) -> None:
    for number in range(8):
        visit.do(complete_step(f"step-{number}"))
    named = {
        5: Outcome(seq=5, verdict=Verdict.REJECTED, code="order.unknown", fields={"order": "wo-5"}),
        6: Outcome(seq=6, verdict=Verdict.REJECTED, code="order.unknown", fields={"order": "wo-6"}),
        7: Outcome(seq=7, verdict=Verdict.REJECTED, code="wire.malformed", fields={"order": "wo-6"}),
    }

    first = visit.pull(outcomes=accepted(3), more=True)
    rest = visit.pull(
        outcomes=[named[6], *accepted(4, 1, 2), named[7], named[5], Outcome(seq=3, verdict=Verdict.CLASH)]
    )

    with database.reading() as connection:
        rows = connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq)).all()
    told = [(row.state, row.code, decode(row.fields, dict), row.acknowledged_us is not None) for row in rows]
    assert told[:4] == [("accepted", "", {}, True)] * 4
    assert told[4:7] == [("rejected", outcome.code, outcome.fields, True) for outcome in named.values()]
    assert told[7:] == [("waiting", "", {}, False)]
    assert (first.outcomes, rest.outcomes) == (1, 6)


@pytest.mark.req("SYN-3")
def test_work_that_waits_stays_in_sight_where_a_restored_centre_does_not_send_its_order(visit: DeviceStore) -> None:
    visit.do(complete_step("kit"))
    visit.identity.adopt_epoch("epoch-2")

    visit.pull(epoch="epoch-2")
    while_it_waits = [order.id for order in visit.queries.orders()]
    visit.pull(outcomes=accepted(1), epoch="epoch-2")

    assert while_it_waits == [ORDER_ID]
    assert visit.queries.orders() == ()


@pytest.mark.req("SYN-2")
def test_an_answer_of_another_life_of_the_centre_changes_nothing_even_if_it_begins_at_the_first_number(
    visit: DeviceStore,
) -> None:
    visit.do(complete_step("kit"))
    visit.identity.adopt_epoch("epoch-2")

    with pytest.raises(CentreRefused, match="epoch-changed"):
        visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order()), outcomes=accepted(1))

    assert (visit.inbox.cursors(), visit.outbox.waiting()) == ({}, 1)


@pytest.mark.req("SYN-2")
def test_a_page_of_another_life_of_the_centre_changes_nothing(visit: DeviceStore) -> None:
    rows = (SnapshotRow(kind=DocumentKind.WORK_ORDER, key=ORDER_ID, document=to_json(make_order())),)
    visit.identity.adopt_epoch("epoch-2")

    page = SnapshotPage(epoch=EPOCH, scope=MINE, number=7, rows=rows)
    with pytest.raises(CentreRefused, match="epoch-changed"):
        visit.inbox.apply_snapshot(page, begins=True, is_whole=True)

    assert visit.inbox.cursors() == {}


@pytest.mark.req("SYN-8")
def test_the_office_s_word_on_an_event_whose_parking_was_not_heard_of_is_the_last_one(visit: DeviceStore) -> None:
    visit.do(complete_step("kit"))
    told = Settlement(
        device_id=DEVICE,
        outcome=Outcome(seq=1, verdict=Verdict.REJECTED, code="office.refused"),
        order_number="",
        by="许婧",
        at=NOW,
    )
    visit.pull(visit.put(DocumentKind.SETTLEMENT, f"{DEVICE}:1", told))

    visit.pull(outcomes=(Outcome(seq=1, verdict=Verdict.PARKED, code="order.not-yours"),))

    problems = visit.queries.sync_status().problems
    assert [(problem.code, problem.waits_for_office) for problem in problems] == [("office.refused", False)]


@pytest.mark.req("PRT-2", "SYN-8")
def test_a_part_whose_use_the_office_refuses_in_the_end_is_back_on_the_van(visit: DeviceStore) -> None:
    use = consume("use-1")
    seen = [visit.queries.stock(use.part_number)]
    visit.do(use)
    visit.pull(outcomes=(Outcome(seq=1, verdict=Verdict.PARKED, code="order.not-yours"),))
    seen.append(visit.queries.stock(use.part_number))
    told = Settlement(
        device_id=DEVICE,
        outcome=Outcome(seq=1, verdict=Verdict.REJECTED, code="office.refused"),
        order_number="",
        by="许婧",
        at=NOW,
    )

    visit.pull(visit.put(DocumentKind.SETTLEMENT, f"{DEVICE}:1", told))

    assert [*seen, visit.queries.stock(use.part_number)] == [seen[0], seen[0] - 1, seen[0]]


@pytest.mark.req("SYN-2")
def test_what_a_restored_centre_took_again_stays_visible_until_its_document_holds_it(visit: DeviceStore) -> None:
    visit.do(complete_step("kit"))
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes="+")), outcomes=accepted(1))
    visit.identity.adopt_epoch("epoch-2")
    visit.outbox.offer_again(0, CHAIN_START)

    of_the_backup = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    visit.pull(of_the_backup, more=True, epoch="epoch-2")
    seen = [marks(visit)]
    visit.pull(
        visit.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order()), outcomes=accepted(1), more=True, epoch="epoch-2"
    )
    seen.append(marks(visit))

    assert seen == ["+", "+"]
