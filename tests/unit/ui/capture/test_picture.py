from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImageIOHandler
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import BadInput, CaptureError
from fieldapp.ui.capture.picture import ROOM, frame, read_picture_file
from tests.ui.scan_stage import label

Turn = QImageIOHandler.Transformation
CORNERS = ((10.0, 20.0), (30.0, 20.0), (30.0, 60.0), (10.0, 60.0))
ORIENTATION = 0x0112
"""EXIF tag; 6 is a telephone held upright."""


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (Turn.TransformationNone, (0.1, 0.1, 0.2, 0.2)),
        (Turn.TransformationMirror, (0.7, 0.1, 0.2, 0.2)),
        (Turn.TransformationFlip, (0.1, 0.7, 0.2, 0.2)),
        (Turn.TransformationRotate180, (0.7, 0.7, 0.2, 0.2)),
        (Turn.TransformationRotate90, (0.7, 0.1, 0.2, 0.2)),
        (Turn.TransformationRotate270, (0.1, 0.7, 0.2, 0.2)),
    ],
)
def test_a_frame_follows_the_turn_of_its_picture(turn: Turn, box: tuple[float, ...]) -> None:
    found = frame(CORNERS, 100, 200, turn)
    left, top, width, height = box
    wanted = (left - ROOM, top - ROOM, width + 2 * ROOM, height + 2 * ROOM)
    assert (found.left, found.top, found.width, found.height) == pytest.approx(wanted)


def test_a_frame_at_the_edge_stays_within_the_picture() -> None:
    found = frame(((0.0, 0.0), (100.0, 0.0), (100.0, 200.0), (0.0, 200.0)), 100, 200, Turn.TransformationNone)
    assert (found.left, found.top, found.width, found.height) == (0, 0, 1, 1)


@pytest.mark.parametrize("orientation", [1, 6])
def test_the_frame_lies_on_the_dark_dots_of_the_upright_picture(
    qapp: QApplication, tmp_path: Path, orientation: int
) -> None:
    card = Image.open(label("CK-07", tmp_path / "card.png"))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = card.rotate(90, expand=True) if orientation == 6 else card
    stored.save(tmp_path / "photo.jpg", exif=exif, quality=95)
    read = read_picture_file(tmp_path / "photo.jpg")
    assert [code.text for code in read.codes] == ["CK-07"]
    left, top, right, bottom = _dark(card)
    (found,) = read.frames
    assert found.left == pytest.approx(left / card.width, abs=2 * ROOM)
    assert found.top == pytest.approx(top / card.height, abs=2 * ROOM)
    assert found.left + found.width == pytest.approx(right / card.width, abs=2 * ROOM)
    assert found.top + found.height == pytest.approx(bottom / card.height, abs=2 * ROOM)


def test_a_picture_without_code_and_a_file_that_is_none_are_told_apart(qapp: QApplication, tmp_path: Path) -> None:
    Image.new("L", (200, 200), 235).save(tmp_path / "empty.png")
    with pytest.raises(CaptureError, match=r"picture\.no-code"):
        read_picture_file(tmp_path / "empty.png")
    with pytest.raises(BadInput, match=r"picture\.unreadable"):
        read_picture_file(tmp_path / "missing.png")


def _dark(card: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around what is printed."""
    box = card.convert("L").point(lambda level: 255 if level < 100 else 0).getbbox()
    assert box is not None
    return box
