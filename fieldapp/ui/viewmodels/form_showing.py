"""From a session to rows: what was found by a search, what the engineer often writes, pictures, and cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from fieldapp.domain.process import Phrase
from fieldapp.forms.questions import QuestionState
from fieldapp.forms.session import FormSession
from fieldapp.ui.background import Worker
from fieldapp.ui.viewmodels.answer_pictures import AnswerPictures
from fieldapp.ui.viewmodels.choice_searches import ChoiceSearches
from fieldapp.ui.viewmodels.editors import Editor
from fieldapp.ui.viewmodels.form_layout import FormLayout
from fieldapp.ui.viewmodels.question_rows import QuestionRow
from fieldapp.ui.words import Words
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.workflow.wording import offered

_PICTURES = frozenset({Editor.PICTURE.value, Editor.SIGNATURE.value})


class FormShowing:
    """Makes the rows of the form that is open; `ask`: what is missing is said beside each question.

    `closed`: the visit is over, what was answered can be read and nothing is answered any more (PRO-4).
    """

    def __init__(self, words: Words, pictures: AnswerPictures, reader: Worker) -> None:
        self._words = words
        self._pictures = pictures
        self._searches = ChoiceSearches(reader)
        self._layout: FormLayout | None = None
        self._habits: Mapping[str, tuple[str, ...]] = {}
        self._phrases: tuple[Phrase, ...] = ()
        self.ask = self.closed = False

    def begin(self, session: FormSession, phrases: tuple[Phrase, ...] = ()) -> None:
        """Show another form: nothing is searched or asked for yet. `phrases` are the company's wording (ACC-4)."""
        self._phrases = phrases
        self.ask = False
        self._searches.forget()
        self._pictures.forget()
        self._habits = {}
        self._layout = FormLayout(session.form)

    def learn_habits(self, habits: Mapping[str, tuple[str, ...]]) -> None:
        """Offer, beside the author's phrases, what this engineer often writes: by question."""
        self._habits = habits

    def search(self, session: FormSession, name: str, text: str, show: Callable[[], None]) -> None:
        """Search the choices of a question; `show` is called when they were learned by pinyin too."""
        self._searches.note(ROOT + name, text)
        if text:
            self._searches.learn(session, ROOT + name, show)

    def found(self, name: str) -> None:
        """The search for an answer is over."""
        self._searches.note(ROOT + name, "")

    def whole(self, session: FormSession) -> tuple[QuestionRow, ...]:
        """Return all rows, with what stands between them."""
        questions = session.questions()
        rows = self.some(session, questions)
        whole = rows if self._layout is None else self._layout.rows(session, questions, rows)
        if not self.closed:
            return whole
        return tuple(replace(row, removable=False) for row in whole if row.input != Editor.ROWS.value)

    def some(self, session: FormSession, questions: Iterable[QuestionState]) -> tuple[QuestionRow, ...]:
        """Return the rows of some questions."""
        asked = tuple(questions)
        rows = self._searches.rows(session, asked, self._words, self.ask)
        return tuple(self._finished(row, question.path) for row, question in zip(rows, asked, strict=True))

    def _finished(self, row: QuestionRow, path: str) -> QuestionRow:
        if row.input in _PICTURES:
            row = replace(row, picture=self._pictures.address(row.value))
        elif row.input == Editor.TEXT.value:
            own = [text for text in self._habits.get(row.name, ()) if text not in row.phrases]
            wording = offered(row.name, row.value, self._phrases)
            row = replace(row, phrases=[*row.phrases, *own], attributes={**row.attributes, "wording": wording})
        if self.closed:
            row = replace(row, readOnly=True, needed=False, error="")
        return row if self._layout is None else self._layout.placed(row, path)
