"""What is typed to find choices of long lists, question by question, while a form is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fieldapp.forms.questions import QuestionState
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.visit_rows import QuestionRow, answer_name, question_rows
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: how many, and whether there are more than are shown."""

    text: str
    count: int
    more: bool


class ChoiceSearches:
    """Shows, of questions that are searched, what was found instead of their first choices."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._hits: dict[str, Hits] = {}

    def note(self, path: str, text: str) -> None:
        """Search the question at an address for words; "" shows its first choices again."""
        self._texts[path] = text
        self._hits.pop(path, None)

    def forget(self) -> None:
        """Another form is open."""
        self._texts.clear()
        self._hits.clear()

    def rows(
        self, session: FormSession, questions: Iterable[QuestionState], words: Words, ask: bool
    ) -> tuple[QuestionRow, ...]:
        """The questions as they are shown; what is chosen comes first, whatever is searched for."""
        rows = question_rows(self._applied(session, questions), words, ask)
        hits = {answer_name(path): found for path, found in self._hits.items()}
        return tuple(_marked(row, hits[row.name]) if row.name in hits else row for row in rows)

    def _applied(self, session: FormSession, questions: Iterable[QuestionState]) -> Iterator[QuestionState]:
        for question in questions:
            text = self._texts.get(question.path, "").strip()
            yield self._searched(session, question, text) if text else _chosen_first(question)

    def _searched(self, session: FormSession, question: QuestionState, text: str) -> QuestionState:
        page = session.search_choices(question.path, text)
        self._hits[question.path] = Hits(text, len(page.choices), page.more)
        values = {choice.value for choice in page.choices}
        chosen = (question.value, *question.selected)
        kept = tuple(choice for choice in question.choices if choice.value in chosen and choice.value not in values)
        return _chosen_first(replace(question, choices=(*kept, *page.choices)))


def _chosen_first(question: QuestionState) -> QuestionState:
    """The question with what is chosen before its other choices, where only some of them are shown."""
    if not question.has_more:
        return question
    chosen = (question.value, *question.selected)
    return replace(question, choices=tuple(sorted(question.choices, key=lambda choice: choice.value not in chosen)))


def _marked(row: QuestionRow, hits: Hits) -> QuestionRow:
    return replace(row, searched=hits.text, hits=hits.count, moreHits=hits.more)
