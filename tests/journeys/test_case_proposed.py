"""A closed case becomes knowledge: proposed without network, reviewed at the centre, found on the tablet (KNO-2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.views.faults import FaultSearch
from fieldapp.domain.views.sync import SyncState
from tests.factories import ORDER_ID
from tests.journeys.company import NUMBER, Company, answer, order, sign, signature, sync, work_through


@pytest.mark.req("KNO-2", "KNO-1")
def test_a_case_proposed_offline_is_reviewed_and_found_on_the_tablet_by_its_words(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "sign")
        sign(device, signature())
        answer(device, jichuan.clock, "sign")
        work_through(device, jichuan.clock, "close")
        draft = device.propose_fault.draft(ORDER_ID, "zh")
        device.propose_fault(ORDER_ID, replace(draft, cause="桥堆虚焊引起读数漂移", measure="补焊桥堆"))
        (kept,) = order(device).visit.fault_proposals
        assert device.queries.search_faults(FaultSearch(typed="桥堆虚焊")).entries == ()

    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        listed = jichuan.centre._command("cases")
        assert (kept.id in listed, NUMBER in listed, "桥堆虚焊引起读数漂移" in listed) == (True, True, True)

        entry = jichuan.centre._command("accept-case", kept.id, "--cause", "Bridge rectifier badly soldered").strip()
        assert "桥堆" not in jichuan.centre._command("cases")
        assert sync(device).state is SyncState.IDLE

        found = device.queries.search_faults(FaultSearch(typed="桥堆"))
        assert [one.id for one in found.entries] == [entry]
        assert device.queries.search_faults(FaultSearch(typed="rectifer")).near, "its English twin, mistyped"
        assert order(device).visit.fault_proposals == (kept,)
