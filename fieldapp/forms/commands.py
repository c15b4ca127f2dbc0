"""`fieldapp forms …`: check and compile the workbooks of a form's author."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.errors import BadInput

if TYPE_CHECKING:
    from fieldapp.forms.errors import AuthorError


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `forms` with its own commands; each sets `command`, a function of the parsed options."""
    forms = subparsers.add_parser("forms", help="check and compile forms (XLSForm)")
    commands = forms.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="name every fault of the workbooks by sheet, row and column")
    check.add_argument("workbook", type=Path, nargs="+")
    check.set_defaults(command=_check)
    compile_ = commands.add_parser("compile", help="write the XForms of the workbooks")
    compile_.add_argument("workbook", type=Path, nargs="+")
    compile_.add_argument("--out", type=Path, default=Path(), help="folder to write to (default: this one)")
    compile_.set_defaults(command=_compile)


def _check(options: argparse.Namespace) -> int:
    """Print the faults of all workbooks; 1 when there are any."""
    # The compiler costs 0.1 s, and the window waits for the whole command line to be known.
    from fieldapp.forms.compile import check_xlsform

    found = 0
    for path in _existing(options.workbook):
        faults = check_xlsform(path)
        found += len(faults)
        print(f"{path.name}: {len(faults)}")
        for fault in faults:
            print(f"  {_line(fault)}")
    return 1 if found else 0


def _compile(options: argparse.Namespace) -> int:
    """Write one XForm a workbook and print its version and hash, with the warnings about it."""
    from fieldapp.forms.compile import compile_xlsform

    options.out.mkdir(parents=True, exist_ok=True)
    for path in _existing(options.workbook):
        form = compile_xlsform(path)
        target = options.out / f"{path.stem}.xml"
        target.write_bytes(form.xform)
        print(f"{target}: {form.form_id} {form.version} {form.sha256}")
        for warning in form.warnings:
            print(f"  {_line(warning)}")
    return 0


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.is_file():
            raise BadInput("forms.author.no-file", file=path.name)
    return paths


def _line(fault: AuthorError) -> str:
    """`survey!5 relevant: forms.xpath.syntax (…)`: the place first, then code and details."""
    shown = ("file", "sheet", "row", "column")
    details = ", ".join(f"{name}={value}" for name, value in fault.fields.items() if name not in shown)
    fields = fault.fields
    return f"{fields['sheet']}!{fields['row']} {fields['column']}: {fault.code} ({details})"
