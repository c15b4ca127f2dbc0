"""A customer who does not wait: an open matter of the engineer he said it to, until something else is agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Recipient, Topic
from fieldapp.domain.contact_events import AppointmentMoved, DelayNoted, MessageSent
from fieldapp.domain.events import Arrived, Event
from fieldapp.domain.messages import does_not_wait, unheard_delay
from fieldapp.domain.time_window import TimeWindow
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.reassigning import for_the_next
from tests.factories import ORDER_ID, local, make_order


def delay(at: str, answer: CustomerAnswer) -> DelayNoted:
    return DelayNoted(
        order_id=ORDER_ID,
        at=local(at),
        reason=DelayReason.TRAFFIC,
        expected_at=local("10:40"),
        means=ContactMeans.CALL,
        answer=answer,
    )


ELSE = delay("08:50", CustomerAnswer.WANTS_SOMEBODY_ELSE)
MOVED = AppointmentMoved(
    order_id=ORDER_ID,
    at=local("08:58"),
    old=make_order().appointment,
    new=TimeWindow(local("14:00"), local("14:30")),
    reason="客户同意下午",
    customer_agrees=True,
)


@pytest.mark.req("TRV-1")
@pytest.mark.parametrize(
    ("since", "open_matter"),
    [
        ((), True),
        ((delay("08:58", CustomerAnswer.AGREES),), False),
        ((MOVED,), False),
        ((replace(MOVED, customer_agrees=False),), True),
        ((Arrived(order_id=ORDER_ID, at=local("10:40")),), False),
    ],
    ids=["nothing", "another delay agreed", "another time agreed", "another time offered", "there after all"],
)
def test_a_customer_who_does_not_wait_stays_an_open_matter_until_something_else_is_agreed(
    since: tuple[Event, ...], open_matter: bool
) -> None:
    assert does_not_wait(apply_all(make_order(), (ELSE, *since))) is open_matter


@pytest.mark.req("TRV-1", "CON-3")
def test_once_the_order_is_given_on_the_next_engineer_is_not_asked_to_give_it_on_again() -> None:
    told = apply_all(make_order(), (ELSE,))
    assert not does_not_wait(replace(for_the_next(told), assigned_at=local("08:59")))


@pytest.mark.req("TRV-2")
def test_a_delay_nobody_acknowledged_is_heard_once_the_customer_was_spoken_with_about_another_time() -> None:
    told = MessageSent(
        order_id=ORDER_ID,
        at=local("08:50"),
        message_id="tab-1:9",
        to=Recipient.DISPATCHER,
        topic=Topic.DELAY,
        text="上一单超时",
    )
    asked = apply_all(make_order(), (told,))
    message = unheard_delay(asked)
    assert message is not None
    assert message.id == "tab-1:9"
    assert unheard_delay(apply_all(asked, (MOVED,))) is None
