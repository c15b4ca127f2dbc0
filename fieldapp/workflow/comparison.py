"""The diagnosis at the site held against the analysis before the visit (SITE-2)."""

from __future__ import annotations

from fieldapp.domain.process import Process
from fieldapp.domain.views.visit import Compared
from fieldapp.domain.work_order import WorkOrder


def compare(process: Process, order: WorkOrder) -> Compared | None:
    """Return expected and found choice and whether they are the same; None while there is nothing to compare.

    That is so where the process compares nothing, while one of the two questions is unanswered, and where both answers
    name no cause ("other" and "other").
    """
    places = process.comparison
    if places is None:
        return None
    expected = order.visit.answer(places.expected.step, places.expected.field)
    found = order.visit.answer(places.found.step, places.found.field)
    if not expected or not found or (expected in places.unnamed and found in places.unnamed):
        return None
    return Compared(at=places.found, same=expected == found, expected=expected, found=found)
