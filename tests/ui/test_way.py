"""The way there on the departure page: how early, decision, map, and the code for a telephone (DEP-1, DEP-2, DEP-6)."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from fieldapp.domain.events import Arrived, Departed
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


def at_departure(screen: Screen) -> None:
    screen.device.complete("accept", "analyse", "call", "kit")
    screen.open("visit", ORDER_ID)
    if screen.has("noticeClose"):
        screen.tap("noticeClose")


@pytest.mark.req("DEP-1")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_another_margin_moves_the_departure_at_once_for_this_visit_alone(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    at_departure(screen)
    plan = screen.device.screens.visit.departure
    assert (plan.arriveText, plan.earlyMinutes) == ("09:52", 8)
    screen.tap("choice_10.0")
    assert (plan.arriveText, plan.earlyMinutes) == ("09:50", 10)
    assert screen.device.store.setting("early_margin", "") == ""

    screen.tap("keepMargin")
    assert screen.device.store.setting("early_margin", "") == "10.0"
    assert not screen.has("keepMargin")


@pytest.mark.req("DEP-2", "DEP-3")
def test_the_page_says_when_to_decide_where_the_time_comes_from_and_that_a_distance_alone_is_not_sure(
    screen: Screen,
) -> None:
    screen.device.set_clock("08:30")
    at_departure(screen)
    assert screen.find("decision").property("text").startswith("08:34 定下来")
    assert screen.reads("按距离推算")
    assert screen.reads("把握不大，早点走")
    screen.device.set_clock("08:40")
    screen.settle()
    assert screen.find("decision").property("text").startswith("已过 08:34")


@pytest.mark.req("SITE-1")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_once_there_the_page_says_how_punctual_the_arrival_was_and_no_more_that_one_is_on_the_way(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    at_departure(screen)
    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:30")))
    screen.settle()
    assert screen.find("departTitle").property("text") == "在途"

    screen.device.do(Arrived(order_id=ORDER_ID, at=local("09:53")))
    screen.device.screens.visit.openStep("depart")
    screen.settle()
    title = screen.find("departTitle")
    assert title.property("text") == screen.device.screens.visit.departure.arrivalWords
    assert title.property("text").startswith("09:53")
    assert not title.property("truncated")


class Map(QObject):
    """A device's map application: remembers what it was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def show(self, link: QUrl) -> None:
        self.asked.append(link.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.mark.req("DEP-6")
def test_one_tap_opens_the_way_in_the_map_and_nothing_else(screen: Screen) -> None:
    at_departure(screen)
    maps = Map()
    QDesktopServices.setUrlHandler("geo", maps, "show")
    try:
        screen.tap("navigate")
    finally:
        QDesktopServices.unsetUrlHandler("geo")

    assert maps.asked == [screen.device.screens.visit.way.link]
    assert not screen.has("wayAddress")


@pytest.mark.req("DEP-6")
def test_without_a_map_the_way_is_a_code_that_a_telephone_reads_with_address_and_coordinates(screen: Screen) -> None:
    at_departure(screen)
    screen.device.screens.visit.contact.ask("way")
    screen.settle()
    site = screen.device.order().customer.site
    assert screen.find("wayAddress").property("text") == site.address
    assert screen.find("wayCoordinates").property("text") == "31.26120,121.52030"

    way = screen.device.screens.visit.way
    [read] = zxingcpp.read_barcodes(drawn(way.codePath, way.codeSide))
    assert read.text == way.link
    assert read.text == f"geo:31.26120,121.52030?q=31.26120,121.52030({quote('禾味生鲜超市 云桥店')})"


def drawn(path: str, side: int, module: int = 8) -> Image.Image:
    """Draw the path as the page does: each piece one row of dark modules."""
    picture = Image.new("L", (side * module, side * module), 255)
    pen = ImageDraw.Draw(picture)
    for piece in path.split("M")[1:]:
        place, run = piece.split("h")[:2]
        column, row = (int(part) for part in place.split())
        width = int(run.split("v")[0])
        pen.rectangle((column * module, row * module, (column + width) * module - 1, (row + 1) * module - 1), fill=0)
    return picture
