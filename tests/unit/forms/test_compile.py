from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from fieldapp.forms.compile import check_xlsform, compile_xlsform, examine_xlsform
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.model import load_form
from tests.fakes.every_question import write_workbook
from tests.unit.forms.workbooks import write

HEAD: list[object] = ["type", "name", "label", "relevant", "constraint", "calculation", "choice_filter"]
SETTINGS: list[list[object]] = [["form_id", "version"], ["trial", "2026112301"]]


def workbook(folder: Path, *rows: list[object]) -> Path:
    choices: list[list[object]] = [["list_name", "name", "label"], ["yes_no", "yes", "Yes"], ["yes_no", "no", "No"]]
    return write(folder / "trial.xlsx", survey=[HEAD, *rows], choices=choices, settings=SETTINGS)


def test_a_workbook_becomes_a_form_that_the_engine_loads(tmp_path: Path) -> None:
    form = compile_xlsform(workbook(tmp_path, ["text", "a", "A"], ["integer", "b", "B", "${a} != ''", ". > 0"]))
    assert (form.form_id, form.version) == ("trial", "2026112301")
    assert form.sha256 == hashlib.sha256(form.xform).hexdigest()
    assert list(load_form(form.xform).binds)[:2] == ["/data/a", "/data/b"]


def test_the_same_workbook_gives_the_same_form(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["select_one yes_no", "a", "A"])
    assert compile_xlsform(path) == compile_xlsform(path)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["text", "b", "B", "${a} = "], "forms.xpath.syntax", "relevant"),
        (["text", "b", "B", "empty(${a})"], "forms.xpath.unknown-function", "relevant"),
        (["text", "b", "B", None, "regex(.)"], "forms.xpath.arity", "constraint"),
        (["calculate", "b", None, None, None, "concat(${a}"], "forms.xpath.syntax", "calculation"),
        (["text", "b", "B", "${b} != ''"], "forms.author.self-reference", "relevant"),
        (["select_one yes_no", "b", "B", None, None, None, "nope()"], "forms.xpath.unknown-function", "choice_filter"),
        (["text", "b", "${a"], "forms.author.reference-malformed", "label"),
        (["txt", "b", "B"], "forms.author.type-unknown", "type"),
        (["text", "a", "again"], "forms.author.name-twice", "name"),
        (["text", "b", "B", "${none} = 1"], "forms.author.reference-unknown", "relevant"),
    ],
)
def test_an_authors_fault_is_named_by_sheet_row_and_column(
    tmp_path: Path, row: list[object], code: str, column: str
) -> None:
    path = workbook(tmp_path, ["text", "a", "A"], ["text", "z", "Z"], row)
    (fault,) = check_xlsform(path)
    assert fault.code == code
    assert (fault.fields["file"], fault.fields["sheet"], fault.fields["column"]) == ("trial.xlsx", "survey", column)
    assert fault.fields["row"] == 4
    with pytest.raises(AuthorError):
        compile_xlsform(path)


def test_all_faults_are_named_in_the_order_of_the_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["text", "a", "A", "nope()"], ["text", "b", "B", "1 +"], ["text", "c", "C", "also()"])
    assert [fault.fields["row"] for fault in check_xlsform(path)] == [2, 3, 4]


def test_a_form_without_a_version_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "f.xlsx", survey=[HEAD, ["text", "a", "A"]], settings=[["form_id"], ["f"]])
    assert "forms.author.no-version" in [fault.code for fault in check_xlsform(path)]


def test_a_missing_translation_is_a_warning_with_its_cell(tmp_path: Path) -> None:
    survey: list[list[object]] = [
        ["type", "name", "label::中文 (zh)", "label::English (en)"],
        ["text", "a", "甲", None],
    ]
    form = compile_xlsform(write(tmp_path / "f.xlsx", survey=survey, settings=SETTINGS))
    found = {(warning.code, warning.fields["row"], warning.fields["column"]) for warning in form.warnings}
    assert ("forms.author.untranslated", 2, "label::English (en)") in found


def test_an_action_that_no_tablet_runs_is_a_warning_and_the_form_is_made(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["background-audio", "recorded"], ["text", "a", "A"])
    assert check_xlsform(path) == ()
    warnings = compile_xlsform(path).warnings
    assert ("forms.xform.action", 2) in [(warning.code, warning.fields["row"]) for warning in warnings]


@pytest.mark.req("SITE-3")
def test_what_the_tablet_draws_is_neither_a_fault_nor_a_warning(tmp_path: Path) -> None:
    found = examine_xlsform(write_workbook(tmp_path / "work.xlsx"))
    assert (found.faults, found.warnings) == ((), ())
