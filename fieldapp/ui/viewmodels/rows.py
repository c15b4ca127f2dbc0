"""A list model over plain frozen rows: one role for each field; only what changed is told to the view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
NOWHERE = QModelIndex()


@QmlElement
class Rows(QAbstractListModel):
    """Rows of one dataclass (`kind`): its fields are the roles, which a delegate names as required properties."""

    def __init__(self, kind: type[Any], key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(kind)]
        self._key = key
        self._rows: tuple[Any, ...] = ()
        self._places: dict[str, int] = {}

    def rows(self) -> tuple[Any, ...]:
        """Return what the list shows."""
        return self._rows

    def row(self, key: str) -> Any:
        """Return the row with that key, None if there is none."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows. Only what came, went or changed is touched, so that nothing jumps or is made anew."""
        before, after = self._rows, tuple(rows)
        old = [getattr(row, self._key) for row in before]
        new = [getattr(row, self._key) for row in after]
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        kept = before[:head] + before[len(before) - tail :]
        if len(kept) < len(before):
            self.beginRemoveRows(NOWHERE, head, len(before) - tail - 1)
            self._hold(kept)
            self.endRemoveRows()
        if len(kept) < len(after):
            self.beginInsertRows(NOWHERE, head, len(after) - tail - 1)
            self._hold(kept[:head] + after[head : len(after) - tail] + kept[head:])
            self.endInsertRows()
        held = self._rows
        self._hold(after)
        for place, (was, row) in enumerate(zip(held, after, strict=True)):
            if was != row:
                self._tell(place, was, row)

    def replace(self, rows: Iterable[Any]) -> None:
        """Show these rows in the place of those with their keys; a key that the list does not hold is left out."""
        after = list(self._rows)
        changed = [(place, row) for row in rows if (place := self._places.get(getattr(row, self._key))) is not None]
        for place, row in changed:
            after[place] = row
        before, self._rows = self._rows, tuple(after)
        for place, row in changed:
            if before[place] != row:
                self._tell(place, before[place], row)

    def _hold(self, rows: tuple[Any, ...]) -> None:
        self._rows = rows
        self._places = {getattr(row, self._key): place for place, row in reversed(list(enumerate(rows)))}

    def _tell(self, place: int, old: Any, new: Any) -> None:
        """Say which roles of one row changed."""
        first = Qt.ItemDataRole.UserRole + 1
        roles = [
            int(first) + number for number, name in enumerate(self._names) if getattr(old, name) != getattr(new, name)
        ]
        index = self.index(place)
        self.dataChanged.emit(index, index, roles)

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the fields by role."""
        first = int(Qt.ItemDataRole.UserRole) + 1
        return {first + number: QByteArray(name.encode()) for number, name in enumerate(self._names)}

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return one field of one row."""
        number = role - int(Qt.ItemDataRole.UserRole) - 1
        if not index.isValid() or not 0 <= number < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[number])

    @Slot(str, result=int)
    def find(self, key: str) -> int:
        """Return the place of the row with that key, -1 if there is none."""
        return self._places.get(key, -1)


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """Return how many keys are the same from the beginning."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count
