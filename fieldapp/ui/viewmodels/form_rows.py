"""The rows of a form: all of them, and the same split into ticks, readings and the rest for pages with columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from fieldapp.ui.viewmodels.editors import READINGS, Editor
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER, QuestionRow
from fieldapp.ui.viewmodels.rows import Rows

PASSED, FAILED = "pass", "fail"
"""What the checks of a test are answered with (SITE-6)."""
_TICK = Editor.ACKNOWLEDGE.value
_READINGS = frozenset(editor.value for editor in READINGS)


class FormRows:
    """Four list models over the same rows; what stands in a card stays together, among the rest."""

    def __init__(self, parent: QObject) -> None:
        self.questions = Rows(QuestionRow, "name", parent)
        self.checks = Rows(QuestionRow, "name", parent)
        self.readings = Rows(QuestionRow, "name", parent)
        self.rest = Rows(QuestionRow, "name", parent)

    def show(self, rows: Sequence[QuestionRow]) -> None:
        """Show these rows."""
        self.questions.show(rows)
        self.checks.show([row for row in rows if _is_tick(row)])
        self.readings.show([row for row in rows if _is_reading(row)])
        self.rest.show([row for row in rows if not (_is_tick(row) or _is_reading(row))])

    def fits(self, rows: Sequence[QuestionRow]) -> bool:
        """Tell whether rows can take the place of those that are shown: the same questions with the same editors."""
        shown = (self.row(row.name) for row in rows)
        return all(old is not None and old.input == row.input for old, row in zip(shown, rows, strict=True))

    def replace(self, rows: Sequence[QuestionRow]) -> None:
        """Show rows in the place of those with their names."""
        for model in (self.questions, self.checks, self.readings, self.rest):
            model.replace(rows)

    def row(self, name: str) -> QuestionRow | None:
        """Return the row of a question, None for one that is not asked."""
        row: QuestionRow | None = self.questions.row(name)
        return row

    def first_in(self, block: str) -> str:
        """Return the name of the first question in a card, "" for none."""
        shown: tuple[QuestionRow, ...] = self.questions.rows()
        return next((row.name for row in shown if row.block == block and "#" not in row.name), "")

    def ticks(self) -> tuple[QuestionRow, ...]:
        """Return the rows that are ticked."""
        rows: tuple[QuestionRow, ...] = self.checks.rows()
        return rows

    def pictures(self) -> dict[str, str]:
        """Return where QML finds the pictures that are answers, by question."""
        rows: tuple[QuestionRow, ...] = self.questions.rows()
        return {row.name: row.picture for row in rows if row.picture}

    def usual(self) -> dict[str, str]:
        """Return what one tap answers: open ticks that are not mandatory as done, open checks as passed (USE-1).

        What was answered otherwise stays: a check that failed is no check that is open.
        """
        rows: tuple[QuestionRow, ...] = self.questions.rows()
        found = ((row.name, _usual(row)) for row in rows if not (row.value or row.mandatory or row.readOnly))
        return {name: value for name, value in found if value}

    def lacking(self) -> str:
        """Return the title of the first thing that must be there and is not (KIT-2), "" when all are."""
        rows: tuple[QuestionRow, ...] = self.questions.rows()
        wanted = (row for row in rows if row.mandatory and row.input == _TICK)
        return next((row.title for row in wanted if row.value != DONE_ANSWER), "")


def _is_tick(row: QuestionRow) -> bool:
    return row.input == _TICK and not row.block


def _is_reading(row: QuestionRow) -> bool:
    return row.input in _READINGS and not row.block


def _usual(row: QuestionRow) -> str:
    """Return what is answered when all is well, "" where nothing says so."""
    if _is_tick(row):
        return DONE_ANSWER
    return PASSED if {PASSED, FAILED} <= {choice["value"] for choice in row.choices} else ""
