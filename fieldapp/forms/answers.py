"""Answers of a session as a flat mapping of address to text, and back into an instance tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.xpath.nodes import Node


def is_metadata(schema: SchemaNode) -> bool:
    """Whether a path is the form's own bookkeeping (`/data/meta/…`) and no answer."""
    return any(node.name.rpartition(":")[2] == "meta" and node.parent is not None for node in schema.lineage)


def read_answers(tree: InstanceTree, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Put answers into a fresh tree and make the repeat instances that they need.

    Gives the addresses for which the form has no node any more (another version of it); they are left out.
    """
    for address, text in answers.items():
        found = tree.find_range(address)
        if found is not None and text.isdigit() and not address.endswith("]"):
            _resize(tree, *found, int(text))
    unknown: list[str] = []
    for address, text in answers.items():
        if tree.find_range(address) is not None and not address.endswith("]"):
            continue
        node = tree.find(address) or _make(tree, address)
        if node is None or not tree.schema_of[node].is_leaf:
            unknown.append(address)
        else:
            node.set_text(text)
    return tuple(unknown)


def _resize(tree: InstanceTree, parent: Node, repeat: SchemaNode, wanted: int) -> None:
    instances = tree.instances(parent, repeat)
    for instance in instances[wanted:]:
        tree.remove(instance)
    for _ in range(wanted - len(instances)):
        tree.add(parent, repeat)


def _make(tree: InstanceTree, address: str) -> Node | None:
    """The node at an address, with repeat instances added up to the positions that it names."""
    steps = address.strip("/").split("/")
    for length in range(2, len(steps) + 1):
        above, last = "/".join(steps[: length - 1]), steps[length - 1]
        name, _, position = last.rstrip("]").partition("[")
        found = tree.find_range(f"/{above}/{name}")
        if found is not None:
            while len(tree.instances(*found)) < int(position or 1):
                tree.add(*found)
    return tree.find(address)


def write_answers(tree: InstanceTree, values: Mapping[Node, str]) -> Iterator[tuple[str, str]]:
    """Address and text of every answer; those that equal an empty default are left out.

    A repeat gives its number of instances under its address without a position.
    """
    for parent, repeat in tree.ranges():
        yield tree.range_address(parent, repeat), str(len(tree.instances(parent, repeat)))
    for node, text in values.items():
        schema = tree.schema_of[node]
        if not is_metadata(schema) and (text or schema.prototype.string_value()):
            yield tree.address(node), text
