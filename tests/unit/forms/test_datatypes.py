from __future__ import annotations

import pytest

from fieldapp.forms.binds import DataType, data_type_of
from fieldapp.forms.datatypes import cast, written


@pytest.mark.parametrize(
    ("data_type", "given", "kept"),
    [
        (DataType.STRING, " any ", " any "),
        (DataType.INTEGER, "12.7", "12"),
        (DataType.INTEGER, "2147483648", ""),
        (DataType.INTEGER, "1e3", ""),
        (DataType.DECIMAL, "16.30", "16.30"),
        (DataType.DECIMAL, " -15 ", "-15"),
        (DataType.DECIMAL, ".5", "0.5"),
        (DataType.DECIMAL, "warm", ""),
        (DataType.BOOLEAN, "true", "1"),
        (DataType.BOOLEAN, "yes", ""),
        (DataType.DATE, "2026-11-23T09:00:00", "2026-11-23"),
        (DataType.DATE, "2026-02-30", ""),
        (DataType.TIME, "09:18:00", "09:18:00"),
        (DataType.TIME, "24:00:00", ""),
        (DataType.TIME, "09:18", ""),
        (DataType.DATE_TIME, "2026-11-23T09:18:00+08:00", "2026-11-23T09:18:00+08:00"),
        (DataType.DATE_TIME, "2026-11-23", ""),
        (DataType.GEOPOINT, "30.5 120.25", "30.5 120.25 0.0 0.0"),
        (DataType.GEOPOINT, "95 120", ""),
        (DataType.GEOTRACE, "1 2; 3 4;", "1.0 2.0 0.0 0.0;3.0 4.0 0.0 0.0"),
        (DataType.GEOTRACE, "1 2", ""),
        (DataType.GEOSHAPE, "1 2; 3 4", ""),
    ],
)
def test_an_answer_is_brought_to_its_type_or_dropped(data_type: DataType, given: str, kept: str) -> None:
    assert cast(given, data_type) == kept


@pytest.mark.parametrize(
    ("data_type", "given", "spelt"),
    [
        (DataType.DECIMAL, "89", "89.0"),
        (DataType.DECIMAL, "-18.50", "-18.5"),
        (DataType.DECIMAL, "1000", "1000.0"),
        (DataType.DECIMAL, "", ""),
        (DataType.INTEGER, "89", "89"),
        (DataType.STRING, "1.50", "1.50"),
    ],
)
def test_an_instance_spells_a_decimal_with_a_decimal_place(data_type: DataType, given: str, spelt: str) -> None:
    assert written(given, data_type) == spelt


@pytest.mark.parametrize(
    ("name", "data_type"),
    [
        ("xsd:int", DataType.INTEGER),
        ("integer", DataType.INTEGER),
        ("dateTime", DataType.DATE_TIME),
        ("select1", DataType.STRING),
        ("binary", DataType.BINARY),
    ],
)
def test_a_type_is_found_by_any_of_its_names(name: str, data_type: DataType) -> None:
    assert data_type_of(name) is data_type
