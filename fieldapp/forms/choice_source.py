"""Long lists that live outside of a form (parts, customers): what the engine asks of whoever keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from fieldapp.forms.environment import instances_of
from fieldapp.forms.xml_tree import parse_xml
from fieldapp.forms.xpath.nodes import Node

Row = Mapping[str, str]
"""A row of a list by column; every column of the list is there, if only with an empty text."""

_SOURCE = "src"
_NAMES_A_FILE = b"src="
_NO_LIST = "jr://instance"  # the answers that were given last, which are no list


class ChoiceSource(Protocol):
    """Keeps lists and finds rows in them; an answer comes in milliseconds, however long the list is."""

    def has(self, list_id: str) -> bool:
        """Whether the list is here, whole."""
        ...

    def rows(
        self, list_id: str, equal: Row, *, matching: str = "", skip: int = 0, most: int | None = None
    ) -> Sequence[Row]:
        """The rows whose columns equal the given texts, in the order of the list, at the most `most` after `skip`.

        `matching` leaves those that `matches` keeps: each of its words is found in the row's name or one of its labels.
        A list that is not here has no rows, and a column that the list lacks equals nothing.
        """
        ...

    def count(self, list_id: str, equal: Row) -> int:
        """How many rows equal the given texts."""
        ...


class NoLists:
    """The source of a place that has no lists."""

    def has(self, list_id: str) -> bool:
        """No list is here."""
        return False

    def rows(
        self, list_id: str, equal: Row, *, matching: str = "", skip: int = 0, most: int | None = None
    ) -> Sequence[Row]:
        """No rows."""
        return ()

    def count(self, list_id: str, equal: Row) -> int:
        """None."""
        return 0


def needed_lists(xform: bytes) -> tuple[str, ...]:
    """The ids of the lists outside that a form needs, found without loading the form.

    Error: `forms.xform.*` for a document that is no XForm.
    """
    if _NAMES_A_FILE not in xform:
        return ()
    model = next((node for node in parse_xml(xform).descendants() if node.name == "model"), None)
    return () if model is None else tuple(outside_lists(instances_of(model)))


def outside_lists(instances: Mapping[str, Node]) -> Iterator[str]:
    """The ids of the instances that only name a file, whose rows come from a `ChoiceSource`."""
    for instance_id, instance in instances.items():
        source = instance.attribute(_SOURCE)
        if source and not source.startswith(_NO_LIST) and next(instance.elements(), None) is None:
            yield instance_id
