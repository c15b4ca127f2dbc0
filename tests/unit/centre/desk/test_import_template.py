"""The empty table: what it asks for is what is read."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from fieldapp.centre.desk.import_columns import CHOICES, NEEDED, Column
from fieldapp.centre.desk.import_rows import find_heads
from fieldapp.centre.desk.import_table import read_rows
from fieldapp.centre.desk.import_template import write_template
from fieldapp.domain.errors import BadInput
from tests.unit.centre.desk.tables import vocabulary


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv"])
def test_every_heading_of_a_template_is_known_again(tmp_path: Path, name: str, language: str) -> None:
    path = tmp_path / name
    write_template(path, vocabulary(), language)

    heads, notes = find_heads(read_rows(path), vocabulary(), "en" if language == "zh" else "zh")

    assert list(heads.places) == list(Column)
    assert notes == []


def test_no_two_columns_and_no_two_words_of_a_list_are_called_alike() -> None:
    names = vocabulary().columns()
    assert len(set(names.values())) == len(Column)
    for language in ("zh", "en"):
        headings = [vocabulary().heading(column, language) for column in Column]
        assert len(set(headings)) == len(headings)
        assert not any(heading.startswith("cli.") for heading in headings)
        for column, members in CHOICES.items():
            words = [vocabulary().word(column, member, language) for member in members]
            assert len(set(words)) == len(words)
            assert all(vocabulary().meant(column, word) is member for word, member in zip(words, members, strict=True))


def test_a_workbook_says_what_is_needed_and_offers_the_words_of_closed_lists(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx", vocabulary(), "zh")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet, notes = book.worksheets

    needed = [cell.value.rstrip("*") for cell in sheet[1] if cell.value.endswith("*")]
    lists = {str(rule.sqref).rstrip("0123456789"): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert needed == [vocabulary().heading(column, "zh") for column in Column if column in NEEDED]
    assert '"硬件,软件,操作"' in lists.values()
    assert '"1,2,3,4"' in lists.values()
    assert sheet.freeze_panes == "B2"
    assert [row[0].value for row in notes.iter_rows()] == [vocabulary().heading(column, "zh") for column in Column]
    assert notes["C1"].value.startswith("每张工单一个")


def test_a_template_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"import\.template-kind"):
        write_template(tmp_path / "a.ods", vocabulary(), "zh")
    assert list(tmp_path.iterdir()) == []
