"""The end of a machine's warranty comes along from the register, as model and day of purchase do (ACC-3, CON-4)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.asset import Asset, Warranty
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_asset import is_number_of, registered


def registered_warranty(queries: Queries, order: WorkOrder) -> Warranty | None:
    """Return the warranty that the register knows of the order's machine, None where it knows neither.

    A serial number that belongs to another model is a slip of somebody's pen: it brings no warranty. Nor does a machine
    with another number than the one that was told.
    """
    known = registered(queries, order)
    if known is None or not _same_model(known, order.asset) or not is_number_of(known, order.asset):
        return None
    return known.warranty


def taken_warranty(queries: Queries, order: WorkOrder, at: datetime) -> tuple[DetailsCorrected, ...]:
    """Return what is to be written so that the order knows until when its machine is covered.

    Nothing where it knows already, where the register does not, or once a report was signed: that says what it says.
    """
    if order.asset.warranty_known or order.visit.reports:
        return ()
    known = registered_warranty(queries, order)
    return () if known is None else (DetailsCorrected(order_id=order.id, at=at, corrections=(), warranty=known),)


def _same_model(known: Asset, told: Asset) -> bool:
    return not known.model or not told.model or known.model == told.model
