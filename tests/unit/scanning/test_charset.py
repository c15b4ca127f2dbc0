"""Chinese text in codes that do not say how it is written."""

from __future__ import annotations

import pytest
import qrcode
from qrcode.util import QRData

from fieldapp.scanning.charset import text_of
from fieldapp.scanning.engine import decode
from tests.unit.scanning.pictures import Format, label

TEXTS = ["温控器", "蒸发器温度传感器 TS-02", "霁川冷链", "镕 䶮 㛃", "备件：主控板×2"]


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_chinese_qr_code_is_read_whatever_printer_made_it(text: str, charset: str) -> None:
    drawing = qrcode.QRCode(border=4)
    drawing.add_data(QRData(text.encode(charset), mode=4))  # bytes as they are
    drawing.make()
    assert decode(drawing.make_image().get_image().convert("L"))[0].text == text


@pytest.mark.parametrize("text", ["温控器", "温控器FR-1"])
def test_characters_packed_in_kanji_mode_are_read(text: str) -> None:
    picture = label(text, Format.QRCode)
    assert decode(picture)[0].text == text


def test_a_declared_character_set_is_believed() -> None:
    assert text_of("é".encode("latin-1"), "é", "]d4") == "é"
    assert text_of("温".encode("gb18030"), "ignored", "]d1") == "温"


def test_bytes_of_no_known_set_stay_as_the_decoder_read_them() -> None:
    assert text_of(b"\xff\xff", "ÿÿ", "]d1") == "ÿÿ"
