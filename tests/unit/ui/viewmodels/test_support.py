from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from fieldapp.support.log import FILE_NAME
from fieldapp.ui.viewmodels.support import SupportViewModel
from tests.ui.settling_stage import Tablet


@pytest.fixture
def tablet(qapp: QApplication, tmp_path: Path) -> Iterator[Tablet]:
    log = tmp_path / "device.log"
    log.mkdir()
    (log / FILE_NAME).write_text('{"note": "begins"}\n{"note": "opens"}\n', "ascii")
    (log / f"{FILE_NAME}.1").write_text('{"note": "older"}\n' * 200, "ascii")
    tablet = Tablet(data=tmp_path / "device")
    yield tablet
    tablet.shutdown()


@pytest.fixture
def support(tablet: Tablet) -> SupportViewModel:
    tablet.settling.support.enter()
    tablet.settle()
    return tablet.settling.support


def test_the_files_of_the_bundle_are_listed_with_what_they_are(support: SupportViewModel) -> None:
    rows = [(row.name, row.what, row.size) for row in support.pieces.rows()]

    assert rows == [
        ("about.json", "版本、空间与计数", "1 KB"),
        (FILE_NAME, "现在的日志", "1 KB"),
        (f"{FILE_NAME}.1", "较早的日志", "4 KB"),
    ]


def test_the_first_file_is_shown_and_any_other_by_a_tap(support: SupportViewModel) -> None:
    first = support.lines
    support.show(FILE_NAME)

    assert json.loads("".join(first))["app"] == "0.1.0"
    assert support.lines == ['{"note": "begins"}', '{"note": "opens"}']
    assert [row.name for row in support.pieces.rows() if row.shown] == [FILE_NAME]


@pytest.mark.req("USE-5")
def test_what_is_saved_is_what_was_shown(tablet: Tablet, support: SupportViewModel, tmp_path: Path) -> None:
    (tmp_path / "device.log" / FILE_NAME).write_text("written after it was shown\n", "ascii")
    support.show(FILE_NAME)
    shown = support.lines

    support.save(QUrl.fromLocalFile(str(tmp_path)))
    tablet.settle()

    [saved] = tmp_path.glob("fieldapp-support-*.zip")
    with zipfile.ZipFile(saved) as archive:
        assert archive.read(FILE_NAME).decode().splitlines() == shown
    assert support.message == f"支持包已存为 {saved.name}"


def test_a_folder_that_cannot_be_written_is_told_in_the_one_place_for_errors(
    tablet: Tablet, support: SupportViewModel, tmp_path: Path
) -> None:
    support.save(QUrl.fromLocalFile(str(tmp_path / "gone")))
    tablet.settle()

    assert support.message == ""
    assert support.ready
    assert "gone" in tablet.shell.problemWhat


def test_a_change_of_language_words_the_rows_again(tablet: Tablet, support: SupportViewModel) -> None:
    tablet.shell.setLanguage("en")

    assert [row.what for row in support.pieces.rows()] == ["Versions, room and counts", "Log of now", "Older log"]
