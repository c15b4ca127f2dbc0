"""What is typed to find choices of long lists, question by question, while a form is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fieldapp.forms.questions import QuestionState
from fieldapp.forms.session import FormSession


class ChoiceSearches:
    """Shows, of questions that are searched, what was found instead of their first choices."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def note(self, path: str, text: str) -> None:
        """Search the question at an address for words; "" shows its first choices again."""
        self._texts[path] = text

    def forget(self) -> None:
        """Another form is open."""
        self._texts.clear()

    def applied(self, session: FormSession, questions: Iterable[QuestionState]) -> Iterator[QuestionState]:
        """The questions as they are shown; what is chosen stays in sight whatever is searched for."""
        for question in questions:
            text = self._texts.get(question.path, "").strip()
            yield self._searched(session, question, text) if text else question

    def _searched(self, session: FormSession, question: QuestionState, text: str) -> QuestionState:
        found = session.search_choices(question.path, text).choices
        values = {choice.value for choice in found}
        chosen = (question.value, *question.selected)
        kept = tuple(choice for choice in question.choices if choice.value in chosen and choice.value not in values)
        return replace(question, choices=(*kept, *found))
