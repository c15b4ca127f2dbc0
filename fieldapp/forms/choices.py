"""Choices of a question: written in the body, from an instance of the form, or from a long list outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from fieldapp.forms.controls import Control, Itemset
from fieldapp.forms.environment import FormEnvironment
from fieldapp.forms.itext import language_code
from fieldapp.forms.questions import Choice
from fieldapp.forms.wording import Wording
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.nodes import Node, NodeKind
from fieldapp.forms.xpath.values import to_string

_HINT = "hint_"


class ChoiceSource(Protocol):
    """Long lists that live outside of the form (parts, customers), so that they are never loaded whole."""

    def rows(self, list_id: str, equal: Mapping[str, str]) -> Iterable[Mapping[str, str]]:
        """The rows of a list as column -> text; at least those whose columns equal the given texts.

        `equal` is what could be read off the form's filter; the form filters again itself. An unknown list has
        no rows.
        """
        ...


class NoLists:
    """The source of a form without lists outside."""

    def rows(self, list_id: str, equal: Mapping[str, str]) -> Iterable[Mapping[str, str]]:
        """No rows."""
        return ()


class Instances:
    """The instances that expressions may name: those in the form, and lists outside as if they were in it."""

    def __init__(self, inside: Mapping[str, Node], source: ChoiceSource) -> None:
        self._inside = inside
        self._source = source
        self._narrowed: dict[str, Node] = {}
        self._whole: dict[str, Node] = {}

    def find(self, instance_id: str) -> Node | None:
        """The `<instance>` element of an id."""
        instance = self._inside.get(instance_id)
        if instance is None or not self.is_outside(instance_id):
            return instance
        if instance_id in self._narrowed:
            return self._narrowed[instance_id]
        if instance_id not in self._whole:
            self._whole[instance_id] = _as_instance(self._source.rows(instance_id, {}))
        return self._whole[instance_id]

    def is_outside(self, instance_id: str) -> bool:
        """Whether the form only names this instance and its rows come from the source."""
        instance = self._inside.get(instance_id)
        return instance is not None and next(instance.elements(), None) is None

    def narrow(self, instance_id: str, equal: Mapping[str, str]) -> None:
        """Let an outside list be only the rows that equal the given texts, until `widen`."""
        self._narrowed[instance_id] = _as_instance(self._source.rows(instance_id, equal))

    def widen(self) -> None:
        """Let every list be whole again."""
        self._narrowed.clear()


def _as_instance(rows: Iterable[Mapping[str, str]]) -> Node:
    instance = Node(NodeKind.ELEMENT, "instance")
    root = instance.append(Node(NodeKind.ELEMENT, "root"))
    for row in rows:
        item = root.append(Node(NodeKind.ELEMENT, "item"))
        for column, text in row.items():
            item.append(Node(NodeKind.ELEMENT, column)).set_text(text)
    return instance


class ChoiceReader:
    """Works out the choices of questions in one language."""

    def __init__(self, instances: Instances, environment: FormEnvironment) -> None:
        self._instances = instances
        self._environment = environment

    def choices(self, control: Control, node: Node, texts: Mapping[str, Wording]) -> tuple[Choice, ...]:
        """The choices of a question as it stands."""
        context = Context(node, self._environment)
        fixed = tuple(Choice(item.value, item.label.text(context, texts)) for item in control.items)
        if control.itemset is None:
            return fixed
        return fixed + tuple(self._from_itemset(control.itemset, context, texts))

    def _from_itemset(self, itemset: Itemset, context: Context, texts: Mapping[str, Wording]) -> Iterator[Choice]:
        for node in self._nodes(itemset, context):
            inside = Context(node, self._environment, current=context.node)
            value = itemset.value.string(inside)
            if value:
                columns = _columns(node, value)
                hint = columns.get(f"{_HINT}{language_code(self._environment.language)}", "")
                others = {name: text for name, text in columns.items() if not name.startswith(_HINT)}
                yield Choice(value, itemset.label.text(inside, texts), hint, others)

    def _nodes(self, itemset: Itemset, context: Context) -> list[Node]:
        if not self._instances.is_outside(itemset.list_id):
            return itemset.nodes.nodes(context)
        # Only what the filter asks for is fetched; the expression then runs on those rows as on any others.
        equal = {column: to_string(wanted(context)) for column, wanted in itemset.criteria}
        self._instances.narrow(itemset.list_id, equal)
        try:
            return itemset.nodes.nodes(context)
        finally:
            self._instances.widen()


def _columns(node: Node, value: str) -> dict[str, str]:
    cells = {cell.name: cell.string_value() for cell in node.elements()}
    return {name: text for name, text in cells.items() if name not in ("itextId", "label") and text != value}
