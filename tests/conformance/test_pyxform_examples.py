"""Forms that pyxform's own tests are written with: what it converts, our engine opens, and no form makes it crash.

They are not in pyxform's source package and are not kept here (pyxform is BSD-2-Clause): the `tests` folder of a
checkout of XLSForm/pyxform is taken from `build/pyxform-examples` or from where FIELDAPP_PYXFORM_EXAMPLES says.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.domain.errors import FieldappError
from fieldapp.forms.compile import examine_xlsform
from fieldapp.forms.model import load_form
from tests.unit.forms.xforms import session

FOLDER = Path(os.environ.get("FIELDAPP_PYXFORM_EXAMPLES", Path(__file__).parents[2] / "build" / "pyxform-examples"))
WORKBOOKS = (".xls", ".xlsx", ".xlsm")

# What pyxform passes on without looking at it; a form of ODK Collect could not be opened with it either.
NOT_XPATH = {
    "bad_calc.xlsx": "a sentence in the place of a calculation",
    "xl_date_ambiguous.xlsx": "a heading with a language in a choice filter",
    "test_external_instances.py:615": "a quote that does not close",
    "test_survey.py:21": "{r} in the place of ${r}",
    "test_validate_unicode_exception.py:16": "$(myField)",
    "test_validate_unicode_exception.py:29": "signs of currencies",
}
DEVIATIONS = {
    "test_external_instances.py:547": "relevance that reads itself",
    "test_external_instances.py:590": "relevance that reads itself",
    "test_entities.py:2485": "entities that a server keeps",
    "test_last_saved.py:43": "answers of the last form",
}
LEAST_CONVERTED = 600

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no pyxform examples: put the folder tests of XLSForm/pyxform at {FOLDER.name}"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One form: a file, or a table in Markdown that stands in a test."""

    name: str
    source: Path | str
    file_type: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a form that pyxform converts: "" or why it could not be opened."""

    name: str
    fault: str


def examples() -> Iterator[Example]:
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in WORKBOOKS:
            yield Example(path.name, path)
        elif path.suffix == ".md":
            yield Example(path.name, path.read_text(encoding="utf-8"), ".md")
        elif path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and "| survey" in node.value:
                    yield Example(f"{path.name}:{node.lineno}", node.value, ".md")


def converted(example: Example) -> bytes | None:
    """The XForm; None for a form that pyxform itself refuses, as half of its tests want it to."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        return str(convert(example.source, form_name="data", file_type=example.file_type).xform).encode()
    except (PyXFormError, IndexError):  # IndexError: its own, on a sheet of settings without a row
        return None


@pytest.fixture(scope="module")
def opened() -> list[Opened]:
    found: list[Opened] = []
    for example in examples():
        xform = converted(example)
        if xform is not None:
            found.append(Opened(example.name, open_form(xform)))
    return found


def open_form(xform: bytes) -> str:
    try:
        filled = session(load_form(xform))
        filled.questions()
        filled.problems()
    except FieldappError as fault:
        return str(fault)
    return ""


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_example_that_pyxform_converts_opens(opened: list[Opened]) -> None:
    missed = {entry.name: entry.fault for entry in opened if entry.fault}
    good = len(opened) - len(missed)
    print(f"pyxform examples opened: {good} of {len(opened)} that pyxform converts")
    assert {name: fault for name, fault in missed.items() if name not in NOT_XPATH | DEVIATIONS} == {}
    assert len(opened) >= LEAST_CONVERTED


def test_what_stands_in_the_list_of_deviations_still_deviates(opened: list[Opened]) -> None:
    missed = {entry.name for entry in opened if entry.fault}
    assert sorted((NOT_XPATH | DEVIATIONS).keys() - missed) == []


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_check_of_an_example_names_cells_and_never_crashes() -> None:
    workbooks = [path for path in sorted(FOLDER.rglob("*.xlsx")) if not path.name.startswith("~")]
    for path in workbooks:
        for fault in examine_xlsform(path).faults:
            assert fault.fields["sheet"], path.name
            assert int(fault.fields["row"]) > 0 or fault.code == "forms.author.sheet-missing", (path.name, str(fault))
    assert len(workbooks) > 20
