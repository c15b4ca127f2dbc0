"""The shape of a form's data: one entry for each path, however many instances a repeat has."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.forms.xpath.nodes import Node


class SchemaNode:
    """One path of the primary instance. `prototype` is what a new repeat instance is copied from."""

    __slots__ = ("children", "is_repeat", "name", "parent", "place", "prototype")

    def __init__(self, prototype: Node, parent: SchemaNode | None, place: int) -> None:
        self.name = prototype.qualified_name
        self.parent = parent
        self.place = place
        self.prototype = prototype
        self.is_repeat = False
        self.children: dict[str, SchemaNode] = {}

    def __repr__(self) -> str:
        return f"<{self.path}>"

    @property
    def path(self) -> str:
        """The path without positions: `/data/group/name`."""
        return f"{self.parent.path}/{self.name}" if self.parent is not None else f"/{self.name}"

    @property
    def is_leaf(self) -> bool:
        """Whether the node takes a value."""
        return not self.children and not self.is_repeat

    def walk(self) -> Iterator[SchemaNode]:
        """This node and all below, in document order."""
        yield self
        for child in self.children.values():
            yield from child.walk()

    def lineage(self) -> tuple[SchemaNode, ...]:
        """The nodes from the root down to this one."""
        return (*self.parent.lineage(), self) if self.parent is not None else (self,)

    def enclosing_repeats(self) -> tuple[SchemaNode, ...]:
        """The repeats that this node is inside of or is itself, outermost first."""
        return tuple(node for node in self.lineage() if node.is_repeat)


class Schema:
    """All paths of a form."""

    def __init__(self, root: SchemaNode) -> None:
        self.root = root
        self.by_path = {node.path: node for node in root.walk()}


def read_schema(root: Node, repeats: frozenset[str]) -> Schema:
    """The schema of a primary instance; `repeats` are the paths that the body repeats.

    The first of several nodes of one name stands for all; one marked as template is no instance of its own.
    """
    top = SchemaNode(root, None, 0)
    _read_children(top, repeats)
    return Schema(top)


def _read_children(schema: SchemaNode, repeats: frozenset[str]) -> None:
    for place, element in enumerate(schema.prototype.elements()):
        if element.qualified_name in schema.children:
            continue
        child = SchemaNode(element, schema, place)
        child.is_repeat = child.path in repeats
        schema.children[child.name] = child
        _read_children(child, repeats)


def is_template(element: Node) -> bool:
    """Whether an element only shows what a new repeat instance looks like (`jr:template`)."""
    return any(attribute.name == "template" for attribute in element.attributes)
