"""A scope: the rows that one cursor follows, and the feed of what happened to them (rules 4, 7 and 8)."""

from __future__ import annotations

from tests.simulation.documents import Document
from tests.simulation.messages import Change, Operation, Page, Snapshot

_MASK = 2**64 - 1


def row_digest(key: int, document: Document) -> int:
    """Return one row's part of a scope's digest."""
    return hash((key, document))


def digest_of(rows: dict[int, Document]) -> int:
    """Return the digest of rows, in whatever order they come: a sum, so that the centre can keep it up to date."""
    total = 0
    for key, document in rows.items():
        total += hash((key, document))
    return total & _MASK


class Scope:
    """Rows, the feed of their changes, and the counter that numbers it without gaps.

    The counter is raised by the transaction that changes the rows, as its last statement: no number is given to a
    transaction that may still come to nothing or late.
    """

    __slots__ = ("digest", "feed", "floor", "number", "rows")

    def __init__(self) -> None:
        self.number = 0
        self.rows: dict[int, Document] = {}
        self.feed: list[Change] = []
        """Changes `floor + 1` to `number`."""
        self.floor = 0
        """Changes up to here are no longer kept, tombstones among them."""
        self.digest = 0

    def put(self, operation: Operation, key: int, document: Document) -> None:
        """The row is there and reads like this; saying the same again says nothing."""
        before = self.rows.get(key)
        if before is document:
            return
        if before is not None:
            self.digest -= row_digest(key, before)
        self.rows[key] = document
        self.digest = (self.digest + row_digest(key, document)) & _MASK
        self._note(operation, key, document)

    def end(self, operation: Operation, key: int) -> None:
        """The row is gone: deleted, or out of this scope's sight."""
        before = self.rows.pop(key, None)
        if before is None:
            return
        self.digest = (self.digest - row_digest(key, before)) & _MASK
        self._note(operation, key, None)

    def _note(self, operation: Operation, key: int, document: Document | None) -> None:
        self.number += 1
        self.feed.append(Change(self.number, operation, key, document))

    def compact(self, floor: int) -> None:
        """Forget the changes up to `floor`: the slowest living cursor has passed them, or is not waited for."""
        if floor > self.floor:
            del self.feed[: floor - self.floor]
            self.floor = floor

    def after(self, cursor: int) -> list[Change]:
        """Return the changes after `cursor`, which is not below the floor."""
        return self.feed[cursor - self.floor :]

    def page(self, cursor: int | None, most: int) -> Page:
        """Return what follows `cursor` (at most `most` changes), or a snapshot for None."""
        snapshot = None
        changes: list[Change] = []
        expired = False
        if cursor is None or cursor > self.number:
            snapshot = Snapshot(self.number, self.rows.copy())
        elif cursor < self.floor:
            expired = True
        else:
            changes = self.after(cursor)[:most]
        return Page(changes, snapshot, expired, self.number, len(self.rows), self.digest)

    def copy(self) -> Scope:
        """Return the scope as a backup holds it."""
        twin = type(self)()
        twin.number, twin.floor, twin.digest = self.number, self.floor, self.digest
        twin.rows, twin.feed = self.rows.copy(), self.feed.copy()
        return twin
