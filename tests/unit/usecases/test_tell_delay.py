"""A delay is told with its proof, and the centre hears of it in the same group."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Recipient, Topic
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.events import Arrived, Departed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.messages import does_not_wait, unheard_delay
from fieldapp.domain.time_window import TimeWindow
from fieldapp.usecases.contact_verbs import ContactVerbs
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet

SECOND = OrderId("second")


def record(tablet: Tablet, *events: Departed | Arrived) -> None:
    with tablet.store.begin() as work:
        work.append(*events)
        work.commit()


def with_a_second_visit(tablet: Tablet) -> None:
    window = TimeWindow(local("11:40"), local("12:10"))
    tablet.store.state.current[SECOND] = replace(
        tablet.order, id=SECOND, number="WX-261123-009", appointment=window, planned_minutes=60
    )


@pytest.mark.req("TRV-1", "TRV-4")
def test_on_a_jammed_road_the_new_time_is_one_that_nine_of_ten_trips_keep(tablet: Tablet, phone: ContactVerbs) -> None:
    record(tablet, Departed(order_id=ORDER_ID, at=local("09:40")))
    tablet.clock.wall_at = local("09:58")

    view = phone.show_delay(tablet.order)

    assert view is not None
    assert view.reason is DelayReason.TRAFFIC
    assert view.late.say_at > view.late.likely_at > local("10:00")
    assert (view.late.is_late, view.late.in_time) == (True, False)


@pytest.mark.req("TRV-2", "TRV-4")
def test_a_job_that_runs_over_is_the_reason_for_the_next_one_and_the_notice_is_still_in_time(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    with_a_second_visit(tablet)
    record(tablet, Departed(order_id=ORDER_ID, at=local("09:30")), Arrived(order_id=ORDER_ID, at=local("10:25")))
    tablet.clock.wall_at = local("10:35")

    view = phone.show_delay(tablet.store.order(SECOND))

    assert view is not None
    assert (view.reason, view.before) == (DelayReason.JOB_BEFORE, tablet.order.customer.name)
    assert view.late.in_time
    assert view.late.late_by > timedelta(0)


@pytest.mark.req("TRV-1", "TRV-4")
def test_who_is_on_the_way_is_held_up_by_the_road_also_when_the_job_before_was_never_closed(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    with_a_second_visit(tablet)
    record(tablet, Departed(order_id=ORDER_ID, at=local("09:30")), Arrived(order_id=ORDER_ID, at=local("09:51")))
    record(tablet, Departed(order_id=SECOND, at=local("11:25")))
    tablet.clock.wall_at = local("11:45")

    view = phone.show_delay(tablet.store.order(SECOND))

    assert view is not None
    assert (view.reason, view.before) == (DelayReason.TRAFFIC, "")


def test_who_is_there_is_no_more_to_be_late(tablet: Tablet, phone: ContactVerbs) -> None:
    record(tablet, Departed(order_id=ORDER_ID, at=local("09:30")), Arrived(order_id=ORDER_ID, at=local("09:52")))
    assert phone.show_delay(tablet.order) is None


@pytest.mark.req("TRV-1", "TRV-4")
@pytest.mark.parametrize(
    ("means", "answer", "topic", "told"),
    [
        (ContactMeans.CALL, CustomerAnswer.AGREES, Topic.OTHER, True),
        (ContactMeans.CALL, CustomerAnswer.WANTS_SOMEBODY_ELSE, Topic.DELAY, True),
        (ContactMeans.MESSAGE, CustomerAnswer.NOT_REACHED, Topic.DELAY, True),
        (ContactMeans.CALL, CustomerAnswer.NOT_REACHED, Topic.DELAY, False),
    ],
)
def test_the_notice_keeps_its_time_and_answer_and_the_dispatcher_hears_of_it(
    tablet: Tablet, phone: ContactVerbs, means: ContactMeans, answer: CustomerAnswer, topic: Topic, told: bool
) -> None:
    phone.tell_delay(ORDER_ID, DelayReason.TRAFFIC, local("10:20"), means, answer, "路上堵，10:20 到")

    contact = tablet.order.visit.contact
    [delay], [message] = contact.delays, contact.messages
    assert (delay.at, delay.expected_at, delay.answer) == (tablet.clock.now(), local("10:20"), answer)
    assert delay.told is told
    assert does_not_wait(tablet.order) is (answer is CustomerAnswer.WANTS_SOMEBODY_ELSE)
    assert unheard_delay(tablet.order) is (None if told else message)
    assert (message.to, message.topic, message.text) == (Recipient.DISPATCHER, topic, "路上堵，10:20 到")


def test_a_time_that_is_over_and_an_order_that_is_over_are_no_delay(tablet: Tablet, phone: ContactVerbs) -> None:
    said = (ContactMeans.CALL, CustomerAnswer.AGREES, "")
    with pytest.raises(BadInput, match=r"delay\.past"):
        phone.tell_delay(ORDER_ID, DelayReason.TRAFFIC, tablet.clock.now(), *said)
    tablet.closed()
    with pytest.raises(Refused, match=r"order\.not-open"):
        phone.tell_delay(ORDER_ID, DelayReason.TRAFFIC, local("10:20"), *said)
    assert tablet.order.visit.contact.delays == ()
