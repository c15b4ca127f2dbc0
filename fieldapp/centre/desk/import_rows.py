"""Rows of a table turned into orders that could be registered, with every fault named by row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from fieldapp.centre.desk.import_cells import BadCell, day_of, degrees_of, instant_of, text_of, whole_number, word_of
from fieldapp.centre.desk.import_columns import NEEDED, Column, Vocabulary, folded
from fieldapp.centre.desk.import_table import TableRow, Value
from fieldapp.domain.customer import Coordinates
from fieldapp.domain.errors import BadInput
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import ProblemArea, ProblemKind, Symptom

T = TypeVar("T")

_LOOKED_THROUGH = 10
"""Rows at the top of a sheet among which the headings are looked for: a title may stand above them."""
_LONGEST_WINDOW = timedelta(hours=12)
_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where: the row as the spreadsheet numbers it, the heading, and the column's letters ("" for none).

    `code` is one of `import.…`; `fields` fill its words.
    """

    row: int
    heading: str
    letters: str
    code: str
    fields: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An order as its row says it: texts "" and values None where nothing stands."""

    row: int
    number: str
    job_type: JobType
    severity: Severity
    texts: Mapping[Column, str]
    coordinates: Coordinates | None
    purchased_on: date | None
    area: ProblemArea
    kind: ProblemKind
    symptom: Symptom
    appointment: TimeWindow
    planned_minutes: int
    wanted_visit_at: datetime | None
    wanted_solution_at: datetime | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row with cells that cannot be used; `texts` are those that can."""

    row: int
    texts: Mapping[Column, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a table: which column stands at which place, and how it is written there."""

    row: int
    places: Mapping[Column, int]
    written: Mapping[Column, str]

    def finding(self, row: int, column: Column, code: str, fields: Mapping[str, str | int]) -> Finding:
        """Return a finding in a cell of this table."""
        return Finding(row, self.written[column], letters_of(self.places[column]), code, fields)


def find_heads(rows: tuple[TableRow, ...], vocabulary: Vocabulary, language: str) -> tuple[Heads, list[Finding]]:
    """Return the headings, and what is wrong with them that harms no row: columns nobody knows or that are there twice.

    Raises BadInput("import.no-headings"), BadInput("import.columns-missing") naming what is needed.
    """
    known = vocabulary.columns()
    best = max(rows[:_LOOKED_THROUGH], key=lambda row: len(_known(row, known)), default=None)
    if best is None or len(_known(best, known)) < 2:
        raise BadInput("import.no-headings", heading=vocabulary.heading(Column.NUMBER, language))
    places: dict[Column, int] = {}
    written: dict[Column, str] = {}
    findings = []
    for place, cell in enumerate(best.cells):
        text = cell if isinstance(cell, str) else ""
        column = known.get(folded(text))
        if column is None and text:
            findings.append(Finding(best.number, text, letters_of(place), "import.head.unknown", {}))
        elif column in places:
            findings.append(Finding(best.number, text, letters_of(place), "import.head.twice", {}))
        elif column is not None:
            places[column], written[column] = place, text.strip().rstrip("*＊")
    missing = [vocabulary.heading(column, language) for column in NEEDED if column not in places]
    if missing:
        raise BadInput("import.columns-missing", columns=vocabulary.listed(missing, language))
    return Heads(best.number, places, written), findings


def read_drafts(
    rows: tuple[TableRow, ...], heads: Heads, vocabulary: Vocabulary, language: str, zone: ZoneInfo
) -> Iterator[Draft | Faulty]:
    """Yield for each row below the headings its order, or all that is wrong with its cells."""
    for row in rows:
        if row.number > heads.row:
            yield _RowReading(row, heads, vocabulary, language, zone).draft()


def letters_of(place: int) -> str:
    """Return how a spreadsheet calls the column at a place: A for 0, AA for 26."""
    letters = ""
    rest = place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _known(row: TableRow, known: Mapping[str, Column]) -> set[Column]:
    return {known[folded(cell)] for cell in row.cells if isinstance(cell, str) and folded(cell) in known}


class _RowReading:
    """One row while it is read; `findings` gathers what is wrong with it."""

    def __init__(self, row: TableRow, heads: Heads, vocabulary: Vocabulary, language: str, zone: ZoneInfo) -> None:
        self.row, self.heads, self.vocabulary, self.language, self.zone = row, heads, vocabulary, language, zone
        self.findings: list[Finding] = []

    def draft(self) -> Draft | Faulty:
        texts = {column: self._text(column) for column in Column if column in self.heads.places}
        start_at, end_at = self._instant(Column.START_AT), self._instant(Column.END_AT)
        severity = self._taken(Column.SEVERITY, lambda cell: whole_number(cell, Column.SEVERITY, 1, 4))
        minutes = self._taken(
            Column.PLANNED_MINUTES, lambda cell: whole_number(cell, Column.PLANNED_MINUTES, 5, _MOST_MINUTES)
        )
        rest = {
            "job_type": self._word(Column.JOB_TYPE, JobType.REPAIR),
            "area": self._word(Column.PROBLEM_AREA, ProblemArea.HARDWARE),
            "kind": self._word(Column.PROBLEM_KIND, ProblemKind.FAULT),
            "coordinates": self._coordinates(),
            "purchased_on": self._taken(Column.PURCHASED_ON, lambda cell: day_of(cell, Column.PURCHASED_ON)),
            "wanted_visit_at": self._instant(Column.WANTED_VISIT_AT),
            "wanted_solution_at": self._instant(Column.WANTED_SOLUTION_AT),
            "received_at": self._instant(Column.RECEIVED_AT),
        }
        self._check(texts, start_at, end_at)
        if self.findings or severity is None or start_at is None or end_at is None:
            return Faulty(self.row.number, texts, tuple(self.findings))
        return Draft(
            row=self.row.number,
            number=texts[Column.NUMBER],
            severity=Severity(severity),
            texts=texts,
            symptom=_symptom(texts),
            appointment=TimeWindow(start_at, end_at),
            planned_minutes=minutes or 60,
            **rest,  # type: ignore[arg-type]
        )

    def _check(self, texts: Mapping[Column, str], start_at: datetime | None, end_at: datetime | None) -> None:
        """Look at what no cell tells alone."""
        wrong = {finding.heading for finding in self.findings}
        for column in NEEDED:
            if not texts[column] and self.heads.written[column] not in wrong:
                self._fault(column, "cell.needed")
        if start_at and end_at and not timedelta() < end_at - start_at <= _LONGEST_WINDOW:
            self._fault(Column.END_AT, "cell.window", start=f"{start_at:%Y-%m-%d %H:%M}")
        phone = texts.get(Column.PHONE, "")
        if phone and sum(character.isdecimal() for character in phone) < 7:
            self._fault(Column.PHONE, "cell.phone", value=phone)

    def _text(self, column: Column) -> str:
        return self._taken(column, lambda cell: text_of(cell, column)) or ""

    def _instant(self, column: Column) -> datetime | None:
        return self._taken(column, lambda cell: instant_of(cell, column, self.zone))

    def _word(self, column: Column, default: T) -> T:
        found = self._taken(
            column,
            lambda cell: word_of(cell, column, self.vocabulary, self.language, default),  # type: ignore[arg-type]
        )
        return cast("T", found or default)

    def _coordinates(self) -> Coordinates | None:
        latitude = self._taken(Column.LATITUDE, lambda cell: degrees_of(cell, Column.LATITUDE, 90))
        longitude = self._taken(Column.LONGITUDE, lambda cell: degrees_of(cell, Column.LONGITUDE, 180))
        if latitude is not None and longitude is not None:
            return Coordinates(latitude, longitude)
        for column, degrees in ((Column.LATITUDE, latitude), (Column.LONGITUDE, longitude)):
            if degrees is not None:
                self._fault(column, "cell.half-a-place")
        return None

    def _taken(self, column: Column, reading: Callable[[Value], T | None]) -> T | None:
        """Return what a cell means; None for one that is empty, not there, or wrong, which is then found."""
        place = self.heads.places.get(column)
        if place is None:
            return None
        try:
            return reading(self.row.cells[place] if place < len(self.row.cells) else None)
        except BadCell as bad:
            self._fault(column, f"cell.{bad.fault.code}", **bad.fault.fields)
            return None

    def _fault(self, column: Column, code: str, **fields: str | int) -> None:
        found = self.heads.finding(self.row.number, column, f"import.{code}", fields)
        if found not in self.findings:
            self.findings.append(found)


def _symptom(texts: Mapping[Column, str]) -> Symptom:
    return Symptom(
        what=texts[Column.SYMPTOM],
        alarm_code=texts.get(Column.ALARM_CODE, ""),
        since=texts.get(Column.SINCE, ""),
        how_often=texts.get(Column.HOW_OFTEN, ""),
        tried=texts.get(Column.TRIED, ""),
        impact=texts.get(Column.IMPACT, ""),
    )
