"""What of a form is ticked: how much, what must be and is not, and whether the rest can be confirmed by one tap."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.code_asking import CodeAsking
from fieldapp.ui.viewmodels.form_rows import FormRows
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER


class FormTicks(CodeAsking):
    """Base of the form's view model: its rows, and what is told of their ticks."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = FormRows(self)
        self._field = ""

    @Property(str, notify=changed)
    def checkedText(self) -> str:
        """ "10/12"."""
        rows = self._rows.ticks()
        return f"{sum(1 for row in rows if row.value == DONE_ANSWER)}/{len(rows)}"

    @Property(bool, notify=changed)
    def allChecked(self) -> bool:
        """Whether everything is ticked."""
        return all(row.value == DONE_ANSWER for row in self._rows.ticks())

    @Property(bool, notify=changed)
    def mayConfirmAll(self) -> bool:
        """Whether two or more things wait for the same word, "done" or "passed", and may get it together (USE-1)."""
        return len(self._rows.usual()) > 1

    @Property(str, notify=changed)
    def lacking(self) -> str:
        """The title of the first thing that must be there and is not (KIT-2), "" when all are."""
        return self._rows.lacking()

    @Property("QVariantMap", notify=changed)
    def pictured(self) -> dict[str, str]:
        """Where QML finds the pictures of this form, by question: a later one is taken over an earlier (SITE-11)."""
        return self._rows.pictures()

    @Property(str, notify=changed)
    def field(self) -> str:
        """The question to scroll to: where the engineer was (SITE-9), or the first that is missing."""
        return self._field
