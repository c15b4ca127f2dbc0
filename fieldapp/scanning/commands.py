"""`fieldapp scan FILE…`: say what the labels in pictures say."""

from __future__ import annotations

import argparse
from pathlib import Path

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.part import CaptureSource, PartCode


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `scan`; it sets `command`, a function of the parsed options."""
    scan = subparsers.add_parser("scan", help="read the labels in pictures")
    scan.add_argument("picture", type=Path, nargs="+")
    scan.set_defaults(command=_scan)


def _scan(options: argparse.Namespace) -> int:
    """Print one line a code; 1 if a picture had none or a label was wrong. The words of the last fault follow."""
    # Pictures and GS1 tables cost 0.2 s, and the window waits for the whole command line to be known.
    from fieldapp.scanning.decode import read_picture
    from fieldapp.scanning.label import to_part_code

    last_fault: FieldappError | None = None
    for path in options.picture:
        try:
            codes = read_picture(path)
        except FieldappError as fault:
            print(f"{path.name}: {fault}")
            last_fault = fault
            continue
        for code in codes:
            try:
                print(f"{path.name}: {_line(to_part_code(code.text, code.symbology, CaptureSource.PICTURE))}")
            except FieldappError as fault:
                print(f"{path.name}: {code.symbology} {fault}")
                last_fault = fault
    if last_fault is not None:
        raise last_fault
    return 0


def _line(code: PartCode) -> str:
    """`]d2 gtin=06901234000023 lot=L42 serial=SN-7`: what is known, in the order of importance."""
    facts = {
        "part": code.part_number,
        "gtin": code.gtin,
        "serial": code.serial_number,
        "lot": code.lot,
        "quantity": code.quantity if code.quantity != 1 else None,
        "expires": code.expires_on,
    }
    said = [f"{name}={value}" for name, value in facts.items() if value is not None]
    return " ".join([code.symbology or "-", *(said or [f"text={code.raw}"])])
