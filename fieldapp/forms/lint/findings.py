"""What was found in a workbook: faults that keep it from being published, warnings that do not."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from fieldapp.domain.errors import FieldappError
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.workbook import Cell, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHEETS = ("settings", "survey", "choices")


class Findings:
    """Gathers faults and warnings, each with the cell it stands in; the same one of a cell is kept once."""

    def __init__(self, file: str, workbook: Workbook | None = None) -> None:
        self._file = file
        self._workbook = workbook
        self._faults: list[AuthorError] = []
        self._warnings: list[AuthorError] = []

    def fault(self, place: Cell, error: FieldappError) -> None:
        """Keep what the form cannot be published with."""
        self._keep(self._faults, place, error)

    def warning(self, place: Cell, error: FieldappError) -> None:
        """Keep what its author should look at."""
        self._keep(self._warnings, place, error)

    def _keep(self, kept: list[AuthorError], place: Cell, error: FieldappError) -> None:
        fields = {**error.fields, "file": self._file, "sheet": place.sheet, "row": place.row, "column": place.column}
        fields["cell"] = "" if self._workbook is None else self._workbook.address(place)
        if not any(other.code == error.code and other.fields == fields for other in kept):
            kept.append(AuthorError(error.code, **fields))

    @property
    def faults(self) -> tuple[AuthorError, ...]:
        """The faults in the order of sheets and rows."""
        return tuple(sorted(self._faults, key=_order))

    @property
    def warnings(self) -> tuple[AuthorError, ...]:
        """The warnings in the order of sheets and rows."""
        return tuple(sorted(self._warnings, key=_order))

    def cells(self) -> frozenset[Cell]:
        """Every cell with a fault."""
        return frozenset(map(cell_of, self._faults))


def cell_of(error: AuthorError) -> Cell:
    """The cell that a finding names."""
    fields = error.fields
    return Cell(str(fields["sheet"]), int(fields["row"]), str(fields["column"]))


def _order(error: AuthorError) -> tuple[int, int]:
    cell = cell_of(error)
    place = _SHEETS.index(cell.sheet) if cell.sheet in _SHEETS else len(_SHEETS)
    return place, cell.row


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that this one looks like, "" when there is none."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.75)), "")
