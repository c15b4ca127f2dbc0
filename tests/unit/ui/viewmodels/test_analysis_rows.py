"""The analysis' lines in words: days are the company's, and a figure of the depot says how old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.part import DepotStock
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.analysis import Analysis
from fieldapp.ui.viewmodels.analysis_rows import earlier_rows, spare_rows
from fieldapp.ui.words import Words
from fieldapp.usecases.show_analysis import ShowAnalysis
from tests.factories import NOW, SHANGHAI, local, make_order
from tests.fakes.shipped import shipped_words
from tests.fakes.tablet import story_tablet


@pytest.fixture
def analysis() -> Analysis:
    tablet = story_tablet()
    return ShowAnalysis(tablet.store, SHANGHAI)(tablet.order)


@pytest.fixture
def words() -> Words:
    return Words(shipped_words, SHANGHAI, "zh")


@pytest.mark.req("ANA-1")
def test_an_earlier_order_before_eight_is_of_its_day_in_the_companys_zone(analysis: Analysis, words: Words) -> None:
    at = datetime(2026, 10, 5, 23, 30, tzinfo=UTC)
    early = replace(make_order(), id=OrderId("early"), number="WX-261006-001", appointment=TimeWindow(at, at))

    rows = earlier_rows(replace(analysis, similar=(early,)), words)

    assert [row.day for row in rows if row.key == "early"] == ["2026-10-06"]


@pytest.mark.req("ANA-6")
def test_what_the_depot_had_yesterday_is_not_shown_as_of_today(analysis: Analysis, words: Words) -> None:
    number = PartNumber("CK-07")

    def detail(day: int) -> str:
        told = DepotStock(part_number=number, quantity=3, counted_at=local("08:00", day=day))
        rows = spare_rows(replace(analysis, depot={number: told}), words, NOW)
        return next(row.detail for row in rows if row.number == number)

    assert "3（08:00 报）" in detail(0)
    assert "3（昨日 08:00 报）" in detail(-1)
