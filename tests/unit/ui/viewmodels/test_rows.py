from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from fieldapp.ui.viewmodels.rows import Rows


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    size: int


@pytest.fixture
def rows(qapp: QApplication) -> Rows:
    rows = Rows(Thing, "name")
    rows.show([Thing("bag", 1), Thing("mat", 2), Thing("hose", 3)])
    return rows


class Follower:
    """A view that makes and drops its items only as the model tells it."""

    def __init__(self, rows: Rows) -> None:
        self.names: list[str] = []
        self._rows = rows
        rows.rowsInserted.connect(self._came)
        rows.rowsRemoved.connect(self._went)

    def _came(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.names[first:first] = [row.name for row in self._rows.rows()[first : last + 1]]

    def _went(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.names[first : last + 1]


def told_by(rows: Rows) -> list[tuple[int, list[int]]]:
    """Row and roles of each change that the model tells from now on; a reset is row -1."""
    told: list[tuple[int, list[int]]] = []

    def changed(first: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        told.append((first.row(), roles))

    rows.dataChanged.connect(changed)
    rows.modelReset.connect(lambda: told.append((-1, [])))
    return told


def test_a_replaced_row_is_told_alone_with_what_changed_in_it(rows: Rows) -> None:
    told = told_by(rows)
    size = next(role for role, name in rows.roleNames().items() if name == b"size")

    rows.replace([Thing("mat", 5), Thing("hose", 3)])

    assert told == [(1, [size])]
    assert rows.rows() == (Thing("bag", 1), Thing("mat", 5), Thing("hose", 3))


def test_a_row_that_the_list_does_not_hold_is_left_out(rows: Rows) -> None:
    told = told_by(rows)

    rows.replace([Thing("torch", 9)])

    assert told == []
    assert (rows.find("torch"), rows.row("torch")) == (-1, None)


def test_rows_are_found_where_they_stand_after_others_came(rows: Rows) -> None:
    told = told_by(rows)

    rows.show([Thing("torch", 9), Thing("bag", 1)])

    assert told == []
    assert (rows.find("bag"), rows.find("mat"), rows.row("torch")) == (1, -1, Thing("torch", 9))


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1, max_size=6))
def test_whatever_comes_and_goes_is_told_so_that_a_view_that_follows_shows_the_same(lists: list[list[str]]) -> None:
    rows = Rows(Thing, "name")
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view = Follower(rows)

    for turn, names in enumerate(lists):
        rows.show([Thing(name, turn) for name in names])

        assert view.names == names
        assert rows.rows() == tuple(Thing(name, turn) for name in names)
        assert [rows.find(name) for name in names] == list(range(len(names)))
    tester.deleteLater()
