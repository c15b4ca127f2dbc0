"""What a reader of a PDF sees: its text through poppler, its pages as pictures."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None,
    reason="poppler-utils is not installed: nothing here reads a PDF's text independently",
)


def text_of(document: bytes, folder: Path) -> str:
    """Return the text line by line as it is drawn."""
    path = folder / "document.pdf"
    path.write_bytes(document)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


def pages_of(document: bytes, folder: Path, dots_per_inch: int = 150) -> list[Path]:
    """Return a picture of each page."""
    path = folder / "document.pdf"
    path.write_bytes(document)
    call = ["pdftoppm", "-r", str(dots_per_inch), "-gray", "-png", str(path), str(folder / "page")]
    subprocess.run(call, check=True, capture_output=True, timeout=60)
    return sorted(folder.glob("page-*.png"))


def properties_of(document: bytes, folder: Path) -> dict[str, str]:
    """Return the properties of the file by name."""
    path = folder / "document.pdf"
    path.write_bytes(document)
    done = subprocess.run(["pdfinfo", "-enc", "UTF-8", str(path)], check=True, capture_output=True, timeout=60)
    lines = (line.partition(":") for line in done.stdout.decode().splitlines())
    return {name: value.strip() for name, _, value in lines}
