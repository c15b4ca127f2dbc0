"""The journal is written without SQLite: its writes, cuts and syncs are recorded where it hands them to the system."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.store import durable, journal_file
from tests.powercut.disk_log import DiskLog, Synced, Truncated, Written


@contextmanager
def recording_journal(folder: Path, log: DiskLog) -> Iterator[None]:
    """Record what happens to the journal of the data folder inside the block."""
    root = folder.resolve()

    def name(descriptor: int) -> str:
        return Path(os.readlink(f"/proc/self/fd/{descriptor}")).relative_to(root).as_posix()

    def write_all(descriptor: int, content: bytes) -> None:
        log.add(Written(name(descriptor), os.lseek(descriptor, 0, os.SEEK_CUR), bytes(content)))
        durable.write_all(descriptor, content)

    def cut_off(descriptor: int, size: int) -> None:
        durable.cut_off(descriptor, size)
        log.add(Truncated(name(descriptor), size))

    def sync_file(descriptor: int) -> None:
        durable.sync_file(descriptor)
        log.add(Synced(name(descriptor)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_file, "write_all", write_all)
        patch.setattr(journal_file, "cut_off", cut_off)
        patch.setattr(journal_file, "sync_file", sync_file)
        yield
