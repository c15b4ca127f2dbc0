"""Who pays, settled at the customer's against what the machine's record says: misuse in warranty, proof out of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fieldapp.device import Device
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.ids import StepId
from fieldapp.domain.on_site import CoverageGround
from tests.factories import ORDER_ID
from tests.fakes.visit_answers import ANSWERS, HEAT_PUMP_ANSWERS
from tests.journeys.company import Company
from tests.journeys.test_at_the_site import OLD_PUMP, ROAD, Visit


@pytest.mark.req("CON-4", "SITE-12", "REP-2")
def test_misuse_in_warranty_is_priced_before_the_work_and_billed(jichuan: Company) -> None:
    visit = Visit(jichuan)
    visit.do(*ROAD, "diagnose")
    visit.on(lambda device: device.site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水"))

    def agree(device: Device) -> None:
        visit.answer(device, "work", **ANSWERS["work"])
        with pytest.raises(GateClosed):
            device.complete_step(ORDER_ID, StepId("work"))
        device.site.answer_quote(device.site.draft_quote(ORDER_ID, "zh", Decimal("1.5"), {}), agreed=True)

    visit.on(agree)
    visit.do("work", "test", "clean", "hand_over")
    visit.do("report", chargeable="charge", payment="qr")
    with jichuan.tablet() as device:
        visit.answer(device, "close", outcome="solved")
    report = visit.sign_and_close()

    kept = visit.at_the_centre()
    [settled] = kept["on_site"]["coverage"]
    assert (settled["covered"], settled["ground"], settled["remark"]) == (False, "misuse", "进水")
    assert report.fees.due == report.fees.total
    assert not report.fees.due.is_zero
    assert {name: kept["answers"]["report"][name] for name in ("chargeable", "payment")} == {
        "chargeable": "charge",
        "payment": "qr",
    }


@pytest.mark.req("CON-4", "REP-2")
def test_a_proof_of_purchase_covers_a_machine_that_the_record_calls_out_of_warranty(jichuan: Company) -> None:
    visit = Visit(jichuan, OLD_PUMP, HEAT_PUMP_ANSWERS)
    visit.do(*ROAD, "diagnose")
    visit.on(lambda device: device.site.settle_coverage(OLD_PUMP, True, CoverageGround.PROOF, "出示发票，仍在保"))
    visit.do("work", "test", "clean", "hand_over", "report")
    with jichuan.tablet() as device:
        visit.answer(device, "close", outcome="solved")
    report = visit.sign_and_close()

    kept = visit.at_the_centre()
    assert (report.fees.due.is_zero, kept["on_site"]["quotes"]) == (True, [])
    assert kept["answers"]["report"]["chargeable"] == "warranty"
