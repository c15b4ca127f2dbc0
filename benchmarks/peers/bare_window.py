"""A bare PySide6 program with one QML window; says the machine's running time at its first frame and ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow


def say_first_frame() -> None:
    """Print the moment and leave without tidying up, which is not what is measured."""
    print(time.monotonic(), flush=True)
    os._exit(0)


def main() -> int:
    app = QGuiApplication(sys.argv)
    engine = QQmlApplicationEngine(str(Path(__file__).with_suffix(".qml")))
    [window] = engine.rootObjects()
    assert isinstance(window, QQuickWindow)
    window.frameSwapped.connect(say_first_frame)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
