"""The sheet `settings`: which form this is, which version, and the namespaces its columns use."""

from __future__ import annotations

import re

from fieldapp.forms.binds import FIELDAPP_NAMESPACE
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.workbook import Cell, Row, Workbook
from fieldapp.forms.xlsform import is_version

_FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NAMESPACE = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_OWN_PREFIX = "bind::fa:"


def check_identity(workbook: Workbook, findings: Findings) -> None:
    """Check form_id, version and namespaces."""
    settings = workbook.sheets.get("settings")
    if settings is None:
        return  # that the sheet is missing has been said
    row = settings.rows[0] if settings.rows else Row(2, {}, ())
    form_id, version = row.text("id_string"), row.text("version")
    if not form_id:
        findings.fault(_cell(row, "id_string", "form_id"), AuthorError("forms.author.no-form-id"))
    elif not _FORM_ID.fullmatch(form_id):
        fields = {"form_id": form_id}
        findings.fault(_cell(row, "id_string", "form_id"), AuthorError("forms.author.form-id-invalid", **fields))
    if not version:
        findings.fault(_cell(row, "version", "version"), AuthorError("forms.author.no-version"))
    elif not is_version(version):
        fields = {"version": version}
        findings.fault(_cell(row, "version", "version"), AuthorError("forms.author.version-invalid", **fields))
    if row.text("name") not in ("", "data"):
        findings.fault(_cell(row, "name", "name"), AuthorError("forms.author.root-name", name=row.text("name")))
    _check_namespace(workbook, row, findings)


def _check_namespace(workbook: Workbook, row: Row, findings: Findings) -> None:
    survey = workbook.sheets.get("survey")
    own = [heading for heading in ([] if survey is None else survey.headings) if heading.column.startswith(_OWN_PREFIX)]
    declared = dict(_NAMESPACE.findall(row.text("namespaces")))
    if own and declared.get("fa") != FIELDAPP_NAMESPACE:
        place = _cell(row, "namespaces", "namespaces")
        findings.fault(place, AuthorError("forms.author.namespace-missing", namespace=f'fa="{FIELDAPP_NAMESPACE}"'))


def _cell(row: Row, column: str, usual: str) -> Cell:
    written = row.written(column)
    return Cell("settings", row.number, usual if written == column else written)
