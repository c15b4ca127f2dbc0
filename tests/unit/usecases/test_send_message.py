from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.work_order import OrderState
from fieldapp.usecases.send_message import SendMessage
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


@pytest.fixture
def send(tablet: Tablet) -> SendMessage:
    return SendMessage(tablet.store.begin, tablet.clock)


@pytest.mark.req("ACC-2", "SITE-5")
def test_a_message_is_stored_without_network_under_a_name_that_no_other_tablet_gives(
    tablet: Tablet, send: SendMessage
) -> None:
    photo = Sha256("a" * 64)
    message_id = send(ORDER_ID, Recipient.TECHNICAL_LEAD, Topic.STUCK, "  读数不对 ", (photo, photo))

    [message] = tablet.order.visit.contact.messages
    assert message_id == message.id == "tablet-1:1"
    assert (message.to, message.topic, message.text) == (Recipient.TECHNICAL_LEAD, Topic.STUCK, "读数不对")
    assert message.at == tablet.clock.now()
    assert message.attachments == (photo,)
    assert tablet.kinds == ["message.sent"]


def test_a_message_without_words_is_refused_and_changes_nothing(tablet: Tablet, send: SendMessage) -> None:
    with pytest.raises(BadInput, match=r"message\.empty"):
        send(ORDER_ID, Recipient.DISPATCHER, Topic.OTHER, " \n ")
    with pytest.raises(NotFound, match=r"order\.unknown"):
        send(OrderId("nobody"), Recipient.DISPATCHER, Topic.OTHER, "在吗")
    assert tablet.kinds == []


@pytest.mark.parametrize("state", list(OrderState))
def test_an_order_in_any_state_can_be_asked_about(state: OrderState, tablet: Tablet, send: SendMessage) -> None:
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, state=state)
    send(ORDER_ID, Recipient.DISPATCHER, Topic.OTHER, "请回电")
    assert len(tablet.order.visit.contact.messages) == 1
    assert tablet.order.state is state
