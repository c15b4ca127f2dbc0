from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.on_site import Coverage, CoverageGround, SiteRecord
from fieldapp.domain.visit import Visit
from tests.factories import NOW, ORDER_ID, make_asset, save_answer
from tests.ui.stage import Device

SETTLED = Coverage(at=NOW, covered=True, ground=CoverageGround.PROOF, remark="出示发票")


@pytest.mark.req("CON-4")
@pytest.mark.parametrize(
    ("until", "settled", "said", "tag"),
    [
        (date(2099, 1, 1), (), "保修内，不收费；磨损件除外。", "保修内"),
        (date(2020, 1, 1), (), "已过保修，会按价目表收费，动工前先给您报价。", "已过保修"),
        (None, (), "保修期还没查到，", "保修未知，先问"),
        (None, (SETTLED,), "保修内，不收费；磨损件除外。", "保修未知，先问"),
    ],
)
def test_a_warranty_that_nobody_knows_is_asked_for_and_no_charge_is_announced(
    device: Device, until: date | None, settled: tuple[Coverage, ...], said: str, tag: str
) -> None:
    order = device.order()
    asset = make_asset(purchased_on=None, warranty_until_on=until)
    visit = Visit(on_site=SiteRecord(coverage=settled))
    device.store.state.current[ORDER_ID] = replace(order, asset=asset, visit=visit)
    device.navigator.open("visit", ORDER_ID)
    device.navigator.open("order", ORDER_ID)
    device.settle()

    assert device.screens.visit.call.feeSentence.startswith(said)
    assert device.screens.orders.order.facts.warranty == tag


@pytest.mark.req("SITE-14", "CON-2")
def test_the_call_before_a_job_by_phone_promises_nobody_at_the_door(device: Device) -> None:
    device.complete("accept", "analyse")
    device.do(save_answer("way", "way", "phone"))
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    visit = device.screens.visit
    visit.form.answer("outcome", "confirmed")
    device.settle()

    assert visit.call.question == "今天 10:00 我打电话远程做，请有人在设备旁，方便吗？"
    assert visit.call.inTimeText == "这次不上门，不用路程"
    assert visit.call.callNext.startswith("记下后：")
    hints = visit.call.outcomeHints
    assert not any("地址去" in hint for hint in hints.values())
    for outcome in ("rescheduled", "no_answer"):
        visit.form.answer("outcome", outcome)
        device.settle()
        assert not any(word in visit.call.callNext for word in ("自检", "地址")), outcome
