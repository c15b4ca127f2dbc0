from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.ids import OrderId, SerialNumber
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.domain.opening import Opening, OrderOrigin, OrderSource
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.usecases.bring_back import BringBack
from fieldapp.usecases.check_kit_item import CheckKitItem
from fieldapp.usecases.show_site import ShowSite, SiteView
from fieldapp.usecases.take_away import TakeAway, TakeAwaySlip
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.tablet import Tablet

LOANER = LoanerUnit(model="CF-680", serial_number=SerialNumber("CF680-22-0007"))
SLIP = TakeAwaySlip(accessories="无", condition="有划痕", return_on=date(2026, 12, 4), loaner=LOANER)


def shown(tablet: Tablet) -> SiteView:
    return ShowSite(tablet.store, tablet.forms, tablet.clock.now)(tablet.order, "zh")


def take_away(tablet: Tablet) -> None:
    TakeAway(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)(ORDER_ID, SLIP)


@pytest.mark.req("ANA-5", "SITE-7")
def test_a_loaner_that_was_brought_counts_back_into_the_bag_until_it_stays_with_the_customer(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("analyse", loaner="yes")
    CheckKitItem(tablet.store.begin, tablet.clock)(ORDER_ID, "loaner", True)
    tablet.visit_until("work")
    assert "周转机 CF-680" in shown(tablet).bag
    take_away(tablet)
    assert "周转机 CF-680" not in shown(tablet).bag


@pytest.mark.req("SITE-7")
def test_what_was_packed_for_this_order_alone_is_counted_back_and_written_slips_are_not(tablet: Tablet) -> None:
    needs = [
        KitNeed(id=kind.value, kind=kind, name_zh=kind.value, name_en=kind.value)
        for kind in (KitNeedKind.TOOL, KitNeedKind.DOCUMENT, KitNeedKind.SPARE, KitNeedKind.SOFTWARE)
    ]
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, kit_needs=tuple(needs))
    tablet.visit_until("call")
    for need in needs:
        CheckKitItem(tablet.store.begin, tablet.clock)(ORDER_ID, need.id, True)
    tablet.visit_until("work")
    assert shown(tablet).bag[-2:] == ("tool", "document")
    take_away(tablet)
    bag = shown(tablet).bag
    assert (bag[-1], "document" in bag) == ("tool", False)


@pytest.mark.req("ANA-5", "ACC-7")
def test_the_order_that_came_out_of_the_first_shows_the_machine_that_is_to_be_brought_back(tablet: Tablet) -> None:
    tablet.visit_until("work")
    take_away(tablet)
    source = OrderSource(order_id=ORDER_ID, number=tablet.order.number)
    opened = Opening(number="P-tablet-1-0007", origin=next(iter(OrderOrigin)), source=source)
    second = replace(tablet.order, id=OrderId("wo-2"), opened=opened, visit=replace(tablet.order.visit, on_site=replace(
        tablet.order.visit.on_site, taken_away=()
    )))  # fmt: skip
    show = ShowSite(tablet.store, tablet.forms, tablet.clock.now)
    away = show(second, "zh").away
    assert away is not None
    assert away.id == ORDER_ID
    lost = replace(opened, source=replace(source, order_id=OrderId("wo-gone")))
    assert show(replace(second, opened=lost), "zh").away is None

    BringBack(tablet.store.begin, tablet.clock)(ORDER_ID, "CF680-22-0007", "")
    assert show(second, "zh").away is None
