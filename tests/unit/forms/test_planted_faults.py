"""Faults that authors make, planted one by one: each is named by sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from fieldapp.forms.compile import check_xlsform, examine_xlsform
from fieldapp.forms.errors import AuthorError
from tests.unit.forms.workbooks import SETTINGS, YES_NO, Rows, q, table, workbook, write

ZH, EN = "中文 (zh)", "English (en)"


@dataclass(frozen=True)
class Planted:
    """Rows with one fault in them, and where it has to be found. The first row of the survey is row 2."""

    code: str
    place: tuple[str, int, str]
    survey: Rows
    choices: Rows = YES_NO
    settings: Mapping[str, object] = field(default_factory=lambda: SETTINGS)


def survey_fault(code: str, row: int, column: str, *rows: Mapping[str, object]) -> Planted:
    return Planted(code, ("survey", row, column), rows)


def choice_fault(
    code: str, row: int, column: str, *choices: Mapping[str, object], type_: str = "select_one l"
) -> Planted:
    return Planted(code, ("choices", row, column), [q(type_, "a")], choices)


def setting_fault(code: str, column: str, **settings: object) -> Planted:
    return Planted(code, ("settings", 2, column), [q(name="a", bind__fa__unit="V")], settings={**SETTINGS, **settings})


def c(name: str | None, label: str | None = "L", list_name: str | None = "l", **more: object) -> dict[str, object]:
    return {"list_name": list_name, "name": name, "label": label, **more}


A = q(name="a")
N = q("integer", "n")
PICK = "select_one yes_no"

PLANTED = {
    # types and names
    "a type that does not exist": survey_fault("forms.author.type-unknown", 3, "type", A, q("txt", "b")),
    "a type that is like none": survey_fault("forms.author.type-strange", 2, "type", q("某某", "b")),
    "a type misspelt": survey_fault("forms.author.type-unknown", 2, "type", q("select_onee yes_no", "b")),
    "no type": survey_fault("forms.author.type-missing", 3, "type", A, q(None, "b")),
    "no name": survey_fault("forms.author.name-missing", 3, "name", A, q(name=None)),
    "a name with a space": survey_fault("forms.author.name-invalid", 2, "name", q(name="a b")),
    "a name that begins with a figure": survey_fault("forms.author.name-invalid", 3, "name", A, q(name="1b")),
    "a name twice": survey_fault("forms.author.name-twice", 4, "name", A, N, q(name="a")),
    "a question without words": survey_fault("forms.author.label-missing", 3, "label", A, q(name="b", label=None)),
    "a sound that must be given": survey_fault("forms.author.no-editor", 3, "type", A, q("audio", "b", required="yes")),
    "a place on a map that must be given": survey_fault(
        "forms.author.no-editor", 2, "type", q("geopoint", "b", required="yes")
    ),
    "a name of the root": setting_fault("forms.author.root-name", "name", name="checklist"),
    # groups
    "a group that does not end": survey_fault("forms.author.group-unclosed", 3, "type", A, q("begin_group", "g"), N),
    "a repeat that does not end": survey_fault("forms.author.group-unclosed", 2, "type", q("begin repeat", "g"), A),
    "an end without a group": survey_fault("forms.author.group-unopened", 3, "type", A, {"type": "end_group"}),
    "a group that ends as a repeat": survey_fault(
        "forms.author.group-crossed", 4, "type", q("begin_group", "g"), A, {"type": "end_repeat"}
    ),
    # names in texts and formulas
    "a name that is not there": survey_fault(
        "forms.author.reference-unknown", 3, "relevant", A, q(name="b", relevant="${z} = 1")
    ),
    "a name that is not there in a label": survey_fault(
        "forms.author.reference-unknown", 3, "label", A, q(name="b", label="Of ${aa}?")
    ),
    "a name that is not there in a message": survey_fault(
        "forms.author.reference-unknown", 3, "hint", A, q(name="b", hint="As ${other}")
    ),
    "a name without its bracket": survey_fault(
        "forms.author.reference-malformed", 3, "label", A, q(name="b", label="Of ${a")
    ),
    "a name with a space in brackets": survey_fault(
        "forms.author.reference-malformed", 3, "calculation", A, q("calculate", "b", None, calculation="${ a } + 1")
    ),
    "an answer of the last form": survey_fault(
        "forms.author.last-saved", 3, "default", A, q(name="b", default="${last-saved#a}")
    ),
    "a name that two groups have": survey_fault(
        "forms.author.reference-ambiguous",
        6,
        "relevant",
        A,
        q("begin_group", "g"),
        q(name="a"),
        {"type": "end_group"},
        q(name="b", relevant="${a} = 1"),
    ),
    "a trigger that is not there": survey_fault(
        "forms.author.reference-unknown", 3, "trigger", A, q("calculate", "b", None, calculation="1", trigger="${z}")
    ),
    "a name without dollar and brackets": survey_fault(
        "forms.author.bare-name", 3, "relevant", N, q(name="b", relevant="n > 3")
    ),
    "a required that says neither yes nor no": survey_fault(
        "forms.author.not-yes-or-no", 2, "required", q(name="a", required="是")
    ),
    "a path that leads nowhere": survey_fault(
        "forms.author.path-unknown", 3, "relevant", A, q(name="b", relevant="/data/none = 1")
    ),
    # formulas
    "an operator without its right side": survey_fault(
        "forms.xpath.syntax", 3, "relevant", N, q(name="b", relevant="${n} >")
    ),
    "a bracket that does not close": survey_fault(
        "forms.xpath.syntax", 3, "calculation", A, q("calculate", "b", None, calculation="concat(${a}, 'x'")
    ),
    "an operator of another language": survey_fault(
        "forms.author.formula-spelled",
        2,
        "constraint",
        q("integer", "a", constraint=". > 0 && . < 9", constraint_message="M"),
    ),
    "a function that does not exist": survey_fault(
        "forms.xpath.unknown-function", 3, "relevant", A, q(name="b", relevant="isblank(${a})")
    ),
    "a function of Excel in a required": survey_fault(
        "forms.xpath.unknown-function", 3, "required", A, q(name="b", required="AND(${a} = 1, true())")
    ),
    "too few arguments": survey_fault(
        "forms.xpath.arity", 2, "constraint", q(name="a", constraint="regex(.)", constraint_message="M")
    ),
    "too many arguments": survey_fault(
        "forms.xpath.arity", 3, "calculation", A, q("calculate", "b", None, calculation="if(${a}, 1, 2, 3)")
    ),
    "a function that does not exist in a count": survey_fault(
        "forms.xpath.unknown-function",
        3,
        "repeat_count",
        N,
        q("begin_repeat", "r", repeat_count="howmany(${n})"),
        q(name="b"),
        {"type": "end_repeat"},
    ),
    "a function that does not exist in a default": survey_fault(
        "forms.author.function-unknown", 2, "default", q("date", "a", default="todayy()")
    ),
    "a function that does not exist in read_only": survey_fault(
        "forms.xpath.unknown-function", 2, "read_only", q(name="a", read_only="locked()")
    ),
    "relevance that reads the question itself": survey_fault(
        "forms.author.self-reference", 2, "relevant", q(name="a", relevant="${a} != ''")
    ),
    "a calculation that reads itself": survey_fault(
        "forms.author.self-reference", 2, "calculation", q("calculate", "a", None, calculation="${a} + 1")
    ),
    "two calculations that wait for each other": survey_fault(
        "forms.cycle",
        2,
        "calculation",
        q("calculate", "a", None, calculation="${b} + 1"),
        q("calculate", "b", None, calculation="${a} + 1"),
    ),
    "a calculate row without calculation": survey_fault(
        "forms.author.calculation-missing", 3, "calculation", q(name="a", calculation=""), q("calculate", "b", None)
    ),
    "an instance that is not there": survey_fault(
        "forms.author.instance-unknown",
        3,
        "calculation",
        A,
        q("calculate", "b", None, calculation="instance('yesno')/root/item[name = ${a}]/label"),
    ),
    # lists
    "a list that is not there": survey_fault("forms.author.list-missing", 3, "type", A, q("select_one yesno", "b")),
    "a select without list": survey_fault("forms.author.list-unnamed", 2, "type", q("select_one", "a")),
    "a list in a file that is not there": survey_fault(
        "forms.author.file-missing", 2, "type", q("select_one_from_file parts.csv", "a")
    ),
    "a list in a file whose name holds a blank": survey_fault(
        "forms.author.file-spaced", 2, "type", q("select_one_from_file 零件 表.csv", "a")
    ),
    "a file for pulldata that is not there": survey_fault(
        "forms.author.file-missing",
        3,
        "calculation",
        A,
        q("calculate", "b", None, calculation="pulldata('part', 'price', 'name', ${a})"),
    ),
    "a file of a row of its own that is not there": survey_fault(
        "forms.author.file-missing", 3, "name", A, q("csv-external", "parts", None)
    ),
    "a list in a file of a kind that is not read": survey_fault(
        "forms.author.file-unsupported", 2, "type", q("select_one_from_file map.geojson", "a")
    ),
    "a filter by a column that the list lacks": Planted(
        "forms.author.filter-column",
        ("survey", 3, "choice_filter"),
        [A, q("select_one l", "b", choice_filter="regoin = ${a}")],
        [c("x", region="1"), c("y", region="2")],
    ),
    "a filter with bad syntax": Planted(
        "forms.author.formula-spelled",
        ("survey", 3, "choice_filter"),
        [A, q("select_one l", "b", choice_filter="region == ${a}")],
        [c("x", region="1")],
    ),
    "a filter where there is no list": survey_fault(
        "forms.author.filter-without-list", 2, "choice_filter", q(name="a", choice_filter="1 = 1")
    ),
    "a choice twice": choice_fault("forms.author.choice-twice", 4, "name", c("x"), c("y"), c("x")),
    "a choice without a name": choice_fault("forms.author.choice-without-name", 3, "name", c("x"), c(None)),
    "a choice without a label": choice_fault("forms.author.choice-without-label", 3, "label", c("x"), c("y", None)),
    "a choice without a list": choice_fault(
        "forms.author.choice-without-list", 3, "list_name", c("x"), c("y", "Y", None)
    ),
    "a choice with a space in select_multiple": choice_fault(
        "forms.author.choice-spaced", 3, "name", c("x"), c("y z"), type_="select_multiple l"
    ),
    "choices without a column for names": choice_fault(
        "forms.author.column-missing", 1, "name", {"list_name": "l", "label": "L"}
    ),
    # values
    "a default that is no number": survey_fault(
        "forms.author.default-invalid", 2, "default", q("integer", "a", default="many")
    ),
    "a default that is no day": survey_fault(
        "forms.author.default-invalid", 2, "default", q("date", "a", default="23.11.2026")
    ),
    "a default that is not in the list": survey_fault(
        "forms.author.default-invalid", 2, "default", q(PICK, "a", default="maybe")
    ),
    "a lower limit that is no number": survey_fault(
        "forms.author.number-invalid", 2, "bind::fa:low", q("decimal", "a", bind__fa__low="-18 ℃")
    ),
    "an upper limit below the lower one": survey_fault(
        "forms.author.limits-crossed", 2, "bind::fa:high", q("decimal", "a", bind__fa__low=5, bind__fa__high=-5)
    ),
    "mandatory that is neither yes nor no": survey_fault(
        "forms.author.not-yes-or-no", 2, "bind::fa:mandatory", q("acknowledge", "a", bind__fa__mandatory="perhaps")
    ),
    "a count at a question": survey_fault(
        "forms.author.count-without-repeat", 2, "repeat_count", q(name="a", repeat_count="3")
    ),
    "an error of Excel": survey_fault("forms.author.excel-error", 2, "hint", q(name="a", hint="#REF!")),
    "a formula of Excel that was never worked out": survey_fault(
        "forms.author.excel-formula", 2, "label", q(name="a", label="=C5")
    ),
    "a formula of Excel for one of ours": survey_fault(
        "forms.author.excel-formula", 3, "calculation", A, q("calculate", "b", None, calculation="=AVERAGE(A1:A3)")
    ),
    # settings
    "no form_id": setting_fault("forms.author.no-form-id", "form_id", form_id=None),
    "a form_id with a space": setting_fault("forms.author.form-id-invalid", "form_id", form_id="my form"),
    "no version": setting_fault("forms.author.no-version", "version", version=None),
    "a version that is no day": setting_fault("forms.author.version-invalid", "version", version="v2"),
    "a version of a month that is none": setting_fault("forms.author.version-invalid", "version", version="2026132301"),
    "a version of a day that is none": setting_fault("forms.author.version-invalid", "version", version="2026023001"),
    "columns of a namespace that is not declared": setting_fault(
        "forms.author.namespace-missing", "namespaces", namespaces=None
    ),
    # only the converter or the engine knows these
    "parameters that the type does not take": survey_fault(
        "forms.author.rejected", 3, "parameters", A, q(name="b", parameters="wide=true")
    ),
    "a range without sense": survey_fault(
        "forms.author.rejected", 2, "parameters", q("range", "a", parameters="start=one end=5 step=1")
    ),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_named_by_its_cell(planted: Planted, tmp_path: Path) -> None:
    path = workbook(tmp_path, *planted.survey, choices=planted.choices, settings=planted.settings)

    found = {(fault.code, *place(fault)) for fault in check_xlsform(path)}

    assert found == {(planted.code, *planted.place)}


def place(fault: AuthorError) -> tuple[str, int, str]:
    fields = fault.fields
    return str(fields["sheet"]), int(fields["row"]), str(fields["column"])


def test_there_are_enough_planted_faults() -> None:
    assert len(PLANTED) >= 60


def test_ten_faults_at_once_are_all_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        q("txt", "a"),
        q(name="a b"),
        q(name="c", relevant="${none} = 1"),
        q(name="d", relevant="nope()"),
        q("integer", "e", default="many"),
        q("select_one gone", "f"),
        q(name="g", parameters="wide=true"),
        q("calculate", "h", None, calculation="${i} + 1"),
        q("calculate", "i", None, calculation="${h} + 1"),
        q("begin_group", "j"),
        q(name="k", constraint=". >", constraint_message="M"),
        choices=[*YES_NO, c("yes", "Yes again", "yes_no")],
        settings={**SETTINGS, "version": None},
    )
    assert [(place(fault)[1], place(fault)[2], fault.code) for fault in check_xlsform(path)] == [
        (2, "version", "forms.author.no-version"),
        (2, "type", "forms.author.type-unknown"),
        (3, "name", "forms.author.name-invalid"),
        (4, "relevant", "forms.author.reference-unknown"),
        (5, "relevant", "forms.xpath.unknown-function"),
        (6, "default", "forms.author.default-invalid"),
        (7, "type", "forms.author.list-missing"),
        (8, "parameters", "forms.author.rejected"),
        (9, "calculation", "forms.cycle"),
        (11, "type", "forms.author.group-unclosed"),
        (12, "constraint", "forms.xpath.syntax"),
        (4, "name", "forms.author.choice-twice"),
    ]


def two_languages(**cells: object) -> dict[str, object]:
    return {"type": "text", "name": "a", f"label::{ZH}": "甲", f"label::{EN}": "A", **cells}


WARNED: dict[str, tuple[str, tuple[str, int, str], Rows, Rows, Mapping[str, object]]] = {
    "a column that nothing reads": (
        "forms.author.column-unknown",
        ("survey", 1, "relevnt"),
        [q(name="a", relevnt="1")],
        YES_NO,
        SETTINGS,
    ),
    "a column of our own that nothing reads": (
        "forms.author.column-unknown",
        ("survey", 1, "bind::fa:hihg"),
        [q(name="a", bind__fa__hihg="1")],
        YES_NO,
        SETTINGS,
    ),
    "a constraint without a message": (
        "forms.author.constraint-unexplained",
        ("survey", 2, "constraint_message"),
        [q("integer", "a", constraint=". > 0")],
        YES_NO,
        SETTINGS,
    ),
    "a pattern without its ends": (
        "forms.author.pattern-open",
        ("survey", 2, "constraint"),
        [q("text", "a", constraint="regex(., '[0-9]{10}')", constraint_message="?")],
        YES_NO,
        SETTINGS,
    ),
    "a constraint that reads nothing": (
        "forms.author.formula-constant",
        ("survey", 2, "constraint"),
        [q("integer", "a", constraint="0-3000", constraint_message="?")],
        YES_NO,
        SETTINGS,
    ),
    "a text that is not translated": (
        "forms.author.untranslated",
        ("survey", 2, f"label::{EN}"),
        [two_languages(**{f"label::{EN}": None}), two_languages(name="b")],
        YES_NO,
        SETTINGS,
    ),
    "choices in one language only": (
        "forms.author.language-incomplete",
        ("choices", 1, f"label::{EN}"),
        [{**two_languages(), "type": "select_one l"}],
        [{"list_name": "l", "name": "x", f"label::{ZH}": "一"}],
        SETTINGS,
    ),
    "names that differ in capitals only": (
        "forms.author.name-twice",
        ("survey", 3, "name"),
        [q(name="a"), q(name="A")],
        YES_NO,
        SETTINGS,
    ),
    "a list that nothing uses": (
        "forms.author.list-unused",
        ("choices", 2, "list_name"),
        [q(name="a")],
        [c("x")],
        SETTINGS,
    ),
}


@pytest.mark.parametrize("warned", WARNED.values(), ids=WARNED.keys())
def test_what_only_looks_wrong_is_a_warning_with_its_cell(
    warned: tuple[str, tuple[str, int, str], Rows, Rows, Mapping[str, object]], tmp_path: Path
) -> None:
    code, where, survey, choices, settings = warned

    examined = examine_xlsform(workbook(tmp_path, *survey, choices=choices, settings=settings))

    assert examined.faults == ()
    assert (code, *where) in {(warning.code, *place(warning)) for warning in examined.warnings}


def test_a_text_that_lacks_the_default_language_is_a_fault(tmp_path: Path) -> None:
    rows = [two_languages(), two_languages(name="b", **{f"label::{ZH}": None})]
    path = workbook(tmp_path, *rows, settings={**SETTINGS, "default_language": ZH})
    assert [(f.code, *place(f)) for f in check_xlsform(path)] == [
        ("forms.author.default-text-missing", "survey", 3, f"label::{ZH}")
    ]


def test_a_default_language_that_no_column_has_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path, two_languages(), settings={**SETTINGS, "default_language": "Deutsch (de)"})
    assert [(f.code, *place(f)) for f in check_xlsform(path)] == [
        ("forms.author.language-unknown", "settings", 2, "default_language")
    ]


def test_a_heading_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    survey = [["type", "name", "label", "label"], ["text", "a", "A", "B"]]
    path = write(tmp_path / "f.xlsx", survey=survey, settings=table([SETTINGS]))
    assert [(f.code, *place(f)) for f in check_xlsform(path)] == [("forms.author.column-twice", "survey", 1, "label")]


def test_a_workbook_without_a_survey_is_named_by_the_sheet_that_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "f.xlsx", surveys=[["type"], ["text"]], settings=table([SETTINGS]))
    (fault,) = check_xlsform(path)
    assert (fault.code, *place(fault)) == ("forms.author.sheet-missing", "survey", 0, "")
    assert fault.fields["meant"] == "surveys"


@pytest.mark.parametrize("missing", ["choices", "settings"])
def test_a_sheet_of_another_name_is_one_fault_with_the_name_it_has(tmp_path: Path, missing: str) -> None:
    sheets = {"survey": table([q(PICK, "a"), q(PICK, "b")]), "choices": table(YES_NO), "settings": table([SETTINGS])}
    renamed = {"选项" if name == missing else name: rows for name, rows in sheets.items()}
    (fault,) = check_xlsform(write(tmp_path / "f.xlsx", **renamed))
    assert (fault.code, *place(fault)) == ("forms.author.sheet-missing", missing, 0, "")
    assert fault.fields["meant"] == "选项"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("整数", "integer"), ("单选 place", "select_one place"), ("interger", "integer")],
)
def test_a_type_in_the_authors_own_words_is_named_with_ours(tmp_path: Path, written: str, meant: str) -> None:
    (fault,) = check_xlsform(workbook(tmp_path, q(written, "a")))
    assert (fault.code, fault.fields["meant"]) == ("forms.author.type-unknown", meant)


def test_a_file_that_differs_in_capitals_is_named(tmp_path: Path) -> None:
    (tmp_path / "parts.csv").write_text("name,label\np,P\n", encoding="utf-8")
    (fault,) = check_xlsform(workbook(tmp_path, q("select_one_from_file Parts.csv", "a")))
    assert (fault.code, fault.fields["meant"]) == ("forms.author.file-missing", "parts.csv")


@pytest.mark.parametrize(
    ("wrong", "right"), [("中文", ZH), ("English", EN), ("english (en)", EN), ("中文（zh）", ZH), ("en", EN)]
)
def test_a_language_that_differs_only_in_spelling_is_one_fault_at_its_heading(
    tmp_path: Path, wrong: str, right: str
) -> None:
    row = {heading.replace(right, wrong): text for heading, text in two_languages().items()}
    hints = {f"hint::{ZH}": "看", f"hint::{EN}": "Look"}
    path = workbook(tmp_path, {**row, **hints}, settings={**SETTINGS, "default_language": ZH})
    examined = examine_xlsform(path)
    assert [(f.code, *place(f)) for f in examined.faults] == [
        ("forms.author.language-misspelt", "survey", 1, f"label::{wrong}")
    ]
    assert examined.faults[0].fields["meant"] == right
    assert "forms.author.language-incomplete" not in {warning.code for warning in examined.warnings}


def test_languages_that_are_two_are_left_two(tmp_path: Path) -> None:
    rows = [{"type": "text", "name": "a", "label::中文 (zh-Hans)": "后", "label::中文 (zh-Hant)": "後"}]
    assert check_xlsform(workbook(tmp_path, *rows)) == ()


def test_a_column_without_the_default_language_is_a_fault(tmp_path: Path) -> None:
    row = two_languages(**{f"hint::{EN}": "Look"})
    path = workbook(tmp_path, row, settings={**SETTINGS, "default_language": ZH})
    assert [(f.code, *place(f)) for f in check_xlsform(path)] == [
        ("forms.author.default-column-missing", "survey", 1, f"hint::{ZH}")
    ]


@pytest.mark.parametrize("column", ["type", "name"])
def test_a_survey_without_a_needed_column_is_named(tmp_path: Path, column: str) -> None:
    rows = [{heading: text for heading, text in q(name="a").items() if heading != column}]
    found = [(f.code, *place(f)) for f in check_xlsform(workbook(tmp_path, *rows))]
    assert ("forms.author.column-missing", "survey", 1, column) in found


GOOD: dict[str, Rows] = {
    "a day that Excel keeps as a day": [q("date", "a", default=datetime(2026, 11, 23))],
    "a row that reads the one before": [
        q("begin_repeat", "r"),
        q("integer", "n", calculation="if(position(..) = 1, 1, indexed-repeat(${n}, ${r}, position(..) - 1) + 1)"),
        {"type": "end_repeat"},
    ],
    "a calculation at a trigger reads the old answer": [
        q(name="a"),
        q("integer", "n", calculation="coalesce(${n}, 0) + 1", trigger="${a}"),
    ],
    "types in other spellings": [
        q("select one from yes_no", "a"),
        q("select all that apply from yes_no", "b"),
        q("begin group", "g"),
        q("string", "x"),
        {"type": "end group"},
        q("int", "i"),
        q("gps", "p"),
        q("photo", "f", parameters="max-pixels=100"),
    ],
    "columns in other spellings": [
        {"Type": "text", "Name": "a", "Label": "A"},
        {
            "Type": "text",
            "Name": "b",
            "Label": "B",
            "relevance": "${a} = 1",
            "Read only": "yes",
            "Constraint Message": "M",
        },
    ],
    "a filter that asks for columns and answers": [
        q(PICK, "a"),
        q(PICK, "b", choice_filter="name != ${a} or selected(${a}, name)"),
    ],
    "rows that nobody sees have no words": [
        q("integer", "n", None, calculation="1 + 1"),
        q(name="c", label="Of ${instanceID}"),
    ],
    "a type with a space too many": [q("select_multiple  yes_no", "a")],
    "a name that a path inside an instance uses": [
        q(PICK, "a"),
        q("calculate", "b", None, calculation="instance('yes_no')/root/item[name = ${a}]/label"),
    ],
}


@pytest.mark.parametrize("survey", GOOD.values(), ids=GOOD.keys())
def test_what_is_right_is_not_blamed(survey: Rows, tmp_path: Path) -> None:
    assert check_xlsform(workbook(tmp_path, *survey)) == ()


def test_the_converters_own_words_come_as_detail(tmp_path: Path) -> None:
    (fault,) = check_xlsform(workbook(tmp_path, q(name="a"), q(name="b", parameters="wide=true")))
    assert "wide" in str(fault.fields["detail"])


def test_what_is_wrong_inside_a_group_that_does_not_end_is_named_at_its_own_row(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        q("begin_group", "g"),
        q("calculate", "a", None, calculation="${b} + 1"),
        q("calculate", "b", None, calculation="${a} + 1"),
    )
    assert [(f.code, *place(f)) for f in check_xlsform(path)] == [
        ("forms.author.group-unclosed", "survey", 2, "type"),
        ("forms.cycle", "survey", 3, "calculation"),
    ]


def test_two_circles_are_both_named(tmp_path: Path) -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]
    rows = [q("calculate", name, None, calculation=f"${{{other}}} + 1") for name, other in pairs]
    assert [(f.code, place(f)[1]) for f in check_xlsform(workbook(tmp_path, *rows))] == [
        ("forms.cycle", 2),
        ("forms.cycle", 4),
    ]


def test_two_faults_that_only_the_converter_knows_are_both_named(tmp_path: Path) -> None:
    rows = [q(name=name, parameters="wide=true") for name in "abc"]
    assert [place(f)[1] for f in check_xlsform(workbook(tmp_path, *rows))] == [2, 3, 4]


def test_a_label_that_reads_itself_is_no_circle(tmp_path: Path) -> None:
    assert check_xlsform(workbook(tmp_path, q(name="a", label="So far ${a}"))) == ()


def test_a_fault_names_its_cell_as_excel_shows_it(tmp_path: Path) -> None:
    survey = [["type", "name", None, "label", "relevant"], ["text", "a", "x", "A", "nope()"]]
    (fault,) = check_xlsform(write(tmp_path / "f.xlsx", survey=survey, settings=table([SETTINGS])))
    assert (fault.fields["column"], fault.fields["cell"]) == ("relevant", "E2")
