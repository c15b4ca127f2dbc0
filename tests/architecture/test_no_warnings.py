"""The rule is tested by running pytest on small planted tests, all in one process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLANTED = """
import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl, qWarning
from PySide6.QtQml import QQmlComponent, QQmlEngine


def test_logs_a_warning():
    logging.getLogger("room").warning("disk slow")

def test_logs_an_error():
    logging.getLogger("room").error("disk full")

def test_makes_qt_warn():
    qWarning("no such colour")

def test_has_a_binding_that_fails(qapp):
    engine = QQmlEngine()
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(Path(__file__).with_name("Page.qml"))))
    assert component.create() is not None, component.errorString()

def test_makes_qt_warn_of_its_own_clock():
    qWarning("QUnifiedTimer::stopAnimationDriver: driver is not running")

def test_makes_qt_warn_of_its_clock_and_more():
    qWarning("QUnifiedTimer::stopAnimationDriver: driver is not running at all")

@pytest.fixture
def late():
    yield
    qWarning("left over")

def test_warns_while_it_is_taken_down(late):
    pass

@pytest.mark.expects_log("disk .*")
def test_expects_its_warning():
    logging.getLogger("room").warning("disk slow")

@pytest.mark.expects_log("disk .*")
def test_expects_a_warning_that_does_not_come():
    pass

@pytest.mark.expects_log("disk .*")
def test_expects_another_warning():
    logging.getLogger("room").warning("printer silent")
    logging.getLogger("room").warning("disk slow")

def test_logs_information():
    logging.getLogger("room").info("opened")

def test_fails_by_itself_after_a_warning():
    logging.getLogger("room").warning("about to fail")
    raise RuntimeError("its own reason")
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest prints about the planted tests."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    (folder / "Page.qml").write_text("import QtQml\nQtObject { property int size: nothing.size }\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-v", "-p", "tests.no_warnings", "-p", "no:cacheprovider", "--no-qt-log"]
    command += ["-omarkers=expects_log(pattern)", "--rootdir", str(folder), str(folder)]
    top = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, timeout=100)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("test_logs_a_warning", "WARNING room: disk slow"),
        ("test_logs_an_error", "ERROR room: disk full"),
        ("test_makes_qt_warn", "WARNING Qt: no such colour"),
        ("test_makes_qt_warn_of_its_clock_and_more", "driver is not running at all"),
        ("test_has_a_binding_that_fails", "ReferenceError: nothing is not defined"),
        ("test_expects_a_warning_that_does_not_come", "did not come: ['disk .*']"),
        ("test_expects_another_warning", "WARNING room: printer silent"),
        ("test_fails_by_itself_after_a_warning", "RuntimeError: its own reason"),
    ],
)
def test_a_test_with_a_warning_nobody_expected_or_without_the_expected_one_fails(
    printed: str, test: str, message: str
) -> None:
    assert f"::{test} FAILED" in printed
    assert message in printed


def test_a_warning_while_a_fixture_is_taken_down_is_an_error_of_its_test(printed: str) -> None:
    assert "::test_warns_while_it_is_taken_down ERROR" in printed
    assert "WARNING Qt: left over" in printed


@pytest.mark.parametrize(
    "test", ["test_expects_its_warning", "test_logs_information", "test_makes_qt_warn_of_its_own_clock"]
)
def test_an_expected_warning_mere_information_and_the_race_inside_qt_pass(printed: str, test: str) -> None:
    assert f"::{test} PASSED" in printed


def test_a_warning_is_charged_to_its_own_test_alone(printed: str) -> None:
    assert "8 failed, 4 passed, 1 error" in printed
