"""Nobody at home: the note card that was left, and the order waits for the customer (TRV-3)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.contact_events import NobodyMet
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.outcome import Outcome
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import closing
from fieldapp.usecases.save_answer import NewFile
from fieldapp.usecases.step_end import StepEnd


@dataclass(frozen=True, slots=True)
class NoteNobodyMet:
    """Write card, photo and the closing's outcome as one group; no signature is asked for."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, card: str, photo: NewFile | None = None) -> None:
        """Record the closed door with the words of the card that was left.

        Raises BadInput("card.empty"), Refused("visit.let-in") after the arrival was recorded,
        Refused("order.not-open"), StoreFull("store.no-room-for-files").
        """
        if not card.strip():
            raise BadInput("card.empty")
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            if order.visit.arrived_at is not None:
                raise Refused("visit.let-in")
            if photo is not None:
                work.put_blob(photo.media_type, photo.content)
            met = NobodyMet(order_id=order_id, at=at, card=card.strip(), photo=photo.sha256 if photo else None)
            end = StepEnd(self.clock, self.forms)
            process = self.queries.process(order.pin)
            work.append(met, *closing(end, process, order, Outcome.WAITING_FOR_CUSTOMER, at))
            work.commit()
