"""Cases at the desk: listed until they are reviewed, accepted once, sent to every tablet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import cases
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.events import VisitClosed
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind, Verdict
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, local, make_events

TWIN = cases.Twin(symptom="Alarm E02", cause="Sensor drifts", measure="Replace TS-02")
CASE = "tab-1:60"


@pytest.fixture
def desk(database: Database, settings: CentreSettings) -> Desk:
    return Desk(database, settings, lambda _key: local_centre(database, settings))


def proposed(order: WorkOrder, **changes: object) -> FaultProposed:
    event = next(event for event in make_events(order.id) if isinstance(event, FaultProposed))
    return replace(event, **changes)


def tablet_with_case(desk: Desk, outcome: Outcome = Outcome.SOLVED) -> tuple[Tablet, WorkOrder]:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(VisitClosed(order_id=order.id, at=local("11:45"), outcome=outcome), proposed(order))
    assert {one.verdict for one in tablet.sync().outcomes} == {Verdict.ACCEPTED}
    return tablet, order


def waiting(desk: Desk) -> list[str]:
    with desk.database.read() as connection:
        return [case.proposal.proposal_id for case in cases.waiting(connection)]


def accept(desk: Desk, twin: cases.Twin = TWIN) -> str:
    with desk.database.write() as connection:
        feed = Feed()
        entry = cases.accept(connection, feed, CASE, twin, NOW)
        feed.flush(connection)
    return entry.id


@pytest.mark.req("KNO-2")
def test_an_accepted_case_reaches_every_tablet_as_an_entry_in_both_languages(desk: Desk) -> None:
    tablet, _ = tablet_with_case(desk)
    other = desk.tablet()
    assert waiting(desk) == [CASE]

    name = accept(desk)

    for one in (tablet, other):
        one.sync()
        entry = one.held(DocumentKind.FAULT_ENTRY)[name]
        assert (entry["models"], entry["code"], entry["parts"]) == (["CF-680"], "E02", ["TS-02"])
        assert (entry["cause_zh"], entry["cause_en"]) == ("蒸发器温度传感器漂移", "Sensor drifts")
        assert (entry["cases"], entry["cured"]) == (1, 1)
    assert waiting(desk) == []


def test_what_was_written_in_english_keeps_its_place_and_a_case_that_was_not_solved_counts_as_such(desk: Desk) -> None:
    tablet_with_case(desk, Outcome.SECOND_VISIT)
    (case,) = _cases(desk)
    english = replace(case, proposal=replace(case.proposal, language="en", cause="Sensor drifts"))
    entry = cases.entry_of(english, cases.Twin(cause="传感器漂移"))
    assert (entry.cause_zh, entry.cause_en, entry.symptom_zh) == ("传感器漂移", "Sensor drifts", "")
    assert (entry.cases, entry.cured) == (1, 0)


def _cases(desk: Desk) -> tuple[cases.Case, ...]:
    with desk.database.read() as connection:
        return cases.waiting(connection)


@pytest.mark.req("KNO-2")
def test_a_refused_case_is_listed_no_more_and_reaches_nobody(desk: Desk) -> None:
    tablet, _ = tablet_with_case(desk)
    with desk.database.write() as connection:
        cases.refuse(connection, CASE, "已有同样条目", NOW)
    tablet.sync()
    assert (waiting(desk), tablet.held(DocumentKind.FAULT_ENTRY)) == ([], {})


def test_a_case_is_reviewed_once(desk: Desk) -> None:
    tablet_with_case(desk)
    accept(desk)
    with pytest.raises(Refused, match=r"case\.reviewed"):
        accept(desk)
    with desk.database.write() as connection, pytest.raises(Refused, match=r"case\.reviewed"):
        cases.refuse(connection, CASE, "", NOW)


def test_a_case_that_nobody_proposed_is_unknown(desk: Desk) -> None:
    with pytest.raises(NotFound, match=r"case\.unknown"):
        accept(desk)


def test_a_proposal_that_came_by_two_tablets_is_one_case_and_a_rejected_one_none(desk: Desk) -> None:
    _, order = tablet_with_case(desk)
    second = desk.tablet()
    second.write(proposed(order))
    second.write(replace(proposed(order), order_id=desk.order("somebody-else").id, proposal_id="stray"))  # type: ignore[arg-type]
    second.sync()
    assert waiting(desk) == [CASE]
