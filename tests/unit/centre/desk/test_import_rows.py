"""Rows of a table: whatever stands in their cells, they are an order or say why not."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.centre.desk.import_columns import NEEDED, Column
from fieldapp.centre.desk.import_rows import Draft, Faulty, find_heads, letters_of, read_drafts
from fieldapp.centre.desk.import_table import TableRow, Unusable, Value
from tests.factories import SHANGHAI
from tests.unit.centre.desk.tables import vocabulary

HEADS = TableRow(1, tuple(vocabulary().heading(column, "zh") for column in Column))
MEANT: dict[Column, Value] = {
    Column.NUMBER: "W-1",
    Column.SEVERITY: 2,
    Column.CUSTOMER: "赵明",
    Column.SYMPTOM: "不热",
    Column.ENGINEER: "zhou",
    Column.START_AT: datetime(2026, 11, 24, 10, 0),
    Column.END_AT: datetime(2026, 11, 24, 10, 30),
}
CELLS = (
    st.none()
    | st.text(max_size=30)
    | st.sampled_from(["2026-11-24 10:00", "明天", "１２", "²", "-1", "巡检", "nan", "0001-01-01 01:00", "31.2"])
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.sampled_from(Unusable)
)


def read(cells: dict[Column, Value]) -> Draft | Faulty:
    heads, notes = find_heads((HEADS,), vocabulary(), "zh")
    assert notes == []
    row = TableRow(2, tuple(cells.get(column) for column in Column))
    (found,) = read_drafts((HEADS, row), heads, vocabulary(), "zh", SHANGHAI)
    return found


@given(st.dictionaries(st.sampled_from(Column), CELLS, max_size=6))
def test_any_cells_make_an_order_or_findings_with_words_and_a_place(changes: dict[Column, Value]) -> None:
    found = read({**MEANT, **changes})

    if isinstance(found, Draft):
        assert found.number
        assert found.appointment.start_at.tzinfo is SHANGHAI
        assert 1950 <= found.appointment.start_at.year < 2100
        return
    assert found.findings
    for finding in found.findings:
        assert finding.heading in HEADS.cells
        assert finding.letters == letters_of(HEADS.cells.index(finding.heading))
        words = vocabulary().catalogue.text(f"cli.{finding.code}", "zh", **finding.fields)
        assert words != f"cli.{finding.code}"
        assert "{" not in vocabulary().catalogue.text(f"cli.{finding.code}", "en", **{**finding.fields, "value": ""})


def test_each_needed_cell_that_is_empty_is_told_once() -> None:
    for column in NEEDED:
        found = read({**MEANT, column: None})
        assert isinstance(found, Faulty)
        told = [(finding.code, finding.heading) for finding in found.findings]
        assert told == [("import.cell.needed", vocabulary().heading(column, "zh"))]


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [letters_of(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
