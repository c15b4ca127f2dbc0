"""The centre's word on events, without a database."""

from __future__ import annotations

import pytest

from fieldapp.centre.devices import ruling
from fieldapp.centre.devices.ruling import Book, rule_group
from fieldapp.domain.events import Event
from fieldapp.domain.ids import DeviceId, EngineerId
from fieldapp.wire.codec import event_to_json
from fieldapp.wire.messages import EventRow, Verdict
from tests.factories import make_clock_evidence, make_events, make_order

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
    assert book.changed == set(BOOK.orders)


@pytest.mark.expects_log("event T1:1 could not be applied")
def test_a_defect_of_the_reducer_parks_the_event_and_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    def defect(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ruling, "apply", defect)

    book, [outcome] = rule_group(BOOK, DEVICE, [row(1, make_events()[0])])

    assert (outcome.verdict, outcome.code) == (Verdict.PARKED, "event.not-applied")
    assert book is BOOK
