from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from fieldapp.ui.viewmodels.navigator import Route
from tests.factories import ORDER_ID
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


def place(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.size())


@pytest.mark.req("DEP-2")
@pytest.mark.parametrize("page", ["today", "orders", "visit"])
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_the_warning_stands_over_whatever_page_is_open_and_covers_nothing(
    screen: Screen, page: str, size: tuple[int, int]
) -> None:
    screen.resize(size)
    screen.open(page, ORDER_ID if page == "visit" else "")
    assert screen.reads("该安排出发了·禾味生鲜超市 云桥店")
    bar, below = place(screen.find("notice")), place(screen.find("page"))
    assert bar.top() == 0
    assert bar.bottom() == below.top()
    assert bar.width() == below.width()


def test_its_x_gives_the_page_its_height_back(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("noticeClose")
    assert not screen.has("notice")
    assert place(screen.find("page")).top() == 0


def test_its_action_opens_the_visit(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("noticeAction")
    assert (screen.device.navigator.page, screen.device.navigator.argument) == ("visit", ORDER_ID)
    assert screen.has("notice")


def test_a_page_with_the_whole_screen_shows_no_other_customers_name(screen: Screen) -> None:
    device = screen.device
    device.navigator.add(Route("whole", "today/TodayPage.qml", device.screens.today, whole_screen=True))
    screen.open("whole")
    assert device.shell.notice.shown
    assert not screen.has("notice")
    assert place(screen.find("page")).top() == 0
    device.navigator.back()


@pytest.mark.parametrize("theme", ["light", "dark", "sunlight"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_warning_is_cut_off_at_the_largest_text(screen: Screen, theme: str, language: str) -> None:
    screen.device.shell.setTheme(theme)
    screen.device.shell.setLanguage(language)
    screen.device.shell.setTextScale(1.5)
    screen.resize(PORTRAIT)
    screen.device.set_clock("09:35")
    screen.open("orders")
    bar = place(screen.find("notice"))
    words = [item for item in screen.below("notice") if item.property("lineCount") is not None and item.isVisible()]
    assert len(words) >= 3
    for word in words:
        assert not word.property("truncated")
        assert bar.contains(place(word))
