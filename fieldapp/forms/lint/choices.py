"""The lists of choices, and the questions that use them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.forms.choice_file import read_choice_file
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings, meant
from fieldapp.forms.lint.survey import Question, Survey
from fieldapp.forms.workbook import Cell, Row, Sheet
from fieldapp.forms.xlsform import file_kind, references_in

_TABLE = "csv"
_NAMED_TABLE = "csv-external"
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)")
_SHOWN = ("label", "media::image", "media::audio", "media::video")
_MADE_BY_THE_CONVERTER = frozenset({"itextId"})


@dataclass(frozen=True, slots=True)
class ChoiceLists:
    """Names of the choices by list, in their order, and the columns that a filter can ask for.

    `files` are the columns of the lists that stand in files, by the file's name; `beside` are all CSV files there.
    `has_sheet` tells whether there is a sheet choices at all.
    """

    names: Mapping[str, tuple[str, ...]]
    columns: frozenset[str]
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    has_sheet: bool = True

    def columns_of(self, list_name: str) -> frozenset[str] | None:
        """The columns of a list, None for one that is not known."""
        return self.columns if list_name in self.names else self.files.get(list_name)


def read_choices(sheet: Sheet | None, *, may_repeat: bool, findings: Findings) -> ChoiceLists:
    """Read the lists, noting what is wrong with their rows; `may_repeat` is the setting allow_choice_duplicates."""
    if sheet is None:
        return ChoiceLists({}, frozenset(), has_sheet=False)
    for column in ("list name", "name", "label"):
        if sheet.rows and not (sheet.has(column) or (column == "label" and any(map(sheet.has, _SHOWN)))):
            shown = column.replace(" ", "_")
            findings.fault(Cell("choices", 1, shown), AuthorError("forms.author.column-missing", heading=shown))
    lists: dict[str, dict[str, int]] = {}
    for row in sheet.rows:
        _read_row(row, lists, may_repeat, findings)
    columns = {heading.column for heading in sheet.headings if not heading.language} | _MADE_BY_THE_CONVERTER
    return ChoiceLists({name: tuple(rows) for name, rows in lists.items()}, frozenset(columns))


def _read_row(row: Row, lists: dict[str, dict[str, int]], may_repeat: bool, findings: Findings) -> None:
    list_name, name = row.text("list name"), row.text("name")

    def cell(column: str) -> Cell:
        written = row.written(column)
        return Cell("choices", row.number, "list_name" if written == "list name" else written)

    if not list_name:
        if row.has("list name") and (name or row.text("label")):
            findings.fault(cell("list name"), AuthorError("forms.author.choice-without-list"))
        return
    known = lists.setdefault(list_name, {})
    if not name and row.has("name"):
        findings.fault(cell("name"), AuthorError("forms.author.choice-without-name", list=list_name))
    elif name in known and not may_repeat:
        fields: dict[str, str | int] = {"name": name, "list": list_name, "first": known[name]}
        findings.fault(cell("name"), AuthorError("forms.author.choice-twice", **fields))
    if any(map(row.has, _SHOWN)) and not any(map(row.text, _SHOWN)):
        findings.fault(cell("label"), AuthorError("forms.author.choice-without-label", list=list_name))
    known.setdefault(name, row.number)


def columns_of_files(survey: Survey, folder: Path) -> dict[str, frozenset[str]]:
    """The columns of the CSV files that selects take their choices from; what is wrong inside of them is told later."""
    names = {question.type.list_name for question in survey.questions if question.type.is_from_file}
    read = {name: read_choice_file(folder / name, value="", label="")[0] for name in names if file_kind(name) == _TABLE}
    return {name: frozenset(found.columns) for name, found in read.items() if found is not None}


def tables_beside(folder: Path) -> frozenset[str]:
    """The names of the CSV files in the workbook's folder."""
    return frozenset(path.name for path in folder.iterdir() if file_kind(path.name) == _TABLE)


def check_lists(survey: Survey, sheet: Sheet | None, lists: ChoiceLists, findings: Findings) -> None:
    """Note selects whose list is not there, and lists that nothing uses."""
    used: set[str] = set()
    for question in survey.questions:
        if question.type.is_select and question.type.list_name:
            used.add(question.type.list_name)
            _check_select(question, lists, findings)
        elif question.row.text("type") == _NAMED_TABLE and f"{question.name}.{_TABLE}" not in lists.beside:
            name = f"{question.name}.{_TABLE}"
            findings.fault(question.cell("name"), file_missing(name, lists))
        elif question.type.section == "loop":
            used.add(question.row.text("type").split()[-1])
        used |= {word.partition("=")[2] for word in question.row.text("parameters").split()}
        used |= {name for text in question.row.cells.values() for name in _INSTANCE.findall(text)}
    _check_spaces(survey, sheet, findings)
    for row in () if sheet is None else sheet.rows:
        name = row.text("list name")
        if name and name not in used:
            used.add(name)
            place = Cell("choices", row.number, row.written("list name"))
            findings.warning(place, AuthorError("forms.author.list-unused", list=name))


def file_missing(name: str, lists: ChoiceLists) -> AuthorError:
    """The fault of a file that does not lie beside the workbook."""
    by_small = {file.lower(): file for file in sorted(lists.beside)}
    found = by_small.get(meant(name.lower(), by_small), "")
    return AuthorError("forms.author.file-missing", list=name, meant=found)


def _check_select(question: Question, lists: ChoiceLists, findings: Findings) -> None:
    name, place = question.type.list_name, question.cell("type")
    if question.type.is_from_file:
        if file_kind(name) != _TABLE:
            findings.fault(place, AuthorError("forms.author.file-unsupported", list=name))
        elif name not in lists.beside:
            findings.fault(place, file_missing(name, lists))
    elif lists.has_sheet and name not in lists.names and not any(references_in(name)):
        if question.row.text("type").startswith("select_one_external"):
            return  # the converter looks into the sheet external_choices
        suggestion = meant(name, lists.names)
        findings.fault(place, AuthorError("forms.author.list-missing", list=name, meant=suggestion))


def _check_spaces(survey: Survey, sheet: Sheet | None, findings: Findings) -> None:
    """The answer of a select_multiple is its choices with spaces between: a choice cannot hold one."""
    several = {question.type.list_name for question in survey.questions if question.type.is_multiple}
    for row in () if sheet is None else sheet.rows:
        if row.text("list name") in several and " " in row.text("name"):
            place = Cell("choices", row.number, row.written("name"))
            fields = {"name": row.text("name"), "list": row.text("list name")}
            findings.fault(place, AuthorError("forms.author.choice-spaced", **fields))
