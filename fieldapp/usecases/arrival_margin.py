"""How early the engineer wants to be there: usually, and for one visit (DEP-1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.scheduling.departure import EarlyMargin
from fieldapp.usecases.ports import Queries

USUALLY = "early_margin"
"""The setting that says how early he usually wants to be there, in minutes; with an order's id behind it, for one."""

WriteSetting = Callable[[str, str], None]
"""Keeps a setting of this tablet, by name; raises StoreError."""


def margin_of(queries: Queries, order_id: OrderId | None = None) -> EarlyMargin:
    """Return the margin chosen for the order, else the usual one; the middle of DEP-1 where none was chosen."""
    usually = queries.setting(USUALLY, str(EarlyMargin.USUAL.value))
    chosen = usually if order_id is None else queries.setting(f"{USUALLY}.{order_id}", usually)
    return EarlyMargin(float(chosen))


@dataclass(frozen=True, slots=True)
class ChooseMargin:
    """Keep it on the tablet: how he plans his way is the engineer's own and goes to nobody."""

    write: WriteSetting

    def __call__(self, margin: EarlyMargin, order_id: OrderId | None = None) -> None:
        """Choose for one visit, or without an order for all that have no choice of their own."""
        self.write(USUALLY if order_id is None else f"{USUALLY}.{order_id}", str(margin.value))
