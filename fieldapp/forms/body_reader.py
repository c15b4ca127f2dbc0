"""The body of an XForm to controls and actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fieldapp.forms.binds import JAVAROSA_NAMESPACE
from fieldapp.forms.controls import Control, ControlKind, Item, Itemset, SetValue, event_named
from fieldapp.forms.reading import FormReading, child_named, resolve_path
from fieldapp.forms.wording import Label
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.selections import list_named

_PREDICATE = re.compile(r"\[[^\]]*\]")
_KINDS = {kind.value: kind for kind in ControlKind}
_OWN_ATTRIBUTES = frozenset({"ref", "nodeset", "bind", "appearance", "count", "noAddRemove"})


def repeat_paths(body: Node | None, root: str) -> frozenset[str]:
    """The paths that the body repeats."""
    if body is None:
        return frozenset()
    elements = (node for node in body.descendants() if node.name == "repeat")
    return frozenset(resolve_path(_reference(node), _base(node, root)) for node in elements)


def attribute_paths(document: Node, root: str) -> frozenset[str]:
    """The paths of the attributes that binds and actions name."""
    named = (_reference(node) for node in document.descendants() if node.name in ("bind", "setvalue"))
    return frozenset(resolve_path(_PREDICATE.sub("", path), root) for path in named if "/@" in path)


def _reference(element: Node) -> str:
    return element.attribute("nodeset") or element.attribute("ref") or ""


def _base(element: Node, root: str) -> str:
    """The path that references of an element are relative to: its nearest ancestor's with one."""
    for ancestor in element.ancestors():
        reference = _reference(ancestor)
        if reference and ancestor.name in _KINDS:
            return resolve_path(reference, _base(ancestor, root))
    return root


class BodyReader:
    """Reads controls; `bind_ids` resolves controls that name a bind instead of a path."""

    def __init__(self, reading: FormReading, bind_ids: Mapping[str, str]) -> None:
        self._reading = reading
        self._bind_ids = bind_ids

    def controls(self, element: Node, base: str) -> tuple[Control, ...]:
        """The controls directly inside an element."""
        return tuple(self._control(child, base) for child in element.elements() if child.name in _KINDS)

    def actions(self, element: Node, base: str, source: str) -> Iterator[SetValue]:
        """The actions of an element and of everything inside it."""
        for child in element.elements():
            if child.name == "setvalue":
                yield from self._set_value(child, base, source)
            elif child.name in _KINDS:
                path = self._path(child, base)
                yield from self.actions(child, path or base, path or source)
            elif child.attribute("event") is not None:
                self._reading.pass_over_action(child.qualified_name, child.attribute("ref") or base)

    def _path(self, element: Node, base: str) -> str:
        named = element.attribute("bind")
        if named is not None:
            return self._bind_ids.get(named, named)
        reference = _reference(element)
        return resolve_path(reference, base) if reference else ""

    def _control(self, element: Node, base: str) -> Control:
        kind = _KINDS[element.name]
        path = self._path(element, base)
        if path or kind is not ControlKind.GROUP:
            self._reading.expect_node(path, "ref")
        inside = path or base
        count = element.attribute("count", JAVAROSA_NAMESPACE)
        return Control(
            kind=kind,
            path=path,
            appearance=tuple((element.attribute("appearance") or "").split()),
            label=self._text(element, "label", path),
            hint=self._text(element, "hint", path),
            items=tuple(self._items(element, path)),
            itemset=self._itemset(element, path),
            children=self.controls(element, inside),
            attributes={item.name: item.text for item in element.attributes if item.name not in _OWN_ATTRIBUTES},
            count=self._reading.expression(count, path, "count"),
            fixed=element.attribute("noAddRemove", JAVAROSA_NAMESPACE) is not None,
        )

    def _text(self, element: Node, name: str, path: str) -> Label | None:
        found = child_named(element, name)
        return None if found is None else self._reading.label(found, path, name)

    def _items(self, element: Node, path: str) -> Iterator[Item]:
        for item in (child for child in element.elements() if child.name == "item"):
            value = child_named(item, "value")
            yield Item(
                "" if value is None else value.string_value().strip(),
                self._text(item, "label", path) or Label(),
            )

    def _itemset(self, element: Node, path: str) -> Itemset | None:
        found = child_named(element, "itemset")
        if found is None:
            return None
        value, label = child_named(found, "value"), child_named(found, "label")
        nodes = self._reading.expression(found.attribute("nodeset"), path, "choices")
        value_reference = "value" if value is None else value.attribute("ref") or "value"
        bound_value = self._reading.expression(value_reference, path, "choices")
        if nodes is None or bound_value is None:
            return None
        label_reference = value_reference if label is None else label.attribute("ref") or value_reference
        shown = self._reading.reference_label(label_reference, path, "choices")
        return Itemset(nodes, bound_value, shown, list_named(nodes.syntax))

    def _set_value(self, element: Node, base: str, source: str) -> Iterator[SetValue]:
        target = self._path(element, base)
        names = (element.attribute("event") or "").split()
        events = frozenset(event for name in names if (event := event_named(name)) is not None)
        if not events:
            self._reading.pass_over_action(f"setvalue {' '.join(names)}".strip(), target)
        path = _PREDICATE.sub("", target)
        if events and self._reading.expect_node(path, "setvalue") is not None:
            value = self._reading.expression(element.attribute("value"), path, "setvalue")
            chosen = None if path == target else self._reading.expression(target, path, "setvalue")
            yield SetValue(events, source, path, value, element.string_value(), chosen)
