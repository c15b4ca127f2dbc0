"""The sample data as data: complete, consistent with each other, and telling the story that pictures and tour tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from fieldapp.centre.desk.sample import Sample, read_sample
from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Coordinates
from fieldapp.domain.events import PartConsumed
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import MovementKind, Part
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.toolkit import KitNeedKind
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import OrderState, ProblemArea, WorkOrder
from fieldapp.pricing.fees import fees
from fieldapp.scheduling.day import chain
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.wire.codec import from_json, to_json
from fieldapp.workflow.apply import apply, apply_all
from tests.factories import NOW, RESOURCES, SHANGHAI, START_DAY, local, make_events, make_order

HOME = Coordinates(31.2, 121.4)
CITY = (31.05, 31.40, 121.28, 121.60)
"""Least and greatest latitude, least and greatest longitude."""
WARRANTY_YEARS = {"AH": 3, "CF": 3, "CI": 3, "CR": 3, "RB": 2, "RM": 2, "IC": 2}
HAN = re.compile(r"[\u4e00-\u9fff]")
PART_NAME = re.compile(r"\b[A-Z]{2,3}-[A-Z]{0,3}\d{2,3}\b")
STORY = "WX-261123-004"
DAY = ("004", "007", "011", "002", "015", "013", "014")
"""The day of engineer zhou, by the order's number, in the order of the appointments."""


@cache
def sample() -> Sample:
    return read_sample(RESOURCES / "sample", START_DAY, SHANGHAI)


@cache
def profile() -> SlaProfile:
    return from_json(tomllib.loads((RESOURCES / "sla" / "standard.toml").read_text(encoding="utf-8")), SlaProfile)


@cache
def orders() -> dict[str, WorkOrder]:
    found = {}
    for given in sample().orders:
        severity = str(given.entry.fields["severity"])
        pin = {"process_id": "repair", "process_version": "2026112301"}
        limits = to_json(profile())["levels"][severity]  # type: ignore[index]
        order = from_json(given.entry.completed({"pin": pin, "limits": limits}).fields, WorkOrder)
        found[order.number] = apply_all(order, given.events)
    return found


def of_day(end: str) -> WorkOrder:
    return orders()[f"WX-261123-{end}"]


def assets() -> list[Asset]:
    return [installed.asset for installed in sample().assets]


def parts() -> dict[PartNumber, Part]:
    return {part.number: part for part in sample().parts}


def models() -> set[str]:
    return {asset.model for asset in assets()}


def check_digit(digits: str) -> int:
    """Return the GS1 check digit of the digits before it."""
    return -sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))) % 10


