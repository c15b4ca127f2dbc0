"""The whole application is started again: after the PIN it is where the engineer was."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtWidgets import QApplication

from fieldapp.app import Application
from fieldapp.demo import DEMO_PIN
from fieldapp.domain.ids import StepId
from tests.factories import ORDER_ID
from tests.journeys.company import NOWHERE, Company


def _page_after_the_pin(jichuan: Company) -> tuple[str, str]:
    """Start the application, enter the PIN, and return the page on the screen once everything is at rest."""
    application = Application(jichuan.config, jichuan.clock, NOWHERE)
    limit = QDeadlineTimer(60_000)
    entered = False
    try:
        while application.device is None or not application.idle:
            assert not limit.hasExpired(), "the application did not come to rest"
            QCoreApplication.processEvents()
            if application._front is not None and not entered:
                entered = True
                application._front.lock.enter(DEMO_PIN)
        return application.stage.navigator.page, application.stage.navigator.argument
    finally:
        application.shutdown()


@pytest.mark.req("SITE-9")
def test_a_tablet_that_was_switched_off_in_a_visit_opens_it_again_and_before_any_visit_the_day(
    qapp: QApplication, jichuan: Company
) -> None:
    assert _page_after_the_pin(jichuan) == ("today", "")
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        device.remember_place(ORDER_ID, StepId("test"), "remark")
    assert _page_after_the_pin(jichuan) == ("visit", ORDER_ID)
