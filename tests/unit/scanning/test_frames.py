"""Camera frames made by hand."""

from __future__ import annotations

import pytest
from PIL import Image

from fieldapp.scanning.frames import MEMORY, FrameReader
from fieldapp.scanning.raw_code import RawCode
from tests.unit.scanning.pictures import Format, faint_in_shadow, label, paper

SIZE = (640, 360)
QR = paper(*SIZE, (label("TS-02", Format.QRCode), (100, 80)))
EAN = paper(*SIZE, (label("6901234000023", Format.EAN13), (60, 60)))
EMPTY = paper(*SIZE)


def show(reader: FrameReader, picture: Image.Image, padding: int = 0) -> tuple[RawCode, ...]:
    """One frame, its rows `padding` bytes longer than wide."""
    wide = Image.new("L", (picture.width + padding, picture.height))
    wide.paste(picture)
    return reader.read(memoryview(wide.tobytes()), picture.width, picture.height, wide.width)


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("padding", [0, 24])
def test_a_code_in_a_frame_is_read_at_its_place(padding: int) -> None:
    (code,) = show(FrameReader(), QR, padding)
    assert (code.text, code.symbology) == ("TS-02", "]Q1")
    assert code.corners[0] == pytest.approx((116, 96), abs=3)


def test_a_shop_code_is_believed_when_a_second_frame_says_the_same() -> None:
    reader = FrameReader()
    assert show(reader, EAN) == ()
    assert [code.text for code in show(reader, EAN)] == ["6901234000023"]


def test_a_shop_code_seen_too_long_ago_is_not_believed() -> None:
    reader = FrameReader()
    show(reader, EAN)
    for _ in range(MEMORY):
        show(reader, EMPTY)
    assert show(reader, EAN) == ()


def test_frames_that_show_nothing_give_nothing() -> None:
    reader = FrameReader()
    assert [show(reader, EMPTY) for _ in range(6)] == [()] * 6


def test_a_faint_code_is_read_within_a_few_frames_and_then_in_each() -> None:
    reader, picture = FrameReader(), faint_in_shadow()
    seen = [" ".join(code.text for code in show(reader, picture)) for _ in range(6)]
    assert seen == ["", "", "TS-02-B77", "TS-02-B77", "TS-02-B77", "TS-02-B77"]


def test_a_diagonal_code_is_read_within_a_few_frames_without_a_place() -> None:
    flat = paper(700, 700, (label("TS-02-B77", Format.Code128, scale=3).resize((400, 60)), (140, 300)))
    reader = FrameReader()
    seen = [code for _ in range(4) for code in show(reader, flat.rotate(45, fillcolor=235))]
    assert [(code.text, code.corners) for code in seen] == [("TS-02-B77", ())]


def test_a_light_code_on_dark_is_read_within_a_few_frames() -> None:
    reader = FrameReader()
    dark = QR.point(lambda level: 255 - level)
    show(reader, EMPTY)
    assert any(show(reader, dark) for _ in range(4))


def test_a_last_row_without_padding_is_enough() -> None:
    wide = paper(SIZE[0] + 8, SIZE[1], (QR, (0, 0)))
    codes = FrameReader().read(wide.tobytes()[:-8], *SIZE, wide.width)
    assert [code.text for code in codes] == ["TS-02"]


def test_what_follows_the_plane_in_its_buffer_is_not_looked_at() -> None:
    reader = FrameReader()
    buffer = EMPTY.tobytes() + QR.tobytes()
    assert [reader.read(buffer, *SIZE, SIZE[0]) for _ in range(4)] == [()] * 4


@pytest.mark.parametrize(("width", "height", "stride"), [(640, 361, 640), (641, 360, 640), (0, 0, 0), (640, 360, 700)])
def test_a_plane_smaller_than_it_says_is_never_read(width: int, height: int, stride: int) -> None:
    with pytest.raises(ValueError, match="are no plane of"):
        FrameReader().read(EMPTY.tobytes(), width, height, stride)
