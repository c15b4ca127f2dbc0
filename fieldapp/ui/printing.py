"""Paper from the tablet: the PDF itself goes to the system's printer, as it is in the store (vector, small)."""

from __future__ import annotations

import shutil
import subprocess

from fieldapp.domain.errors import PrintError

PATIENCE_S = 20
"""How long the print system may take to accept a job, in seconds."""


def print_document(pdf: bytes, title: str) -> None:
    """Hand a PDF to the default printer and return when it was accepted; blocks, so run it on a worker.

    Raises PrintError("printer.missing") without a print system or a default printer, PrintError("printer.silent") when
    the print system does not answer. Nothing is written to disk in clear.
    """
    command = shutil.which("lp")
    if command is None:
        raise PrintError("printer.missing")
    try:
        done = subprocess.run([command, "-t", title, "--", "-"], input=pdf, capture_output=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired as fault:
        raise PrintError("printer.silent") from fault
    if done.returncode != 0:
        raise PrintError("printer.missing")
