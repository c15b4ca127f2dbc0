"""The instances that expressions may name: those in the form, and lists outside as if they were in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from fieldapp.forms.choice_source import ChoiceSource, Row, outside_lists
from fieldapp.forms.errors import ListMissing, XPathError
from fieldapp.forms.xpath.context import Wanted
from fieldapp.forms.xpath.nodes import Node, NodeKind

MOST_ROWS = 5_000
"""Rows of a list outside that one expression may take in: these cost some 50 ms, and no filter means more of them."""

_MOST_KEPT = 20_000
_EVERYTHING = Wanted({}, is_all=False)


class Instances:
    """Finds instances; of a list outside it fetches the rows that are asked for, never the list.

    What was fetched is kept for the life of the session, so that its answers do not change under it.
    """

    def __init__(self, inside: Mapping[str, Node], source: ChoiceSource) -> None:
        self._inside = inside
        self._outside = frozenset(outside_lists(inside))
        self._also: dict[str, Row] = {}
        self._fetched: dict[tuple[str, tuple[tuple[str, str], ...]], Node] = {}
        self._kept = 0
        self._here: dict[str, bool] = {}
        self.source = source

    def find(self, instance_id: str, wanted: Callable[[], Wanted] | None = None) -> Node | None:
        """The `<instance>` element of an id, None when the form has none.

        Errors: `forms.list.missing` for a list that is not here, `forms.list.too-large` for too many rows.
        """
        if instance_id not in self._outside:
            return self._inside.get(instance_id)
        self.expect(instance_id)
        return self._narrowed(instance_id, _EVERYTHING if wanted is None else wanted())

    def is_outside(self, instance_id: str) -> bool:
        """Whether the form only names this instance and its rows come from the source."""
        return instance_id in self._outside

    def expect(self, instance_id: str) -> None:
        """Make sure that a list outside is here. Error: `forms.list.missing`."""
        here = self._here.get(instance_id)
        if here is None:
            here = self._here[instance_id] = self.source.has(instance_id)
        if not here:
            raise ListMissing("forms.list.missing", list=instance_id)

    @property
    def missing(self) -> frozenset[str]:
        """The lists that were asked for and are not here."""
        return frozenset(list_id for list_id, here in self._here.items() if not here)

    @contextmanager
    def also(self, instance_id: str, equal: Row) -> Iterator[None]:
        """Inside the block the list has, of the rows that are asked for, only those that equal these texts too."""
        self._also[instance_id] = equal
        try:
            yield
        finally:
            del self._also[instance_id]

    def _narrowed(self, list_id: str, wanted: Wanted) -> Node:
        also = self._also.get(list_id, {})
        clash = any(wanted.equal.get(column, text) != text for column, text in also.items())
        if wanted.is_none or clash:
            return as_instance(())
        equal = {**wanted.equal, **also}
        key = (list_id, tuple(sorted(equal.items())))
        found = self._fetched.get(key)
        if found is None:
            rows = self.source.rows(list_id, equal, most=MOST_ROWS + 1)
            if len(rows) > MOST_ROWS:
                raise XPathError("forms.list.too-large", list=list_id, most=MOST_ROWS)
            found = self._keep(key, rows)
        return found

    def _keep(self, key: tuple[str, tuple[tuple[str, str], ...]], rows: Sequence[Row]) -> Node:
        self._kept += 1 + len(rows)
        if self._kept > _MOST_KEPT:
            self._fetched.clear()
            self._kept = 1 + len(rows)
        found = self._fetched[key] = as_instance(rows)
        return found


def as_instance(rows: Sequence[Row]) -> Node:
    """Rows as the `<instance>` that a form would hold them in."""
    instance = Node(NodeKind.ELEMENT, "instance")
    root = instance.append(Node(NodeKind.ELEMENT, "root"))
    for row in rows:
        item = root.append(Node(NodeKind.ELEMENT, "item"))
        for column, text in row.items():
            item.append(Node(NodeKind.ELEMENT, column)).set_text(text)
    return instance


def row_of(item: Node) -> dict[str, str]:
    """The cells of an item by column."""
    return {cell.name: cell.string_value() for cell in item.elements()}
