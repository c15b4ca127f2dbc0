"""The columns of a table of orders: what each is called in both languages, and what must stand there (ACC-1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import ProblemArea, ProblemKind
from fieldapp.texts.catalogue import LANGUAGES, Catalogue


class Column(Enum):
    """A column by its stable name; the heading is a text of each language."""

    NUMBER = "number"
    JOB_TYPE = "job_type"
    SEVERITY = "severity"
    CUSTOMER = "customer"
    CONTACT = "contact"
    ROLE = "role"
    PHONE = "phone"
    ADDRESS = "address"
    AREA = "area"
    ACCESS = "access"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PRODUCT = "product"
    MODEL = "model"
    SERIAL_NUMBER = "serial_number"
    PURCHASED_ON = "purchased_on"
    PROBLEM_AREA = "problem_area"
    PROBLEM_KIND = "problem_kind"
    SYMPTOM = "symptom"
    ALARM_CODE = "alarm_code"
    SINCE = "since"
    HOW_OFTEN = "how_often"
    TRIED = "tried"
    IMPACT = "impact"
    ENGINEER = "engineer"
    START_AT = "start_at"
    END_AT = "end_at"
    PLANNED_MINUTES = "planned_minutes"
    WANTED_VISIT_AT = "wanted_visit_at"
    WANTED_SOLUTION_AT = "wanted_solution_at"
    CHANNEL = "channel"
    RECEIVED_AT = "received_at"
    RECEIVED_BY = "received_by"
    DISPATCHER = "dispatcher"
    WISHES = "wishes"
    PROFILE = "profile"


NEEDED = (
    Column.NUMBER,
    Column.SEVERITY,
    Column.CUSTOMER,
    Column.SYMPTOM,
    Column.ENGINEER,
    Column.START_AT,
    Column.END_AT,
)
"""Without these nobody could go there; everything else may be asked for later (ACC-2)."""

CHOICES: Mapping[Column, type[Enum]] = {
    Column.JOB_TYPE: JobType,
    Column.PROBLEM_AREA: ProblemArea,
    Column.PROBLEM_KIND: ProblemKind,
}
"""Columns with a closed list of words."""

LIMITS: Mapping[Column, int] = {Column.NUMBER: 40, Column.SERIAL_NUMBER: 64, Column.MODEL: 64, Column.CUSTOMER: 200}
LONGEST = 2000
"""Characters that a cell may hold, where its column has no limit of its own."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Headings and words of the closed lists, in every language at once."""

    catalogue: Catalogue

    def heading(self, column: Column, language: str) -> str:
        """Return what a column is called."""
        return self.catalogue.text(f"cli.import.head.{column.value}", language)

    def columns(self) -> Mapping[str, Column]:
        """Return the columns by every folded name they go by: both headings and the stable name."""
        names = {folded(column.value): column for column in Column}
        for language in LANGUAGES:
            names |= {folded(self.heading(column, language)): column for column in Column}
        return names

    def word(self, column: Column, value: Enum, language: str) -> str:
        """Return the word for a member of a column's closed list."""
        return self.catalogue.text(f"cli.import.word.{column.value}.{value.value}", language)

    def meant(self, column: Column, text: str) -> Enum | None:
        """Return the member that a word of any language, or its stable name, means; None for another word."""
        for value in CHOICES[column]:
            words = {str(value.value), *(self.word(column, value, language) for language in LANGUAGES)}
            if folded(text) in {folded(word) for word in words}:
                return value
        return None

    def words(self, column: Column, language: str) -> str:
        """Return the closed list of a column as a text."""
        return self.listed((self.word(column, value, language) for value in CHOICES[column]), language)

    def listed(self, names: Iterable[str], language: str) -> str:
        """Return names as one text."""
        return self.catalogue.text("cli.import.between", language).join(names)


def folded(text: str) -> str:
    """Return a heading or word as it is compared: width, case, spaces and marks of "needed" do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if not character.isspace() and character not in "*_")
