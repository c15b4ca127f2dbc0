"""The rows of long lists that an order's answers name, for a record that says them in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Select, and_, select

from fieldapp.centre.database.tables import change, live_row
from fieldapp.centre.devices.feed import REFERENCE
from fieldapp.forms.choice_source import Row
from fieldapp.forms.matching import matches, words_in
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import ChoiceListPiece, DocumentKind


@dataclass(frozen=True, slots=True)
class ListRows:
    """Implements `forms.choice_source.ChoiceSource` over a few rows of each list."""

    lists: Mapping[str, Sequence[Row]]

    def has(self, list_id: str) -> bool:
        """Whether the list was published."""
        return list_id in self.lists

    def rows(
        self, list_id: str, equal: Row, *, matching: str = "", skip: int = 0, most: int | None = None
    ) -> Sequence[Row]:
        """Return those of the rows that equal the texts and hold each word."""
        words = words_in(matching)
        found = (row for row in self._equal(list_id, equal) if not words or matches(row, words))
        return tuple(islice(found, skip, None if most is None else skip + most))

    def count(self, list_id: str, equal: Row) -> int:
        """Return how many of the rows equal the texts."""
        return len(self._equal(list_id, equal))

    def _equal(self, list_id: str, equal: Row) -> list[Row]:
        rows = self.lists.get(list_id, ())
        return [row for row in rows if all(row.get(column) == text for column, text in equal.items())]


def rows_that_hold(connection: Connection, list_ids: Iterable[str], texts: Collection[str]) -> ListRows:
    """Return the rows of published lists of which a cell is one of the texts.

    A piece that does not even contain a text is not decoded, so that a long list costs a look at its bytes.
    """
    wanted = {text for text in texts if text}
    found: dict[str, list[Row]] = {}
    for list_id in sorted(set(list_ids)):
        for piece in connection.execute(_pieces(list_id)):
            rows = found.setdefault(list_id, [])
            if any(encode(text) in piece.document for text in wanted):
                rows += _rows(decode(piece.document, ChoiceListPiece), wanted)
    return ListRows(found)


def _rows(piece: ChoiceListPiece, wanted: set[str]) -> Iterable[Row]:
    return (dict(zip(piece.columns, row, strict=True)) for row in piece.rows if not wanted.isdisjoint(row))


def _pieces(list_id: str) -> Select[tuple[bytes]]:
    same_row = and_(change.c.scope == live_row.c.scope, change.c.number == live_row.c.number)
    mine = live_row.c.key.startswith(f"{list_id}@", autoescape=True)
    is_list = and_(live_row.c.scope == REFERENCE, live_row.c.kind == DocumentKind.CHOICE_LIST.value, mine)
    pieces = select(change.c.document).select_from(live_row.join(change, same_row)).where(is_list)
    return pieces.order_by(change.c.number)
