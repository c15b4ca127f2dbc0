"""Note where the engineer is, so that a restart reopens there (SITE-9)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.usecases.ports import Begin


@dataclass(frozen=True, slots=True)
class RememberPlace:
    """Store step and field; not an event, the centre never sees it."""

    begin: Begin

    def __call__(self, order_id: OrderId, step: StepId, field: str) -> None:
        """Store the place."""
        with self.begin() as work:
            work.remember_place(order_id, step, field)
            work.commit()
