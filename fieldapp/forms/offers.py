"""What a select has to offer now: its choices, or of a list outside of the form a page of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fieldapp.forms.questions import Choice


def _nothing_further(_value: str) -> Choice | None:
    return None


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices of one question.

    `choices` are all of them, or of a list outside the first page; `total` counts them all. `missing` names a list
    that is not here, which cannot judge an answer. Two offers are equal when they offer the same: `asked` are the
    texts by which an outside list is filtered.
    """

    choices: tuple[Choice, ...] = ()
    total: int = 0
    missing: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    by_value: Mapping[str, Choice] = field(default_factory=dict, compare=False, repr=False)
    further: Callable[[str], Choice | None] = field(default=_nothing_further, compare=False, repr=False)

    def find(self, value: str) -> Choice | None:
        """The choice of a value, also one that is not on the page."""
        return self.by_value.get(value) or self.further(value)

    def kept(self, answer: str, *, is_one: bool = False) -> str:
        """The part of an answer that is on offer; all of it where the list is missing.

        A value with spaces is one value; what is not is a list of values unless `is_one`.
        """
        if self.missing or not answer or self.find(answer) is not None:
            return answer
        return "" if is_one else " ".join(value for value in answer.split() if self.find(value) is not None)

    def with_chosen(self, answer: str) -> tuple[Choice, ...]:
        """The page, and before it the chosen values that are not on it."""
        values = () if not answer or answer in self.by_value else (answer, *answer.split())
        chosen = (self.further(value) for value in dict.fromkeys(values) if value not in self.by_value)
        return (*(choice for choice in chosen if choice is not None), *self.choices)


NOTHING = Offer()
"""The offer of a question that is no select."""


def offer_of(choices: tuple[Choice, ...]) -> Offer:
    """The offer of choices that are all there."""
    return Offer(choices, len(choices), by_value=_by_value(choices))


def page_of(
    choices: tuple[Choice, ...],
    total: int,
    further: Callable[[str], Choice | None],
    asked: Mapping[str, str],
) -> Offer:
    """The offer of a list of which these are the first choices."""
    return Offer(choices, total, "", tuple(sorted(asked.items())), _by_value(choices), further)


def _by_value(choices: tuple[Choice, ...]) -> dict[str, Choice]:
    return {choice.value: choice for choice in reversed(choices)}


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """Choices that a search found; `more`: there are further ones."""

    choices: tuple[Choice, ...]
    more: bool
