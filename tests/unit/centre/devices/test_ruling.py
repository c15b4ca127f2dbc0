"""The centre's word on events, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.centre.devices import ruling
from fieldapp.centre.devices.ruling import Book, rule_group
from fieldapp.domain.events import Arrived, Departed, Event
from fieldapp.domain.ids import DeviceId, EngineerId
from fieldapp.wire.codec import event_to_json
from fieldapp.wire.messages import EventRow, Verdict
from tests.factories import local, make_clock_evidence, make_events, make_order

BOOK = Book(sender=EngineerId("zhou"), orders={make_order().id: make_order()})
DEVICE = DeviceId("T1")


def row(seq: int, event: Event) -> EventRow:
    return EventRow(
        seq=seq, group=seq, kind=event.kind, version=1, data=event_to_json(event), clock=make_clock_evidence()
    )


def test_every_event_of_the_storys_visit_is_accepted_and_moves_stock_once() -> None:
    book = BOOK
    for seq, event in enumerate(make_events(), start=1):
        book, [outcome] = rule_group(book, DEVICE, [row(seq, event)])
        assert outcome.verdict is Verdict.ACCEPTED, event

    assert [(line.part_number, line.quantity) for line in book.movements] == [
        ("TS-02", -1),
        ("CK-07", -1),
        ("CK-07", 1),
    ]
    assert {line.order_number for line in book.movements} == {"WX-261123-004"}
    assert book.touched == set(BOOK.orders)


@pytest.mark.req("CON-3", "KIT-2", "SYN-3")
def test_a_late_arrival_of_the_former_engineer_is_kept_beside_and_puts_the_next_one_nowhere() -> None:
    order = replace(make_order(), assignee=EngineerId("tao"))
    book = Book(sender=EngineerId("zhou"), orders={order.id: order})
    late = [Departed(order_id=order.id, at=local("08:40")), Arrived(order_id=order.id, at=local("09:55"))]

    book, outcomes = rule_group(book, DEVICE, [row(seq, event) for seq, event in enumerate(late, start=1)])

    assert {outcome.verdict for outcome in outcomes} == {Verdict.ACCEPTED}
    visit = book.orders[order.id].visit
    assert (visit.departed_at, visit.arrived_at) == (None, None)
    assert [(way.engineer, way.arrived_at) for way in visit.earlier_ways] == [("zhou", local("09:55"))]
    assert book.touched == {order.id}


@pytest.mark.expects_log("event T1:1 could not be applied")
def test_a_defect_of_the_reducer_parks_the_event_and_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    def defect(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ruling, "merged", defect)

    book, [outcome] = rule_group(BOOK, DEVICE, [row(1, make_events()[0])])

    assert (outcome.verdict, outcome.code) == (Verdict.PARKED, "event.not-applied")
    assert book is BOOK
