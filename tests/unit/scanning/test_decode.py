"""Still pictures: read what is there, refuse what is not a picture, survive what is hostile."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from fieldapp.domain.errors import BadInput, CaptureError
from fieldapp.scanning import decode as decoding
from fieldapp.scanning.decode import LARGEST_FILE, read_picture
from fieldapp.scanning.engine import decode
from fieldapp.scanning.variants import sharpened
from fieldapp.scanning.zbar import zbar
from tests.unit.scanning.pictures import Format, faint_in_shadow, file_of, label, paper

GS1 = "(01)06901234000023(10)L42(21)SN-7"


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize(
    ("text", "kind", "symbology"),
    [
        ("6901234000023", Format.EAN13, "]E0"),
        ("96385074", Format.EAN8, "]E4"),
        ("TS-02", Format.Code128, "]C0"),
        ("TS-02", Format.Code39, "]A0"),
        ("06901234000023", Format.ITF, "]I1"),
        ("TS-02", Format.QRCode, "]Q1"),
        ("TS-02", Format.DataMatrix, "]d1"),
        ("TS-02", Format.PDF417, "]L2"),
        ("TS-02", Format.Aztec, "]z0"),
    ],
)
def test_a_picture_of_a_label_is_read(text: str, kind: Format, symbology: str) -> None:
    codes = read_picture(file_of(paper(900, 400, (label(text, kind), (60, 60)))))
    assert [(code.text, code.symbology) for code in codes] == [(text, symbology)]


@pytest.mark.req("PRT-1")
def test_gs1_content_keeps_its_separators() -> None:
    codes = read_picture(file_of(label(GS1, Format.DataMatrix, gs1=True)))
    assert [(code.text, code.symbology) for code in codes] == [("010690123400002310L42\x1d21SN-7", "]d2")]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_a_file_is_read_in_every_usual_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "label"
    path.write_bytes(file_of(label("TS-02", Format.QRCode), kind))
    assert read_picture(path)[0].text == "TS-02"


def test_all_labels_of_a_picture_are_read() -> None:
    sheet = paper(900, 500, (label("TS-02", Format.Code128), (40, 40)), (label("CK-07", Format.QRCode), (40, 300)))
    assert {code.text for code in read_picture(file_of(sheet))} == {"TS-02", "CK-07"}


def test_a_label_too_blurred_for_one_look_is_read_on_a_second() -> None:
    sharp = paper(700, 300, (label("6901234000023", Format.EAN13, scale=5), (30, 30)))
    radii = [2 + step / 20 for step in range(25)]
    missed = [blurred for radius in radii if not decode(blurred := sharp.filter(ImageFilter.GaussianBlur(radius)))]
    rescued = [blurred for blurred in missed if decode(sharpened(blurred))]
    assert rescued
    assert {read_picture(file_of(blurred))[0].text for blurred in rescued} == {"6901234000023"}


def test_a_faint_label_in_a_shadow_is_read_on_a_third_look() -> None:
    picture = faint_in_shadow()
    assert decode(picture) == decode(sharpened(picture)) == ()
    assert read_picture(file_of(picture))[0].text == "TS-02-B77"


def test_a_diagonal_label_is_read_on_a_further_look() -> None:
    sheet = paper(700, 700, (label("TS-02-B77", Format.Code128, scale=3).resize((400, 60)), (140, 300)))
    diagonal = sheet.rotate(45, fillcolor=235)
    assert decode(diagonal) == ()
    assert read_picture(file_of(diagonal))[0].text == "TS-02-B77"


def test_ink_on_a_transparent_ground_is_read() -> None:
    ink = label("TS-02", Format.QRCode)
    picture = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), mask=ink.point(lambda level: 255 - level))
    assert read_picture(file_of(picture))[0].text == "TS-02"


def test_a_picture_without_a_code_says_so() -> None:
    with pytest.raises(CaptureError) as fault:
        read_picture(file_of(paper(300, 200)))
    assert fault.value.code == "picture.no-code"


def test_a_picture_is_read_on_a_machine_without_zbar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "zbar", lambda: None)
    assert read_picture(file_of(label("TS-02", Format.Code128)))[0].text == "TS-02"
    with pytest.raises(CaptureError):
        read_picture(file_of(paper(300, 200)))


def test_zbar_is_asked_when_everything_else_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = zbar()
    if engine is None:
        pytest.skip("libzbar is not on this machine")
    monkeypatch.setattr(decoding, "decode", lambda _image: ())
    code = read_picture(file_of(paper(700, 300, (label("TS-02", Format.Code128), (40, 40)))))[0]
    assert (code.text, code.symbology, len(code.corners)) == ("TS-02", "]C0", 4)


def _png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to unpack to width times height pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [_png_of(9000, 9000), _png_of(12000, 12000), _png_of(60000, 60000), b"\0" * (LARGEST_FILE + 1)],
    ids=["large", "suspicious", "bomb", "file"],
)
def test_a_hostile_picture_is_refused_before_it_is_unpacked(content: bytes) -> None:
    with pytest.raises(CaptureError) as fault:
        read_picture(content)
    assert fault.value.code == "picture.too-large"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", _png_of(50, 50), b"GIF89a"])
def test_what_is_not_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput) as fault:
        read_picture(content)
    assert fault.value.code == "picture.unreadable"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_a_broken_picture_never_gives_another_error(kind: str) -> None:
    whole = file_of(label("TS-02", Format.QRCode), kind)
    for cut in range(1, len(whole), max(1, len(whole) // 25)):
        for broken in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            assert _outcome(broken) in ("TS-02", "picture.unreadable", "picture.no-code", "picture.too-large")


def _outcome(picture: bytes) -> str:
    try:
        return " ".join(code.text for code in read_picture(picture))
    except (BadInput, CaptureError) as fault:
        return fault.code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as fault:
        read_picture(tmp_path / "none.jpg")
    assert fault.value.code == "picture.unreadable"
