"""All checks of a workbook in one go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fieldapp.forms.lint.cells import check_cells, check_excel, check_headings, check_sheets
from fieldapp.forms.lint.choices import check_lists, columns_of_files, read_choices, tables_beside
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.lint.formulas import check_formulas
from fieldapp.forms.lint.identity import check_identity
from fieldapp.forms.lint.screens import check_screens
from fieldapp.forms.lint.survey import Survey, read_survey
from fieldapp.forms.lint.texts import check_texts
from fieldapp.forms.workbook import Workbook
from fieldapp.forms.xlsform import yes_or_no


def check_workbook(workbook: Workbook, folder: Path) -> tuple[Findings, Survey]:
    """Everything that is wrong with the cells of a workbook, and its survey; `folder` holds its CSV files."""
    findings = Findings(workbook.name, workbook)
    check_sheets(workbook, findings)
    check_headings(workbook, findings)
    check_excel(workbook, findings)
    check_identity(workbook, findings)
    survey_sheet, choices_sheet = workbook.sheets.get("survey"), workbook.sheets.get("choices")
    survey = Survey((), {})
    if survey_sheet is not None and survey_sheet.has("type") and survey_sheet.has("name"):
        survey = read_survey(survey_sheet, findings)
    lists = read_choices(choices_sheet, may_repeat=_may_repeat(workbook), findings=findings)
    lists = replace(lists, files=columns_of_files(survey, folder), beside=tables_beside(folder))
    check_lists(survey, choices_sheet, lists, findings)
    check_formulas(survey, lists, findings)
    check_cells(survey, lists, findings)
    check_texts(workbook, survey, findings)
    check_screens(survey, findings)
    return findings, survey


def _may_repeat(workbook: Workbook) -> bool:
    settings = workbook.sheets.get("settings")
    row = settings.rows[0] if settings is not None and settings.rows else None
    return row is not None and yes_or_no(row.text("allow_choice_duplicates")) is True
