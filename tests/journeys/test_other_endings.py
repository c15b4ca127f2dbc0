"""Visits that end otherwise than with a signature: the customer refuses it, the engineer hands the order back."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import GateClosed, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import Refusal
from fieldapp.domain.work_order import HandBackReason, OrderState
from tests.factories import ORDER_ID
from tests.journeys.company import Company, answer, order, sign, sync, work_through

REFUSAL = Refusal(reason="price", witness_remark="林芳认可维修，不同意门封收费，当面说明")


@pytest.mark.req("REP-3", "PRO-4")
def test_a_customer_who_refuses_to_sign_is_recorded_and_the_visit_still_closes(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "sign")
        answer(device, jichuan.clock, "close")
        with pytest.raises(GateClosed):
            device.complete_step(ORDER_ID, StepId("close"))

        report = sign(device, REFUSAL)
        device.complete_step(ORDER_ID, StepId("close"))
        pdf = device.queries.blob(report.document_sha256)

    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE

    record = jichuan.record()
    [kept] = record["order"]["visit"]["reports"]
    assert (record["order"]["state"], record["order"]["visit"]["outcome"]) == ("closed", "solved")
    assert (kept["acceptance"], kept["refusal"]["reason"]) == (None, "price")
    assert kept["refusal"]["witness_remark"] == REFUSAL.witness_remark
    [document] = record["documents"]
    assert (document["signed"], document["stroke_count"], document["size"]) == (False, 0, len(pdf))


@pytest.mark.req("ACC-5", "SYN-1")
def test_an_order_handed_back_on_the_way_reaches_the_centre_with_what_was_done(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "travel")
        departed_at = order(device).visit.departed_at

        device.hand_back(ORDER_ID, HandBackReason.TO_COLLEAGUE, "车坏在高架上", "陶志远")

        assert ORDER_ID not in {row.order_id for row in device.show_today().visits}
        with pytest.raises(Refused, match=r"order\.not-open"):
            answer(device, jichuan.clock, "travel", way="delayed")

    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        assert order(device).state is OrderState.HANDED_BACK

    record = jichuan.record()["order"]
    assert record["state"] == "handed_back"
    assert (record["hand_back"]["reason"], record["hand_back"]["colleague"]) == ("to_colleague", "陶志远")
    assert departed_at is not None
    assert record["visit"]["departed_at"] is not None
    assert record["visit"]["steps"]["depart"]["state"] == "done"
