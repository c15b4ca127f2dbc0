"""The words beside the bill: why a wearing part is charged within warranty, and who bears the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.money import Money
from fieldapp.domain.on_site import LoanerUnit, TakenAway
from fieldapp.ui.viewmodels.paper_rows import customer_rows, due_note, fee_rows
from tests.factories import ORDER_ID, local
from tests.ui.paper_stage import PaperDevice


@pytest.fixture
def paper(qapp: object) -> PaperDevice:
    device = PaperDevice()
    device.visit_until("report")
    device.do(*device.answers("report"))
    device.shutdown()
    return device


@pytest.mark.req("REP-2")
def test_a_wearing_part_is_charged_and_the_note_says_why_and_what_the_warranty_bears(paper: PaperDevice) -> None:
    draft = paper.draft(ORDER_ID, "zh")
    speaker = paper.paper.report.speaker(draft)
    *rows, part = draft.content.bill.rows
    seal = replace(part, name="门封条", wearing=True, covered=False, due=part.price)
    bill = replace(draft.content.bill, rows=(*rows, seal), due=part.price, covered=Money(rows[0].price.amount))
    content = replace(draft.content, bill=bill)
    line = fee_rows(content, speaker)[-1]
    assert (line.title, line.coveredWord, line.due) == ("门封条 TS-02（磨损件）", "收费", "¥148.00")
    note = due_note(content, speaker, paper.words)
    assert note == "门封条是磨损件，不在保修内。\n其余 ¥60.00 由保修承担。"


def test_nothing_due_is_said_without_a_rest(paper: PaperDevice) -> None:
    draft = paper.draft(ORDER_ID, "zh")
    assert due_note(draft.content, paper.paper.report.speaker(draft), paper.words) == "¥388.00 由保修承担。"


@pytest.mark.req("REP-3")
def test_the_customer_reads_problem_cause_solution_and_tests_and_no_internal_remark(paper: PaperDevice) -> None:
    draft = paper.draft(ORDER_ID, "zh")
    rows = customer_rows(draft.content, paper.paper.report.speaker(draft))
    assert [row.key for row in rows if row.text] == ["problem", "cause", "solution", "tests"]
    assert rows[3].tone == "success"


@pytest.mark.req("SITE-10", "REP-3")
def test_the_customer_reads_that_his_machine_goes_until_when_and_what_stays(paper: PaperDevice) -> None:
    draft = paper.draft(ORDER_ID, "zh")
    loaner = LoanerUnit(model="IC-100", serial_number=SerialNumber("IC100-24-00031"))
    taken = TakenAway(
        at=local("15:20"), accessories="电源线", condition="外观完好", return_on=date(2026, 11, 30), loaner=loaner
    )
    rows = customer_rows(replace(draft.content, taken=taken), paper.paper.report.speaker(draft))

    told = next(row.text for row in rows if row.key == "taken")
    assert all(said in told for said in ("2026-11-30", "电源线", "外观完好", "IC-100", "IC100-24-00031"))
