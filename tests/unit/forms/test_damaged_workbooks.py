"""Shipped checklists with cells and rows changed at random: the check names cells, whatever it meets."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from fieldapp.forms.compile import examine_xlsform
from fieldapp.forms.lint.findings import cell_of
from tests.unit.forms.conftest import SHIPPED

SCRAPS = (
    *(
        "${",
        "${x}",
        "}",
        "'",
        "1+",
        "nope()",
        "a b",
        "<x>",
        "&",
        "${kit} + ",
        "日期",
        "true()",
        "∞",
        "[1]",
        "..",
        "a" * 300,
    ),
    *("select_one", "select_multiple zz", "select_one ${x}", "rank way_out", "select_one  yes_no or_other", "range"),
    *("begin_repeat", "end_group", "begin group", "calculate", "audit", "start", "osm", "csv-external", "meta", "name"),
    *("/data/x", "${a}${b}", "\n\n", "#REF!", "select_one_from_file x.csv", "range start=1"),
)


def damaged(folder: Path, chance: random.Random) -> Path:
    form = chance.choice(sorted(SHIPPED.glob("*.xlsx")))
    book = openpyxl.load_workbook(form)
    for _ in range(chance.randint(1, 6)):
        sheet = chance.choice(book.worksheets)
        row = chance.randint(1 if chance.random() < 0.1 else 2, sheet.max_row + 1)
        kind = chance.random()
        if kind < 0.8:
            text = chance.choice(SCRAPS) if kind < 0.6 else None
            sheet.cell(row, chance.randint(1, sheet.max_column)).value = text
        elif kind < 0.9:
            sheet.delete_rows(row)
        else:
            sheet.insert_rows(row)
    path = folder / form.name
    book.save(path)
    return path


@pytest.mark.parametrize("seed", range(60))
def test_the_check_of_a_damaged_checklist_names_a_cell_for_each_fault(seed: int, tmp_path: Path) -> None:
    examined = examine_xlsform(damaged(tmp_path, random.Random(seed)))

    cells = [cell_of(fault) for fault in examined.faults]
    assert bool(cells) == (examined.form is None)
    # A sheet that is not there has no cells.
    named = [cell_of(fault) for fault in examined.faults if fault.code != "forms.author.sheet-missing"]
    assert all(cell.sheet and cell.row >= 1 and cell.column for cell in named)


def test_most_of_these_checklists_are_faulty(tmp_path: Path) -> None:
    faulty = [examine_xlsform(damaged(tmp_path, random.Random(seed))).form is None for seed in range(30)]
    assert 15 < sum(faulty) < 30
