"""Passing a gate: with a reason, never the two of PRO-3."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, GateClosed, NotFound, Refused
from fieldapp.domain.ids import GateId
from fieldapp.usecases.pass_gate import PassGate
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet
from tests.fakes.visit_answers import ANSWERS


def pass_gate(tablet: Tablet, gate: str, reason: str = "电话打不通，已短信告知") -> None:
    PassGate(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, GateId(gate), reason)


@pytest.mark.req("PRO-3")
def test_a_gate_passed_with_a_reason_opens_the_step_and_keeps_the_reason(tablet: Tablet) -> None:
    tablet.complete("accept")
    tablet.answer("kit", **ANSWERS["kit"])
    tablet.complete("kit")
    with pytest.raises(GateClosed):
        tablet.complete("depart")

    pass_gate(tablet, "call-before-depart")
    tablet.complete("depart")

    assert [passed.reason for passed in tablet.order.visit.passed_gates] == ["电话打不通，已短信告知"]
    assert tablet.order.visit.departed_at is not None


@pytest.mark.req("PRO-3", "KIT-2", "SITE-6")
@pytest.mark.parametrize("gate", ["floor-mat", "test-passed"])
def test_the_two_gates_without_exception_are_not_passed_with_any_reason(tablet: Tablet, gate: str) -> None:
    with pytest.raises(GateClosed, match=r"gate\.never-passed"):
        pass_gate(tablet, gate)

    assert tablet.kinds == []


def test_a_gate_passed_without_a_reason_stays_closed(tablet: Tablet) -> None:
    with pytest.raises(BadInput, match=r"reason\.missing"):
        pass_gate(tablet, "call-before-depart", " ")

    assert tablet.kinds == []


def test_a_gate_passed_twice_or_open_already_is_not_recorded_again(tablet: Tablet) -> None:
    pass_gate(tablet, "call-before-depart")
    pass_gate(tablet, "call-before-depart", "第二个理由")
    tablet.complete("accept")
    pass_gate(tablet, "accept-before-depart")

    assert tablet.kinds.count("gate.passed") == 1


def test_a_gate_that_the_process_does_not_have_is_named(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"gate\.unknown \(gate=no-such\)"):
        pass_gate(tablet, "no-such")


def test_a_gate_of_a_closed_order_is_refused(tablet: Tablet) -> None:
    tablet.closed()

    with pytest.raises(Refused, match=r"order\.not-open"):
        pass_gate(tablet, "call-before-depart")
