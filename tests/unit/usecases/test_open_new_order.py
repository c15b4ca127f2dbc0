from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.ids import AssetId, CustomerId, OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.process import AnswerPlace, JobType
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.open_new_order import NewOrder, OpenNewOrder
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply
from fieldapp.workflow.step_form import forms_of
from tests.factories import ORDER_ID, local, make_asset, make_contact, make_customer, make_site, repair_process
from tests.fakes.tablet import Tablet

PLACE = AnswerPlace(step=StepId("inspect"), field="finding")
LIMITS = LevelLimits(respond=timedelta(hours=8), resolve=timedelta(hours=72))


def opening(tablet: Tablet) -> OpenNewOrder:
    return OpenNewOrder(tablet.store.begin, tablet.clock, tablet.store, lambda severity: LIMITS)


def wish(**changes: Any) -> NewOrder:
    wished = NewOrder(
        origin=OrderOrigin.WHILE_HERE,
        job_type=JobType.REPAIR,
        customer=make_customer(),
        asset=make_asset(),
        what=" 旁边那台漏水 ",
        appointment=TimeWindow(local("13:00"), local("13:30")),
        planned_minutes=60,
        source=ORDER_ID,
    )
    return replace(wished, **changes)


@pytest.mark.req("ACC-7")
def test_an_order_opened_here_has_the_tablets_number_the_newest_versions_and_is_his_own(tablet: Tablet) -> None:
    order = opening(tablet)(wish())

    assert order == tablet.store.order(OrderId("tablet-1:1"))
    assert (order.number, order.assignee, order.state) == ("P-tablet-1-0001", "zhou", OrderState.ASSIGNED)
    assert order.pin.process_version == repair_process().version
    assert set(order.pin.forms) == set(forms_of(repair_process()))
    assert (order.symptom.what, order.limits, order.channel) == ("旁边那台漏水", LIMITS, "engineer")
    assert (order.customer, order.received_at) == (make_customer(), tablet.clock.now())


@pytest.mark.req("ACC-7", "SITE-14")
def test_both_orders_name_each_other(tablet: Tablet) -> None:
    order = opening(tablet)(wish(origin=OrderOrigin.FINDING, place=PLACE))

    assert order.opened is not None
    assert order.opened.source is not None
    assert (order.opened.source.order_id, order.opened.source.place) == (ORDER_ID, PLACE)
    [told] = tablet.order.visit.opened_here
    assert (told.order_id, told.number, told.place) == (order.id, order.number, PLACE)
    assert tablet.kinds == ["order.opened", "order.branched"]


@pytest.mark.req("ACC-7", "SLA-2")
def test_it_is_an_order_like_any_other_at_once(tablet: Tablet) -> None:
    order = opening(tablet)(wish())

    complete = CompleteStep(tablet.store.begin, tablet.clock, tablet.store, tablet.forms)
    AcceptOrder(complete)(order.id)

    assert (order.received_at, order.assigned_at) == (tablet.clock.now(), tablet.clock.now()), "its clocks start now"
    assert tablet.store.order(order.id).state is OrderState.ACCEPTED
    assert [found.id for found in tablet.store.search_orders(order.number, 5)] == [order.id]


@pytest.mark.req("ACC-7")
def test_a_walk_in_with_a_new_customer_and_machine_names_both_after_itself(tablet: Tablet) -> None:
    customer = make_customer(id=CustomerId(""), name="青禾茶饮", contact=make_contact(), site=make_site())
    machine = make_asset(id=AssetId(""), model="CF-300")

    order = opening(tablet)(wish(origin=OrderOrigin.WALK_IN, source=None, customer=customer, asset=machine))

    assert (str(order.customer.id), str(order.asset.id)) == (order.id, order.id)
    assert (order.customer.name, order.asset.model) == ("青禾茶饮", "CF-300")
    assert order.opened is not None
    assert order.opened.source is None
    assert tablet.kinds == ["order.opened"]


def test_two_orders_of_one_tablet_have_two_numbers(tablet: Tablet) -> None:
    first, second = opening(tablet)(wish()), opening(tablet)(wish())

    assert (first.number, second.number) == ("P-tablet-1-0001", "P-tablet-1-0003")


@pytest.mark.req("SITE-14")
def test_a_finding_has_one_order_and_the_second_tap_names_it(tablet: Tablet) -> None:
    opening(tablet)(wish(place=PLACE))

    with pytest.raises(Refused) as refusal:
        opening(tablet)(wish(place=PLACE))

    assert (refusal.value.code, refusal.value.fields["number"]) == ("order.opened-already", "P-tablet-1-0001")
    assert len(tablet.order.visit.opened_here) == 1


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"what": "  "}, "what"),
        ({"customer": make_customer(name=" ")}, "customer"),
        ({"customer": make_customer(site=make_site(address=""))}, "address"),
        ({"planned_minutes": 0}, "minutes"),
    ],
)
def test_what_is_not_said_is_asked_for_and_nothing_is_written(
    tablet: Tablet, changes: dict[str, Any], missing: str
) -> None:
    with pytest.raises(BadInput) as fault:
        opening(tablet)(wish(**changes))

    assert (fault.value.code, fault.value.fields["missing"]) == ("order.incomplete", missing)
    assert tablet.kinds == []


def test_a_tablet_without_such_a_process_opens_nothing(tablet: Tablet) -> None:
    with pytest.raises(NotFound) as fault:
        opening(tablet)(wish(job_type=JobType.TRAINING))

    assert fault.value.code == "process.none"


def test_out_of_an_order_that_was_handed_back_none_is_opened(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused):
        opening(tablet)(wish())


@pytest.mark.req("PRO-2")
def test_an_order_opened_before_a_newer_process_keeps_the_one_it_began_with(tablet: Tablet) -> None:
    before = opening(tablet)(wish())
    newer = replace(repair_process(), version="2099010101")
    tablet.store.state.documents[(DocumentKind.PROCESS, newer.id, newer.version)] = newer

    after = opening(tablet)(wish())

    assert after.pin.process_version == "2099010101"
    assert tablet.store.order(before.id).pin.process_version == repair_process().version


def test_the_event_applied_to_an_order_that_is_there_changes_nothing(tablet: Tablet) -> None:
    order = opening(tablet)(wish())
    event = next(sent.recorded.event for sent in tablet.store.state.outbox)

    assert apply(order, event) == order
    assert order.severity is Severity.NORMAL


@pytest.mark.req("ACC-7", "ACC-3", "CON-4")
def test_a_typed_serial_number_that_the_register_knows_names_the_machine_with_its_warranty(tablet: Tablet) -> None:
    known = make_asset(id=AssetId("m-77"))
    tablet.store.state.documents[(DocumentKind.ASSET, "m-77", "")] = known
    typed = make_asset(id=AssetId(""), model="", purchased_on=None, warranty_until_on=None)
    order = opening(tablet)(wish(asset=typed))
    assert order.asset == replace(known, history=())

    other = opening(tablet)(wish(asset=replace(typed, model="AH-12")))
    assert (other.asset.model, other.coverage_known) == ("AH-12", False)
