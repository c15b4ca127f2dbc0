"""What a session holds about one element of its data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.forms.offers import Offer
from fieldapp.forms.questions import ProblemKind
from fieldapp.forms.xpath.nodes import Node


class NodeState:
    """What holds for one element now.

    `stored` is the answer that was given; what the form sees of it is `shown()`.
    """

    __slots__ = (
        "choices",
        "label",
        "own_readonly",
        "own_relevant",
        "problem",
        "readonly",
        "relevant",
        "required",
        "stored",
    )

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self.own_relevant = True
        self.relevant = True
        self.required = False
        self.own_readonly = False
        self.readonly = False
        self.problem: ProblemKind | None = None
        self.choices: Offer | None = None
        self.label = ""

    def facts(self, value: str) -> tuple[object, ...]:
        """Everything that a change set tells about, in the order of `Aspect`."""
        return (value, self.relevant, self.required, self.readonly, self.problem, self.choices, self.label)

    def shown(self) -> str:
        """The answer that counts: none while not relevant, and of a select only what is on offer."""
        if not self.relevant:
            return ""
        if self.choices is None or not self.stored:
            return self.stored
        return self.choices.kept(self.stored)


@dataclass(frozen=True, slots=True)
class Readers:
    """What the recalculation asks of the session: choices, label and hint of a question as it stands."""

    choices: Callable[[Node], Offer]
    label: Callable[[Node], str]
