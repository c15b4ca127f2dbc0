"""Which words of an order and of a part a search looks into."""

from __future__ import annotations

from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder


def texts_of_order(order: WorkOrder) -> tuple[str, ...]:
    """Return what an order is known by: its number, the customer and the place, the asset and its serial number."""
    asset, customer = order.asset, order.customer
    return (
        order.number,
        customer.name,
        customer.site.address,
        asset.product,
        asset.model,
        asset.serial_number,
        order.symptom.alarm_code,
    )


def texts_of_part(part: Part) -> tuple[str, ...]:
    """Return what a part is known by: number, GTIN and its names in both languages."""
    return part.number, part.gtin or "", part.name_zh, part.name_en
