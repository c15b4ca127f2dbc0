"""Words that grow long: the reason on the primary button, the minutes of the way's bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.time_window import TimeWindow
from tests.factories import ORDER_ID, make_asset
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


@pytest.mark.parametrize("step", ["accept", "analyse"])
def test_the_reason_on_the_primary_button_is_never_cut(screen: Screen, step: str) -> None:
    order = replace(screen.device.order(), asset=make_asset(model="", purchased_on=None))
    screen.device.store.state.current[ORDER_ID] = order
    if step == "analyse":
        screen.device.complete("accept")
    screen.device.shell.setLanguage("en")
    screen.device.shell.setTextScale(1.5)
    screen.resize(PORTRAIT)
    screen.open("visit", ORDER_ID)
    words = screen.find("primaryWords")
    assert words.property("text")
    assert not words.property("truncated")
    assert words.height() <= screen.find("primary").height()


def test_more_than_two_hours_of_preparation_read_as_hours(screen: Screen) -> None:
    order = screen.device.order()
    window = order.appointment
    later = TimeWindow(window.start_at + timedelta(hours=7), window.end_at + timedelta(hours=7))
    screen.device.store.state.current[ORDER_ID] = replace(order, appointment=later)
    screen.device.complete("accept", "analyse", "call", "kit")
    screen.open("visit", ORDER_ID)
    assert screen.reads("7:27")
