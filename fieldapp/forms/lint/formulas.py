"""Formulas and `${name}` in the survey: syntax, functions, and names that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.domain.errors import FormError
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.excel_formulas import is_excel_formula
from fieldapp.forms.lint.choices import ChoiceLists, file_missing
from fieldapp.forms.lint.findings import Findings, meant
from fieldapp.forms.lint.spelling import respelled
from fieldapp.forms.lint.survey import Question, Survey
from fieldapp.forms.workbook import Cell
from fieldapp.forms.xlsform import EXTERNAL_TYPES, NameReference, RowKind, is_expression, references_in, yes_or_no
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.library import ODK_LIBRARY
from fieldapp.forms.xpath.syntax import Call, Filter, Literal, NodeTest, Path, Step, Syntax, parts

_FORMULAS = ("relevant", "constraint", "calculation", "required", "read_only", "repeat_count", "choice_filter")
_YES_OR_NO = ("required", "read_only")
_OF_THE_ANSWER = ("relevant", "calculation")
_DECIDING = ("relevant", "constraint")
_PULLED = re.compile(r"pulldata\(\s*['\"]([^'\"]+)")
_PLAIN_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_OF_THE_RECORD = frozenset({"instanceID", "instanceName"})
_NOT_REFERRING = frozenset({"type", "name"})


def check_formulas(survey: Survey, lists: ChoiceLists, findings: Findings) -> None:
    """Check every formula and every `${name}` of the survey."""
    checker = _Checker(survey, lists, findings)
    for question in survey.questions:
        sound = checker.check_references(question)
        for column, text in _formulas(question):
            if column not in sound:
                continue
            checker.check_formula(question, column, text)


def _formulas(question: Question) -> Iterator[tuple[str, str]]:
    for column in _FORMULAS:
        text = question.row.text(column)
        if text and not is_excel_formula(text) and not (column in _YES_OR_NO and yes_or_no(text) is not None):
            yield column, text
    default = question.row.text("default")
    if default and is_expression(default, question.row.text("type")):
        yield "default", default


class _Checker:
    def __init__(self, survey: Survey, lists: ChoiceLists, findings: Findings) -> None:
        self._survey = survey
        self._lists = lists
        self._findings = findings
        self._paths = survey.paths
        self._instances = _known_instances(survey, lists)

    def check_references(self, question: Question) -> set[str]:
        """Note `${name}` that lead nowhere; the columns whose formulas can be looked into further."""
        sound: set[str] = {*_FORMULAS, "default"}
        for heading in question.row.headings:
            text = question.row.cells.get(heading.text, "")
            if heading.column in _NOT_REFERRING and not question.type.list_name.startswith("${"):
                continue
            for reference in references_in(text):
                fault = self._reference_fault(reference)
                if fault is not None:
                    sound.discard(heading.column)
                    self._findings.fault(Cell("survey", question.row.number, heading.text), fault)
        return sound

    def _reference_fault(self, reference: NameReference) -> FormError | None:
        name = reference.name
        if not name:
            return AuthorError("forms.author.reference-malformed")
        if reference.from_last_saved:
            return AuthorError("forms.author.last-saved", name=name)
        if name in _OF_THE_RECORD:
            return None
        count = self._survey.counts.get(name, 0)
        if count == 0:
            suggestion = meant(name, self._survey.counts)
            return AuthorError("forms.author.reference-unknown", name=name, meant=suggestion)
        return AuthorError("forms.author.reference-ambiguous", name=name, count=count) if count > 1 else None

    def check_formula(self, question: Question, column: str, text: str) -> None:
        """Note what is wrong with one formula."""
        place = question.cell(column)
        if column in _OF_THE_ANSWER and self._reads_itself(question, column, text):
            self._findings.fault(place, AuthorError("forms.author.self-reference", name=question.name))
            return
        try:
            bound = compile_expression(_as_xpath(text))
        except FormError as fault:
            self._findings.fault(place, _explained(fault, text))
            return
        for found in bound.faults:
            self._findings.fault(place, _explained(found, text))
        self._check_meaning(question, column, bound.syntax, text)

    def _check_meaning(self, question: Question, column: str, syntax: Syntax, text: str) -> None:
        """Note what is wrong with a formula that can be read: it means something else, or leads nowhere."""
        place = question.cell(column)
        if column in _YES_OR_NO and _is_bare(syntax):
            self._findings.fault(place, AuthorError("forms.author.not-yes-or-no", text=text))
            return
        if column in _DECIDING and _is_constant(syntax):
            self._findings.warning(place, AuthorError("forms.author.formula-constant", expression=text))
        if column == "choice_filter":
            self._check_filter(question, syntax, place)
        elif question.type.kind is not RowKind.BEGIN:
            self._check_bare_names(syntax, place)
        self._check_paths(syntax, place)
        for pattern in _open_patterns(syntax):
            self._findings.warning(place, AuthorError("forms.author.pattern-open", pattern=pattern))
        self._check_tables(syntax, place)

    def _check_tables(self, syntax: Syntax, place: Cell) -> None:
        for name in _pulled(syntax):
            if f"{name}.csv" not in self._lists.beside:
                self._findings.fault(place, file_missing(f"{name}.csv", self._lists))
        for name in _instances(syntax):
            if name not in self._instances:
                suggestion = meant(name, self._instances)
                self._findings.fault(place, AuthorError("forms.author.instance-unknown", list=name, meant=suggestion))

    def _reads_itself(self, question: Question, column: str, text: str) -> bool:
        # A row of a repeat may read the row before it, and a trigger decides when a calculation reads the old answer.
        if question.in_repeat or (column == "calculation" and question.row.text("trigger")):
            return False
        return any(reference.name == question.name for reference in references_in(text))

    def _check_filter(self, question: Question, syntax: Syntax, place: Cell) -> None:
        """A filter runs for each choice: a plain name in it is a column of the list."""
        columns = self._lists.columns_of(question.type.list_name)
        if columns is None:
            return
        for name in _bare_names(syntax):
            if name not in columns:
                suggestion = meant(name, columns)
                fields = {"filter": name, "list": question.type.list_name, "meant": suggestion}
                self._findings.fault(place, AuthorError("forms.author.filter-column", **fields))

    def _check_bare_names(self, syntax: Syntax, place: Cell) -> None:
        """A question has nothing below it: `age > 18` was meant as `${age} > 18`."""
        for name in _bare_names(syntax):
            self._findings.fault(place, AuthorError("forms.author.bare-name", name=name))

    def _check_paths(self, syntax: Syntax, place: Cell) -> None:
        for path in _written_paths(syntax):
            if path not in self._paths:
                self._findings.fault(place, AuthorError("forms.author.path-unknown", path=path))


def _is_bare(syntax: Syntax) -> bool:
    """Whether a formula is no more than one word: the `是` of a column that wants yes or no."""
    return isinstance(syntax, Path) and len(syntax.steps) == 1 and any(_bare_names(syntax))


def _is_constant(syntax: Syntax) -> bool:
    """Whether a formula asks nothing of the form or the moment; `true()` and `false()` are meant that way."""
    return not isinstance(syntax, Call | Path | Filter) and all(_is_constant(part) for part in parts(syntax))


def _pulled(syntax: Syntax) -> Iterator[str]:
    """The lists that pulldata() names."""
    match syntax:
        case Call("pulldata", (Literal(name), *_)):
            yield name
    for part in parts(syntax):
        yield from _pulled(part)


def _explained(fault: FormError, text: str) -> FormError:
    """The fault of a formula with what its author may have meant, where that can be told."""
    fault.fields["expression"] = text
    if fault.code == "forms.xpath.unknown-function":
        name = str(fault.fields["function"])
        known = meant(name.lower(), ODK_LIBRARY)
        return AuthorError("forms.author.function-unknown", function=name, meant=known) if known else fault
    spelled = respelled(text, _syntax_fault) if fault.code == "forms.xpath.syntax" else None
    if spelled is None:
        return fault
    fields: dict[str, str | int] = {"position": spelled.position, "found": spelled.found, "right": spelled.right}
    return AuthorError("forms.author.formula-spelled", expression=text, meant=spelled.meant, **fields)


def _syntax_fault(text: str) -> FormError | None:
    try:
        compile_expression(_as_xpath(text))
    except FormError as fault:
        return fault
    return None


def _open_patterns(syntax: Syntax) -> Iterator[str]:
    """Patterns of `regex()` that ODK's clients read in two ways: somewhere in the text, or all of it."""
    match syntax:
        case Call("regex", (_, Literal(pattern))) if not (pattern.startswith("^") and pattern.endswith("$")):
            yield pattern
    for part in parts(syntax):
        yield from _open_patterns(part)


