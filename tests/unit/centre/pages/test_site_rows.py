"""What the manager sees of a machine taken away, of prices, loaners and the bag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.pages.record_rows import Words
from fieldapp.centre.pages.site_rows import bag_rows, site_rows
from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.money import ZERO
from fieldapp.domain.on_site import (
    BroughtBack,
    Coverage,
    CoverageGround,
    LoanerUnit,
    Quote,
    SiteRecord,
    Suggestion,
    SuggestionKind,
    TakenAway,
)
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.toolkit import KitCheck
from fieldapp.domain.work_order import WorkOrder
from tests.factories import local, make_order
from tests.fakes.shipped import shipped_words

LOANER = LoanerUnit(model="IC-100", serial_number=SerialNumber("IC100-24-00031"))
FEES = Fees(lines=(), price_list_version="2026-10", total=ZERO, covered=ZERO, due=ZERO)
TAKEN = TakenAway(
    at=local("15:20"), accessories="电源线", condition="外观完好", return_on=date(2026, 11, 30), loaner=LOANER
)


def words(language: str = "zh") -> Words:
    return Words(shipped_words(), language, ZoneInfo("Asia/Shanghai"))


def at_the_site(order: WorkOrder, **record: object) -> WorkOrder:
    site = SiteRecord(**record)  # type: ignore[arg-type]
    return replace(order, visit=replace(order.visit, on_site=site))


@pytest.mark.req("SITE-10", "ANA-5")
def test_a_machine_that_is_away_is_marked_until_it_is_back_and_the_loaner_is_named_with_its_serial() -> None:
    away = at_the_site(make_order(), taken_away=(TAKEN,))
    [row] = site_rows(away, words())
    assert (row.at, row.title, row.mark) == ("15:20", "机器拉修，2026-11-30 前归还", "open")
    assert row.detail == "电源线·外观完好·留下周转机 IC-100，SN IC100-24-00031"

    back = BroughtBack(at=local("17:00"), loaner=LOANER.serial_number)
    gone, here = site_rows(at_the_site(make_order(), taken_away=(TAKEN,), brought_back=(back,)), words("en"))
    assert (gone.mark, here.title, here.detail) == ("done", "Machine brought back", "loaner back, SN IC100-24-00031")


@pytest.mark.req("SITE-12", "SITE-13", "CON-4")
def test_prices_coverage_and_suggestions_stand_in_the_order_of_time() -> None:
    order = at_the_site(
        make_order(),
        quotes=(Quote(at=local("10:30"), fees=FEES, agreed=False),),
        coverage=(Coverage(at=local("10:10"), covered=False, ground=CoverageGround.MISUSE, remark="进水"),),
        suggestions=(
            Suggestion(at=local("11:00"), kind=SuggestionKind.PRODUCT, text="门把手太低", customer_consents=True),
        ),
    )
    told = [(row.title, row.detail, row.mark) for row in site_rows(order, words())]
    assert told == [
        ("收费", "使用不当·进水", ""),
        ("报价 ¥0.00", "客户不同意", "open"),
        ("门把手太低", "产品建议·客户同意转达", ""),
    ]


@pytest.mark.req("KIT-3")
def test_the_bag_names_what_was_packed_with_the_serial_that_was_read() -> None:
    order = make_order()
    need = order.kit_needs[0]
    packed = KitCheck(
        present=True, source=CaptureSource.CAMERA, at=local("09:20"), serial_number=SerialNumber("2608-11937")
    )
    [row] = bag_rows(replace(order, visit=replace(order.visit, kit={need.id: packed})), words())
    assert (row.title, row.detail, row.figure) == (need.name("zh"), "SN 2608-11937·摄像头", "×1")
