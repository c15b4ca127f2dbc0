"""What is said beside a question: its hint, what is wrong with its answer, its tag, the words of its choices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldapp.forms.errors import ListMissing
from fieldapp.forms.questions import Choice, QuestionState
from fieldapp.ui.words import Words

PICTURE = re.compile(r"([0-9a-f]{64})\.(jpg|png)")
"""An answer that is a picture: the hash of its file and how it ends."""


def told_words(answer: str, words: Words) -> str:
    """Return an answer as a person reads it in a list of answers: a picture is not its file's name."""
    return words.say("answer.picture") if PICTURE.fullmatch(answer) else answer


def hint_words(question: QuestionState, words: Words) -> str:
    """Return the hint; of a question whose list is not on this tablet, that it is missing and what helps."""
    if not question.list_missing:
        return question.hint
    told = words.error(ListMissing("forms.list.missing", list=question.list_missing))
    return f"{told.what} · {told.do}"


def choice_words(choice: Choice, words: Words) -> dict[str, str]:
    """Return hint and icon of a choice: columns of its list."""
    hint = choice.attributes.get(f"hint_{words.language}", choice.attributes.get("hint", ""))
    return {"hint": hint, "icon": choice.attributes.get("icon", "")}


def error_words(question: QuestionState, words: Words, ask: bool) -> str:
    """Return what is wrong with the answer; an empty one is only named once the engineer wanted to go on."""
    problem = question.problem
    if problem is None or not (question.value or ask):
        return ""
    return problem.message or words.say(f"answer.{problem.kind.value}")


def tag_words(attributes: Mapping[str, str], words: Words) -> str:
    """Return the word of a question's tag ("五个一"), "" for a tag without words."""
    tag = attributes.get("tag", "")
    return words.say(f"tag.{tag}") if tag and words.knows(f"tag.{tag}") else ""
