"""Any unexpected WARNING in the log or from Qt (QML engine warnings come that way too) fails the test.

A test that expects one says so: `@pytest.mark.expects_log("certificate .* not trusted")`. Then the message has to come:
an expectation that is not met fails as well.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Generator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

QT_PROBLEMS = {
    QtMsgType.QtWarningMsg: "WARNING",
    QtMsgType.QtCriticalMsg: "CRITICAL",
    QtMsgType.QtFatalMsg: "FATAL",
}

QTS_OWN_RACE = "QUnifiedTimer::stopAnimationDriver: driver is not running"
"""The one line that nobody has to answer for, word for word, and no other.

Qt ends its animation clock by a queued call; where a QML Timer begins in the same turn of the event loop, the clock
rests already when that call comes. It has no effect, nothing of ours can prevent it, and it comes in few runs.
"""


class Watch(logging.Handler):
    """Collects what was logged at WARNING or above, by Python and by Qt, since it was last asked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Takes what Qt would have printed; has the signature that `qInstallMessageHandler` asks for."""
        if kind in QT_PROBLEMS and message != QTS_OWN_RACE:
            self._messages.append(f"{QT_PROBLEMS[kind]} Qt: {message}")

    def take(self) -> list[str]:
        """Returns the messages so far and forgets them."""
        taken, self._messages = self._messages, []
        return taken


WATCH = pytest.StashKey[Watch]()
UNMET = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    watch = config.stash[WATCH] = Watch()
    logging.getLogger().addHandler(watch)
    qInstallMessageHandler(watch.qt_message)


def pytest_unconfigure(config: pytest.Config) -> None:
    qInstallMessageHandler(None)
    logging.getLogger().removeHandler(config.stash[WATCH])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    item.config.stash[WATCH].take()
    item.stash[UNMET] = set(_expected(item))
    yield from _watched(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield from _watched(item)
    if item.stash[UNMET]:
        pytest.fail(f"was expected in the log and did not come: {sorted(item.stash[UNMET])}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    yield from _watched(item)


def _watched(item: pytest.Item) -> Generator[None, None, None]:
    watch = item.config.stash[WATCH]
    try:
        yield
    except BaseException:
        watch.take()  # the test's own failure is the news
        raise
    unexpected = []
    for message in watch.take():
        met = {pattern for pattern in _expected(item) if re.search(pattern, message)}
        item.stash[UNMET] -= met
        if not met:
            unexpected.append(message)
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)


def _expected(item: pytest.Item) -> list[str]:
    return [pattern for marker in item.iter_markers("expects_log") for pattern in marker.args]
