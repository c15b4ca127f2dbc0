"""What Qt and QML have to say goes to the log: the file, the line and the kind of fault.

Their words are left out, for they quote what was bound: an image's address holds the customer's page. On a terminal,
where somebody looks, they are shown.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from fieldapp.support.allowed import Value
from fieldapp.support.lines import noted

logger = logging.getLogger(__name__)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_PLACE = re.compile(r"/(\w+\.qml):(\d+)")
_FAULT = re.compile(r"\b(\w*Error): ")


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Log Qt's messages while the block runs."""
    qInstallMessageHandler(_note)
    try:
        yield
    finally:
        qInstallMessageHandler(None)


def load_multimedia() -> None:
    """Load Qt's multimedia and what it works with, whose complaints meanwhile go past Python. Raises ImportError.

    While a library loads, its thread holds the loader's lock. Python, asked to take a message there, lets another
    thread run; if that one needs the loader's lock (importing opencc does), both stand still for ever. Two libraries
    load here, and both complain: the module, and the plug-in behind it, which comes with the first question.
    """
    before = qInstallMessageHandler(None)
    try:
        from PySide6.QtMultimedia import QMediaDevices

        QMediaDevices.audioOutputs()
    finally:
        qInstallMessageHandler(before)


def _note(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Take one message; has the signature that Qt asks for, on whatever thread it comes."""
    logger.log(_LEVELS[kind], "Qt says", extra=noted(**_place(context, message)))
    if sys.stderr.isatty():
        print(message, file=sys.stderr)


def _place(context: QMessageLogContext, message: str) -> dict[str, Value]:
    """Return where a message comes from, by its context or by the address that QML begins its warnings with."""
    said: dict[str, Value] = {"category": context.category or "default"}
    place = _PLACE.search(message) or _PLACE.search(f"{context.file or ''}:{context.line}")
    if place is not None:
        said |= {"page": place[1], "line": int(place[2])}
    fault = _FAULT.search(message)
    return said | {"fault": fault[1]} if fault is not None else said
