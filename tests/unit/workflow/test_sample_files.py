"""The sample data as data: complete, consistent with each other, and telling the story that pictures and tour tell."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Coordinates, Customer
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import MovementKind, Part, StockMovement
from fieldapp.domain.sla import SlaProfile
from fieldapp.domain.visit import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.pricing.fees import fees
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.wire.codec import from_json, to_json
from fieldapp.workflow.apply import apply
from tests.factories import NOW, RESOURCES, SHANGHAI, START_DAY, local, make_events, make_order

HOME = Coordinates(31.2, 121.4)


def moment(text: str) -> str:
    """Return what "@-3" or "@0 10:00" means on the start day, as ISO text."""
    days, _, clock = text.removeprefix("@").partition(" ")
    day = START_DAY + timedelta(days=int(days))
    if not clock:
        return day.isoformat()
    hour, minute = clock.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=SHANGHAI).isoformat()


def resolved(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("@"):
        return moment(value)
    if isinstance(value, dict):
        return {key: resolved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [resolved(inner) for inner in value]
    return value


def entries(file: str, table: str) -> list[dict[str, Any]]:
    text = (RESOURCES / "sample" / f"{file}.toml").read_text(encoding="utf-8")
    return list(resolved(tomllib.loads(text)[table]))


def customers() -> dict[str, Customer]:
    return {entry["id"]: from_json(entry, Customer) for entry in entries("customers", "customer")}


def assets() -> dict[str, Asset]:
    found = entries("assets", "asset")
    return {entry["id"]: from_json({k: v for k, v in entry.items() if k != "customer"}, Asset) for entry in found}


def profile() -> SlaProfile:
    return from_json(tomllib.loads((RESOURCES / "sla" / "standard.toml").read_text(encoding="utf-8")), SlaProfile)


def orders() -> list[WorkOrder]:
    found = []
    for entry in entries("orders", "order"):
        whole = {
            **entry,
            "customer": to_json(customers()[entry["customer"]]),
            "asset": to_json(assets()[entry["asset"]]),
            "pin": {"process_id": "repair", "process_version": "2026112301"},
            "limits": to_json(profile())["levels"][str(entry["severity"])],  # type: ignore[index]
        }
        found.append(from_json(whole, WorkOrder))
    return found


def parts() -> dict[PartNumber, Part]:
    return {PartNumber(entry["number"]): from_json(entry, Part) for entry in entries("parts", "part")}


def movements() -> list[StockMovement]:
    return [from_json(entry, StockMovement) for entry in entries("van", "movement")]


def price_list() -> PriceList:
    text = (RESOURCES / "sample" / "prices.toml").read_text(encoding="utf-8")
    return from_json(resolved(tomllib.loads(text)["price_list"]), PriceList)


def check_digit(digits: str) -> int:
    """Return the GS1 check digit of the digits before it."""
    return -sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))) % 10


def test_there_are_three_customers_three_assets_of_two_models_and_three_orders() -> None:
    assert (len(customers()), len(assets()), len(orders())) == (3, 3, 3)
    assert {asset.model for asset in assets().values()} == {"CF-680", "AH-12"}
    assert all(asset.history for asset in assets().values())


@pytest.mark.req("ACC-1")
def test_every_order_carries_all_that_the_registration_asks_for() -> None:
    for order in orders():
        assert order.customer.contact.phone
        assert order.customer.site.coordinates is not None
        assert order.asset.serial_number
        assert order.asset.purchased_on is not None
        assert all((order.symptom.what, order.symptom.alarm_code, order.symptom.since, order.symptom.impact))
        assert order.wanted_visit_at is not None
        assert order.wanted_solution_at is not None
        assert order.received_at < order.assigned_at < order.appointment.start_at
        assert all((order.channel, order.received_by, order.dispatcher, order.wishes))


def test_the_orders_are_of_the_start_day_and_of_engineer_zhou() -> None:
    for order in orders():
        assert order.appointment.start_at.astimezone(SHANGHAI).date() == START_DAY
        assert order.assignee == "zhou"


@pytest.mark.req("SLA-1")
def test_the_table_of_limits_has_the_four_levels() -> None:
    hours = {
        level.value: (limits.respond / timedelta(hours=1), limits.resolve / timedelta(hours=1))
        for level, limits in profile().levels.items()
    }
    assert hours == {1: (2, 24), 2: (4, 48), 3: (8, 72), 4: (24, 120)}


@pytest.mark.req("SLA-1")
def test_an_order_keeps_its_limits_when_the_table_changes() -> None:
    order = orders()[0]
    before = order.limits
    for event in make_events(order.id):
        order = apply(order, event)
    assert order.limits == before == profile().levels[order.severity]


def test_the_first_way_of_the_day_takes_18_minutes_and_is_left_for_at_half_past_nine() -> None:
    order = orders()[0]
    estimate = DistanceTravel(HOME).estimate(order.customer.site, NOW)
    plan = plan_departure(order.appointment.start_at, estimate)
    assert estimate.median // timedelta(minutes=1) == 18
    assert round(estimate.kilometres or 0, 1) == 13.6
    assert local("09:30") <= plan.leave_by_at < local("09:31")


def test_there_are_twenty_parts_with_true_check_digits_each_once() -> None:
    catalogue = parts()
    gtins = [part.gtin or "" for part in catalogue.values()]
    assert len(catalogue) == len(set(gtins)) == 20
    for gtin in gtins:
        assert len(gtin) == 14
        assert check_digit(gtin[:-1]) == int(gtin[-1])


def test_every_part_has_a_price_and_nothing_else_has() -> None:
    assert set(price_list().parts) == set(parts())
    assert price_list().valid_from_on == date(2026, 10, 1)


@pytest.mark.req("REP-2")
def test_the_bill_of_the_story_covers_424_and_leaves_86_due() -> None:
    order = orders()[0]
    for event in make_events(order.id):
        order = apply(order, event)
    use = order.visit.parts[0]
    used = tuple(replace(use, id=number, part_number=PartNumber(number)) for number in ("TS-02", "CK-07", "DS-68"))
    order = replace(order, visit=replace(order.visit, parts=used))
    bill = fees(order, price_list(), parts(), Decimal("1.5"), START_DAY)
    assert (bill.covered.amount, bill.due.amount) == (Decimal("424.00"), Decimal("86.00"))


@pytest.mark.req("KIT-1")
def test_the_order_adds_its_own_spares_to_the_bag_and_the_van_has_them() -> None:
    stock = Counter[PartNumber]()
    for movement in movements():
        stock[movement.part_number] += movement.quantity
    needs = [need.part_number for need in orders()[0].kit_needs]
    assert needs == ["TS-02", "CB-680", "CK-07"]
    assert [stock[number] for number in needs if number is not None] == [4, 1, 2]


@pytest.mark.req("PRT-2")
def test_the_ledger_of_the_van_never_goes_below_zero_and_serials_come_and_go_once() -> None:
    ledger = sorted(movements(), key=lambda movement: movement.at)
    assert len({movement.id for movement in ledger}) == len(ledger)
    balance, on_van = Counter[PartNumber](), set[str]()
    for movement in ledger:
        balance[movement.part_number] += movement.quantity
        assert balance[movement.part_number] >= 0
        if movement.serial_number is not None:
            assert abs(movement.quantity) == 1
            assert (movement.serial_number in on_van) is (movement.kind is MovementKind.USED)
            on_van ^= {movement.serial_number}
        else:
            assert not parts()[movement.part_number].tracked_by_serial
    assert {"2608-11937", "2604-00482"} <= on_van


def test_the_fault_library_has_twelve_entries_about_known_models_and_parts() -> None:
    faults = [from_json(entry, FaultEntry) for entry in entries("faults", "fault")]
    assert len({fault.id for fault in faults}) == 12
    models = {asset.model for asset in assets().values()}
    for fault in faults:
        assert set(fault.models) <= models
        assert set(fault.parts) <= set(parts())
        assert 0 < fault.cured <= fault.cases
    for order in orders():
        assert any(fault.code == order.symptom.alarm_code and order.asset.model in fault.models for fault in faults), (
            order.number
        )


def test_the_history_of_the_assets_lies_before_the_start_day_and_ends_with_known_outcomes() -> None:
    for asset in assets().values():
        for record in asset.history:
            assert record.served_on < START_DAY
            assert Outcome(record.outcome)


def test_the_order_that_tests_are_built_from_is_the_one_of_the_sample() -> None:
    sample, built = orders()[0], make_order()
    assert (sample.id, sample.number, sample.symptom, sample.appointment, sample.asset.serial_number) == (
        built.id, built.number, built.symptom, built.appointment, built.asset.serial_number
    )  # fmt: skip
    assert (sample.received_at, sample.assigned_at) == (built.received_at, built.assigned_at)
