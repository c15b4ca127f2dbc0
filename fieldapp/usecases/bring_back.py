"""The machine is back at the customer's, and its loaner with the engineer: serial out, serial back (SITE-10, ANA-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import OrderId, SerialNumber
from fieldapp.domain.site_events import AssetBroughtBack
from fieldapp.scanning.typed import typed_serial
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class BringBack:
    """Write the return to the order that the machine was taken away on, also once that order is closed."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, loaner_label: str, remark: str) -> None:
        """Record the return; `loaner_label` is what was typed or read, "" where no loaner came along.

        Raises Refused("brought-back.not-away") where nothing is away (any more), BadInput("brought-back.other-loaner")
        for a serial number that is not the loaner's, BadInput("brought-back.no-loaner") where the loaner that was left
        did not come back and no remark says why.
        """
        with self.begin() as work:
            order = work.order(order_id)
            away = order.visit.on_site.away
            if away is None:
                raise Refused("brought-back.not-away", number=order.number)
            serial = typed_serial(loaner_label) if loaner_label.strip() else SerialNumber("")
            left = away.loaner.serial_number if away.loaner is not None else SerialNumber("")
            if serial and serial != left:
                raise BadInput("brought-back.other-loaner", serial=serial, left=left)
            if left and not serial and not remark.strip():
                raise BadInput("brought-back.no-loaner", serial=left)
            work.append(
                AssetBroughtBack(order_id=order_id, at=self.clock.now(), loaner=serial or None, remark=remark.strip())
            )
            work.commit()
