from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.errors import StoreFull
from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.ui.viewmodels.me import Identity, MeViewModel
from fieldapp.ui.viewmodels.scanner_check import ScannerCheck
from tests.ui.settling_stage import Tablet, tablet
from tests.ui.stage import Device

__all__ = ["tablet"]


@pytest.fixture
def me(tablet: Tablet) -> MeViewModel:
    return tablet.settling.me


def test_the_page_says_who_works_on_which_tablet(me: MeViewModel) -> None:
    assert (me.engineer, me.initial, me.company, me.device, me.version) == ("周明远", "周", "霁川", "tablet-1", "0.1.0")


def test_a_setting_shows_at_once_and_is_kept(tablet: Tablet, me: MeViewModel) -> None:
    me.setLanguage("en")
    me.setTheme("sunlight")
    me.setTextScale("130")
    me.setReduceMotion(True)
    shell = tablet.shell
    assert (shell.language, shell.theme, shell.textScale, shell.reduceMotion) == ("en", "sunlight", 1.3, True)
    tablet.settle()
    assert tablet.settings == {"language": "en", "theme": "sunlight", "text_scale": "130", "reduce_motion": "yes"}


def test_kept_settings_come_back_after_a_restart(tablet: Tablet, me: MeViewModel) -> None:
    tablet.settings.update(language="en", theme="dark", text_scale="150", reduce_motion="yes")
    me.load()
    tablet.settle()
    shell = tablet.shell
    assert (shell.language, shell.theme, shell.textScale, shell.reduceMotion) == ("en", "dark", 1.5, True)
    assert (me.theme, me.textScale) == ("dark", "150")


def test_kept_words_that_are_no_settings_change_nothing(tablet: Tablet, me: MeViewModel) -> None:
    tablet.settings.update(language="fr", theme="purple", text_scale="900", reduce_motion="perhaps")
    me.load()
    tablet.settle()
    shell = tablet.shell
    assert (shell.language, shell.theme, shell.textScale, shell.reduceMotion) == ("zh", "light", 1.0, False)


def test_values_that_no_choice_offers_are_neither_shown_nor_kept(tablet: Tablet, me: MeViewModel) -> None:
    me.setLanguage("fr")
    me.setTheme("purple")
    me.setTextScale("large")
    tablet.settle()
    assert (tablet.shell.language, tablet.shell.theme, tablet.settings) == ("zh", "light", {})


def test_colours_of_the_system_are_followed_while_that_is_chosen(device: Device) -> None:
    dark = [True]
    me = MeViewModel(
        identity=Identity(engineer="", company="", device="", version=""),
        read=lambda _name, default: default,
        write=lambda _name, _value: None,
        count=lambda: OwnFigures(since_on=date(2026, 10, 24)),
        system_is_dark=lambda: dark[0],
        scanner=ScannerCheck(device.words, device.ticker, lambda: 0.0),
        shell=device.shell,
        background=device.background,
    )
    me.followSystem()
    assert device.shell.theme == "light"
    me.setTheme("system")
    assert (me.theme, device.shell.theme) == ("system", "dark")
    dark[0] = False
    me.followSystem()
    assert (me.theme, device.shell.theme) == ("system", "light")
    device.settle()


@pytest.mark.req("USE-5")
def test_a_setting_that_cannot_be_kept_is_told(device: Device) -> None:
    def full(_name: str, _value: str) -> None:
        raise StoreFull("store.full")

    me = MeViewModel(
        identity=Identity(engineer="", company="", device="", version=""),
        read=lambda _name, default: default,
        write=full,
        count=lambda: OwnFigures(since_on=date(2026, 10, 24)),
        system_is_dark=lambda: False,
        scanner=ScannerCheck(device.words, device.ticker, lambda: 0.0),
        shell=device.shell,
        background=device.background,
    )
    me.setTheme("dark")
    device.settle()
    assert device.shell.hasProblem
    assert device.shell.problemSafe


def test_lock_now_locks(tablet: Tablet, me: MeViewModel) -> None:
    me.lockNow()
    assert tablet.locked == 1
