"""Keep one answer the moment it is given: there is no save button (SITE-9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.usecases.answering import answered
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that an answer names by its `sha256`: a photo, a drawing."""

    media_type: str
    content: bytes
    sha256: Sha256 = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", Sha256(sha256(self.content).hexdigest()))


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """Store an answer, or several that one tap changed, and the place in one transaction."""

    begin: Begin
    clock: Clock

    def __call__(
        self,
        order_id: OrderId,
        step: StepId,
        values: dict[str, str],
        form_sha256: Sha256,
        files: Iterable[NewFile] = (),
    ) -> None:
        """Store `values` (question name -> XForms value, "" clears), and the files that they name.

        The first name becomes the place to reopen at. Raises Refused("order.not-open") once the visit is closed or was
        handed back, StoreFull("store.no-room-for-files") where only words have room.
        """
        with self.begin() as work:
            order = open_order(work, order_id)
            changed = {name: value for name, value in values.items() if order.visit.answer(step, name) != value}
            at = self.clock.now()
            events = [answered(order, step, name, value, form_sha256, at) for name, value in changed.items()]
            for file in files:
                work.put_blob(file.media_type, file.content)
            if events:
                work.append(*events)
            work.remember_place(order_id, step, next(iter(values), ""))
            work.commit()
