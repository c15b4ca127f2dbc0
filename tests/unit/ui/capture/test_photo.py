from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import BadInput, CaptureError
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.ui.capture import photo
from fieldapp.ui.capture.photo import Sheet, drawing, marked

ACROSS = Stroke(tuple(InkPoint(10.0 + 8 * step, 50.0, 12 * step, 0.5) for step in range(11)))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def saved(path: Path, size: tuple[int, int], mode: str = "RGB", colour: object = (40, 90, 160)) -> Path:
    Image.new(mode, size, colour).save(path)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("size", "kept"), [((3200, 2400), (1600, 1200)), ((640, 480), (640, 480))])
def test_a_photo_is_made_as_large_as_is_kept_and_never_larger(
    tmp_path: Path, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    taken = photo.photo(saved(tmp_path / "p.png", size))
    assert (taken.media_type, opened(taken.content).size) == ("image/jpeg", kept)


def test_a_question_may_ask_for_fewer_pixels(tmp_path: Path) -> None:
    assert opened(photo.photo(saved(tmp_path / "p.png", (3200, 2400)), 400).content).size == (400, 300)


def test_what_is_transparent_becomes_paper(tmp_path: Path) -> None:
    taken = photo.photo(saved(tmp_path / "p.png", (40, 40), "RGBA", (255, 0, 0, 0)))
    assert opened(taken.content).getpixel((20, 20)) == (255, 255, 255)


def test_the_same_photo_has_the_same_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "p.png", (640, 480))
    assert photo.photo(path).sha256 == photo.photo(path).sha256


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0broken", b"GIF89a"])
def test_what_is_no_photo_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.jpg").write_bytes(content)
    with pytest.raises(BadInput, match=r"photo\.unreadable"):
        photo.photo(tmp_path / "p.jpg")


def test_a_photo_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"photo\.unreadable"):
        photo.photo(tmp_path / "gone.jpg")


def test_a_file_or_picture_that_is_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "p.png", (640, 480))
    monkeypatch.setattr(photo, "MOST_PIXELS", 640 * 480 - 1)
    with pytest.raises(CaptureError, match=r"photo\.too-large"):
        photo.photo(path)
    monkeypatch.setattr(photo, "LARGEST_FILE", 10)
    with pytest.raises(CaptureError, match=r"photo\.too-large"):
        photo.photo(path)


def test_the_pen_lies_on_the_photo_where_it_was_seen(tmp_path: Path, qapp: QApplication) -> None:
    plain = photo.photo(saved(tmp_path / "p.png", (1000, 500)))
    # On a sheet of 200 × 200 the picture is 200 × 100, fifty pixels from the top: y 50 is its upper edge.
    sheet = Sheet((Stroke(tuple(InkPoint(p.x, 100.0, p.t, p.pressure) for p in ACROSS.points)),), 200, 200)
    picture = opened(marked(plain.content, sheet).content)
    assert picture.size == (1000, 500)
    pen, beside = picture.getpixel((250, 250)), picture.getpixel((250, 100))
    assert pen[0] > 180 > 100 > pen[2]  # type: ignore[index]
    assert beside[2] > 130  # type: ignore[index]


def test_what_cannot_be_opened_any_more_is_not_drawn_upon(qapp: QApplication) -> None:
    with pytest.raises(BadInput, match=r"photo\.unreadable"):
        marked(b"gone", Sheet((ACROSS,), 200, 200))


def test_a_drawing_is_dark_ink_on_white(qapp: QApplication) -> None:
    drawn = drawing(Sheet((ACROSS,), 120, 100))
    picture = opened(drawn.content)
    assert (drawn.media_type, picture.size) == ("image/png", (120, 100))
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert max(picture.getpixel((50, 50))) < 90  # type: ignore[arg-type]
