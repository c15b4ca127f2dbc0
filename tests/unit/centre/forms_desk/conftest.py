"""Checklists of the demo company, changed as a service manager changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.publish import Published, publish
from fieldapp.forms.workbook import Cell
from tests.factories import NOW
from tests.unit.centre.conftest import RESOURCES

Changed = Callable[..., Path]
NEWER = "2026112401"


@pytest.fixture
def centre(database: Database, published: Published) -> Database:
    """A centre that has the shipped processes and forms."""
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)
    return database


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Makes a copy of a shipped workbook in a newer version, with other texts in some cells and without some rows."""

    def change(
        form: str,
        cells: dict[Cell, str | None] | None = None,
        *,
        version: str = NEWER,
        without: tuple[tuple[str, str], ...] = (),
        file: str = "",
    ) -> Path:
        wanted = {Cell("settings", 2, "version"): version, **(cells or {})}
        return copy_of(form, tmp_path / (file or f"{form}.xlsx"), wanted, without=without)

    return change


def copy_of(
    form: str, path: Path, cells: Mapping[Cell, str | None], *, without: tuple[tuple[str, str], ...] = ()
) -> Path:
    """A shipped workbook at another path: first without some rows (sheet, name), then with other texts in cells."""
    book = openpyxl.load_workbook(RESOURCES / "forms" / f"{form}.xlsx")
    for sheet, name in without:
        rows = book[sheet]
        rows.delete_rows(next(cell.row for cell in rows[_letter(rows, "name")] if cell.value == name))
    for cell, text in cells.items():
        rows = book[cell.sheet]
        rows[f"{_letter(rows, cell.column)}{cell.row}"] = text
    book.save(path)
    return path


def row_of(form: str, name: str, sheet: str = "survey") -> int:
    """The row of a name in a shipped workbook."""
    rows = openpyxl.load_workbook(RESOURCES / "forms" / f"{form}.xlsx")[sheet]
    return int(next(cell.row for cell in rows[_letter(rows, "name")] if cell.value == name))


def _letter(rows: openpyxl.worksheet.worksheet.Worksheet, heading: str) -> str:
    return str(next(cell.column_letter for cell in rows[1] if cell.value == heading))
