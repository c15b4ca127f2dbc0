"""`fieldapp centre import`: orders out of Excel or CSV, with every bad row named by row and column."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.errors import BadInput
from fieldapp.texts.catalogue import LANGUAGES, Catalogue

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.desk.import_orders import ImportReport
    from fieldapp.centre.desk.import_rows import Finding
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""

FINE, BAD_ROWS, WRONG_CALL = 0, 1, 2


def add_import_command(add: AddCommand, open_existing: Open) -> None:
    """Add the command."""
    importing = add(
        "import", "take orders from an Excel or CSV file", lambda options: run_import(options, open_existing)
    )
    importing.epilog = "Exit codes: 0 fine; 1 rows cannot be imported; 2 the file is no table of orders, or wrong call."
    importing.add_argument("file", type=Path, nargs="?", help=".xlsx, or .csv in UTF-8 or GB18030")
    importing.add_argument("--template", type=Path, metavar="FILE", help="write an empty table (.xlsx or .csv) and end")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    importing.add_argument("--good-rows", action="store_true", help="import the good rows although others are bad")
    importing.add_argument(
        "--create-unknown", action="store_true", help="enter customers and machines that the register does not have"
    )
    importing.add_argument("--json", action="store_true", help="as JSON")
    # Here as well as before the command; SUPPRESS keeps what was said there.
    importing.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the report")


def run_import(options: argparse.Namespace, open_existing: Open) -> int:
    """Write a template, or import a file and tell what became of it; the exit code says whether all of it is fine."""
    catalogue = Catalogue.load(options.resources / "i18n")
    try:
        if options.template is not None:
            return _write_template(options, catalogue)
        if options.file is None:
            raise BadInput("import.no-file")
        report = _import(options, open_existing, catalogue)
    except BadInput as error:
        print(catalogue.error_lines(error, options.language), file=sys.stderr)
        return WRONG_CALL
    telling = Telling(catalogue, options.language)
    if options.json:
        print(json.dumps(telling.as_json(report), ensure_ascii=False, indent=2))
    else:
        print("\n".join(telling.lines(report, dry_run=options.dry_run)))
    return BAD_ROWS if report.findings else FINE


def _write_template(options: argparse.Namespace, catalogue: Catalogue) -> int:
    from fieldapp.centre.desk.import_columns import Vocabulary
    from fieldapp.centre.desk.import_template import write_template

    write_template(options.template, Vocabulary(catalogue), options.language)
    print(options.template)
    return FINE


def _import(options: argparse.Namespace, open_existing: Open, catalogue: Catalogue) -> ImportReport:
    from fieldapp.centre.desk.import_columns import Vocabulary
    from fieldapp.centre.desk.import_orders import ImportRules, import_orders
    from fieldapp.centre.devices.feed import write_and_tell

    settings, database = open_existing(options)
    rules = ImportRules(
        language=options.language,
        zone=settings.zone,
        create_unknown=options.create_unknown,
        good_rows=options.good_rows,
        dry_run=options.dry_run,
    )
    try:
        words, now = Vocabulary(catalogue), settings.now()
        return write_and_tell(
            database, lambda connection, feed: import_orders(connection, feed, options.file, words, rules, now)
        )
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class Telling:
    """A report in the words of one language."""

    catalogue: Catalogue
    language: str

    def word(self, code: str, **fields: str | int) -> str:
        """Return a text of the command line."""
        return self.catalogue.text(f"cli.import.{code}", self.language, **fields)

    def lines(self, report: ImportReport, *, dry_run: bool) -> Iterator[str]:
        """Yield a line for each finding, then what came in, what was there already, and what entered the register."""
        for note in report.notes:
            yield f"{self.word('note')} {self.line(note)}"
        for finding in report.findings:
            yield self.line(finding)
        bad = len({finding.row for finding in report.findings})
        if bad:
            yield self.word("bad", count=bad)
        if report.known:
            yield self.word("known", count=len(report.known), numbers=" ".join(report.known[:20]))
        for kind, names in (("customers", report.new_customers), ("assets", report.new_assets)):
            if names and (report.imported or dry_run):
                yield self.word(f"new.{kind}", count=len(names), names="、".join(names[:20]))
        if dry_run:
            yield self.word("would", count=len(report.good))
        elif report.imported or not bad:
            yield self.word("done", count=len(report.imported), numbers=" ".join(report.imported[:20]))
        else:
            yield self.word("nothing" if report.good else "none", count=len(report.good))

    def line(self, finding: Finding) -> str:
        """Return where and what: `row 5, Level (column C): what is wrong [import.cell.number]`."""
        place = self.word("place", row=finding.row, heading=finding.heading, letters=finding.letters)
        return f"{place}{self.what(finding)} [{finding.code}]"

    def what(self, finding: Finding) -> str:
        """Return what is wrong and what to do."""
        return self.catalogue.text(f"cli.{finding.code}", self.language, **finding.fields)

    def as_json(self, report: ImportReport) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "imported": report.imported,
            "good": report.good,
            "known": report.known,
            "new_customers": report.new_customers,
            "new_assets": report.new_assets,
            "findings": [self._finding(finding) for finding in report.findings],
            "notes": [self._finding(finding) for finding in report.notes],
        }

    def _finding(self, finding: Finding) -> dict[str, object]:
        place = {"row": finding.row, "column": finding.heading, "letters": finding.letters}
        return {**place, "code": finding.code, "what": self.what(finding), "fields": dict(finding.fields)}
