"""What a filled-in form may hold, so that no answer and no formula can fill the tablet's memory or break its store."""

from __future__ import annotations

import re
from collections.abc import Callable

from fieldapp.forms.errors import AnswerError

LONGEST_ANSWER = 65_536
"""Characters of one answer at the most: some forty pages. What is longer belongs into a file."""
MOST_ROWS = 1_000
"""Rows of one repeat at the most, twice the largest that a visit is meant to have: what each row reads of all others
grows with their square."""
MOST_ELEMENTS = 40_000
"""Elements of a form's data at the most, all rows of all repeats together."""

# What XML 1.0 (section 2.2) cannot write: control characters, halves of surrogate pairs, two marks that are no text.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STANDS_FOR_IT = "�"


def can_hold(text: str) -> bool:
    """Whether a text can be an answer."""
    return len(text) <= LONGEST_ANSWER and _UNSTORABLE.search(text) is None


def check_answer(path: str, text: str) -> None:
    """Refuse what a person, a scanner or a file gives and no form can hold.

    Errors: `forms.answer.too-long`, `forms.answer.characters` with the first such character.
    """
    if len(text) > LONGEST_ANSWER:
        raise AnswerError("forms.answer.too-long", path=path, limit=LONGEST_ANSWER)
    found = _UNSTORABLE.search(text)
    if found is not None:
        raise AnswerError("forms.answer.characters", path=path, character=f"{ord(found[0]):04X}")


def calculated(text: str, path: Callable[[], str]) -> str:
    """A text that a formula made, with U+FFFD for each character that cannot be stored.

    Error: `forms.answer.too-long`: a formula that doubles a text, again and again, must end somewhere.
    """
    if len(text) > LONGEST_ANSWER:
        raise AnswerError("forms.answer.too-long", path=path(), limit=LONGEST_ANSWER)
    return _UNSTORABLE.sub(_STANDS_FOR_IT, text) if _UNSTORABLE.search(text) else text
