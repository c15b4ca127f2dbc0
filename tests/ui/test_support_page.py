from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject
from PySide6.QtWidgets import QApplication

from fieldapp.support.log import FILE_NAME
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, opened_at
from tests.ui.settling_stage import Tablet

LINES = [json.dumps({"at": "2026-11-23T01:00:00.120+00:00", "level": "info", "note": "opens", "page": "visit"})] * 400


@pytest.fixture
def tablet(qapp: QApplication, tmp_path: Path) -> Iterator[Tablet]:
    log = tmp_path / "device.log"
    log.mkdir()
    (log / FILE_NAME).write_text("\n".join([*LINES, '{"note": "the last line"}']), "ascii")
    tablet = Tablet(data=tmp_path / "device")
    yield tablet
    tablet.shutdown()


@pytest.fixture
def screen(tablet: Tablet) -> Iterator[Screen]:
    with opened_at("me", tablet) as screen:
        yield screen


@pytest.mark.req("USE-5")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_one_button_of_me_leads_to_the_bundle_and_each_of_its_files_can_be_read(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    screen.tap("supportBundle")
    assert screen.device.navigator.page == "support"
    assert screen.reads('"app": "0.1.0"')

    screen.tap(f"piece-{FILE_NAME}")
    assert screen.reads('"page": "visit"')
    QMetaObject.invokeMethod(screen.find("text"), "positionViewAtEnd")
    screen.settle()
    assert screen.reads("the last line")


def test_the_page_says_what_is_not_in_it_and_keeps_its_words_at_one_and_a_half_text_size(screen: Screen) -> None:
    screen.device.shell.setTextScale(1.5)
    for size in (LANDSCAPE, PORTRAIT):
        screen.resize(size)
        screen.open("support")
        for name in ("promise", "saveBundle", f"piece-{FILE_NAME}"):
            item = screen.find(name)
            right = item.mapToScene(item.boundingRect().bottomRight())
            assert right.x() <= size[0]
            assert right.y() <= size[1]
