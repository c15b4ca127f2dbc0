"""Printing hands the document to the system's own command; every way it fails has its code."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fieldapp.domain.errors import PrintError
from fieldapp.ui import printing
from fieldapp.ui.printing import print_document


def give_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    command = folder / "lp"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_bytes_of_the_document_reach_the_printer_with_its_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_lp(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/paper')
    print_document(b"%PDF-1.7 report", "SR-261123-004")
    assert (tmp_path / "paper").read_bytes() == b"%PDF-1.7 report"
    assert "-t SR-261123-004" in (tmp_path / "asked").read_text()


def test_a_tablet_without_a_print_system_says_that_the_printer_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintError) as told:
        print_document(b"%PDF-", "SR-1")
    assert told.value.code == "printer.missing"


def test_a_print_system_without_a_default_printer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give_lp(tmp_path, monkeypatch, 'echo "lp: Error - no default destination available." >&2; exit 1')
    with pytest.raises(PrintError) as told:
        print_document(b"%PDF-", "SR-1")
    assert told.value.code == "printer.missing"


def test_a_print_system_that_does_not_answer_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_lp(tmp_path, monkeypatch, "exit 0")

    def silent(command: list[str], **_options: object) -> None:
        raise subprocess.TimeoutExpired(command, printing.PATIENCE_S)

    monkeypatch.setattr(printing.subprocess, "run", silent)
    with pytest.raises(PrintError) as told:
        print_document(b"%PDF-", "SR-1")
    assert told.value.code == "printer.silent"
