"""A step's form under the finger: each tap is committed first and shown then; it can be taken back for five seconds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import StepId
from fieldapp.domain.standing import is_over
from fieldapp.forms.questions import Aspect, ChangeSet, Problem
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.answer_pictures import AnswerPictures
from fieldapp.ui.viewmodels.editors import Editor
from fieldapp.ui.viewmodels.form_changes import FormChanges
from fieldapp.ui.viewmodels.form_move import FormMoveViewModel
from fieldapp.ui.viewmodels.form_saving import Filling, Saving
from fieldapp.ui.viewmodels.form_showing import FormShowing
from fieldapp.ui.viewmodels.form_ticks import FormTicks
from fieldapp.ui.viewmodels.question_rows import QuestionRow, answer_name
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.undo import UndoViewModel
from fieldapp.ui.viewmodels.visit_reader import VisitRead
from fieldapp.ui.words import Words
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.usecases.own_phrases import OwnPhrases
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.save_answer import NewFile, SaveAnswer

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FormFilling(FormTicks):
    """Questions as rows: all of them, and the same split into ticks, readings and the rest for pages with columns."""

    stored = Signal()
    fieldAsked = Signal()
    minutePassed = Signal()

    def __init__(
        self,
        *,
        save: SaveAnswer,
        remember: RememberPlace,
        move: FormMoveViewModel,
        pictures: AnswerPictures,
        phrases: OwnPhrases,
        background: Background,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._move = move
        self._remember = remember
        self._pictures = pictures
        self._phrases = phrases
        self._background = background
        self._words = words
        self._ticker = ticker
        self._undo = UndoViewModel(ticker, self)
        self._changes = FormChanges(save, background, words, self._undo, self)
        self._showing = FormShowing(words, pictures, background.reader)
        ticker.minute.connect(self.minutePassed)
        pictures.begin(self._picture_made)
        pictures.loaded.connect(self._picture_loaded)

    def open(self, read: VisitRead) -> None:
        """Show the form as it was read; a session that knows the same answers stays, so that nothing flickers."""
        view = read.view
        self._move.show(view)
        stored = dict(view.order.visit.answers.get(view.current, {}))
        here = self._changes.filling
        opened = Filling(view.order.id, view.current, view.form_sha256, read.session, read.language, read.again)
        same = here is not None and opened.asks_like(here)
        turned, self._showing.closed = self._showing.closed is not is_over(view.order), is_over(view.order)
        if same and not turned and self._changes.is_up_to_date(stored):
            return
        self._changes.open(opened, stored)
        if not same:
            self._showing.begin(read.session, read.phrases)
            self._field = view.field
            self._undo.withdraw()
            self._background.reader.run(partial(self._phrases, view.current), partial(self._learned, opened.step))
        self.show()

    def show(self) -> None:
        """Put the questions on the screen as the session has them."""
        filling = self._changes.filling
        if filling is not None:
            self._rows.show(self._showing.whole(filling.session))
            self.changed.emit()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being complete."""
        filling = self._changes.filling
        return filling.session.problems() if filling is not None else ()

    def value(self, name: str) -> str:
        """Return the present answer to a question."""
        row = self._rows.row(name)
        return "" if row is None else row.value

    def ask_for_missing(self) -> None:
        """Say beside each open question that it is asked, and go to the first."""
        self._showing.ask = True
        self._field = answer_name(self.problems[0].path) if self.problems else self._field
        self.show()
        self.fieldAsked.emit()

    @Property(Rows, constant=True)
    def questions(self) -> Rows:
        """All questions in the order of the form."""
        return self._rows.questions

    @Property(Rows, constant=True)
    def checks(self) -> Rows:
        """The questions that are ticked."""
        return self._rows.checks

    @Property(Rows, constant=True)
    def readings(self) -> Rows:
        """The questions that ask for a number."""
        return self._rows.readings

    @Property(Rows, constant=True)
    def rest(self) -> Rows:
        """Choices, texts, and what stands together in a card."""
        return self._rows.rest

    @Property(FormMoveViewModel, constant=True)
    def move(self) -> FormMoveViewModel:
        """Another version of this form, where there is one."""
        return self._move

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        """The undo bar."""
        return self._undo

    @Property(AnswerPictures, constant=True)
    def pictures(self) -> AnswerPictures:
        """What takes pictures in."""
        return self._pictures

    @Property(str, notify=minutePassed)
    def now(self) -> str:
        """Return the engineer's time, "2026-11-23T09:18+08:00": where pickers of days and times begin."""
        return self._ticker.now().astimezone(self._words.zone).isoformat(timespec="minutes")

    @Slot(str, str)
    def answer(self, name: str, value: str) -> None:
        """Store the answer to one question; the screen shows it when it is stored. A search for it is over."""
        self._showing.found(name)
        self._field = name
        self._changes.answer({name: value}, undoable=True)

    @Slot(str, str)
    def type(self, name: str, value: str) -> None:
        """Store what stands in a field while typing goes on; a bar that offers an older text is taken away."""
        self._undo.withdraw()
        self._field = name
        self._changes.type(name, value)

    def fill(self, name: str, value: str) -> None:
        """Store what the records answer; the engineer stays where he is."""
        self._changes.type(name, value)

    @Slot(str, str)
    def search(self, name: str, text: str) -> None:
        """Show the choices of a question's list that hold these words, or sound so; its first ones for none."""
        filling = self._changes.filling
        if filling is not None:
            show = partial(self.show_steps, (), (name,))
            self._showing.search(filling.session, name, text, show)
            show()

    @Slot(str)
    def scan(self, name: str) -> None:
        """Open the scan sheet, whose code will be the answer."""
        row = self._rows.row(name)
        if row is not None:
            self.ask_code(row.title, partial(self.answer, name))

    @Slot(str)
    def addRow(self, repeat: str) -> None:
        """Add a row to a repeat, and go to its first question."""
        self._changes.add_row(repeat)

    @Slot(str)
    def removeRow(self, row: str) -> None:
        """Take a row of a repeat out with all its answers; the bar offers it back."""
        self._changes.remove_row(row)

    @Slot()
    def tickRest(self) -> None:
        """Tick everything that may be ticked together: "all present except …" (USE-1); mandatory things are not."""
        answers = self._rows.usual()
        if answers:
            self._changes.answer(answers, undoable=True)

    @Slot(str)
    def enter(self, name: str) -> None:
        """Note that the engineer is at this question now."""
        filling = self._changes.filling
        if filling is not None and name != self._field:
            self._field = name
            self._background.writer.run(partial(self._remember, filling.order_id, filling.step, name), self._remembered)

    def row(self, name: str) -> QuestionRow | None:
        """Return how a question is shown now, None for one that is not."""
        return self._rows.row(name)

    def show_steps(self, steps: Iterable[ChangeSet], names: Iterable[str]) -> None:
        """Show what changed and nothing else; where questions come or go, the whole form."""
        filling = self._changes.filling
        if filling is None:
            return
        paths = {ROOT + name for name in names}.union(*(step.changes for step in steps))
        found = [question for path in paths if (question := filling.session.question(path)) is not None]
        rows = self._showing.some(filling.session, found)
        comes_or_goes = any(step.added or step.removed or step.changed(Aspect.RELEVANT) for step in steps)
        if comes_or_goes or not self._rows.fits(rows):
            self.show()
            return
        self._rows.replace(rows)
        self.changed.emit()

    def was_stored(self, saving: Saving) -> None:
        """Tell that a save is durable; a row that was added is gone to."""
        added = [path for step in saving.steps for path in step.added]
        first = self._rows.first_in(answer_name(added[-1])) if added and not saving.given else ""
        if first:
            self._field = first
            self.fieldAsked.emit()
        self.stored.emit()

    def _picture_made(self, name: str, value: str, file: NewFile) -> None:
        self._field = name
        self._changes.answer({name: value}, undoable=True, files=(file,))

    @Slot(str)
    def _picture_loaded(self, value: str) -> None:
        self.show_steps((), [row.name for row in self._rows.questions.rows() if row.value == value and value])

    def _learned(self, step: StepId, habits: dict[str, tuple[str, ...]]) -> None:
        """What the engineer often writes is known now."""
        filling = self._changes.filling
        if filling is not None and filling.step == step and habits:
            self._showing.learn_habits(habits)
            self.show_steps((), [row.name for row in self._rows.questions.rows() if row.input == Editor.TEXT.value])

    def _remembered(self, _nothing: None) -> None:
        """The place is stored; nothing on the screen shows it."""
