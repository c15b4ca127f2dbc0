"""Earlier orders of the same model with the same alarm code: what colleagues met there before (ANA-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.ports import Queries

_LOOKED_AT = 200
"""Orders that hold model and code somewhere, of which those are taken whose model and code they are."""


@dataclass(frozen=True, slots=True)
class FindSimilarOrders:
    """Look through the orders on this tablet, of any age."""

    queries: Queries

    def __call__(self, order: WorkOrder, most: int = 5) -> tuple[WorkOrder, ...]:
        """Return at most so many others, newest appointment first; none for an order without a model or a code."""
        model, code = order.asset.model, order.symptom.alarm_code
        if not model or not code:
            return ()
        found = self.queries.search_orders(f"{model} {code}", _LOOKED_AT)
        same = (one for one in found if (one.asset.model, one.symptom.alarm_code) == (model, code))
        return tuple(one for one in same if one.id != order.id)[:most]
