from __future__ import annotations

import pytest

from tests.factories import ORDER_ID
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


def test_before_the_application_is_there_the_frame_stands_calm_and_empty(screen: Screen) -> None:
    assert screen.has("rail")
    assert screen.reads("09:18")
    assert not screen.has("primary")


def test_the_rail_lights_the_section_and_shows_only_what_can_be_opened(screen: Screen) -> None:
    screen.open("today")
    assert screen.find("rail").property("current") == "today"
    names = [section["name"] for section in screen.find("rail").property("sections")]
    assert names == ["today", "orders"]


def test_in_portrait_the_rail_gives_way_to_the_bar_and_on_a_visit_to_nothing(screen: Screen) -> None:
    screen.open("today")
    screen.resize(PORTRAIT)
    assert screen.has("bar")
    screen.open("visit", ORDER_ID)
    assert not screen.has("bar")


@pytest.mark.req("SYN-1")
def test_the_chip_on_every_page_counts_what_is_not_at_the_centre(screen: Screen) -> None:
    screen.device.complete("accept", "analyse")
    for page in ("today", "orders"):
        screen.open(page)
        assert screen.find("syncChip").property("text") == "2 项待上传"


def test_back_leads_from_the_visit_to_the_day(screen: Screen) -> None:
    screen.device.navigator.openSection("today")
    screen.open("visit", ORDER_ID)
    screen.device.navigator.back()
    screen.settle()
    assert screen.has("timeline")
