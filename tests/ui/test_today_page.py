from __future__ import annotations

from itertools import pairwise

import pytest

from tests.factories import ORDER_ID
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen"]


@pytest.mark.req("SLA-3")
def test_today_shows_countdown_clocks_and_the_one_next_action(screen: Screen) -> None:
    screen.device.complete("accept", "analyse", "call")
    screen.open("today")
    for part in ("分钟后出发", "09:34 走·09:52 到·10:00 约定", "响应 剩 54 分钟", "剩 22 小时 54 分", "已备 0/15"):
        assert screen.reads(part), part
    screen.tap("primary")
    assert (screen.device.navigator.page, screen.device.screens.visit.current) == ("visit", "kit")


def test_a_tap_on_another_visit_shows_it_beside(screen: Screen) -> None:
    screen.open("today")
    screen.tap("visit-wo-261123-007")
    assert screen.device.screens.today.picked == "wo-261123-007"
    assert screen.reads("承安路 12 号 2 号厂房")


def test_in_portrait_the_countdown_stands_above_the_timeline_and_the_bar_below(screen: Screen) -> None:
    screen.open("today")
    screen.resize(PORTRAIT)
    countdown, timeline, primary, bar = (screen.find(name) for name in ("countdown", "timeline", "primary", "bar"))
    tops = [item.mapToScene(item.position()).y() for item in (countdown, timeline)]
    assert tops == sorted(tops)
    assert primary.width() >= 320
    assert bar.height() == 88
    assert not screen.has("rail")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_below_the_way_never_run_into_each_other(screen: Screen, language: str, scale: float) -> None:
    screen.device.shell.setLanguage(language)
    screen.device.shell.setTextScale(scale)
    screen.open("today")
    words = ("路程 16", "缓冲 2", "提前 8") if language == "zh" else ("Way 16", "Buffer 2", "Early 8")
    labels = {str(item.property("text")): item for item in screen.items() if item.property("text") in words}
    places = [labels[word].mapRectToScene(labels[word].boundingRect()) for word in words]
    for left, right in pairwise(places):
        assert left.right() <= right.left()


@pytest.mark.parametrize("theme", ["light", "dark", "sunlight"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_today_works_in_every_theme_language_and_text_size(screen: Screen, theme: str, language: str) -> None:
    screen.device.shell.setTheme(theme)
    screen.device.shell.setLanguage(language)
    screen.device.shell.setTextScale(1.5)
    screen.open("today")
    assert screen.reads("今日" if language == "zh" else "Today")
    screen.resize(PORTRAIT)
    assert screen.find("primary").width() >= 320


def test_an_empty_day_says_what_to_do(screen: Screen) -> None:
    screen.device.store.state.current.clear()
    screen.open("today")
    assert screen.reads("今天没有安排")
    assert not screen.has("primary")


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_button_of_an_empty_day_leads_to_the_open_orders(screen: Screen, size: tuple[int, int]) -> None:
    screen.device.store.state.current.clear()
    screen.resize(size)
    screen.open("today")
    screen.tap("emptyAction")
    assert screen.device.navigator.page == "orders"


def test_see_order_opens_the_order(screen: Screen) -> None:
    screen.open("today")
    screen.tap("openOrder")
    assert (screen.device.navigator.page, screen.device.navigator.argument) == ("order", ORDER_ID)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_conflict_and_a_card_take_no_line_more_than_they_have_facts(screen: Screen, language: str) -> None:
    screen.device.shell.setLanguage(language)
    screen.device.set_clock("10:50")
    screen.open("today")
    lines = [line for line in screen.below("conflict-wo-261123-007") if line.property("lineCount") is not None]
    shown = [line for line in lines if line.property("text") and line.isVisible()]
    assert [line.property("lineCount") for line in shown] == [1, 1, 1]
    assert not any(line.property("truncated") for line in shown)
    machine = next(line for line in screen.below(f"visit-{ORDER_ID}") if "CF-680" in str(line.property("text")))
    assert machine.property("lineCount") == 1
