"""Answers of a session as a flat mapping of address to text, and back into an instance tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fieldapp.forms.capacity import MOST_ROWS, can_hold
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.xpath.nodes import Node

_COUNT = re.compile(r"[0-9]{1,6}")
_STEP = re.compile(r"([^\[\]]+)(?:\[([0-9]{1,6})\])?")


def is_metadata(schema: SchemaNode) -> bool:
    """Whether a path is the form's own bookkeeping (`/data/meta/…`) and no answer."""
    return any(node.name.rpartition(":")[2] == "meta" and node.parent is not None for node in schema.lineage)


def read_answers(tree: InstanceTree, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Put answers into a fresh tree and make the repeat instances that they need.

    Gives the addresses that are left out: the form has no node for them (another version of it), they ask for more
    rows than a form may have, or no form can hold their text.
    """
    unknown: set[str] = set()
    counts = {address: text for address, text in answers.items() if tree.names_range(address)}
    # A repeat inside another needs the rows of the outer one first, in whatever order the answers come.
    for address, text in sorted(counts.items(), key=lambda item: item[0].count("/")):
        found = tree.find_range(address)
        if found is None and not text:
            continue  # a repeat that went with the row around it
        if found is None or not _COUNT.fullmatch(text) or not _resize(tree, *found, int(text)):
            unknown.add(address)
    for address, text in answers.items():
        if address not in counts and not _put(tree, address, text):
            unknown.add(address)
    return tuple(address for address in answers if address in unknown)


def _resize(tree: InstanceTree, parent: Node, repeat: SchemaNode, wanted: int) -> bool:
    """Give a repeat its number of rows; False where that is more than a form may have, which then are its most."""
    if not tree.has_room(parent, repeat, wanted):
        if wanted > MOST_ROWS:
            _resize(tree, parent, repeat, MOST_ROWS)
        return False
    instances = tree.instances(parent, repeat)
    for instance in instances[wanted:]:
        tree.remove(instance)
    for _ in range(wanted - len(instances)):
        tree.add(parent, repeat)
    return True


def _put(tree: InstanceTree, address: str, text: str) -> bool:
    """Put one answer where it belongs; False where it has no place. One that went with its row makes no new row."""
    node = tree.find(address)
    if node is None and not text:
        return True
    node = node or _make(tree, address)
    if node is None or not tree.schema_of[node].is_leaf or not can_hold(text):
        return False
    node.set_text(text)
    return True


def _make(tree: InstanceTree, address: str) -> Node | None:
    """The node at an address, with repeat instances added up to the positions that it names."""
    steps = [_STEP.fullmatch(step) for step in address.strip("/").split("/")]
    names = [step[1] for place, step in enumerate(steps) if step is not None and (place or step[2] in (None, "1"))]
    schema = tree.schema.by_path.get("/" + "/".join(names))
    if schema is None or len(names) < len(steps) or not schema.is_leaf:
        return None
    node = tree.root
    for step, below in zip(steps[1:], schema.lineage[1:], strict=True):
        position = int(step[2] or 1) if step is not None else 0
        instances = tree.instances(node, below)
        if below.is_repeat and position > len(instances) and _resize(tree, node, below, position):
            instances = tree.instances(node, below)
        if not 1 <= position <= len(instances):
            return None
        node = instances[position - 1]
    return node


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
