from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.usecases.contact_verbs import ContactVerbs
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


@pytest.mark.req("CON-3", "ACC-5")
@pytest.mark.parametrize(("reason", "colleague"), [(HandBackReason.TIME, ""), (HandBackReason.TO_COLLEAGUE, "陶志远")])
def test_the_order_goes_to_a_colleague_or_to_the_centre_together_with_the_call(
    reason: HandBackReason, colleague: str, tablet: Tablet, phone: ContactVerbs
) -> None:
    phone.send_somebody_else(ORDER_ID, reason, "新时间都不行", colleague)

    assert tablet.kinds == ["call.made", "order.handed_back"]
    assert len({row.group for row in tablet.store.batch(10, 10**6).events}) == 1
    back = tablet.order.hand_back
    assert tablet.order.state is OrderState.HANDED_BACK
    assert back is not None
    assert (back.reason, back.colleague, back.remark) == (reason, colleague, "新时间都不行")
    assert tablet.order.visit.calls[-1].outcome is CallOutcome.OTHER_ENGINEER


def test_a_colleague_has_a_name(tablet: Tablet, phone: ContactVerbs) -> None:
    with pytest.raises(BadInput, match=r"order\.colleague-missing"):
        phone.send_somebody_else(ORDER_ID, HandBackReason.TO_COLLEAGUE, "")
    assert tablet.kinds == []
