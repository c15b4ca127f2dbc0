"""The one place where the log is set up, for tablet and centre alike.

The file lies beside the data folder, in clear: it must be readable when the store cannot be opened, and it can be, for
`lines` lets nobody's data in (decision 8). It is cut at a megabyte, four older files are kept.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from fieldapp.support import crashes
from fieldapp.support.lines import JsonLine, noted

FILE_NAME = "fieldapp.jsonl"
FILE_BYTES = 1024 * 1024
OLDER_FILES = 4

logger = logging.getLogger("fieldapp")


def log_folder(data: Path) -> Path:
    """Return the folder of the log that belongs to a data folder: beside it, so that it outlives the data."""
    return data.with_name(f"{data.name}.log")


def log_files(folder: Path) -> tuple[Path, ...]:
    """Return what the log folder holds, the newest log first; nothing for a folder that is not there."""
    if not folder.is_dir():
        return ()
    numbered = [folder / FILE_NAME, *(folder / f"{FILE_NAME}.{number}" for number in range(1, OLDER_FILES + 1))]
    return tuple(path for path in (*numbered, *crashes.files(folder)) if path.is_file())


@contextmanager
def logging_to(folder: Path, level: int = logging.INFO) -> Iterator[None]:
    """Log into `folder` while the block runs, and note every error that nothing caught, in whatever thread.

    A line is worded where it is said and written by a thread of its own: the screen waits for no disk (USE-3). A folder
    that cannot be written is no reason not to work: then only what is a warning or worse goes to stderr.
    """
    root = logging.getLogger()
    lines: SimpleQueue[logging.LogRecord] = SimpleQueue()
    writer = QueueListener(lines, *_to_file(folder))
    handlers = [_to_stderr(), _Handover(lines)]
    before, hooks = root.level, (sys.excepthook, threading.excepthook, sys.unraisablehook)
    root.setLevel(level)
    for handler in handlers:
        root.addHandler(handler)
    _take_over_uncaught()
    watch = crashes.CrashWatch(folder)
    if watch.crashed_before:
        logger.error("the last run ended by a crash")
    writer.start()
    try:
        yield
    finally:
        watch.close()
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)
        writer.stop()
        for handler in (*handlers, *writer.handlers):
            handler.close()


def _to_file(folder: Path) -> list[logging.Handler]:
    """Return the handler of the file; none where the folder cannot be written, with a word on stderr."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateFile(folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="ascii")
    except OSError as fault:
        print(f"no log: {type(fault).__name__} {fault.errno}", file=sys.stderr)
        return []
    return [handler]


def _to_stderr() -> logging.Handler:
    """Return the handler of stderr. A desktop session writes stderr to a file too, so it says no more than the log.

    On a terminal a person looks: there errors are told whole.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    if not sys.stderr.isatty():
        handler.setFormatter(JsonLine())
    return handler


class _Handover(QueueHandler):
    """Words a record on the thread that speaks, for what it speaks of goes on; the writer gets the finished line."""

    def __init__(self, lines: SimpleQueue[logging.LogRecord]) -> None:
        super().__init__(lines)
        self.setFormatter(JsonLine())

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return a record that holds its line and nothing else."""
        return logging.makeLogRecord({"msg": self.format(record), "levelno": record.levelno})


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner reads; a full disk makes it miss lines, never the work fail."""

    def _open(self):  # type: ignore[no-untyped-def]  # typeshed names a type of its own here
        return open(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Pass over a line that could not be written: the standard way prints the record, data and all."""

    def close(self) -> None:
        """Close the file; a disk too full for the last lines is no reason for the program to fail at its end."""
        with suppress(OSError):
            super().close()


def _take_over_uncaught() -> None:
    """Note what nothing caught; on a terminal the traceback is shown as well."""

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logger.critical("nothing caught this", exc_info=(kind, error, trace))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def unraisable(args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable


def begin(app: str) -> None:
    """Note a start: which program on which machine."""
    from fieldapp.support.machine import machine

    logger.info("begins", extra=noted(app=app, **machine()))


def end() -> None:
    """Note an end that was meant; a log without it stopped in the middle."""
    logger.info("ends")
