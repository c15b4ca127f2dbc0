"""What the desk is told about workbooks: a line a finding, in words, or the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from fieldapp.centre.forms_desk.examining import Examined
from fieldapp.centre.forms_desk.list_changes import ListChange
from fieldapp.forms.errors import AuthorError
from fieldapp.texts.catalogue import Catalogue, ErrorWords


@dataclass(frozen=True, slots=True)
class Telling:
    """Findings in the words of one language."""

    catalogue: Catalogue
    language: str

    def word(self, code: str, **fields: str | int) -> str:
        """Return a text of the command line."""
        return self.catalogue.text(f"cli.forms.{code}", self.language, **fields)

    def lines(self, examined: Examined) -> Iterator[str]:
        """Yield a workbook's name with what was counted, then a line for each finding."""
        faults, warnings = len(examined.faults) + len(examined.refusals), len(examined.warnings)
        if faults or warnings:
            yield f"{examined.path.name}: {self.word('counted', faults=faults, warnings=warnings)}"
        else:
            yield f"{examined.path.name}: {self.word('fine')}"
        for mark, found in self._marked(examined):
            yield f"  {self.word(f'mark.{mark}')} {self.line(found)}"

    def line(self, found: AuthorError) -> str:
        """Return `kit.xlsx!survey 5 relevant (F5): what is wrong; what to do [code]`."""
        told = self._told(found)
        places = (found.fields[name] for name in ("sheet", "row", "column"))
        address = f" ({found.fields['cell']})" if found.fields.get("cell") else ""
        place = f"{found.fields['file']}!{' '.join(str(part) for part in places if part)}{address}"
        words = told.what if not told.do else f"{told.what}{self.word('then')}{told.do}"
        return f"{place}: {words} [{found.code}]"

    def _told(self, found: AuthorError) -> ErrorWords:
        fields = dict(found.fields)
        if "needed_by" in fields:
            fields["needed_by"] = self._reader(str(fields["needed_by"]))
        return self.catalogue.error(found.code, self.language, **fields)

    def _reader(self, needed_by: str) -> str:
        """Return who needs an answer (`workflow.needs`): `report process` is a section of the report by its heading."""
        kind, _, name = needed_by.partition(" ")
        headings = (f"documents.{place}.{name}" for place in ("section", "heading"))
        heading = next((code for code in headings if kind == "report" and self.catalogue.knows(code)), "")
        shown = self.catalogue.text(heading, self.language) if heading else name
        return self.word(f"reader.{kind}", name=shown)

    def list_line(self, change: ListChange) -> str:
        """Return what publishing does to a list that tablets have: rows, values, who reads it."""
        fields: dict[str, str | int] = {"list": change.list_id, "rows": change.rows, "orders": change.orders}
        if change.before is None:
            return self.word("list.first", **fields)
        if not change.is_changed:
            return self.word("list.same", **fields)
        values: dict[str, str | int] = {"added": change.added, "changed": change.changed, "gone": len(change.gone)}
        forms = ", ".join(change.forms) or "–"
        return self.word("list.replaced", before=change.before, forms=forms, **fields, **values)

    def as_json(self, examined: Examined, state: str, lists: Iterable[ListChange] = ()) -> dict[str, object]:
        """Return a workbook's findings as plain values, with what became of it; `fields` are those of the code."""
        mine = {table.list_id for table in examined.tables}
        return {
            "state": state,
            "file": examined.path.name,
            "form_id": None if examined.form is None else examined.form.form_id,
            "version": None if examined.form is None else examined.form.version,
            "sha256": None if examined.form is None else examined.form.sha256,
            "lists": [asdict(change) for change in lists if change.list_id in mine],
            "findings": [self._finding(mark, found) for mark, found in self._marked(examined)],
        }

    def _finding(self, mark: str, found: AuthorError) -> dict[str, object]:
        told = self._told(found)
        fields = dict(found.fields)
        place = {name: fields.pop(name, "") for name in ("sheet", "row", "column", "cell")}
        fields.pop("file")
        return {"kind": mark, "code": found.code, **place, "what": told.what, "do": told.do, "fields": fields}

    def _marked(self, examined: Examined) -> Iterator[tuple[str, AuthorError]]:
        for mark, found in (("fault", examined.faults), ("refusal", examined.refusals), ("warning", examined.warnings)):
            for error in found:
                yield mark, error
