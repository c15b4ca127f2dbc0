from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.ui.viewmodels.preparation_reader import _suggested
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply_all
from tests.factories import make_events, make_part, repair_process
from tests.ui.stage import Device


@pytest.mark.req("REP-2", "CON-4")
@pytest.mark.parametrize(("wearing", "payment"), [(False, "none"), (True, None)])
def test_nothing_to_pay_is_suggested_only_where_no_wearing_part_is_due(
    device: Device, wearing: bool, payment: str | None
) -> None:
    order = apply_all(device.order(), make_events())
    for use in order.visit.parts:
        part = replace(make_part(), number=PartNumber(use.part_number), wearing=wearing)
        device.store.state.documents[(DocumentKind.PART, part.number, "")] = part
    found = _suggested(device.store, repair_process(), order, StepId("report"))
    assert found.get("payment") == payment
