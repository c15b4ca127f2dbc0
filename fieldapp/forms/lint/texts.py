"""Texts of a workbook in its languages: what nobody can read, and what is not translated."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.lint.survey import Survey
from fieldapp.forms.workbook import Cell, Row, Sheet, Workbook
from fieldapp.forms.xlsform import TRANSLATED, Heading

_WORDED = ("label", "hint", "media::image", "media::audio", "media::video", "guidance_hint")
_WORKED_OUT = ("calculation", "trigger")


def check_texts(workbook: Workbook, survey: Survey, findings: Findings) -> None:
    """Note questions without words, texts that lack the default language (faults) or another one (warnings)."""
    default = default_language(workbook)
    sheets = [workbook.sheets[name] for name in ("survey", "choices") if name in workbook.sheets]
    languages = {language for sheet in sheets for heading in sheet.headings for language in _language(heading)}
    if default and languages and default not in languages:
        place = workbook.setting("default_language")
        findings.fault(place, AuthorError("forms.author.language-unknown", language=default))
        default = ""
    for sheet in sheets:
        for column in TRANSLATED:
            _check_column(sheet, column, default, languages, findings)
    for question in survey.questions:
        # A row without words that is worked out is a value of that type, and nobody sees it.
        if question.type.is_asked and not any(question.row.text(column) for column in (*_WORDED, *_WORKED_OUT)):
            findings.fault(question.cell("label"), AuthorError("forms.author.label-missing", name=question.name))


def default_language(workbook: Workbook) -> str:
    """The language that a text must have: the setting's, else that of the first label, "" for plain columns."""
    settings = workbook.sheets.get("settings")
    named = settings.rows[0].text("default_language") if settings is not None and settings.rows else ""
    survey = workbook.sheets.get("survey")
    labels = [heading for heading in ([] if survey is None else survey.headings) if heading.column == "label"]
    if named or any(not heading.language for heading in labels):
        return named
    return labels[0].language if labels else ""


def _language(heading: Heading) -> Iterator[str]:
    if heading.column in TRANSLATED and heading.language:
        yield heading.language


def _check_column(sheet: Sheet, column: str, default: str, languages: set[str], findings: Findings) -> None:
    headings = [heading for heading in sheet.headings if heading.column == column]
    translated = {heading.language for heading in headings} - {""}
    if not translated:
        return
    for language in sorted(languages - translated):
        place = Cell(sheet.name, 1, f"{headings[0].text.partition('::')[0]}::{language}")
        findings.warning(place, AuthorError("forms.author.language-incomplete", language=language))
    for row in sheet.rows:
        _check_row(sheet, row, headings, default, findings)


def _check_row(sheet: Sheet, row: Row, headings: list[Heading], default: str, findings: Findings) -> None:
    filled = {heading.language for heading in headings if heading.text in row.cells}
    if not filled:
        return
    if "" in filled:
        filled.add(default)  # a column without language speaks the default one
    for heading in headings:
        if not heading.language or heading.language in filled:
            continue
        place = Cell(sheet.name, row.number, heading.text)
        fields = {"language": heading.language}
        if heading.language == default:
            findings.fault(place, AuthorError("forms.author.default-text-missing", **fields))
        else:
            findings.warning(place, AuthorError("forms.author.untranslated", **fields))
