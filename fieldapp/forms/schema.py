"""The shape of a form's data: one entry for each path, however many instances a repeat has."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.forms.xpath.nodes import Node, NodeKind


class SchemaNode:
    """One path of the primary instance (`/data/group/name`, without positions).

    `prototype` is what a new repeat instance is copied from; `lineage` are the nodes from the root down to this one,
    `repeats` those of them that repeat, outermost first. `attributes` are those that the form sets or binds, by name
    as a path writes it (`@version`); they take a value like a leaf.
    """

    __slots__ = (
        "attributes",
        "children",
        "is_repeat",
        "lineage",
        "name",
        "parent",
        "path",
        "place",
        "prototype",
        "repeats",
    )

    def __init__(self, prototype: Node, parent: SchemaNode | None, place: int, repeated: frozenset[str]) -> None:
        mark = "@" if prototype.kind is NodeKind.ATTRIBUTE else ""
        self.name = f"{mark}{prototype.qualified_name}"
        self.parent = parent
        self.place = place
        self.prototype = prototype
        self.path: str = f"{parent.path}/{self.name}" if parent is not None else f"/{self.name}"
        self.is_repeat = self.path in repeated
        self.lineage: tuple[SchemaNode, ...] = (*parent.lineage, self) if parent is not None else (self,)
        above: tuple[SchemaNode, ...] = parent.repeats if parent is not None else ()
        self.repeats: tuple[SchemaNode, ...] = (*above, self) if self.is_repeat else above
        self.children: dict[str, SchemaNode] = {}
        self.attributes: dict[str, SchemaNode] = {}

    def __repr__(self) -> str:
        return f"<{self.path}>"

    @property
    def is_leaf(self) -> bool:
        """Whether the node takes a value."""
        return not self.children and not self.is_repeat

    def walk(self) -> Iterator[SchemaNode]:
        """This node and all below, in document order."""
        yield self
        yield from self.attributes.values()
        for child in self.children.values():
            yield from child.walk()


class Schema:
    """All paths of a form; `has_attributes` when it sets or binds any attribute, which few forms do."""

    def __init__(self, root: SchemaNode) -> None:
        self.root = root
        self.by_path = {node.path: node for node in root.walk()}
        self.has_attributes = any(node.attributes for node in self.by_path.values())


def read_schema(root: Node, repeats: frozenset[str], attributes: frozenset[str] = frozenset()) -> Schema:
    """The schema of a primary instance; `repeats` are the paths that the body repeats, `attributes` those it sets.

    The first of several nodes of one name stands for all; one marked as template is no instance of its own.
    """
    top = SchemaNode(root, None, 0, repeats)
    _read_children(top, repeats, attributes)
    return Schema(top)


def _read_children(schema: SchemaNode, repeats: frozenset[str], attributes: frozenset[str]) -> None:
    for attribute in schema.prototype.attributes if attributes else ():
        entry = SchemaNode(attribute, schema, 0, repeats)
        if entry.path in attributes:
            schema.attributes[entry.name] = entry
    for place, element in enumerate(schema.prototype.elements()):
        if element.qualified_name in schema.children:
            continue
        child = SchemaNode(element, schema, place, repeats)
        schema.children[child.name] = child
        _read_children(child, repeats, attributes)


def is_template(element: Node) -> bool:
    """Whether an element only shows what a new repeat instance looks like (`jr:template`)."""
    return any(attribute.name == "template" for attribute in element.attributes)
