"""The body of a form: questions, groups and repeats in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from fieldapp.forms.wording import Label
from fieldapp.forms.xpath.compiler import Expression


class ControlKind(Enum):
    """What a control is to the one who fills in the form."""

    INPUT = "input"
    SELECT_ONE = "select1"
    SELECT_MANY = "select"
    RANK = "rank"
    TRIGGER = "trigger"
    RANGE = "range"
    UPLOAD = "upload"
    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Item:
    """A choice written in the body."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices from an instance: which nodes, and in each of them the value and the label.

    `label` is run in the context of the choice's node. `list_id` names the instance, "" when it is not a named one.
    """

    nodes: Expression
    value: Expression
    label: Label
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One control. `path` is the path without positions, "" for a group that stands for no node.

    `attributes` are the control's own (`mediatype`, `start`, `end`, `step`, `rows` …). `count` says how many
    instances a repeat has; None leaves it to who fills in the form, unless `fixed`.
    """

    kind: ControlKind
    path: str
    appearance: tuple[str, ...] = ()
    label: Label | None = None
    hint: Label | None = None
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    children: tuple[Control, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    count: Expression | None = None
    fixed: bool = False

    def walk(self) -> Iterator[Control]:
        """This control and all inside it."""
        yield self
        for child in self.children:
            yield from child.walk()


def enclosing(
    controls: tuple[Control, ...], above: tuple[Control, ...] = ()
) -> Iterator[tuple[str, tuple[Control, ...]]]:
    """The path of each control with the controls around it, outermost first."""
    for control in controls:
        if control.path:
            yield control.path, above
        yield from enclosing(control.children, (*above, control))


class FormEvent(Enum):
    """When an action runs."""

    FIRST_LOAD = "odk-instance-first-load"
    LOAD = "odk-instance-load"
    NEW_REPEAT = "odk-new-repeat"
    VALUE_CHANGED = "xforms-value-changed"
    FINISHED = "xforms-revalidate"


# Names of events in older forms.
_FORMER_EVENTS = MappingProxyType({"xforms-ready": FormEvent.FIRST_LOAD, "jr-insert": FormEvent.NEW_REPEAT})


def event_named(name: str) -> FormEvent | None:
    """The event of a name, None for one that never happens here."""
    known = next((event for event in FormEvent if event.value == name), None)
    return known or _FORMER_EVENTS.get(name)


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action that sets `target` to the value of an expression, or to fixed text, when an event happens.

    `source` is the path of the control that it stands in, "" for the model. `chosen` gives the nodes where the form
    picks some of the target's by a condition.
    """

    events: frozenset[FormEvent]
    source: str
    target: str
    value: Expression | None
    text: str
    chosen: Expression | None = None
