"""The words beside the bill: why a wearing part is charged within warranty, and who bears the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.money import Money
from fieldapp.ui.viewmodels.paper_rows import customer_rows, due_note, fee_rows
from tests.factories import ORDER_ID
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
    assert [row.key for row in rows] == ["problem", "cause", "solution", "tests"]
    assert rows[3].tone == "success"
