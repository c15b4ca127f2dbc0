"""Texts of a workbook in its languages: what nobody can read, and what is not translated."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings, meant
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
    misspelt = _misspelt(sheets, default)
    for heading, place in _spelled_as(sheets, misspelt):
        fields = {"language": heading.language, "meant": misspelt[heading.language]}
        findings.fault(place, AuthorError("forms.author.language-misspelt", **fields))
    for sheet in sheets:
        for column in sorted(TRANSLATED):
            _check_column(sheet, column, default, languages - misspelt.keys(), misspelt, findings)
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


def _misspelt(sheets: list[Sheet], default: str) -> dict[str, str]:
    """Languages that differ from another one only in spelling, with the one that was meant: the more usual here."""
    counts = Counter(language for sheet in sheets for heading in sheet.headings for language in _language(heading))
    # The default language, the one with more columns, the one with a code: what is like them was mistyped.
    ranked = sorted(counts, key=lambda name: (name != default, -counts[name], "(" not in name, name))
    found: dict[str, str] = {}
    for place, language in enumerate(ranked):
        others = (other for other in ranked[:place] if other not in found and _is_same(language, other))
        known = next(others, None)
        if known is not None:
            found[language] = known
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two names of languages are meant as one: the same code in brackets, or a name that is almost the same."""
    (name, code), (other_name, other_code) = _parts(one), _parts(other)
    if code and other_code:
        return code == other_code
    return other_name in (name, code) or name == other_code or bool(meant(name, [other_name]))


def _parts(language: str) -> tuple[str, str]:
    """Name and code of `English (en)` in small letters."""
    name, _, code = unicodedata.normalize("NFKC", language).lower().partition("(")
    return name.strip(), code.strip(" )")


def _spelled_as(sheets: list[Sheet], languages: Mapping[str, str]) -> Iterator[tuple[Heading, Cell]]:
    for sheet in sheets:
        for heading in sheet.headings:
            if heading.language in languages and heading.column in TRANSLATED:
                yield heading, Cell(sheet.name, 1, heading.text)


def _check_column(
    sheet: Sheet, column: str, default: str, languages: set[str], misspelt: Mapping[str, str], findings: Findings
) -> None:
    headings = [heading for heading in sheet.headings if heading.column == column]
    spoken = {misspelt.get(heading.language, heading.language) for heading in headings}
    if not spoken - {""}:
        return
    for language in sorted(languages - spoken):
        place = Cell(sheet.name, 1, f"{headings[0].text.partition('::')[0]}::{language}")
        is_needed = language == default and "" not in spoken and any(any(row.entries(column)) for row in sheet.rows)
        if is_needed:
            findings.fault(place, AuthorError("forms.author.default-column-missing", language=language))
        else:
            findings.warning(place, AuthorError("forms.author.language-incomplete", language=language))
    if misspelt.keys() & {heading.language for heading in headings}:
        return
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
