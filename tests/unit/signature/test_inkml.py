"""Ink as evidence: what was written comes back to the last bit."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.signature.inkml import LARGEST, from_inkml, to_inkml

NUMBER = st.floats(allow_nan=False, allow_infinity=False)
POINT = st.builds(InkPoint, x=NUMBER, y=NUMBER, t=st.integers(-1, 10**9), pressure=st.floats(0, 1))
STROKES = st.lists(st.builds(Stroke, st.lists(POINT, max_size=8).map(tuple)), max_size=4).map(tuple)
ONE = (Stroke((InkPoint(1.5, -2.0, 0, 0.5), InkPoint(1e-07, 3.25, 16, 1.0))),)


@pytest.mark.req("REP-3")
@settings(max_examples=60, deadline=None)
@given(STROKES)
def test_strokes_come_back_exactly_as_they_were_written(strokes: tuple[Stroke, ...]) -> None:
    assert from_inkml(to_inkml(strokes)) == strokes


def test_a_document_names_its_channels_and_writes_decimals_without_exponent() -> None:
    name = "{http://www.w3.org/2003/InkML}"
    root = ElementTree.fromstring(to_inkml(ONE))
    assert root.tag == f"{name}ink"
    assert [channel.get("name") for channel in root.iter(f"{name}channel")] == ["X", "Y", "T", "F"]
    assert [trace.text for trace in root.iter(f"{name}trace")] == ["1.5 -2.0 0 0.5, 0.0000001 3.25 16 1.0"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_nobody_can_write_is_refused(number: float) -> None:
    with pytest.raises(BadInput) as fault:
        to_inkml((Stroke((InkPoint(number, 0, 0, 0),)),))
    assert fault.value.code == "ink.value"


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"not xml",
        b"<other/>",
        b"<ink/>",
        to_inkml(ONE)[:-5],
        b'<?xml version="1.0" encoding="no-such"?><ink/>',
        b'<!DOCTYPE ink [<!ENTITY a "1 1 1 1">]>' + to_inkml(ONE).partition(b"\n")[2],
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_not_ink_is_refused(document: bytes) -> None:
    with pytest.raises(BadInput) as fault:
        from_inkml(document)
    assert fault.value.code == "ink.unreadable"


def test_samples_in_another_order_are_refused_instead_of_mixed_up() -> None:
    with pytest.raises(BadInput) as fault:
        from_inkml(to_inkml(ONE).replace(b'name="Y"', b'name="Z"'))
    assert fault.value.code == "ink.channels"
    assert fault.value.fields == {"channels": "X Z T F"}


@pytest.mark.parametrize(
    "sample", ["1 2 3", "1 2 3 4 5", "1 2 x 4", "1 2 0.5 4", "NaN 2 0 1", "1 2 0 Infinity", "1 2 0 1,"]
)
def test_a_sample_that_is_not_four_finite_numbers_is_refused(sample: str) -> None:
    document = to_inkml(ONE).replace(b"1.5 -2.0 0 0.5", sample.encode())
    with pytest.raises(BadInput) as fault:
        from_inkml(document)
    assert fault.value.code == "ink.value"
