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

    Where the visit on `day` is covered (`WorkOrder.covered`) everything is but wearing parts, which always stay due.
    `parts` are the catalogue entries of the parts used; one that is not among them does not count as wearing. Uses that
    were undone cost nothing.
    Raises BadInput("fees.hours") for negative hours, NotFound("prices.part") for a part without price.
    """
    return _bill(order, price_list, parts, labour_hours, day, used(order))


def estimate(
    order: WorkOrder,
    price_list: PriceList,
    parts: Mapping[PartNumber, Part],
    labour_hours: Decimal,
    day: date,
    planned: Mapping[PartNumber, int],
) -> Fees:
    """Return what the work would cost with `planned` pieces beside what is built in already (SITE-12).

    Of a part that is both planned and used the larger number counts. Raises as `fees` does.
    """
    wanted = {**planned, **{number: max(count, planned.get(number, 0)) for number, count in used(order).items()}}
    return _bill(order, price_list, parts, labour_hours, day, {number: n for number, n in wanted.items() if n})


def _bill(
    order: WorkOrder,
    price_list: PriceList,
    parts: Mapping[PartNumber, Part],
    labour_hours: Decimal,
    day: date,
    pieces: Mapping[PartNumber, int],
) -> Fees:
    if not labour_hours.is_finite() or labour_hours < 0:
        raise BadInput("fees.hours", hours=str(labour_hours))
    covered = order.covered(day)
    lines = [_line(FeeKind.VISIT, Decimal(1), price_list.visit, covered)]
    if labour_hours:
        lines.append(_line(FeeKind.LABOUR, labour_hours, price_list.labour_hour, covered))
    for number, quantity in pieces.items():
        part = parts.get(number)
        wearing = part is not None and part.wearing
        unit_price = _unit_price(price_list, number)
        lines.append(_line(FeeKind.PART, Decimal(quantity), unit_price, covered and not wearing, number))
    return _summed(price_list.version, tuple(lines))


def used(order: WorkOrder) -> dict[PartNumber, int]:
    """Return the pieces of each part that stayed in the asset."""
    pieces: dict[PartNumber, int] = {}
    for use in order.visit.parts:
        if use.reversed_at is None:
            pieces[use.part_number] = pieces.get(use.part_number, 0) + use.quantity
    return pieces


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
