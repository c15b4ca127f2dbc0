from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.ids import PartNumber, Sha256, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import Call, CallOutcome, PartUse, Visit
from fieldapp.workflow.record_so_far import record_so_far
from tests.factories import local, make_order


def _use(name: str) -> PartUse:
    return PartUse(id=name, part_number=PartNumber("TS-02"), source=CaptureSource.CAMERA, at=local("10:20"))


@pytest.mark.req("SITE-5")
def test_everything_recorded_is_counted_and_each_photo_named_once() -> None:
    first, second = Sha256("a" * 64), Sha256("b" * 64)
    visit = Visit(
        answers={
            StepId("work"): {"reading": "15.2", "before": f"{second}.jpg", "cleared": ""},
            StepId("test"): {"cold": "OK", "after": f"{first}.png", "again": f"{second}.jpg"},
        },
        parts=(_use("one"), replace(_use("two"), reversed_at=local("10:25"))),
        calls=(Call(at=local("09:00"), outcome=CallOutcome.CONFIRMED),),
    )
    record = record_so_far(make_order(visit=visit))

    assert record.photos == (second, first)
    assert (record.answers, record.parts, record.calls) == (2, 1, 1)
    assert not record.empty


def test_an_order_that_was_not_begun_has_no_record() -> None:
    assert record_so_far(make_order()).empty