def _known_instances(survey: Survey, lists: ChoiceLists) -> frozenset[str]:
    """Ids that `instance()` finds: the lists, and files that a select, a row of their own or pulldata() names."""
    found = set(lists.names)
    for question in survey.questions:
        if question.type.is_from_file:
            found.add(question.type.list_name.rpartition(".")[0])
        if question.row.text("type") in EXTERNAL_TYPES:
            found.add(question.name)
        found |= {name for text in question.row.cells.values() for name in _PULLED.findall(text)}
    return frozenset(found)


def _instances(syntax: Syntax) -> Iterator[str]:
    match syntax:
        case Call("instance", (Literal(name),)):
            yield name
    for part in parts(syntax):
        yield from _instances(part)


def _as_xpath(text: str) -> str:
    """The formula with each `${name}` as a path of the same length, so that offsets stay those of the author."""
    text = text.translate(_PLAIN_QUOTES)
    for reference in references_in(text):
        path = f" /{reference.name}".ljust(reference.end - reference.start)
        text = text[: reference.start] + path + text[reference.end :]
    return text


def _bare_names(syntax: Syntax) -> Iterator[str]:
    """Names that stand alone, outside of the predicates of a path, where they mean something of that path's nodes."""
    match syntax:
        case Path(False, (Step("child", NodeTest(name=name, prefix="", node_type="")), *_), None) if name != "*":
            yield name
        case Path(start=start):
            if start is not None:
                yield from _bare_names(start)
        case Filter(operand, _):
            yield from _bare_names(operand)
        case _:
            for part in parts(syntax):
                yield from _bare_names(part)


def _written_paths(syntax: Syntax) -> Iterator[str]:
    """Paths that the author wrote out from the root (`/data/group/name`)."""
    match syntax:
        case Path(True, steps, None) if len(steps) > 1 and all(_is_plain(step) for step in steps):
            path = "/" + "/".join(step.test.name for step in steps)
            if steps[0].test.name == "data" and steps[1].test.name != "meta":
                yield path
        case Call("instance", _):
            return
    for part in parts(syntax):
        yield from _written_paths(part)


def _is_plain(step: Step) -> bool:
    return step.axis == "child" and step.test.name != "*" and not step.test.node_type and not step.test.prefix
