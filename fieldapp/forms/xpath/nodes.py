"""The light tree that expressions run on: documents, elements, attributes, text, comments, instructions, namespaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum


class NodeKind(Enum):
    """Kinds of node; DOCTYPE only keeps child indexes as other tree models count them."""

    DOCUMENT = "document"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    COMMENT = "comment"
    INSTRUCTION = "processing-instruction"
    NAMESPACE = "namespace"
    DOCTYPE = "doctype"


_WIDE = 12
_CHILDLESS: list[Node] = []  # one for all: a form has thousands of texts, and none of them gets children


class Node:
    """One node. `text` is the content of every kind but documents and elements; `namespace` is "" for none.

    Identity is equality: nodes are keys of the session's state. `declared` are the prefixes an element declares,
    `scope` its namespace nodes once somebody has asked for them.
    """

    __slots__ = (
        "_by_name",
        "attributes",
        "children",
        "declared",
        "kind",
        "name",
        "namespace",
        "parent",
        "prefix",
        "scope",
        "text",
    )

    def __init__(
        self, kind: NodeKind, name: str = "", text: str = "", *, prefix: str = "", namespace: str = ""
    ) -> None:
        self.kind = kind
        self.name = name
        self.text = text
        self.prefix = prefix
        self.namespace = namespace
        self.parent: Node | None = None
        has_children = kind is NodeKind.ELEMENT or kind is NodeKind.DOCUMENT
        self.children: list[Node] = [] if has_children else _CHILDLESS
        self._by_name: dict[str, list[Node]] | None = None
        self.attributes: Sequence[Node] = ()
        self.declared: dict[str, str] = {}
        self.scope: Sequence[Node] = ()

    def __repr__(self) -> str:
        return f"<{self.kind.value} {self.qualified_name or self.text!r}>"

    @property
    def qualified_name(self) -> str:
        """The name as written, with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def append(self, child: Node) -> Node:
        """Put `child` last and return it."""
        child.parent = self
        self.children.append(child)
        self._by_name = None
        return child

    def insert(self, index: int, child: Node) -> Node:
        """Put `child` before the child that stands at `index` and return it."""
        child.parent = self
        self.children.insert(index, child)
        self._by_name = None
        return child

    def remove(self, child: Node) -> None:
        """Take `child` out of the tree."""
        self.children.remove(child)
        self._by_name = None
        child.parent = None

    def elements(self) -> Iterator[Node]:
        """Child elements in document order."""
        return (child for child in self.children if child.kind is NodeKind.ELEMENT)

    def elements_named(self, name: str) -> list[Node]:
        """Child elements of a local name. Wide elements keep an index, as every expression of a form asks them."""
        if len(self.children) < _WIDE:
            return [child for child in self.children if child.name == name and child.kind is NodeKind.ELEMENT]
        by_name = self._by_name
        if by_name is None:
            by_name = {}
            for child in self.elements():
                by_name.setdefault(child.name, []).append(child)
            self._by_name = by_name  # whole or not at all: threads share the instances of a form
        return by_name.get(name, [])

    def descendants(self) -> Iterator[Node]:
        """All nodes below, in document order, attributes not among them."""
        for child in self.children:
            yield child
            if child.children:
                yield from child.descendants()

    def attribute(self, name: str, namespace: str = "") -> str | None:
        """Value of an attribute, None when it is absent."""
        for attribute in self.attributes:
            if attribute.name == name and attribute.namespace == namespace:
                return attribute.text
        return None

    def set_attribute(self, name: str, value: str, *, prefix: str = "", namespace: str = "") -> None:
        """Set an attribute, replacing one of the same name."""
        for attribute in self.attributes:
            if attribute.name == name and attribute.namespace == namespace:
                attribute.text = value
                return
        attribute = Node(NodeKind.ATTRIBUTE, name, value, prefix=prefix, namespace=namespace)
        attribute.parent = self
        self.attributes = (*self.attributes, attribute)

    def string_value(self) -> str:
        """XPath string-value: own text, or all text below."""
        if self.kind not in (NodeKind.ELEMENT, NodeKind.DOCUMENT):
            return self.text
        if not self.children:
            return ""
        if len(self.children) == 1 and self.children[0].kind is NodeKind.TEXT:
            return self.children[0].text
        return "".join(node.text for node in self.descendants() if node.kind is NodeKind.TEXT)

    def set_text(self, text: str) -> None:
        """Replace the content of a leaf element, or the value of an attribute."""
        if self.kind is NodeKind.ATTRIBUTE:
            self.text = text
            return
        if len(self.children) == 1 and self.children[0].kind is NodeKind.TEXT and text:
            self.children[0].text = text
            return
        self.children.clear()
        self._by_name = None
        if text:
            self.append(Node(NodeKind.TEXT, text=text))

    def root(self) -> Node:
        """The topmost node: the document, or the top of a detached tree."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def ancestors(self) -> Iterator[Node]:
        """Parent, grandparent and so on up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def copy(self) -> Node:
        """A deep copy without a parent."""
        twin = Node(self.kind, self.name, self.text, prefix=self.prefix, namespace=self.namespace)
        twin.declared = dict(self.declared)
        for attribute in self.attributes:
            twin.set_attribute(attribute.name, attribute.text, prefix=attribute.prefix, namespace=attribute.namespace)
        for child in self.children:
            twin.append(child.copy())
        return twin

    def order_key(self) -> tuple[int, ...]:
        """Sort key of document order: child indexes from the root; namespaces and attributes before children."""
        steps: list[int] = []
        node = self
        while node.parent is not None:
            steps.append(_index_in_parent(node, node.parent))
            node = node.parent
        return tuple(reversed(steps))


def _index_in_parent(node: Node, parent: Node) -> int:
    if node.kind is NodeKind.ATTRIBUTE:
        return parent.attributes.index(node) - 1_000_000
    if node.kind is NodeKind.NAMESPACE:
        return parent.scope.index(node) - 2_000_000
    return parent.children.index(node)


def in_document_order(nodes: list[Node]) -> list[Node]:
    """The nodes without doubles, in document order of their trees."""
    unique = list(dict.fromkeys(nodes))
    if len(unique) < 2:
        return unique
    return sorted(unique, key=Node.order_key)
