"""zbar: there or not, the app goes on."""

from __future__ import annotations

import sys

import pytest

from fieldapp.scanning.zbar import zbar
from tests.unit.scanning.pictures import Format, label, paper


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    zbar.cache_clear()


def test_a_machine_without_the_library_has_no_second_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar", None)
    assert zbar() is None
    zbar.cache_clear()


@pytest.mark.parametrize("angle", [0, 90])
def test_bars_are_read_with_their_place_along_the_reading(angle: int) -> None:
    engine = zbar()
    if engine is None:
        pytest.skip("libzbar is not on this machine")
    sheet = paper(600, 600, (label("TS-02-B77", Format.Code128, scale=2), (100, 200)))
    (code,) = engine(sheet.rotate(angle))
    assert (code.text, code.symbology) == ("TS-02-B77", "]C0")
    along = [abs(code.corners[1][axis] - code.corners[0][axis]) for axis in (0, 1)]
    assert (along[0] > along[1]) == (angle == 0)


def test_a_qr_code_is_not_asked_of_it() -> None:
    engine = zbar()
    if engine is None:
        pytest.skip("libzbar is not on this machine")
    assert engine(label("温控器", Format.QRCode)) == ()
