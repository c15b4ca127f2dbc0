"""PIN and lock, and the tablet out of use, in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import FieldappError, StoreError
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.access_screens import AccessDoors, access_screen, removed_screen
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.settling_stage import Tablet, keys

OLD, NEW = "246810", "835192"


class Owned(Tablet):
    """A tablet whose PIN can be changed, and which can be put out of use."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = OpensWith.PIN
        self.changes: list[tuple[str, str]] = []
        self.fault: FieldappError | None = None
        doors = AccessDoors(
            check=lambda _old: None,
            change=lambda old, new: self.changes.append((old, new)),
            opens_with=lambda: self.kind,
            read=lambda name, default: self.settings.get(name, default),
            write=self.settings.__setitem__,
        )
        self.access = access_screen(doors, self.stage)
        self.removed = removed_screen(self._remove, lambda: None, self.stage)

    def _remove(self) -> None:
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def tablet(qapp: QApplication) -> Iterator[Owned]:
    tablet = Owned()
    yield tablet
    tablet.shutdown()


@pytest.fixture(params=[LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def screen(tablet: Owned, request: pytest.FixtureRequest) -> Iterator[Screen]:
    screen = Screen(tablet)
    screen.resize(request.param)
    screen.main.window.requestActivate()
    screen.open("me")
    yield screen
    screen.close()
    assert screen.warnings == []


def test_from_the_me_page_the_pin_is_changed_by_finger(screen: Screen, tablet: Owned) -> None:
    screen.tap("openAccess")
    screen.tap("changeSecret")
    for secret in (OLD, NEW, NEW):
        for digit in secret:
            screen.tap(f"key{digit}")

    assert tablet.changes == [(OLD, NEW)]
    assert screen.reads("新 PIN 已生效")
    assert screen.has("changeSecret")


def test_a_passphrase_is_changed_with_the_keyboard_and_never_shown(screen: Screen, tablet: Owned) -> None:
    tablet.kind = OpensWith.PASSPHRASE
    tablet.access.load()
    screen.tap("openAccess")
    screen.tap("changeSecret")
    for secret in ("the old phrase", "neun blaue Ventile", "neun blaue Ventile"):
        keys(screen.main.window, secret)
        screen.settle()
        assert screen.find("passphrase").property("displayText") != secret
        screen.tap("sendPassphrase")

    assert tablet.changes == [("the old phrase", "neun blaue Ventile")]


def test_the_time_until_the_lock_is_chosen_with_one_tap(screen: Screen, tablet: Owned) -> None:
    screen.tap("openAccess")
    assert screen.find("idleMinutes").property("value") == "10"
    tablet.access.setIdleMinutes("5")
    screen.settle()

    assert screen.find("idleMinutes").property("value") == "5"
    assert tablet.settings == {"idle_minutes": "5"}


def test_a_tablet_out_of_use_says_so_and_what_could_not_be_removed(screen: Screen, tablet: Owned) -> None:
    tablet.fault = StoreError("store.disk", reason="EIO")
    screen.open("removed")
    tablet.removed.remove()
    screen.settle()
    assert screen.reads("这台平板已停用")
    assert screen.reads("没能全部从平板里删除：\n磁盘读写出错")
    assert not screen.has("enrolAnew")

    tablet.fault = None
    screen.tap("removeAgain")

    assert screen.reads("平板里什么也没有留下")
    assert screen.has("enrolAnew")
