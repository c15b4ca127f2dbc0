"""Parts: new in, old out, undone; each movement in the ledger, each refusal with its code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import PartNumber, SerialNumber
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import PartUse
from fieldapp.usecases.consume_part import ConsumePart, RemovePart, ReversePartUse
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet, code

SENSOR, SEAL = PartNumber("TS-02"), PartNumber("DS-68")
FIRST = "tablet-1:1"
"""The use that the first event of the tablet brought about."""


def consume(tablet: Tablet, anyway: bool = False, **label: str | None) -> PartUse:
    return ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code(**label), anyway)  # type: ignore[arg-type]


def remove(tablet: Tablet, use: str = FIRST, **label: str | None) -> PartUse:
    return RemovePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, use, code(**label))  # type: ignore[arg-type]


def reverse(tablet: Tablet, use: str = FIRST) -> None:
    ReversePartUse(tablet.store.begin, tablet.clock)(ORDER_ID, use)


@pytest.mark.req("SITE-4", "PRT-2")
def test_a_scanned_part_is_tied_to_the_order_and_leaves_the_van(tablet: Tablet) -> None:
    use = consume(tablet)

    assert tablet.order.visit.parts == (use,)
    assert (use.id, use.part_number, use.serial_number) == (FIRST, SENSOR, "2608-11937")
    assert (tablet.store.stock(SENSOR), tablet.store.serial_on_van(SerialNumber("2608-11937"))) == (0, None)


@pytest.mark.req("SITE-4", "PRT-4")
@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ({"number": "XX-99"}, r"part\.unknown"),
        ({"number": "FM-12", "serial": None}, r"part\.does-not-fit"),
        ({"serial": None}, r"part\.serial-missing"),
        ({"serial": "other"}, r"part\.not-on-van"),
        ({"number": "DS-68", "serial": None, "lot": "BAD-1"}, r"part\.recalled"),
    ],
)
def test_a_label_that_must_not_be_used_changes_neither_order_nor_stock(
    tablet: Tablet, label: dict[str, str | None], refusal: str
) -> None:
    with pytest.raises((Refused, NotFound), match=refusal):
        consume(tablet, **label)

    assert (tablet.kinds, tablet.order.visit.parts) == ([], ())
    assert (tablet.store.stock(SENSOR), tablet.store.stock(SEAL)) == (1, 2)


@pytest.mark.parametrize("label", [{"number": "FM-12", "serial": None}, {"serial": None}, {"serial": "other"}])
def test_a_doubtful_part_is_used_where_the_engineer_insists(tablet: Tablet, label: dict[str, str | None]) -> None:
    consume(tablet, anyway=True, **label)

    assert tablet.kinds == ["part.consumed"]


def test_a_serial_that_is_in_already_and_a_recalled_lot_are_refused_also_when_insisted(tablet: Tablet) -> None:
    consume(tablet)

    with pytest.raises(Refused, match=r"part\.already-used"):
        consume(tablet, anyway=True)
    with pytest.raises(Refused, match=r"part\.recalled"):
        consume(tablet, anyway=True, number="DS-68", serial=None, lot="BAD-1")


@pytest.mark.req("SITE-4", "PRT-4")
def test_a_serial_that_the_van_holds_of_another_part_is_not_this_one(tablet: Tablet) -> None:
    ledger = tablet.store.state.movements
    ledger[f"depot:{SENSOR}"] = replace(ledger[f"depot:{SENSOR}"], part_number=SEAL)

    with pytest.raises(Refused, match=r"part\.not-on-van") as refused:
        consume(tablet)
    assert refused.value.fields == {"part": SENSOR, "serial": "2608-11937"}


@pytest.mark.req("SITE-4", "PRT-2")
def test_a_serial_that_was_undone_may_be_built_in_again(tablet: Tablet) -> None:
    consume(tablet)
    reverse(tablet)
    again = consume(tablet)
    assert [(use.serial_number, use.reversed_at is None) for use in tablet.order.visit.parts] == [
        (again.serial_number, False),
        (again.serial_number, True),
    ]


def test_more_than_the_van_holds_is_refused(tablet: Tablet) -> None:
    consume(tablet, number="DS-68", serial=None)
    consume(tablet, number="DS-68", serial=None)

    with pytest.raises(Refused, match=r"part\.not-on-van"):
        consume(tablet, number="DS-68", serial=None)


@pytest.mark.req("PRT-2")
def test_a_label_for_three_is_refused_when_the_van_holds_two(tablet: Tablet) -> None:
    three = replace(code(number="DS-68", serial=None), quantity=3)
    do = ConsumePart(tablet.store.begin, tablet.clock, tablet.store)

    with pytest.raises(Refused, match=r"part\.not-on-van"):
        do(ORDER_ID, three)
    assert (tablet.kinds, tablet.store.stock(SEAL)) == ([], 2)

    assert do(ORDER_ID, replace(three, quantity=2)).quantity == 2
    assert tablet.store.stock(SEAL) == 0


@pytest.mark.req("SITE-4")
def test_the_old_part_is_recorded_once_and_is_never_the_new_one(tablet: Tablet) -> None:
    consume(tablet)
    with pytest.raises(Refused, match=r"part\.same-serial"):
        remove(tablet)

    use = remove(tablet, serial="2403-00118", source="hand")

    assert use.removed is not None
    assert (use.removed.serial_number, use.removed.source) == ("2403-00118", CaptureSource.HAND)
    with pytest.raises(Refused, match=r"part\.removed-already"):
        remove(tablet, serial="2403-00119")


@pytest.mark.req("SITE-4")
def test_a_label_that_names_no_part_is_the_serial_of_the_old_part(tablet: Tablet) -> None:
    consume(tablet)

    use = remove(tablet, number="UNKNOWN", serial=None)

    assert use.removed is not None
    assert (use.removed.part_number, use.removed.serial_number) == (SENSOR, "UNKNOWN None")


@pytest.mark.req("PRT-2")
def test_an_undone_use_goes_back_on_the_van_with_both_lines_in_the_ledger(tablet: Tablet) -> None:
    consume(tablet)

    reverse(tablet)

    assert tablet.order.visit.parts[0].reversed_at is not None
    assert tablet.store.stock(SENSOR) == 1
    assert tablet.store.serial_on_van(SerialNumber("2608-11937")) == SENSOR
    assert [line.quantity for line in tablet.store.movements(SENSOR)].count(-1) == 1
    with pytest.raises(Refused, match=r"part\.reversed-already"):
        reverse(tablet)
    with pytest.raises(Refused, match=r"part\.reversed-already"):
        remove(tablet, serial="2403-00118")
    assert consume(tablet).id == "tablet-1:3"


def test_old_part_and_undo_of_a_use_that_does_not_exist_are_refused(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"part\.use-unknown"):
        remove(tablet)
    with pytest.raises(NotFound, match=r"part\.use-unknown"):
        reverse(tablet)


def test_parts_of_a_closed_order_are_refused(tablet: Tablet) -> None:
    tablet.visit_until("work")
    consume(tablet)
    tablet.closed()
    kinds = tablet.kinds

    for change in (
        lambda: consume(tablet, number="DS-68", serial=None),
        lambda: remove(tablet, tablet.order.visit.parts[0].id),
        lambda: reverse(tablet, tablet.order.visit.parts[0].id),
    ):
        with pytest.raises(Refused, match=r"order\.not-open"):
            change()

    assert tablet.kinds == kinds
