"""The office's hand on an order under way: what it writes is its own, the visit stays the engineer's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import office
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.clash import Author, ClashState
from fieldapp.domain.contact import Correction, Detail, Recipient, Topic
from fieldapp.domain.contact_events import AppointmentMoved, DetailsCorrected, MessageSent
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.events import Departed
from fieldapp.domain.ids import DeviceId, EventId, PartNumber
from fieldapp.domain.messages import open_messages
from fieldapp.domain.planning import PartQuantity, RequisitionState
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn
from fieldapp.domain.sla import LevelChange, LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply
from fieldapp.workflow.clashes import open_clashes
from fieldapp.workflow.merging import merged
from fieldapp.workflow.supplies import supply_of
from tests.contracts.desk import Desk
from tests.factories import NOW, ORDER_ID, local, make_order

pytestmark = pytest.mark.both_databases

LATER = NOW + timedelta(minutes=5)


def asked(name: str, minute: int = 0) -> MessageSent:
    return MessageSent(
        order_id=ORDER_ID,
        at=NOW + timedelta(minutes=minute),
        message_id=name,
        to=Recipient.DISPATCHER,
        topic=Topic.MISSING_DETAILS,
        text=name,
    )


def requested(name: str) -> PartsRequested:
    return PartsRequested(
        order_id=ORDER_ID, at=NOW, requisition_id=name, lines=(PartQuantity(part_number=PartNumber("TS-02")),)
    )


def with_messages() -> WorkOrder:
    return apply(apply(make_order(), asked("m-1")), asked("m-2", 2))


@pytest.mark.req("ACC-2")
def test_an_answer_belongs_to_the_oldest_open_message_unless_another_is_named() -> None:
    order = with_messages()
    first = office.replied(order, text=" 已核实 ", sender="", at=LATER)
    assert [message.id for message in open_messages(first)] == ["m-2"]
    assert (first.replies[0].answers, first.replies[0].text, first.replies[0].sender) == ("m-1", "已核实", "许婧")

    second = office.replied(order, text="稍等", sender="赵明", at=LATER, message_id="m-2")
    assert [message.id for message in open_messages(second)] == ["m-1"]

    all_told = office.replied(
        office.replied(first, text="好", sender="", at=LATER), text="另：带伞", sender="", at=LATER
    )
    assert [reply.answers for reply in all_told.replies] == ["m-1", "m-2", ""]
    assert len({reply.id for reply in all_told.replies}) == 3


def test_an_answer_without_words_or_to_a_message_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match=r"message\.empty"):
        office.replied(with_messages(), text=" ", sender="", at=NOW)
    with pytest.raises(NotFound, match=r"message\.unknown"):
        office.replied(with_messages(), text="好", sender="", at=NOW, message_id="m-9")


@pytest.mark.req("ANA-6")
def test_the_depot_tells_of_the_newest_standing_requisition_and_its_last_word_counts() -> None:
    order = apply(apply(make_order(), requested("r-1")), requested("r-2"))
    order = office.supplied(order, RequisitionState.APPROVED, NOW)
    order = office.supplied(order, RequisitionState.IN_TRANSIT, LATER, expected_at=local("11:30"), remark=" 浦东库 ")
    told = supply_of(order, "r-2")
    assert told is not None
    assert (told.state, told.expected_at, told.remark) == (RequisitionState.IN_TRANSIT, local("11:30"), "浦东库")
    assert supply_of(order, "r-1") is None

    withdrawn = apply(order, PartsRequestWithdrawn(order_id=ORDER_ID, at=LATER, requisition_id="r-2"))
    assert office.supplied(withdrawn, RequisitionState.READY, LATER).supplies[-1].requisition == "r-1"
    with pytest.raises(NotFound, match=r"requisition\.unknown"):
        office.supplied(withdrawn, RequisitionState.READY, LATER, requisition="r-2")
    with pytest.raises(NotFound, match=r"requisition\.unknown"):
        office.supplied(make_order(), RequisitionState.READY, NOW)


@pytest.mark.req("SYN-3")
def test_moving_and_cancelling_change_what_the_office_owns_and_nothing_of_the_visit() -> None:
    order = apply(with_messages(), Departed(order_id=ORDER_ID, at=NOW))
    window = TimeWindow(local("14:00"), local("14:30"))
    assert office.moved(order, window, at=NOW).appointment == window
    assert office.moved(order, window, at=NOW).visit == order.visit
    with pytest.raises(Refused, match=r"appointment\.same"):
        office.moved(order, order.appointment, at=NOW)

    gone = office.cancelled(order, reason="客户已自行解决", by="", at=LATER)
    assert gone.state is OrderState.CANCELLED
    assert gone.cancellation is not None
    assert (gone.cancellation.by, gone.cancellation.at, gone.visit) == ("许婧", LATER, order.visit)


def test_what_is_over_is_neither_moved_nor_cancelled_nor_given_to_somebody_else() -> None:
    window = TimeWindow(local("14:00"), local("14:30"))
    for state, code in ((OrderState.CLOSED, r"order\.not-open"), (OrderState.CANCELLED, r"order\.cancelled")):
        over = make_order(state=state)
        with pytest.raises(Refused, match=code):
            office.moved(over, window, at=NOW)
        with pytest.raises(Refused, match=code):
            office.cancelled(over, reason="重复", by="", at=NOW)
        with pytest.raises(Refused, match=code):
            office.may_be_assigned(over)
    with pytest.raises(BadInput, match=r"reason\.missing"):
        office.cancelled(make_order(), reason=" ", by="", at=NOW)


def test_a_change_of_the_office_reaches_the_tablet_with_the_next_sync(
    database: Database, settings: CentreSettings
) -> None:
    desk = Desk(database, settings, lambda _key: local_centre(database, settings))
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    with database.write() as connection:
        feed = Feed()
        office.change(
            connection,
            feed,
            order.number,
            lambda held: office.cancelled(held, reason="客户已自行解决", by="", at=NOW),
            NOW,
        )
        feed.flush(connection)
    tablet.sync()
    [document] = [held for (_, kind, _), held in tablet.documents.items() if kind is DocumentKind.WORK_ORDER]
    assert from_json(document, WorkOrder).state is OrderState.CANCELLED


SHORT = LevelLimits(respond=timedelta(hours=1), resolve=timedelta(hours=8))


@pytest.mark.req("SLA-4")
def test_another_level_keeps_the_old_one_with_its_limits_reason_and_name() -> None:
    order = make_order(severity=Severity.MAJOR)
    raised = office.regraded(order, Severity.URGENT, SHORT, reason=" 整店停业 ", by="", at=LATER)

    assert (raised.severity, raised.limits) == (Severity.URGENT, SHORT)
    assert raised.level_changes == (
        LevelChange(at=LATER, by="许婧", reason="整店停业", level=Severity.MAJOR, limits=order.limits),
    )


@pytest.mark.req("SLA-4")
@pytest.mark.parametrize(
    ("level", "reason", "code"),
    [
        (Severity.LOW, "误报", "severity.who"),
        (Severity.MAJOR, "再看", "severity.same"),
        (Severity.URGENT, " ", "reason.missing"),
    ],
)
def test_nobody_changes_a_level_without_reason_or_lowers_it_without_a_name(
    level: Severity, reason: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        office.regraded(make_order(severity=Severity.MAJOR), level, SHORT, reason=reason, by="", at=LATER)
    assert caught.value.code == code


@pytest.mark.req("ACC-2")
def test_what_the_desk_changes_is_kept_with_the_old_value_and_another_address_forgets_the_old_place() -> None:
    order = make_order()
    right = {Detail.ADDRESS: "云桥路 90 号", Detail.CONTACT_PHONE: order.customer.contact.phone}
    after = office.corrected(order, right, by="许婧", at=LATER, today=LATER.date())

    assert (after.customer.site.address, after.customer.site.coordinates) == ("云桥路 90 号", None)
    [told] = after.desk_corrections
    assert (told.correction.detail, told.correction.old, told.by) == (
        Detail.ADDRESS,
        order.customer.site.address,
        "许婧",
    )
    assert after.visit == order.visit
    with pytest.raises(Refused, match=r"detail\.same"):
        office.corrected(after, right, by="", at=LATER, today=LATER.date())


@pytest.mark.req("SYN-2", "CON-7")
def test_an_engineers_correction_of_what_the_desk_changed_meanwhile_is_kept_and_not_taken() -> None:
    order = make_order()
    old = order.customer.site.address
    mine = DetailsCorrected(
        order_id=ORDER_ID, at=NOW, corrections=(Correction(detail=Detail.ADDRESS, old=old, new="云桥路 19 号"),)
    )
    desk = office.corrected(order, {Detail.ADDRESS: "云桥路 90 号"}, by="", at=LATER, today=LATER.date())
    after = apply(desk, mine)

    assert after.customer.site.address == "云桥路 90 号"
    assert [(one.correction.new, one.taken) for one in after.visit.contact.corrections] == [("云桥路 19 号", False)]


@pytest.mark.req("SYN-2")
def test_the_office_lets_the_other_value_count_and_takes_it_back() -> None:
    before = make_order()
    wish = TimeWindow(local("11:00"), local("11:30"))
    event = AppointmentMoved(
        order_id=ORDER_ID, at=NOW, old=before.appointment, new=wish, reason="客户要求", customer_agrees=True
    )
    by_office = office.moved(before, TimeWindow(local("14:00"), local("14:30")), at=NOW)
    author = Author(name="周明远", engineer=before.assignee)
    order = merged(by_office, event, EventId(DeviceId("T1"), 4), author, lambda *_: None).order

    swapped = office.clash_decided(order, 1, ClashState.SWAPPED, by="", at=LATER)
    assert (swapped.appointment, swapped.clashes[0].decided_by) == (wish, order.dispatcher)
    assert office.clash_decided(swapped, 1, ClashState.SWAPPED, by="", at=LATER) == swapped
    back = office.clash_decided(swapped, 1, ClashState.KEPT, by="许婧", at=LATER)
    assert (back.appointment, open_clashes(back)) == (by_office.appointment, ())


@pytest.mark.parametrize("number", [0, 1, -1])
def test_a_clash_that_is_not_there_cannot_be_decided(number: int) -> None:
    with pytest.raises(NotFound, match=r"clash\.unknown"):
        office.clash_decided(make_order(), number, ClashState.KEPT, by="", at=LATER)
