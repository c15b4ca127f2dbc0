"""`fieldapp centre import` as it is typed: words, JSON and exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.cli import main
from tests.unit.centre.desk.tables import good, workbook

NOW = "2026-11-23T08:55:00+08:00"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, compiled: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        if words[0] == "init":
            shutil.copytree(compiled, tmp_path / "centre" / "compiled-forms")
        code = main(["--language", "zh", "centre", *words, "--data", str(tmp_path / "centre"), "--now", NOW])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.mark.req("CEN-1")
def test_bad_rows_are_told_by_row_and_column_in_the_language_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    run("init", "--sample", "--day", "2026-11-23")
    path = str(workbook(tmp_path / "a.xlsx", good(), good(工单号="WX-261124-102", 级别=9)))

    code, chinese, _ = run("import", path)
    _, english, _ = run("import", path, "--language", "en")

    assert code == 1
    assert "第 3 行 级别（B 列）：要 1 到 4 的整数，写的是“9” [import.cell.number]" in chinese.splitlines()
    assert "没有导入任何工单" in chinese
    assert "row 3, 级别 (column B): needs a whole number from 1 to 4, not “9” [import.cell.number]" in english
    assert "WX-261124-101" not in run("orders")[1]


@pytest.mark.req("CEN-1")
def test_good_rows_come_in_and_the_second_time_says_so(run: Run, tmp_path: Path) -> None:
    run("init", "--sample", "--day", "2026-11-23")
    path = str(workbook(tmp_path / "a.xlsx", good()))

    dry = run("import", path, "--dry-run")
    first = run("import", path)
    again = run("import", path)

    assert (dry[0], first[0], again[0]) == (0, 0, 0)
    assert "可以导入 1 张" in dry[1]
    assert first[1].splitlines() == ["已导入 1 张  WX-261124-101"]
    assert again[1].splitlines()[0] == "早已导入、没有变化：1 张  WX-261124-101"
    assert "WX-261124-101  2  已派工  2026年11月24日 14:00–14:30  周明远" in run("orders")[1]


def test_the_report_as_json_has_every_finding_with_its_place(run: Run, tmp_path: Path) -> None:
    run("init", "--sample", "--day", "2026-11-23")
    path = str(workbook(tmp_path / "a.xlsx", good(颜色="红", 客户="谁家")))

    code, out, _ = run("import", path, "--json")
    report = json.loads(out)

    assert code == 1
    assert (report["imported"], report["good"], report["known"]) == ([], [], [])
    (finding,) = report["findings"]
    assert (finding["row"], finding["column"], finding["letters"]) == (2, "客户", "C")
    assert (finding["code"], finding["fields"]) == ("import.customer.unknown", {"customer": "谁家"})
    assert [note["code"] for note in report["notes"]] == ["import.head.unknown"]


def test_a_file_that_is_no_table_ends_with_its_words_and_another_code(run: Run, tmp_path: Path) -> None:
    run("init")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")

    code, out, err = run("import", str(tmp_path / "a.xlsx"))

    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "a.xlsx 打不开，或不是 Excel、CSV 表格"
    assert run("import")[0] == 2


@pytest.mark.req("CEN-1")
def test_a_company_that_begins_enters_its_engineers_and_imports_its_first_orders(run: Run, tmp_path: Path) -> None:
    run("init")
    path = str(workbook(tmp_path / "a.xlsx", good()))
    before = run("import", path, "--create-unknown")

    entered = run("engineer", "zhou", "周明远")
    after = run("import", path, "--create-unknown")

    assert before[0] == 1
    assert "没有工程师“周明远”" in before[1]
    assert (entered[0], entered[1]) == (0, "zhou  周明远\n")
    assert after[0] == 0
    assert "已导入 1 张  WX-261124-101" in after[1]
    assert run("engineer", "zhou", "周 明远")[1] == "zhou  周 明远\n"
    assert run("engineer")[1] == "zhou  周 明远\n"


@pytest.mark.parametrize("words", [("Zhou", "周明远"), ("a/b", "x"), ("zhou",), ("zhou", " "), ("zhou", "a\x07")])
def test_an_engineer_without_a_usable_id_or_name_is_refused(run: Run, words: tuple[str, ...]) -> None:
    run("init")
    code, out, err = run("engineer", *words)
    assert code != 0
    assert "engineer." in err
    assert out == ""
    assert run("engineer")[1] == ""


def test_a_template_needs_no_centre_and_what_is_filled_in_there_is_imported(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("import", "--template", str(tmp_path / "t.csv"))

    assert (code, out.strip()) == (0, str(tmp_path / "t.csv"))
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").startswith("工单号,作业类型,级别,客户")
    assert not (tmp_path / "centre").exists()


def test_an_import_into_a_folder_without_a_centre_makes_none(run: Run, tmp_path: Path) -> None:
    path = str(workbook(tmp_path / "a.xlsx", good()))
    code, _, err = run("import", path)
    assert code != 0
    assert "centre.no-data" in err
    assert not (tmp_path / "centre").exists()
