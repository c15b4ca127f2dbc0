"""Shortly before leaving the visit is confirmed once more (CON-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from fieldapp.domain.contact import ContactMeans
from fieldapp.domain.contact_events import VisitConfirmed
from fieldapp.domain.ids import OrderId
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class ConfirmVisit:
    """Record that the customer was told once more, how, and for when."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, means: ContactMeans, expected_arrival_at: datetime) -> None:
        """Record it; the last one counts. Raises Refused("order.not-open")."""
        with self.begin() as work:
            open_order(work, order_id)
            work.append(
                VisitConfirmed(
                    order_id=order_id,
                    at=self.clock.now(),
                    means=means,
                    expected_arrival_at=expected_arrival_at.astimezone(UTC),
                )
            )
            work.commit()
