"""What several writers make of one order: by the owner of each field, and what loses is kept (SYNC.md rule 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.centre.desk import office
from fieldapp.domain.clash import Author, ClashPlace, ClashState
from fieldapp.domain.clash_events import ClashDecided, ClashKept, ClashSwapped
from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import AppointmentMoved, DetailsCorrected
from fieldapp.domain.events import AnswerReplaced, AnswerSaved
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, StepId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.clashes import open_clashes, side_of, with_own_words
from fieldapp.workflow.merging import Merged, Written, merged
from tests.factories import FORM_SHA256, NOW, ORDER_ID, local, make_order, make_report, save_answer

ZHOU, TAO = EngineerId("zhou"), EngineerId("tao")
OWN = Author(name="周明远", engineer=ZHOU)
PHONE = ClashPlace(detail=Detail.CONTACT_PHONE)
READING = ClashPlace(step=StepId("work"), name="temp_after")


def by_desk(order: WorkOrder, phone: str) -> WorkOrder:
    right = {Detail.CONTACT_PHONE: phone}
    return office.corrected(order, right, by="许婧", at=local("09:10"), today=local("09:10").date())


def corrected(old: str, new: str, minute: int = 0) -> DetailsCorrected:
    one = Correction(detail=Detail.CONTACT_PHONE, old=old, new=new)
    return DetailsCorrected(order_id=ORDER_ID, at=NOW + timedelta(minutes=minute), corrections=(one,))


def replaced(base: str, value: str) -> AnswerReplaced:
    return AnswerReplaced(
        order_id=ORDER_ID,
        at=NOW,
        step=StepId("work"),
        name="temp_after",
        value=value,
        form_sha256=FORM_SHA256,
        base=base,
    )


def taken(order: WorkOrder, event: object, seq: int = 1, author: Author = OWN, writer: Written | None = None) -> Merged:
    return merged(order, event, EventId(DeviceId("T1"), seq), author, lambda *_: writer)  # type: ignore[arg-type]


def decision(kind: type[ClashDecided], order: WorkOrder) -> ClashDecided:
    clash = order.clashes[0]
    over = side_of(order, clash.place)
    return kind(order_id=order.id, at=NOW, clash_id=clash.id, over=over, by="周明远")


def clashing() -> WorkOrder:
    """The desk and the engineer each know another number of the contact."""
    before = make_order()
    old = before.customer.contact.phone
    return taken(by_desk(before, "139 0000 1111"), corrected(old, "137 0000 2222")).order


@pytest.mark.req("SYN-2")
def test_a_detail_that_both_changed_is_the_offices_and_the_engineers_value_is_kept_beside() -> None:
    order = clashing()

    [clash] = open_clashes(order)
    assert order.customer.contact.phone == "139 0000 1111"
    assert (clash.place, clash.base.value) == (PHONE, make_order().customer.contact.phone)
    assert (clash.stood.author, clash.stood.value, clash.stood.at) == (
        Author(name="许婧"),
        "139 0000 1111",
        local("09:10"),
    )
    assert (clash.lost.author, clash.lost.value, clash.lost.at) == (OWN, "137 0000 2222", NOW)


def test_equal_values_from_two_sides_are_no_clash() -> None:
    before = make_order()
    after = taken(by_desk(before, "139 0000 1111"), corrected(before.customer.contact.phone, "139 0000 1111"))

    assert (after.clashes, after.order.clashes) == ((), ())


def test_details_that_were_changed_apart_are_merged_by_field() -> None:
    before = make_order()
    desk = office.corrected(before, {Detail.ACCESS: "北门"}, by="", at=NOW, today=NOW.date())

    after = taken(desk, corrected(before.customer.contact.phone, "137 0000 2222"))

    assert after.clashes == ()
    assert (after.order.customer.site.access, after.order.customer.contact.phone) == ("北门", "137 0000 2222")


def test_going_on_from_ones_own_lost_value_is_one_difference_with_the_last_word() -> None:
    order = clashing()
    after = taken(order, corrected("137 0000 2222", "137 0000 3333", 5), seq=2)

    [clash] = after.order.clashes
    assert (clash.lost.value, after.clashes) == ("137 0000 3333", (clash.id,))


@pytest.mark.req("SYN-2")
def test_one_tap_swaps_and_another_swaps_back_and_each_said_twice_changes_nothing() -> None:
    order = clashing()

    swapped = apply(order, decision(ClashSwapped, order))
    assert swapped.customer.contact.phone == "137 0000 2222"
    assert swapped.clashes[0].state is ClashState.SWAPPED
    assert apply(swapped, decision(ClashSwapped, order)) == swapped
    back = apply(swapped, decision(ClashKept, swapped))
    assert (back.customer.contact.phone, back.clashes[0].state) == ("139 0000 1111", ClashState.KEPT)
    assert apply(back, decision(ClashKept, swapped)) == back
    assert open_clashes(back) == ()


def test_a_swap_of_what_was_written_anew_meanwhile_overwrites_nothing_and_leaves_it_open() -> None:
    order = clashing()
    tap = decision(ClashSwapped, order)

    after = apply(by_desk(order, "135 0000 4444"), tap)

    assert after.customer.contact.phone == "135 0000 4444"
    [clash] = open_clashes(after)
    assert (clash.stood.value, clash.lost.value) == ("135 0000 4444", "137 0000 2222")


def test_the_later_word_of_the_present_engineers_second_tablet_stands_and_the_first_is_kept() -> None:
    first = apply(make_order(), save_answer("work", "temp_after", "-20"))
    other = Written(author=OWN, same_device=False)

    after = taken(first, save_answer("work", "temp_after", "-18"), writer=other)

    assert after.order.visit.answer(READING.step or StepId(""), "temp_after") == "-18"
    [clash] = after.order.clashes
    assert (clash.place, clash.stood.value, clash.lost.value) == (READING, "-18", "-20")


def test_an_answer_that_knew_what_it_replaces_is_no_clash() -> None:
    first = apply(make_order(), save_answer("work", "temp_after", "-20"))

    after = taken(first, replaced("-20", "-18"))

    assert (after.order.visit.answer(StepId("work"), "temp_after"), after.clashes) == ("-18", ())


def test_an_older_program_that_goes_on_over_its_own_answer_makes_no_clash() -> None:
    first = apply(make_order(), save_answer("work", "temp_after", "-20"))

    after = taken(first, save_answer("work", "temp_after", "-18"), writer=Written(author=OWN, same_device=True))

    assert (after.order.visit.answer(StepId("work"), "temp_after"), after.clashes) == ("-18", ())


@pytest.mark.parametrize("late", [save_answer("work", "temp_after", "-20"), replaced("", "-20")])
def test_late_work_of_the_engineer_before_is_kept_and_replaces_nothing(late: AnswerSaved) -> None:
    order = apply(replace(make_order(), assignee=TAO), save_answer("work", "temp_after", "-18"))
    written = Written(author=Author(name="陶志远", engineer=TAO), same_device=False)

    after = taken(order, late, writer=written)

    assert after.order.visit.answer(StepId("work"), "temp_after") == "-18"
    [clash] = after.order.clashes
    assert (clash.stood.author.name, clash.lost.author, clash.lost.value) == ("陶志远", OWN, "-20")


def test_an_appointment_stays_the_offices_and_no_tap_of_the_engineer_moves_it() -> None:
    before = make_order()
    desk = office.moved(before, TimeWindow(local("14:00"), local("14:30")), at=NOW)
    wish = AppointmentMoved(
        order_id=ORDER_ID,
        at=NOW,
        old=before.appointment,
        new=TimeWindow(local("11:00"), local("11:30")),
        reason="客户要求",
        customer_agrees=True,
    )

    order = taken(desk, wish).order
    tapped = apply(order, decision(ClashSwapped, order))

    assert tapped == order
    assert (order.appointment, order.clashes[0].lost.window) == (desk.appointment, wish.new)
    assert open_clashes(order) == order.clashes


def test_an_answer_swapped_behind_a_signed_report_asks_for_another_signature() -> None:
    first = apply(make_order(), save_answer("work", "temp_after", "-20"))
    order = taken(first, save_answer("work", "temp_after", "-18"), writer=Written(author=OWN, same_device=False)).order
    signed = replace(order, visit=replace(order.visit, reports=(make_report(),)))

    after = apply(signed, decision(ClashSwapped, signed))

    assert after.visit.reports == signed.visit.reports
    assert after.visit.report_outdated_at == NOW


@pytest.mark.parametrize("at", [local("08:00"), local("23:00"), NOW - timedelta(days=3650)], ids=str)
def test_clock_never_decides(at: object) -> None:
    """The same words with clocks ten years apart: the same value stands, the same is kept."""
    before = make_order()
    event = replace(corrected(before.customer.contact.phone, "137 0000 2222"), at=at)  # type: ignore[arg-type]
    after = taken(by_desk(before, "139 0000 1111"), event).order

    assert after.customer.contact.phone == "139 0000 1111"
    assert after.clashes[0].lost.value == "137 0000 2222"


def test_an_own_correction_under_way_is_what_the_engineer_sees() -> None:
    before = make_order()
    word = corrected(before.customer.contact.phone, "137 0000 2222")
    base = by_desk(before, "139 0000 1111")

    assert with_own_words(apply(base, word), (word,)).customer.contact.phone == "137 0000 2222"


def test_the_same_event_met_again_leaves_what_was_decided_alone() -> None:
    order = clashing()
    settled = apply(order, decision(ClashSwapped, order))
    word = corrected(make_order().customer.contact.phone, "137 0000 2222")

    assert taken(settled, word).order == settled
