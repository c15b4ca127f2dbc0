"""What a session shows: questions, choices, problems and what a change changed. Nothing here can alter the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind


class Aspect(Enum):
    """What about a path changed."""

    VALUE = "value"
    RELEVANT = "relevant"
    REQUIRED = "required"
    READONLY = "readonly"
    VALIDITY = "validity"
    CHOICES = "choices"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The smallest set of paths that one operation changed; repeat instances that came or went by address.

    `answers` are to be stored: the answers that changed, "" for one that is gone. After opening, the first set also
    holds what opening gave (defaults, calculations). `replaced` is what stood where an answer was given or set.
    """

    changes: Mapping[str, frozenset[Aspect]] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes or self.added or self.removed)

    def changed(self, aspect: Aspect) -> frozenset[str]:
        """The paths of which this aspect changed."""
        return frozenset(path for path, aspects in self.changes.items() if aspect in aspects)


class ProblemKind(Enum):
    """Why an answer does not stand; `code` names its words."""

    REQUIRED = "required"
    CONSTRAINT = "constraint"
    ROWS = "too-many-rows"

    @property
    def code(self) -> str:
        """Code of the words to show where the author wrote none."""
        return f"forms.answer.{self.value}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that stops the form from being complete; `message` is the author's, "" when there is none."""

    path: str
    kind: ProblemKind
    label: str
    message: str = ""


class Limit(Enum):
    """Where a reading lies against the soft limits `fa:low` and `fa:high`; it never blocks an answer."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; `attributes` are the further columns of its list (an icon, a filter column).

    `hint` comes from the list's column for the language (`hint_zh`, `hint_en`). `media` are what the label brings
    along, as in `QuestionState`.
    """

    value: str
    label: str
    hint: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question as it stands now, in the language of the session.

    `path` is its address (`/data/name`, in repeats `/data/parts[2]/name`). `section` is the address of the group or
    repeat instance around it, "" at the top; `section_label` its label. `attributes` are those of namespace
    `http://fieldapp/forms` (`unit`, `low`, `high`, `icon`, `tag`, `mandatory`), `settings` the control's own (`start`,
    `end`, `step`, `mediatype`). `phrases` are texts to put in with one tap.

    `guidance` explains more than the hint does, for who asks for it; `short` is a shorter label, "" for none. `media`
    are the files that the label brings along in the language in use: `image`, `big-image`, `audio`, `video` -> address
    as the form writes it (`jr://images/board.jpg`).

    Of a list outside of the form `choices` are what is chosen and the first page; `choices_total` counts them all.
    `list_missing` names a list that is not here: its words are those of `forms.list.missing`.
    """

    path: str
    kind: ControlKind
    data_type: DataType
    value: str
    label: str = ""
    hint: str = ""
    guidance: str = ""
    short: str = ""
    media: Mapping[str, str] = field(default_factory=dict)
    appearance: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    choices_total: int = 0
    list_missing: str = ""
    required: bool = False
    readonly: bool = False
    problem: Problem | None = None
    limit: Limit | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    section: str = ""
    section_label: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there are choices beside those on the page; `search_choices` of the session finds them."""
        return self.choices_total > len(self.choices)

    @property
    def selected(self) -> tuple[str, ...]:
        """The chosen values of a select."""
        return tuple(self.value.split())


@dataclass(frozen=True, slots=True)
class RepeatState:
    """A repeat as it stands now: `path` without a position of its own, and whether instances may come and go."""

    path: str
    label: str
    instances: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class FieldState:
    """A node of the data, asked or not: what a check of the engine or an export looks at.

    `value` is what was given and what expressions see, `written` the same as an instance document spells it.
    """

    path: str
    is_group: bool
    relevant: bool
    value: str = ""
    written: str = ""
    required: bool = False
    readonly: bool = False
    problem: ProblemKind | None = None
