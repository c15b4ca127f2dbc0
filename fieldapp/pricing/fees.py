"""The bill: price list times what was done, less what warranty covers (REP-2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.domain.fees import FeeKind, FeeLine, Fees, PriceList
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.money import Money
from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder


def fees(
    order: WorkOrder, price_list: PriceList, parts: Mapping[PartNumber, Part], labour_hours: Decimal, day: date
) -> Fees:
    """Return the bill of the visit: travel, labour, then each part number once, in the order of its first use.

    In warranty on `day` everything is covered except wearing parts, which always stay due. `parts` are the catalogue
    entries of the parts used; one that is not among them does not count as wearing. Uses that were undone cost nothing.
    Raises BadInput("fees.hours") for negative hours, NotFound("prices.part") for a part without price.
    """
    if not labour_hours.is_finite() or labour_hours < 0:
        raise BadInput("fees.hours", hours=str(labour_hours))
    covered = order.asset.in_warranty(day)
    lines = [_line(FeeKind.VISIT, Decimal(1), price_list.visit, covered)]
    if labour_hours:
        lines.append(_line(FeeKind.LABOUR, labour_hours, price_list.labour_hour, covered))
    for number, quantity in _used(order).items():
        part = parts.get(number)
        wearing = part is not None and part.wearing
        unit_price = _unit_price(price_list, number)
        lines.append(_line(FeeKind.PART, Decimal(quantity), unit_price, covered and not wearing, number))
    return _summed(price_list.version, tuple(lines))


def _used(order: WorkOrder) -> dict[PartNumber, int]:
    """Return the pieces of each part that stayed in the asset."""
    used: dict[PartNumber, int] = {}
    for use in order.visit.parts:
        if use.reversed_at is None:
            used[use.part_number] = used.get(use.part_number, 0) + use.quantity
    return used


def _unit_price(price_list: PriceList, number: PartNumber) -> Money:
    try:
        return price_list.parts[number]
    except KeyError:
        raise NotFound("prices.part", part=number, version=price_list.version) from None


def _line(
    kind: FeeKind, quantity: Decimal, unit_price: Money, covered: bool, number: PartNumber | None = None
) -> FeeLine:
    price = unit_price.times(quantity)
    return FeeLine(
        kind=kind,
        quantity=quantity,
        unit_price=unit_price,
        price=price,
        due=Money(Decimal("0.00"), price.currency) if covered else price,
        covered=covered,
        part_number=number,
    )


def _summed(version: str, lines: tuple[FeeLine, ...]) -> Fees:
    total = due = Money(Decimal("0.00"), lines[0].price.currency)
    for line in lines:
        total, due = total + line.price, due + line.due
    return Fees(price_list_version=version, lines=lines, total=total, covered=total - due, due=due)
