"""A question as a row for its editor: pure functions, no Qt object but Words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.forms.choices import PAGE
from fieldapp.forms.questions import Choice, QuestionState
from fieldapp.ui.viewmodels.editors import WIDE, Editor, editor_of
from fieldapp.ui.viewmodels.question_words import choice_words, error_words, hint_words, tag_words
from fieldapp.ui.words import Words

SHORT_CHOICES = 4
"""So many answers stand side by side; a question with more takes the whole width."""
DONE_ANSWER = "OK"
"""What an acknowledge question holds once it is ticked (XForms trigger)."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question for an editor of `inputs/`: `input` is the value of its Editor; `InputFrame.qml` says what it reads.

    `longList` counts the choices of a list that is searched, 0 for one that is shown whole; `searched` is what was
    looked for among them, `hits` how many of them hold it, `moreHits` whether there are more than these. `wide` asks
    for the whole width of the page. `look` is the appearance, `settings` are the control's own (`start`, `end`,
    `step`) and the answer's `type`. `block` is the address of the card that the row stands in, "" for none;
    `removable` says that a row of a repeat may be taken out (only where `input` is "section"). `picture` is where QML
    finds the picture of an answer, "missing" for one that is not on this tablet.
    """

    name: str
    input: str
    title: str
    hint: str = ""
    value: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)
    needed: bool = False
    readOnly: bool = False
    error: str = ""
    unit: str = ""
    limitText: str = ""
    limitState: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)
    mandatory: bool = False
    tagText: str = ""
    longList: int = 0
    wide: bool = True
    searched: str = ""
    hits: int = 0
    moreHits: bool = False
    picture: str = ""
    guidance: str = ""
    look: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    block: str = ""
    removable: bool = False


def question_rows(questions: Iterable[QuestionState], words: Words, ask: bool) -> tuple[QuestionRow, ...]:
    """Return the questions of a form; with `ask`, also what is still missing is said beside them."""
    return tuple(question_row(question, words, ask) for question in questions)


def question_row(question: QuestionState, words: Words, ask: bool) -> QuestionRow:
    """Return one question; beside a mandatory thing that is missing stands what that means (KIT-2)."""
    mandatory = question.attributes.get("mandatory") == "yes"
    lacking = mandatory and question.value != DONE_ANSWER
    editor = editor_of(question)
    is_long = question.choices_total > PAGE
    is_searched = is_long or editor in (Editor.SEARCH_ONE, Editor.SEARCH_MANY)
    return QuestionRow(
        name=answer_name(question.path),
        input=editor.value,
        title=question.label.strip(),
        hint=words.say("visit.without", title=question.label) if lacking else hint_words(question, words),
        value=question.value,
        choices=[_choice(choice, is_long, words) for choice in question.choices],
        needed=question.required,
        readOnly=question.readonly,
        error=error_words(question, words, ask),
        unit=question.attributes.get("unit", ""),
        limitText=limit_text(question.attributes, words),
        limitState=question.limit.value if question.limit is not None else "",
        attributes=dict(question.attributes),
        phrases=list(question.phrases),
        mandatory=mandatory,
        tagText=tag_words(question.attributes, words),
        longList=question.choices_total if is_searched else 0,
        wide=editor in WIDE or is_long or len(question.choices) > SHORT_CHOICES,
        guidance=question.guidance,
        look=list(question.appearance),
        settings={"type": question.data_type.value, **question.settings},
    )


def _choice(choice: Choice, is_long: bool, words: Words) -> dict[str, str]:
    """Return one choice; of a long list (parts) its value is a number that engineers know, and stands beside it."""
    told = choice_words(choice, words)
    if is_long and choice.value not in choice.label:
        told["hint"] = "·".join(text for text in (choice.value, told["hint"]) if text)
    return {"value": choice.value, "label": choice.label, **told}


def answer_name(path: str) -> str:
    """Return the answer's name below the form's root: "/data/tools" is "tools"."""
    return path.removeprefix("/data/")


def limit_text(attributes: Mapping[str, str], words: Words) -> str:
    """Return the soft limits: "15.5–17.0", "≤ −15", or "" without any."""
    low, high = (words.number(attributes.get(name, "")) for name in ("low", "high"))
    if low and high:
        return f"{low}–{high}"
    return f"≤ {high}" if high else (f"≥ {low}" if low else "")
