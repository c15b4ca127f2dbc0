"""A workbook held against the lists beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.forms_desk.examining import examine
from fieldapp.forms.outside import MOST_ROWS
from tests.unit.forms.workbooks import SETTINGS, q, workbook


@pytest.mark.parametrize(("rows", "codes"), [(MOST_ROWS, []), (MOST_ROWS + 1, ["forms.list.unbounded"])])
def test_a_formula_that_goes_through_a_long_list_is_named_by_its_cell(
    tmp_path: Path, rows: int, codes: list[str]
) -> None:
    lines = ["name,label,price", *(f"p{number},Part {number},{number}" for number in range(rows))]
    (tmp_path / "parts.csv").write_text("\n".join(lines), encoding="utf-8")
    dear = q("calculate", "dear", calculation="count(instance('parts')/root/item[price > 100])")

    examined = examine(workbook(tmp_path, q("select_one_from_file parts.csv", "part"), dear, name="dear.xlsx"), None)

    assert [fault.code for fault in examined.faults] == codes
    for fault in examined.faults:
        assert [fault.fields[name] for name in ("sheet", "row", "column")] == ["survey", 3, "calculation"]
    assert (examined.form is None) is bool(codes)


@pytest.mark.parametrize(
    ("version", "codes"),
    [("2027112301", []), ("2027112501", ["forms.publish.version-far"]), ("2099120101", ["forms.publish.version-far"])],
)
def test_a_version_of_a_day_more_than_a_year_ahead_is_warned_of(tmp_path: Path, version: str, codes: list[str]) -> None:
    path = workbook(tmp_path, q(name="a"), choices=(), settings={**SETTINGS, "version": version})

    examined = examine(path, None, today=date(2026, 11, 23))

    assert [warning.code for warning in examined.warnings] == codes
    assert examined.can_be_published


@pytest.mark.parametrize(("form_id", "meant"), [("works", "work"), ("Work", "work"), ("trial", "")])
def test_a_form_that_no_process_asks_is_warned_of_with_the_one_that_was_meant(
    centre: Database, tmp_path: Path, form_id: str, meant: str
) -> None:
    path = workbook(tmp_path, q(name="a"), choices=(), settings={**SETTINGS, "form_id": form_id})

    with centre.read() as connection:
        examined = examine(path, connection, today=date(2026, 11, 23))

    (warning,) = examined.warnings
    assert (warning.code, warning.fields["meant"]) == ("forms.publish.form-unasked", meant)
    assert [warning.fields[name] for name in ("sheet", "row", "column")] == ["settings", 2, "form_id"]
