"""Qt's words reach the log as places and kinds, never as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, QUrl, qInfo, qInstallMessageHandler, qWarning
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtWidgets import QApplication

from fieldapp.support.log import FILE_NAME, logging_to
from fieldapp.ui import qt_messages
from fieldapp.ui.qt_messages import qt_messages_logged

SECRET = "林芳-13800004127"


LOADS_BESIDE = """
import _ctypes, os, sys, threading
sys.setswitchinterval(1e-6)
from PySide6.QtGui import QGuiApplication
from fieldapp.ui.qt_messages import load_multimedia, qt_messages_logged

def load():
    while True:
        _ctypes.dlopen(None, 2)

application = QGuiApplication([])
with qt_messages_logged():
    threading.Thread(target=load, daemon=True).start()
    load_multimedia()
    from PySide6.QtMultimedia import QMediaDevices
    QMediaDevices.audioOutputs()
    print("loaded", flush=True)
os._exit(0)
"""
"""The other thread asks for the loader's lock all the time and keeps Python's to itself, as an import does."""


@pytest.fixture(autouse=True)
def handler_of_the_tests() -> Iterator[None]:
    """The tests' own watch over Qt's messages is there again afterwards."""

    def nobody(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Stands in for a moment."""

    before = qInstallMessageHandler(nobody)
    qInstallMessageHandler(before)
    yield
    qInstallMessageHandler(before)


def logged(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / FILE_NAME).read_text("ascii").splitlines()]


@pytest.mark.expects_log("Qt says")
def test_a_fault_in_qml_is_logged_with_file_line_and_kind(qapp: QApplication, tmp_path: Path) -> None:
    page = tmp_path / "MePage.qml"
    page.write_text("import QtQml\nQtObject {\n property int size: nothing.size\n}\n", "utf-8")

    with logging_to(tmp_path / "log"), qt_messages_logged():
        engine = QQmlEngine()
        component = QQmlComponent(engine, QUrl.fromLocalFile(str(page)))
        assert component.create() is not None

    [line] = logged(tmp_path / "log")
    assert (line["level"], line["note"], line["page"], line["line"]) == ("warning", "Qt says", "MePage.qml", 3)
    assert line["fault"] == "ReferenceError"


@pytest.mark.expects_log("Qt says")
def test_what_a_message_quotes_is_not_logged(
    qapp: QApplication, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path), qt_messages_logged():
        qWarning(f"cannot open image://{SECRET}")

    assert [line["category"] for line in logged(tmp_path)] == ["default"]
    assert SECRET not in (tmp_path / FILE_NAME).read_text("ascii") + capfd.readouterr().err


def test_multimedia_loads_while_another_thread_loads_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS_BESIDE], capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout == "loaded\n", done.stderr


def test_messages_are_heard_again_once_multimedia_is_loaded(qapp: QApplication) -> None:
    heard: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, message: heard.append(message))
    try:
        qt_messages.load_multimedia()
        qInfo("afterwards")
    finally:
        qInstallMessageHandler(before)
    assert heard == ["afterwards"]
