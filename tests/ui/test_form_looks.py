"""The form with everything in it, in both languages, both orientations and at 150 %: readable, and large enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from tests.ui.form_stage import FormScreen
from tests.ui.items import below, is_shown, pressables, spoken
from tests.ui.pages import Screen
from tests.ui.photograph_form import SHEETS, FormLook, dress, filled
from tests.ui.stage import Device

LOOKS = [
    FormLook("zh"),
    FormLook("en", "dark", "portrait"),
    FormLook("zh", "sunlight", "portrait", 1.5),
    FormLook("en", "light", "landscape", 1.5),
]


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: look.name)
def page(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[FormScreen]:
    device = Device(language=request.param.language)
    screen = Screen(device)
    dress(screen, request.param)
    yield filled(screen)
    dress(screen, FormLook("zh"))
    screen.close()
    device.shutdown()
    assert screen.warnings == []


def cut_off(root: QQuickItem) -> list[str]:
    """The texts under an item that do not show all their words, or stand outside of it."""
    right = root.mapToScene(QPointF(root.width(), 0)).x() + 1
    texts = [item for item in below(root) if is_shown(item) and item.inherits("QQuickText")]
    return [
        str(item.property("text"))
        for item in texts
        if item.property("truncated")
        or item.property("contentWidth") > item.width() + 1
        or item.mapToScene(QPointF(item.width(), 0)).x() > right
    ]


def too_small(root: QQuickItem) -> list[str]:
    return [spoken(item) for item in pressables(root) if min(item.width(), item.height()) < 60]


@pytest.mark.req("USE-2")
def test_no_word_of_the_form_is_cut_and_every_target_is_large_enough(page: FormScreen) -> None:
    step = page.screen.find("step")
    assert (cut_off(step), too_small(step)) == ([], [])
    assert [item for item in pressables(step) if not spoken(item).strip()] == []


@pytest.mark.parametrize("question", [name for name in SHEETS if name != "photo"])
def test_no_word_of_a_sheet_is_cut_and_every_target_is_large_enough(page: FormScreen, question: str) -> None:
    page.click(question, SHEETS[question])
    sheet = page.screen.find("pickSheet")
    found = (cut_off(sheet), too_small(sheet))
    page.key(Qt.Key.Key_Escape)
    assert found == ([], [])
    assert not page.screen.has("pickSheet")
