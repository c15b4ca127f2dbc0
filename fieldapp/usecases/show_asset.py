"""Show all that the tablet knows of the machine an order is about (ANA-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.asset import Asset
from fieldapp.domain.ids import AssetId, OrderId
from fieldapp.domain.views.asset_file import AssetFile, DocumentRow, EarlierCase
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.ports import Queries

MOST_EARLIER = 20
"""Cases of other machines that are worth being scrolled through before a trip."""


@dataclass(frozen=True, slots=True)
class ShowAsset:
    """Read history, drawings and manuals of an order's machine, and what machines of the same model had."""

    queries: Queries

    def __call__(self, order_id: OrderId) -> AssetFile:
        """Return the machine's file. Raises NotFound("order.unknown")."""
        order = self.queries.order(order_id)
        known = registered(self.queries, order)
        asset = known or order.asset
        model = identified(self.queries, order).model
        return AssetFile(
            asset=asset,
            registered=known is not None,
            found_by_serial=known is not None and not order.asset.model,
            history=tuple(sorted(asset.history, key=lambda record: record.served_on, reverse=True)),
            documents=documents(self.queries, model),
            earlier=self._earlier(asset.id, model, order.symptom.alarm_code) if model else (),
        )

    def _earlier(self, own: AssetId, model: str, code: str) -> tuple[EarlierCase, ...]:
        """Return the cases of other machines: those of the same code first, newest first."""
        cases = [
            EarlierCase(
                serial_number=other.serial_number, record=record, same_code=bool(code) and code in record.summary
            )
            for other in self.queries.assets_of_model(model)
            if other.id != own
            for record in other.history
        ]
        cases.sort(key=lambda case: (case.same_code, case.record.served_on), reverse=True)
        return tuple(cases[:MOST_EARLIER])


def registered(queries: Queries, order: WorkOrder) -> Asset | None:
    """Return the order's machine as the register has it: by its own id, or by the serial number (ACC-3).

    A serial number that was corrected to that of another machine leads to that one (CON-7).
    """
    own = queries.asset(order.asset.id)
    if own is not None and is_number_of(own, order.asset):
        return own
    return queries.asset_with_serial(order.asset.serial_number) or own


def is_number_of(known: Asset, told: Asset) -> bool:
    """Tell whether the serial number that was told may be that of the known machine: the same, or none."""
    return not told.serial_number or not known.serial_number or known.serial_number == told.serial_number


def identified(queries: Queries, order: WorkOrder) -> Asset:
    """Return the machine as the order has it; where the order does not know the model, as the register has it."""
    return order.asset if order.asset.model else registered(queries, order) or order.asset


def documents(queries: Queries, model: str) -> tuple[DocumentRow, ...]:
    """Return the drawings and manuals of a model, each with whether its file is here; none for an unknown model."""
    found = queries.documents(model) if model else ()
    return tuple(DocumentRow(document=one, present=queries.has_blob(one.sha256)) for one in found)
