"""A message about an order to the office: written without network, delivered later (ACC-2, TRV-2, SITE-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.contact_events import MessageSent
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Write one message. An order that was closed, handed back or cancelled can still be asked about."""

    begin: Begin
    clock: Clock

    def __call__(
        self,
        order_id: OrderId,
        to: Recipient,
        topic: Topic,
        text: str,
        attachments: tuple[Sha256, ...] = (),
    ) -> str:
        """Return the new message's id. `attachments` names files that are on this tablet.

        Raises BadInput("message.empty"), NotFound("order.unknown").
        """
        if not text.strip():
            raise BadInput("message.empty")
        with self.begin() as work:
            work.order(order_id)
            message_id = work.next_id()
            work.append(
                MessageSent(
                    order_id=order_id,
                    at=self.clock.now(),
                    message_id=message_id,
                    to=to,
                    topic=topic,
                    text=text.strip(),
                    attachments=tuple(dict.fromkeys(attachments)),
                )
            )
            work.commit()
        return message_id
