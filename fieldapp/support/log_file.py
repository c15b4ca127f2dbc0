"""The file of the log; apart from `log`, for what rotates files brings along more than a first frame waits for."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from logging.handlers import RotatingFileHandler


class LogFile(RotatingFileHandler):
    """A rotating file that only its owner reads; a full disk makes it miss lines, never the work fail."""

    def write(self, line: str) -> None:
        """Write a finished line."""
        self.handle(logging.makeLogRecord({"msg": line}))

    def _open(self):  # type: ignore[no-untyped-def]  # typeshed names a type of its own here
        return open(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Pass over a line that could not be written: the standard way prints the record, data and all."""

    def close(self) -> None:
        """Close the file; a disk too full for the last lines is no reason for the program to fail at its end."""
        with suppress(OSError):
            super().close()
