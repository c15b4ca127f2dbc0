from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact_events import AppointmentMoved
from fieldapp.domain.events import Departed
from fieldapp.domain.going import Going
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.show_contact import retries
from tests.factories import ORDER_ID, local, make_order
from tests.fakes.tablet import Tablet


def add(tablet: Tablet, start: str, end: str) -> None:
    other = make_order(
        id=OrderId("wo-2"), number="WX-2", pin=tablet.order.pin, appointment=TimeWindow(local(start), local(end))
    )
    tablet.store.state.current[other.id] = other


@pytest.mark.req("CON-1")
def test_a_free_morning_says_yes_and_still_has_other_times_at_hand(tablet: Tablet, phone: ContactVerbs) -> None:
    view = phone.show(tablet.order)

    assert view.answer.possible
    assert [window.start_at for window in view.offers] == [local("09:30"), local("10:30"), local("11:00")]
    assert view.going is Going.GOES_ON


@pytest.mark.req("CON-1")
def test_a_wanted_time_between_two_jobs_says_no_and_names_the_nearest(tablet: Tablet, phone: ContactVerbs) -> None:
    add(tablet, "10:30", "11:00")

    view = phone.show(tablet.order)

    assert not view.answer.possible
    assert view.offers
    assert all(window.start_at >= local("12:00") for window in view.offers)


@pytest.mark.req("CON-1")
def test_the_time_the_customer_wants_is_asked_about_until_another_was_agreed(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    order = replace(tablet.order, wanted_visit_at=local("14:00"))
    assert phone.show(order).answer.wanted.start_at == local("14:00")

    new = TimeWindow(local("15:00"), local("15:30"))
    tablet.store.state.current[ORDER_ID] = order
    tablet.record(
        AppointmentMoved(
            order_id=ORDER_ID, at=local("09:00"), old=order.appointment, new=new, reason="没空", customer_agrees=True
        )
    )
    assert phone.show(tablet.order).answer.wanted == new


@pytest.mark.req("CON-2")
def test_retries_are_full_five_minutes_and_end_before_one_has_to_leave() -> None:
    assert retries(local("09:02"), local("09:30"), back=False) == [local("09:15"), local("09:25")]
    assert retries(local("09:20"), local("09:30"), back=False) == []
    assert retries(local("11:00"), local("09:30"), back=True) == [local("11:10"), local("11:20"), local("11:45")]


@pytest.mark.req("CON-5")
def test_who_can_only_be_late_is_told_so_before_he_leaves_and_not_after(tablet: Tablet, phone: ContactVerbs) -> None:
    assert not phone.show(tablet.order).too_late_to_leave
    tablet.clock.wall_at = local("09:58")
    assert phone.show(tablet.order).too_late_to_leave

    tablet.record(Departed(order_id=ORDER_ID, at=local("09:58")))
    assert not phone.show(tablet.order).too_late_to_leave
