"""A workbook held against the lists beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.centre.forms_desk.examining import examine
from fieldapp.forms.outside import MOST_ROWS
from tests.unit.forms.workbooks import q, workbook


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
