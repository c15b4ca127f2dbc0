from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fieldapp.ui.viewmodels.navigator import Navigator, Route


@pytest.fixture
def navigator(qapp: QApplication) -> Navigator:
    navigator = Navigator()
    holder = QObject()
    navigator.holder = holder  # type: ignore[attr-defined]
    navigator.entered = []  # type: ignore[attr-defined]
    navigator.add(
        Route("today", "today/TodayPage.qml", holder, "today", enter=navigator.entered.append),  # type: ignore[attr-defined]
        Route("visit", "visit/VisitPage.qml", holder, "orders"),
        Route("sign", "sign/SignPage.qml", holder, whole_screen=True),
        Route("scan", "scan/ScanSheet.qml", holder, sheet=True),
    )
    return navigator


def test_a_page_opens_on_top_and_back_leads_to_the_one_below_which_is_entered_again(navigator: Navigator) -> None:
    navigator.openSection("today")
    navigator.open("visit", "wo-1")
    assert (navigator.page, navigator.argument, navigator.section) == ("visit", "wo-1", "orders")
    assert navigator.canGoBack
    navigator.back()
    assert (navigator.page, navigator.section) == ("today", "today")
    assert navigator.entered == ["", ""]  # type: ignore[attr-defined]


def test_a_page_without_a_section_keeps_the_lit_one_and_may_take_the_whole_screen(navigator: Navigator) -> None:
    navigator.openSection("today")
    navigator.open("visit", "wo-1")
    navigator.open("sign", "wo-1")
    assert (navigator.section, navigator.wholeScreen) == ("orders", True)


def test_a_sheet_comes_over_the_page_and_back_closes_it_first(navigator: Navigator) -> None:
    navigator.openSection("today")
    navigator.open("visit", "wo-1")
    navigator.open("scan", "wo-1")
    assert (navigator.page, navigator.sheet) == ("visit", "scan")
    navigator.back()
    assert (navigator.page, navigator.sheet) == ("visit", "")


def test_the_same_page_opened_again_does_not_pile_up(navigator: Navigator) -> None:
    navigator.openSection("today")
    navigator.open("visit", "wo-1")
    navigator.open("visit", "wo-2")
    navigator.back()
    assert navigator.page == "today"


def test_a_section_begins_anew(navigator: Navigator) -> None:
    navigator.open("visit", "wo-1")
    navigator.openSection("today")
    assert not navigator.canGoBack


def test_a_page_that_does_not_exist_is_refused(navigator: Navigator) -> None:
    assert not navigator.has("parts")
    with pytest.raises(KeyError):
        navigator.open("parts", "")


def test_a_cover_leaves_one_page_and_knows_no_other_until_they_are_made_anew(navigator: Navigator) -> None:
    holder = navigator.holder  # type: ignore[attr-defined]
    navigator.add(Route("lock", "lock/LockPage.qml", holder, whole_screen=True))
    navigator.openSection("today")
    navigator.open("visit", "wo-1")
    navigator.open("scan", "wo-1")

    places = navigator.cover("lock", frozenset({"lock"}))

    assert (navigator.page, navigator.sheet, navigator.canGoBack, navigator.pages) == ("lock", "", False, ["lock"])
    assert places == (("today", ""), ("visit", "wo-1"))
    navigator.add(
        Route("today", "today/TodayPage.qml", holder, "today"), Route("visit", "visit/VisitPage.qml", holder, "orders")
    )
    navigator.uncover(places)
    assert (navigator.page, navigator.argument, navigator.section) == ("visit", "wo-1", "orders")
    navigator.back()
    assert navigator.page == "today"
