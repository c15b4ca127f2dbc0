"""Without a network: what the engineer does with the stick, in both directions (SYN-3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from fieldapp.domain.errors import BadInput, FieldappError
from tests.journeys.keyboard import scroller_of
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, opened_at
from tests.ui.settling_stage import Tablet, tablet
from tests.ui.sync_states import states

__all__ = ["tablet"]

STICK = QUrl.fromLocalFile("/media/stick")


@pytest.fixture
def screen(tablet: Tablet) -> Iterator[Screen]:
    with opened_at("sync", tablet) as screen:
        yield screen


def settled(screen: Screen, tablet: Tablet) -> None:
    tablet.settle_all()
    screen.settle()


@pytest.mark.req("SYN-5")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_a_row_of_the_sync_page_leads_to_the_stick_and_both_ways_say_what_is_next(
    screen: Screen, tablet: Tablet, size: tuple[int, int]
) -> None:
    screen.resize(size)
    screen.tap("stick")
    assert tablet.navigator.page == "stick"

    tablet.settling.stick.handOut(STICK)
    settled(screen, tablet)
    assert screen.reads("fieldapp-tablet-1-1-7.fab，7 条记录、2 个文件。把 U 盘交给备件库")

    tablet.settling.stick.takeIn(QUrl.fromLocalFile("/media/stick/answer.fab"))
    settled(screen, tablet)
    assert screen.reads("7 条有了结果，3 处更新，还有 0 条没送")
    assert tablet.stick.asked == [Path("/media/stick"), Path("/media/stick/answer.fab")]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("state", ["waiting", "offline", "not-taken", "device-unknown"])
def test_the_way_without_a_network_is_in_sight_beside_everything_else_in_landscape(
    screen: Screen, tablet: Tablet, state: str, scale: float
) -> None:
    next(one for one in states() if one.name == state).show(tablet)
    tablet.shell.setTextScale(scale)
    screen.resize(LANDSCAPE)
    row, foot = screen.find("stick"), screen.find("primary")
    bottom = row.mapToScene(row.boundingRect().bottomLeft()).y()
    assert scroller_of(row) is None
    assert bottom <= foot.mapToScene(foot.boundingRect().topLeft()).y()


def test_what_had_no_room_and_what_the_centre_misses_is_said(screen: Screen, tablet: Tablet) -> None:
    screen.open("stick")
    tablet.stick.written = replace(tablet.stick.written, files_left=3)
    tablet.settling.stick.handOut(STICK)
    settled(screen, tablet)
    assert screen.reads("另有 3 个大文件放不下")

    tablet.stick.answered = replace(tablet.stick.answered, code="sequence-gap")
    tablet.settling.stick.takeIn(STICK)
    settled(screen, tablet)
    assert screen.reads("请再写一个文件")


@pytest.mark.req("SYN-6")
def test_a_tablet_that_was_taken_out_of_use_is_told_what_becomes_of_its_records(screen: Screen, tablet: Tablet) -> None:
    screen.open("stick")
    tablet.stick.answered = replace(tablet.stick.answered, revoked=True)

    tablet.settling.stick.takeIn(STICK)
    settled(screen, tablet)

    assert screen.reads("7 条有了结果")
    assert screen.reads("办公室已停用这台平板")


def test_a_stick_that_was_pulled_out_is_told_and_nothing_is_claimed(screen: Screen, tablet: Tablet) -> None:
    failed: list[FieldappError] = []
    tablet.background.failed.connect(failed.append)
    screen.open("stick")
    tablet.stick.failure = BadInput("bundle.not-written", file="fieldapp.fab")

    tablet.settling.stick.handOut(STICK)
    settled(screen, tablet)

    assert [error.code for error in failed] == ["bundle.not-written"]
    assert (tablet.settling.stick.message, tablet.settling.stick.busy) == ("", "")
