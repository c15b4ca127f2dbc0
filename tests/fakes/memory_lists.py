"""Long lists of choices without a database, held to the contract suite of the store's; remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.forms.choice_source import Row
from fieldapp.forms.matching import matches, words_in


@dataclass
class MemoryLists:
    """Lists by their id."""

    lists: dict[str, Sequence[Row]] = field(default_factory=dict)
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def has(self, list_id: str) -> bool:
        return list_id in self.lists

    def rows(
        self, list_id: str, equal: Row, *, matching: str = "", skip: int = 0, most: int | None = None
    ) -> Sequence[Row]:
        self.asked.append({"list": list_id, **equal})
        words = words_in(matching)
        found = [row for row in self._equal(list_id, equal) if matches(row, words)]
        return found[skip : None if most is None else skip + most]

    def count(self, list_id: str, equal: Row) -> int:
        return len(self._equal(list_id, equal))

    def _equal(self, list_id: str, equal: Row) -> list[Row]:
        rows = self.lists.get(list_id, ())
        return [row for row in rows if all(row.get(column) == text for column, text in equal.items())]
