"""Another version of the form on the screen: what it would change, and the choice to take it or not (PRO-2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.form_versions import FormOffer
from fieldapp.domain.views.visit import VisitView
from fieldapp.forms.difference import ChangeKind, Difference
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.question_words import told_words
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words
from fieldapp.usecases.move_form import MoveForm
from fieldapp.usecases.preview_form_move import FormMovePreview, PreviewFormMove, ToldAnswer

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MOST_ROWS = 100
"""So many changes are listed one by one; beyond that the numbers tell enough."""
ASKS_FOR_MORE = (ChangeKind.ADDED, ChangeKind.REQUIRED)
TAKES_AWAY = (ChangeKind.REMOVED, ChangeKind.CHOICES_REMOVED)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One question that is different: `kind` is more, less or other."""

    key: str
    word: str
    kind: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer that is set aside or comes back."""

    key: str
    title: str
    value: str


@QmlElement
class FormMoveViewModel(QObject):
    """Offers, never forces: nothing is read before the engineer asks, nothing is written before he chooses."""

    changed = Signal()

    def __init__(self, *, preview: PreviewFormMove, move: MoveForm, background: Background, words: Words) -> None:
        super().__init__()
        self._preview = preview
        self._move = move
        self._background = background
        self._asked = 0
        self._failed = False
        self._words = words
        self._order_id = OrderId("")
        self._step = ""
        self._offer: FormOffer | None = None
        self._declined: set[tuple[OrderId, Sha256]] = set()
        self._seen: FormMovePreview | None = None
        self._changes = Rows(ChangeRow, "key", self)
        self._dropped = Rows(AnswerRow, "key", self)
        self._restored = Rows(AnswerRow, "key", self)

    def show(self, view: VisitView) -> None:
        """Show what this visit offers at its step; a preview of something else is forgotten."""
        if (view.order.id, view.form_offer) != (self._order_id, self._offer):
            self._seen, self._asked = None, self._asked + 1
        self._order_id, self._offer = view.order.id, view.form_offer
        self._step = next(step.title for step in view.steps if step.id == view.current)
        self.changed.emit()

    @Property(bool, notify=changed)
    def available(self) -> bool:
        """Whether there is another version to go on with: a newer one, or the one before the last move."""
        return self._offer is not None

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether the page says so by itself: there is a newer version, and nobody chose to keep the older one."""
        if self._offer is None or not self._offer.is_newer:
            return False
        return (self._order_id, self._offer.version.sha256) not in self._declined

    @Property(bool, notify=changed)
    def isNewer(self) -> bool:
        """Whether the other version is the newer one; else it is the way back."""
        return self._offer is not None and self._offer.is_newer

    @Property(str, notify=changed)
    def offerText(self) -> str:
        """ "检查表有新版本 2026120100"."""
        if self._offer is None:
            return ""
        code = "form_move.newer" if self._offer.is_newer else "form_move.back"
        return self._words.say(code, version=self._offer.version.version)

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether the versions were compared."""
        return self._seen is not None

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """Whether the versions could not be compared; the error was told."""
        return self._failed

    @Property(str, notify=changed)
    def versionsText(self) -> str:
        """ "维修·2026112301 → 2026120100"."""
        seen = self._seen
        return f"{self._step}·{seen.from_version} → {seen.to_version}" if seen else ""

    @Property(str, notify=changed)
    def changesText(self) -> str:
        """The numbers first: "新增 1·删去 1·改为必填 1"; says so where nothing is different."""
        if self._seen is None:
            return ""
        counts = Counter(change.kind for change in self._seen.differences)
        told = [
            self._words.say(f"form_move.count.{kind.value}", count=counts[kind]) for kind in ChangeKind if counts[kind]
        ]
        return "·".join(told) or self._words.say("form_move.no_change")

    @Property(str, notify=changed)
    def moreText(self) -> str:
        """How many changes are not listed, "" when all are."""
        left = len(self._seen.differences) - MOST_ROWS if self._seen else 0
        return self._words.say("form_move.not_listed", count=left) if left > 0 else ""

    @Property(str, notify=changed)
    def keptText(self) -> str:
        """What happens to the answers given so far, in one sentence."""
        if self._seen is None:
            return ""
        if not self._seen.kept:
            return self._words.say("form_move.none_kept")
        kept = self._words.say("form_move.kept", count=self._seen.kept)
        return kept + (self._words.say("form_move.reworded", count=self._seen.reworded) if self._seen.reworded else "")

    @Property(Rows, constant=True)
    def changes(self) -> Rows:
        """The questions that are different."""
        return self._changes

    @Property(Rows, constant=True)
    def dropped(self) -> Rows:
        """The answers that are set aside."""
        return self._dropped

    @Property(Rows, constant=True)
    def restored(self) -> Rows:
        """The answers that come back."""
        return self._restored

    @Slot()
    def compare(self) -> None:
        """Compare the versions, on a reader thread."""
        offer = self._offer
        if offer is not None:
            self._seen, self._failed, self._asked = None, False, self._asked + 1
            self.changed.emit()
            version = offer.version
            job = partial(self._preview, self._order_id, version.form_id, version.sha256, self._words.language)
            asked = self._asked
            self._background.reader.run(job, partial(self._compared, asked), partial(self._not_compared, asked))

    @Slot()
    def keep(self) -> None:
        """Stay with the version: the page no longer speaks of the other one, "more" still does."""
        if self._offer is not None:
            self._declined.add((self._order_id, self._offer.version.sha256))
            self.changed.emit()

    @Slot()
    def move(self) -> None:
        """Go on with the version that was shown; the visit is read again when it is stored."""
        seen = self._seen
        if seen is not None:
            self._seen = None
            self.changed.emit()
            job = partial(self._move, self._order_id, seen.form_id, seen.to_sha256)
            self._background.writer.run(job, self._moved, self._refused)

    def _not_compared(self, asked: int, error: FieldappError) -> None:
        """Say why; the version in use stays."""
        if asked == self._asked:
            self._failed = True
            self.changed.emit()
        self._background.failed.emit(error)

    def _compared(self, asked: int, seen: FormMovePreview) -> None:
        if asked != self._asked:
            return  # the visit went on to something else meanwhile
        self._seen = seen
        rows = [self._change_row(number, change) for number, change in enumerate(seen.differences[:MOST_ROWS])]
        self._changes.show(rows)
        self._dropped.show(_answer_rows(seen.dropped, self._words))
        self._restored.show(_answer_rows(seen.restored, self._words))
        self.changed.emit()

    def _change_row(self, number: int, change: Difference) -> ChangeRow:
        kind = "more" if change.kind in ASKS_FOR_MORE else "less" if change.kind in TAKES_AWAY else "other"
        details = (", " if self._words.language == "en" else "、").join(change.details)
        detail = self._words.say(f"form_move.detail.{change.kind.value}", details=details) if details else ""
        return ChangeRow(
            key=f"{number}:{change.kind.value}:{change.path}",
            word=self._words.say(f"form_move.kind.{change.kind.value}"),
            kind=kind,
            title=change.label,
            detail=detail,
        )

    def _moved(self, _nothing: None) -> None:
        """The visit reads itself again: it hears of every event of its order."""

    def _refused(self, error: FieldappError) -> None:
        """Nothing was moved; the error is told."""
        self._background.failed.emit(error)


def _answer_rows(answers: tuple[ToldAnswer, ...], words: Words) -> list[AnswerRow]:
    return [
        AnswerRow(f"{number}", told.question, told_words(told.answer, words)) for number, told in enumerate(answers)
    ]