def years_after(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def test_the_company_is_as_large_as_a_real_one() -> None:
    company = sample()
    assert len(models()) >= 8
    assert len(company.assets) >= 60
    assert len(company.customers) >= 40
    assert len(company.parts) >= 200
    assert len(company.faults) >= 150
    assert len(company.orders) >= 30
    assert {order.assignee for order in orders().values()} == {"zhou", "tao", "luo"}


def test_nothing_is_there_twice() -> None:
    company = sample()
    names: list[list[str]] = [
        [customer.id for customer in company.customers],
        [customer.name for customer in company.customers],
        [asset.id for asset in assets()],
        [asset.serial_number for asset in assets()],
        [part.number for part in company.parts],
        [part.gtin for part in company.parts if part.gtin],
        [fault.id for fault in company.faults],
        [order.id for order in orders().values()],
        [movement.id for _, movement in company.movements],
        [line.part_number for line in company.depot],
        [record.order_number for asset in assets() for record in asset.history],
        [given.entry.text("number") for given in company.orders],
    ]
    for names_of_a_kind in names:
        assert [name for name, count in Counter(names_of_a_kind).items() if count > 1] == []


def test_every_customer_can_be_called_and_found_inside_the_city() -> None:
    south, north, west, east = CITY
    for customer in sample().customers:
        place = customer.site.coordinates
        assert place is not None
        assert south < place.latitude < north, customer.name
        assert west < place.longitude < east, customer.name
        assert all((customer.contact.name, customer.contact.phone, customer.site.address, customer.site.area))
        assert customer.site.access, customer.name
        assert len(customer.contact.phone.replace(" ", "")) == 11
    assert len({customer.site.area for customer in sample().customers}) == 8


def test_addresses_name_the_area_they_are_learned_by() -> None:
    for customer in sample().customers:
        assert customer.site.address.startswith(f"{customer.site.area}区"), customer.name


@pytest.mark.req("ACC-1")
def test_every_order_carries_who_where_and_when() -> None:
    for order in orders().values():
        assert order.received_at < order.assigned_at < order.appointment.start_at, order.number
        assert all((order.channel, order.received_by, order.dispatcher, order.customer.contact.phone))
        assert order.wanted_visit_at is not None
        assert order.wanted_solution_at is not None
        assert order.symptom.what


@pytest.mark.req("ACC-1")
def test_the_order_of_the_story_carries_all_that_the_registration_asks_for() -> None:
    for order in (of_day("004"), of_day("007"), of_day("002")):
        assert order.asset.model
        assert order.asset.serial_number
        assert order.asset.purchased_on is not None
        assert all((order.symptom.alarm_code, order.symptom.since, order.symptom.impact, order.wishes))


def test_engineer_zhou_has_a_full_day_of_seven() -> None:
    mine = [order for order in orders().values() if order.assignee == "zhou" and order.state is OrderState.ASSIGNED]
    today = [order for order in mine if order.appointment.start_at.astimezone(SHANGHAI).date() == START_DAY]
    today.sort(key=lambda order: order.appointment.start_at)
    assert [order.number for order in today] == [f"WX-261123-{end}" for end in DAY]


@pytest.mark.req("CON-4")
def test_one_visit_of_the_day_is_in_warranty_and_one_is_not() -> None:
    assert of_day("004").asset.in_warranty(START_DAY)
    assert not of_day("002").asset.in_warranty(START_DAY)


@pytest.mark.req("ACC-3")
def test_one_visit_names_no_model_but_a_serial_number_that_the_register_knows() -> None:
    order = of_day("014")
    assert order.asset.model == ""
    known = [asset for asset in assets() if asset.serial_number == order.asset.serial_number]
    assert [asset.model for asset in known] == ["CR-30"]


@pytest.mark.req("ACC-3")
def test_one_visit_has_a_symptom_that_says_nothing() -> None:
    symptom = of_day("013").symptom
    assert symptom.what == "设备坏了"
    assert not any((symptom.alarm_code, symptom.since, symptom.how_often, symptom.tried, symptom.impact))


@pytest.mark.req("ANA-3")
def test_one_visit_is_misuse_that_the_fault_library_cures_by_phone() -> None:
    order = of_day("011")
    assert order.area is ProblemArea.OPERATION
    cure = next(fault for fault in sample().faults if fault.id == "rb24-summer")
    assert order.asset.model in cure.models
    assert "太阳" in order.symptom.what
    assert "太阳" in cure.symptom_zh
    assert cure.measure_zh.startswith("电话")


@pytest.mark.req("ANA-5")
def test_one_visit_brings_a_loaner_for_what_is_taken_away() -> None:
    kinds = {need.kind for need in of_day("015").kit_needs}
    assert {KitNeedKind.LOANER, KitNeedKind.TOOL, KitNeedKind.DOCUMENT, KitNeedKind.SPARE} <= kinds
    loaner = next(need for need in of_day("015").kit_needs if need.kind is KitNeedKind.LOANER)
    on_van = [line for owner, line in sample().movements if owner == "zhou" and line.part_number == loaner.part_number]
    assert [line.serial_number for line in on_van] == ["IC100-LN-0003"]


@pytest.mark.req("DEP-4")
def test_two_visits_of_the_day_cannot_both_be_kept() -> None:
    first, second = of_day("013"), of_day("014")
    done = first.appointment.start_at + timedelta(minutes=first.planned_minutes)
    assert second.appointment.end_at < done + DistanceTravel(HOME).estimate(second.customer.site, NOW).median
    assert first.customer.site.area != second.customer.site.area


@pytest.mark.req("DEP-4")
def test_the_rest_of_the_day_can_be_kept_but_for_a_tight_way_after_the_first_visit() -> None:
    late = chain((of_day(end) for end in DAY), DistanceTravel(HOME), local("08:55"))
    minutes = {order_id: delay // timedelta(minutes=1) for order_id, delay in late.items() if delay}
    assert set(minutes) == {of_day("007").id, of_day("014").id}
    assert minutes[of_day("007").id] < 15 < minutes[of_day("014").id]


def test_what_happened_to_orders_that_are_over_is_told_by_their_events() -> None:
    closed = [order for order in orders().values() if order.state is OrderState.CLOSED]
    assert len(closed) >= 10
    assert {order.visit.outcome for order in closed} >= {
        Outcome.SOLVED, Outcome.SOLVED_BY_PHONE, Outcome.NOT_OUR_PRODUCT, Outcome.SECOND_VISIT
    }  # fmt: skip
    for order in closed:
        visit = order.visit
        assert visit.closed_at is not None
        assert visit.closed_at < local("00:00"), order.number
        by_phone = visit.calls[-1].outcome is CallOutcome.SOLVED_BY_PHONE
        assert by_phone == (visit.arrived_at is None), order.number
        record = next(record for record in order.asset.history if record.order_number == order.number)
        assert (record.outcome, record.engineer_name) == (visit.outcome and visit.outcome.value, order.assignee_name)


@pytest.mark.req("PRT-2")
def test_parts_of_orders_that_are_over_left_the_van_of_their_engineer() -> None:
    used = Counter(
        (owner, line.order_number, line.part_number)
        for owner, line in sample().movements
        if line.kind is MovementKind.USED
    )
    consumed = Counter[tuple[str, str, PartNumber]]()
    for given in sample().orders:
        order = orders()[given.entry.text("number")]
        for event in given.events:
            if isinstance(event, PartConsumed):
                consumed[order.assignee, order.number, event.part_number] += 1
    assert used == consumed


@pytest.mark.req("SLA-1")
def test_the_table_of_limits_has_the_four_levels() -> None:
    hours = {
        level.value: (limits.respond / timedelta(hours=1), limits.resolve / timedelta(hours=1))
        for level, limits in profile().levels.items()
    }
    assert hours == {1: (2, 24), 2: (4, 48), 3: (8, 72), 4: (24, 120)}


@pytest.mark.req("SLA-1")
def test_an_order_keeps_its_limits_when_the_table_changes() -> None:
    order = orders()[STORY]
    before = order.limits
    for event in make_events(order.id):
        order = apply(order, event)
    assert order.limits == before == profile().levels[order.severity]


def test_the_first_way_of_the_day_takes_18_minutes_and_is_left_for_at_half_past_nine() -> None:
    order = orders()[STORY]
    estimate = DistanceTravel(HOME).estimate(order.customer.site, NOW)
    plan = plan_departure(order.appointment.start_at, estimate)
    assert estimate.median // timedelta(minutes=1) == 18
    assert round(estimate.kilometres or 0, 1) == 13.6
    assert local("09:30") <= plan.leave_by_at < local("09:31")


def test_every_part_has_a_name_in_both_languages_and_a_true_check_digit() -> None:
    for part in sample().parts:
        assert part.name_zh
        assert part.name_en
        assert not HAN.search(part.name_en), part.name_en
        assert set(part.fits_models) <= models(), part.number
        if part.gtin is not None:
            assert len(part.gtin) == 14
            assert check_digit(part.gtin[:-1]) == int(part.gtin[-1]), part.number
    assert sum(part.tracked_by_serial for part in sample().parts) > 40
    assert sum(bool(part.recalled_lots) for part in sample().parts) >= 5


def test_every_part_has_a_price_and_nothing_else_has() -> None:
    (prices,) = sample().price_lists
    assert set(prices.parts) == set(parts())
    assert prices.valid_from_on == date(2026, 10, 1)
    assert all(price.amount > 0 for price in prices.parts.values())


def test_the_depot_has_counted_every_part_before_the_day() -> None:
    assert {line.part_number for line in sample().depot} == set(parts())
    assert all(line.quantity >= 0 and line.counted_at < local("00:00") for line in sample().depot)


@pytest.mark.req("REP-2")
def test_the_bill_of_the_story_covers_424_and_leaves_86_due() -> None:
    order = orders()[STORY]
    for event in make_events(order.id):
        order = apply(order, event)
    use = order.visit.parts[0]
    used = tuple(replace(use, id=number, part_number=PartNumber(number)) for number in ("TS-02", "CK-07", "DS-68"))
    order = replace(order, visit=replace(order.visit, parts=used))
    bill = fees(order, sample().price_lists[0], parts(), Decimal("1.5"), START_DAY)
    assert (bill.covered.amount, bill.due.amount) == (Decimal("424.00"), Decimal("86.00"))


@pytest.mark.req("KIT-1")
def test_the_order_adds_its_own_spares_to_the_bag_and_the_van_has_them() -> None:
    stock = Counter[PartNumber]()
    for owner, movement in sample().movements:
        if owner == "zhou":
            stock[movement.part_number] += movement.quantity
    needs = [need.part_number for need in orders()[STORY].kit_needs]
    assert needs == ["TS-02", "CB-680", "CK-07"]
    assert [stock[number] for number in needs if number is not None] == [4, 1, 2]


@pytest.mark.req("PRT-2")
@pytest.mark.parametrize("engineer", ["zhou", "tao", "luo"])
def test_the_ledger_of_a_van_never_goes_below_zero_and_serials_come_and_go_once(engineer: str) -> None:
    ledger = sorted((line for owner, line in sample().movements if owner == engineer), key=lambda line: line.at)
    balance, on_van = Counter[PartNumber](), set[str]()
    assert ledger
    for movement in ledger:
        balance[movement.part_number] += movement.quantity
        assert balance[movement.part_number] >= 0, movement.id
        if movement.serial_number is not None:
            assert abs(movement.quantity) == 1
            assert (movement.serial_number in on_van) is (movement.kind is MovementKind.USED)
            on_van ^= {movement.serial_number}
        else:
            assert not parts()[movement.part_number].tracked_by_serial, movement.id


def test_the_van_of_the_story_has_the_serials_that_are_scanned() -> None:
    serials = {line.serial_number for owner, line in sample().movements if owner == "zhou"}
    assert {"2608-11937", "2604-00482"} <= serials


@pytest.mark.req("KNO-1")
def test_every_fault_says_what_shows_why_and_what_cures_it_in_both_languages() -> None:
    for fault in sample().faults:
        texts = (fault.symptom_zh, fault.symptom_en, fault.cause_zh, fault.cause_en, fault.measure_zh, fault.measure_en)
        assert all(texts), fault.id
        assert not HAN.search("".join((*texts[1::2], fault.fallback_en, *fault.tools_en))), fault.id
        assert set(fault.models) <= models(), fault.id
        assert 0 < fault.cured <= fault.cases, fault.id
        assert bool(fault.fallback_zh) == bool(fault.fallback_en), fault.id
        assert len(fault.tools_zh) == len(fault.tools_en), fault.id


@pytest.mark.req("KNO-1")
def test_the_parts_of_a_fault_are_in_the_catalogue_and_fit_one_of_its_models() -> None:
    for fault in sample().faults:
        for number in fault.parts:
            fits = parts()[number].fits_models
            assert not fits or set(fits) & set(fault.models), f"{fault.id} {number}"


def test_parts_that_measures_and_histories_name_are_in_the_catalogue() -> None:
    texts = [text for fault in sample().faults for text in (fault.measure_zh, fault.fallback_zh, fault.measure_en)]
    texts += [record.summary for asset in assets() for record in asset.history]
    named = {name for text in texts for name in PART_NAME.findall(text)}
    assert len(named) > 100
    assert named <= set(parts()) | models()


@pytest.mark.req("ANA-2")
def test_the_library_has_codes_plan_b_and_special_tools_for_every_family() -> None:
    for model in models():
        of_model = [fault for fault in sample().faults if model in fault.models]
        assert len(of_model) >= 10, model
        assert len({fault.code for fault in of_model if fault.code}) >= 4, model
        assert any(fault.fallback_zh for fault in of_model), model
        assert any(fault.tools_zh for fault in of_model), model


def test_the_alarm_code_of_every_order_is_in_the_library_of_its_model() -> None:
    known = {(model, fault.code) for fault in sample().faults for model in fault.models}
    for order in orders().values():
        if order.symptom.alarm_code:
            assert (order.asset.model, order.symptom.alarm_code) in known, order.number


def test_the_spares_that_orders_ask_for_are_in_the_catalogue_and_fit() -> None:
    for order in orders().values():
        for need in order.kit_needs:
            assert need.name_zh
            assert need.name_en
            if need.part_number is not None:
                fits = parts()[need.part_number].fits_models
                assert not fits or not order.asset.model or order.asset.model in fits, order.number


def test_the_history_of_the_assets_lies_between_purchase_and_start_day() -> None:
    for asset in assets():
        days = [record.served_on for record in asset.history]
        assert asset.purchased_on is not None
        assert days == sorted(days, reverse=True), asset.id
        assert all(asset.purchased_on <= day < START_DAY for day in days), asset.id
        assert all(Outcome(record.outcome) for record in asset.history)
    assert sum(bool(asset.history) for asset in assets()) >= 60


@pytest.mark.req("CON-4")
def test_warranty_ends_a_day_before_the_years_since_purchase_or_acceptance_are_full() -> None:
    for asset in assets():
        begun = asset.purchased_on
        if asset.warranty_rule == "acceptance":
            begun = asset.history[-1].served_on
            assert "安装验收" in asset.history[-1].summary, asset.id
        assert begun is not None
        end = years_after(begun, WARRANTY_YEARS[asset.model[:2]]) - timedelta(days=1)
        assert asset.warranty_until_on == end, asset.id
    assert sum(asset.in_warranty(START_DAY) for asset in assets()) >= 20
    assert sum(not asset.in_warranty(START_DAY) for asset in assets()) >= 20


def test_the_order_that_tests_are_built_from_is_the_one_of_the_sample() -> None:
    given, built = orders()[STORY], make_order()
    assert (given.id, given.number, given.symptom, given.appointment, given.asset.serial_number) == (
        built.id, built.number, built.symptom, built.appointment, built.asset.serial_number
    )  # fmt: skip
    assert (given.received_at, given.assigned_at) == (built.received_at, built.assigned_at)
