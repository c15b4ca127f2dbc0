"""A step's form under the finger: each tap is committed first and shown then; it can be taken back for five seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.forms.questions import Aspect, ChangeSet, Problem
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.choice_searches import ChoiceSearches
from fieldapp.ui.viewmodels.form_move import FormMoveViewModel
from fieldapp.ui.viewmodels.form_saving import Filling, SaveInOrder, Saving
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.undo import UndoViewModel
from fieldapp.ui.viewmodels.visit_reader import VisitRead
from fieldapp.ui.viewmodels.visit_rows import DONE_ANSWER, QuestionRow, answer_name
from fieldapp.ui.words import Words
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.save_answer import SaveAnswer

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FormFilling(QObject):
    """Questions as rows: all of them, and the same split into ticks, readings and the rest for pages with columns."""

    changed = Signal()
    stored = Signal()
    fieldAsked = Signal()

    def __init__(
        self,
        *,
        save: SaveAnswer,
        remember: RememberPlace,
        move: FormMoveViewModel,
        background: Background,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._save = SaveInOrder(save)
        self._move = move
        self._remember = remember
        self._background = background
        self._words = words
        self._filling: Filling | None = None
        self._known: dict[str, str] = {}
        self._confirmed: dict[str, str] = {}
        self._under_way = 0
        self._ask = False
        self._field = ""
        self._undo = UndoViewModel(ticker, self)
        self._searches = ChoiceSearches()
        self._questions = Rows(QuestionRow, "name", self)
        self._checks = Rows(QuestionRow, "name", self)
        self._readings = Rows(QuestionRow, "name", self)
        self._rest = Rows(QuestionRow, "name", self)

    def open(self, read: VisitRead) -> None:
        """Show the form as it was read; a session that knows the same answers stays, so that nothing flickers."""
        view = read.view
        self._move.show(view)
        stored = dict(view.order.visit.answers.get(view.current, {}))
        here = self._filling
        same = here is not None and (here.order_id, here.step, here.form, here.language) == (
            view.order.id,
            view.current,
            view.form_sha256,
            read.language,
        )
        # A list that was not here when the form was opened may have come since.
        lacks = here is not None and bool(here.session.missing_lists)
        if same and (self._under_way or (stored == self._known and not lacks)):
            return
        if not same:
            self._ask = False
            self._searches.forget()
            self._field = view.field
            self._undo.withdraw()
        self._filling = Filling(view.order.id, view.current, view.form_sha256, read.session, read.language, read.again)
        self._known, self._confirmed = stored, stored
        self.show()

    def show(self) -> None:
        """Put the questions on the screen as the session has them."""
        if self._filling is None:
            return
        session = self._filling.session
        rows = self._searches.rows(session, session.questions(), self._words, self._ask)
        self._questions.show(rows)
        self._checks.show([row for row in rows if row.input == "acknowledge"])
        self._readings.show([row for row in rows if row.input == "number"])
        self._rest.show([row for row in rows if row.input not in ("acknowledge", "number")])
        self.changed.emit()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being complete."""
        return self._filling.session.problems() if self._filling else ()

    def value(self, name: str) -> str:
        """Return the present answer to a question."""
        row: QuestionRow | None = self._questions.row(name)
        return "" if row is None else row.value

    def mandatory_missing(self) -> str:
        """Return the title of the first thing that must be there and is not (KIT-2), "" when all are."""
        rows = self._checks.rows()
        return next((row.title for row in rows if row.mandatory and row.value != DONE_ANSWER), "")

    def ask_for_missing(self) -> None:
        """Say beside each open question that it is asked, and go to the first."""
        self._ask = True
        problems = self.problems
        if problems:
            self._field = answer_name(problems[0].path)
        self.show()
        self.fieldAsked.emit()

    @Property(Rows, constant=True)
    def questions(self) -> Rows:
        """All questions in the order of the form."""
        return self._questions

    @Property(Rows, constant=True)
    def checks(self) -> Rows:
        """The questions that are ticked."""
        return self._checks

    @Property(Rows, constant=True)
    def readings(self) -> Rows:
        """The questions that ask for a number."""
        return self._readings

    @Property(Rows, constant=True)
    def rest(self) -> Rows:
        """Choices and texts."""
        return self._rest

    @Property(FormMoveViewModel, constant=True)
    def move(self) -> FormMoveViewModel:
        """Another version of this form, where there is one."""
        return self._move

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        """The undo bar."""
        return self._undo

    @Property(str, notify=changed)
    def field(self) -> str:
        """The question to scroll to: where the engineer was (SITE-9), or the first that is missing."""
        return self._field

    @Property(str, notify=changed)
    def checkedText(self) -> str:
        """ "10/12"."""
        rows = self._checks.rows()
        return f"{sum(1 for row in rows if row.value == DONE_ANSWER)}/{len(rows)}"

    @Property(bool, notify=changed)
    def allChecked(self) -> bool:
        """Whether everything is ticked."""
        return all(row.value == DONE_ANSWER for row in self._checks.rows())

    @Property(str, notify=changed)
    def lacking(self) -> str:
        """The title of the mandatory thing that is missing."""
        return self.mandatory_missing()

    @Slot(str, str)
    def answer(self, name: str, value: str) -> None:
        """Store the answer to one question; the screen shows it when it is stored. A search for it is over."""
        self._searches.note(ROOT + name, "")
        self._change({name: value}, undoable=True)

    @Slot(str, str)
    def type(self, name: str, value: str) -> None:
        """Store what stands in a field while typing goes on; a bar that offers an older text is taken away."""
        self._undo.withdraw()
        self._change({name: value}, undoable=False)

    @Slot(str, str)
    def search(self, name: str, text: str) -> None:
        """Show the choices of a question's long list that hold these words; its first ones for none."""
        if self._filling is not None:
            self._searches.note(ROOT + name, text)
            self._show_steps((), (name,))

    @Slot()
    def tickRest(self) -> None:
        """Tick everything that may be ticked together: "all present except …" (USE-1); mandatory things are not."""
        rows = [row for row in self._checks.rows() if not row.mandatory and row.value != DONE_ANSWER]
        if rows:
            self._change({row.name: DONE_ANSWER for row in rows}, undoable=True)

    @Slot(str)
    def enter(self, name: str) -> None:
        """Note that the engineer is at this question now."""
        filling = self._filling
        if filling is not None and name != self._field:
            self._field = name
            job = partial(self._remember, filling.order_id, filling.step, name)
            self._background.writer.run(job, self._remembered)

    def _change(self, values: dict[str, str], undoable: bool) -> None:
        """Work the change out in the session, then store everything that it changed in one transaction."""
        filling = self._filling
        if filling is None:
            return
        steps: tuple[ChangeSet, ...] = ()
        try:
            for name, value in values.items():
                steps += (filling.session.set(ROOT + name, value),)
        except FieldappError as error:  # the form does not take it: what stood there stands, what it took is stored
            self.show()
            self._background.failed.emit(error)
        answers = {answer_name(path): value for step in steps for path, value in step.answers.items()}
        ordered = {name: answers[name] for name in (*values, *answers) if name in answers}
        changed = {name: value for name, value in ordered.items() if self._known.get(name, "") != value}
        if not changed:
            self._show_steps(steps, values)
            return
        saving = Saving(filling, changed, tuple(values), steps, undoable)
        self._known = {**self._known, **changed}
        self._field = next(iter(values), self._field)
        self._under_way += 1
        job = partial(self._save, filling, changed)
        self._background.writer.run(job, partial(self._was_stored, saving), partial(self._was_refused, saving))

    def _show_steps(self, steps: Iterable[ChangeSet], names: Iterable[str]) -> None:
        """Show what changed and nothing else; where questions come or go, the whole form."""
        filling = self._filling
        if filling is None:
            return
        paths = {ROOT + name for name in names}.union(*(step.changes for step in steps))
        found = [question for path in paths if (question := filling.session.question(path)) is not None]
        rows = self._searches.rows(filling.session, found, self._words, self._ask)
        comes_or_goes = any(step.added or step.removed or step.changed(Aspect.RELEVANT) for step in steps)
        shown = [self._questions.row(row.name) for row in rows]
        if comes_or_goes or any(old is None or old.input != row.input for old, row in zip(shown, rows, strict=True)):
            self.show()
            return
        for model in (self._questions, self._checks, self._readings, self._rest):
            model.replace(rows)
        self.changed.emit()

    def _was_stored(self, saving: Saving, _nothing: None) -> None:
        self._under_way -= 1
        if saving.filling is self._filling:
            self._confirmed = {**self._confirmed, **saving.values}
            self._show_steps(saving.steps, saving.given)
            if saving.undoable:
                self._undo.offer(self._told(saving), partial(self._take_back, saving))
        self.stored.emit()

    def _was_refused(self, saving: Saving, error: FieldappError) -> None:
        """Nothing was stored: the form is opened anew with what is, and the error is told."""
        self._under_way -= 1
        filling = self._filling
        if filling is saving.filling and not self._under_way:
            stored = {ROOT + name: value for name, value in self._confirmed.items()}
            self._filling = replace(filling, session=filling.again(stored), troubles=[])
            self._known = self._confirmed
            self.show()
        self._background.failed.emit(error)

    def _take_back(self, saving: Saving) -> None:
        """Undo: give what stood there before, then what the form had set because of it; the rest follows again."""
        if saving.filling is self._filling:
            takes = saving.filling.session.takes_answer
            self._change({name: text for name, text in saving.before.items() if takes(ROOT + name)}, undoable=False)

    def _told(self, saving: Saving) -> str:
        """Say what was stored: "垫布已打勾"."""
        name, value = next(iter(saving.values.items()))
        row: QuestionRow | None = self._questions.row(name)
        title = row.title if row is not None else name
        if row is None or row.input != "acknowledge":
            return self._words.say("undo.changed", title=title)
        if len(saving.values) > 1:
            return self._words.say("undo.ticked_many", count=len(saving.values))
        return self._words.say("undo.ticked" if value == DONE_ANSWER else "undo.unticked", title=title)

    def _remembered(self, _nothing: None) -> None:
        """The place is stored; nothing on the screen shows it."""
