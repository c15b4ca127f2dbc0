"""What is typed to find choices, question by question, while a form is open: words, and in shorter lists pinyin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from fieldapp.forms.choices import PAGE
from fieldapp.forms.matching import folded, words_in
from fieldapp.forms.offers import ChoicePage
from fieldapp.forms.questions import Choice, QuestionState
from fieldapp.forms.session import FormSession
from fieldapp.search.pinyin import Spelling, sounds_like, spelt
from fieldapp.ui.background import Worker
from fieldapp.ui.viewmodels.question_rows import QuestionRow, answer_name, question_rows
from fieldapp.ui.words import Words

MOST_SPELT = 500
"""Choices of a list that is found by pinyin too; a longer one is searched in the store, by value and label."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: how many, and whether there are more than are shown."""

    text: str
    count: int
    more: bool


class ChoiceSearches:
    """Shows, of questions that are searched, what was found instead of their first choices.

    The first search of a form has the labels of its list spelt on `reader`; until they are, words find them.
    """

    def __init__(self, reader: Worker, spell: Callable[[Iterable[str]], dict[str, Spelling]] = spelt) -> None:
        self._reader = reader
        self._spell = spell
        self._texts: dict[str, str] = {}
        self._hits: dict[str, Hits] = {}
        self._spellings: dict[str, Spelling] = {}
        self._asked: set[str] = set()

    def note(self, path: str, text: str) -> None:
        """Search the question at an address for words; "" shows its first choices again."""
        self._texts[path] = text
        self._hits.pop(path, None)

    def forget(self) -> None:
        """Another form is open."""
        self._texts.clear()
        self._hits.clear()
        self._spellings.clear()
        self._asked.clear()

    def learn(self, session: FormSession, path: str, done: Callable[[], None]) -> None:
        """Have the choices of a question spelt, unless they are or are too many; then call `done` on the UI thread."""
        question = session.question(path)
        if question is None or question.choices_total > MOST_SPELT:
            return
        labels = [choice.label for choice in _all_choices(session, question) if choice.label not in self._asked]
        if labels:
            self._asked.update(labels)
            self._reader.run(partial(self._spell, labels), partial(self._spelt, done))

    def rows(
        self, session: FormSession, questions: Iterable[QuestionState], words: Words, ask: bool
    ) -> tuple[QuestionRow, ...]:
        """The questions as they are shown; what is chosen comes first, whatever is searched for."""
        rows = question_rows(self._applied(session, questions), words, ask)
        hits = {answer_name(path): found for path, found in self._hits.items()}
        return tuple(_marked(row, hits[row.name]) if row.name in hits else row for row in rows)

    def _spelt(self, done: Callable[[], None], found: Mapping[str, Spelling]) -> None:
        self._spellings.update(found)
        done()

    def _applied(self, session: FormSession, questions: Iterable[QuestionState]) -> Iterator[QuestionState]:
        for question in questions:
            text = self._texts.get(question.path, "").strip()
            yield self._searched(session, question, text) if text else _chosen_first(question)

    def _searched(self, session: FormSession, question: QuestionState, text: str) -> QuestionState:
        page = self._page(session, question, text)
        self._hits[question.path] = Hits(text, len(page.choices), page.more)
        values = {choice.value for choice in page.choices}
        chosen = (question.value, *question.selected)
        kept = tuple(choice for choice in question.choices if choice.value in chosen and choice.value not in values)
        return _chosen_first(replace(question, choices=(*kept, *page.choices)))

    def _page(self, session: FormSession, question: QuestionState, text: str) -> ChoicePage:
        if question.choices_total > MOST_SPELT:
            return session.search_choices(question.path, text)
        found = [choice for choice in _all_choices(session, question) if self._is_found(choice, words_in(text))]
        return ChoicePage(tuple(found[:PAGE]), more=len(found) > PAGE)

    def _is_found(self, choice: Choice, words: list[str]) -> bool:
        """Tell whether each word is in value or label, or is how a part of the label is spoken."""
        texts = (folded(choice.value), folded(choice.label))
        spelling = self._spellings.get(choice.label, ())
        return all(any(word in text for text in texts) or sounds_like(word, spelling) for word in words)


def _all_choices(session: FormSession, question: QuestionState) -> tuple[Choice, ...]:
    """Return every choice of a question, also those behind its first page."""
    if not question.has_more:
        return question.choices
    return tuple(session.search_choices(question.path, "", most=question.choices_total).choices)


def _chosen_first(question: QuestionState) -> QuestionState:
    """The question with what is chosen before its other choices, where only some of them are shown."""
    if not question.has_more:
        return question
    chosen = (question.value, *question.selected)
    return replace(question, choices=tuple(sorted(question.choices, key=lambda choice: choice.value not in chosen)))


def _marked(row: QuestionRow, hits: Hits) -> QuestionRow:
    return replace(row, searched=hits.text, hits=hits.count, moreHits=hits.more)
