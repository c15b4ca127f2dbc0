"""What an order that the engineer opens can be for, about and when: choices made from what lies on the tablet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo

from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Contact, Customer, Site
from fieldapp.domain.ids import AssetId, CustomerId, SerialNumber
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder

NEW = "new"
"""The choice of a customer or machine that is typed in."""
NOW, LATER, TOMORROW, WEEK, OTHER = "now", "later", "tomorrow", "week", "other"
TIMES = (NOW, LATER, TOMORROW, WEEK, OTHER)
MINUTES = (30, 60, 90, 120, 240)
WINDOW = timedelta(minutes=30)
"""As long as the windows that the desk promises."""
_MORNING = time(9)
_STEP = timedelta(minutes=5)


def customers_of(orders: Iterable[WorkOrder], first: WorkOrder | None) -> dict[str, Customer]:
    """Return the customers of the orders here by id, the one of the order in hand first, then by name."""
    found = {order.customer.id: order.customer for order in orders}
    known = dict(sorted(((str(key), one) for key, one in found.items()), key=lambda pair: pair[1].name))
    return known if first is None else {str(first.customer.id): first.customer, **known}


def machines_of(orders: Iterable[WorkOrder], customer_id: str, first: WorkOrder | None) -> dict[str, Asset]:
    """Return the machines of a customer that orders here are about, that of the order in hand first."""
    found = {str(order.asset.id): order.asset for order in orders if order.customer.id == customer_id}
    if first is not None and first.customer.id == customer_id:
        return {str(first.asset.id): first.asset, **found}
    return found


def typed_customer(typed: dict[str, str]) -> Customer:
    """Return a customer that nobody knows yet; the use case names it."""
    said = {name: text.strip() for name, text in typed.items()}
    return Customer(
        id=CustomerId(""),
        name=said.get("name", ""),
        contact=Contact(name=said.get("contact", "") or said.get("name", ""), phone=said.get("phone", "")),
        site=Site(address=said.get("address", "")),
    )


def typed_machine(typed: dict[str, str]) -> Asset:
    """Return a machine that nobody knows yet; what its plate says may be filled in later (ACC-3)."""
    serial = SerialNumber(typed.get("serial", "").strip())
    return Asset(
        id=AssetId(""), model=typed.get("model", "").strip(), product="", serial_number=serial, purchased_on=None
    )


def window_of(choice: str, now: datetime, picked: str, zone: tzinfo) -> TimeWindow | None:
    """Return the appointment that a choice means at `now`; None where another time is to be picked and is not yet."""
    local = now.astimezone(zone)
    start = {NOW: _rounded(local), LATER: _rounded(local + timedelta(hours=2))}.get(choice)
    if choice in (TOMORROW, WEEK):
        day = local.date() + timedelta(days=1 if choice == TOMORROW else 7)
        start = datetime.combine(day, _MORNING, zone)
    elif choice == OTHER:
        start = _picked(picked, zone)
    return None if start is None else TimeWindow(start, start + WINDOW)


def _picked(text: str, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def _rounded(at: datetime) -> datetime:
    """Return the next full five minutes."""
    past = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at if not past else at - past + _STEP
