"""A log record as one line of JSON that holds nobody's data.

Written are: the constant words of our own calls (never what they were filled with), fields that `allowed` lets in, and
of errors type, code and the places they passed. Of other libraries' messages only where they came from is written: what
they say may quote anything. A test drives the application with marked data and finds none of it.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType

from fieldapp.domain.errors import FieldappError
from fieldapp.support.allowed import Value, allowed

OURS = "fieldapp"
DEEPEST = 24
"""Places of one traceback, the innermost ones."""
CAUSES = 4

Json = dict[str, object]


def noted(**fields: Value) -> dict[str, object]:
    """Return fields of a log call, as in `logger.info("the store is open", extra=noted(ms=31))`."""
    return {"noted": fields}


def milliseconds_since(begun: float) -> int:
    """Return how long it is since `time.monotonic()` said `begun`, for the field "ms"."""
    return round((time.monotonic() - begun) * 1000)


class JsonLine(logging.Formatter):
    """One record, one line: `at` (UTC), `level`, `room` (the logger), `note`, then fields, then `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line: Json = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": record.name,
            "note": _note(record),
            "thread": record.threadName,
            **allowed(getattr(record, "noted", {})),
        }
        error = _error_of(record)
        if error is not None:
            line["error"] = told(error)
        return json.dumps(line, ensure_ascii=True)


def told(error: BaseException, causes: int = CAUSES) -> Json:
    """Return what may be said of an error: no message, no values, no line of source; its cause likewise."""
    said: Json = {"type": type(error).__name__}
    if isinstance(error, FieldappError):
        said |= allowed({**error.fields, "code": error.code})  # a code of the centre's may be anything
    result = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if isinstance(result, int):
        said["result"] = result
    said["where"] = places(error.__traceback__)
    because = error.__cause__ or error.__context__
    if because is not None and causes > 1:
        said["because"] = told(because, causes - 1)
    return said


def places(trace: TracebackType | None) -> list[str]:
    """Return "room/file.py:12 function" for the calls of a traceback, outermost first."""
    frames = traceback.extract_tb(trace) if trace is not None else []
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames][-DEEPEST:]


def _note(record: logging.LogRecord) -> str:
    """Return the words of a call of ours as they stand in the code; of others, the place of the call."""
    if record.name.partition(".")[0] == OURS and isinstance(record.msg, str):
        return record.msg
    return f"{_short(record.pathname)}:{record.lineno}"


def _error_of(record: logging.LogRecord) -> BaseException | None:
    """Return the error that a record is about: its trace's, or one among what its words would be filled with."""
    if record.exc_info and record.exc_info[1] is not None:
        return record.exc_info[1]
    filled = record.args if isinstance(record.args, tuple) else ()
    return next((value for value in filled if isinstance(value, BaseException)), None)


def _short(path: str) -> str:
    """Return the last two names of a path: enough to find the file, nothing about whose home it lies in."""
    return "/".join(PurePath(path).parts[-2:])
