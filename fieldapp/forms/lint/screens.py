"""What the tablet's pages cannot ask yet: a form may hold it, but nobody could give the answer."""

from __future__ import annotations

from fieldapp.forms.binds import DataType
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.lint.survey import Question, Survey
from fieldapp.forms.xlsform import yes_or_no

_WITHOUT_EDITOR = frozenset({DataType.GEOPOINT, DataType.GEOTRACE, DataType.GEOSHAPE})
_PICTURES = frozenset({"image", "photo"})
"""Of the questions for a file, those for a picture have an editor; sound, film and any other file have none."""


def check_screens(survey: Survey, findings: Findings) -> None:
    """Name questions that no page has an editor for: a fault where an answer is asked for, else a warning."""
    for question in survey.questions:
        if not _has_editor(question):
            required = question.row.text("required")
            note = findings.fault if required and yes_or_no(required) is not False else findings.warning
            note(question.cell("type"), AuthorError("forms.author.no-editor", type=question.row.text("type")))


def _has_editor(question: Question) -> bool:
    kind = question.type
    if not kind.is_asked:
        return True
    if kind.data_type is DataType.BINARY:
        return question.row.text("type").split()[:1][0] in _PICTURES
    return kind.data_type not in _WITHOUT_EDITOR
