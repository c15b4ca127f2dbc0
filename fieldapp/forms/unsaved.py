"""What has to be stored after an operation: only the answers that it changed, by the addresses they have now."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.forms.answers import is_metadata
from fieldapp.forms.node_state import NodeState
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.xpath.nodes import Node


class Unsaved:
    """Answers of one session that changed since they were last taken.

    A row that goes moves those behind it, so they are all told under their new address, and "" for what is left over.
    """

    def __init__(self, tree: InstanceTree, states: Mapping[Node, NodeState]) -> None:
        self._tree = tree
        self._states = states
        self._answers: dict[Node, str | None] = {}
        self._counts: dict[tuple[Node, SchemaNode], None] = {}
        self._left: dict[str, None] = {}

    def note(self, leaf: Node, before: str | None) -> None:
        """Note that the stored text of a leaf changed, and what it was; None for one that the form works out itself."""
        self._answers.setdefault(leaf, before)

    def note_all(self, top: Node) -> None:
        """Note everything that is given at or below an element, and how many rows its repeats have."""
        for element in self._tree.nodes(top):
            schema = self._tree.schema_of[element]
            if schema.is_leaf and (self._states[element].stored or schema.prototype.string_value()):
                self._answers.setdefault(element, None)
            for child in schema.children.values():
                if child.is_repeat:
                    self._counts[element, child] = None

    def row_added(self, instance: Node) -> None:
        """Note a new row with what it begins with."""
        assert instance.parent is not None  # repeat instances hang in the tree
        self._counts[instance.parent, self._tree.schema_of[instance]] = None
        self.note_all(instance)

    def row_leaves(self, parent: Node, repeat: SchemaNode, place: int) -> None:
        """Note that the row at a place (from 0) is about to go: the rows behind it will have other addresses."""
        self._counts[parent, repeat] = None
        for number, row in enumerate(self._tree.instances(parent, repeat)[place:]):
            for element in self._tree.nodes(row):
                if self._tree.schema_of[element].is_leaf and self._states[element].stored:
                    self._left[self._tree.address(element)] = None
                for child in self._tree.schema_of[element].children.values():
                    if child.is_repeat:
                        self._left[self._tree.range_address(element, child)] = None
            if number:
                self.note_all(row)

    def opened(self) -> None:
        """What came before is how the form was opened: to be stored, and nothing that an answer replaced."""
        self._answers = dict.fromkeys(self._answers)

    def replaced(self) -> dict[str, str]:
        """Address and former text of what was given or set since the last `take`."""
        known = self._tree.schema_of
        return {
            self._tree.address(leaf): before
            for leaf, before in self._answers.items()
            if before is not None and leaf in known and not is_metadata(known[leaf])
        }

    def take(self) -> dict[str, str]:
        """Address and text of what changed; "" for an answer that is gone. Afterwards nothing is unsaved."""
        known = self._tree.schema_of
        found: dict[str, str] = {}
        for parent, repeat in self._counts:
            if parent in known:
                found[self._tree.range_address(parent, repeat)] = str(len(self._tree.instances(parent, repeat)))
        for leaf in self._answers:
            if leaf in known and not is_metadata(known[leaf]):
                found[self._tree.address(leaf)] = self._states[leaf].stored
        for address in self._left:
            if address not in found and self._tree.find_range(address) is None:
                node = self._tree.find(address)
                found[address] = "" if node is None else self._states[node].stored  # a row without it moved up here
        self._answers.clear()
        self._counts.clear()
        self._left.clear()
        return found
