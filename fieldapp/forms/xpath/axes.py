"""The thirteen axes of XPath 1.0 (section 2.2), each in its own direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from fieldapp.forms.xpath.nodes import Node, NodeKind

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

Axis = Callable[[Node], Iterable[Node]]


def _child(node: Node) -> Iterable[Node]:
    return node.children


def _self(node: Node) -> Iterable[Node]:
    return (node,)


def _parent(node: Node) -> Iterable[Node]:
    return () if node.parent is None else (node.parent,)


def _ancestor(node: Node) -> Iterable[Node]:
    return node.ancestors()


def _ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()


def _descendant(node: Node) -> Iterable[Node]:
    return node.descendants()


def _descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.descendants()


def _siblings(node: Node) -> list[Node]:
    if node.parent is None or node.kind in (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE):
        return [node]
    return node.parent.children


def _following_sibling(node: Node) -> Iterable[Node]:
    siblings = _siblings(node)
    return siblings[siblings.index(node) + 1 :]


def _preceding_sibling(node: Node) -> Iterable[Node]:
    siblings = _siblings(node)
    return reversed(siblings[: siblings.index(node)])


def _following(node: Node) -> Iterator[Node]:
    if node.kind in (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE) and node.parent is not None:
        yield from node.parent.descendants()
        node = node.parent
    for place in _ancestor_or_self(node):
        for sibling in _following_sibling(place):
            yield from _descendant_or_self(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if node.kind in (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE) and node.parent is not None:
        node = node.parent
    for place in _ancestor_or_self(node):
        for sibling in _preceding_sibling(place):
            yield from reversed(list(_descendant_or_self(sibling)))


def _attribute(node: Node) -> Iterable[Node]:
    return node.attributes


def _namespace(node: Node) -> Iterable[Node]:
    if node.kind is NodeKind.ELEMENT and not node.scope:
        found: dict[str, str] = {}
        for place in _ancestor_or_self(node):
            for prefix, uri in place.declared.items():
                found.setdefault(prefix, uri)
        found.setdefault("xml", XML_NAMESPACE)
        prefixes = sorted(prefix for prefix, uri in found.items() if uri)
        node.scope = tuple(Node(NodeKind.NAMESPACE, prefix, found[prefix]) for prefix in prefixes)
        for declaration in node.scope:
            declaration.parent = node
    return node.scope


AXES: Mapping[str, Axis] = MappingProxyType(
    {
        "ancestor": _ancestor,
        "ancestor-or-self": _ancestor_or_self,
        "attribute": _attribute,
        "child": _child,
        "descendant": _descendant,
        "descendant-or-self": _descendant_or_self,
        "following": _following,
        "following-sibling": _following_sibling,
        "namespace": _namespace,
        "parent": _parent,
        "preceding": _preceding,
        "preceding-sibling": _preceding_sibling,
        "self": _self,
    }
)
REVERSE_AXES = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
