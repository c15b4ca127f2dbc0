"""The live data of one session: the instance tree, its repeat instances and the addresses of its nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fieldapp.forms.capacity import MOST_ELEMENTS, MOST_ROWS
from fieldapp.forms.schema import Schema, SchemaNode, is_template
from fieldapp.forms.xpath.nodes import Node, NodeKind

_STEP = re.compile(r"(?P<name>[^\[\]]+)(?:\[(?P<position>[0-9]{1,9})\])?")
_POSITION = re.compile(r"\[[0-9]*\]")


class InstanceTree:
    """The tree under `document`; `schema_of` gives the path of each of its elements, `only` the one element of each
    path outside of repeats."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.schema_of: dict[Node, SchemaNode] = {}
        self.only: dict[SchemaNode, Node] = {}
        self._places: dict[Node, int] = {}
        self.document = Node(NodeKind.DOCUMENT)
        self.root = self.document.append(self._grow(schema.root.prototype, schema.root))

    def _grow(self, prototype: Node, schema: SchemaNode) -> Node:
        """A copy of a prototype without the templates in it."""
        element = Node(NodeKind.ELEMENT, prototype.name, prefix=prototype.prefix, namespace=prototype.namespace)
        element.declared = prototype.declared
        self.schema_of[element] = schema
        if not schema.repeats:
            self.only[schema] = element
        for attribute in prototype.attributes:
            if attribute.name != "template":
                element.set_attribute(
                    attribute.name, attribute.text, prefix=attribute.prefix, namespace=attribute.namespace
                )
        if schema.attributes:
            self._enter_attributes(element, schema)
        for child in prototype.children:
            if child.kind is not NodeKind.ELEMENT:
                element.append(child.copy())
                continue
            inner = schema.children[child.qualified_name]
            if not (inner.is_repeat and is_template(child)):
                element.append(self._grow(child, inner))
        return element

    def _enter_attributes(self, element: Node, schema: SchemaNode) -> None:
        for attribute in element.attributes:
            entry = schema.attributes.get(f"@{attribute.qualified_name}")
            if entry is not None:
                self.schema_of[attribute] = entry
                if not entry.repeats:
                    self.only[entry] = attribute

    def nodes(self, top: Node | None = None) -> Iterator[Node]:
        """All that takes a value or holds what does: the elements from `top` down, each with its `attributes`."""
        if not self.schema.has_attributes:
            yield from self.elements(top)
            return
        for element in self.elements(top):
            yield element
            yield from self.attributes(element)

    def attributes(self, element: Node) -> list[Node]:
        """The attributes of an element that the form sets or binds."""
        if not self.schema.has_attributes or not self.schema_of[element].attributes:
            return []
        return [attribute for attribute in element.attributes if attribute in self.schema_of]

    def elements(self, top: Node | None = None) -> Iterator[Node]:
        """All elements from `top` down in document order."""
        stack = [self.root if top is None else top]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if child.kind is NodeKind.ELEMENT)

    def under(self, scope: Node, target: SchemaNode) -> list[Node]:
        """The elements of a path at or below `scope`, in order."""
        start = self.schema_of[scope]
        lineage = target.lineage
        if start not in lineage:
            return []
        if not target.repeats:
            return [self.only[target]]
        nodes = [scope]
        for schema in lineage[lineage.index(start) + 1 :]:
            nodes = [child for node in nodes for child in self.instances(node, schema)]
        return nodes

    def instances(self, parent: Node, schema: SchemaNode) -> list[Node]:
        """The children of `parent` that belong to a path."""
        if schema.prototype.kind is NodeKind.ATTRIBUTE:
            return [attribute for attribute in parent.attributes if self.schema_of.get(attribute) is schema]
        alike = parent.elements_named(schema.prototype.name)
        return [child for child in alike if self.schema_of.get(child) is schema]

    def enclosing(self, node: Node, schema: SchemaNode) -> Node:
        """The node itself or its ancestor that belongs to a path above it."""
        if not schema.repeats:
            return self.only[schema]
        while self.schema_of[node] is not schema:
            assert node.parent is not None  # the caller names a path above the node
            node = node.parent
        return node

    def address(self, node: Node) -> str:
        """The address of an element: its path, with positions for repeat instances."""
        schema = self.schema_of[node]
        if node.parent is None or not schema.repeats:
            return schema.path
        step = schema.name
        if schema.is_repeat:
            step = f"{step}[{self._place(node, node.parent, schema)}]"
        return f"{self.address(node.parent)}/{step}"

    def _place(self, instance: Node, parent: Node, repeat: SchemaNode) -> int:
        """Place of an instance in its repeat, from 1 on; known for all of them once one was asked for."""
        if instance not in self._places:
            self._places.update((row, place) for place, row in enumerate(self.instances(parent, repeat), start=1))
        return self._places[instance]

    def range_address(self, parent: Node, repeat: SchemaNode) -> str:
        """The address of a repeat as a whole, which bears no position of its own."""
        return f"{self.address(parent)}/{repeat.name}"

    def find(self, address: str) -> Node | None:
        """The element at an address; a repeat without a position means its first instance."""
        known = self.schema.by_path.get(address)
        if known is not None and not known.repeats:
            return self.only[known]
        node: Node = self.document
        for place, part in enumerate(address.strip("/").split("/")):
            step = _STEP.fullmatch(part)
            if step is None:
                return None
            found = self._step(node, step["name"], int(step["position"] or 1), place)
            if found is None:
                return None
            node = found
        return node if node is not self.document else None

    def _step(self, node: Node, name: str, position: int, place: int) -> Node | None:
        if place == 0:
            return self.root if name == self.schema.root.name and position == 1 else None
        entry = self.schema_of[node]
        schema = entry.children.get(name) or entry.attributes.get(name)
        if schema is None:
            return None
        instances = self.instances(node, schema)
        return instances[position - 1] if 1 <= position <= len(instances) else None

    def find_range(self, address: str) -> tuple[Node, SchemaNode] | None:
        """Parent and path of the repeat at an address without a last position."""
        known = self.schema.by_path.get(address)
        if known is not None and not known.is_repeat:
            return None
        above, _, name = address.rpartition("/")
        parent = self.find(above)
        if parent is None:
            return None
        schema = self.schema_of[parent].children.get(name)
        return (parent, schema) if schema is not None and schema.is_repeat else None

    def names_range(self, address: str) -> bool:
        """Whether an address is that of a repeat as a whole, in whatever row it stands."""
        known = self.schema.by_path.get(_POSITION.sub("", address))
        return known is not None and known.is_repeat and not address.endswith("]")

    def has_room(self, parent: Node, repeat: SchemaNode, rows: int) -> bool:
        """Whether a repeat may have so many rows."""
        more = rows - len(self.instances(parent, repeat))
        if more <= 0 or rows > MOST_ROWS:
            return more <= 0
        return len(self.schema_of) + more * sum(1 for _ in repeat.walk()) <= MOST_ELEMENTS

    def ranges(self) -> Iterable[tuple[Node, SchemaNode]]:
        """Every repeat as a whole, with the node that holds it."""
        for element in self.elements():
            for schema in self.schema_of[element].children.values():
                if schema.is_repeat:
                    yield element, schema

    def add(self, parent: Node, repeat: SchemaNode) -> Node:
        """A new last instance of a repeat."""
        instance = self._grow(repeat.prototype, repeat)
        index = 0
        for place, child in enumerate(parent.children):
            schema = self.schema_of.get(child)
            if schema is not None and schema.place <= repeat.place:
                index = place + 1
        return parent.insert(index, instance)

    def remove(self, instance: Node) -> None:
        """Take a repeat instance out and forget its elements."""
        assert instance.parent is not None  # only repeat instances are removed
        instance.parent.remove(instance)
        self._places.clear()
        for node in list(self.nodes(instance)):
            del self.schema_of[node]
