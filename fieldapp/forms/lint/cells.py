"""Cells of the survey beside its formulas: headings, defaults, limits, and columns that belong to other rows."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from fieldapp.forms.binds import DataType
from fieldapp.forms.datatypes import cast
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.excel_formulas import is_excel_formula
from fieldapp.forms.lint.choices import ChoiceLists
from fieldapp.forms.lint.findings import Findings, meant
from fieldapp.forms.lint.survey import Question, Survey
from fieldapp.forms.workbook import Cell, Sheet, Workbook
from fieldapp.forms.xlsform import RowKind, is_expression, is_known_column, known_columns, row_type, yes_or_no

_OWN = "bind::fa:"
_OWN_COLUMNS = frozenset({"unit", "low", "high", "phrases", "phrases_en", "mandatory", "tag", "overlay"})
_LIMITS = ("bind::fa:low", "bind::fa:high")
_EXCEL_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_OFFERED_TYPES = (DataType.INTEGER, DataType.DECIMAL, DataType.DATE, DataType.TIME, DataType.DATE_TIME)


def check_headings(workbook: Workbook, findings: Findings) -> None:
    """Note headings that stand twice or that nothing reads."""
    for name, sheet in workbook.sheets.items():
        for heading in sheet.repeated:
            findings.fault(Cell(name, 1, heading), AuthorError("forms.author.column-twice", heading=heading))
        if name in ("survey", "settings"):
            _check_known(name, sheet, findings)


def _check_known(name: str, sheet: Sheet, findings: Findings) -> None:
    for heading in sheet.headings:
        own = heading.column.removeprefix(_OWN) if heading.column.startswith(_OWN) else ""
        if own and own not in _OWN_COLUMNS:
            fields = {"heading": heading.text, "meant": meant(own, _OWN_COLUMNS)}
            findings.warning(Cell(name, 1, heading.text), AuthorError("forms.author.column-unknown", **fields))
        elif not own and not is_known_column(name, heading):
            fields = {"heading": heading.text, "meant": meant(heading.text, known_columns(name))}
            findings.warning(Cell(name, 1, heading.text), AuthorError("forms.author.column-unknown", **fields))


def check_excel(workbook: Workbook, findings: Findings) -> None:
    """Note cells that hold an error of Excel, or a formula of Excel that no program has worked out."""
    for name, sheet in workbook.sheets.items():
        for row in sheet.rows:
            for heading, text in row.cells.items():
                if text in _EXCEL_ERRORS:
                    findings.fault(Cell(name, row.number, heading), AuthorError("forms.author.excel-error", text=text))
                elif is_excel_formula(text):
                    fields = {"formula": text}
                    findings.fault(Cell(name, row.number, heading), AuthorError("forms.author.excel-formula", **fields))


def check_sheets(workbook: Workbook, findings: Findings) -> None:
    """Note a sheet that is missing, and a survey that has no column `type` or `name`."""
    survey = workbook.sheets.get("survey")
    needed = ["survey", "settings"] if survey is None or not _has_lists(survey) else ["survey", "choices", "settings"]
    for name in needed:
        if name not in workbook.sheets:
            fields = {"title": name, "meant": _likely_title(workbook, name)}
            findings.fault(Cell(name, 0, ""), AuthorError("forms.author.sheet-missing", **fields))
    for column in ("type", "name"):
        if survey is not None and not survey.has(column):
            findings.fault(Cell("survey", 1, column), AuthorError("forms.author.column-missing", heading=column))


def _has_lists(survey: Sheet) -> bool:
    """Whether a question takes its choices from the sheet `choices`."""
    types = (row_type(row.text("type")) for row in survey.rows)
    return any(type_.is_select and type_.list_name and not type_.is_from_file for type_ in types)


def _likely_title(workbook: Workbook, name: str) -> str:
    """The sheet that is called otherwise: by a similar name, or because it is the only one that nothing reads."""
    others = [title for title in workbook.titles if title.strip().lower() not in workbook.sheets]
    similar = meant(name, [title.strip().lower() for title in others])
    found = [title for title in others if title.strip().lower() == similar] or others
    return found[0] if len(found) == 1 else ""


def check_cells(survey: Survey, lists: ChoiceLists, findings: Findings) -> None:
    """Check what stands in single cells of each question."""
    for question in survey.questions:
        _check_default(question, lists, findings)
        _check_limits(question, findings)
        _check_company(question, findings)
        mandatory = question.row.text("bind::fa:mandatory")
        if mandatory and yes_or_no(mandatory) is None:
            fields = {"text": mandatory}
            findings.fault(question.cell("bind::fa:mandatory"), AuthorError("forms.author.not-yes-or-no", **fields))


def _check_default(question: Question, lists: ChoiceLists, findings: Findings) -> None:
    default, type_text = question.row.text("default"), question.row.text("type")
    if not default or is_expression(default, type_text):
        return
    names = lists.names.get(question.type.list_name)
    if question.type.is_select and names is not None:
        given = default.split() if question.type.is_multiple else [default]
        wrong = any(name not in names for name in given)
    else:
        wrong = question.type.data_type in _OFFERED_TYPES and not cast(default, question.type.data_type)
    if wrong:
        fields = {"default": default, "type": type_text}
        findings.fault(question.cell("default"), AuthorError("forms.author.default-invalid", **fields))


def _check_limits(question: Question, findings: Findings) -> None:
    numbers: list[Decimal] = []
    for column in _LIMITS:
        text = question.row.text(column)
        if not text:
            continue
        number = _number(text)
        if number is None:
            findings.fault(question.cell(column), AuthorError("forms.author.number-invalid", text=text))
        else:
            numbers.append(number)
    if len(numbers) == len(_LIMITS) and numbers[0] > numbers[1]:
        fields = {"low": str(numbers[0]), "high": str(numbers[1])}
        findings.fault(question.cell(_LIMITS[1]), AuthorError("forms.author.limits-crossed", **fields))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_company(question: Question, findings: Findings) -> None:
    """Columns that need another one beside them, or another kind of row."""
    row = question.row
    if row.text("repeat_count") and question.type.section != "repeat":
        findings.fault(question.cell("repeat_count"), AuthorError("forms.author.count-without-repeat"))
    if row.text("choice_filter") and not question.type.is_select:
        findings.fault(question.cell("choice_filter"), AuthorError("forms.author.filter-without-list"))
    if row.text("type") == "calculate" and not (row.text("calculation") or row.text("default")):
        findings.fault(
            question.cell("calculation"), AuthorError("forms.author.calculation-missing", name=question.name)
        )
    if row.text("constraint") and not row.text("constraint_message") and question.type.kind is RowKind.QUESTION:
        findings.warning(question.cell("constraint_message"), AuthorError("forms.author.constraint-unexplained"))
