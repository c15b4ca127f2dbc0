"""A sheet of the visit that another page asks for: it opens once the visit is there."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.domain.ids import OrderId


class AskedSheet:
    """Remembers one wish until the visit was read; going to another visit forgets it."""

    def __init__(self) -> None:
        self._order_id = OrderId("")
        self._open: Callable[[], None] | None = None

    def ask(self, order_id: OrderId, opens: Callable[[], None]) -> None:
        """Let `opens` be called when this order's visit is shown next."""
        self._order_id, self._open = order_id, opens

    def answer(self, order_id: OrderId) -> None:
        """Open what was asked for, if it was asked for this order."""
        opens, self._open = self._open, None
        if opens is not None and order_id == self._order_id:
            opens()
