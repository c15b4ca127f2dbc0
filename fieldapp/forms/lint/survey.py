"""The rows of the survey: types, names, and groups that begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.lint.type_names import meant_type
from fieldapp.forms.workbook import Cell, Row, Sheet
from fieldapp.forms.xlsform import RowKind, RowType, is_name, row_type, yes_or_no

_NAMED_BY_THEMSELVES = ("note", "audit")
_FILE_WITH_BLANKS = re.compile(r"select_(one|multiple)_from_file \S+ ")


@dataclass(frozen=True, slots=True)
class Question:
    """A row that makes a node: a question, group or repeat. `path` is where its answer stands."""

    row: Row
    type: RowType
    name: str
    path: str
    in_repeat: bool

    def cell(self, column: str) -> Cell:
        """The cell of a column in this row."""
        return Cell("survey", self.row.number, self.row.written(column))


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions in their order, and how many there are of each name."""

    questions: tuple[Question, ...]
    counts: Mapping[str, int]

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all nodes."""
        return frozenset(question.path for question in self.questions)


@dataclass(slots=True)
class _Open:
    """A group that has begun, with the names in it so far (in small letters) and the row of each."""

    path: str
    question: Question | None = None
    in_repeat: bool = False
    names: dict[str, Row] = field(default_factory=dict)


def read_survey(sheet: Sheet, findings: Findings) -> Survey:
    """Read the rows, noting what is wrong with types, names and groups."""
    found = list(_Reader(findings).questions(sheet.rows))
    counts: dict[str, int] = {}
    for question in found:
        counts[question.name] = counts.get(question.name, 0) + 1
    return Survey(tuple(found), counts)


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._open = [_Open("/data")]

    def questions(self, rows: tuple[Row, ...]) -> Iterator[Question]:
        for row in rows:
            if not (row.text("type") or row.text("name") or row.text("label")) or yes_or_no(row.text("disabled")):
                continue  # a remark, or a row that is switched off
            kind = row_type(row.text("type"))
            if kind.kind is RowKind.END:
                self._end(row, kind)
            elif kind.kind is not RowKind.SETTING:
                yield self._question(row, kind)
        for left in self._open[1:]:
            if left.question is not None:
                section, name = left.question.type.section, left.question.name
                fault = AuthorError("forms.author.group-unclosed", section=section, name=name)
                self._findings.fault(left.question.cell("type"), fault)

    def _question(self, row: Row, kind: RowType) -> Question:
        above = self._open[-1]
        self._check_type(row, kind)
        name = self._checked_name(row, above)
        question = Question(row, kind, name, f"{above.path}/{name}", above.in_repeat or kind.section == "repeat")
        if kind.kind is RowKind.BEGIN:
            self._open.append(_Open(question.path, question, question.in_repeat))
        return question

    def _check_type(self, row: Row, kind: RowType) -> None:
        place, text = Cell("survey", row.number, row.written("type")), row.text("type")
        if not text:
            self._findings.fault(place, AuthorError("forms.author.type-missing", name=row.text("name")))
        elif kind.kind is RowKind.UNKNOWN and _FILE_WITH_BLANKS.match(text):
            self._findings.fault(place, AuthorError("forms.author.file-spaced", file_name=text.partition(" ")[2]))
        elif kind.kind is RowKind.UNKNOWN:
            known = meant_type(text)
            strange = AuthorError("forms.author.type-strange", type=text)
            fault = AuthorError("forms.author.type-unknown", type=text, meant=known) if known else strange
            self._findings.fault(place, fault)
        elif kind.is_select and not kind.list_name:
            self._findings.fault(place, AuthorError("forms.author.list-unnamed", type=text))

    def _checked_name(self, row: Row, above: _Open) -> str:
        place, name = Cell("survey", row.number, row.written("name")), row.text("name")
        if not name:
            if row.text("type") not in _NAMED_BY_THEMSELVES:
                self._findings.fault(place, AuthorError("forms.author.name-missing"))
            return f"row_{row.number}"
        if not is_name(name):
            self._findings.fault(place, AuthorError("forms.author.name-invalid", name=name))
        elif name.lower() in above.names:
            first = above.names[name.lower()]
            same = first.text("name") == name
            note = self._findings.fault if same else self._findings.warning
            note(place, AuthorError("forms.author.name-twice", name=name, first=first.number))
        above.names.setdefault(name.lower(), row)
        return name

    def _end(self, row: Row, kind: RowType) -> None:
        place = Cell("survey", row.number, row.written("type"))
        begun = self._open[-1].question
        if begun is None:
            self._findings.fault(place, AuthorError("forms.author.group-unopened", section=kind.section))
            return
        if begun.type.section != kind.section:
            opened, first = begun.type.section, begun.row.number
            fault = AuthorError("forms.author.group-crossed", section=kind.section, opened=opened, first=first)
            self._findings.fault(place, fault)
        self._open.pop()
