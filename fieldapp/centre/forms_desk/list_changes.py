"""What publishing does to long lists: a list has one name for all forms, and its new file counts on every tablet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from fieldapp.centre.choice_lists import read_published_list
from fieldapp.centre.desk import orders
from fieldapp.centre.forms_desk.examining import ChoiceTable, Examined
from fieldapp.centre.forms_desk.versions import read_versions, read_xform
from fieldapp.domain.ids import FormId, Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.choice_file import ChoiceFile, read_choice_file
from fieldapp.forms.choice_source import needed_lists
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.matching import NAME

_NAMED = 5
"""Values that a warning names; how many there are stands before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """A list of a call beside the published one. `before` are the rows that tablets have, None for a first list.

    `added`, `changed`, `gone` are values; a list without a column of values has none. `forms` are the published forms
    that read it, `orders` the open orders that have such a form.
    """

    list_id: str
    before: int | None
    rows: int
    added: int
    changed: int
    gone: tuple[str, ...]
    is_changed: bool
    forms: tuple[str, ...]
    orders: int


@dataclass(frozen=True, slots=True)
class _Readers:
    """Which form versions in use read which list."""

    lists: Mapping[tuple[FormId, Sha256], frozenset[str]]
    open_orders: Sequence[WorkOrder]

    def forms(self, list_id: str) -> tuple[str, ...]:
        """The forms that read a list."""
        return tuple(sorted({form for (form, _), lists in self.lists.items() if list_id in lists}))

    def orders(self, list_id: str) -> int:
        """How many open orders have a form version that reads a list."""
        wanted = {pinned for pinned, lists in self.lists.items() if list_id in lists}
        return sum(not wanted.isdisjoint(order.pin.forms.items()) for order in self.open_orders)


def list_changes(connection: Connection, examined: Iterable[Examined]) -> tuple[ListChange, ...]:
    """Return what publishing the workbooks would do to the lists of the centre, one entry a list."""
    tables = {table.list_id: table for entry in examined for table in entry.tables}
    if not tables:
        return ()
    readers = _readers(connection)
    read = ((table, _read(table)) for table in tables.values())
    return tuple(_change(connection, table, found, readers) for table, found in read if found is not None)


def list_warnings(entry: Examined, changes: Iterable[ListChange], beside: Iterable[Examined]) -> Iterator[AuthorError]:
    """Yield what the author of a workbook should know before its lists replace those of the tablets.

    `beside` are all workbooks of the call: a form that is published with the same list needs no warning.
    """
    mine = {table.list_id: table.path for table in entry.tables}
    for change in changes:
        if change.list_id not in mine or not change.is_changed:
            continue
        path = mine[change.list_id]
        with_it = {str(other.form.form_id) for other in beside if other.form is not None and _has(other, change)}
        others = [form for form in change.forms if form not in with_it]
        if others:
            forms = ", ".join(others)
            yield _at_list(path, "forms.publish.list-shared", list=change.list_id, forms=forms)
        if change.gone:
            named = ", ".join(change.gone[:_NAMED]) + (", …" if len(change.gone) > _NAMED else "")
            counts = {"count": len(change.gone), "orders": change.orders}
            yield _at_list(path, "forms.publish.list-values-gone", list=change.list_id, values=named, **counts)


def list_refusals(examined: Sequence[Examined]) -> dict[int, AuthorError]:
    """Return a refusal for each workbook, by its place in the call, whose list another one brings with other rows."""
    first: dict[str, tuple[Examined, ChoiceTable]] = {}
    found: dict[int, AuthorError] = {}
    for place, entry in enumerate(examined):
        for table in entry.tables:
            other, known = first.setdefault(table.list_id, (entry, table))
            if known.path.resolve() != table.path.resolve() and not _same(known, table):
                fields = {"list": table.list_id, "workbook": entry.path.name, "other": other.path.name}
                found[place] = _at_list(table.path, "forms.publish.list-twice", **fields)
    return found


def _readers(connection: Connection) -> _Readers:
    open_orders = orders.read_open(connection)
    versions = read_versions(connection)
    newest = {version.form_id: version.sha256 for version in reversed(versions)}
    in_use = {(FormId(form), sha256) for form, sha256 in newest.items()}
    in_use |= {pinned for order in open_orders for pinned in order.pin.forms.items()}
    published = {(FormId(version.form_id), version.sha256) for version in versions}
    lists = {pinned: frozenset(needed_lists(read_xform(connection, pinned[1]))) for pinned in in_use & published}
    return _Readers(lists, open_orders)


def _read(table: ChoiceTable) -> ChoiceFile | None:
    return read_choice_file(table.path, value=table.value, label=table.label)[0]


def _change(connection: Connection, table: ChoiceTable, found: ChoiceFile, readers: _Readers) -> ListChange:
    known = read_published_list(connection, table.list_id)
    old = {} if known is None else _by_value(known, table.value or NAME)
    new = _by_value(found, table.value or NAME)
    return ListChange(
        list_id=table.list_id,
        before=None if known is None else len(known.rows),
        rows=len(found.rows),
        added=len(new.keys() - old.keys()),
        changed=sum(old[value] != new[value] for value in old.keys() & new.keys()),
        gone=tuple(value for value in old if value not in new),
        is_changed=known is None or (known.columns, known.rows) != (found.columns, found.rows),
        forms=readers.forms(table.list_id),
        orders=readers.orders(table.list_id),
    )


def _by_value(found: ChoiceFile, value: str) -> dict[str, dict[str, str]]:
    """The rows by their value, in the order of the list; none without such a column."""
    if value not in found.columns:
        return {}
    place = found.columns.index(value)
    return {row[place]: dict(zip(found.columns, row, strict=True)) for row in found.rows}


def _same(one: ChoiceTable, other: ChoiceTable) -> bool:
    first, second = _read(one), _read(other)
    return first is not None and second is not None and (first.columns, first.rows) == (second.columns, second.rows)


def _has(entry: Examined, change: ListChange) -> bool:
    return any(table.list_id == change.list_id for table in entry.tables)


def _at_list(path: Path, code: str, **fields: str | int) -> AuthorError:
    return AuthorError(code, file=path.name, sheet=path.stem, row=0, column="", **fields)
