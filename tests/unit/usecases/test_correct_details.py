from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.contact import Detail
from fieldapp.domain.errors import BadInput
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.workflow.contact import read_detail
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


@pytest.mark.req("CON-7", "CON-2")
@pytest.mark.parametrize("detail", list(Detail))
def test_every_detail_is_worked_with_at_once_and_the_old_value_stays_visible(
    detail: Detail, tablet: Tablet, phone: ContactVerbs
) -> None:
    old = read_detail(tablet.order, detail)
    new = "2024-05-02" if detail is Detail.PURCHASED_ON else "更正后的内容"

    phone.correct(ORDER_ID, {detail: f" {new} "})

    [recorded] = tablet.order.visit.contact.corrections
    assert read_detail(tablet.order, detail) == new
    assert (recorded.correction.old, recorded.correction.new, recorded.taken) == (old, new, True)


@pytest.mark.req("CON-7", "CON-4")
def test_a_new_day_of_purchase_moves_the_warranty(tablet: Tablet, phone: ContactVerbs) -> None:
    assert tablet.order.asset.in_warranty(date(2026, 11, 23))
    phone.correct(ORDER_ID, {Detail.PURCHASED_ON: "2023-04-18"})
    assert not tablet.order.asset.in_warranty(date(2026, 11, 23))


@pytest.mark.req("CON-7")
def test_a_new_address_has_no_place_on_the_map_so_that_the_way_is_a_guess(tablet: Tablet, phone: ContactVerbs) -> None:
    before = phone.show(tablet.order).leave_by_at
    phone.correct(ORDER_ID, {Detail.ADDRESS: "青澜路 90 号", Detail.ACCESS: "东门"})

    assert tablet.order.customer.site.coordinates is None
    assert phone.show(tablet.order).leave_by_at < before
    assert tablet.kinds == ["details.corrected"]


def test_what_is_right_already_writes_nothing(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.correct(ORDER_ID, {Detail.MODEL: "CF-680"})
    assert tablet.kinds == []


@pytest.mark.req("ACC-2", "CON-7")
@pytest.mark.parametrize(
    ("detail", "text", "code"),
    [
        (Detail.CONTACT_NAME, "", "detail.empty"),
        (Detail.ADDRESS, " ", "detail.empty"),
        (Detail.CONTACT_PHONE, "", "detail.empty"),
        (Detail.PURCHASED_ON, "前年", "detail.day"),
        (Detail.PURCHASED_ON, "2026-11-24", "detail.day"),
    ],
)
def test_what_cannot_be_right_is_refused(
    detail: Detail, text: str, code: str, tablet: Tablet, phone: ContactVerbs
) -> None:
    with pytest.raises(BadInput) as refused:
        phone.correct(ORDER_ID, {detail: text, Detail.MODEL: "CF-700"})
    assert (refused.value.code, tablet.kinds) == (code, [])


def test_the_day_of_purchase_may_be_today_on_the_engineers_clock(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.clock.wall_at = local("00:30")
    phone.correct(ORDER_ID, {Detail.PURCHASED_ON: "2026-11-23"})
    assert tablet.order.asset.purchased_on == date(2026, 11, 23)
