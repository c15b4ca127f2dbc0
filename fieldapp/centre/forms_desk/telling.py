"""What the desk is told about workbooks: a line a finding, in words, or the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.centre.forms_desk.examining import Examined
from fieldapp.forms.errors import AuthorError
from fieldapp.texts.catalogue import Catalogue


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
        """Return `kit.xlsx!survey 5 relevant: what is wrong; what to do [code]`."""
        told = self.catalogue.error(found.code, self.language, **found.fields)
        place = (
            f"{found.fields['file']}!{found.fields['sheet']} {found.fields['row']} {found.fields['column']}".rstrip()
        )
        words = told.what if not told.do else f"{told.what}{self.word('then')}{told.do}"
        return f"{place}: {words} [{found.code}]"

    def as_json(self, examined: Examined, state: str) -> dict[str, object]:
        """Return a workbook's findings as plain values, with what became of it; `fields` are those of the code."""
        return {
            "state": state,
            "file": examined.path.name,
            "form_id": None if examined.form is None else examined.form.form_id,
            "version": None if examined.form is None else examined.form.version,
            "sha256": None if examined.form is None else examined.form.sha256,
            "findings": [self._finding(mark, found) for mark, found in self._marked(examined)],
        }

    def _finding(self, mark: str, found: AuthorError) -> dict[str, object]:
        told = self.catalogue.error(found.code, self.language, **found.fields)
        fields = dict(found.fields)
        place = {name: fields.pop(name) for name in ("sheet", "row", "column")}
        fields.pop("file")
        return {"kind": mark, "code": found.code, **place, "what": told.what, "do": told.do, "fields": fields}

    def _marked(self, examined: Examined) -> Iterator[tuple[str, AuthorError]]:
        for mark, found in (("fault", examined.faults), ("refusal", examined.refusals), ("warning", examined.warnings)):
            for error in found:
                yield mark, error
