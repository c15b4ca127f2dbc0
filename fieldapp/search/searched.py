"""Which words of an order, of a part and of a known fault a search looks into."""

from __future__ import annotations

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder


def texts_of_order(order: WorkOrder) -> tuple[str, ...]:
    """Return what an order is known by: its numbers, the customer and the place, the asset and its serial number."""
    asset, customer = order.asset, order.customer
    return (
        *order.numbers,
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


def shown_of_fault(entry: FaultEntry) -> tuple[str, ...]:
    """Return how a fault shows itself: its code, the models, the symptom in both languages."""
    return entry.code, *entry.models, entry.symptom_zh, entry.symptom_en


def told_of_fault(entry: FaultEntry) -> tuple[str, ...]:
    """Return what the library says about it: cause, both plans, tools and parts."""
    plans = (entry.measure_zh, entry.measure_en, entry.fallback_zh, entry.fallback_en)
    return entry.cause_zh, entry.cause_en, *plans, *entry.tools_zh, *entry.tools_en, *entry.parts
