"""A tablet whose disk goes bad in the middle of a visit: at the centre it ends as if nothing had been (SYN-2)."""

from __future__ import annotations

import os
import random

import pytest

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.domain.views.sync import SyncState
from fieldapp.store import journal
from fieldapp.store.database import FILE_NAME
from fieldapp.store.recovery_reports import RecoveryReports
from tests.journeys.company import Company, answer, order, signature, sync, work_through
from tests.journeys.company import sign as sign_report

RESTORED = pytest.mark.expects_log("restored from a backup")


def bad_disk(jichuan: Company) -> None:
    """Some pages of the database are not what they were, and the program ended without closing."""
    path = jichuan.config.data / FILE_NAME
    content = bytearray(path.read_bytes())
    chance = random.Random(int(os.environ.get("FIELDAPP_SEED", "4127")))
    for _ in range(20):
        content[chance.randrange(4096, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    (jichuan.config.data / "open.mark").touch()


def lost_end(jichuan: Company) -> None:
    """The last bytes of the journal went with it."""
    newest = max((jichuan.config.data / journal.FOLDER).iterdir())
    newest.write_bytes(newest.read_bytes()[:-30])


def told(jichuan: Company) -> RecoveryReport:
    with jichuan.tablet() as device:
        report = RecoveryReports(device.database).unseen()
    assert report is not None
    return report


@RESTORED
@pytest.mark.req("SYN-2", "SITE-9")
def test_a_database_damaged_in_the_middle_of_an_offline_visit_costs_nothing_and_the_centre_gets_it_all(
    jichuan: Company,
) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "kit")
        before = order(device).visit.answers
    bad_disk(jichuan)

    report = told(jichuan)
    assert (report.lost_events, report.missing_orders, report.needs_contact) == (0, (), False)
    with jichuan.tablet() as device:
        assert order(device).visit.answers == before
        work_through(device, jichuan.clock, "sign")
        sign_report(device, signature())
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        assert device.queries.sync_status().waiting == 0
        here = order(device).visit
    there = jichuan.record()["order"]["visit"]
    assert there["answers"] == {str(step): dict(given) for step, given in here.answers.items()}
    assert [one["document_sha256"] for one in there["reports"]] == [one.document_sha256 for one in here.reports]


@RESTORED
@pytest.mark.req("SYN-2")
def test_where_the_journal_lost_its_end_too_the_centre_is_asked_first_and_no_number_is_given_twice(
    jichuan: Company,
) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "call")
        assert sync(device).state is SyncState.IDLE
        sent = device.sync.outbox.last_seq()
    bad_disk(jichuan)
    lost_end(jichuan)

    assert told(jichuan).needs_contact
    with jichuan.tablet() as device:
        with pytest.raises(StoreError, match=r"store\.contact-first"):
            answer(device, jichuan.clock, "call")
        assert sync(device).state is SyncState.IDLE
        answer(device, jichuan.clock, "call")
        assert device.sync.outbox.last_seq() > sent
        assert sync(device).state is SyncState.IDLE
        assert device.queries.sync_status().problems == ()
        here = order(device).visit
    there = jichuan.record()["order"]["visit"]
    assert there["answers"] == {str(step): dict(given) for step, given in here.answers.items()}
    assert here.is_done(StepId("analyse"))
