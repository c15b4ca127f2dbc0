"""When the interpreter itself dies: where each thread was goes to a file, what was in memory goes nowhere."""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path
from typing import TextIO

FILE_NAME = "crash.txt"
BEFORE_NAME = "crash.before.txt"


def files(folder: Path) -> tuple[Path, ...]:
    """Return the crash reports of a log folder."""
    return tuple(folder / name for name in (FILE_NAME, BEFORE_NAME) if _is_filled(folder / name))


class CrashWatch:
    """Writes a crash of this run into a log folder, until `close`; it must be held, for it owns the file.

    What is written are files, lines and functions of every thread: no values. The report of the last crash is kept;
    `crashed_before` tells of it.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / FILE_NAME
        self.crashed_before = _is_filled(path)
        self._file: TextIO | None = None
        self._was_on = faulthandler.is_enabled()
        try:
            if self.crashed_before:
                path.replace(folder / BEFORE_NAME)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError:
            # Without a log folder a crash says on stderr where it was.
            _say_on_stderr()
            return
        self._file = os.fdopen(handle, "w", encoding="utf-8")
        faulthandler.enable(self._file, all_threads=True)

    def close(self) -> None:
        """Write crashes of this process where they were written before, if anywhere."""
        faulthandler.disable()
        if self._was_on:
            _say_on_stderr()
        if self._file is not None:
            self._file.close()


def no_core_dumps() -> None:
    """Let no dump of this process's memory be written: it would hold keys and what stands on the screen.

    Linux leaves programs that collect dumps unbound by the limit, except by a limit of one byte, which it takes for
    "none" (core(5); fs/coredump.c). Not by PR_SET_DUMPABLE: then the desktop's portals (file dialogs, dark or light)
    refuse to answer. Windows leaves dumps of a program to its administrator (docs/security.md).
    """
    if sys.platform == "win32":
        return
    import resource

    most = 1 if sys.platform == "linux" else 0
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _say_on_stderr() -> None:
    if sys.__stderr__ is not None:  # a program without a console has none
        faulthandler.enable(sys.__stderr__, all_threads=True)


def _is_filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
