"""`fieldapp forms …` as the service manager calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.forms_desk.commands import READER_LEFT
from fieldapp.centre.forms_desk.versions import read_versions
from fieldapp.centre.publish import pin_for
from fieldapp.centre.settings import CentreSettings
from fieldapp.cli import main
from fieldapp.domain.process import JobType
from fieldapp.forms.workbook import Cell
from tests.factories import NOW, make_order
from tests.unit.centre.conftest import RESOURCES
from tests.unit.centre.forms_desk.conftest import NEWER, Changed
from tests.unit.forms.workbooks import q, workbook

SHIPPED = RESOURCES / "forms"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; gives exit code and what was printed."""

    def call(*words: str | Path, language: str = "en") -> tuple[int, str]:
        code = main(["--language", language, "forms", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


@pytest.fixture
def faulty(changed: Changed) -> Path:
    return changed("kit", {Cell("survey", 2, "relevant"): "nope()", Cell("survey", 3, "type"): "txt"})


def test_check_of_a_good_workbook_finds_nothing(run: Run) -> None:
    assert run("check", SHIPPED / "clean.xlsx") == (0, "clean.xlsx: no faults\n")


def test_check_of_a_faulty_workbook_names_each_cell_in_words_and_ends_with_1(run: Run, faulty: Path) -> None:
    code, printed = run("check", faulty)
    assert code == 1
    assert printed.splitlines() == [
        "kit.xlsx: faults 2, warnings 0",
        "  fault kit.xlsx!survey 2 relevant (H2): There is no function nope: nope(). Use a function that is supported "
        "[forms.xpath.unknown-function]",
        "  fault kit.xlsx!survey 3 type (A3): There is no type “txt” (similar: text). Correct the type "
        "[forms.author.type-unknown]",
    ]


def test_check_speaks_chinese(run: Run, faulty: Path) -> None:
    _, printed = run("check", faulty, language="zh")
    assert "survey 3 type (A3): 没有“txt”这种类型（相近：text）；改正类型 [forms.author.type-unknown]" in printed


def test_the_language_may_stand_before_the_command_or_behind_it(run: Run) -> None:
    path = SHIPPED / "clean.xlsx"
    assert run("check", path, "--language", "zh", language="en") == run("check", path, language="zh")
    assert run("check", "--language", "en", path, language="zh") == (0, "clean.xlsx: no faults\n")


def test_a_reader_that_leaves_early_gets_no_trace() -> None:
    command = [sys.executable, "-m", "fieldapp", "--language", "en", "forms", "check", str(SHIPPED / "clean.xlsx")]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (READER_LEFT, b"")


def test_a_folder_in_place_of_a_workbook_is_called_a_folder(run: Run, tmp_path: Path) -> None:
    code, printed = run("publish", tmp_path, "--data", tmp_path)
    assert code == 2
    assert f"{tmp_path.name} is a folder" in printed
    assert "compiled" not in printed


def test_check_as_json_has_places_codes_and_words(run: Run, faulty: Path) -> None:
    code, printed = run("check", faulty, "--json")
    (entry,) = json.loads(printed)
    assert (code, entry["file"], entry["form_id"], entry["state"]) == (1, "kit.xlsx", None, "faulty")
    assert entry["findings"][1] == {
        "kind": "fault",
        "code": "forms.author.type-unknown",
        "sheet": "survey",
        "row": 3,
        "column": "type",
        "cell": "A3",
        "what": "There is no type “txt” (similar: text)",
        "do": "Correct the type",
        "fields": {"type": "txt", "meant": "text"},
    }


def test_check_against_a_centre_ends_with_3_where_it_could_not_be_published(
    run: Run, centre: Database, settings: CentreSettings, changed: Changed
) -> None:
    older = changed("clean", version="2025010101")
    assert run("check", older)[0] == 0
    code, printed = run("check", older, "--data", settings.data)
    assert code == 3
    assert "refused clean.xlsx!settings 2 version (C2): Version 2025010101 of form “clean” is not newer" in printed


def test_publish_stores_the_version_and_says_so(
    run: Run, centre: Database, settings: CentreSettings, changed: Changed
) -> None:
    path = changed("clean")
    assert f"could be published: clean {NEWER}" in run("publish", path, "--data", settings.data, "--dry-run")[1]
    code, printed = run("publish", path, "--data", settings.data, "--by", "许婧")
    assert code == 0
    assert f"published clean {NEWER}" in printed
    assert (
        "is published already, the form stays as it is" in run("publish", path, "--data", settings.data, "--dry-run")[1]
    )
    code, printed = run("publish", path, "--data", settings.data, "--json")
    assert (code, json.loads(printed)[0]["state"]) == (0, "known")
    with centre.read() as connection:
        assert [v.published_by for v in read_versions(connection, "clean")] == ["许婧", "resources"]


def test_publish_of_a_faulty_or_refused_workbook_publishes_nothing(
    run: Run, centre: Database, settings: CentreSettings, faulty: Path, changed: Changed
) -> None:
    assert run("publish", faulty, "--data", settings.data)[0] == 1
    without = changed("clean", without=(("survey", "site_restored"),), file="less.xlsx")
    assert run("publish", without, "--data", settings.data)[0] == 3
    with centre.read() as connection:
        assert len(read_versions(connection, "clean")) == 1


def test_list_shows_versions_and_their_use(run: Run, centre: Database, settings: CentreSettings) -> None:
    code, printed = run("list", "--data", settings.data)
    lines = printed.splitlines()
    shipped = list((RESOURCES / "forms").glob("*.xlsx"))
    assert (code, len(lines), lines[0]) == (0, 1 + len(shipped), "form  version  hash  published  by  use")
    assert lines[1].startswith("accept  20261123")
    assert lines[1].endswith("+08:00  resources  open orders with it: 0  new orders begin with it")  # the page's time


def test_publish_and_list_tell_of_orders_that_stay_behind_and_of_lists(
    run: Run, centre: Database, settings: CentreSettings, changed: Changed, tmp_path: Path
) -> None:
    with centre.write() as connection:
        feed = Feed()
        orders.register(connection, feed, make_order(pin=pin_for(connection, JobType.REPAIR)), NOW)
        feed.flush(connection)
    (tmp_path / "parts.csv").write_text("name,label\np1,Sensor\np2,Board\n", encoding="utf-8")
    parts = workbook(tmp_path, q("select_one_from_file parts.csv", "part"), name="trial.xlsx")

    printed = run("publish", changed("kit"), parts, "--data", settings.data)[1]
    listed = run("list", "--data", settings.data)[1].splitlines()

    assert printed.count("open orders that stay with another version: 1") == 1
    assert "list parts: 2 rows, published for the first time" in printed
    assert [line.endswith("new orders begin with it") for line in listed if line.startswith("kit ")] == [True, False]
    assert listed[-1] == "list parts: 2 rows; forms that read it: trial"


def test_list_of_an_empty_centre_says_so(run: Run, database: Database, settings: CentreSettings) -> None:
    assert run("list", "--data", settings.data) == (0, "No form has been published yet\n")


def test_compile_writes_the_xform_and_says_its_version(run: Run, tmp_path: Path) -> None:
    code, printed = run("compile", SHIPPED / "clean.xlsx", "--out", tmp_path / "out")
    assert code == 0
    assert b"<h:title>" in (tmp_path / "out" / "clean.xml").read_bytes()
    assert "clean 2026112302" in printed


def test_compile_of_a_faulty_workbook_writes_nothing(run: Run, faulty: Path, tmp_path: Path) -> None:
    code, printed = run("compile", faulty, "--out", tmp_path / "out")
    assert (code, list((tmp_path / "out").iterdir())) == (1, [])
    assert "forms.author.type-unknown" in printed


def test_a_workbook_that_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    code, printed = run("check", tmp_path / "none.xlsx")
    assert code == 2
    assert "There is no workbook none.xlsx" in printed


@pytest.mark.parametrize("words", [("list",), ("publish", SHIPPED / "kit.xlsx"), ("check", SHIPPED / "kit.xlsx")])
def test_a_folder_without_a_centre_is_a_wrong_call_and_stays_empty(
    run: Run, tmp_path: Path, words: tuple[str | Path, ...]
) -> None:
    code, printed = run(*words, "--data", tmp_path)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "There are no data of a centre" in printed


def test_a_call_without_a_workbook_ends_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forms", "check"])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", ["check", "compile", "publish", "list"])
def test_help_names_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--language", "en", "forms", command, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "0 fine; 1 a workbook has faults; 2 wrong call; 3 refused" in told


def not_a_zip(folder: Path) -> Path:
    path = folder / "words.xlsx"
    path.write_text("words, not a workbook", encoding="utf-8")
    return path


def another_ending(folder: Path) -> Path:
    path = folder / "README.md"
    path.write_text("# words", encoding="utf-8")
    return path


def a_zip_of_something_else(folder: Path) -> Path:
    path = folder / "photos.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "no sheet")
    return path


def parts_that_are_no_xml(folder: Path) -> Path:
    path = folder / "torn.xlsx"
    with ZipFile(SHIPPED / "clean.xlsx") as good, ZipFile(path, "w") as torn:
        for name in good.namelist():
            content = good.read(name)
            torn.writestr(name, content[: len(content) // 2])
    return path


def cut_off(folder: Path) -> Path:
    path = folder / "cut.xlsx"
    whole = (SHIPPED / "clean.xlsx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


@pytest.mark.parametrize("make", [not_a_zip, another_ending, a_zip_of_something_else, parts_that_are_no_xml, cut_off])
@pytest.mark.parametrize("command", ["check", "compile"])
def test_a_file_that_is_no_workbook_is_a_wrong_call(
    run: Run, tmp_path: Path, make: Callable[[Path], Path], command: str
) -> None:
    path = make(tmp_path)
    code, printed = run(command, path)
    assert code == 2
    assert f"{path.name} is not an Excel workbook" in printed
