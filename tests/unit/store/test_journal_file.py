"""How the journal's file is opened where the system would change bytes on their way to the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fieldapp.store import journal_file

_BINARY = 0x8000
"""The value on Windows; Linux takes it for a permission to write large files."""


def test_the_journal_is_opened_for_bytes_where_the_system_tells_them_from_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: list[int] = []
    really_open = os.open

    def watched(path: Path, flag: int, mode: int = 0o777) -> int:
        flags.append(flag)
        return really_open(path, flag, mode)

    monkeypatch.setattr(os, "O_BINARY", _BINARY, raising=False)
    monkeypatch.setattr(os, "open", watched)
    journal_file.JournalFile(tmp_path / "one.journal", journal_file.journal_box(bytes(32))).close()
    assert flags[0] & _BINARY
