"""What changes in the form that is open: worked out in its session, stored in one transaction, shown, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Protocol

from fieldapp.domain.errors import FieldappError
from fieldapp.forms.questions import ChangeSet
from fieldapp.ui.background import Background
from fieldapp.ui.viewmodels.form_saving import Filling, SaveInOrder, Saving, news, way_back
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER, QuestionRow
from fieldapp.ui.viewmodels.undo import UndoViewModel
from fieldapp.ui.words import Words
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.usecases.save_answer import NewFile, SaveAnswer


class FormScreen(Protocol):
    """What shows the form."""

    def show(self) -> None:
        """Show the whole form as its session has it."""
        ...

    def show_steps(self, steps: Iterable[ChangeSet], names: Iterable[str]) -> None:
        """Show what these steps changed, and these questions."""
        ...

    def row(self, name: str) -> QuestionRow | None:
        """Return how a question is shown now, None for one that is not."""
        ...

    def was_stored(self, saving: Saving) -> None:
        """Take note that a save is durable, and shown if it is of the form that is open."""
        ...


class FormChanges:
    """Changes the form that is open; nothing is shown before it is stored."""

    def __init__(
        self, save: SaveAnswer, background: Background, words: Words, undo: UndoViewModel, screen: FormScreen
    ) -> None:
        self._save = SaveInOrder(save)
        self._background = background
        self._words = words
        self._undo = undo
        self._screen = screen
        self._filling: Filling | None = None
        self._known: dict[str, str] = {}
        self._confirmed: dict[str, str] = {}
        self._under_way = 0

    @property
    def filling(self) -> Filling | None:
        """The form that is open."""
        return self._filling

    def is_up_to_date(self, stored: Mapping[str, str]) -> bool:
        """Tell whether the session knows what is stored, or knows better: a save is under way."""
        # A list that was not here when the form was opened may have come since.
        lacks = self._filling is not None and bool(self._filling.session.missing_lists)
        return bool(self._under_way) or (stored == self._known and not lacks)

    def open(self, filling: Filling, stored: dict[str, str]) -> None:
        """Go on with this form."""
        self._filling = filling
        self._known, self._confirmed = stored, stored

    def answer(self, values: Mapping[str, str], *, undoable: bool, files: tuple[NewFile, ...] = ()) -> None:
        """Answer questions; rows of a repeat that go with an answer are offered back in any case."""
        filling = self._filling
        if filling is None:
            return
        steps = self._set(filling, values)
        gone = sum(len(step.removed) for step in steps)
        whole = {**self._known} if gone else None
        told = self._words.say("undo.rows_gone", count=gone) if gone else ""
        self._keep(Saving(filling, {}, tuple(values), steps, undoable or bool(gone), whole, told, files))

    def type(self, name: str, value: str) -> None:
        """Store what stands in a field while typing goes on.

        Half a number must not take rows of a repeat away: such an answer waits until the field is left.
        """
        filling = self._filling
        if filling is None:
            return
        steps = self._set(filling, {name: value})
        if any(step.removed for step in steps):
            self._filling = filling.with_answers(self._known)
        else:
            self._keep(Saving(filling, {}, (name,), steps, undoable=False))

    def add_row(self, repeat: str) -> None:
        """Add a row to a repeat."""
        filling = self._filling
        if filling is None:
            return
        try:
            step = filling.session.add_repeat(ROOT + repeat)
        except FieldappError as error:  # as many rows as a form may have
            self._background.failed.emit(error)
        else:
            self._keep(Saving(filling, {}, (), (step,), undoable=False))

    def remove_row(self, row: str) -> None:
        """Take a row of a repeat out with all its answers; one that is gone by now is gone."""
        filling = self._filling
        if filling is None or not any(ROOT + row in repeat.instances for repeat in filling.session.repeats()):
            return
        head = self._screen.row(f"{row}#head")
        told = self._words.say("undo.row_removed", title=head.title if head is not None else row)
        whole = filling.answers()
        step = filling.session.remove_repeat(ROOT + row)
        self._keep(Saving(filling, {}, (), (step,), undoable=True, whole=whole, told=told))

    def _set(self, filling: Filling, values: Mapping[str, str]) -> tuple[ChangeSet, ...]:
        """Return what each answer changed in the session."""
        steps: tuple[ChangeSet, ...] = ()
        try:
            for name, value in values.items():
                steps += (filling.session.set(ROOT + name, value),)
        except FieldappError as error:  # the form does not take it: what stood there stands, what it took is stored
            self._screen.show()
            self._background.failed.emit(error)
        return steps

    def _keep(self, worked_out: Saving) -> None:
        """Store what was worked out, in one transaction."""
        changed = news(self._known, worked_out.given, worked_out.steps)
        if not changed:
            self._screen.show_steps(worked_out.steps, worked_out.given)
            return
        self._store(worked_out.with_values(changed))

    def _store(self, saving: Saving) -> None:
        self._known = {**self._known, **saving.values}
        self._under_way += 1
        job = partial(self._save, saving.filling, saving.values, saving.files)
        self._background.writer.run(job, partial(self._was_stored, saving), partial(self._was_refused, saving))

    def _was_stored(self, saving: Saving, _nothing: None) -> None:
        self._under_way -= 1
        if saving.filling.is_of(self._filling):
            self._confirmed = {**self._confirmed, **saving.values}
            self._screen.show_steps(saving.steps, saving.given)
            if saving.undoable:
                self._undo.offer(self._told(saving), partial(self._take_back, saving))
        self._screen.was_stored(saving)

    def _was_refused(self, saving: Saving, error: FieldappError) -> None:
        """Nothing was stored: the form is opened anew with what is, and the error is told."""
        self._under_way -= 1
        if saving.filling.is_of(self._filling) and not self._under_way:
            self._filling = saving.filling.after_failure(self._confirmed)
            self._known = self._confirmed
            self._screen.show()
        self._background.failed.emit(error)

    def _take_back(self, saving: Saving) -> None:
        """Undo: give what stood there before, then what the form had set because of it; the rest follows again."""
        filling = self._filling
        if filling is None or not saving.filling.is_of(filling):
            return
        if saving.whole is not None:
            self._bring_back(filling, saving, saving.whole)
            return
        takes = filling.session.takes_answer
        self.answer({name: text for name, text in saving.before.items() if takes(ROOT + name)}, undoable=False)

    def _bring_back(self, filling: Filling, saving: Saving, whole: dict[str, str]) -> None:
        """Rows went: no answer brings them back to their place, so the form stands again as it was."""
        self._filling = filling.with_answers(whole)
        values = way_back(self._known, saving.values, self._filling.answers())
        rows = tuple(path for step in saving.steps for path in step.removed)
        self._store(Saving(self._filling, values, (), (ChangeSet(added=rows),), undoable=False))

    def _told(self, saving: Saving) -> str:
        """Say what was stored: "垫布已打勾"."""
        if saving.told:
            return saving.told
        name, value = next(iter(saving.values.items()))
        row = self._screen.row(name)
        title = row.title if row is not None else name
        if row is None or row.input != "acknowledge":
            return self._words.say("undo.changed", title=title)
        if len(saving.values) > 1:
            return self._words.say("undo.ticked_many", count=len(saving.values))
        return self._words.say("undo.ticked" if value == DONE_ANSWER else "undo.unticked", title=title)
