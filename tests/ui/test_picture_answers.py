"""Answers that are pictures or codes: taken from a file, drawn upon, signed, scanned; kept as files of the store."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.domain.ids import Sha256
from fieldapp.domain.part import CaptureSource
from fieldapp.scanning.raw_code import RawCode
from fieldapp.ui.items.camera_view import CameraView
from fieldapp.ui.viewmodels.scan_actions import Capture
from tests.factories import save_answer
from tests.ui.camera_stage import See, see
from tests.ui.form_stage import FormScreen, every_question_on
from tests.ui.items import below, is_shown, middle
from tests.ui.pages import Screen, screen
from tests.ui.scan_stage import with_scan

__all__ = ["screen", "see"]

NAME = re.compile(r"([0-9a-f]{64})\.(jpg|png)")


@pytest.fixture
def page(screen: Screen) -> FormScreen:
    return every_question_on(screen)


@pytest.fixture
def plate(tmp_path: Path) -> Path:
    """A photo as a telephone stores it: lying, with a note to turn it, larger than is kept."""
    image = Image.new("RGB", (3000, 2000), (40, 90, 160))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "maker of the camera"
    path = tmp_path / "plate.jpg"
    image.save(path, exif=exif)
    return path


def kept(page: FormScreen, question: str) -> Image.Image:
    """The picture that the stored answer names, out of the store."""
    found = NAME.fullmatch(page.stored(question))
    assert found is not None, page.stored(question)
    return Image.open(BytesIO(page.screen.device.store.blob(Sha256(found[1]))))


def choose(page: FormScreen, file: Path) -> None:
    """Choose a file, as the dialog of the platform does."""
    editor = page.editor("photo").property("item")
    editor.pictureChosen.emit(QUrl.fromLocalFile(str(file)))
    page.screen.settle()


def write(page: FormScreen, pad: QQuickItem) -> None:
    """Draw a line with the pen."""
    at = middle(pad)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(page.window, left, none, at)
    for step in range(1, 6):
        QTest.mouseMove(page.window, at + QPoint(12 * step, 6 * step), 6)
    QTest.mouseRelease(page.window, left, none, at + QPoint(60, 30))
    page.screen.settle()


@pytest.mark.req("SITE-3")
def test_a_chosen_photo_is_kept_upright_small_and_without_what_the_camera_noted(page: FormScreen, plate: Path) -> None:
    choose(page, plate)
    photo = kept(page, "photo")
    assert (photo.format, photo.size) == ("JPEG", (800, 1200))  # the question asks for 1,200 pixels
    assert dict(photo.getexif()) == {}
    page.screen.until(lambda: page.part("photo", "picture").property("paintedWidth") > 0)


def test_a_photo_is_drawn_upon_with_the_pen_and_the_first_one_is_offered_back(page: FormScreen, plate: Path) -> None:
    choose(page, plate)
    plain = page.stored("photo")
    page.click("photo", "markPicture")
    write(page, page.on_sheet("ink"))
    page.press(page.on_sheet("pickDone"))
    assert page.stored("photo") != plain
    marked = kept(page, "photo").convert("RGB")
    red, _green, blue = marked.split()
    assert marked.size == (800, 1200)
    assert sum(red.histogram()[150:]) > 100
    assert sum(blue.histogram()[:100]) > 100
    page.form.undo.undo()
    page.screen.settle()
    assert page.stored("photo") == plain


def test_a_stroke_is_taken_back_and_nothing_drawn_changes_nothing(page: FormScreen, plate: Path) -> None:
    choose(page, plate)
    plain = page.stored("photo")
    page.click("photo", "markPicture")
    write(page, page.on_sheet("ink"))
    page.press(page.on_sheet("undoStroke"))
    assert page.on_sheet("pickDone").property("blocked")
    page.key(Qt.Key.Key_Escape)
    assert page.stored("photo") == plain


def test_a_photo_is_taken_with_the_camera(page: FormScreen, monkeypatch: pytest.MonkeyPatch, see: See) -> None:
    assert not any(item.objectName() == "takePicture" and is_shown(item) for item in page.parts("photo"))
    monkeypatch.setattr(page.form.pictures, "_has_camera", lambda: True)
    page.form.pictures.changed.emit()
    page.click("photo", "takePicture")
    view = page.on_sheet("camera")
    assert isinstance(view, CameraView)
    page.screen.until(lambda: view.trouble)
    assert page.on_sheet("pickDone").property("blocked")
    see(view, "#2060a0", 1920, 1080)
    page.screen.until(lambda: not page.on_sheet("pickDone").property("blocked"))
    page.press(page.on_sheet("pickDone"))
    photo = kept(page, "photo")
    assert (photo.format, photo.size) == ("JPEG", (1200, 675))
    assert not page.screen.has("pickSheet")


def test_a_photo_is_removed(page: FormScreen, plate: Path) -> None:
    choose(page, plate)
    page.click("photo", "removePicture")
    assert page.stored("photo") == ""
    assert is_shown(page.part("photo", "choosePicture"))


def test_a_file_that_is_no_picture_is_named_and_changes_nothing(page: FormScreen, tmp_path: Path) -> None:
    (tmp_path / "note.jpg").write_text("no picture")
    choose(page, tmp_path / "note.jpg")
    assert page.stored("photo") == ""
    assert page.screen.reads("这个文件不是能打开的照片")


def test_while_a_photo_is_taken_in_the_question_says_so(page: FormScreen, plate: Path) -> None:
    page.editor("photo")
    page.form.pictures.choose("photo", QUrl.fromLocalFile(str(plate)), 0)
    editor = page.screen.find("question-photo").property("item")
    editor.setProperty("given", True)
    assert is_shown(next(item for item in below(editor) if item.objectName() == "busy"))
    page.screen.settle()
    assert not [item for item in below(editor) if item.objectName() == "busy" and is_shown(item)]
    assert page.stored("photo") != ""


def test_a_photo_that_comes_too_late_for_its_step_is_told_and_answers_no_other(page: FormScreen, plate: Path) -> None:
    page.form.pictures.choose("photo", QUrl.fromLocalFile(str(plate)), 0)
    page.form.pictures.forget()
    page.screen.settle()
    assert page.stored("photo") == ""
    assert page.screen.reads("照片还没处理完")


def test_a_photo_of_another_tablet_is_said_to_be_elsewhere(page: FormScreen) -> None:
    page.screen.device.do(save_answer("test", "photo", "ab" * 32 + ".jpg"))
    page.editor("photo")
    page.screen.until(lambda: page.screen.reads("这张照片不在本机"))
    assert page.form.row("photo").picture == "missing"  # type: ignore[union-attr]


def test_a_signature_is_ink_on_white_paper(page: FormScreen) -> None:
    page.click("keeper", "sign")
    write(page, page.on_sheet("ink"))
    page.press(page.on_sheet("pickDone"))
    signed = kept(page, "keeper").convert("L")
    assert signed.getpixel((2, 2)) == 255
    assert sum(signed.histogram()[:60]) > 20
    assert page.screen.device.store.state.blobs[Sha256(page.stored("keeper").removesuffix(".png"))][0] == "image/png"


def test_a_code_from_the_scan_sheet_is_the_answer_and_books_no_part(page: FormScreen) -> None:
    device = page.screen.device
    scan = with_scan(device, page.window).scan
    page.form.scan_with(scan.ask_code)
    used = len(device.order().visit.parts)
    page.click("label", "scan")
    assert (device.navigator.sheet, scan.title, scan.subtitle) == ("scan", "铭牌条码", "")
    scan.take(Capture((RawCode("CF680\x1d2402", "]d2"),), CaptureSource.SCANNER))
    page.screen.settle()
    assert page.stored("label") == "CF6802402"
    assert (device.navigator.sheet, len(device.order().visit.parts)) == ("", used)


def test_a_sheet_that_was_closed_asks_for_no_code_any_more(page: FormScreen) -> None:
    device = page.screen.device
    scan = with_scan(device, page.window).scan
    page.form.scan_with(scan.ask_code)
    page.click("label", "scan")
    scan.finish()
    device.navigator.open("scan", "")
    scan.take(Capture((RawCode("TS-02", ""),), CaptureSource.HAND))
    page.screen.settle()
    assert page.stored("label") == ""


def test_without_a_scan_sheet_a_code_is_typed(page: FormScreen) -> None:
    assert [item for item in page.parts("label") if item.objectName() == "scan" and is_shown(item)] == []
    page.focus("label", "field")
    page.type("AB-1")
    page.key(Qt.Key.Key_Tab)
    assert page.stored("label") == "AB-1"
