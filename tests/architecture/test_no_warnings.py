"""The rule is tested by running pytest on small planted tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLANTED = """
import logging
import pytest
from PySide6.QtCore import qWarning

{test}
"""


def run(folder: Path, test: str) -> str:
    """Runs one planted test under the rule, in a process and a folder of its own; returns what pytest printed."""
    (folder / "test_planted.py").write_text(PLANTED.format(test=test), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.no_warnings", "--no-qt-log", "-p", "no:cacheprovider"]
    markers = "-omarkers=expects_log(pattern)"
    top = Path(__file__).parents[2]
    done = subprocess.run(
        [*command, markers, "--rootdir", str(folder), str(folder)], cwd=top, capture_output=True, text=True, timeout=60
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("def test_it(): logging.getLogger('room').warning('disk slow')", "WARNING room: disk slow"),
        ("def test_it(): logging.getLogger('room').error('disk full')", "ERROR room: disk full"),
        ("def test_it(): qWarning('no such colour')", "WARNING Qt: no such colour"),
    ],
)
def test_a_warning_nobody_expected_fails_the_test(tmp_path: Path, test: str, message: str) -> None:
    printed = run(tmp_path, test)
    assert "1 failed" in printed
    assert message in printed


def test_a_warning_while_a_fixture_is_taken_down_fails_the_test(tmp_path: Path) -> None:
    test = "@pytest.fixture\ndef late():\n    yield\n    qWarning('left over')\n\ndef test_it(late): pass"
    printed = run(tmp_path, test)
    assert "1 error" in printed
    assert "WARNING Qt: left over" in printed


def test_an_expected_warning_passes(tmp_path: Path) -> None:
    test = "@pytest.mark.expects_log('disk .*')\ndef test_it(): logging.getLogger('room').warning('disk slow')"
    assert "1 passed" in run(tmp_path, test)


def test_an_expected_warning_that_does_not_come_fails_the_test(tmp_path: Path) -> None:
    printed = run(tmp_path, "@pytest.mark.expects_log('disk .*')\ndef test_it(): pass")
    assert "1 failed" in printed
    assert "did not come" in printed


def test_information_in_the_log_passes(tmp_path: Path) -> None:
    assert "1 passed" in run(tmp_path, "def test_it(): logging.getLogger('room').info('opened')")


def test_a_binding_that_fails_in_qml_fails_the_test(tmp_path: Path) -> None:
    (tmp_path / "Page.qml").write_text("import QtQml\nQtObject { property int size: nothing.size }\n", encoding="utf-8")
    test = """
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine

def test_it(qapp, tmp_path):
    engine = QQmlEngine()
    component = QQmlComponent(engine, QUrl.fromLocalFile(__file__.replace("test_planted.py", "Page.qml")))
    assert component.create() is not None
"""
    printed = run(tmp_path, test)
    assert "1 failed" in printed
    assert "ReferenceError: nothing is not defined" in printed
