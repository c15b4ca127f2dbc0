"""The customer does not sign: a reason, and what the engineer witnessed (REP-3)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.visit import Refusal
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

ABSENT = "absent"
REASONS = ("result", "cost", "no_authority", ABSENT, "other")
"""Choices of `refusal_reason` in the form `sign`; worded by `documents.refusal.*`."""


@QmlElement
class RefusalViewModel(QObject):
    """Collects a refusal; `given` is told the whole of it when the engineer records it."""

    changed = Signal()
    given = Signal(object)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._reason = self._witness = ""
        self._afar = False
        words.changed.connect(self.changed)

    def clear(self) -> None:
        """Begin anew, with nothing chosen."""
        self._reason = self._witness = ""
        self.changed.emit()

    def show(self, afar: bool) -> None:
        """Offer the reasons of a visit, or of a job from afar: there "not present" is no reason (SITE-14)."""
        self._afar = afar
        self.changed.emit()

    @Property("QVariantList", notify=changed)
    def reasons(self) -> list[dict[str, str]]:
        """Reasons not to sign, each with value and label."""
        texts, language = self._words.catalogue, self._words.language
        return [{"value": code, "label": texts.text(f"documents.refusal.{code}", language)} for code in self._codes()]

    @Property(str, notify=changed)
    def reason(self) -> str:
        """The chosen reason, "" before."""
        return self._reason

    @Property(str, notify=changed)
    def actionText(self) -> str:
        """The action that records the refusal, or what is missing for it."""
        return self._words.say(self._missing() or "sign.refuse")

    @Property(bool, notify=changed)
    def blocked(self) -> bool:
        """Whether something is missing."""
        return bool(self._missing())

    @Slot(str)
    def choose(self, reason: str) -> None:
        """Take the reason."""
        self._reason = reason
        self.changed.emit()

    @Slot(str)
    def witness(self, remark: str) -> None:
        """Take what the engineer witnessed."""
        self._witness = remark.strip()
        self.changed.emit()

    @Slot()
    def record(self) -> None:
        """Record the refusal, once it is whole."""
        if not self.blocked:
            self.given.emit(Refusal(reason=self._reason, witness_remark=self._witness))

    def _codes(self) -> tuple[str, ...]:
        return tuple(code for code in REASONS if not (self._afar and code == ABSENT))

    def _missing(self) -> str:
        """Return the words' code of what is missing, "" for nothing."""
        if not self._reason:
            return "sign.need.reason"
        return "" if self._witness else "sign.need.witness"
