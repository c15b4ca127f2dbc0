"""The one place where the log is set up, for tablet and centre alike.

The file lies beside the data folder, in clear: it must be readable when the store cannot be opened, and it can be, for
`lines` lets nobody's data in (decision 9). It is cut at a megabyte, four older files are kept.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from types import TracebackType

from fieldapp.support import crashes
from fieldapp.support.lines import JsonLine, noted

FILE_NAME = "fieldapp.jsonl"
FILE_BYTES = 1024 * 1024
OLDER_FILES = 4
LONGEST_WAIT = 0.5
"""Seconds that a thread waits for its error to be in the file; a disk that hangs must not hold it longer."""

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


class Log:
    """The log of one run. Lines wait until `start`; from then on a thread of its own writes them (USE-3)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.lines: SimpleQueue[tuple[str, Event] | None] = SimpleQueue()
        """Finished lines, each with what is set once it is written; None is the end."""
        self._writer: Thread | None = None

    def start(self) -> None:
        """Begin to write; what was said before comes first."""
        if self._writer is None:
            self._writer = Thread(target=self._write, name="log", daemon=True)
            self._writer.start()

    @property
    def is_writing(self) -> bool:
        """Tell whether lines reach the file by now."""
        return self._writer is not None

    def close(self) -> None:
        """Write what is left and end."""
        self.start()
        self.lines.put(None)
        if self._writer is not None:
            self._writer.join()

    def _write(self) -> None:
        """Run on the writer's thread. A folder that cannot be written is no reason not to work: stderr says so."""
        from fieldapp.support.log_file import LogFile

        file: LogFile | None = None
        path = self._folder / FILE_NAME
        try:
            file = LogFile(path, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="ascii")
        except OSError as fault:
            print(f"no log: {type(fault).__name__} {fault.errno}", file=sys.stderr)
        while (waiting := self.lines.get()) is not None:
            line, written = waiting
            if file is not None:
                file.write(line)
            written.set()
        if file is not None:
            file.close()


@contextmanager
def logging_to(folder: Path, level: int = logging.INFO, *, at_once: bool = True) -> Iterator[Log]:
    """Log into `folder` while the block runs, and note every error that nothing caught, in whatever thread.

    Without `at_once` nothing is written before `start` is called on what the block is given, or the block ends.
    """
    log = Log(folder)
    with suppress(OSError):  # the writer finds it again, and says so
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = logging.getLogger()
    handlers = (_to_stderr(), _Handover(log))
    before, hooks = root.level, (sys.excepthook, threading.excepthook, sys.unraisablehook)
    root.setLevel(level)
    for handler in handlers:
        root.addHandler(handler)
    _take_over_uncaught()
    watch = crashes.CrashWatch(folder)
    if watch.crashed_before:
        logger.error("the last run ended by a crash")
    if at_once:
        log.start()
    try:
        yield log
    finally:
        watch.close()
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)
        log.close()


def _to_stderr() -> logging.Handler:
    """Return the handler of stderr. A desktop session writes stderr to a file too, so it says no more than the log.

    On a terminal a person looks: there errors are told whole.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    if not sys.stderr.isatty():
        handler.setFormatter(JsonLine())
    return handler


class _Handover(logging.Handler):
    """Words a record on the thread that speaks, for what it speaks of goes on; the writer gets the finished line."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log
        self.setFormatter(JsonLine())

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the line over; an error waits until it is written: the next thing may be the crash that it announces."""
        written = Event()
        self._log.lines.put((self.format(record), written))
        if record.levelno >= logging.ERROR and self._log.is_writing:
            written.wait(LONGEST_WAIT)


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
